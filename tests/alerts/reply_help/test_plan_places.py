"""Plans where people live: holidays, bridges, August and the end of the year, the clocks of overseas."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from alerts.model.reply import Manner, Work
from alerts.reply_help.case import Case
from alerts.reply_help.planning import Pace, Plan, Step, StepId, plan
from scrapers.notice import Buyer, Deadline, Lot, Place
from tests.alerts.reply_help.cases import (
    GARDENING,
    NOW,
    at,
    gardening,
    until,
)

TOGETHER = Work(Manner.TOGETHER)


def days(made: Plan) -> dict[StepId, date | None]:
    return {one.id: one.on for one in made.steps}


def step(made: Plan, named: StepId) -> Step:
    return next(one for one in made.steps if one.id is named)


def placed(*codes: str, buyer: str | None = None, **changes: object) -> Case:
    """The same lot, worked on in these départements, bought from another."""
    who = Buyer("Acheteur fictif", place=Place(departement=buyer) if buyer else None)
    places = tuple(Place(departement=code) for code in codes)
    return gardening(notice=replace(GARDENING, places=places, buyer=who), **changes)


@pytest.mark.parametrize(
    ("codes", "buyer", "expected"),
    [
        (("67",), "75", "67"),
        (("67", "68"), "75", "67"),  # the same holidays
        (("01", "69"), None, "01"),
        (("67", "88"), "75", "75"),  # not the same: the buyer's
        ((), "974", "974"),
        ((), None, None),
    ],
)
def test_holidays_are_those_of_the_work_else_of_the_buyer(
    codes: tuple[str, ...], buyer: str | None, expected: str | None
) -> None:
    made = plan(placed(*codes, buyer=buyer), NOW)
    assert made.departement == expected
    assert any("jours fériés de toute la France" in one for one in made.notes) is (expected is None)


def test_where_the_buyer_paid_to_be_read_is_no_place() -> None:
    read_in = replace(GARDENING, places=(), buyer=Buyer("Acheteur fictif"), publication_departements=("67",))
    assert plan(gardening(notice=read_in), NOW).departement is None


def test_good_friday_is_lost_in_alsace_alone() -> None:
    """Easter 2027 is on 28 March; closes on Wednesday 31."""
    now, closes = at(2027, 3, 15, 9), until(2027, 3, 31, 12)
    alsace, ain = plan(placed("68", deadline=closes), now), plan(placed("01", deadline=closes), now)
    assert (alsace.left, ain.left) == (10, 11)
    assert [day for day, _ in alsace.holidays] == [date(2027, 3, 26), date(2027, 3, 29)]
    assert [day for day, _ in ain.holidays] == [date(2027, 3, 29)]
    assert days(alsace)[StepId.DEPOSIT] == days(ain)[StepId.DEPOSIT] == date(2027, 3, 30)
    assert days(alsace)[StepId.MEMOIRE] == date(2027, 3, 23)
    assert days(ain)[StepId.MEMOIRE] == date(2027, 3, 24)


def test_overseas_the_hours_of_an_office_are_those_of_people_there() -> None:
    """Noon in Paris is 7 in the morning in Guadeloupe: a day before is the evening of the day before that."""
    made = plan(placed("971", deadline=until(2026, 12, 10, 12)), NOW)
    assert made.away is not None
    assert made.away.name == "la Guadeloupe"
    deposit = step(made, StepId.DEPOSIT)
    assert deposit.on == date(2026, 12, 8)
    assert deposit.at == datetime(2026, 12, 8, 17, 0, tzinfo=ZoneInfo("America/Guadeloupe"))
    assert step(made, StepId.DEADLINE).at == at(2026, 12, 10, 12)


def test_far_away_the_deadline_falls_on_the_day_that_people_live() -> None:
    """9:00 in Paris on the 10th is 22:00 on the 9th in Tahiti."""
    made = plan(placed("987", deadline=until(2026, 12, 10, 9)), NOW)
    assert days(made)[StepId.DEADLINE] == date(2026, 12, 9)
    assert days(made)[StepId.DEPOSIT] == date(2026, 12, 8)


def test_the_abolition_of_slavery_is_a_day_off_in_la_reunion() -> None:
    made = plan(placed("974", deadline=until(2027, 12, 22, 12)), at(2027, 12, 13, 9))
    assert [day for day, _ in made.holidays] == [date(2027, 12, 20)]


def test_bridges_of_may_are_told_and_count_for_half() -> None:
    """Ascension is on Thursday 6 May 2027, and 7 May a Friday alone."""
    made = plan(placed("69", deadline=until(2027, 5, 13, 12)), at(2027, 4, 29, 9))
    assert (made.left, made.slow) == (9, 1)
    assert any("Pont : vendredi 7 mai 2027" in one for one in made.notes)
    assert [day for day, _ in made.holidays] == [date(2027, 5, 6)]


def test_what_depends_on_others_is_done_before_a_bridge() -> None:
    """Three working days after Monday 3 May 2027 is Friday 7, between Ascension and a weekend."""
    made = plan(placed("69", deadline=until(2027, 6, 3, 17)), at(2027, 5, 3, 9))
    assert days(made)[StepId.PROOFS] == date(2027, 5, 5)


def test_august_is_told_counted_for_half_and_avoided_by_what_depends_on_others() -> None:
    """Seen on Monday 27 July 2026, closes on 3 September: the group would agree on 6 August, and does so in July."""
    made = plan(placed("69", deadline=until(2026, 9, 3, 12), work=TOGETHER), at(2026, 7, 27, 9))
    assert (made.left, made.slow) == (28, 21)
    assert any(one.startswith("Mois d'août : 21 jours ouvrés") for one in made.notes)
    assert days(made)[StepId.PARTNERS] == date(2026, 7, 30)
    assert days(made)[StepId.AGREEMENT] == date(2026, 7, 31)


def test_a_fortnight_in_august_is_tight_though_ten_days_are_there() -> None:
    made = plan(placed("69", deadline=until(2026, 8, 17, 12)), at(2026, 8, 3, 9))
    assert (made.left, made.slow, made.pace) == (10, 10, Pace.TIGHT)
    assert any("prévoyez qui signe" in one for one in made.notes)


def test_a_group_formed_in_august_is_warned_when_there_is_no_earlier_day() -> None:
    made = plan(placed("69", deadline=until(2026, 8, 28, 12), work=TOGETHER), at(2026, 8, 3, 9))
    assert days(made)[StepId.PARTNERS] == date(2026, 8, 6)
    assert any(one.startswith("Mois d'août") for one in made.notes)


@pytest.mark.parametrize(
    ("closes", "told"),
    [
        (until(2026, 12, 18, 12), False),
        (until(2026, 12, 21, 12), True),
        (until(2027, 1, 8, 12), True),
    ],
)
def test_the_end_of_the_year_is_told(closes: Deadline, told: bool) -> None:
    made = plan(gardening(deadline=closes), NOW)
    assert any(one.startswith("Fin d'année") for one in made.notes) is told


def test_the_agreement_is_made_before_the_end_of_the_year() -> None:
    """Seen on 14 December, closes on 15 January: the group agrees by Friday 18, before people leave."""
    made = plan(placed("69", deadline=until(2027, 1, 15, 12), work=TOGETHER), at(2026, 12, 14, 9))
    assert days(made)[StepId.AGREEMENT] == date(2026, 12, 18)


def test_a_lot_with_its_own_place_is_planned_there() -> None:
    lot = replace(GARDENING.lots[1], places=(Place(departement="972"),))
    assert plan(gardening(the_lot=lot), NOW).departement == "972"
    assert plan(gardening(the_lot=Lot("LOT-0002", places=(Place(country="DEU"),))), NOW).departement is None
