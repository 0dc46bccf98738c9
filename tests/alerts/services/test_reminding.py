"""Reminders, day by day: ten days and three days before the deadline of what is kept, and never for nothing."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from alerts.ledger import book
from alerts.model.delivery import Claimed, DeliveryKind, Sent
from alerts.model.people import Person, Recipient, Role
from alerts.model.preference import Preference, Rhythm
from alerts.model.response import ResponseStatus
from alerts.services import grouping, people, reminding
from alerts.services.reminding import (
    NO_LONGER_DUE,
    after_change_of_team,
    after_correction,
    days_to_come,
    owe_reminders,
)
from alerts.services.responding import respond
from alerts.store import opportunities, responses
from alerts.store.engine import Database
from alerts.store.history import Entry
from alerts.store.recipients import Listener
from scrapers.notice import Deadline, NoticeKind
from tests.alerts.services.respondents import BRUNO, INES, joined, told_of
from tests.alerts.services.stories import (
    NOON,
    PARIS,
    all_sent,
    at,
    ingested,
    judge_for,
    later,
    lot,
    matched_new,
    notice,
    owed,
    says,
)

KEPT, REFUSED = ResponseStatus.KEPT, ResponseStatus.REFUSED
D10, D3 = datetime(2026, 11, 30, 7, 0, tzinfo=UTC), datetime(2026, 12, 7, 7, 0, tzinfo=UTC)  # 8:00 in Paris


def said(database: Database, person: Person, match: int, status: ResponseStatus | None, now: datetime = NOON) -> None:
    with database.write() as session:
        respond(session, person.id, match, status, now)


def reminders(database: Database) -> list[Entry]:
    return owed(database, DeliveryKind.REMINDER)


def waiting(database: Database) -> list[tuple[str, int, datetime | None]]:
    """(channel, days before, when) of the reminders to come, as they will leave."""
    found = [(one.channel, one.cause["days"], one.next_at) for one in reminders(database) if one.next_at]
    return sorted(found, key=lambda one: (one[2] or NOON, one[0]))


def due(database: Database, now: datetime) -> list[Claimed]:
    """What leaves at this moment, sent."""
    with database.write() as session:
        found = book.claim(session, now, n=100, lease=timedelta(minutes=2))
        for one in found:
            assert book.settle(session, one, Sent("77/5"), now)
    return [one for one in found if one.kind is DeliveryKind.REMINDER]


def corrected(database: Database, now: datetime, **fields: Any) -> None:
    """A correction of notice 26-1, dealt with as the service does."""
    given = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "published": date(2026, 11, 25), **fields}
    ingested(database, notice("26-2", **given), now=now)
    matched_new(database, judge_for("ateliers"), now)


def test_kept_on_monday_reminded_twice_then_left_in_peace(database: Database) -> None:
    """23 November: kept. Closes on 10 December at noon."""
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    all_sent(database)
    said(database, ines, match, KEPT)
    assert waiting(database) == [("folder", 10, D10), ("telegram", 10, D10), ("folder", 3, D3), ("telegram", 3, D3)]
    assert due(database, D10 - timedelta(seconds=1)) == []
    first = due(database, D10)
    assert [(one.channel, one.recipient) for one in first] == [("folder", ""), ("telegram", f"person:{ines.id}")]
    assert [one.match_id for one in first] == [match, match]
    assert first[0].cause == {"notice": "boamp:26-1", "days": 10, "deadline": "2026-12-10T12:00:00+01:00"}
    assert due(database, D3 - timedelta(seconds=1)) == []
    assert [one.cause["days"] for one in due(database, D3)] == [3, 3]
    with database.write() as session:
        assert owe_reminders(session, [match], datetime(2026, 12, 11, 8, 0, tzinfo=UTC)) == 0
    assert waiting(database) == []


@pytest.mark.parametrize("status", [ResponseStatus.ANSWERING, ResponseStatus.TOGETHER])
def test_those_who_answer_are_reminded_too_and_once(database: Database, status: ResponseStatus) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    said(database, ines, match, status)
    assert len(waiting(database)) == len(reminders(database)) == 4


@pytest.mark.parametrize(
    ("kept_on", "days"),
    [
        (D10 - timedelta(minutes=1), (10, 3)),
        (D10, (3,)),
        (D3 - timedelta(minutes=1), (3,)),
        (D3, ()),
        (datetime(2026, 12, 12, 9, 0, tzinfo=UTC), ()),
    ],
)
def test_no_reminder_for_a_morning_that_has_passed(database: Database, kept_on: datetime, days: Iterable[int]) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT, kept_on)
    assert [one[1] for one in waiting(database) if one[0] == "telegram"] == list(days)
    with database.read() as session:
        assert days_to_come(session, match, kept_on) == tuple(days)


@pytest.mark.parametrize("after", [REFUSED, None])
def test_none_after_a_refusal_or_when_it_is_taken_back(database: Database, after: ResponseStatus | None) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    said(database, ines, match, after)
    assert waiting(database) == []
    assert {(one.outcome, one.reason) for one in reminders(database)} == {("refused", NO_LONGER_DUE)}


def test_refused_by_mistake_and_kept_again_is_reminded_again(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    all_sent(database)
    for status in (KEPT, REFUSED, KEPT):
        said(database, ines, match, status)
    assert len(waiting(database)) == len(reminders(database)) == 4
    assert len(due(database, D10)) == 2


def test_a_reminder_that_left_never_leaves_again(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    due(database, D10)
    for status in (None, KEPT):
        said(database, ines, match, status, D10 + timedelta(hours=1))
    assert [one[1] for one in waiting(database)] == [3, 3]


def test_each_person_of_the_team_is_reminded_at_their_hour(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    _, member = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    wish = Preference(Rhythm.WEEK, hour=14, timezone="America/Guadeloupe")
    with database.write() as session:
        people.prefer(session, member.person_id, member.id, wish)
    said(database, ines, match, KEPT)
    assert [one[2] for one in waiting(database) if one[0] == "telegram"] == [
        D10,
        datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
        D3,
        datetime(2026, 12, 7, 18, 0, tzinfo=UTC),
    ]


def test_whoever_joins_later_is_reminded_of_what_the_team_kept(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    bruno, member = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    assert len(waiting(database)) == 6, "joining is enough"
    with database.write() as session:
        assert after_change_of_team(session, "ateliers", later()) == 0
    wish = Preference(hour=10)
    with database.write() as session:
        people.prefer(session, bruno.id, member.id, wish)
        assert after_change_of_team(session, "ateliers", later()) == 0
    moved = [one[2] for one in waiting(database) if one[2] not in (D10, D3)]
    assert moved == [D10 + timedelta(hours=2), D3 + timedelta(hours=2)]


def test_what_is_due_or_was_held_back_is_not_lost_when_somebody_joins(database: Database) -> None:
    """Ten days before came and nothing has left yet: what was due leaves all the same."""
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    before = waiting(database)
    with database.write() as session:
        after_change_of_team(session, "ateliers", D10 + timedelta(minutes=5))
    assert waiting(database) == before


def test_whoever_left_or_blocked_us_is_not_reminded(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    said(database, ines, match, KEPT)
    with database.write() as session:
        people.blocked(session, BRUNO, later())
        after_change_of_team(session, "ateliers", later())
    assert [one[0] for one in waiting(database)] == ["folder", "telegram", "folder", "telegram"]


def test_a_group_of_the_structure_is_reminded_too(database: Database) -> None:
    (match,) = told_of(database)
    ines, member = joined(database, INES, "Inès")
    with database.write() as session:
        linked = grouping.link(session, ines.id, member.id, grouping.Spot(-1001, None, "Équipe"), NOON)
    said(database, ines, match, KEPT)
    assert f"group:{linked.group.id}" in {one.recipient for one in due(database, D10)}


def test_a_correction_and_an_answer_at_the_same_moment_never_wait_for_each_other(database: Database) -> None:
    """Both touch the reminders of one match; each ends, and what holds in the end is in step."""
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    all_sent(database)
    said(database, ines, match, KEPT)
    troubles: list[BaseException] = []
    started = threading.Barrier(2)

    def run(turn: Callable[[int], None]) -> None:
        try:
            started.wait(10)
            for number in range(8):
                turn(number)
        except BaseException as trouble:
            troubles.append(trouble)

    def answers(number: int) -> None:
        said(database, ines, match, KEPT if number % 2 else REFUSED)

    def corrections(number: int) -> None:
        with database.write() as session:
            after_correction(session, ["boamp:26-1"], NOON)

    threads = [threading.Thread(target=run, args=(one,)) for one in (answers, corrections)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert troubles == []
    assert len(waiting(database)) == 4


def test_a_postponed_deadline_moves_its_reminders(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    all_sent(database)
    said(database, ines, match, KEPT)
    corrected(database, later(2), deadline=at(20))
    assert [one[1:] for one in waiting(database) if one[0] == "telegram"] == [
        (10, datetime(2026, 12, 10, 7, 0, tzinfo=UTC)),
        (3, datetime(2026, 12, 17, 7, 0, tzinfo=UTC)),
    ]


def test_another_hour_of_the_same_day_is_told_with_the_new_one(database: Database) -> None:
    """The message is refused when its deadline is no longer the one it was owed for: a new one must take its place."""
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    all_sent(database)
    said(database, ines, match, KEPT)
    corrected(database, later(2), deadline=at(10, 17))
    left = [one.cause["deadline"] for one in reminders(database) if one.next_at]
    assert left == ["2026-12-10T17:00:00+01:00"] * 4


def test_a_deadline_that_comes_back_to_its_first_date_is_reminded_of(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    all_sent(database)
    said(database, ines, match, KEPT)
    corrected(database, later(2), deadline=at(20))
    again = notice(
        "26-3", kind=NoticeKind.CORRECTION, previous=("26-1",), published=date(2026, 11, 26), deadline=at(10)
    )
    ingested(database, again, now=later(3))
    matched_new(database, judge_for("ateliers"), later(3))
    assert [one[1:] for one in waiting(database) if one[0] == "telegram"] == [(10, D10), (3, D3)]


def test_a_cancelled_consultation_is_not_reminded_of(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    all_sent(database)
    said(database, ines, match, KEPT)
    corrected(database, later(2), kind=NoticeKind.CANCELLATION)
    assert waiting(database) == []
    said(database, ines, match, None, later(3))
    said(database, ines, match, KEPT, later(3))
    assert waiting(database) == []


def test_nor_one_that_is_awarded(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    corrected(database, later(2), kind=NoticeKind.AWARD)
    assert waiting(database) == []


def test_what_nobody_kept_owes_nothing_when_it_is_corrected(database: Database) -> None:
    told_of(database)
    joined(database, INES, "Inès")
    all_sent(database)
    corrected(database, later(2), deadline=at(20))
    assert reminders(database) == []


def test_nobody_counts_days_to_the_year_2049(database: Database) -> None:
    far = Deadline(datetime(2049, 12, 31, 12, 0, tzinfo=PARIS), "La date limite est en 2049 : à vérifier.")
    (match,) = told_of(database, notice("26-1", deadline=far))
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    assert reminders(database) == []


def test_a_deadline_that_contradicts_itself_is_reminded_of_all_the_same(database: Database) -> None:
    doubtful = replace(at(10), doubt="L'avis donne deux heures : à vérifier auprès de l'acheteur.")
    (match,) = told_of(database, notice("26-1", deadline=doubtful))
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    assert len(waiting(database)) == 4


def test_without_a_deadline_there_is_nothing_to_remind_of(database: Database) -> None:
    (match,) = told_of(database, notice("26-1", deadline=None))
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    assert reminders(database) == []


def test_the_earliest_of_the_lots_that_concern_us_counts(database: Database) -> None:
    lots = (lot("1", deadline=at(18)), lot("2", deadline=at(15)))
    (match,) = told_of(database, notice("26-1", deadline=at(15), lots=lots, passages=says("insertion")))
    ines, _ = joined(database, INES, "Inès")
    said(database, ines, match, KEPT)
    assert waiting(database)[0][1:] == (10, datetime(2026, 12, 5, 7, 0, tzinfo=UTC))


def test_a_pause_that_ends_late_leaves_one_reminder_and_none_after_the_deadline(database: Database) -> None:
    (match,) = told_of(database)
    paused = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
    with database.read() as session:
        held = responses.load_held(session, match)
        assert held is not None
        deadline = reminding.deadlines(session, [held], NOON)[match]
    listener = Listener(Recipient("telegram", "person:1"), Preference(), paused)
    assert [one.due_at for one in reminding.to_come(listener, held, deadline, NOON)] == [paused]
    listener = replace(listener, paused_until=datetime(2026, 12, 12, 9, 0, tzinfo=UTC))
    assert list(reminding.to_come(listener, held, deadline, NOON)) == []


def test_an_opportunity_without_facts_is_reminded_of_by_its_notice(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        (one,) = opportunities.load_opportunities(session, ["boamp:26-1"]).values()
        opportunities.put_opportunities(session, [replace(one, facts={})])
    said(database, ines, match, KEPT)
    assert len(waiting(database)) == 4
