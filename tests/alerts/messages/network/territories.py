"""A territory as it is counted, in figures that anybody can follow."""

from dataclasses import replace
from datetime import UTC, date, datetime

from alerts.messages.network.territory import Monthly
from alerts.messages.network.territory_periods import months_before
from alerts.messages.network.territory_words import first_of_next, month_words
from alerts.model.network import Network, NetworkKind
from alerts.model.reading import Beneficiary, ClauseKind
from alerts.network.scorecard import (
    Asked,
    Authority,
    AuthorityKind,
    Figures,
    Kept,
    Pact,
    Proof,
    ReservedTo,
    Row,
    Supply,
    Territory,
    Told,
)

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
NETWORK = Network(7, "Pôle fictif <des Cimes> & Cie", NetworkKind.PTCE, NOW, NOW)
SEEN = Figures(
    opportunities=128,
    lots=240,
    reserved=9,
    reserved_to=(ReservedTo(Beneficiary.EA_ESAT, 6), ReservedTo(Beneficiary.SIAE, 2), ReservedTo(None, 1)),
    claused=41,
    social_criterion=12,
    environmental=88,
    unsuccessful=3,
    cancelled=2,
    uncovered=17,
    answered=Told(3, 5),
    won=Told(1),
    lost=Told(),
)
BEFORE = replace(SEEN, opportunities=112, reserved=9, claused=38, uncovered=20, answered=Told(2), won=Told(None))
SUPPLY = Supply(
    (
        Asked("espaces-verts", "Entretien d'espaces verts et naturels", 22, 4),
        Asked("nettoyage-locaux", "Nettoyage de locaux", 12, 0),
        Asked("restauration", "Restauration collective et traiteur", 7, 1),
        Asked("second-oeuvre", "Second œuvre du bâtiment", 1, 0),
        Asked("blanchisserie", "Blanchisserie", 0, 2),
    ),
    unknown=2,
    anything=1,
)
PROOF = Proof(
    "boamp:26-900210",
    "Réfection de l'école <fictive> & de sa cour",
    "https://avis.example.org/boamp/26-900210",
    date(2026, 9, 14),
    ClauseKind.CLAUSE_SOCIALE,
    "Le titulaire réserve 300 heures à des personnes éloignées de l'emploi.",
    "lots/2/description",
    lot="Lot 2 : maçonnerie",
    hours=300.0,
)
DOUBT = "Deux acheteurs portent ce nom : à vérifier."
PACT = Pact(
    (
        Authority("Région fictive", AuthorityKind.REGION, Kept.YES, "93", 31, 12, PROOF),
        Authority("Val-Fictif Agglo", AuthorityKind.EPCI, Kept.YES, "200000001", 8, 2, PROOF),
        Authority("Montfictif", AuthorityKind.COMMUNE, Kept.NO, "38000", 3),
        Authority("Saint-Exemple <sur-Rien>", AuthorityKind.COMMUNE, Kept.NO, "38001", 1),
        Authority("Trouville-la-Fictive", AuthorityKind.COMMUNE, Kept.CHECK, "38002", 2, doubt=DOUBT),
    ),
    communes=214,
    unseen_communes=211,
)  # fmt: skip
RULES = ("Une annonce et ses rectificatifs comptent pour une.", "Un lot peut être réservé et à clause.")


def territory(
    since: date = OCTOBER, until: date | None = None, figures: Figures = SEEN, **changed: object
) -> Territory:
    """By default, all of October."""
    last = until or first_of_next(since)
    rows = (Row("espaces-verts", "Entretien d'espaces verts et naturels", replace(SEEN, opportunities=31)),)
    buyers = (Row("200000001", "Val-Fictif Agglo & <Cie>", replace(SEEN, opportunities=8, uncovered=None)),)
    found = Territory(
        NETWORK,
        since,
        last,
        NOW,
        "Isère (38)",
        "espaces verts, blanchisserie et restauration",
        figures,
        replace(figures, opportunities=figures.opportunities * 3),
        rows,
        buyers,
        (),
        SUPPLY,
        PACT,
        RULES,
        read_since=date(2026, 1, 5),
        members=12,
    )
    return replace(found, **changed)  # type: ignore[arg-type]


def year(until: date = date(2026, 11, 1)) -> Territory:
    """The twelve months before, some of which were not read."""
    months = [months_before(until, back) for back in range(12, 0, -1)]
    rows = tuple(Row(one.isoformat(), month_words(one), Figures(opportunities=7 * at)) for at, one in enumerate(months))
    return territory(months[0], until, by_month=rows)


def monthly(**changed: object) -> Monthly:
    return replace(Monthly(territory(), territory(SEPTEMBER, figures=BEFORE), year()), **changed)  # type: ignore[arg-type]


NOTHING = Figures(answered=Told(0), won=Told(0), lost=Told(0), uncovered=0)
EMPTY = territory(
    figures=NOTHING, whole=NOTHING, by_trade=(), by_buyer=(), supply=Supply(), pact=Pact(), read_since=date(2026, 1, 5)
)
