"""The figures of a territory to take away: text that a French spreadsheet opens as a table.

Semicolons, decimal commas, UTF-8 with its mark (without it Excel reads « Ã© »), lines as in RFC 4180. What a buyer
published is text: a cell that a spreadsheet would take for a formula (OWASP, « CSV injection ») begins with an
apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from alerts.intake.territory_words import departement_words
from alerts.matching.trades import trades
from alerts.messages.codes import meaning
from alerts.messages.french import PARIS, enumeration
from alerts.messages.network.territory_words import KINDS, NOT_SHOWN, STATES, told_words
from alerts.messages.places import place
from alerts.messages.words import BENEFICIARIES, CLAUSES
from alerts.model.reading import Beneficiary, ClauseKind, Evidence, ReservationStatus
from alerts.network.scorecard import Authority, AuthorityKind, Figures, Territory
from alerts.network.seen import End, SeenLot, SeenOpportunity

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # the byte order mark, once in UTF-8
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the last four are full-width: Excel takes them too
_ENDS = {End.CANCELLED: "annulée", End.AWARDED: "attribuée", End.UNSUCCESSFUL: "infructueuse ou sans suite"}
_RESERVATIONS = {
    ReservationStatus.NONE: "non",
    ReservationStatus.RESERVED: "oui",
    ReservationStatus.UNKNOWN: "à vérifier",
    ReservationStatus.CONFLICT: "à vérifier (l'avis se contredit)",
}
_FIGURES = (
    *("Annonces", "Lots", "Lots réservés", "dont EA et ESAT", "dont SIAE", "dont ESS", "dont prison"),
    *("dont à vérifier", "Lots avec clause sociale", "Lots avec critère social sans clause"),
    *("Lots avec clause ou critère environnemental", "Lots infructueux ou sans suite", "Annonces annulées"),
    *("Lots non couverts", "Répondu", "Gagné", "Perdu"),
)
_OF_LOT = ("Réservé", "À qui", "Métiers", "Date limite", "Heures d'insertion", *map(str.capitalize, CLAUSES.values()))
_OPPORTUNITIES = (
    *("Première publication", "Titre", "Acheteur", "SIRET de l'acheteur", "Lot", "Titre du lot", *_OF_LOT),
    *("Phrase de l'avis", "Où elle se trouve", "Départements", "Fin", "Avis", "Adresse de l'avis"),
)
_AUTHORITIES = (
    *("Collectivité", "Nature", "Code", "Au moins un contrat à clause ou critère", "À vérifier", "Contrats vus"),
    *("dont avec clause ou critère", "Contrat qui le prouve", "Lot", "Ce qui le prouve", "Phrase de l'avis"),
    *("Où elle se trouve", "Heures d'insertion", "Publié le", "Avis", "Adresse de l'avis"),
)


def figures_csv(told: Territory) -> str:
    """In all, then by trade, by buyer, by month; then how they are counted."""
    whole = [("Ensemble", "", told.total), ("Tous métiers confondus", "", told.whole)]
    rows = [(kind, label, *_figures(figures)) for kind, label, figures in whole]
    for kind, some in (("Métier", told.by_trade), ("Acheteur", told.by_buyer), ("Mois", told.by_month)):
        rows += [(kind, row.label, *_figures(row.figures)) for row in some]
    notes = [(), *(("Comment c'est compté", rule) for rule in told.rules)]
    return _text(("Vue", "Détail", *_FIGURES), [*rows, *notes])


def opportunities_csv(told: Territory) -> str:
    """One line a lot, the newest opportunities first."""
    return _text(_OPPORTUNITIES, (_lot(one, lot) for one in told.seen for lot in one.lots))


def authorities_csv(told: Territory) -> str:
    """One line an authority, then how many communes were not seen, and what it means."""
    pact = told.pact
    unseen = f"{pact.unseen_communes} communes sur {pact.communes} : aucun avis lu"
    notes = [(), (unseen,), *((rule,) for rule in told.rules)]
    return _text(_AUTHORITIES, [*map(_authority, pact.authorities), *notes])


def _figures(of: Figures) -> Iterator[object]:
    to = {one.to: one.lots for one in of.reserved_to}
    yield from (of.opportunities, of.lots, of.reserved, *(to.get(one, 0) for one in Beneficiary), to.get(None, 0))
    yield from (of.claused, of.social_criterion, of.environmental, of.unsuccessful, of.cancelled)
    yield NOT_SHOWN if of.uncovered is None else of.uncovered
    yield from map(told_words, (of.answered, of.won, of.lost))


def _lot(one: SeenOpportunity, lot: SeenLot) -> Iterator[object]:
    siret = f"SIRET {one.buyer.siret}" if one.buyer.siret else ""  # digits alone would become 2,17E+13
    yield from (one.appeared, one.title, one.buyer.name, siret, lot.id, lot.title)
    yield from (_RESERVATIONS[lot.status], _to(lot), _trades(lot), lot.deadline)
    yield max((clause.hours for clause in lot.clauses if clause.hours), default=None)
    held = {clause.kind for clause in lot.clauses}
    yield from ("oui" if kind in held else "non" for kind in CLAUSES)
    quotes = list(_quotes(lot))
    yield from (" | ".join(quote for quote, _ in quotes), " | ".join(field for _, field in quotes))
    yield ", ".join(map(departement_words, sorted({code for spot in lot.spots for code in spot.departements})))
    yield from (_ENDS[one.end] if one.end else "", one.notice_id, one.url)


def _to(lot: SeenLot) -> str:
    return enumeration(word for to in lot.to for word in BENEFICIARIES[to]) if lot.to else ""


def _trades(lot: SeenLot) -> str:
    return ", ".join(one.label for slug, one in trades().items() if slug in lot.trades)


def _quotes(lot: SeenLot) -> Iterator[tuple[str, str]]:
    """Each sentence once: one may prove a reservation and a clause."""
    said = ([lot.proof] if lot.proof else []) + [clause.said for clause in lot.clauses]
    for quote, field in dict.fromkeys((one.quote, one.field) for one in said):
        evidence = Evidence(field, quote)
        means = meaning(evidence)
        yield (f"{quote} ({means})" if means else quote), place(evidence)


def _authority(one: Authority) -> Iterator[object]:
    yield from (one.name, KINDS[one.kind], _code(one), STATES[one.state], one.doubt, one.contracts, one.proving)
    proof = one.proof
    if proof is None:
        yield from ("",) * 9
        return
    yield from (proof.title, proof.lot, _kind(proof.kind), proof.quote, proof.field, proof.hours)
    yield from (proof.published, proof.notice_id, proof.url)


def _kind(kind: ClauseKind | None) -> str:
    return "lot réservé" if kind is None else CLAUSES[kind]


def _code(one: Authority) -> str:
    """With its name: a spreadsheet would take the zero of « 01053 » away."""
    if not one.code:
        return ""
    return f"{'SIREN' if one.kind in (AuthorityKind.EPCI, AuthorityKind.OTHER) else 'INSEE'} {one.code}"


def _text(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return MARK + text.getvalue()


def cell(value: object) -> str:
    """One value as a spreadsheet in French reads it; a formula becomes text."""
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(PARIS).strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        case int():
            return str(value)
        case _:
            words = str(value)
            return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words
