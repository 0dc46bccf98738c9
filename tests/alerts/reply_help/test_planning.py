"""Back-planning, told as people live it: who answers how, when it closes, where, and what was done already."""

from datetime import date, datetime, timedelta

import pytest

from alerts.model.reading import Evidence
from alerts.model.reply import Manner, Work
from alerts.model.response import ResponseStatus
from alerts.reply_help.asked import Asks, Procedure, Visit
from alerts.reply_help.case import Case
from alerts.reply_help.plan.usual import (
    LEAST_ALONE,
    LEAST_CANDIDACY_ALONE,
    LEAST_CANDIDACY_TOGETHER,
    LEAST_TOGETHER,
    USUAL_ALONE,
    USUAL_CANDIDACY_ALONE,
    USUAL_CANDIDACY_TOGETHER,
    USUAL_TOGETHER,
    usual_steps,
)
from alerts.reply_help.planning import Pace, Plan, Step, StepId, plan
from scrapers.notice import Deadline
from tests.alerts.reply_help.cases import (
    NOW,
    at,
    cleaning,
    gardening,
    laundry,
    two_deadlines,
    until,
)

TOGETHER = Work(Manner.TOGETHER)
TWO_STEPS = Asks(Procedure.RESTRICTED, candidacy_first=True)
GROUP = {StepId.PARTNERS, StepId.AGREEMENT}
WORDS = Evidence("texte", "Visite du site.")


def days(made: Plan) -> dict[StepId, date | None]:
    return {one.id: one.on for one in made.steps}


def step(made: Plan, named: StepId) -> Step:
    return next(one for one in made.steps if one.id is named)


def done(*ids: StepId, manner: Manner | None = None) -> Work:
    return Work(manner, done=frozenset(ids))


def test_four_weeks_alone() -> None:
    """Monday 23 November; closes on Monday 21 December at noon: sent on Friday 18, whole and checked on Thursday."""
    made = plan(gardening(), NOW)
    assert [(one.id, one.on) for one in made.steps] == [
        (StepId.WITHDRAW, date(2026, 11, 23)),
        (StepId.READ, date(2026, 11, 25)),
        (StepId.PROOFS, date(2026, 11, 26)),
        (StepId.QUESTIONS, date(2026, 12, 11)),
        (StepId.PRICES, date(2026, 12, 14)),
        (StepId.MEMOIRE, date(2026, 12, 15)),
        (StepId.INSERTION, date(2026, 12, 16)),
        (StepId.REVIEW, date(2026, 12, 17)),
        (StepId.SIGN, date(2026, 12, 17)),
        (StepId.DEPOSIT, date(2026, 12, 18)),
        (StepId.DEADLINE, date(2026, 12, 21)),
    ]
    assert (made.pace, made.left, made.least, made.usual, made.compressed) == (Pace.ENOUGH, 20, 5, 10, False)
    assert step(made, StepId.DEPOSIT).at == at(2026, 12, 18, 17, 0)
    assert step(made, StepId.DEADLINE).at == at(2026, 12, 21, 12, 0)
    assert step(made, StepId.QUESTIONS).to_check


def test_four_weeks_together_partners_come_first_and_agree_before_prices() -> None:
    found = days(plan(gardening(work=TOGETHER), NOW))
    assert found[StepId.PARTNERS] == date(2026, 11, 26)
    assert found[StepId.AGREEMENT] == date(2026, 12, 3)
    assert found[StepId.PRICES] == date(2026, 12, 10)
    assert found[StepId.MEMOIRE] == date(2026, 12, 14)
    assert found[StepId.REVIEW] == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("status", "work", "grouped"),
    [
        (None, Work(), False),
        (ResponseStatus.ANSWERING, Work(), False),
        (ResponseStatus.TOGETHER, Work(), True),
        (ResponseStatus.TOGETHER, Work(Manner.ALONE), False),
        (ResponseStatus.KEPT, TOGETHER, True),
    ],
)
def test_the_group_has_steps_of_its_own(status: ResponseStatus | None, work: Work, grouped: bool) -> None:
    found = set(days(plan(gardening(status=status, work=work), NOW)))
    assert (found >= GROUP) is grouped
    assert bool(found & GROUP) is grouped


