"""Reading a source: every page saved with what is left to ask; a source in trouble waits, and never stops another."""

import asyncio
import logging
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest

from alerts.services import sources as services
from alerts.services.ingest import Ingested
from alerts.services.read_source import Reading, read_all, read_source
from alerts.services.sources import SourceReport, retry_rejects
from alerts.store import rejects
from alerts.store.engine import Database
from alerts.store.validators import load_validators
from tests.alerts.ledger.stories import Clock
from tests.alerts.services.gazette import Answer, Gazette, Server, unreachable
from tests.alerts.services.stories import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TEN_A_PAGE = 3 * 10


def reading(database: Database, server: Server, clock: Clock | None = None, **options: Any) -> Reading:
    source = options.pop("source", None) or Gazette()
    return asyncio.run(read_source(database, source, server, clock or Clock(), **options))


def line(database: Database, now: datetime = NOON, name: str = "gazette") -> SourceReport:
    with database.read() as session:
        return next(one for one in services.report(session, now, [name]) if one.name == name)


def test_a_source_is_read_to_the_end_of_its_pages(database: Database) -> None:
    source, server = Gazette(), Server()
    done = reading(database, server, source=source)
    assert done == Reading("gazette", complete=True, ingested=Ingested(new=TEN_A_PAGE), requests=6)
    assert server.asked == ["/pages/0", "/0009", "/pages/1", "/0019", "/pages/2", "/0029"]
    assert source.periods == [(NOON - 7 * DAY, NOON)]


def test_the_table_of_sources_says_how_it_went(database: Database) -> None:
    assert line(database).error == "jamais lue"
    reading(database, Server())
    assert line(database, NOON + HOUR) == SourceReport(
        name="gazette",
        last_success=NOON,
        last_complete=NOON,
        last_item=date(2026, 11, 20),
        lag=HOUR,
        next_try=NOON + 2 * HOUR,
        failures=0,
        error=None,
        pending=0,
        rejects=0,
        troubles=0,
    )


def test_the_next_reading_comes_in_its_time_and_looks_again_over_the_overlap(database: Database) -> None:
    source, clock = Gazette(), Clock()
    reading(database, Server(), clock, source=source)
    clock.forward(HOUR)
    assert not reading(database, Server(), clock, source=source).taken
    clock.forward(HOUR)
    server = Server()
    done = reading(database, server, clock, source=source)
    assert done.ingested == Ingested(known=27), "three documents that never change are not asked for again"
    assert server.asked == ["/pages/0", "/pages/1", "/pages/2"]
    assert source.periods[1] == (NOON - 3 * DAY, NOON + 2 * HOUR)


def test_a_source_is_read_before_its_time_when_asked_to(database: Database) -> None:
    reading(database, Server())
    assert reading(database, Server(), force=True).complete


def test_a_site_that_does_not_answer_is_tried_again_later_where_it_stopped(database: Database) -> None:
    clock = Clock()
    server = Server({"/pages/1": unreachable()})
    done = reading(database, server, clock)
    assert (done.complete, done.ingested.new) == (False, 10)
    assert (done.error, done.next_try) == ("le site ne répond pas", NOON + 5 * MINUTE)
    told = line(database)
    assert (told.error, told.failures, told.pending, told.last_complete) == ("le site ne répond pas", 1, 1, None)
    clock.forward(5 * MINUTE)
    server = Server()
    done = reading(database, server, clock)
    assert (done.complete, server.asked[0]) == (True, "/pages/1")
    told = line(database)
    assert (told.error, told.failures, told.last_complete) == (None, 0, NOON), "the period is that of the beginning"


def test_pauses_grow_with_failures_and_the_site_may_ask_for_more(database: Database) -> None:
    clock, waits = Clock(), []
    for retry_after in (None, None, None, None, None, 10 * 3600.0):
        done = reading(database, Server({"/pages/0": unreachable(retry_after)}), clock)
        assert done.next_try is not None
        waits.append(done.next_try - clock.at)
        clock.at = done.next_try
    assert waits == [5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 10 * HOUR]


def test_a_source_in_trouble_does_not_stop_another(database: Database) -> None:
    server = Server({"/pages/0": unreachable()})
    quiet = Gazette(name="quiet")
    quiet.requests = lambda since, now: ()  # type: ignore[method-assign]  # nothing to ask today
    results = asyncio.run(read_all(database, [Gazette(), quiet], server, Clock()))
    assert [(one.source, one.complete, one.error) for one in results] == [
        ("gazette", False, "le site ne répond pas"),
        ("quiet", True, None),
    ]


