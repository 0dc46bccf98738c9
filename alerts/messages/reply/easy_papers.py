"""Each document of an answer in plain words: what it is, where to get it. And what is to be known of the whole list."""

from dataclasses import dataclass

from alerts.reply_help import documents as listed

FORM = ("Il est gratuit sur le site economie.gouv.fr.", "Le fichier « candidature » de Vigie donne les réponses.")
WRITE = ("Vous l'écrivez.",)
FILE = ("Il est dans le dossier du marché.", "Il faut le remplir.")
INSURER = ("Demandez-la à votre assureur.",)
DDETS = "La DDETS est un service de l'État dans votre département."


@dataclass(frozen=True, slots=True)
class Plain:
    """Short sentences."""

    what: tuple[str, ...]
    where: tuple[str, ...]


PAPERS: dict[str, Plain] = {
    "doc-dc1": Plain(
        (
            "Ce formulaire dit qui répond, et à quel lot.",
            "Vous y déclarez que votre structure respecte la loi.",
        ),
        FORM,
    ),
    "doc-dc2": Plain(
        ("Ce formulaire présente votre structure.", "Il donne vos chiffres, votre équipe, vos moyens, vos références."),
        FORM,
    ),
    "doc-candidature": Plain(
        ("Ce dossier présente votre structure.", "Vous y déclarez que votre structure respecte la loi."),
        ("Vous l'écrivez.", "Suivez le règlement de la consultation (RC)."),
    ),
    "doc-references": Plain(
        (
            "C'est la liste de vos travaux qui ressemblent à ce marché.",
            "Ne pas en avoir ne suffit pas à vous refuser.",
        ),
        ("Vous l'écrivez.", "Votre fiche garde cette liste."),
    ),
    "doc-convention_iae": Plain(
        ("Ce contrat avec l'État dit : vous êtes une structure d'insertion (SIAE).",),
        ("Il est signé avec la DDETS.", DDETS),
    ),
    "doc-annexe_financiere": Plain(
        ("Elle dit combien de postes d'insertion vous avez cette année.",),
        ("Demandez-la à la DDETS.", DDETS),
    ),
    "doc-agrement_ea": Plain(
        ("Ce contrat avec l'État dit : vous êtes une entreprise adaptée.", "On l'appelle aussi CPOM."),
        ("Il est signé avec la DREETS.", "La DREETS est un service de l'État dans votre région."),
    ),
    "doc-arrete_esat": Plain(
        ("Ce papier autorise votre ESAT.", "C'est l'organisme qui gère l'ESAT qui répond."),
        ("Il vient de l'agence régionale de santé (ARS).",),
    ),
    "doc-label_geiq": Plain(
        ("Il dit : vous êtes un GEIQ.", "Un GEIQ est un groupe d'employeurs pour l'insertion."),
        ("Il vient de la Fédération des GEIQ.",),
    ),
    "doc-contrat_detention": Plain(
        ("Ce contrat permet de faire travailler des personnes en prison.",),
        ("Il est signé avec l'administration des prisons (ATIGIP).",),
    ),
    "doc-agrement_esus": Plain(
        (
            "Il dit : vous êtes une entreprise solidaire utile à la société.",
            "Il aide votre dossier.",
            "Il ne donne pas droit à un lot réservé.",
        ),
        ("Il vient de la préfecture (DDETS).",),
    ),
    "doc-mention_ess": Plain(
        ("Ce papier dit : vous êtes une entreprise de l'économie sociale et solidaire.", "C'est un extrait Kbis."),
        ("Il vient du tribunal de commerce.",),
    ),
    "doc-taux": Plain(
        ("Ce papier dit combien de vos salariés sont concernés.",),
        ("Vous l'écrivez.", "Vous le signez.", "Les chiffres sont dans votre dernier bilan social."),
    ),
    "doc-statuts": Plain(("Ce sont les règles de votre structure, signées.",), ("Ils sont dans vos dossiers.",)),
    "doc-rna": Plain(
        ("Il prouve que l'association est déclarée.", "Il donne son numéro : W et des chiffres."),
        ("Il vient de la préfecture.", "Il est aussi en ligne, sur le compte de l'association."),
    ),
    "doc-kbis": Plain(
        ("C'est la carte d'identité d'une société.",),
        ("Il est gratuit pour le dirigeant sur monidenum.fr.", "Sinon, demandez-le au greffe du tribunal."),
    ),
    "doc-pouvoir": Plain(
        ("Il permet à une autre personne de signer.",),
        ("Vous l'écrivez.", "Le représentant légal le signe."),
    ),
    "doc-rib": Plain(("Il donne le numéro de votre compte en banque.",), ("Demandez-le à votre banque.",)),
    "doc-assurance_rc": Plain(("Elle paie si votre travail abîme quelque chose ou blesse quelqu'un.",), INSURER),
    "doc-assurance_decennale": Plain(
        ("Elle est obligatoire pour des travaux de bâtiment.", "Elle couvre vos travaux pendant 10 ans."),
        (*INSURER, "Votre métier doit être écrit dessus."),
    ),
    "doc-vigilance_urssaf": Plain(
        ("Elle prouve que vos cotisations sont payées.",),
        ("Elle est en ligne sur urssaf.fr.", "Ou à la MSA, pour l'agriculture."),
    ),
    "doc-attestation_fiscale": Plain(
        ("Elle prouve que vos impôts sont payés.", "Une association peut en avoir une."),
        ("Elle est en ligne sur impots.gouv.fr.", "Ou demandez-la au service des impôts."),
    ),
    "doc-comptes": Plain(
        ("Ils disent l'argent gagné et dépensé, sur 3 ans.",),
        ("Demandez-les à votre comptable.",),
    ),
    "doc-qualification": Plain(
        ("Elle prouve que vous savez faire ce travail.", "Des références équivalentes peuvent la remplacer."),
        ("Demandez-la à l'organisme qui la donne.",),
    ),
    "doc-other": Plain(("C'est un autre document souvent demandé.",), ("Il est chez vous.",)),
    "doc-honneur": Plain(
        ("Vous déclarez que vous pouvez répondre au lot réservé.", "Vous citez l'article de la loi."),
        ("Le modèle est parfois dans le dossier du marché.", "Sinon, 3 lignes signées suffisent."),
    ),
    "doc-membres": Plain(
        ("Chaque membre du groupe montre qu'il peut répondre.",),
        ("Demandez ces preuves à vos partenaires maintenant.",),
    ),
    "doc-habilitation": Plain(
        ("Chaque membre autorise une structure à signer pour tous.", "Cette structure est le mandataire."),
        ("C'est dans le DC1.", "Ou chaque membre signe un papier."),
    ),
    "doc-accord": Plain(
        (
            "Cet accord dit qui fait quoi, et à quel prix.",
            "Il dit qui est le mandataire.",
            "Groupe conjoint : chacun répond de sa part.",
            "Groupe solidaire : chacun répond de tout.",
        ),
        ("Vous l'écrivez ensemble.", "L'acheteur ne le demande pas.", "Il vous protège."),
    ),
    "doc-ae": Plain(
        ("Il dit ce que vous proposez, à quel prix, pendant combien de temps.",),
        FILE,
    ),
    "doc-prix": Plain(("Il donne vos prix en détail.",), FILE),
    "doc-memoire": Plain(
        ("Il explique comment vous allez travailler.", "Il fait gagner des points."),
        ("Vous l'écrivez.", "Le fichier « mémoire » de Vigie donne le plan."),
    ),
    "doc-insertion": Plain(
        ("Vous vous engagez à faire les heures d'insertion.", "Sans ce papier, votre offre peut être refusée."),
        (*FILE, "Le facilitateur nommé dans le dossier peut vous aider."),
    ),
    "doc-environnement": Plain(
        (
            "Il dit comment vous protégez la nature.",
            "Parlez des produits, des trajets, des déchets, du réemploi.",
            "Donnez des chiffres.",
        ),
        ("Vous l'écrivez.", "Le modèle est parfois dans le dossier du marché."),
    ),
    "doc-planning": Plain(("Il donne les étapes et leurs dates.",), WRITE),
    "doc-visite": Plain(("Elle prouve que vous avez visité le lieu.",), ("L'acheteur la signe le jour de la visite.",)),
    "doc-echantillons": Plain(
        ("Ce sont des exemples de vos produits.", "L'acheteur les veut avec l'offre."),
        ("Ils sont chez vous.",),
    ),
    "doc-dc4": Plain(
        (
            "Ce formulaire présente une entreprise qui travaille pour vous.",
            "On l'appelle un sous-traitant.",
            "Il dit sa part, son prix, et comment on la paie.",
        ),
        ("Il est gratuit sur le site economie.gouv.fr.",),
    ),
    "doc-etrangers": Plain(
        (
            "Elle donne les salariés étrangers : nom, date d'embauche, titre de séjour.",
            "Ou elle dit : nous n'en avons pas.",
        ),
        WRITE,
    ),
    "doc-jugement": Plain(
        ("Il prouve que vous pouvez continuer à travailler.",),
        ("Demandez-le au greffe du tribunal.",),
    ),
}
NOTES: dict[str, tuple[str, ...]] = {
    listed.DUME: (
        "Un DUME peut remplacer le DC1 et le DC2.",
        "Le DUME est un document européen, gratuit en ligne.",
        "L'acheteur doit l'accepter (article R2143-4).",
    ),
    listed.ADAPTED: ("L'acheteur peut demander moins de documents.", "Lisez le règlement : il décide."),
    listed.UNKNOWN: ("Cette liste est à vérifier.", "Lisez le règlement : il décide."),
    listed.DIRECT: ("L'acheteur vous dit ce qu'il veut.", "Souvent, c'est un devis et peu de papiers."),
    listed.FIRST: (
        "D'abord, présentez votre structure.",
        "Si l'acheteur vous invite, préparez ensuite l'offre.",
        "L'offre dit votre prix et votre façon de travailler.",
    ),
    listed.USUAL: ("C'est la liste habituelle.", "Lisez le règlement : il décide."),
    listed.ONCE: (
        "Ne redonnez pas ce que le même service a déjà (article R2143-14).",
        "Ne donnez pas ce qu'il peut lire gratuitement (article R2143-13).",
    ),
    listed.SIGNED: (
        "La signature électronique est souvent pour le gagnant seulement.",
        "Lisez le règlement : il décide.",
    ),
    listed.OETH: (
        "La loi demande d'employer des personnes handicapées.",
        "La preuve à donner a changé : à vérifier auprès de l'Urssaf.",
    ),
}
