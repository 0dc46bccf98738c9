"""Who provides hours of insertion to winners, and on which lots."""

from dataclasses import replace

import pytest

from alerts.model.reading import Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from alerts.model.structure import StructureKind
from alerts.reply_help.asked import Asks
from alerts.reply_help.selling import Way, offer, sells_hours
from scrapers.notice import Winner
from tests.alerts.reply_help.cases import CLEANING, INTERIM, TO_SIAE, case, cleaning, gardening, structure

SAYS = Evidence("BT-70", "Une part du travail est confiée à des personnes en insertion.")
OPTIONAL = Clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, SAYS)
SOCIAL = Clause(ClauseKind.CLAUSE_SOCIALE, SAYS)
LENDING, WORKING = (Way.LENDING,), (Way.WORKING,)


@pytest.mark.parametrize(
    ("kind", "ways", "to_check"),
    [
        (StructureKind.ETTI, LENDING, False),
        (StructureKind.AI, LENDING, False),
        (StructureKind.GEIQ, LENDING, False),
        (StructureKind.EI, WORKING, False),
        (StructureKind.EITI, WORKING, True),
        (StructureKind.EATT, LENDING, True),
    ],
)
def test_who_provides_hours_and_how(kind: StructureKind, ways: tuple[Way, ...], to_check: bool) -> None:
    assert sells_hours({kind})
    found = offer(cleaning(structure=structure(kind)))
    assert found is not None
    assert (found.kinds, found.ways, found.to_check) == ((kind,), ways, to_check)


@pytest.mark.parametrize("kind", sorted(set(StructureKind) - {"ei", "ai", "etti", "geiq", "eiti", "eatt"}))
def test_who_does_not(kind: StructureKind) -> None:
    assert not sells_hours({kind})
    assert offer(cleaning(structure=structure(kind))) is None


def test_one_sure_kind_is_enough() -> None:
    found = offer(cleaning(structure=structure(StructureKind.EITI, StructureKind.ETTI)))
    assert found is not None
    assert not found.to_check
    assert not sells_hours(())


@pytest.mark.parametrize(
    ("reservation", "clauses", "asks", "offered", "optional"),
    [
        (Reservation(), (SOCIAL,), Asks(), True, False),
        (Reservation(evidence=(SAYS,)), (SOCIAL,), Asks(), True, False),
        (Reservation(), (OPTIONAL,), Asks(), True, True),
        (Reservation(), (OPTIONAL, SOCIAL), Asks(), True, False),
        (Reservation(), (), Asks(hours=300), True, False),
        (Reservation(), (), Asks(insertion_share=0.05), True, False),
        (Reservation(), (), Asks(), False, False),
        (Reservation(), (replace(SOCIAL, kind=ClauseKind.CRITERE_SOCIAL),), Asks(), False, False),
        (TO_SIAE, (SOCIAL,), Asks(), False, False),
        (Reservation(ReservationStatus.UNKNOWN, evidence=(SAYS,)), (SOCIAL,), Asks(), False, False),
    ],
)
def test_on_which_lots(
    reservation: Reservation, clauses: tuple[Clause, ...], asks: Asks, offered: bool, optional: bool
) -> None:
    found = offer(case(CLEANING, structure=INTERIM, reading=LotReading(None, reservation, clauses), asks=asks))
    assert (found is not None) is offered
    assert (found.optional if found else False) is optional


@pytest.mark.parametrize(
    ("closed", "winners", "awarded"),
    [(None, (), False), ("awarded", (), True), (None, (Winner("Exemple"),), True)],
)
def test_before_and_after_the_award(closed: str | None, winners: tuple[Winner, ...], awarded: bool) -> None:
    found = offer(cleaning(structure=INTERIM, closed=closed, winners=winners))
    assert found is not None
    assert found.awarded is awarded


def test_nothing_to_offer_on_what_is_cancelled_or_reserved() -> None:
    assert offer(cleaning(structure=INTERIM, closed="cancelled")) is None
    assert offer(gardening(structure=INTERIM)) is None
