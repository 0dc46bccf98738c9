"""Each question of the grid, pre-answered from the notice and the profile: the mark, and why."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from alerts.messages.french import short_day
from alerts.model.match import Criterion, Reason, Verdict
from alerts.model.reading import Evidence, LotReading, Reservation, ReservationStatus
from alerts.model.reply import Manner, Mark, Point, Proof, ProofKind, Turnover, Work
from alerts.model.response import ResponseStatus
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks, AwardCriterion, CriterionFamily, Visit
from alerts.reply_help.case import Case
from alerts.reply_help.grid import Answered, grid
from scrapers.notice import Amount, Lot, Place
from tests.alerts.reply_help.cases import (
    CLEANING,
    COOPERATIVE,
    GARDENING,
    NOW,
    SHEET,
    TO_ESAT,
    at,
    case,
    cleaning,
    gardening,
    in_2049,
    laundry,
    structure,
    too_late,
    undated,
    until,
)

YES, PARTLY, NO = Mark.YES, Mark.PARTLY, Mark.NO
SAYS = Evidence("texte", "Une phrase de l'avis.")


def answer(one: Case, point: Point) -> Answered:
    return grid(one, NOW).of(point)


ELIGIBILITY = [
    (gardening(), YES, "statut d'atelier et chantier d'insertion"),
    (gardening(structure=COOPERATIVE), NO, "n'y donne pas droit"),
    (gardening(structure=structure(Kind.GEIQ)), PARTLY, "structure équivalente"),
    (gardening(reading=LotReading("2", Reservation(ReservationStatus.CONFLICT))), PARTLY, "se contredit"),
    (cleaning(), YES, "ouvert à tous"),
]


@pytest.mark.parametrize(("one", "mark", "why"), ELIGIBILITY)
def test_may_we(one: Case, mark: Mark, why: str) -> None:
    found = answer(one, Point.ELIGIBILITY)
    assert (found.mark, found.out) == (mark, True)
    assert why in found.reason


def reasoned(criterion: Criterion, verdict: Verdict | None) -> Case:
    held = gardening()
    reasons = (Reason(criterion, verdict, "le profil dit autre chose"),) if verdict else ()
    return replace(held, match=replace(held.match, reasons=reasons))


VERDICTS = [(Verdict.FOR, YES), (Verdict.CHECK, PARTLY), (Verdict.AGAINST, NO), (None, None)]


@pytest.mark.parametrize(("verdict", "mark"), VERDICTS)
def test_trade_and_place_are_those_of_the_profile(verdict: Verdict | None, mark: Mark | None) -> None:
    trade = answer(reasoned(Criterion.TRADE, verdict), Point.TRADE)
    place = answer(reasoned(Criterion.PLACE, verdict), Point.PLACE)
    assert (trade.mark, place.mark) == (mark, mark)
    assert trade.reason.endswith(".") or mark is None


TIME = [  # deadline, mark, words; today is Monday 23 November 2026
    ((2026, 12, 7), YES, "10 jours ouvrés"),
    ((2026, 12, 4), PARTLY, "9 jours ouvrés"),
    ((2026, 11, 30), PARTLY, "5 jours ouvrés"),
    ((2026, 11, 27), NO, "4 jours ouvrés"),
    ((2026, 11, 23), NO, "0 jour ouvré"),
    ((2026, 11, 22), NO, "passée"),
    ((2027, 1, 4), YES, "28 jours ouvrés"),  # Christmas and New Year's Day are Fridays
]


@pytest.mark.parametrize(("day", "mark", "words"), TIME)
def test_time_is_counted_in_working_days(day: tuple[int, int, int], mark: Mark, words: str) -> None:
    found = answer(gardening(deadline=until(*day, 12)), Point.TIME)
    assert found.mark is mark
    assert words in found.reason


@pytest.mark.parametrize("one", [undated(), in_2049()], ids=["none", "2049"])
def test_nobody_counts_days_to_a_date_that_is_not_sure(one: Case) -> None:
    assert answer(one, Point.TIME).mark is None


HOLIDAYS = [("69", "27 jours"), ("67", "26 jours"), ("974", "27 jours")]


@pytest.mark.parametrize(("departement", "words"), HOLIDAYS)
def test_holidays_are_those_of_the_place_of_the_work_as_in_the_plan(departement: str, words: str) -> None:
    """From 1 March to 8 April 2027: Easter Monday everywhere, Good Friday in Alsace too."""
    notice = replace(GARDENING, places=(Place(departement=departement),))
    there = gardening(notice=notice, deadline=until(2027, 4, 8, 12))
    assert words in grid(there, at(2027, 3, 1, 9)).of(Point.TIME).reason


CAPACITY = [  # hours, months, full-time equivalents, mark
    (300, 24, 14, YES),
    (1607, 12, 2, YES),
    (1608, 12, 2, PARTLY),
    (3300, 12, 2, NO),
    (None, 12, 2, None),
    (300, None, 2, None),
    (300, 12, None, None),
    (300, 12, 0, None),
]


@pytest.mark.parametrize(("hours", "months", "fte", "mark"), CAPACITY)
def test_hours_are_compared_with_the_people_of_the_structure(
    hours: float | None, months: float | None, fte: float | None, mark: Mark | None
) -> None:
    one = cleaning(asks=Asks(hours=hours, months=months), sheet=replace(SHEET, insertion_fte=fte))
    assert answer(one, Point.CAPACITY).mark is mark


CONVENTION, ANNEX, RATE = (
    Proof(kind, valid_until=date(2027, 12, 31), id=number)
    for number, kind in enumerate((ProofKind.CONVENTION_IAE, ProofKind.ANNEXE_FINANCIERE, ProofKind.TAUX), 1)
)
ENDED, SHORT = replace(CONVENTION, valid_until=date(2026, 11, 1)), replace(CONVENTION, valid_until=date(2026, 12, 1))
DRAWERS: list[tuple[tuple[Proof, ...], Mark | None, str]] = [
    ((), None, "vide"),
    ((CONVENTION, ANNEX, RATE), YES, "Dans votre tiroir : convention IAE"),
    ((CONVENTION, RATE), PARTLY, "Pas dans votre tiroir : annexe financière"),
    ((SHORT, ANNEX, RATE), PARTLY, "Prend fin avant la date limite : convention IAE"),
    ((ENDED, RATE), NO, "Ne vaut plus : convention IAE"),
]


@pytest.mark.parametrize(("proofs", "mark", "words"), DRAWERS)
def test_the_proofs_of_the_right_are_looked_for_in_the_drawer(
    proofs: tuple[Proof, ...], mark: Mark | None, words: str
) -> None:
    found = answer(gardening(proofs=proofs), Point.PROOFS)
    assert found.mark is mark
    assert words in found.reason


RC = Proof(ProofKind.ASSURANCE_RC, valid_until=date(2027, 12, 31))
DECENNALE = Evidence("texte", "Le candidat joint son attestation DÉCENNALE.")
INSURANCES: list[tuple[Asks, tuple[Proof, ...], Mark | None, bool]] = [  # asked, drawer, mark, alone enough to stop
    (Asks(), (RC,), None, False),
    (Asks(insurance=(SAYS,)), (RC,), YES, True),
    (Asks(insurance=(SAYS,)), (), None, False),
    (Asks(insurance=(SAYS,)), (replace(RC, valid_until=date(2026, 12, 1)),), PARTLY, True),
    (Asks(insurance=(SAYS,)), (replace(RC, valid_until=date(2026, 11, 1)),), NO, True),
    (Asks(insurance=(DECENNALE,)), (RC,), None, False),
    (Asks(qualifications=(SAYS,)), (), None, False),
    (Asks(qualifications=(SAYS,)), (Proof(ProofKind.QUALIFICATION, "Certiphyto"),), PARTLY, True),
]


@pytest.mark.parametrize(("asks", "proofs", "mark", "out"), INSURANCES)
def test_insurance_and_qualifications(asks: Asks, proofs: tuple[Proof, ...], mark: Mark | None, out: bool) -> None:
    found = answer(gardening(asks=asks, proofs=proofs), Point.INSURANCE)
    assert (found.mark, found.out) == (mark, out)


TURNOVERS = [  # asked, amount of the lot, mean of ours, mark, beyond 1.5 times
    (None, 48_500, 380_000, None, False),
    (70_000, 48_500, None, None, False),
    (72_750, 48_500, 380_000, YES, False),  # 1.5 times exactly
    (72_751, 48_500, 380_000, YES, True),
    (400_000, 300_000, 380_000, PARTLY, False),
    (900_000, 700_000, 380_000, NO, False),
    (900_000, None, 380_000, NO, False),
]


@pytest.mark.parametrize(("asked", "amount", "ours", "mark", "beyond"), TURNOVERS)
def test_turnover(asked: int | None, amount: int | None, ours: int | None, mark: Mark | None, beyond: bool) -> None:
    lot = Lot("2", amount=Amount(Decimal(amount)) if amount else None)
    years = tuple(Turnover(2025 - back, Decimal(ours + gap)) for back, gap in enumerate((9, -4, -5))) if ours else ()
    asks = Asks(turnover=Decimal(asked) if asked else None, turnover_words=SAYS)
    found = answer(gardening(the_lot=lot, asks=asks, sheet=replace(SHEET, turnover=years)), Point.TURNOVER)
    assert found.mark is mark
    assert ("R2142-7" in found.reason) is beyond
    assert found.evidence == (SAYS,)


def weighed(price: float | None, *others: tuple[CriterionFamily, float | None]) -> tuple[AwardCriterion, ...]:
    return tuple(AwardCriterion("x", family, weight) for family, weight in ((CriterionFamily.PRICE, price), *others))


TECHNICAL, SOCIAL = CriterionFamily.TECHNICAL, CriterionFamily.SOCIAL
CRITERIA: list[tuple[tuple[AwardCriterion, ...], Mark | None, str]] = [
    ((), None, "RC"),
    (weighed(None, (TECHNICAL, None)), None, "RC"),
    (weighed(40, (TECHNICAL, 40), (SOCIAL, 20)), YES, "40 %, le social pour 20 %"),
    (weighed(50, (TECHNICAL, 50)), YES, "50 %"),
    (weighed(60, (TECHNICAL, 40)), PARTLY, "60 %"),
    (weighed(70, (TECHNICAL, 30)), NO, "pèse peu"),
    (weighed(100), NO, "100 %"),
]


@pytest.mark.parametrize(("criteria", "mark", "words"), CRITERIA)
def test_the_weight_of_the_price(criteria: tuple[AwardCriterion, ...], mark: Mark | None, words: str) -> None:
    found = answer(gardening(asks=Asks(criteria=criteria)), Point.CRITERIA)
    assert found.mark is mark
    assert words in found.reason


AMOUNTS = [  # amount, months, turnover, mark, words
    (48_500, 12, 410_000, YES, "48 500 € HT par an, soit 12 %"),
    (240_000, 24, 410_000, YES, "120 000 € HT par an, soit 29 %"),
    (200_000, 12, 410_000, PARTLY, "49 %"),
    (300_000, 12, 410_000, NO, "dépendriez"),
    (40_000, 3, 100_000, PARTLY, "40 000 € HT par an, soit 40 %"),  # shorter than a year: the whole of it
    (40_000, None, 410_000, YES, "40 000"),
    (None, 12, 410_000, None, "ne dit pas"),
    (40_000, 12, None, None, "pas dans votre fiche"),
]


def test_a_year_of_what_counts_its_renewals() -> None:
    """As the hours do: 480 000 € for a year renewed three times is 120 000 € a year."""
    lot = Lot("2", amount=Amount(Decimal(480_000)))
    found = answer(gardening(the_lot=lot, asks=Asks(months=12, renewals=3)), Point.AMOUNT)
    assert "120 000 € HT par an" in found.reason


@pytest.mark.parametrize(("amount", "months", "ours", "mark", "words"), AMOUNTS)
def test_the_size_beside_ours(
    amount: int | None, months: float | None, ours: int | None, mark: Mark | None, words: str
) -> None:
    lot = Lot("2", amount=Amount(Decimal(amount)) if amount else None)
    sheet = replace(SHEET, turnover=(Turnover(2025, Decimal(ours)),) if ours else ())
    found = answer(gardening(the_lot=lot, asks=Asks(months=months), sheet=sheet), Point.AMOUNT)
    assert found.mark is mark
    assert words in found.reason


def test_the_amount_of_several_lots_is_not_that_of_one() -> None:
    notice = replace(GARDENING, amount=Amount(Decimal(900_000)))
    assert answer(gardening(notice=notice, the_lot=Lot("2")), Point.AMOUNT).mark is None


def test_dollars_are_not_euros() -> None:
    lot = Lot("2", amount=Amount(Decimal(10), "USD"))
    assert answer(gardening(the_lot=lot), Point.AMOUNT).mark is None


CASH = [  # amount, months, guarantee, mark, article
    (50_001, 3, False, YES, "R2191-3"),
    (50_001, 3, True, PARTLY, "R2191-3"),
    (50_000, 12, False, PARTLY, "R2191-4"),
    (90_000, 2, False, PARTLY, "R2191-4"),
    (None, 12, False, None, "30 jours"),
    (90_000, None, True, None, "garantie"),
]


@pytest.mark.parametrize(("amount", "months", "guarantee", "mark", "words"), CASH)
def test_cash(amount: int | None, months: float | None, guarantee: bool, mark: Mark | None, words: str) -> None:
    lot = Lot("2", amount=Amount(Decimal(amount)) if amount else None)
    asks = Asks(months=months, guarantee=(SAYS,) if guarantee else ())
    found = answer(gardening(the_lot=lot, asks=asks), Point.CASH)
    assert found.mark is mark
    assert words in found.reason


def test_the_rules_of_contracts_are_not_those_of_a_concession() -> None:
    lot, asks = Lot("2", amount=Amount(Decimal(60_000))), Asks(months=12, turnover=Decimal(300_000))
    found = grid(gardening(notice=replace(GARDENING, concession=True), the_lot=lot, asks=asks), NOW)
    assert (found.of(Point.CASH).mark, "R2191" in found.of(Point.CASH).reason) == (None, False)
    assert "R2142-7" not in found.of(Point.TURNOVER).reason


VISITS: list[tuple[Visit | None, Work, Mark | None, bool]] = [  # asked, done, mark, alone enough to stop
    (None, Work(), None, False),
    (Visit(False, SAYS), Work(), YES, False),
    (Visit(True, SAYS), Work(), PARTLY, False),
    (Visit(True, SAYS, at(2026, 12, 2, 10)), Work(), YES, False),
    (Visit(True, SAYS, at(2026, 11, 20, 10)), Work(), NO, True),
    (Visit(True, SAYS, at(2026, 11, 20, 10)), Work(done=frozenset({"step-visit"})), YES, False),
]


@pytest.mark.parametrize("on", [at(2026, 12, 2), at(2026, 12, 2, 23, 59), at(2026, 11, 20, 23, 59)])
def test_a_visit_without_an_hour_is_told_by_its_day(on: datetime) -> None:
    said = answer(laundry(asks=Asks(visit=Visit(True, SAYS, on))), Point.VISIT).reason
    assert short_day(on) in said
    assert " h " not in said


@pytest.mark.parametrize(("visit", "work", "mark", "out"), VISITS)
def test_the_visit_of_the_site(visit: Visit | None, work: Work, mark: Mark | None, out: bool) -> None:
    found = answer(laundry(asks=Asks(visit=visit), work=work), Point.VISIT)
    assert (found.mark, found.out) == (mark, out)


OTHERS: list[tuple[Point, Case, Mark | None, str]] = [
    (Point.TAKEOVER, cleaning(asks=Asks(takeover=(SAYS,))), PARTLY, "à reprendre"),
    (Point.TAKEOVER, cleaning(), None, "article 7"),
    (Point.TAKEOVER, gardening(), None, "CCAP"),
    (Point.PENALTIES, gardening(asks=Asks(penalties=(SAYS,))), PARTLY, "CCAP"),
    (Point.PENALTIES, gardening(), None, "CCAP"),
    (Point.PARTNERS, gardening(work=Work(manner=Manner.TOGETHER)), YES, "à plusieurs"),
    (Point.PARTNERS, gardening(status=ResponseStatus.TOGETHER), PARTLY, "partenaires"),
    (Point.PARTNERS, gardening(), None, "partenaire"),
    (Point.PEOPLE, gardening(), None, "comme la vôtre"),
    (Point.PEOPLE, case(CLEANING, reading=LotReading(None)), None, "Au-delà"),
]


@pytest.mark.parametrize(("point", "one", "mark", "words"), OTHERS)
def test_what_is_mostly_for_people_to_say(point: Point, one: Case, mark: Mark | None, words: str) -> None:
    found = answer(one, point)
    assert found.mark is mark
    assert words in found.reason


def every_story() -> list[Any]:
    return [
        gardening(),
        cleaning(),
        laundry(),
        undated(),
        in_2049(),
        too_late(),
        gardening(reading=LotReading("2", TO_ESAT)),
    ]


@pytest.mark.parametrize("one", every_story())
def test_each_question_has_its_reason_in_one_or_two_sentences(one: Case) -> None:
    found = grid(one, NOW).answers
    assert [held.point for held in found] == list(Point)
    assert all(held.reason and not held.reason[0].islower() and held.reason[-1] in ".?" for held in found)
