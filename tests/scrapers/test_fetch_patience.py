"""When a site is in trouble, the client waits as it is told, tries a few times, and says in French what happened."""

import socket
from datetime import UTC, datetime

import httpx
import pytest

from bot.demo.faults import Fault
from bot.demo.standin import StandIn
from scrapers.errors import SourceUnreachable
from scrapers.fetch import Fetcher
from scrapers.source import Request
from scrapers.wire.patience import pause_before, retry_after
from tests.scrapers.fetching import FEED, Time, Wire, fetch, read


def test_a_short_retry_after_in_seconds_is_waited_for() -> None:
    time = Time()
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(status=429, headers={"Retry-After": "7"}))
        (reply,) = fetch(site.feed_url("a.xml"), time=time)
    assert (reply.body, time.slept) == (FEED, [7.0])


def test_a_short_retry_after_as_a_date_is_waited_for() -> None:
    time = Time()
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(status=503, headers={"Retry-After": "Fri, 02 Oct 2026 12:00:45 GMT"}))
        (reply,) = fetch(site.feed_url("a.xml"), time=time)
    assert (reply.body, time.slept) == (FEED, [45.0])


def test_a_long_retry_after_is_left_to_the_schedule_and_the_host_is_left_alone_until_then() -> None:
    async def story() -> None:
        async with Fetcher("VigieESS/0.1", "contact", sleep=time.sleep, clock=time.clock) as fetcher:
            with pytest.raises(SourceUnreachable) as error:
                await fetcher.get(Request(site.feed_url("a.xml")), source="essai")
            assert (error.value.retry_after, time.slept, site.count()) == (120.0, [], 1)
            assert error.value.sentence == "le site demande de ralentir (réponse 429)"
            with pytest.raises(SourceUnreachable) as silence:
                await fetcher.get(Request(site.feed_url("b.xml")), source="essai")
            assert (silence.value.retry_after, site.count()) == (120.0, 1)
            time.seconds += 121
            assert (await fetcher.get(Request(site.feed_url("a.xml")), source="essai")).body == FEED

    time = Time()
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(status=429, headers={"Retry-After": "120"}))
        read(story)


def test_a_429_that_says_nothing_gets_thirty_seconds_then_a_minute() -> None:
    time = Time()
    with StandIn() as site:
        site.fail("/v3", Fault(status=429), times=None)
        with pytest.raises(SourceUnreachable) as error:
            fetch(site.ted_search_url, time=time)
        assert (time.slept, site.count()) == ([30.0, 60.0, 60.0], 4)
    assert error.value.retry_after is None


def test_a_breakdown_is_tried_again_at_growing_pauses_then_given_up() -> None:
    time = Time()
    with StandIn() as site:
        site.fail("/api", Fault(status=502), times=None)
        with pytest.raises(SourceUnreachable) as error:
            fetch(site.boamp_url, time=time, pause=0.0)
        assert (time.slept, site.count()) == ([0.5, 1.0, 2.0], 4)
    assert error.value.sentence == "le site est en panne ou en maintenance (réponse 502)"


def test_a_breakdown_that_ends_is_forgotten() -> None:
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(status=500), times=3)
        (reply,) = fetch(site.feed_url("a.xml"))
    assert reply.body == FEED


def test_a_site_that_does_not_answer_in_time() -> None:
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(delay=5), times=None)
        with pytest.raises(SourceUnreachable) as error:
            fetch(site.feed_url("a.xml"), timeout=0.1, tries=2)
        assert (error.value.sentence, site.count()) == ("le site n'a pas répondu à temps", 2)


def test_a_site_that_answers_drop_by_drop_is_not_listened_to_for_ever() -> None:
    with StandIn(feeds={"a.xml": FEED * 100}) as site:
        site.fail("/feeds", Fault(drip=0.05), times=None)
        with pytest.raises(SourceUnreachable) as error:
            fetch(site.feed_url("a.xml"), longest=0.3, tries=1)
    assert error.value.sentence == "le site n'a pas répondu à temps"


def test_a_site_that_is_closed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(SourceUnreachable) as error:
            fetch(closed)
    assert error.value.sentence in ("le site refuse la connexion", "la connexion avec le site a échoué")


def test_a_name_that_leads_nowhere() -> None:
    async def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(SourceUnreachable) as error:
        fetch("https://nulle-part.example/", configured=[], resolve=nowhere)
    assert error.value.sentence == "le nom du site est introuvable sur Internet"


def test_a_site_that_speaks_without_encryption_where_encryption_is_due() -> None:
    with StandIn() as site, pytest.raises(SourceUnreachable) as error:
        fetch(site.address.replace("http:", "https:"), tries=1)
    assert error.value.sentence == "la connexion sécurisée avec le site a échoué"


def test_a_wrong_certificate_is_said_at_once() -> None:
    class Wrong(httpx.AsyncBaseTransport):
        tries = 0

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            import ssl

            self.tries += 1
            raise httpx.ConnectError("failed") from ssl.SSLCertVerificationError("self-signed certificate")

    wrong = Wrong()
    with pytest.raises(SourceUnreachable) as error:
        fetch("https://avis.example/", transport=wrong)
    assert (error.value.sentence, wrong.tries) == ("le certificat de sécurité du site n'est pas valable", 1)


def test_a_host_with_several_addresses_is_tried_at_the_next_one() -> None:
    async def two(host: str, port: int) -> list[str]:
        return ["2606:4700::1", "1.1.1.1"]

    with StandIn(feeds={"a.xml": FEED}) as site:
        wire = Wire(site)
        site.fail("/feeds", Fault(status=500))
        fetch("http://avis.example/feeds/a.xml", configured=[], resolve=two, transport=wire)
    assert [dialled for dialled, _, _ in wire.dialled] == ["http://2606:4700::1", "http://1.1.1.1"]


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": " 12 "}, 12.0),
        ({"retry-after": "Fri, 02 Oct 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Fri, 02 Oct 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "999999999"}, 86_400.0),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "bientôt"}, None),
        ({"retry-after": "²"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_all_its_forms(told: dict[str, str], seconds: float | None) -> None:
    assert retry_after(told, datetime(2026, 10, 2, 12, tzinfo=UTC)) == seconds


def test_pauses_double_up_to_half_a_minute_and_are_drawn_by_lot() -> None:
    assert [pause_before(n, 500, None, lambda: 0.0) for n in (0, 1, 4, 9)] == [0.5, 1.0, 8.0, 15.0]
    assert [pause_before(n, 500, None, lambda: 0.999) for n in (0, 9)] == pytest.approx([1.0, 30.0], rel=1e-2)
