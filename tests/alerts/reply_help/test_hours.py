"""Hours of insertion: stated, typed, or reckoned, and with how many people."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from alerts.model.reply import Assumptions, Sheet, Work
from alerts.reply_help.asked import Asks
from alerts.reply_help.capacity import Alone, capacity
from alerts.reply_help.case import Case
from alerts.reply_help.hours import Basis, Factor, Origin, estimate
from alerts.reply_help.labour_share import labour_share
from scrapers.notice import Amount, Lot
from tests.alerts.reply_help.cases import CLEANING, GARDENING, HOURS, case, cleaning, gardening, laundry, two_deadlines


def assuming(**figures: Any) -> Work:
    return Work(assumptions=Assumptions(**figures))


def painting(**changes: Any) -> Case:
    """Open to all, 100 000 € of painting, no hours in the notice."""
    lot = Lot(cpv=("45442100",), amount=Amount(Decimal(100_000)), nature="works")
    return case(replace(CLEANING, publisher_id="26-900009", amount=None, cpv=(), lots=(lot,)), **changes)


def test_the_example_of_the_guides() -> None:
    """1,000,000 € x 50 % x 5 % / 30 € = 833 hours, every figure said by the structure."""
    said = assuming(amount=Decimal(1_000_000), labour_share=0.5, insertion_share=0.05, hourly_cost=30.0)
    found = estimate(painting(work=said))
    assert found.basis is Basis.FORMULA
    assert found.exact
    assert found.hours == pytest.approx(833.33, abs=0.01)
    assert {one.origin for one in found.terms} == {Origin.YOURS, Origin.MISSING}  # the duration alone is not known


@pytest.mark.parametrize(
    ("asked", "typed", "basis", "hours"),
    [
        (300, None, Basis.STATED, 300),
        (300, 450.0, Basis.TYPED, 450),
        (None, 450.0, Basis.TYPED, 450),
        (0, None, Basis.FORMULA, 100_000 * 0.70 * 0.05 / 27.5),
        (None, None, Basis.FORMULA, 100_000 * 0.70 * 0.05 / 27.5),
    ],
)
def test_typed_wins_over_stated_which_wins_over_the_formula(
    asked: float | None, typed: float | None, basis: Basis, hours: float
) -> None:
    found = estimate(painting(asks=Asks(hours=asked), work=assuming(hours=typed)))
    assert found.basis is basis
    assert found.hours == pytest.approx(hours)


def test_usual_figures_give_a_range_and_say_where_they_come_from() -> None:
    found = estimate(painting())
    assert found.low == pytest.approx(100_000 * 0.60 * 0.05 / 30)
    assert found.high == pytest.approx(100_000 * 0.80 * 0.20 / 25)
    assert [(one.factor, one.origin) for one in found.terms] == [
        (Factor.AMOUNT, Origin.NOTICE),
        (Factor.LABOUR_SHARE, Origin.USUAL),
        (Factor.INSERTION_SHARE, Origin.USUAL),
        (Factor.HOURLY_COST, Origin.USUAL),
        (Factor.MONTHS, Origin.MISSING),
    ]


def test_a_share_stated_by_the_notice_is_taken_as_it_is() -> None:
    found = estimate(painting(asks=Asks(insertion_share=0.025)))
    assert found.term(Factor.INSERTION_SHARE).origin is Origin.NOTICE
    assert found.hours == pytest.approx(100_000 * 0.70 * 0.025 / 27.5)


def test_in_a_reserved_lot_all_the_work_counts() -> None:
    """48,500 € of gardening: 65 % of labour, at 27.50 € an hour, whatever the share of insertion."""
    found = estimate(gardening(work=assuming(insertion_share=0.10)))
    assert found.everything
    assert found.hours == pytest.approx(48_500 * 0.65 / 27.5)
    assert found.work is not None
    assert found.work[0] == found.hours
    assert estimate(laundry()).everything


def test_hours_stated_in_a_reserved_lot_are_a_minimum_beside_all_the_work() -> None:
    found = estimate(gardening(asks=Asks(hours=140)))
    assert (found.basis, found.stated) == (Basis.FORMULA, 140)
    without_amount = replace(GARDENING.lots[1], amount=None)
    found = estimate(gardening(the_lot=without_amount, asks=Asks(hours=140)))
    assert (found.basis, found.hours, found.everything) == (Basis.STATED, 140, True)


def test_the_words_of_the_notice_prove_the_hours_stated() -> None:
    assert estimate(cleaning()).evidence == HOURS
    assert estimate(cleaning(work=assuming(hours=500.0))).evidence is None


def test_without_any_amount_it_says_what_is_missing() -> None:
    found = estimate(two_deadlines())
    assert (found.basis, found.hours, found.missing, found.capacity) == (Basis.MISSING, None, (Factor.AMOUNT,), None)


def test_the_amount_of_all_the_lots_is_not_that_of_one() -> None:
    notice = replace(GARDENING, amount=Amount(Decimal(900_000)))
    found = estimate(case(notice, "1"))
    assert found.missing == (Factor.AMOUNT,)
    assert found.term(Factor.AMOUNT).note == "l'avis ne donne que le montant de l'ensemble des lots"


@pytest.mark.parametrize("amount", [Amount(Decimal(100), "XPF"), None])
def test_an_amount_that_is_not_in_euros_is_asked_again(amount: Amount | None) -> None:
    lot = Lot(cpv=("45442100",), amount=amount)
    assert estimate(painting(the_lot=lot)).missing == (Factor.AMOUNT,)


@pytest.mark.parametrize(
    ("figures"),
    [
        {"labour_share": 0.0},
        {"labour_share": 7.0},
        {"insertion_share": -1.0},
        {"hourly_cost": 0.0},
        {"amount": Decimal(0)},
        {"hours": 0.0},
        {"months": 0.0},
    ],
)
def test_figures_that_make_no_sense_are_left_out(figures: dict[str, Any]) -> None:
    assert estimate(painting(work=assuming(**figures))) == estimate(painting())


@pytest.mark.parametrize(
    ("cpv", "of_lot", "of_notice", "usual", "sourced"),
    [
        ("45442100", None, None, 0.70, True),
        ("45262522", None, None, 0.50, True),
        ("45223210", None, None, 0.20, True),
        ("45000000", None, None, 0.40, False),
        ("45421000", None, None, 0.50, False),
        ("90919200", "services", None, 0.80, False),
        ("85000000", None, None, 0.70, False),
        ("39130000", None, "services", 0.15, False),  # its code is nearer than the nature of the whole contract
        ("39130000", "services", None, 0.70, False),
        ("", None, "works", 0.40, False),
    ],
)
def test_the_share_of_labour_follows_the_trade(
    cpv: str, of_lot: str | None, of_notice: str | None, usual: float, sourced: bool
) -> None:
    found = labour_share([cpv] if cpv else [], of_lot, of_notice)
    assert found is not None
    assert (found.usual, found.sourced) == (usual, sourced)
    assert 0 < found.low <= found.usual <= found.high <= 1


def test_nothing_is_said_of_a_lot_without_code_nor_nature() -> None:
    assert labour_share([], None, None) is None
    bare = replace(CLEANING, cpv=(), nature=None)
    assert estimate(case(bare)).missing == (Factor.LABOUR_SHARE,)


@pytest.mark.parametrize(
    ("hours", "months", "own", "needed", "verdict"),
    [
        (1607, 12, 2.0, 1.0, Alone.ALONE),  # half of its people, no more
        (1608, 12, 2.0, 1.0006, Alone.ONE_PARTNER),
        (1607, 12, 1.0, 1.0, Alone.ONE_PARTNER),
        (2410, 12, 1.0, 1.4997, Alone.TWO_PARTNERS),
        (3214, 12, 1.0, 2.0, Alone.MORE),
        (1607, 24, 1.0, 0.5, Alone.ALONE),
        (1607, 6, 14.0, 2.0, Alone.ALONE),
    ],
)
def test_alone_or_with_whom(hours: float, months: float, own: float, needed: float, verdict: Alone) -> None:
    found = capacity(hours, hours, hours, months, Sheet(insertion_fte=own))
    assert found.needed == pytest.approx(needed, abs=0.001)
    assert found.verdict is found.at_most is verdict


@pytest.mark.parametrize("sheet", [Sheet(), Sheet(staff=18.0), Sheet(insertion_fte=0.0)])
def test_a_sheet_that_does_not_say_its_people_gets_no_verdict(sheet: Sheet) -> None:
    found = estimate(cleaning(sheet=sheet)).capacity
    assert found is not None
    assert found.needed == pytest.approx(300 / 1607 / 2)
    assert (found.own, found.verdict) == (None, None)


def test_a_published_amount_is_spread_over_the_renewals_it_counts() -> None:
    """Twelve months, renewed twice; a duration or an amount typed by the structure is taken as it is."""
    found = estimate(laundry()).capacity
    assert found is not None
    assert found.months == 36
    for work in (assuming(months=12.0), assuming(amount=Decimal(70_000))):
        found = estimate(laundry(work=work)).capacity
        assert found is not None
        assert found.months == 12


def test_whoever_does_all_the_work_needs_more_people_than_the_clause() -> None:
    """300 hours of insertion in 240,000 € of cleaning: 6,982 hours of work over two years."""
    found = estimate(cleaning(sheet=Sheet(insertion_fte=2.0)))
    assert found.capacity is not None
    assert found.alone is not None
    assert found.capacity.verdict is Alone.ALONE
    assert found.alone.needed == pytest.approx(6981.8 / 1607 / 2, abs=0.001)
    assert found.alone.verdict is Alone.TWO_PARTNERS
    assert estimate(gardening()).alone is None
