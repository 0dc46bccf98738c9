"""What to write in the parts of a mémoire that are not social: prompts, words of the notice, the sheet's sentences."""

from collections.abc import Iterator

from alerts.messages.french import count, short_day
from alerts.reply_help.asked import CriterionFamily
from alerts.reply_help.case import Case
from alerts.reply_help.kit.blanks import blank
from alerts.reply_help.kit.crafts import craft_of, trade_words
from alerts.reply_help.kit.figures import euros
from alerts.reply_help.kit.kinds import voices
from alerts.reply_help.kit.opening import buyer_name, cited, place_words, structure_name
from alerts.reply_help.kit.own import general, own
from alerts.reply_help.kit.rights import RIGHTS, proof_words
from alerts.reply_help.paper import Items, Piece, Table, Text

_SAME = (
    "Le prix ne se défend pas dans le mémoire : il se remet dans le bordereau ou l'acte d'engagement. Mais les deux"
    " doivent dire la même chose (quantités, effectifs, fréquences)."
)
_REAL = (
    "Partez de votre productivité réelle, mesurée sur un travail proche. Comptez encadrement, trajets, matériel,"
    " remplacements, préparation et suivi."
)
_LOW = (
    "Si l'acheteur soupçonne une offre anormalement basse, il vous demande d'abord de la justifier : les aides au poste"
    " peuvent alors être déclarées (articles L2152-6 et R2152-5)."
)
_PRICED = "bordereau, décomposition ou acte d'engagement"
_PRICE = (_SAME, _REAL, _LOW)
_CASH = "Trésorerie : une avance peut être due ou demandée (articles R2191-3 et R2191-4) ; voir le CCAP."


def need(case: Case) -> Iterator[Piece]:
    """The contract in the candidate's words, and what was seen on the site."""
    trade, place = trade_words(case.cpv), place_words(case) or blank("lieu d'exécution")
    about = f" ({trade.lower()})" if trade else ""
    buyer = buyer_name(case) or blank("acheteur")
    yield Text(f"Acheteur : {buyer}. Besoin{about} : « {case.title} ». Lieu d'exécution : {place}.")
    yield from _lasting(case)
    yield Text(
        f"Ce que nous avons retenu du cahier des charges : {blank('surfaces, volumes, fréquences, horaires, usagers')}."
    )
    yield Text(f"Les points sensibles de ce site : {blank('accès, voisinage, saison, cohabitation avec le public')}.")
    yield from _visited(case)
    yield general("citez une phrase du cahier des charges (CCTP) et ce qu'elle change pour votre équipe.")


def _lasting(case: Case) -> Iterator[Piece]:
    asks = case.asks
    if asks.months:
        renewed = f", renouvelable {count(asks.renewals, 'fois', 'fois')}" if asks.renewals else ""
        yield Text(f"Durée indiquée : {count(asks.months, 'mois', 'mois')}{renewed}.")
    if asks.starts:
        yield Text(f"Début indiqué : {short_day(asks.starts)}.")


def _visited(case: Case) -> Iterator[Piece]:
    visit = case.asks.visit
    if visit is None:
        return
    must = "obligatoire" if visit.mandatory else "possible"
    when = f", {visit.when}" if visit.on else ""
    yield Text(
        f"Visite du site {must}{when}. Nous l'avons faite le {blank('date')} ; nous y avons noté : {blank('constats')}."
    )
    yield from cited(case, (visit.evidence,))


def structure(case: Case) -> Iterator[Piece]:
    """Identity, rights (the social part says what they mean), and who answers."""
    sheet = case.sheet
    form = sheet.legal_form or blank("forme juridique")
    town = " ".join(one for one in (sheet.postcode, sheet.town) if one) or blank("ville")
    yield Text(f"{structure_name(case)}, {form}, {town}. Distance du site : {blank('kilomètres, temps de trajet')}.")
    rights = tuple(proof_words(one) for one in case.proofs if one.kind in RIGHTS)
    if rights:
        yield Items(rights)
    yield Text(f"Qui décide, et qui répond à l'acheteur : {blank('direction, responsable du lot, suppléant')}.")
    yield from cited(case, (*case.asks.group, *case.asks.subcontracting))


def team(case: Case) -> Iterator[Piece]:
    """People, named functions, replacements, and the staff to take over when there is some."""
    yield Text(voices(case)[0].work)
    row = (blank("fonction"), blank("qualification, expérience"), blank("temps sur ce lot"))
    yield Table(("Fonction", "Qualification", "Temps"), (row, row))
    yield from cited(case, case.asks.qualifications)
    if case.asks.takeover:
        yield Text(
            "L'avis parle du personnel en place : demandez la liste, et vérifiez votre convention collective.",
            hint=True,
        )
        yield from cited(case, case.asks.takeover)


