"""What reaches mailboxes: one digest a period, alerts that press on their own, corrections that answer, reminders."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from alerts.channels.channel import Letter, Style
from alerts.clauses.eligibility import may_answer
from alerts.ledger import book
from alerts.messages.message import Bullets, Paragraph, flattened
from alerts.model.delivery import DeliveryKind, Later, Outcome, Owed
from alerts.model.preference import Preference, Rhythm
from alerts.model.reading import LotReading
from alerts.model.response import ResponseStatus
from alerts.reply_help.paper import PaperKind
from alerts.services import pausing, responding, showing
from alerts.services.deliver import CANCELLED, NOT_FOLLOWED, NOT_TOLD, OVER, Composer
from alerts.services.digesting import owe_digests
from alerts.services.mailing import NOTHING_NEW
from alerts.store import addresses
from alerts.store.addresses import Which
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind
from tests.alerts.services.mailboxes import (
    DAILY,
    LINKS,
    MONDAY,
    TITLES,
    WEEKLY,
    Postman,
    entries_of,
    membership_of,
    number,
    on,
    posted,
    reader,
)
from tests.alerts.services.phones import Phone, ended, waits
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    PARIS,
    at,
    ingested,
    judge_for,
    matched_new,
    notice,
    owed,
    read,
    subscribed,
)

DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (NOON + days * DAY for days in (1, 2, 3, 4))
AT_ONCE = Preference(Rhythm.NOW, quiet_from=0, quiet_to=0)


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def found(database: Database, *notices: Notice, now: datetime = NOON, to: tuple[str, ...] = ("ateliers",)) -> None:
    ingested(database, *notices, now=now)
    matched_new(database, judge_for(*to), now)


def correction(of: str = "26-1", number: str = "26-90", **fields: object) -> Notice:
    given = {"kind": NoticeKind.CORRECTION, "previous": (of,), "deadline": at(22), "published": date(2026, 11, 27)}
    return notice(number, **{**given, **fields})


def market(number: int, **fields: object) -> Notice:
    return notice(f"26-{number}", **{"title": f"Marché {number}", "deadline": at(20), **fields})


def matches_of(database: Database) -> dict[str, int]:
    """Notice → match."""
    found = {str(one.cause["notice"]): one.match_id for one in owed(database, DeliveryKind.ALERT)}
    return {notice: match for notice, match in found.items() if match is not None}


def said(database: Database, key: str, notice_id: str, status: ResponseStatus, now: datetime = NOON) -> None:
    with database.write() as session:
        responding.respond(session, number(key), matches_of(database)[notice_id], status, now)


def text_of(letter: Letter) -> str:
    lines = [letter.message.title, letter.message.summary]
    for block in flattened(letter.message.blocks):
        lines += block.items if isinstance(block, Bullets) else [getattr(block, "text", getattr(block, "value", ""))]
    return "\n".join(lines)


def week_of_news(database: Database) -> None:
    """Something on Tuesday, Wednesday and Thursday; on Friday what was found on Tuesday is corrected, and so is what
    they were told the week before."""
    for when, one in ((TUESDAY, 1), (WEDNESDAY, 2), (THURSDAY, 3)):
        found(database, market(one), now=when)
    found(database, correction("26-1", "26-91", deadline=at(23)), now=FRIDAY)
    found(database, correction("26-0", "26-90"), now=FRIDAY)


def test_the_story_of_a_week(base: Database) -> None:
    """Lise reads her mail on Mondays, and has Telegram too: each tells all of it, once."""
    key = reader(base, "lise@example.org", account=101)
    postman, phone = Postman(), Phone()
    found(base, market(0), now=NOON - 3 * DAY)
    assert on(base, postman, NOON - 3 * DAY, phone) == []
    (first,) = on(base, postman, MONDAY - 7 * DAY, phone)
    assert entries_of(first.message) == ["Marché 0"]
    week_of_news(base)
    assert on(base, postman, FRIDAY, phone) == [], "nothing before Monday"
    (letter,) = on(base, postman, MONDAY, phone)
    assert (letter.address, letter.to) == ("lise@example.org", ATELIERS)
    assert letter.membership == membership_of(base, key)
    assert letter.why.startswith("Vous recevez ce message chaque lundi à 8 h pour Les Ateliers fictifs")
    told = entries_of(letter.message)
    assert set(told[:3]) == {"Marché 1", "Marché 2", "Marché 3"}
    assert any("Marché 0" in one for one in told[3:]), "the correction of what they knew"
    assert len(told) == 4, "what was corrected before it was told is told once, as it is"
    assert "23 décembre" in text_of(letter)
    assert postman.kinds == ["digest", "digest"]
    titles = [one.message.title for one in phone.letters[1:]]
    assert sorted(titles)[0] == "3 annonces pour vous"
    assert on(base, postman, MONDAY + DAY, phone) == []
    outcomes = {(one.kind.value, one.outcome) for one in owed(base) if one.channel == "email" and one.next_at is None}
    assert outcomes == {("digest", "sent"), ("alert", "sent"), ("correction", "sent")}


def test_every_row_of_a_digest_knows_the_letter_that_told_it(base: Database) -> None:
    key = reader(base, "lise@example.org")
    found(base, market(1), market(2))
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    receipts = {one.receipt for one in owed(base) if one.recipient == key and one.outcome == "sent"}
    assert receipts == {f"<digest:ateliers:{key}:2026-11-30@vigie.example.org>"}


def test_what_presses_leaves_on_wednesday_and_is_not_in_the_digest(base: Database) -> None:
    reader(base, "lise@example.org")
    postman = Postman()
    found(base, market(1), now=TUESDAY)
    found(base, market(2, deadline=at(1)), now=WEDNESDAY)
    (pressing,) = on(base, postman, WEDNESDAY)
    assert pressing.message.title.startswith("Marché 2")
    (digest,) = on(base, postman, MONDAY)
    assert entries_of(digest.message) == ["Marché 1"]
    assert postman.kinds == ["alert", "digest"]


def test_what_was_found_while_the_digest_left_waits_for_the_next_one(base: Database) -> None:
    reader(base, "lise@example.org")
    postman = Postman()
    found(base, market(1))
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    found(base, market(2, deadline=at(31)), now=MONDAY + timedelta(seconds=5))
    assert on(base, postman, MONDAY + DAY) == []
    (letter,) = on(base, postman, MONDAY + 7 * DAY)
    assert entries_of(letter.message) == ["Marché 2"]


def test_a_week_with_nothing_says_so_and_a_day_with_nothing_is_silent(base: Database) -> None:
    weekly, daily = reader(base, "lise@example.org"), reader(base, "omar@example.org", DAILY)
    postman = Postman()
    on(base, postman, NOON)
    assert on(base, postman, TUESDAY) == []
    assert ended(base, daily) == [("refused", NOTHING_NEW)]
    assert on(base, postman, MONDAY) != []
    (letter,) = [one for one in postman.letters if one.address == "lise@example.org"]
    assert [type(block) for block in letter.message.blocks] == [Paragraph, Paragraph]
    assert "BOAMP pas encore lu" in text_of(letter)
    assert ended(base, weekly) == [("sent", None)]


def test_a_new_day_of_the_week_does_not_bring_two_empty_letters(base: Database) -> None:
    key = reader(base, "lise@example.org")
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    with base.write() as session:
        preference = replace(WEEKLY, weekday=2)
        pausing.change_rhythm(session, number(key), [membership_of(base, key)], preference, MONDAY + DAY)
    assert on(base, postman, MONDAY + 2 * DAY) == []
    assert len(on(base, postman, MONDAY + 9 * DAY)) == 1


def test_a_pause_over_the_monday_tells_two_weeks_in_one(base: Database) -> None:
    key = reader(base, "lise@example.org")
    postman = Postman()
    found(base, market(1, deadline=at(28)))
    on(base, postman, NOON)
    with base.write() as session:
        pausing.pause(session, number(key), membership_of(base, key), MONDAY + 2 * DAY, FRIDAY)
    assert on(base, postman, MONDAY) == []
    found(base, market(2, deadline=at(28)), now=MONDAY + DAY)
    (letter,) = on(base, postman, MONDAY + 7 * DAY)
    assert set(entries_of(letter.message)) == {"Marché 1", "Marché 2"}
    assert postman.kinds == ["digest"]


def test_a_pause_begun_while_it_was_due_holds_it_with_its_alerts(base: Database) -> None:
    """The machine was off on Monday at 8; at 9 somebody asked for a pause on Telegram."""
    key = reader(base, "lise@example.org")
    found(base, market(1, deadline=at(28)))
    owe_digests(base, NOON)
    with base.write() as session:
        from alerts.store import people

        people.put_pause(session, [membership_of(base, key)], MONDAY + 2 * DAY)
    postman = Postman()
    assert posted(base, postman, MONDAY + timedelta(hours=1)).later == 2
    assert {when for when, _ in waits(base, key)} == {MONDAY + 7 * DAY}
    (letter,) = on(base, postman, MONDAY + 7 * DAY)
    assert entries_of(letter.message) == ["Marché 1"]
    assert postman.kinds == ["digest"]


def test_a_rhythm_changed_on_sunday_is_followed_on_monday(base: Database) -> None:
    key = reader(base, "lise@example.org")
    found(base, market(1))
    postman = Postman()
    on(base, postman, NOON)
    with base.write() as session:
        sunday = MONDAY - DAY
        pausing.change_rhythm(session, number(key), [membership_of(base, key)], DAILY, sunday)
    (letter,) = on(base, postman, MONDAY)
    assert entries_of(letter.message) == ["Marché 1"]
    assert letter.why.startswith("Vous recevez ce message chaque jour à 8 h")
    found(base, market(2), now=MONDAY + timedelta(hours=3))
    assert on(base, postman, MONDAY + timedelta(hours=3)) == []
    (letter,) = on(base, postman, MONDAY + DAY)
    assert entries_of(letter.message) == ["Marché 2"]


def test_now_groups_what_is_found_together_without_a_digest(base: Database) -> None:
    reader(base, "lise@example.org", AT_ONCE)
    found(base, market(1), market(2, deadline=at(5)), market(3))
    postman = Postman()
    (letter,) = on(base, postman, NOON)
    assert entries_of(letter.message)[0] == "Marché 2", "the most urgent first"
    assert len(entries_of(letter.message)) == 3
    (row,) = [row for _, row in postman.carried]
    alerts = [one.id for one in owed(base, DeliveryKind.ALERT) if one.recipient]
    assert row.id == min(alerts), "what identifies the letter does not hang on what is urgent"
    found(base, market(4), now=TUESDAY)
    (alone,) = on(base, postman, TUESDAY)
    assert alone.message.title.startswith("Marché 4")


def test_a_correction_answers_the_letter_that_told_of_it(base: Database) -> None:
    key = reader(base, "lise@example.org")
    found(base, market(1))
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    said(base, key, "boamp:26-1", ResponseStatus.ANSWERING, MONDAY + DAY)
    found(base, correction("26-1", deadline=at(23)), now=MONDAY + 2 * DAY)
    (letter,) = on(base, postman, MONDAY + 2 * DAY)
    assert letter.answers == f"<digest:ateliers:{key}:2026-11-30@vigie.example.org>"
    assert "23 décembre" in text_of(letter)
    assert "Votre structure y répond." in text_of(letter)


def test_a_reminder_is_a_letter_of_its_own_beside_the_digest(base: Database) -> None:
    key = reader(base, "lise@example.org")
    found(base, market(1, deadline=at(10)), now=NOON - 7 * DAY)
    postman = Postman()
    on(base, postman, NOON - 7 * DAY)
    on(base, postman, MONDAY - 7 * DAY)
    said(base, key, "boamp:26-1", ResponseStatus.KEPT)
    letters = on(base, postman, MONDAY)
    assert postman.kinds[-2:] == ["reminder", "digest"], "ten days before the 10th is the 30th"
    assert "Marché 1" in text_of(letters[1]), "kept ones are told with their deadline"


def test_two_structures_of_one_person_are_two_letters(base: Database) -> None:
    subscribed(base, CHANTIERS)
    reader(base, "lise@example.org")
    reader(base, "lise@example.org", structure=CHANTIERS)
    found(base, market(1), market(2), to=("ateliers", "chantiers"))
    postman = Postman()
    on(base, postman, NOON)
    letters = [one for one in on(base, postman, MONDAY) if one.address]
    assert [one.to.id if one.to else "" for one in letters] == ["ateliers", "chantiers"]
    assert {tuple(entries_of(one.message)) for one in letters} == {("Marché 1", "Marché 2")}


def test_people_of_one_structure_get_equal_letters(base: Database) -> None:
    """Rendering is shared by equality: nothing personal stands in the message."""
    for name in ("lise", "omar", "awa"):
        reader(base, f"{name}@example.org")
    found(base, market(1), market(2))
    postman = Postman()
    on(base, postman, NOON)
    on(base, postman, MONDAY)
    letters = on(base, postman, MONDAY + 7 * DAY)
    assert len(letters) == 3
    assert len({one.message for one in postman.letters}) == 2, "one message a week, whoever reads it"
    assert len({one.membership for one in letters}) == 3


def test_what_is_cancelled_over_or_refused_is_left_out(base: Database) -> None:
    key = reader(base, "lise@example.org", replace(WEEKLY, weekday=1))
    reader(base, "omar@example.org", AT_ONCE)
    found(base, market(1), market(2), market(3), market(4, deadline=at(5)))
    found(base, correction("26-1", kind=NoticeKind.CANCELLATION), now=TUESDAY)
    said(base, key, "boamp:26-2", ResponseStatus.REFUSED)
    postman = Postman()
    owe_digests(base, NOON + DAY)
    posted(base, postman, MONDAY + 8 * DAY)
    (letter,) = [one for one in postman.letters if one.address == "lise@example.org"]
    assert entries_of(letter.message) == ["Marché 3"]
    assert {reason for outcome, reason in ended(base, key) if outcome == "refused"} == {CANCELLED, NOT_FOLLOWED, OVER}


def test_a_kill_between_writing_and_settling_writes_the_same_letter_again(base: Database) -> None:
    key = reader(base, "lise@example.org")
    found(base, market(1), market(2))
    owe_digests(base, NOON)
    with base.write() as session:
        killed = book.claim(session, MONDAY, n=50, lease=timedelta(minutes=2))
    assert {one.kind for one in killed if one.recipient} == {DeliveryKind.ALERT, DeliveryKind.DIGEST}
    postman = Postman()
    assert posted(base, postman, MONDAY + timedelta(minutes=1)).sent == 0, "they are in the hands of the dead"
    (letter,) = on(base, postman, MONDAY + timedelta(minutes=3))
    (row,) = [row for _, row in postman.carried]
    assert row.dedupe_key == f"digest:ateliers:{key}:2026-11-30"
    assert entries_of(letter.message) == ["Marché 1", "Marché 2"]


def test_a_relay_that_asks_to_wait_makes_the_same_digest_leave_later(base: Database) -> None:
    reader(base, "lise@example.org")
    found(base, market(1))
    owe_digests(base, NOON)
    postman = Postman()

    def not_yet(_letter: Letter) -> Outcome:
        return Later(MONDAY + timedelta(hours=2), "le serveur demande d'attendre")

    postman.answer = not_yet
    posted(base, postman, MONDAY)
    postman.answer = lambda _letter: None
    found(base, market(2), now=MONDAY + timedelta(hours=1))
    owe_digests(base, MONDAY + timedelta(hours=1))
    posted(base, postman, MONDAY + timedelta(hours=2))
    (letter,) = postman.letters
    assert entries_of(letter.message) == ["Marché 1"]


def test_two_workers_write_each_letter_once(base: Database) -> None:
    for one in range(30):
        reader(base, f"lise{one}@example.org")
    found(base, *(market(one) for one in range(1, 4)))
    owe_digests(base, NOON)
    postman = Postman()

    async def both() -> None:
        await asyncio.gather(*(asyncio.to_thread(posted, base, postman, MONDAY) for _ in range(2)))

    asyncio.run(both())
    assert sorted(one.address for one in postman.letters) == sorted(f"lise{one}@example.org" for one in range(30))
    assert set(postman.kinds) == {"digest"}


def test_whoever_left_the_structure_is_sent_nothing(base: Database) -> None:
    key = reader(base, "lise@example.org")
    found(base, market(1))
    owe_digests(base, NOON)
    with base.write() as session:
        addresses.mark_trouble(session, Which(person_id=number(key)), "boîte pleine", TUESDAY)
    postman = Postman()
    posted(base, postman, MONDAY)
    assert postman.letters == []
    assert set(ended(base, key)) == {("refused", NOT_TOLD)}


def test_reply_help_leaves_at_night_with_its_date_to_keep(base: Database) -> None:
    key = reader(base, "lise@example.org")
    found(base, market(1))
    with base.write() as session:
        night = datetime(2026, 11, 24, 23, tzinfo=PARIS)
        assert showing.ask_help(session, number(key), matches_of(base)["boamp:26-1"], night)
    postman = Postman()
    posted(base, postman, night)
    (letter,) = postman.letters
    assert letter.message.title.startswith("Aide à la réponse : Marché 1")
    plan, *papers = letter.message.attachments
    assert b"DTSTART:20261220T110000Z" in plan.content
    assert [one.name for one in papers] == [f"{kind}.docx" for kind in PaperKind]


def test_words_about_the_service_and_of_a_network_leave_alone(base: Database) -> None:
    key = reader(base, "lise@example.org", AT_ONCE)
    found(base, market(1))
    words = {"title": "Sujet fermé", "text": "Le sujet est fermé."}
    broadcast = {"author": "Réseau fictif", "title": "Réunion", "text": "Jeudi à 14 h.\n\nVenez nombreux."}
    given = (
        Owed("ateliers", "email", DeliveryKind.NOTICE, dict(words), "notice:1", NOON, key),
        Owed("ateliers", "email", DeliveryKind.BROADCAST, dict(broadcast), "broadcast:1", NOON, key),
    )
    with base.write() as session:
        book.owe(session, given, NOON)
    postman = Postman()
    posted(base, postman, NOON)
    assert [one.message.title for one in postman.letters][:2] == ["Sujet fermé", "Réunion"]
    assert len(postman.letters) == 3
    assert "Réseau fictif" in text_of(postman.letters[1])


def test_a_digest_of_ten_for_a_crowd_reads_each_notice_once(base: Database) -> None:
    many = [replace(ATELIERS, id=f"s{one:03d}", channels=()) for one in range(40)]
    subscribed(base, *many)
    for structure in many:
        reader(base, f"{structure.id}@example.org", structure=structure)
    found(base, *(market(one) for one in range(10)), to=tuple(one.id for one in many))
    owe_digests(base, NOON)
    seen: list[str] = []

    def counting(given: Notice) -> tuple[LotReading, ...]:
        seen.append(given.id)
        return read(given)

    composer = Composer(base, counting, may_answer, lambda: MONDAY, {"email": Style.MAIL}, LINKS, TITLES)
    with base.write() as session:
        rows = book.claim(session, MONDAY, n=1000, lease=timedelta(minutes=2))
    for structure in many:
        written = composer([one for one in rows if one.structure_id == structure.id])
        assert [len(some) for some, _ in written] == [11]
    assert sorted(seen) == sorted(f"boamp:26-{one}" for one in range(10))