def test_a_fault_of_ours_is_a_trouble_like_another(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    source = Gazette()

    def stumbles(*_: object) -> Any:
        raise ZeroDivisionError("oops")

    source.read = stumbles  # type: ignore[method-assign]
    with caplog.at_level(logging.WARNING):
        done = reading(database, Server(), source=source)
    assert done.error == "erreur inattendue en lisant cette source (ZeroDivisionError) ; le journal en dit plus"
    assert "oops" in caplog.text


def test_one_document_that_is_not_a_notice_is_set_aside_and_the_reading_goes_on(database: Database) -> None:
    server = Server({"/0009": Answer(200, b"<html>maintenance</html>", "https://gazette.example.org/0009")})
    done = reading(database, server)
    assert done.complete
    assert done.ingested == Ingested(new=TEN_A_PAGE - 1, rejects=1)
    with database.read() as session:
        kept = rejects.load(session, rejects.unread(session)[0])
    assert kept is not None
    assert (kept.publisher_id, kept.reason, kept.content) == (
        "0009",
        "l'avis n'a pas d'objet",
        b"<html>maintenance</html>",
    )
    assert line(database).rejects == 1


def test_a_document_that_is_gone_is_set_aside(database: Database) -> None:
    server = Server({"/0019": Answer(404, b"", "https://gazette.example.org/0019")})
    done = reading(database, server)
    assert (done.complete, done.ingested.rejects) == (True, 1)


def test_a_refused_request_is_asked_otherwise_when_the_source_knows_how(database: Database) -> None:
    server = Server({"/pages/1": Answer(413, b"", "")})
    assert reading(database, server).complete
    assert "/pages/1?small" in server.asked


def test_a_page_that_stays_broken_makes_the_next_reading_start_over(database: Database) -> None:
    """Its token may have expired: going on from there for ever would lose all that follows."""
    clock = Clock()
    broken = Server({"/pages/1": Answer(200, b"<html>", "")})
    for _ in range(3):
        done = reading(database, broken, clock)
        assert (done.error, done.complete) == ("la page n'est pas du JSON", False)
        assert done.next_try is not None
        clock.at = done.next_try
    assert broken.asked == ["/pages/0", "/0009", "/pages/1", "/pages/1", "/pages/1"]
    assert (line(database).pending, line(database).last_complete) == (0, None)
    server = Server()
    done = reading(database, server, clock)
    assert (done.complete, server.asked[0]) == (True, "/pages/0")
    assert done.ingested == Ingested(new=20, known=9)


def test_a_page_that_the_site_stops_serving_makes_the_next_reading_start_over(database: Database) -> None:
    """Some sites answer 500, not 4xx, to a token that has expired: what follows would never be read."""
    clock = Clock()
    for _ in range(3):
        done = reading(database, Server({"/pages/1": unreachable()}), clock)
        assert (done.error, done.complete) == ("le site ne répond pas", False)
        assert done.next_try is not None
        clock.at = done.next_try
    told = line(database)
    assert (told.error, told.failures, told.pending, told.last_complete) == ("le site ne répond pas", 3, 0, None)
    server = Server()
    assert reading(database, server, clock).complete
    assert server.asked[0] == "/pages/0"


def test_a_notice_that_does_not_come_is_waited_for_as_long_as_it_takes(database: Database) -> None:
    """It has an address of its own, which does not expire: neither it nor the pages after it are given up."""
    clock = Clock()
    for _ in range(5):
        done = reading(database, Server({"/0019": unreachable()}), clock)
        assert done.next_try is not None
        clock.at = done.next_try
    assert (line(database).rejects, line(database).pending) == (0, 2)
    server = Server()
    assert reading(database, server, clock).complete
    assert server.asked == ["/0019", "/pages/2", "/0029"]


def test_two_readers_never_have_the_same_source(database: Database) -> None:
    clock = Clock()

    async def both() -> list[Reading]:
        calls = (read_source(database, Gazette(), Server(), clock) for _ in range(2))
        return list(await asyncio.gather(*calls))

    assert sorted((one.taken, one.complete) for one in asyncio.run(both())) == [(False, False), (True, True)]


def test_a_reader_that_slept_too_long_writes_nothing_over_the_next_one(database: Database) -> None:
    clock = Clock()

    class Sleepy(Server):
        async def __call__(self, request: Any, *, source: str) -> Answer:
            if not self.asked:
                self.asked.append("slept")
                clock.forward(DAY)
                await read_source(database, Gazette(), Server(), clock)
                return Answer(200, b'["9001"]', request.url)
            raise AssertionError("it should have stopped")

    done = reading(database, Sleepy(), clock)
    assert (done.complete, done.ingested) == (False, Ingested())
    assert line(database, clock.at).last_complete == NOON, "what the first began, the second ended"


def test_a_reading_that_is_asked_to_stop_goes_on_at_once_next_time(database: Database) -> None:
    server = Server()
    done = reading(database, server, stop=lambda: len(server.asked) == 2)
    assert (done.complete, done.error, done.requests) == (False, None, 2)
    after = Server()
    assert reading(database, after).complete
    assert after.asked[0] == "/pages/1"


def test_progress_is_told_after_each_answer(database: Database) -> None:
    seen: list[int] = []
    reading(database, Server(), progress=lambda one: seen.append(one.ingested.new))
    assert seen == [9, 10, 19, 20, 29, 30]


class TestConditionalRequests:
    """What a server gave to ask "has this changed?" is kept with what was read, and forgotten with what was not."""

    ETAG: ClassVar = {"etag": '"v1"', "last-modified": "Mon, 23 Nov 2026 09:00:00 GMT"}

    def test_it_is_saved_with_a_page_that_nothing_follows(self, database: Database) -> None:
        page = Answer(200, b'["0001"]', "https://g.example.org/0", self.ETAG)
        known: dict[str, object] = {"https://g.example.org/0": "v1"}
        reading(database, Server({"/pages/0": page}), source=Gazette(pages=1), validators=known)
        assert known == {"https://g.example.org/0": "v1"}
        with database.read() as session:
            assert load_validators(session) == {
                "https://g.example.org/0": ('"v1"', "Mon, 23 Nov 2026 09:00:00 GMT"),
            }

    def test_a_first_page_that_never_changes_does_not_hide_the_pages_after_it(self, database: Database) -> None:
        """The fetcher, for its life, and the database, for the next: neither says that it was seen."""
        known: dict[str, object] = {}

        def first_page() -> Answer:
            if "https://g.example.org/0" in known:
                return Answer(304, b"", "https://g.example.org/0", not_modified=True)
            known["https://g.example.org/0"] = "v1"
            return Answer(200, b'["0001"]', "https://g.example.org/0", self.ETAG)

        server = Server({"/pages/0": first_page})
        for _ in range(2):
            assert reading(database, server, source=Gazette(pages=2), validators=known, force=True).complete
        assert server.asked == ["/pages/0", "/pages/1", "/0019", "/pages/0", "/pages/1"]
        with database.read() as session:
            assert load_validators(session) == {}

    def test_documents_that_are_all_held_leave_nothing_to_hide(self, database: Database) -> None:
        """A feed whose announcements were each read from their page is not read again until it changes."""
        page, saved = Answer(200, b'["0009"]', "https://g.example.org/0", self.ETAG), []
        for _ in range(2):
            reading(database, Server({"/pages/0": page}), source=Gazette(pages=1), force=True)
            with database.read() as session:
                saved.append(list(load_validators(session)))
        assert saved == [[], ["https://g.example.org/0"]]

    def test_what_has_not_changed_is_not_read(self, database: Database) -> None:
        unchanged = Answer(304, b"", "https://g.example.org/0", not_modified=True)
        done = reading(database, Server({"/pages/0": unchanged}))
        assert (done.complete, done.ingested) == (True, Ingested())

    def test_it_is_forgotten_when_the_page_could_not_be_read(self, database: Database) -> None:
        known: dict[str, object] = {"https://g.example.org/0": "v1"}
        reading(
            database,
            Server({"/pages/0": Answer(200, b"<html>", "https://g.example.org/0", self.ETAG)}),
            validators=known,
        )
        assert known == {}
        with database.read() as session:
            assert load_validators(session) == {}


class TestSecondReading:
    """`vigie sources retry`."""

    @pytest.fixture
    def aside(self, database: Database) -> Database:
        """Two documents were set aside: one will be read by a better program, the other never."""
        server = Server({"/0009": Answer(200, b"0009:empty", ""), "/0019": Answer(200, b"0019:empty", "")})
        assert reading(database, server).ingested.rejects == 2
        return database

    def test_what_can_be_read_now_is_stored_and_the_rest_stays_aside(self, aside: Database) -> None:
        better = Gazette()
        plain = better.reread
        better.reread = lambda content: plain(content.replace(b"0009:empty", b"0009:title"))  # type: ignore[method-assign]
        done = retry_rejects(aside, {"gazette": better}, NOON + DAY)
        assert (done.read, done.still, done.ingested) == (1, (("gazette:0019", "toujours illisible"),), Ingested(new=1))
        with aside.read() as session:
            assert rejects.count_unread(session) == {"gazette": 1}

    def test_a_source_that_left_the_catalogue_keeps_its_rejects(self, aside: Database) -> None:
        done = retry_rejects(aside, {}, NOON + DAY)
        assert (done.read, len(done.still)) == (0, 2)
        assert {reason for _, reason in done.still} == {"cette source n'est plus dans le catalogue"}

    def test_a_fault_of_ours_in_one_leaves_the_others(self, aside: Database, caplog: pytest.LogCaptureFixture) -> None:
        faulty = Gazette()

        def stumbles(content: bytes) -> Any:
            raise ZeroDivisionError

        faulty.reread = stumbles  # type: ignore[method-assign]
        with caplog.at_level(logging.ERROR):
            done = retry_rejects(aside, {"gazette": faulty}, NOON + DAY, "gazette")
        assert [reason for _, reason in done.still] == [
            "erreur inattendue (ZeroDivisionError) ; le journal en dit plus"
        ] * 2