@pytest.mark.parametrize(
    ("manner", "candidacy", "least", "usual"),
    [
        (Manner.ALONE, False, LEAST_ALONE, USUAL_ALONE),
        (Manner.TOGETHER, False, LEAST_TOGETHER, USUAL_TOGETHER),
        (Manner.ALONE, True, LEAST_CANDIDACY_ALONE, USUAL_CANDIDACY_ALONE),
        (Manner.TOGETHER, True, LEAST_CANDIDACY_TOGETHER, USUAL_CANDIDACY_TOGETHER),
    ],
)
def test_what_is_said_to_be_the_least_is_the_sum_of_the_steps(
    manner: Manner, candidacy: bool, least: int, usual: int
) -> None:
    rules = usual_steps(manner, candidacy=candidacy)
    assert sum(one.least for one in rules) == least
    assert max(one.before for one in rules) + 1 == usual
    before = [one.before for one in rules]
    assert before == sorted(before, reverse=True)


@pytest.mark.parametrize("procedure", [Procedure.RESTRICTED, Procedure.NEGOTIATED, Procedure.DIALOGUE])
def test_a_procedure_in_two_steps_plans_the_candidacy_alone_and_says_that_the_offer_follows(
    procedure: Procedure,
) -> None:
    made = plan(gardening(asks=Asks(procedure, candidacy_first=True)), NOW)
    assert StepId.CANDIDACY in days(made)
    assert not {StepId.PRICES, StepId.MEMOIRE} & set(days(made))
    assert made.candidacy
    assert any("L'offre vient ensuite" in one for one in made.notes)
    assert step(made, StepId.DEADLINE).title == "Date limite des candidatures"


@pytest.mark.parametrize(
    "procedure",
    [one for one in Procedure if one not in (Procedure.RESTRICTED, Procedure.NEGOTIATED, Procedure.DIALOGUE)],
)
def test_other_procedures_plan_the_whole_offer(procedure: Procedure) -> None:
    found = days(plan(gardening(asks=Asks(procedure)), NOW))
    assert {StepId.PRICES, StepId.MEMOIRE, StepId.DEPOSIT} <= set(found)
    assert StepId.CANDIDACY not in found


@pytest.mark.parametrize(
    ("procedure", "told"),
    [
        (Procedure.OPEN, True),
        (Procedure.RESTRICTED, True),
        (Procedure.NEGOTIATED, True),
        (Procedure.DIALOGUE, True),
        (Procedure.ADAPTED, False),
        (Procedure.CONCESSION, False),
        (Procedure.UNKNOWN, False),
    ],
)
def test_six_days_to_answer_questions_are_owed_in_formal_procedures_only(procedure: Procedure, told: bool) -> None:
    asked = step(plan(gardening(asks=Asks(procedure)), NOW), StepId.QUESTIONS)
    assert ("R2132-6" in asked.why) is told
    assert "RC" in asked.why


def test_the_limit_for_questions_that_the_notice_states_is_taken_as_it_is() -> None:
    asked = step(plan(gardening(asks=Asks(questions_until=at(2026, 12, 4, 18, 0))), NOW), StepId.QUESTIONS)
    assert (asked.on, asked.at, asked.to_check) == (date(2026, 12, 4), at(2026, 12, 4, 18, 0), False)
    assert "Date indiquée dans l'avis" in asked.why


def test_a_limit_for_questions_without_an_hour_is_told_by_its_day() -> None:
    asked = step(plan(gardening(asks=Asks(questions_until=at(2026, 12, 4, 23, 59))), NOW), StepId.QUESTIONS)
    assert (asked.on, asked.at, asked.to_check) == (date(2026, 12, 4), None, False)


