"""What nobody foresaw, in the saving of an answer or at the first step: told of its source, and of no other."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from alerts.services.ingest import Ingested
from alerts.services.read_source import read_all
from alerts.store.engine import Database
from scrapers.source import Page, Request
from tests.alerts.ledger.stories import Clock
from tests.alerts.services.gazette import HOME, Gazette, Server
from tests.alerts.services.test_read_source import line, reading


class TestWhatCannotBeSaved:
    """No database takes a lone surrogate: an answer that holds one is a trouble of its source, and of no other."""

    def strange(self, pages_too: bool) -> Gazette:
        source = Gazette()
        whole = source.read

        def read(request: Request, body: bytes) -> Page:
            page = whole(request, body)
            if request.step == "xml" or pages_too:
                return replace(page, notices=tuple(replace(one, title="Tri\ud800") for one in page.notices))
            return page

        source.read = read  # type: ignore[method-assign]
        return source

    def test_it_is_counted_told_and_the_next_reading_starts_over(self, database: Database) -> None:
        clock, known = Clock(), {f"{HOME}/pages/0": "v1"}
        for failures in (1, 2, 3):
            done = reading(database, Server(), clock, source=self.strange(True), validators=known)
            assert done.error is not None and "erreur inattendue en lisant cette source" in done.error
            assert (done.complete, done.ingested, known) == (False, Ingested(), {})
            assert (line(database).failures, line(database).error) == (failures, done.error)
            assert done.next_try is not None
            clock.at = done.next_try
        assert line(database).pending == 0
        assert reading(database, Server(), clock).complete

    def test_one_notice_that_stays_so_is_set_aside_and_the_rest_is_read(self, database: Database) -> None:
        clock, source = Clock(), self.strange(False)
        for _ in range(2):
            done = reading(database, Server(), clock, source=source)
            assert done.next_try is not None
            clock.at = done.next_try
        server = Server()
        done = reading(database, server, clock, source=source)
        assert (done.ingested.rejects, server.asked[:2]) == (1, ["/0009", "/pages/1"])

    def test_a_request_that_cannot_be_kept_is_a_trouble_too(self, database: Database) -> None:
        source = Gazette()
        source.read = lambda *_: Page(following=(Request(HOME, memory={"seen": "\ud800"}),))  # type: ignore[method-assign]
        assert "erreur inattendue" in str(reading(database, Server(), source=source).error)
        assert line(database).failures == 1


def test_a_source_that_breaks_at_once_does_not_stop_another(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    broken, quiet = Gazette(name="broken"), Gazette(name="quiet")

    def requests(since: datetime, now: datetime) -> Any:
        raise ZeroDivisionError("oops")

    broken.requests = requests  # type: ignore[method-assign]
    results = asyncio.run(read_all(database, [broken, quiet], Server(), Clock()))
    assert [(one.source, one.complete, one.error) for one in results] == [
        ("broken", False, "erreur inattendue en lisant cette source (ZeroDivisionError) ; le journal en dit plus"),
        ("quiet", True, None),
    ]
    assert "oops" in caplog.text
    assert (line(database, name="broken").failures, line(database, name="broken").error) == (1, results[0].error)
