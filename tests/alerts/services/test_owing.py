"""For whom a message is owed, and when it leaves: rhythms, what presses, corrections, those who join later."""

from datetime import datetime, timedelta

import pytest

from alerts.model.delivery import DeliveryKind, Rank
from alerts.model.people import Recipient
from alerts.model.response import ResponseStatus
from alerts.services import owing, people, responding
from alerts.store.engine import Database
from alerts.store.history import Entry
from scrapers.notice import Deadline, Notice, NoticeKind
from tests.alerts.services.phones import AWAKE, MORNING, WEEK, Phone, group, member, paused, sent, waits
from tests.alerts.services.stories import (
    ATELIERS,
    NOON,
    PARIS,
    all_sent,
    at,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    owed,
    subscribed,
)

EIGHT_TOMORROW = datetime(2026, 11, 24, 8, tzinfo=PARIS)
NEXT_MONDAY = datetime(2026, 11, 30, 9, tzinfo=PARIS)
SOON = at(1)  # eight days after the Monday when it is found, one day after the next one


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def found(database: Database, *notices: Notice, now: datetime = NOON) -> None:
    ingested(database, *notices, now=now)
    matched_new(database, judge_for("ateliers"), now)


def correction(publisher_id: str = "26-2", **fields: object) -> Notice:
    given = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "deadline": at(17), "published": NOON.date()}
    return notice(publisher_id, **{**given, **fields})


def of(database: Database, kind: DeliveryKind) -> dict[str, Entry]:
    """Recipient → its only message of this kind."""
    entries = owed(database, kind)
    assert len({one.recipient for one in entries}) == len(entries)
    return {one.recipient: one for one in entries}


def said(database: Database, key: str, status: ResponseStatus) -> None:
    """By this person, of the only match there is."""
    (match,) = {one.match_id for one in owed(database, DeliveryKind.ALERT)}
    assert match is not None
    with database.write() as session:
        responding.respond(session, int(key.removeprefix("person:")), match, status, NOON)


def test_each_recipient_is_owed_one_alert_at_their_own_moment(base: Database) -> None:
    now, morning, week, room = member(base, 1), member(base, 2, MORNING), member(base, 3, WEEK), group(base, -5, 7)
    found(base, notice("26-1"))
    alerts = of(base, DeliveryKind.ALERT)
    assert {key: one.next_at for key, one in alerts.items()} == {
        "": NOON,
        now: NOON,
        morning: EIGHT_TOMORROW,
        week: NEXT_MONDAY,
        room: NOON,
    }
    assert len({one.match_id for one in alerts.values()}) == 1
    assert None not in {one.match_id for one in alerts.values()}


def test_owing_twice_owes_nothing_more_and_old_folders_are_not_told_again(base: Database) -> None:
    member(base, 1)
    found(base, notice("26-1"))
    assert owing.alert_key("boamp:26-1", "ateliers", Recipient("folder")) == "alert:boamp:26-1:ateliers:folder"
    found(base, notice("26-1", title="Relu"), now=later())
    assert len(owed(base)) == 2


def test_what_closes_soon_does_not_wait_for_monday_and_leaves_before_the_rest(base: Database) -> None:
    key = member(base, 1, WEEK)
    found(base, notice("26-1", deadline=SOON), notice("26-2", deadline=at(20)))
    assert [when for when, _ in waits(base, key)] == [NOON, NEXT_MONDAY]
    assert {one.rank for one in owed(base)} == {Rank.USUAL}
    found(base, notice("26-3", deadline=at(1)), now=later(3))
    assert [one.rank for one in owed(base)][-2:] == [Rank.SOON, Rank.SOON]


def test_a_deadline_in_2049_presses_nobody(base: Database) -> None:
    key = member(base, 1, WEEK)
    found(base, notice("26-1", deadline=Deadline(datetime(2049, 12, 1, 12, tzinfo=PARIS))))
    assert [when for when, _ in waits(base, key)] == [NEXT_MONDAY]


def test_whoever_joins_later_is_not_told_the_past(base: Database) -> None:
    found(base, notice("26-1"))
    all_sent(base)
    newcomer = member(base, 1)
    found(base, correction(), now=later())
    assert [one.recipient for one in owed(base, DeliveryKind.CORRECTION)] == [""]
    assert waits(base, newcomer) == []


def test_whoever_joins_later_hears_of_what_the_structure_keeps(base: Database) -> None:
    first = member(base, 1)
    found(base, notice("26-1"))
    all_sent(base)
    said(base, first, ResponseStatus.ANSWERING)
    newcomer = member(base, 2)
    found(base, correction(), now=later())
    assert {one.recipient for one in owed(base, DeliveryKind.CORRECTION)} == {"", first, newcomer}


def test_a_correction_goes_first_to_those_who_answer_whatever_their_rhythm(base: Database) -> None:
    key = member(base, 1, WEEK)
    found(base, notice("26-1"))
    all_sent(base, NEXT_MONDAY)
    said(base, key, ResponseStatus.KEPT)
    at_night = datetime(2026, 12, 1, 22, tzinfo=PARIS)
    found(base, correction(), now=at_night)
    told = of(base, DeliveryKind.CORRECTION)[key]
    assert (told.rank, told.next_at) == (Rank.FIRST, datetime(2026, 12, 2, 8, tzinfo=PARIS))