def method(_: Case) -> Iterator[Piece]:
    yield Items(
        (
            f"Une journée type sur le site : {blank('arrivée, tâches, contrôle, départ')}.",
            f"Le planning de l'année : {blank('fréquences, périodes chargées, dates clés')}.",
            f"La continuité (absences, congés, fermetures) : {blank('effectif de relais, délai, partenaire')}.",
            f"Le démarrage : {blank('première semaine, prise en main du site, matériel livré')}.",
        )
    )
    yield general("des noms de lieux, des jours et des heures disent que vous connaissez ce site.")


def equipment(case: Case) -> Iterator[Piece]:
    yield from own(
        case.sheet.equipment, "vos machines et véhicules pour ce lot", "nommez-les, avec leur âge et leur entretien."
    )
    yield from cited(case, case.asks.samples)


def quality(case: Case) -> Iterator[Piece]:
    tip = "dites qui vérifie, à quelle fréquence, avec quelle grille ; joignez-la."
    yield from own(case.sheet.quality, "votre contrôle du travail fait", tip)
    yield Items(
        (
            f"Un interlocuteur joignable : {blank('nom, téléphone, horaires')}.",
            f"Une demande urgente est traitée sous {blank('délai')} ; une malfaçon est reprise sous {blank('délai')}.",
        )
    )
    yield from cited(case, case.asks.penalties)


def safety(case: Case) -> Iterator[Piece]:
    tip = "donnez la formation, l'équipement ou l'aménagement prévu pour chaque risque de ce lot."
    yield from own(case.sheet.safety, "votre sécurité au travail", tip)
    risks = craft_of(case.cpv).risks
    if risks:
        yield Text(f"Risques usuels de ce métier, et réponses : {risks}. Gardez ce qui est vrai chez vous.", hint=True)
    yield Text(f"Consignes et plans en facile à lire (FALC) pour l'équipe : {blank('oui ou non, exemples')}.")


def environment(case: Case) -> Iterator[Piece]:
    """A criterion at least takes it into account since 21/08/2026 (R2152-7, [V] checked on 22/11/2026)."""
    tip = "un chiffre chacun pour les produits, les déplacements, les déchets et le réemploi."
    yield from own(case.sheet.environment, "ce que vous faites pour l'environnement", tip)
    yield Items(
        (
            f"Produits et consommables : {blank('labels, dosage, quantités')}.",
            f"Déplacements vers le site : {blank('kilomètres par semaine, véhicules, regroupements')}.",
            f"Déchets : {blank('tri, filières, part réemployée')}.",
        )
    )


def references(case: Case) -> Iterator[Piece]:
    """All of those of the sheet, latest first; then what is usually joined."""
    rows = tuple(
        (one.what, one.buyer or blank("client"), str(one.year or blank("année")), euros(one.euros) or blank("montant"))
        for one in case.sheet.references
    )
    empty = tuple(blank(one) for one in ("travail proche de ce lot", "client", "année", "montant"))
    yield Table(("Travail", "Client", "Année", "Montant HT"), rows or (empty,))
    yield from cited(case, case.asks.references)
    yield Text(
        "L'absence de références de même nature ne suffit pas, à elle seule, à éliminer (article R2142-14).", hint=True
    )
    yield Items(
        (
            "Annexes utiles : planning, fiches produits, fiches de poste, grille de contrôle, relevé d'heures type.",
            f"Une attestation ou un mot d'un client : {blank('lequel')}.",
        )
    )


def price(case: Case) -> Iterator[Piece]:
    """Two lines, then advice. L2152-6, R2152-5 ([V], checked on 22/11/2026): aid to posts may explain a low price."""
    yield Text(f"Notre prix figure dans : {blank(_PRICED)}.")
    yield Text(f"Il comprend : {blank('encadrement, trajets, matériel, remplacements, suivi')}.")
    for one in _PRICE if case.asks.advance else (*_PRICE, _CASH):
        yield Text(one, hint=True)
    yield from cited(case, (*case.asks.advance, *case.asks.guarantee))


def delay(case: Case) -> Iterator[Piece]:
    yield Text(f"Délai que nous tenons : {blank('délai, en jours')}. Ce qui le garantit : {blank('effectif, stock')}.")
    yield from cited(case, case.asks.penalties)


def other(_: Case) -> Iterator[Piece]:
    """A criterion that no part of the usual plan answers."""
    yield Text(blank("répondez à ce critère avec ses propres mots : un engagement, un fait, un chiffre, une preuve"))


BY_FAMILY = {CriterionFamily.PRICE: price, CriterionFamily.DELAY: delay}
