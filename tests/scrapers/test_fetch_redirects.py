"""Redirects are followed, but no site can lead the client to a private network (server-side request forgery)."""

import pytest

from bot.demo.faults import Fault
from bot.demo.standin import StandIn
from scrapers.errors import SourceChanged, SourceRefused
from scrapers.fetch import Fetcher
from scrapers.source import Request
from scrapers.wire.addresses import is_public
from tests.scrapers.fetching import FEED, Names, Wire, fetch, read

PRIVATE = "l'adresse mène à un réseau privé : elle n'est pas suivie"


def test_a_redirect_within_the_configured_site_is_followed() -> None:
    with StandIn(feeds={"b.xml": FEED}) as site:
        site.fail("/old", Fault(location="/feeds/b.xml", status=301))
        (reply,) = fetch(site.address + "/old")
        assert (reply.status, reply.body, reply.address) == (200, FEED, site.feed_url("b.xml"))


def test_a_redirect_to_another_local_service_is_refused() -> None:
    with StandIn() as site, StandIn(feeds={"secret.xml": FEED}) as inside:
        site.fail("/feeds", Fault(location=inside.feed_url("secret.xml")))
        with pytest.raises(SourceRefused) as error:
            fetch(site.feed_url("a.xml"))
        assert (error.value.sentence, inside.count()) == (PRIVATE, 0)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:9/",
        "http://127.1:9/",
        "http://2130706433:9/",
        "http://0x7f.1:9/",
        "http://0.0.0.0:9/",
        "http://10.0.0.8/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[::1]:9/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://localhost:9/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused_however_it_is_written(target: str) -> None:
    with StandIn() as site:
        site.fail("/feeds", Fault(location=target))
        with pytest.raises(SourceRefused) as error:
            fetch(site.feed_url("a.xml"))
        assert (error.value.sentence, site.count()) == (PRIVATE, 1)


def test_one_private_address_among_several_is_enough_to_refuse() -> None:
    names = Names(["1.1.1.1", "192.168.0.10"])
    with StandIn() as site:
        site.fail("/feeds", Fault(location="http://ailleurs.example/x"))
        with pytest.raises(SourceRefused) as error:
            fetch(site.feed_url("a.xml"), resolve=names.resolve)
    assert error.value.sentence == PRIVATE


def test_a_name_that_changes_after_the_check_changes_nothing() -> None:
    """DNS rebinding: the name is looked up once, and the connection goes to the very address that was checked."""
    names = Names(["1.1.1.1"], ["127.0.0.1"])
    with StandIn(feeds={"a.xml": FEED}) as site:
        wire = Wire(site)
        (reply,) = fetch("https://ailleurs.example/feeds/a.xml", configured=[], resolve=names.resolve, transport=wire)
        assert site.log[0].headers["connection"] == "close"
    assert reply.body == FEED
    assert names.asked == [("ailleurs.example", 443)]
    assert wire.dialled == [("https://1.1.1.1", "ailleurs.example", "ailleurs.example")]


def test_what_a_feed_links_to_is_not_trusted_like_what_the_configuration_names() -> None:
    with StandIn(feeds={"a.xml": FEED}) as site, StandIn(feeds={"page.html": b"secret"}) as inside:
        assert fetch(site.feed_url("a.xml"), configured=[site.address])[0].body == FEED
        with pytest.raises(SourceRefused) as error:
            fetch(inside.feed_url("page.html"), configured=[site.address])
        assert (error.value.sentence, inside.count()) == (PRIVATE, 0)


def test_a_configured_site_may_redirect_to_another_configured_one() -> None:
    with StandIn() as site, StandIn(feeds={"b.xml": FEED}) as second:
        site.fail("/feeds", Fault(location=second.feed_url("b.xml")))
        (reply,) = fetch(site.feed_url("a.xml"), configured=[site.address, second.address])
    assert reply.body == FEED