def test_a_limit_for_questions_after_the_deadline_is_not_believed() -> None:
    made = plan(gardening(asks=Asks(questions_until=at(2027, 1, 4, 12, 0))), NOW)
    assert step(made, StepId.QUESTIONS).on == date(2026, 12, 11)
    assert step(made, StepId.QUESTIONS).to_check
    assert any("date annoncée pour les questions tombe après" in one for one in made.notes)


@pytest.mark.parametrize(
    ("closes", "expected"),
    [
        (until(2026, 12, 17, 12), date(2026, 12, 7)),  # ten days before
        (until(2026, 12, 16, 12), date(2026, 12, 4)),  # a Sunday: the Friday before
        (until(2026, 12, 1, 12), date(2026, 11, 23)),  # the usual day has passed: at once
    ],
)
def test_the_usual_limit_for_questions(closes: Deadline, expected: date) -> None:
    asked = step(plan(gardening(deadline=closes), NOW), StepId.QUESTIONS)
    assert asked.on == expected
    assert asked.to_check


def test_a_visit_is_a_step_when_the_notice_asks_for_one() -> None:
    made = plan(laundry(), NOW)
    visit = step(made, StepId.VISIT)
    assert (visit.on, visit.at) == (date(2026, 12, 2), at(2026, 12, 2, 10, 0))
    assert visit.title == "Visiter le site (obligatoire)"
    assert not visit.to_check
    assert StepId.VISIT not in days(plan(gardening(), NOW))


@pytest.mark.parametrize("mandatory", [True, False])
def test_a_visit_without_a_date_is_to_be_asked_for(mandatory: bool) -> None:
    visit = step(plan(gardening(asks=Asks(visit=Visit(mandatory, WORDS))), NOW), StepId.VISIT)
    assert visit.on == date(2026, 12, 9)
    assert visit.to_check
    assert "prendre rendez-vous" in visit.why
    assert ("attestation" in visit.why) is mandatory


@pytest.mark.parametrize("on", [at(2026, 12, 3), at(2026, 12, 3, 23, 59)])
def test_a_visit_without_an_hour_takes_its_day(on: datetime) -> None:
    """A sentence without an hour is read until 23:59: nobody visits at midnight."""
    visit = step(plan(gardening(asks=Asks(visit=Visit(False, WORDS, on))), NOW), StepId.VISIT)
    assert (visit.on, visit.at) == (date(2026, 12, 3), None)


def test_a_mandatory_visit_that_has_passed_is_told_unless_it_was_made() -> None:
    asks = Asks(visit=Visit(True, WORDS, at(2026, 11, 20, 10, 0)))
    made = plan(gardening(asks=asks), NOW)
    assert step(made, StepId.VISIT).late
    assert any("visite obligatoire est passée" in one for one in made.notes)
    again = plan(gardening(asks=asks, work=done(StepId.VISIT)), NOW)
    assert not step(again, StepId.VISIT).late
    assert not any("visite" in one for one in again.notes)


def test_an_optional_visit_that_has_passed_is_no_warning() -> None:
    made = plan(gardening(asks=Asks(visit=Visit(False, WORDS, at(2026, 11, 20, 10, 0)))), NOW)
    assert not any("visite" in one for one in made.notes)


def test_a_visit_after_the_deadline_is_to_be_checked() -> None:
    made = plan(gardening(asks=Asks(visit=Visit(True, WORDS, at(2027, 1, 8, 10, 0)))), NOW)
    assert any("après la date limite" in one for one in made.notes)


@pytest.mark.parametrize(
    ("given", "social"),
    [
        (gardening(asks=Asks()), True),  # reserved
        (cleaning(asks=Asks()), True),  # a clause of 300 hours
        (two_deadlines(), False),
    ],
)
def test_the_insertion_part_is_written_where_the_lot_calls_for_it(given: Case, social: bool) -> None:
    assert (StepId.INSERTION in days(plan(given, NOW))) is social


