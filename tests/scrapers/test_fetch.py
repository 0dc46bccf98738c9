"""The HTTP client is polite: it says who it is, takes its time, and does not ask twice for what has not changed."""

import logging
import time as real_time

import pytest

from bot.demo.faults import Fault
from bot.demo.standin import StandIn
from scrapers.errors import SourceChanged, SourceRefused, SourceUnreachable
from scrapers.fetch import Fetcher, Validator
from scrapers.source import Request
from scrapers.wire.addresses import address_of, shown
from tests.scrapers.fetching import FEED, Names, Time, fetch, read


def test_it_says_who_it_is_and_where_to_complain() -> None:
    with StandIn(feeds={"avis.xml": FEED}) as site:
        fetch(site.feed_url("avis.xml"))
        assert site.log[0].headers["user-agent"] == "VigieESS/0.1 (+https://vigie.example.org/contact)"


def test_parameters_arrive_as_the_source_wrote_them() -> None:
    request = Request("https://x.example/records?lang=fr", (("where", "dateparution = date'2026-10-02'"), ("a", "é&+")))
    assert address_of(request) == (
        "https://x.example/records?lang=fr&where=dateparution%20%3D%20date%272026-10-02%27&a=%C3%A9%26%2B"
    )
    with StandIn() as site:
        fetch(address_of(Request(site.address + "/a", request.params)))
        assert site.log[0].query == (("where", "dateparution = date'2026-10-02'"), ("a", "é&+"))


def test_a_request_with_json_is_posted() -> None:
    async def story() -> None:
        async with Fetcher("VigieESS/0.1", "contact") as fetcher:
            reply = await fetcher.get(Request(site.ted_search_url, json={"query": "é"}), source="ted")
            assert reply.status == 400

    with StandIn() as site:
        read(story)
        assert (site.log[0].method, site.log[0].headers["content-type"]) == ("POST", "application/json")
        assert site.log[0].body.decode() in ('{"query":"é"}', '{"query": "é"}')


def test_one_host_is_asked_once_a_second_and_another_host_need_not_wait() -> None:
    time = Time()
    with StandIn(feeds={"a.xml": FEED}) as site, StandIn(feeds={"b.xml": FEED}) as other:
        fetch(site.feed_url("a.xml"), other.feed_url("b.xml"), site.feed_url("a.xml"), time=time)
    assert time.slept == [1.0]


def test_two_requests_to_one_host_never_overlap() -> None:
    async def story() -> None:
        async with Fetcher("VigieESS/0.1", "contact", pause=0) as fetcher:
            import asyncio

            asked = Request(site.feed_url("a.xml"))
            await asyncio.gather(*(fetcher.get(asked, source="essai") for _ in range(3)))

    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(delay=0.15), times=None)
        started = real_time.monotonic()
        read(story)
        assert real_time.monotonic() - started >= 0.45


def test_what_has_not_changed_is_not_sent_again() -> None:
    kept: dict[str, Validator] = {}
    with StandIn(feeds={"avis.xml": FEED}) as site:
        first, second = fetch(site.feed_url("avis.xml"), site.feed_url("avis.xml"), validators=kept)
        assert (first.status, first.body, first.not_modified) == (200, FEED, False)
        assert (second.status, second.body, second.not_modified) == (304, b"", True)
        assert site.log[1].headers["if-none-match"] == first.headers["etag"]
        assert site.log[1].headers["if-modified-since"] == first.headers["last-modified"]
        assert kept == {site.feed_url("avis.xml"): Validator(first.headers["etag"], first.headers["last-modified"])}


def test_validators_outlive_the_client_and_give_way_to_new_contents() -> None:
    kept: dict[str, Validator] = {}
    with StandIn(feeds={"avis.xml": FEED}) as site:
        fetch(site.feed_url("avis.xml"), validators=kept)
        assert fetch(site.feed_url("avis.xml"), validators=kept)[0].not_modified
        site.feeds["avis.xml"] = b"<rss>nouveau</rss>"
        changed, again = fetch(site.feed_url("avis.xml"), site.feed_url("avis.xml"), validators=kept)
        assert (changed.body, again.not_modified) == (b"<rss>nouveau</rss>", True)


