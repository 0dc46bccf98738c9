"""The steps of a plan, morning by morning: recalled to those who asked for it, and never for nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from alerts.clauses.eligibility import may_answer
from alerts.ledger import book
from alerts.messages.message import Message
from alerts.model.delivery import DeliveryKind, Refused, Sent
from alerts.model.preference import Preference
from alerts.model.reading import Evidence
from alerts.model.response import ResponseStatus
from alerts.reply_help.asked import Visit
from alerts.reply_help.case import Case
from alerts.reply_help.planning import StepId, plan
from alerts.services import pausing, people, stepping, working
from alerts.services.deliver import Composer
from alerts.services.responding import respond
from alerts.services.stepping import MOVED, NOT_FOLLOWED, OVER, owe_steps
from alerts.store.engine import Database
from alerts.store.history import Entry
from scrapers.notice import NoticeKind
from tests.alerts.services.respondents import BRUNO, INES, joined, told_of
from tests.alerts.services.stories import NOON, PARIS, at, ingested, judge_for, lot, matched_new, notice, owed, read

KEPT, TOGETHER, REFUSED = ResponseStatus.KEPT, ResponseStatus.TOGETHER, ResponseStatus.REFUSED
BEAT = timedelta(minutes=15)


class Town:
    """A structure that keeps one opportunity, and the clock of the beat. Closes on Thursday 10 December at noon."""

    def __init__(self, database: Database, *notices: Any, **changes: Any) -> None:
        self.database, self.now = database, NOON
        self.matches = told_of(database, *notices or (notice("26-1", **changes),))
        self.ines, _ = joined(database, INES, "Inès")
        self.composer = Composer(database, read, may_answer, lambda: self.now)

    @property
    def match(self) -> int:
        return self.matches[0]

    def keeps(self, match: int | None = None, status: ResponseStatus | None = KEPT) -> None:
        with self.database.write() as session:
            respond(session, self.ines.id, match or self.match, status, self.now)

    def reminded(self, match: int | None = None, lot: str = "", on: bool = True) -> None:
        with self.database.write() as session:
            working.remind(session, self.ines.id, match or self.match, lot, on, self.now)

    def did(self, step: StepId, lot: str = "") -> None:
        with self.database.write() as session:
            working.tick(session, self.ines.id, self.match, lot, step.value, True, self.now)

    def beat(self, now: datetime | None = None) -> int:
        self.now = now or self.now
        return owe_steps(self.database, self.composer.case, self.now)

    def corrected(self, **fields: Any) -> None:
        given = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "published": date(2026, 11, 25), **fields}
        ingested(self.database, notice("26-2", **given), now=self.now)
        matched_new(self.database, judge_for("ateliers"), self.now)

    def rows(self, channel: str = "telegram") -> list[Entry]:
        return [one for one in owed(self.database, DeliveryKind.STEP) if one.channel == channel]

    def mornings(self, channel: str = "telegram") -> list[tuple[str, datetime | None]]:
        return [(str(one.cause["day"]), one.next_at) for one in self.rows(channel)]

    def case(self, lot: str = "") -> Case:
        found = self.composer.case(self.match, lot)
        assert found is not None
        return found

    def written(self, row: Entry) -> Message | Refused:
        """As it would leave at this moment."""
        return stepping.message(self.case(str(row.cause["lot"])), row.cause, self.now)


@pytest.fixture
def town(database: Database) -> Town:
    made = Town(database)
    made.keeps()
    return made


def morning(month: int, day: int, hour: int = 8) -> datetime:
    """On the clock of Paris, in winter."""
    return datetime(2026, month, day, hour - 1, 0, tzinfo=UTC)


def titles(message: Message | Refused) -> str:
    assert isinstance(message, Message), message
    return message.summary


def test_nothing_is_owed_to_those_who_did_not_ask(town: Town) -> None:
    assert town.beat() == 0
    assert town.rows() == []


@pytest.mark.parametrize("said", [None, REFUSED])
def test_asking_for_reminders_keeps_the_announcement_if_nobody_did(
    database: Database, said: ResponseStatus | None
) -> None:
    town = Town(database)
    town.keeps(status=said)
    town.reminded()
    assert town.case().status is KEPT
    assert town.beat() == 2
    town.reminded(on=False)
    assert town.case().status is KEPT


def test_asking_for_reminders_leaves_what_was_said_of_it(town: Town) -> None:
    town.keeps(status=TOGETHER)
    town.reminded()
    assert town.case().status is TOGETHER


def test_kept_at_noon_recalled_on_the_mornings_that_come(town: Town) -> None:
    """Monday 23 November at 13:00. Reading is for Wednesday 25, proofs for Thursday 26."""
    town.reminded()
    assert town.beat() == 2  # the folder, and Inès
    assert town.mornings() == town.mornings("folder") == [("2026-11-25", morning(11, 25))]
    row = town.rows()[0]
    assert (row.recipient, row.match_id, row.structure_id) == (f"person:{town.ines.id}", town.match, "ateliers")
    assert town.beat() == 0
    assert town.beat(morning(11, 24)) == 2
    assert [day for day, _ in town.mornings()] == ["2026-11-25", "2026-11-26"]
    assert titles(town.written(row)) == "Lire les documents et décider d'y aller ou non"


def test_each_day_of_the_plan_is_told_once_until_the_end(town: Town) -> None:
    town.reminded()
    now = NOON
    while now < datetime(2026, 12, 11, tzinfo=UTC):
        town.beat(now)
        now += 8 * BEAT
    days = sorted({one.on.isoformat() for one in plan(replace(town.case(), since=NOON), NOON).steps if one.on})
    assert [day for day, _ in town.mornings()] == days[1:]  # today's morning had passed
    assert days[-1] == "2026-12-10"


def test_steps_of_one_day_are_one_message(town: Town) -> None:
    """The second reading and the signatures are both for Tuesday 8 December."""
    town.reminded()
    town.beat(morning(12, 7))
    assert [day for day, _ in town.mornings()] == ["2026-12-08", "2026-12-09"]
    town.now = morning(12, 8)
    assert titles(town.written(town.rows()[0])) == "Faire relire par une autre personne et réunir les signatures"


def test_what_is_ticked_is_not_recalled(town: Town) -> None:
    town.reminded()
    town.did(StepId.READ)
    assert town.beat() == 0


def test_what_was_ticked_after_it_was_owed_is_refused_when_it_is_written(town: Town) -> None:
    town.reminded()
    town.beat()
    town.did(StepId.READ)
    town.now = morning(11, 25)
    assert town.written(town.rows()[0]) == Refused(MOVED)


def test_once_the_answer_is_sent_nothing_more_is_said(town: Town) -> None:
    town.reminded()
    town.beat(morning(12, 8))
    town.did(StepId.DEPOSIT)
    assert town.beat(morning(12, 9, 6)) == 0
    assert {town.written(one) for one in town.rows()} == {Refused(MOVED)}


@pytest.mark.parametrize("after", [REFUSED, None])
def test_what_is_no_longer_kept_is_left_in_peace(town: Town, after: ResponseStatus | None) -> None:
    town.reminded()
    town.beat()
    town.keeps(status=after)
    assert town.written(town.rows()[0]) == Refused(NOT_FOLLOWED)
    assert town.beat(morning(11, 24)) == 0


def test_reminders_that_were_switched_off_do_not_leave(town: Town) -> None:
    town.reminded()
    town.beat()
    town.reminded(on=False)
    assert town.written(town.rows()[0]) == Refused(NOT_FOLLOWED)
    assert town.beat(morning(11, 24)) == 0


def test_steps_that_were_late_when_reminders_were_switched_on_are_not_recalled(town: Town) -> None:
    """Switched on two weeks after: the morning of reading has long passed."""
    town.now = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)
    town.reminded()
    town.beat()
    told = {step for row in town.rows() for step in [row.cause["day"]]}
    assert told == {"2026-12-04"}


def test_a_later_deadline_silences_the_old_days_and_gives_new_ones(town: Town) -> None:
    """The prices were for Thursday 3 December; on the 2nd the deadline goes to the 23rd."""
    town.reminded()
    town.beat(morning(12, 2))
    town.now = morning(12, 2, 10)
    assert "2026-12-03" in [day for day, _ in town.mornings()]
    town.corrected(deadline=at(23))
    town.now = morning(12, 3)
    row = next(one for one in town.rows() if one.cause["day"] == "2026-12-03")
    assert town.written(row) == Refused(MOVED)
    town.beat(morning(12, 15))
    assert "2026-12-16" in [day for day, _ in town.mornings()]


@pytest.mark.parametrize("kind", [NoticeKind.CANCELLATION, NoticeKind.AWARD])
def test_a_consultation_that_is_closed_recalls_nothing(town: Town, kind: NoticeKind) -> None:
    town.reminded()
    town.beat()
    town.corrected(kind=kind)
    assert town.written(town.rows()[0]) == Refused(NOT_FOLLOWED)
    assert town.beat(morning(11, 24)) == 0


def test_a_message_held_back_for_days_is_not_sent(town: Town) -> None:
    town.reminded()
    town.beat()
    town.now = morning(11, 26)
    assert town.written(town.rows()[0]) == Refused(OVER)


def test_each_at_their_own_hour(town: Town) -> None:
    bruno, held = joined(town.database, BRUNO, "Bruno")
    with town.database.write() as session:
        people.prefer(session, bruno.id, held.id, Preference(hour=10))
    town.reminded()
    town.beat()
    assert {(one.recipient, one.next_at) for one in town.rows()} == {
        (f"person:{town.ines.id}", morning(11, 25)),
        (f"person:{bruno.id}", morning(11, 25, 10)),
    }


def test_nothing_is_owed_during_a_pause_that_outlasts_the_day(town: Town) -> None:
    with town.database.write() as session:
        ((held, _),) = people.memberships_of(session, town.ines.id)
        pausing.pause(session, town.ines.id, held.id, morning(11, 27), NOON)
    town.reminded()
    town.beat()
    assert town.mornings() == []
    assert len(town.mornings("folder")) == 1


def test_an_answer_together_recalls_partners(database: Database) -> None:
    town = Town(database)
    town.keeps(status=TOGETHER)
    town.reminded()
    town.beat(morning(11, 25, 6))
    town.now = morning(11, 26)
    row = next(one for one in town.rows() if one.cause["day"] == "2026-11-25")
    town.now = morning(11, 25)
    assert "appeler les partenaires" in titles(town.written(row)).casefold()


def test_each_lot_has_its_own_reminders(database: Database) -> None:
    """Lot 1 closes on the 10th, lot 2 on the 18th; only the plan of lot 2 is followed."""
    town = Town(database, lots=(lot("1", deadline=at(10)), lot("2", deadline=at(18))))
    town.keeps()
    town.reminded(lot="2")
    town.beat(morning(12, 10))
    assert [(one.cause["lot"], one.cause["day"]) for one in town.rows()] == [("2", "2026-12-11")]
    town.reminded(lot="1")
    town.beat(morning(12, 7))
    assert {one.cause["lot"] for one in town.rows()} == {"1", "2"}


def test_a_lot_that_is_gone_recalls_nothing(database: Database) -> None:
    """Asked for a lot that no longer concerns the structure, the case is that of another one."""
    town = Town(database, lots=(lot("1", deadline=at(10)), lot("2", deadline=at(18))))
    town.keeps()
    town.reminded(lot="2")
    town.beat()
    assert stepping.message(town.case("1"), town.rows()[0].cause, morning(11, 25)) == Refused(NOT_FOLLOWED)
    assert owe_steps(database, lambda match, _lot: town.composer.case(match, "1"), morning(11, 25, 9)) == 0


def test_a_visit_early_in_the_morning_is_told_the_day_before(town: Town) -> None:
    """At nine on Wednesday 2 December: an hour after the message, nobody would be there."""
    visit = Visit(True, Evidence("texte", "Visite obligatoire."), datetime(2026, 12, 2, 9, 0, tzinfo=PARIS))

    def case_of(match: int, lot: str | None) -> Case | None:
        found = town.composer.case(match, lot)
        return replace(found, asks=replace(found.asks, visit=visit)) if found else None

    town.reminded()
    owe_steps(town.database, case_of, morning(11, 30))
    (row,) = town.rows()
    assert row.cause["day"] == "2026-12-01"
    found = case_of(town.match, "")
    assert found is not None
    message = stepping.message(found, row.cause, morning(12, 1))
    assert isinstance(message, Message)
    assert message.title.startswith("À faire demain : ")
    assert "Visiter le site" in message.summary


def test_a_plan_that_cannot_be_made_does_not_stop_the_others(database: Database, caplog: Any) -> None:
    town = Town(database, notice("26-1"), notice("26-9", title="Élagage fictif"))
    for match in town.matches:
        town.keeps(match)
        town.reminded(match)

    def case_of(match: int, lot: str | None) -> Case | None:
        if match == town.matches[0]:
            raise ValueError("a fault of ours")
        return town.composer.case(match, lot)

    assert owe_steps(database, case_of, NOON) == 2
    assert {one.match_id for one in town.rows()} == {town.matches[1]}
    assert "cannot be made" in caplog.text


def test_what_leaves_is_settled_and_never_owed_again(town: Town) -> None:
    town.reminded()
    town.beat()
    with town.database.write() as session:
        for one in book.claim(session, morning(11, 25), n=100, lease=timedelta(minutes=2)):
            assert book.settle(session, one, Sent("77/5"), morning(11, 25))
    town.beat(morning(11, 25, 7))
    assert [one.next_at for one in town.rows() if one.cause["day"] == "2026-11-25"] == [None]


def test_one_query_when_nothing_is_recalled(town: Town) -> None:
    """Neither a case is made, nor anything written."""

    def never(match: int, lot: str | None) -> Case | None:
        raise AssertionError((match, lot))

    asked: list[str] = []
    event.listen(town.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert owe_steps(town.database, never, NOON) == 0
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


def test_a_plan_whose_deadline_has_passed_costs_nothing_any_more(town: Town) -> None:
    """Years of them would fill each beat."""
    town.reminded()
    assert town.beat() > 0
    town.now = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)
    made: list[int] = []

    def counted(match: int, lot: str | None) -> Case | None:
        made.append(match)
        return town.composer.case(match, lot)

    assert owe_steps(town.database, counted, town.now) == 0
    assert made == []
    town.corrected(deadline=at(17))
    assert owe_steps(town.database, counted, town.now) > 0, "it comes back when a correction moves the deadline"
    assert made == [town.match]