def test_those_who_said_nothing_hear_of_it_in_their_rhythm(base: Database) -> None:
    key = member(base, 1, MORNING)
    found(base, notice("26-1"))
    all_sent(base, later(2))
    found(base, correction(), now=later(2))
    told = of(base, DeliveryKind.CORRECTION)[key]
    assert (told.rank, told.next_at) == (Rank.SOON, datetime(2026, 11, 26, 8, tzinfo=PARIS))


def test_those_who_refused_hear_of_it_no_more(base: Database) -> None:
    key = member(base, 1)
    found(base, notice("26-1"))
    all_sent(base)
    said(base, key, ResponseStatus.REFUSED)
    found(base, correction(), now=later())
    assert owed(base, DeliveryKind.CORRECTION) == []


def test_those_whose_alert_waits_for_monday_are_owed_no_correction(base: Database) -> None:
    """Their alert says what holds when it leaves; those who had it are told what changed."""
    week, now = member(base, 1, WEEK), member(base, 2)
    found(base, notice("26-1"))
    sent(base, Phone())
    found(base, correction(), now=later())
    assert {one.recipient for one in owed(base, DeliveryKind.CORRECTION)} == {"", now}
    assert [when for when, _ in waits(base, week)] == [NEXT_MONDAY]


def test_an_alert_that_waits_leaves_sooner_when_its_deadline_comes_nearer(base: Database) -> None:
    key = member(base, 1, WEEK)
    found(base, notice("26-1", deadline=at(20)))
    assert [when for when, _ in waits(base, key)] == [NEXT_MONDAY]
    found(base, correction(deadline=SOON), now=later())
    assert [when for when, _ in waits(base, key)] == [later()]


def test_a_new_rhythm_holds_for_what_waits_already(base: Database) -> None:
    key = member(base, 1, WEEK)
    found(base, notice("26-1"), notice("26-2", deadline=SOON))
    assert [when for when, _ in waits(base, key)] == [NEXT_MONDAY, NOON]
    with base.write() as session:
        person = people.meet(session, 1, "", NOON)
        (membership, _), *_ = people.memberships_of(session, person.id)
        people.prefer(session, person.id, membership.id, AWAKE)
        owing.redate(session, later(), recipient=Recipient("telegram", key))
    assert [when for when, _ in waits(base, key)] == [later(), later()]
    assert sent(base, Phone(), later()).sent == 4


def test_what_was_due_and_has_not_left_yet_does_not_wait_for_another_week(base: Database) -> None:
    """The house was closed on Monday at nine, and somebody else of the team changes their pause at ten."""
    key = member(base, 1, WEEK)
    found(base, notice("26-1", deadline=at(20)))
    ten = NEXT_MONDAY.replace(hour=10)
    with base.write() as session:
        owing.redate(session, ten, structure_ids=["ateliers"])
    assert [when for when, _ in waits(base, key)] == [ten]
    paused(base, 1, ten + timedelta(days=2))
    with base.write() as session:
        owing.redate(session, ten + timedelta(minutes=1), structure_ids=["ateliers"])
    assert [when for when, _ in waits(base, key)] == [ten + timedelta(days=2)], "but for a pause"


def test_a_pause_that_ends_early_frees_what_it_held_back(base: Database) -> None:
    """The first was held back when it was about to leave, the second was found during the pause."""
    key = member(base, 1)
    found(base, notice("26-1"))
    paused(base, 1, later(20))
    sent(base, Phone())
    found(base, notice("26-2"), now=later())
    assert waits(base, key) == [(later(20), owing.PAUSED), (later(20), None)]
    paused(base, 1, None)
    with base.write() as session:
        assert owing.redate(session, later(2), structure_ids=["ateliers"]) == 2
        assert owing.redate(session, later(2), structure_ids=["ateliers"]) == 0
    phone = Phone()
    sent(base, phone, later(2))
    assert phone.told("1") == ["2 annonces pour vous"]


def test_what_is_in_the_hands_of_a_worker_is_not_moved(base: Database) -> None:
    key = member(base, 1)
    found(base, notice("26-1"))

    def meanwhile(_letter: object) -> None:
        paused(base, 1, later(20))
        with base.write() as session:
            assert owing.redate(session, NOON, recipient=Recipient("telegram", key)) == 0

    phone = Phone(answer=meanwhile)
    sent(base, phone)
    assert len(phone.told("1")) == 1


def test_a_reminder_keeps_its_own_day_when_a_rhythm_changes(base: Database) -> None:
    key = member(base, 1)
    found(base, notice("26-1", deadline=at(20)))
    all_sent(base)
    said(base, key, ResponseStatus.KEPT)
    before = waits(base, key, DeliveryKind.REMINDER)
    assert len(before) == 2
    with base.write() as session:
        owing.redate(session, NOON + timedelta(hours=1), recipient=Recipient("telegram", key))
    assert waits(base, key, DeliveryKind.REMINDER) == before