def test_a_fragment_makes_an_address_of_its_own_and_is_never_sent() -> None:
    """A source asks the same feed once more for one item: an answer of the past must not stand for it."""
    with StandIn(feeds={"avis.xml": FEED}) as site:
        first, again = fetch(site.feed_url("avis.xml"), site.feed_url("avis.xml") + "#41")
        assert (first.body, again.body) == (FEED, FEED)
        assert [hit.path for hit in site.log] == ["/feeds/avis.xml"] * 2


def test_a_304_that_nobody_asked_for_is_not_an_answer() -> None:
    with StandIn(feeds={"avis.xml": FEED}) as site:
        site.fail("/feeds", Fault(status=304))
        with pytest.raises(SourceChanged) as error:
            fetch(site.feed_url("avis.xml"))
    assert error.value.sentence == "réponse inattendue du site (304)"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_refusal_is_given_to_the_source_with_its_words_and_is_not_repeated(status: int) -> None:
    with StandIn() as site:
        site.fail("/api", Fault(status=status, body=b'{"error_code": "ODSQLError"}'), times=None)
        (reply,) = fetch(site.boamp_url)
        assert (reply.status, reply.body, site.count()) == (status, b'{"error_code": "ODSQLError"}', 1)


def test_a_web_page_instead_of_data_is_given_as_it_came() -> None:
    with StandIn() as site:
        site.fail("/api", Fault(status=200, body=b"<html>Maintenance</html>"))
        (reply,) = fetch(site.boamp_url)
    assert (reply.status, reply.body) == (200, b"<html>Maintenance</html>")


def test_neither_logs_nor_errors_show_the_secrets_of_an_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with StandIn(feeds={"avis.xml": FEED}) as site:
        secret = site.feed_url("avis.xml").replace("//", "//lecteur:motdepasse@") + "?jeton=tres-secret&tri=date"
        fetch(secret)
        assert site.log[0].headers["authorization"].startswith("Basic ")
        site.fail("/feeds", Fault(status=500), times=None)
        with pytest.raises(SourceUnreachable) as error:
            fetch(secret)
    lines = caplog.text + str(error.value) + error.value.address
    assert "tres-secret" not in lines and "motdepasse" not in lines
    assert "jeton=***&tri=date" in error.value.address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://u:p@x.example/f?api_key=1&q=vert", "https://x.example/f?api_key=***&q=vert"),
        (
            "https://x.example/f?pwd=1&apiid=2&uid=3&user=4&hash=5&page=6",
            "https://x.example/f?pwd=***&apiid=***&uid=***&user=***&hash=***&page=6",
        ),
        ("https://x.example/f?mail=a@example.org#part", "https://x.example/f?mail=***"),
        (
            "https://x.example/f?where=dateparution = date'2026-10-02'",
            "https://x.example/f?where=dateparution %3D date'2026-10-02'",
        ),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, expected: str) -> None:
    assert shown(address) == expected


def test_an_address_that_is_not_of_the_web_is_refused_in_french() -> None:
    names = Names(["198.51.100.1"])
    for address in ("file:///etc/passwd", "ftp://x.example/a", "http://[bad", "avis.xml"):
        with pytest.raises(Exception) as error:
            fetch(address, resolve=names.resolve)
        assert getattr(error.value, "sentence", "").startswith("l'adresse"), address
    assert names.asked == []


def test_an_error_never_shows_the_secrets_of_the_address_it_is_about() -> None:
    for kind in (SourceChanged, SourceRefused, SourceUnreachable):
        error = kind("flux", "https://moi:mot@x.example/f?cle=tres-secret&page=2", "le flux est coupé")
        assert error.address == "https://x.example/f?cle=***&page=2"
        assert str(error) == "flux: le flux est coupé (https://x.example/f?cle=***&page=2)"