@pytest.mark.parametrize(
    ("closes", "deposit", "hour"),
    [
        (until(2026, 12, 10, 12), date(2026, 12, 9), 12),  # a Thursday at noon: on Wednesday at noon
        (until(2026, 12, 7, 9), date(2026, 12, 4), 17),  # a Monday at nine: on Friday before the office closes
        (until(2026, 12, 12, 12), date(2026, 12, 11), 12),  # a Saturday: on Friday
        (until(2026, 12, 13, 12), date(2026, 12, 11), 17),  # a Sunday: Saturday is not worked
        (until(2026, 12, 10, 23, 59), date(2026, 12, 9), 17),  # nobody deposits at midnight
        (until(2026, 12, 11, 0), date(2026, 12, 9), 17),
        (until(2026, 12, 10, 8), date(2026, 12, 8), 17),  # 24 hours before is before the office opens
        (until(2026, 12, 28, 12), date(2026, 12, 24), 17),  # over Christmas
    ],
)
def test_the_answer_is_sent_a_day_before_on_a_working_day(closes: Deadline, deposit: date, hour: int) -> None:
    found = step(plan(gardening(deadline=closes), NOW), StepId.DEPOSIT)
    assert found.on == deposit
    assert found.at is not None
    assert (found.at.hour, found.at.date()) == (hour, deposit)
    assert closes.at - found.at >= timedelta(hours=24)


@pytest.mark.parametrize(
    ("closes", "work", "pace", "left"),
    [
        (until(2026, 12, 7, 12), Work(), Pace.ENOUGH, 10),
        (until(2026, 12, 4, 12), Work(), Pace.TIGHT, 9),
        (until(2026, 11, 30, 12), Work(), Pace.TIGHT, 5),
        (until(2026, 11, 27, 12), Work(), Pace.TOO_LATE, 4),
        (until(2026, 11, 24, 12), Work(), Pace.TOO_LATE, 1),
        (until(2026, 11, 23, 18), Work(), Pace.TOO_LATE, 0),
        (until(2026, 12, 14, 12), TOGETHER, Pace.ENOUGH, 15),
        (until(2026, 12, 11, 12), TOGETHER, Pace.TIGHT, 14),
        (until(2026, 12, 3, 12), TOGETHER, Pace.TIGHT, 8),
        (until(2026, 12, 2, 12), TOGETHER, Pace.TOO_LATE, 7),
    ],
)
def test_whether_there_is_time(closes: Deadline, work: Work, pace: Pace, left: int) -> None:
    made = plan(gardening(deadline=closes, work=work), NOW)
    assert (made.pace, made.left) == (pace, left)


@pytest.mark.parametrize(
    ("closes", "work", "pace"),
    [
        (until(2026, 12, 1, 12), Work(), Pace.TIGHT),
        (until(2026, 11, 25, 12), Work(), Pace.TOO_LATE),
        (until(2026, 11, 26, 12), Work(), Pace.TIGHT),
        (until(2026, 12, 2, 12), Work(), Pace.ENOUGH),
        (until(2026, 11, 27, 12), TOGETHER, Pace.TOO_LATE),
        (until(2026, 11, 30, 12), TOGETHER, Pace.TIGHT),
    ],
)
def test_a_candidacy_takes_less(closes: Deadline, work: Work, pace: Pace) -> None:
    assert plan(gardening(deadline=closes, work=work, asks=TWO_STEPS), NOW).pace is pace


def test_what_is_done_asks_for_no_more_time() -> None:
    """Two days before, nothing is left but a second reading and the deposit: it is not too late."""
    closes = until(2026, 11, 25, 12)
    most = done(StepId.READ, StepId.PROOFS, StepId.PRICES, StepId.MEMOIRE, StepId.INSERTION, StepId.QUESTIONS)
    made = plan(gardening(deadline=closes, work=most), NOW)
    assert (made.pace, made.least, made.usual) == (Pace.ENOUGH, 1, 2)
    assert step(made, StepId.WITHDRAW).done  # nobody reads documents that were not withdrawn
    assert plan(gardening(deadline=closes), NOW).pace is Pace.TOO_LATE