def test_five_redirects_are_followed_and_not_six() -> None:
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(location="/feeds/a.xml"), times=5)
        assert fetch(site.feed_url("a.xml"))[0].body == FEED
        assert site.count() == 6
        site.fail("/feeds", Fault(location="/feeds/a.xml"), times=None)
        with pytest.raises(SourceRefused) as error:
            fetch(site.feed_url("a.xml"))
        assert error.value.sentence == "le site redirige plus de 5 fois de suite"
        assert site.count() == 12


def test_a_redirect_never_leaves_encryption() -> None:
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/feeds", Fault(location="http://avis.example/feeds/a.xml"))
        with pytest.raises(SourceRefused) as error:
            fetch("https://avis.example/feeds/a.xml", transport=Wire(site))
        assert site.count() == 1
    assert error.value.sentence == "le site redirige vers une adresse non sécurisée (http)"


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("file:///etc/passwd", "l'adresse n'est pas une adresse du Web (http ou https)"),
        ("javascript:alert(1)", "l'adresse n'est pas une adresse du Web (http ou https)"),
        ("http://[mal", "l'adresse est mal formée"),
    ],
)
def test_a_redirect_that_leads_out_of_the_web_is_refused(target: str, sentence: str) -> None:
    with StandIn() as site:
        site.fail("/feeds", Fault(location=target))
        with pytest.raises(SourceRefused) as error:
            fetch(site.feed_url("a.xml"))
    assert error.value.sentence == sentence


def test_a_redirect_that_says_nowhere() -> None:
    with StandIn() as site:
        site.fail("/feeds", Fault(status=302))
        with pytest.raises(SourceChanged) as error:
            fetch(site.feed_url("a.xml"))
    assert error.value.sentence == "le site redirige sans dire vers où"


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirected_search_is_sent_again_only_where_http_says_so(status: int, method: str) -> None:
    async def story() -> None:
        async with Fetcher("VigieESS/0.1", "contact", pause=0) as fetcher:
            await fetcher.get(Request(site.address + "/old", json={"query": "x"}), source="ted")

    with StandIn() as site:
        site.fail("/old", Fault(location="/v3/notices/search", status=status))
        read(story)
        assert (site.log[1].method, bool(site.log[1].body)) == (method, method == "POST")


def test_a_password_is_not_carried_by_a_redirect() -> None:
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail("/old", Fault(location=site.feed_url("a.xml").replace("//", "//voleur:mot@")))
        fetch(site.address + "/old")
        assert "authorization" not in site.log[1].headers


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700:4700::1111", True),
        ("172.16.3.4", False),
        ("127.0.0.53", False),
        ("198.18.0.1", False),
        ("203.0.113.5", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("ff02::1", False),
        ("2002:7f00:1::", False),
        ("2001:db8::1", False),
        ("fe80::1%1", False),
        ("fec0::1", False),
        ("192.0.0.8", False),
        ("192.88.99.1", False),
        ("3fff::1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::101:101", True),
        ("64:ff9b:1::101:101", False),
        ("2002:c0a8:1::1", False),
        ("2002:c058:6301::1", False),
        ("::ffff:192.0.0.8", False),
        ("5f00::1", False),
        ("::127.0.0.1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["xn--", "a..b", "x" * 300, ".", "xn--a-ecp.ru\u0301\ufffe"])
def test_a_redirect_to_a_host_that_is_no_name_is_refused(host: str) -> None:
    with StandIn() as site:
        site.fail("/feeds", Fault(location=f"http://{host}/".encode().decode("latin-1")))
        with pytest.raises(SourceRefused) as error:
            fetch(site.feed_url("a.xml"))
    assert error.value.sentence == "l'adresse est mal formée"


def test_a_name_of_the_public_internet_that_leads_inside_is_refused() -> None:
    names = Names(["10.1.2.3"])
    with StandIn() as site:
        site.fail("/feeds", Fault(location="http://ailleurs.example/x"))
        with pytest.raises(SourceRefused) as error:
            fetch(site.feed_url("a.xml"), resolve=names.resolve)
    assert (error.value.sentence, names.asked) == (PRIVATE, [("ailleurs.example", 80)])
