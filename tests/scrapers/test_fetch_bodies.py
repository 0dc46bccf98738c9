"""No body, however large, cut or compressed, costs more memory than the cap."""

import gzip
import tracemalloc
import zlib

import pytest

from bot.demo.faults import Fault
from bot.demo.standin import StandIn
from scrapers.errors import SourceRefused, SourceUnreachable
from tests.scrapers.fetching import FEED, fetch

MO = 1_000_000
PATH = "/feeds/a.xml"


def refused(fault: Fault, cap: int) -> tuple[SourceRefused, int]:
    """The refusal of a body, and the peak of memory (bytes) while it came."""
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail(PATH, fault, times=None)
        tracemalloc.start()
        try:
            with pytest.raises(SourceRefused) as error:
                fetch(site.address + PATH, cap=cap)
            return error.value, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_a_body_of_200_mo_is_cut_early() -> None:
    error, peak = refused(Fault(huge=200 * MO), cap=5 * MO)
    assert error.sentence == "la réponse dépasse 5 Mo : elle n'est pas lue"
    assert peak < 20 * MO


def test_a_gzip_bomb_of_200_mo_is_cut_early() -> None:
    error, peak = refused(Fault(bomb=200 * MO), cap=5 * MO)
    assert error.sentence == "la réponse dépasse 5 Mo : elle n'est pas lue"
    assert peak < 20 * MO


def test_a_body_that_announces_too_much_is_not_even_read() -> None:
    error, _ = refused(Fault(body=b"x" * 2000), cap=1000)
    assert error.sentence == "la réponse dépasse 0.001 Mo : elle n'est pas lue".replace(".", ",")


def test_a_body_of_exactly_the_cap_is_read() -> None:
    with StandIn() as site:
        site.fail("/", Fault(status=200, body=b"x" * 1000), times=None)
        assert len(fetch(site.address + PATH, cap=1000)[0].body) == 1000


def raw_deflate(body: bytes) -> bytes:
    press = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return press.compress(body) + press.flush()


LONG = b"".join(b"ligne %d\n" % n for n in range(40_000))  # more than one piece once decompressed


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("gzip", gzip.compress(LONG)),
        ("x-gzip", gzip.compress(LONG)),
        ("GZIP", gzip.compress(LONG[:7]) + gzip.compress(LONG[7:])),
        ("gzip", gzip.compress(LONG) + b"\0" * 512),
        ("deflate", zlib.compress(LONG)),
        ("deflate", raw_deflate(LONG)),
        ("identity", LONG),
    ],
)
def test_compressed_bodies_are_opened(encoding: str, sent: bytes) -> None:
    with StandIn() as site:
        site.fail("/", Fault(status=200, body=sent, headers={"Content-Encoding": encoding}))
        assert fetch(site.address + PATH)[0].body == LONG


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=200, cut=True),
        Fault(status=200, body=gzip.compress(LONG)[:-20], headers={"Content-Encoding": "gzip"}),
        Fault(status=200, body=b"not gzip at all", headers={"Content-Encoding": "gzip"}),
        Fault(status=200, body=b"?", headers={"Content-Encoding": "br"}),
    ],
)
def test_a_cut_body_is_asked_again_and_never_taken_for_a_whole_one(fault: Fault) -> None:
    with StandIn(feeds={"a.xml": FEED}) as site:
        site.fail(PATH, fault)
        assert fetch(site.address + PATH)[0].body == FEED
        site.fail(PATH, fault, times=None)
        with pytest.raises(SourceUnreachable) as error:
            fetch(site.address + PATH)
    assert error.value.sentence == "le site a coupé sa réponse en chemin"
