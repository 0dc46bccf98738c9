"""A digest seen outside of its letter: again in a browser, or before it leaves."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alerts.channels.channel import Style
from alerts.clauses.eligibility import may_answer
from alerts.messages.message import Entry, Message, Paragraph
from alerts.model.delivery import DeliveryKind
from alerts.services.deliver import Composer
from alerts.services.digesting import owe_digests
from alerts.services.structures import remove_structures
from alerts.store.engine import Database
from scrapers.notice import NoticeKind
from tests.alerts.services.mailboxes import LINKS, MONDAY, TITLES, Postman, entries_of, on, posted, reader
from tests.alerts.services.stories import (
    ATELIERS,
    NOON,
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

WEEK = timedelta(days=7)


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def found(database: Database, *numbers: int, now: datetime = NOON) -> None:
    ingested(database, *(notice(f"26-{one}", title=f"Marché {one}", deadline=at(20)) for one in numbers))
    matched_new(database, judge_for("ateliers"), now)


def composer(database: Database, now: datetime = MONDAY) -> Composer:
    return Composer(database, read, may_answer, lambda: now, {"email": Style.MAIL}, LINKS, TITLES)


def digest_rows(database: Database) -> list[int]:
    return [one.id for one in owed(database, DeliveryKind.DIGEST)]


def again(database: Database, delivery: int, now: datetime = MONDAY) -> Message:
    made = composer(database, now).digest_again(delivery)
    assert made is not None
    assert made[0] == ATELIERS
    return made[1]


def said(message: Message) -> str:
    return " ".join(block.text for block in message.blocks if isinstance(block, Paragraph))


def test_a_digest_that_left_is_written_again_as_of_today(base: Database) -> None:
    reader(base, "lise@example.org")
    found(base, 1, 2)
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    (sent,) = postman.letters
    delivery = digest_rows(base)[0]
    tuesday = MONDAY + timedelta(days=1)
    seen = again(base, delivery, tuesday)
    assert said(seen).startswith("Ce récapitulatif vous a été envoyé le lundi 30 novembre 2026 à 8 h 00.")
    assert (seen.title, entries_of(seen)) == (sent.message.title, entries_of(sent.message))
    correction = notice("26-9", kind=NoticeKind.CORRECTION, previous=("26-1",), deadline=at(28), published=NOON.date())
    ingested(base, correction, now=tuesday)
    matched_new(base, judge_for("ateliers"), tuesday)
    deadlines = str(again(base, delivery, tuesday))
    assert "28 décembre" in deadlines, "what was corrected since is told as it is"


def test_the_list_of_the_letter_is_whole_on_the_page(base: Database) -> None:
    reader(base, "lise@example.org")
    found(base, *range(30))
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    (sent,) = postman.letters
    assert len(entries_of(sent.message)) == 16, "15, and the list of the others"
    assert len(entries_of(again(base, digest_rows(base)[0]))) == 30


def test_it_is_that_week_s_and_not_the_one_after(base: Database) -> None:
    reader(base, "lise@example.org")
    found(base, 1)
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    found(base, 2, now=MONDAY + timedelta(hours=1))
    on(base, postman, MONDAY + timedelta(hours=1))
    on(base, postman, MONDAY + WEEK)
    first, second = digest_rows(base)
    assert [entries_of(again(base, one, MONDAY + WEEK)) for one in (first, second)] == [["Marché 1"], ["Marché 2"]]


def test_an_empty_week_is_shown_again_too(base: Database) -> None:
    reader(base, "lise@example.org")
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    assert "Aucune nouvelle annonce" in said(again(base, digest_rows(base)[0]))


def test_what_did_not_leave_or_is_no_digest_is_not_shown(base: Database) -> None:
    reader(base, "lise@example.org")
    found(base, 1)
    owe_digests(base, NOON)
    (waiting,) = digest_rows(base)
    assert composer(base).digest_again(waiting) is None
    posted(base, Postman(), MONDAY)
    alert = next(one.id for one in owed(base, DeliveryKind.ALERT) if one.recipient)
    assert composer(base).digest_again(alert) is None
    assert composer(base).digest_again(10_000) is None
    with base.write() as session:
        remove_structures(session, ["ateliers"])
    assert composer(base).digest_again(waiting) is None


def test_the_next_one_is_seen_beforehand_and_nothing_leaves(base: Database) -> None:
    reader(base, "lise@example.org")
    reader(base, "omar@example.org")
    found(base, 1, 2)
    made = composer(base, NOON).dry_run("ateliers", NOON)
    assert made is not None
    assert entries_of(made[1]) == ["Marché 1", "Marché 2"], "what two people wait for is told once"
    assert {one.outcome for one in owed(base)} == {None}
    assert {one.attempts for one in owed(base)} == {0}


def test_when_nothing_waits_the_last_seven_days_are_told(base: Database) -> None:
    """Nobody is told by e-mail there: the folder's messages say what a digest would have."""
    found(base, 1)
    posted(base, Postman(), NOON)
    made = composer(base).dry_run("ateliers", later(3))
    assert made is not None
    assert entries_of(made[1]) == ["Marché 1"]
    empty = composer(base).dry_run("ateliers", later(8))
    assert empty is not None
    assert not [block for block in empty[1].blocks if isinstance(block, Entry)]
    assert composer(base).dry_run("inconnue", NOON) is None


def test_a_structure_of_the_host_without_people_is_told_weekly(base: Database) -> None:
    subscribed(base, replace(ATELIERS, id="autres"))
    made = composer(base).dry_run("autres", NOON)
    assert made is not None
    assert "semaine du" in made[1].title
