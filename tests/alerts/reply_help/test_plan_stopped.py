"""When no day can be counted, or too few: what the plan says instead, and when the contract may come back."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.model.reading import Evidence
from alerts.model.reply import Manner, Work
from alerts.reply_help.asked import Asks, Visit
from alerts.reply_help.case import Case
from alerts.reply_help.planning import Pace, Plan, StepId, plan
from scrapers.notice import Deadline
from tests.alerts.reply_help.cases import (
    GARDENING,
    NOW,
    at,
    gardening,
    in_2049,
    too_late,
    two_deadlines,
    undated,
    until,
)

TOGETHER = Work(Manner.TOGETHER)
WORDS = Evidence("texte", "Visite du site.")


def days(made: Plan) -> dict[StepId, date | None]:
    return {one.id: one.on for one in made.steps}


@pytest.mark.parametrize(
    ("given", "pace"),
    [
        (too_late(), Pace.PASSED),
        (undated(), Pace.NO_DATE),
        (in_2049(), Pace.UNBELIEVABLE),
        (gardening(closed="cancelled"), Pace.CLOSED),
        (gardening(closed="awarded"), Pace.CLOSED),
        (gardening(deadline=Deadline(NOW)), Pace.PASSED),
    ],
)
def test_when_no_day_can_be_counted(given: Case, pace: Pace) -> None:
    made = plan(given, NOW)
    assert made.pace is pace
    assert (made.left, made.holidays) == (0, ())
    assert all(one.on is None for one in made.steps)


def test_without_a_date_the_steps_stand_in_order_and_stated_days_are_kept() -> None:
    visit = Visit(True, WORDS, at(2026, 12, 2, 10, 0))
    made = plan(undated(work=TOGETHER), NOW)
    order = [one.id for one in made.steps]
    assert order == sorted(order, key=list(StepId).index)
    assert StepId.DEADLINE not in order
    with_visit = gardening(asks=Asks(visit=visit), deadline=None, notice=replace(GARDENING, deadline=None))
    assert [(one.id, one.on) for one in plan(with_visit, NOW).steps if one.on] == [(StepId.VISIT, date(2026, 12, 2))]


def test_too_late_says_what_can_still_be_done() -> None:
    """Lot 1 closes in two days, lot 2 in three weeks."""
    made = plan(two_deadlines(deadline=until(2026, 11, 25, 12)), NOW)
    assert made.pace is Pace.TOO_LATE
    said = "\n".join(made.instead)
    assert "Lot 2 : date limite vendredi 18 décembre 2026 à 16 h 00, soit 19 jours ouvrés." in said
    assert "sous-traitance" in said
    assert "R2151-4" in said
    assert "prochaine consultation" in said


def test_too_late_together_is_perhaps_not_too_late_alone() -> None:
    soon = until(2026, 12, 1, 12)
    assert any("Répondre seuls" in one for one in plan(gardening(deadline=soon, work=TOGETHER), NOW).instead)
    sooner = until(2026, 11, 26, 12)
    assert not any("Répondre seuls" in one for one in plan(gardening(deadline=sooner, work=TOGETHER), NOW).instead)


def test_on_a_reserved_lot_subcontracting_is_to_be_asked_of_the_buyer() -> None:
    made = plan(gardening(deadline=until(2026, 11, 25, 12)), NOW)
    assert any("demandez à l'acheteur si c'est permis" in one for one in made.instead)


def test_with_time_left_nothing_is_proposed_instead() -> None:
    assert plan(gardening(), NOW).instead == ()


def test_a_closed_consultation_proposes_no_other_lot() -> None:
    made = plan(two_deadlines(closed="cancelled"), NOW)
    assert not any("Lot 2" in one for one in made.instead)
    assert any("relancée" in one for one in made.instead)


def test_two_lots_each_have_their_plan_and_say_the_date_of_the_other() -> None:
    first, second = plan(two_deadlines("1"), NOW), plan(two_deadlines("2"), NOW)
    assert (days(first)[StepId.DEADLINE], days(second)[StepId.DEADLINE]) == (date(2026, 12, 7), date(2026, 12, 18))
    assert [(one.lot, one.deadline) for one in first.others] == [("lot 2", until(2026, 12, 18, 16))]
    assert [(one.lot, one.deadline) for one in second.others] == [("lot 1", until(2026, 12, 7, 12))]


def test_a_deadline_that_contradicts_itself_is_counted_and_told() -> None:
    doubt = "L'avis indique deux heures différentes."
    made = plan(gardening(deadline=until(2026, 12, 21, 12, doubt=doubt)), NOW)
    assert made.pace is Pace.ENOUGH
    assert doubt in made.notes


@pytest.mark.parametrize(
    ("asks", "first", "last", "watch"),
    [
        (Asks(months=12), date(2027, 11, 1), None, date(2027, 5, 1)),
        (Asks(months=12, renewals=3), date(2027, 11, 1), date(2030, 11, 1), date(2027, 5, 1)),
        (Asks(months=48, starts=at(2027, 1, 1)), date(2030, 9, 1), None, date(2030, 3, 1)),
    ],
)
def test_when_the_contract_may_come_back(asks: Asks, first: date, last: date | None, watch: date) -> None:
    """Closes on 21 December 2026."""
    found = plan(gardening(asks=asks), NOW).comeback
    assert found is not None
    assert (found.first, found.last, found.watch) == (first, last, watch)


@pytest.mark.parametrize(
    "given",
    [
        gardening(asks=Asks()),  # how long is not said
        gardening(asks=Asks(months=12), deadline=None),
        gardening(asks=Asks(months=12), closed="cancelled"),
        gardening(asks=Asks(months=10_000)),
    ],
)
def test_nothing_is_said_of_a_comeback_that_nothing_tells(given: Case) -> None:
    assert plan(given, NOW).comeback is None


def test_a_contract_already_awarded_says_when_it_may_come_back() -> None:
    made = plan(gardening(asks=Asks(months=24), closed="awarded"), NOW)
    assert made.comeback is not None
    assert made.comeback.first == date(2028, 11, 1)
