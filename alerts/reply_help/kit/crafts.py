"""What people learn and risk in a trade, for the social part: by trade of `alerts.matching.trades`.

Gestures, diplomas and risks are usual ones, from common knowledge of these trades ([M]): a structure crosses out what
is not its own. Names of diplomas are given « par exemple », since they change.
"""

from dataclasses import dataclass

from alerts.matching.trades import trades


@dataclass(frozen=True, slots=True)
class Craft:
    """`posts`: (post, gestures learned, qualification aimed at, « par exemple »). `risks`: and how they are met."""

    posts: tuple[tuple[str, str, str], ...]
    risks: str


_CRAFTS = {
    "espaces-verts": Craft(
        (
            (
                "Agent d'entretien",
                "tonte, débroussaillage, désherbage manuel, ramassage",
                "CAP agricole jardinier paysagiste",
            ),
            (
                "Ouvrier paysagiste",
                "taille, plantation, conduite d'engins légers",
                "titre professionnel d'ouvrier du paysage",
            ),
        ),
        "bruit, projections, troubles du dos, chaleur : équipements, rotation des tâches, horaires d'été",
    ),
    "espaces-naturels": Craft(
        (
            (
                "Agent d'entretien de milieux naturels",
                "débroussaillage, fauche tardive, génie végétal",
                "BPA travaux forestiers",
            ),
            ("Ouvrier de rivière", "entretien de berges, enlèvement d'embâcles", "CAP agricole travaux forestiers"),
        ),
        "outils coupants, terrains en pente, travail au bord de l'eau : binômes, équipements, plan de secours",
    ),
    "nettoyage-locaux": Craft(
        (
            (
                "Agent de propreté",
                "dépoussiérage, sanitaires, dosage des produits, tri",
                "titre professionnel d'agent de propreté et d'hygiène",
            ),
            ("Agent machiniste", "monobrosse, autolaveuse, remise en état", "CQP agent machiniste classique"),
        ),
        "produits, gestes répétés, travail isolé ou décalé : dosage automatique, matériel léger, binômes",
    ),
    "proprete-urbaine": Craft(
        (
            (
                "Agent de propreté urbaine",
                "balayage, corbeilles, dépôts, désherbage sans produit",
                "titre professionnel d'agent de propreté et d'hygiène",
            ),
        ),
        "circulation, piqûres, port de charges : gilets, gants adaptés, consignes de voie publique",
    ),
    "blanchisserie": Craft(
        (
            (
                "Opérateur de blanchisserie",
                "tri, lavage, calandrage, pliage",
                "CAP métiers de l'entretien des textiles",
            ),
            (
                "Agent de contrôle et d'expédition",
                "contrôle, réparation, étiquetage, traçabilité du linge",
                "titre ou CQP du secteur",
            ),
        ),
        "chaleur, linge souillé, gestes répétés : marche en avant, vaccination proposée, rotation des postes",
    ),
    "dechets-reemploi": Craft(
        (
            (
                "Agent de tri et de collecte",
                "consignes de tri, chargement, accueil en déchèterie",
                "CQP agent de tri ou titre du secteur",
            ),
            (
                "Valoriste",
                "réparation, remise en rayon, pesée et traçabilité",
                "titre professionnel d'agent technique de déchèterie ou de valoriste",
            ),
        ),
        "coupures, charges, circulation d'engins : gants anti-coupure, quais séparés, aides à la manutention",
    ),
    "batiment-second-oeuvre": Craft(
        (
            (
                "Aide-peintre, puis peintre",
                "protection, préparation des supports, finitions",
                "titre professionnel de peintre en bâtiment",
            ),
            (
                "Plaquiste ou carreleur",
                "cloisons, revêtements, petites réparations",
                "CAP du métier, ou titre professionnel",
            ),
        ),
        "chutes de hauteur, poussières, solvants : échafaudages roulants, aspiration, produits à l'eau",
    ),
    "batiment-gros-oeuvre": Craft(
        (("Aide-maçon, puis maçon", "mortiers, enduits, pierre, coffrage simple", "titre professionnel de maçon"),),
        "charges, chutes, poussières : manutention aidée, protections collectives, formation à l'accueil sécurité",
    ),
    "vrd-travaux-publics": Craft(
        (
            (
                "Aide-paveur ou ouvrier VRD",
                "terrassement manuel, bordures, pavage, signalisation de chantier",
                "titre professionnel de constructeur de voirie",
            ),
        ),
        "engins, circulation, réseaux : autorisation d'intervention à proximité des réseaux (AIPR), balisage",
    ),
    "menuiserie-bois": Craft(
        (("Opérateur bois", "débit, assemblage, ponçage, finition", "CAP menuisier fabricant"),),
        "machines, poussières de bois, bruit : carters, aspiration à la source, habilitation par machine",
    ),
    "mobilier": Craft(
        (
            (
                "Opérateur d'atelier",
                "montage, réparation, remise en état, livraison et pose",
                "CAP du bois ou titre d'agent de montage",
            ),
        ),
        "charges, outils, circulation lors des livraisons : diables, deux personnes par meuble lourd",
    ),
    "imprimerie-reprographie": Craft(
        (
            (
                "Opérateur de façonnage",
                "massicot, reliure, contrôle des tirages",
                "CAP signalétique ou titre du façonnage",
            ),
        ),
        "machines coupantes, gestes répétés, bruit : protections, rotation, éclairage",
    ),
    "mise-sous-pli": Craft(
        (
            (
                "Opérateur de mise sous pli",
                "assemblage, insertion, contrôle, affranchissement",
                "titre d'agent de fabrication ou reconnaissance des acquis",
            ),
        ),
        "gestes répétés, pics de charge : rotation des postes, renforts prévus, contrôle croisé",
    ),
    "conditionnement": Craft(
        (
            (
                "Opérateur de conditionnement",
                "montage, pesée, étiquetage, contrôle visuel",
                "CQP opérateur de conditionnement",
            ),
        ),
        "gestes répétés, cadences : postes réglables, gabarits, rotation",
    ),
    "logistique": Craft(
        (
            (
                "Préparateur ou manutentionnaire",
                "réception, rangement, préparation, livraison",
                "titre professionnel d'agent magasinier",
            ),
        ),
        "charges, chariots : CACES pour les conducteurs, gestes et postures, circulation séparée",
    ),
    "restauration-traiteur": Craft(
        (
            (
                "Commis de cuisine",
                "préparations, dressage, règles d'hygiène (HACCP)",
                "CAP cuisine ou titre professionnel d'agent de restauration",
            ),
            (
                "Agent de service",
                "mise en place, service, plonge, livraison",
                "titre professionnel d'agent de restauration",
            ),
        ),
        "brûlures, coupures, allergènes : formation à l'hygiène, procédures affichées en images",
    ),
    "alimentation-maraichage": Craft(
        (("Ouvrier maraîcher", "semis, récolte, lavage, conditionnement", "BPA ou CAP agricole du métier"),),
        "postures, chaleur, outils : aides à la récolte, horaires d'été, eau et ombre",
    ),
    "accueil-gardiennage": Craft(
        (
            (
                "Agent d'accueil ou de médiation",
                "accueil du public, orientation, main courante",
                "titre professionnel d'agent de médiation ou d'accueil",
            ),
        ),
        "tensions avec le public, station debout : formation à la gestion des conflits, relais joignable",
    ),
    "secretariat-bureautique": Craft(
        (
            (
                "Agent de saisie ou de numérisation",
                "préparation, numérisation, saisie, contrôle",
                "titre professionnel d'employé administratif et d'accueil",
            ),
        ),
        "écran, données personnelles : pauses, postes adaptés, engagement de confidentialité",
    ),
    "reconditionnement-it": Craft(
        (
            (
                "Technicien de reconditionnement",
                "diagnostic, effacement des données, remise en état",
                "titre professionnel d'agent de maintenance informatique",
            ),
        ),
        "électricité, données : habilitation, effacement tracé, tri des pièces",
    ),
}
NO_CRAFT = Craft((("", "", ""),), "")


def craft_of(cpv: tuple[str, ...]) -> Craft:
    """That of the main code; an empty one to fill in when its trade is not described."""
    found = (
        (len(prefix), one.slug)
        for one in trades().values()
        for prefix in one.cpv_prefixes
        if cpv and cpv[0].startswith(prefix) and one.slug in _CRAFTS
    )
    best = max(found, default=None)
    return _CRAFTS[best[1]] if best else NO_CRAFT


def trade_words(cpv: tuple[str, ...]) -> str:
    """« Espaces verts et entretien extérieur »; "" when no trade has this code."""
    found = (
        (len(prefix), one.label)
        for one in trades().values()
        for prefix in one.cpv_prefixes
        if cpv and cpv[0].startswith(prefix)
    )
    best = max(found, default=None)
    return best[1] if best else ""