def test_once_sent_nothing_is_late() -> None:
    closes = until(2026, 11, 24, 12)
    made = plan(gardening(deadline=closes, work=done(StepId.DEPOSIT), since=at(2026, 11, 2, 9)), NOW)
    assert made.pace is Pace.ENOUGH
    assert [one.id for one in made.steps if not one.done] == [StepId.DEADLINE]
    assert not any(one.late for one in made.steps)
    assert made.next_step is None


def test_with_little_time_the_steps_come_closer_and_never_cross() -> None:
    made = plan(gardening(deadline=until(2026, 11, 30, 12)), NOW)
    assert made.compressed
    found = days(made)
    assert found[StepId.DEPOSIT] == date(2026, 11, 27)
    assert found[StepId.MEMOIRE] == date(2026, 11, 26)
    ordered = [one.on for one in made.steps if one.id not in (StepId.QUESTIONS, StepId.DEADLINE)]
    assert ordered == sorted(one for one in ordered if one)
    assert all(one >= date(2026, 11, 23) for one in ordered if one)


def test_tomorrow_morning_everything_is_for_today_and_no_day_is_invented() -> None:
    made = plan(gardening(deadline=until(2026, 11, 24, 8)), NOW)
    assert made.pace is Pace.TOO_LATE
    assert set(days(made).values()) == {date(2026, 11, 23), date(2026, 11, 24)}
    deposit = step(made, StepId.DEPOSIT)
    assert (deposit.on, deposit.at) == (date(2026, 11, 23), None)
    assert "24 heures d'avance ne sont plus possibles" in deposit.why


def test_on_a_weekend_no_step_is_put_in_the_past() -> None:
    """Seen on Saturday 28 November, closes on Sunday evening."""
    made = plan(gardening(deadline=until(2026, 11, 29, 20)), at(2026, 11, 28, 9))
    assert set(days(made).values()) == {date(2026, 11, 29)}
    assert not any(one.late for one in made.steps)


@pytest.mark.parametrize("work", [Work(), TOGETHER])
@pytest.mark.parametrize("asks", [Asks(), TWO_STEPS])
def test_whenever_it_closes_no_step_is_before_the_start_nor_after_the_deadline(work: Work, asks: Asks) -> None:
    """From an hour to a year ahead, whatever the day of the week."""
    for ahead in (timedelta(hours=1), *(timedelta(days=one, hours=one % 24) for one in range(0, 366, 3))):
        closes = Deadline(NOW + ahead + timedelta(minutes=5))
        made = plan(gardening(deadline=closes, work=work, asks=asks), NOW)
        assert made.steps[-1].id is StepId.DEADLINE
        for one in made.steps:
            assert one.on is not None
            assert NOW.date() <= one.on <= closes.at.date(), (one.id, ahead)
            assert not one.late


def test_a_plan_of_yesterday_says_what_is_late() -> None:
    """Kept on 2 November, looked at on the 23rd, nothing ticked but the reading."""
    given = gardening(since=at(2026, 11, 2, 9), work=done(StepId.READ))
    made = plan(given, NOW)
    assert [one.id for one in made.steps if one.late] == [StepId.PROOFS]
    assert days(made) == days(plan(given, NOW + timedelta(days=9)))  # it does not slide
    assert made.next_step is not None
    assert made.next_step.id is StepId.PROOFS


def test_a_correction_that_moves_the_deadline_moves_what_hangs_on_it() -> None:
    before = plan(gardening(since=at(2026, 11, 20, 9)), NOW)
    after = plan(gardening(since=at(2026, 11, 20, 9), deadline=until(2027, 1, 11, 12)), NOW)
    assert {one.id for one in before.steps} == {one.id for one in after.steps}
    for named in (StepId.PRICES, StepId.MEMOIRE, StepId.REVIEW, StepId.DEPOSIT):
        earlier, later = days(before)[named], days(after)[named]
        assert earlier is not None
        assert later is not None
        assert later > earlier
    assert days(before)[StepId.READ] == days(after)[StepId.READ]
