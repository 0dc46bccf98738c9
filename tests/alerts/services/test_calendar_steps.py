"""The calendar of a person: the steps of the plans that are recalled stand beside the deadlines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.links.signed import Links
from alerts.messages.calendar import Event
from alerts.model.people import Person
from alerts.model.response import ResponseStatus
from alerts.reply_help.planning import StepId
from alerts.services import calendars, working
from alerts.services.calendars import Holder
from alerts.services.deliver import Composer
from alerts.services.responding import respond
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind
from tests.alerts.services.respondents import INES, joined, told_of
from tests.alerts.services.stories import ATELIERS, NOON, at, ingested, judge_for, later, lot, matched_new, notice, read

LINKS = Links("https://vigie.example", "s" * 32)
LOTS = (lot("1", deadline=at(10)), lot("2", deadline=at(18)))


class Shelf:
    """What Inès keeps, and the calendar that she follows."""

    def __init__(self, database: Database, *notices: Notice) -> None:
        self.database, self.now = database, NOON
        self.matches = told_of(database, *notices or (notice("26-1", lots=LOTS),))
        self.ines: Person = joined(database, INES, "Inès")[0]
        self.composer = Composer(database, read, may_answer, lambda: self.now, links=LINKS)
        self.says(ResponseStatus.KEPT)

    def says(self, status: ResponseStatus | None) -> None:
        with self.database.write() as session:
            for match in self.matches:
                respond(session, self.ines.id, match, status, self.now)

    def reminded(self, lot_key: str, match: int | None = None) -> None:
        with self.database.write() as session:
            working.remind(session, self.ines.id, match or self.matches[0], lot_key, True, self.now)

    def calendar(self) -> list[Event]:
        holder = Holder(self.ines.id, (ATELIERS,), NOON)
        with self.database.read() as session:
            events = calendars.calendar_events(session, holder, LINKS, self.now)
            plans = calendars.planned(session, holder)
        return calendars.with_steps(events, plans, self.composer.case, self.now)

    def corrected(self, **fields: object) -> None:
        given = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "published": date(2026, 11, 24), **fields}
        ingested(self.database, notice("26-2", **given), now=self.now)
        matched_new(self.database, judge_for("ateliers"), self.now)


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database)


def uids(events: list[Event]) -> list[str]:
    return [one.uid.partition("@")[0] for one in events]


def test_without_reminders_only_the_deadline_stands_there(shelf: Shelf) -> None:
    assert uids(shelf.calendar()) == ["match-1"]


def test_the_steps_of_a_plan_stand_before_its_deadline_told_once(shelf: Shelf) -> None:
    """The deadline of lot 1 is that of the match: one event."""
    shelf.reminded("1")
    found = uids(shelf.calendar())
    assert found[0] == "match-1-lot-1-step-withdraw"
    assert found[-2:] == ["match-1-lot-1-step-deposit", "match-1"]
    assert "match-1-lot-1-step-deadline" not in found


def test_steps_do_not_ring_since_vigie_recalls_them(shelf: Shelf) -> None:
    shelf.reminded("1")
    assert [one.uid.partition("@")[0] for one in shelf.calendar() if one.rings] == ["match-1"]


def test_a_lot_that_closes_later_tells_its_own_deadline(shelf: Shelf) -> None:
    shelf.reminded("2")
    found = uids(shelf.calendar())
    assert found[-1] == "match-1-lot-2-step-deadline"
    assert "match-1" in found


def test_the_days_do_not_slide_and_the_file_stays_the_same(shelf: Shelf) -> None:
    shelf.reminded("1")
    before = shelf.calendar()
    shelf.now = later(3)
    assert shelf.calendar() == before


def test_what_is_ticked_is_told_as_done(shelf: Shelf) -> None:
    shelf.reminded("1")
    shelf.now = later(1)
    with shelf.database.write() as session:
        working.tick(session, shelf.ines.id, shelf.matches[0], "1", StepId.PROOFS.value, True, shelf.now)
    found = {one.uid.partition("@")[0]: one for one in shelf.calendar()}
    assert found["match-1-lot-1-step-proofs"].done
    assert not found["match-1-lot-1-step-prices"].done
    assert found["match-1-lot-1-step-prices"].changed == shelf.now


def test_a_correction_moves_the_steps_and_raises_their_sequence(shelf: Shelf) -> None:
    shelf.reminded("1")
    before = {one.uid: one for one in shelf.calendar()}
    shelf.now = later(1)
    shelf.corrected(lots=(replace(LOTS[0], deadline=at(17)), LOTS[1]))
    after = {one.uid: one for one in shelf.calendar()}
    assert set(before) == set(after)  # nothing is struck out: who follows a calendar lets go by themselves
    prices = "match-1-lot-1-step-prices@vigie.example"
    assert after[prices].at - before[prices].at == timedelta(days=7)
    assert after[prices].sequence > before[prices].sequence
    assert after[prices].changed == shelf.now


def test_a_cancelled_consultation_strikes_out_every_step(shelf: Shelf) -> None:
    shelf.reminded("1")
    shelf.corrected(kind=NoticeKind.CANCELLATION)
    found = shelf.calendar()
    assert len(found) > 5
    assert all(one.cancelled for one in found)


def test_what_is_no_longer_kept_has_no_steps(shelf: Shelf) -> None:
    shelf.reminded("1")
    shelf.says(ResponseStatus.REFUSED)
    assert uids(shelf.calendar()) == ["match-1"]


def test_once_the_deadline_has_passed_the_steps_leave(shelf: Shelf) -> None:
    shelf.reminded("1")
    shelf.now = later(20)
    assert uids(shelf.calendar()) == ["match-1"]


def test_a_lot_that_is_gone_has_no_steps(shelf: Shelf) -> None:
    shelf.reminded("1")
    holder = Holder(shelf.ines.id, (ATELIERS,), NOON)
    with shelf.database.read() as session:
        plans = calendars.planned(session, holder)
    assert calendars.with_steps([], plans, lambda match, _lot: shelf.composer.case(match, "2"), NOON) == []
    assert calendars.with_steps([], plans, lambda _match, _lot: None, NOON) == []


def test_the_plans_of_other_structures_are_theirs(shelf: Shelf) -> None:
    shelf.reminded("1")
    with shelf.database.read() as session:
        assert calendars.planned(session, Holder(shelf.ines.id, (), NOON)) == ()
        stranger = replace(ATELIERS, id="chantiers")
        assert calendars.planned(session, Holder(shelf.ines.id, (stranger,), NOON)) == ()
