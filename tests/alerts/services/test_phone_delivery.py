"""What reaches phones: one list for what is due together, cards, corrections, reminders; nights, pauses, faults."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alerts.channels.channel import Letter, Style
from alerts.clauses.eligibility import may_answer
from alerts.ledger import book
from alerts.ledger.drain import Drained, drain
from alerts.messages.message import ActionKind, Paragraph
from alerts.model.delivery import DeliveryKind, Later, Moved, Outcome, Owed, Unreachable
from alerts.model.preference import Preference
from alerts.model.reading import LotReading
from alerts.model.response import ResponseStatus
from alerts.services import people, responding
from alerts.services.deliver import CANCELLED, NOT_FOLLOWED, NOT_TOLD, OVER, Composer
from alerts.store import people as people_store
from alerts.store import responses
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind
from tests.alerts.services.phones import WEEK, Drawer, Phone, ended, group, member, paused, sent, waits
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    PARIS,
    at,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    owed,
    read,
    subscribed,
)

FORUM = -100_123
DEADLINE = at(20)


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def found(database: Database, *notices: Notice, now: datetime = NOON, to: tuple[str, ...] = ("ateliers",)) -> None:
    ingested(database, *notices, now=now)
    matched_new(database, judge_for(*to), now)


def correction(**fields: object) -> Notice:
    given = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "deadline": at(22), "published": NOON.date()}
    return notice("26-2", **{**given, **fields})


def only_match(database: Database) -> int:
    (match,) = {one.match_id for one in owed(database, DeliveryKind.ALERT)}
    assert match is not None
    return match


def said(database: Database, key: str, status: ResponseStatus) -> None:
    with database.write() as session:
        responding.respond(session, int(key.removeprefix("person:")), only_match(database), status, NOON)


def many(count: int) -> list[Notice]:
    """The later its number, the sooner it closes."""
    days = timedelta(days=1)
    return [
        notice(f"26-{n}", title=f"Marché {n}", deadline=type(DEADLINE)(DEADLINE.at - n * days / 4))
        for n in range(count)
    ]


def reminder(key: str, match: int, deadline: str) -> Owed:
    cause: dict[str, object] = {"notice": "boamp:26-1", "days": 10, "deadline": deadline}
    kind, name = DeliveryKind.REMINDER, f"reminder:{deadline}"
    return Owed("ateliers", "telegram", kind, cause, name, NOON, key, match)


def actions(letter: Letter) -> list[tuple[ActionKind, int | None]]:
    return [(one.kind, one.match_id) for row in letter.message.actions for one in row]


def test_two_people_a_topic_and_the_folder_of_one_structure_are_told(base: Database) -> None:
    member(base, 101)
    member(base, 102)
    group(base, FORUM, 7)
    found(base, notice("26-1"))
    phone, drawer = Phone(), Drawer()
    assert sent(base, phone, drawer=drawer) == Drained(sent=4)
    assert sorted(one.address for one in phone.letters) == ["-100123/7", "101", "102"]
    assert {one.message.title for one in phone.letters} == {"Entretien des espaces verts de Sévigny-le-Vieux"}
    assert len(drawer.titles) == 1
    assert (ActionKind.ANSWERING, only_match(base)) in actions(phone.letters[0])
    assert sent(base, phone) == Drained()


def test_thirty_alerts_due_are_one_list_the_most_urgent_first(base: Database) -> None:
    key = member(base, 101)
    found(base, *many(30))
    phone = Phone()
    drawer = Drawer()
    assert sent(base, phone, drawer=drawer) == Drained(sent=60)
    (letter,) = phone.letters
    assert letter.message.title == "30 annonces pour vous : en voici 20"
    assert letter.message.summary.startswith("Marché 29")
    assert len(drawer.titles) == 30, "a folder has one page a message"
    receipts = {one.receipt for one in owed(base) if one.recipient == key}
    assert receipts == {"101/1"}, "every row knows the message that told it"


def test_one_person_of_two_structures_gets_one_list_for_each(base: Database) -> None:
    subscribed(base, CHANTIERS)
    member(base, 101)
    assert member(base, 101, structure=CHANTIERS) == member(base, 101)
    found(base, notice("26-1"), notice("26-2"), to=("ateliers", "chantiers"))
    phone = Phone()
    sent(base, phone)
    assert [(one.to.id, one.message.title) for one in phone.letters] == [
        ("ateliers", "2 annonces pour vous"),
        ("chantiers", "2 annonces pour vous"),
    ]


def test_a_correction_leaves_before_the_alerts_and_answers_the_first_card(base: Database) -> None:
    key = member(base, 101)
    found(base, notice("26-1"))
    phone = Phone()
    sent(base, phone)
    said(base, key, ResponseStatus.ANSWERING)
    found(base, correction(), notice("26-8"), notice("26-9"), now=later())
    sent(base, phone, later())
    _card, changed, several = phone.letters
    assert changed.message.title.startswith("Date limite repoussée")
    assert changed.answers == "101/1"
    assert (ActionKind.UNDO, only_first_match(base)) in actions(changed), "answering is what they do already"
    assert (several.message.title, several.answers) == ("2 annonces pour vous", "")


def only_first_match(database: Database) -> int | None:
    return owed(database, DeliveryKind.ALERT)[0].match_id


def test_who_answers_is_told_of_the_correction_before_who_does_not(base: Database) -> None:
    subscribed(base, CHANTIERS)
    bruno, ines = member(base, 102, structure=CHANTIERS), member(base, 101)
    found(base, notice("26-1"), to=("ateliers", "chantiers"))
    sent(base, Phone())
    number = next(one.match_id for one in owed(base) if one.recipient == ines)
    with base.write() as session:
        assert number is not None
        responding.respond(session, int(ines.removeprefix("person:")), number, ResponseStatus.TOGETHER, NOON)
    found(base, correction(), now=later(), to=("ateliers", "chantiers"))
    with base.write() as session:
        first, *_ = claimed = book.claim(session, later(), n=10, lease=timedelta(minutes=2))
    assert {one.recipient for one in claimed if one.channel == "telegram"} == {bruno, ines}
    assert first.structure_id == "ateliers"
    assert [one.structure_id for one in claimed[:2]] == ["ateliers", "ateliers"], "folder and person"


def test_nothing_leaves_at_night_even_what_was_due_before(base: Database) -> None:
    """The machine was off from five to eight in the evening."""
    key = member(base, 101, Preference())
    found(base, notice("26-1"), now=datetime(2026, 11, 23, 17, tzinfo=PARIS))
    night, morning = datetime(2026, 11, 23, 20, tzinfo=PARIS), datetime(2026, 11, 24, 8, tzinfo=PARIS)
    phone = Phone()
    assert sent(base, phone, night) == Drained(sent=1, later=1)
    assert waits(base, key) == [(morning, "heures calmes")]
    assert sent(base, phone, morning - timedelta(seconds=1)) == Drained()
    assert sent(base, phone, morning) == Drained(sent=1)


def test_one_minute_before_the_night_it_still_leaves(base: Database) -> None:
    member(base, 101, Preference())
    at_the_last = datetime(2026, 11, 23, 19, 59, tzinfo=PARIS)
    found(base, notice("26-1"), now=at_the_last)
    assert sent(base, Phone(), at_the_last) == Drained(sent=2)


def test_a_week_brings_one_list_and_what_presses_comes_alone(base: Database) -> None:
    member(base, 101, WEEK)
    found(base, *many(3), notice("26-90", title="Marché pressé", deadline=at(1)))
    phone = Phone()
    sent(base, phone)
    assert phone.told("101") == ["Marché pressé"]
    sent(base, phone, datetime(2026, 11, 30, 9, tzinfo=PARIS))
    assert phone.told("101")[1:] == ["3 annonces pour vous"]


def test_after_a_pause_what_was_found_meanwhile_comes_as_one_list(base: Database) -> None:
    key = member(base, 101)
    found(base, notice("26-1", deadline=DEADLINE))
    paused(base, 101, later(5))
    phone = Phone()
    assert sent(base, phone) == Drained(sent=1, later=1)
    assert waits(base, key) == [(later(5), "envois en pause")]
    found(base, notice("26-2", deadline=DEADLINE), now=later(2))
    sent(base, phone, later(5))
    assert phone.told("101") == ["2 annonces pour vous"]


def test_what_closed_during_a_pause_is_not_told_on_a_phone(base: Database) -> None:
    key = member(base, 101)
    found(base, notice("26-1", deadline=at(1)))
    paused(base, 101, later(10))
    sent(base, Phone())
    sent(base, Phone(), later(10))
    assert ended(base, key) == [("refused", OVER)]


def test_what_was_cancelled_meanwhile_leaves_the_list(base: Database) -> None:
    key = member(base, 101, WEEK)
    found(base, notice("26-1"), notice("26-5", title="Marché qui reste"))
    found(base, correction(kind=NoticeKind.CANCELLATION), now=later())
    phone = Phone()
    sent(base, phone, later(7))
    assert phone.told("101") == ["Marché qui reste"]
    assert sorted(ended(base, key)) == [("refused", CANCELLED), ("sent", None)]


def test_whoever_blocked_the_bot_keeps_nobody_waiting(base: Database) -> None:
    ines, _bruno = member(base, 101), member(base, 102)
    found(base, notice("26-1"))
    found(base, correction(), now=later())  # not begun: no correction is owed
    found(base, notice("26-7"), now=later())
    shut = Unreachable("la personne a bloqué le bot")
    phone = Phone(answer=lambda letter: shut if letter.address == "101" else None)
    assert sent(base, phone, later()) == Drained(sent=4, refused=2)
    assert phone.told("102") == ["2 annonces pour vous"]
    assert ended(base, ines) == [("refused", f"{shut.reason} ; l'annonce reste dans /alertes")] * 2
    found(base, notice("26-8"), now=later(2))
    assert [one.recipient for one in owed(base)].count(ines) == 2, "nothing more is owed to them"


def test_a_message_for_somebody_who_left_meanwhile_does_not_leave(base: Database) -> None:
    key = member(base, 101, WEEK)
    found(base, notice("26-1"))
    with base.write() as session:
        person = people.meet(session, 101, "", NOON)
        (membership, _), *_ = people.memberships_of(session, person.id)
        people_store.delete_memberships(session, [membership.id])
    sent(base, Phone(), later(7))
    assert ended(base, key) == [("refused", NOT_TOLD)]


def test_a_group_that_became_a_supergroup_is_followed_at_once(base: Database) -> None:
    key, topic = group(base, -5), group(base, -5, 7)
    found(base, notice("26-1"))
    moved = Moved(str(FORUM))
    phone = Phone(answer=lambda letter: moved if letter.address.startswith("-5") else None)
    done = sent(base, phone)
    assert (done.sent, done.refused) == (3, 0)
    assert sorted(one.address for one in phone.letters) == ["-100123", "-100123/7"]
    assert ended(base, key) == ended(base, topic) == [("sent", None)]


def test_a_group_that_moves_without_end_is_waited_for(base: Database) -> None:
    group(base, -5)
    found(base, notice("26-1"))
    homes = iter(range(-1000, -900))
    done = sent(base, Phone(answer=lambda _letter: Moved(str(next(homes)))))
    assert done == Drained(sent=1, later=book.MOVES + 1)


def test_a_fault_of_one_recipient_delays_no_other(base: Database, caplog: pytest.LogCaptureFixture) -> None:
    ines, _bruno = member(base, 101), member(base, 102)
    found(base, notice("26-1"), notice("26-5"))

    def breaks(letter: Letter) -> Outcome | None:
        if letter.address == "101":
            raise ConnectionError("no phone")
        return None

    phone = Phone(answer=breaks)
    with caplog.at_level(logging.ERROR):
        assert sent(base, phone) == Drained(sent=4, later=2)
    assert waits(base, ines) == [(NOON + timedelta(minutes=1), "ConnectionError: no phone")] * 2


def test_one_notice_that_cannot_be_written_leaves_the_list_and_waits(base: Database) -> None:
    key = member(base, 101)
    found(base, notice("26-1", title="Illisible"), notice("26-2"), notice("26-3"))

    def stumbles(given: Notice) -> tuple[LotReading, ...]:
        if given.title == "Illisible":
            raise ZeroDivisionError("illisible")
        return read(given)

    composer = Composer(base, stumbles, may_answer, lambda: NOON, {"telegram": Style.CARD})
    phone = Phone()
    done = asyncio.run(drain(base, {"telegram": phone, "folder": Drawer()}, composer, lambda: NOON))
    assert done == Drained(sent=2 + 2, later=1 + 1)
    assert phone.told("101") == ["2 annonces pour vous"]
    assert [why for _, why in waits(base, key)] == ["ZeroDivisionError: illisible"]


def test_a_reminder_tells_the_time_left_then_says_nothing_of_what_is_no_longer_kept(base: Database) -> None:
    key = member(base, 101)
    found(base, notice("26-1", deadline=DEADLINE))
    sent(base, Phone())
    said(base, key, ResponseStatus.KEPT)
    ten, three = (datetime(2026, 12, day, 8, tzinfo=PARIS) for day in (10, 17))
    phone = Phone()
    sent(base, phone, ten)
    assert [one.split(" :")[0] for one in phone.told("101")] == ["Plus que 10 jours"]
    with base.write() as session:  # without its service, which would take the reminder away
        responses.put_response(session, only_match(base), None)
    sent(base, phone, three)
    assert ended(base, key)[-1] == ("refused", NOT_FOLLOWED)


def test_a_reminder_whose_deadline_moved_or_passed_is_not_sent(base: Database) -> None:
    """Reminders follow corrections; these two stand for what slips through (a worker that was already writing)."""
    key = member(base, 101)
    found(base, notice("26-1", deadline=DEADLINE))
    sent(base, Phone())
    said(base, key, ResponseStatus.KEPT)
    number = only_match(base)
    made_for = [DEADLINE.at + timedelta(days=1), DEADLINE.at]
    with base.write() as session:
        book.owe(session, [reminder(key, number, one.isoformat()) for one in made_for], NOON)
    phone = Phone()
    sent(base, phone, NOON)
    assert len(phone.letters) == 1
    assert ended(base, key)[1:] == [("refused", "l'échéance a changé : ce rappel n'a plus lieu d'être"), ("sent", None)]


def test_a_word_about_the_service_is_said(base: Database) -> None:
    key = member(base, 101)
    cause: dict[str, object] = {"title": "Sujet fermé", "text": "Le sujet « Annonces » est fermé."}
    with base.write() as session:
        book.owe(session, [Owed("ateliers", "telegram", DeliveryKind.NOTICE, cause, "notice:1", NOON, key)], NOON)
    phone = Phone()
    sent(base, phone)
    (letter,) = phone.letters
    assert (letter.message.title, letter.message.blocks) == (
        "Sujet fermé",
        (Paragraph("Le sujet « Annonces » est fermé."),),
    )


@pytest.mark.parametrize(("stays", "told"), [(True, ["Vos e-mails ne passent plus"]), (False, [])])
def test_it_reaches_whoever_chose_e_mail_alone_and_whom_e_mail_no_longer_reaches(
    base: Database, stays: bool, told: list[str]
) -> None:
    """But nobody who left the structure."""
    key = member(base, 101, Preference(quiet_from=0, quiet_to=0, channels=("email",)))
    cause: dict[str, object] = {"title": "Vos e-mails ne passent plus", "text": "Tapez /email."}
    with base.write() as session:
        book.owe(session, [Owed("ateliers", "telegram", DeliveryKind.NOTICE, cause, "notice:1", NOON, key)], NOON)
        ((membership, _),) = people.memberships_of(session, int(key.removeprefix("person:")))
        if not stays:
            people_store.delete_memberships(session, [membership.id])
    phone = Phone()
    sent(base, phone)
    assert [letter.message.title for letter in phone.letters] == told


def test_a_card_can_be_asked_for_at_any_time_as_it_is_then(base: Database) -> None:
    key = member(base, 101)
    found(base, notice("26-1"))
    number, composer = only_match(base), Composer(base, read, may_answer, later)
    card = composer.card(number)
    assert card is not None
    assert (ActionKind.ANSWERING, number) in [(one.kind, one.match_id) for row in card.actions for one in row]
    said(base, key, ResponseStatus.REFUSED)
    refused = composer.card(number)
    assert refused is not None
    assert [[one.kind for one in row] for row in refused.actions] == [[ActionKind.UNDO, ActionKind.READ]]
    found(base, correction(kind=NoticeKind.CANCELLATION), now=later())
    cancelled = composer.card(number)
    assert cancelled is not None
    assert cancelled.blocks[0] == Paragraph("Cette consultation est annulée : il n'y a plus à répondre.")
    assert not any("Pouvez-vous" in str(one) or " jours" in str(one) for one in cancelled.blocks)  # no day is counted
    assert composer.card(number + 1) is None


def test_a_flood_in_the_middle_of_a_thousand_alerts_loses_none(database: Database) -> None:
    crowd = [replace(ATELIERS, id=f"s{n:03}") for n in range(100)]
    subscribed(database, *crowd)
    for n, one in enumerate(crowd):
        member(database, 1000 + n, structure=one)
    found(database, *many(10), to=tuple(one.id for one in crowd))
    told: list[str] = []

    def floods(letter: Letter) -> Outcome | None:
        told.append(letter.address)
        if 40 <= len(told) <= 70:
            return Later(NOON + timedelta(seconds=30), "Telegram demande de ralentir")
        return None

    phone = Phone(answer=floods)
    first = sent(database, phone, NOON)
    assert (first.sent, first.later) == (1000 + 690, 310)
    assert sent(database, phone, NOON + timedelta(seconds=29)) == Drained()
    assert sent(database, phone, NOON + timedelta(seconds=30)) == Drained(sent=310)
    assert sorted(one.address for one in phone.letters) == sorted(str(1000 + n) for n in range(100))
    assert all(one.outcome == "sent" for one in owed(database))
