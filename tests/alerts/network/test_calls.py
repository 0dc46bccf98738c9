"""Whom a blind call is proposed to, in which order, and when the next ones are asked."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alerts.model.network import Answered, Call, Candidate
from alerts.model.reading import ClauseKind
from alerts.network.calls import LAST, WAIT, WAVE, WAVES, Queue, queue, wave_due
from alerts.network.partners import partners
from alerts.network.peers import OpenLot, Peer
from tests.alerts.network.circle import CLEAN, FOR_SIAE, GREEN, LAUNDRY, NOW, crowd, needs, opened, peer

CLAUSE = ClauseKind.CLAUSE_SOCIALE
YES, NO = Answered.YES, Answered.NO
HOUR = timedelta(hours=1)


def found(what: OpenLot, *peers: Peer, left_out: tuple[str, ...] = ()) -> Queue:
    """For the first of them."""
    return queue(what, peers[0].id, crowd(*peers), left_out)


def who(what: OpenLot, *peers: Peer, left_out: tuple[str, ...] = ()) -> list[str]:
    return [one.structure_id for one in found(what, *peers, left_out=left_out).asks]


def test_what_we_have_what_we_lack_and_what_the_others_add() -> None:
    queue = found(opened(GREEN, CLEAN, clause=CLAUSE), peer("a", "scop", GREEN), peer("b", "ei", CLEAN))
    assert (needs(queue.brings), needs(queue.lacks)) == (["trade", "place"], ["trade", "hours"])
    assert [(one.structure_id, needs(one.pieces), one.mixed) for one in queue.asks] == [
        ("b", ["trade", "hours"], False)
    ]


def test_whoever_brings_nothing_more_is_not_asked() -> None:
    assert who(opened(GREEN, CLEAN), peer("a", "ei", GREEN), peer("twin", "ei", GREEN)) == []


def test_whoever_lacks_nothing_finds_nobody() -> None:
    queue = found(opened(GREEN), peer("a", "ei", GREEN), peer("b", "ei", CLEAN))
    assert (needs(queue.lacks), queue.asks) == ([], ())


def test_nobody_is_asked_twice_nor_asks_itself() -> None:
    three = peer("a", "ei", GREEN), peer("b", "ei", CLEAN), peer("c", "ei", CLEAN)
    assert sorted(who(opened(GREEN, CLEAN), *three)) == ["b", "c"]
    assert who(opened(GREEN, CLEAN), *three, left_out=("b",)) == ["c"]


def test_who_is_no_member_is_refused() -> None:
    with pytest.raises(KeyError):
        queue(opened(GREEN), "stranger", crowd(peer("a", "ei", GREEN)))


def test_the_best_cover_comes_first_then_who_works_there() -> None:
    seeker = peer("a", "scop", GREEN)
    members = peer("trade", "scop", CLEAN), peer("both", "ei", CLEAN), peer("far", "ei", CLEAN, "69")
    assert who(opened(GREEN, CLEAN, clause=CLAUSE), seeker, *members) == ["both", "far", "trade"]
    assert found(opened(GREEN, CLEAN), seeker, *members[1:]).asks[0].structure_id == "both"


def test_those_who_bring_different_pieces_alternate() -> None:
    """Six clean, two wash: the first wave holds both trades."""
    clean = [peer(f"clean{n}", "ei", CLEAN) for n in range(6)]
    wash = [peer(f"wash{n}", "ei", LAUNDRY) for n in range(2)]
    order = who(opened(GREEN, CLEAN, LAUNDRY), peer("a", "ei", GREEN), *clean, *wash)
    assert [one.rstrip("0123456789") for one in order[:5]].count("wash") == 2
    assert {one.rstrip("0123456789") for one in order[:2]} == {"clean", "wash"}
    assert len(order) == 8


def test_small_and_new_first_then_each_in_its_turn() -> None:
    """Over a hundred lots, small ones are always before big ones, and each big one is first among them in turn."""
    seeker = peer("a", "ei", GREEN)
    small = peer("small", "ei", CLEAN, fte=4.0)
    new = peer("new", "ei", CLEAN, joined_at=NOW - timedelta(days=30))
    big = [peer(f"big{n}", "ei", CLEAN, fte=50.0) for n in range(4)]
    firsts: Counter[str] = Counter()
    for number in range(100):
        order = who(opened(GREEN, CLEAN, name=f"lot {number}"), seeker, *big, small, new)
        assert set(order[:2]) == {"small", "new"}
        firsts[order[2]] += 1
    assert set(firsts) == {"big0", "big1", "big2", "big3"}
    assert min(firsts.values()) > 10, firsts


def test_the_first_asked_is_the_first_partner_of_the_radar() -> None:
    """The same rule (`partners`), for pairs."""
    members = [peer("a", "scop", GREEN), *(peer(f"m{n}", kind, CLEAN) for n, kind in enumerate(("ei", "scop", "aci")))]
    what = opened(GREEN, CLEAN, clause=CLAUSE)
    assert partners(what, "a", crowd(*members))[0].who[1] == who(what, *members)[0]


def test_a_mixed_group_is_told_as_such() -> None:
    queue = found(opened(GREEN, reservation=FOR_SIAE), peer("a", "scop", GREEN), peer("b", "aci", LAUNDRY))
    assert [(one.structure_id, one.mixed) for one in queue.asks] == [("b", True)]


CALL = Call(1, 1, "a", "o1", "n1", "", NOW, waved_at=NOW)


def candidates(*said: tuple[Answered | None, Answered | None], at: datetime = NOW) -> list[Candidate]:
    return [Candidate(1, f"m{n}", n + 1, (), at, mine, theirs) for n, (mine, theirs) in enumerate(said)]


@pytest.mark.parametrize(
    ("call", "said", "after", "due"),
    [
        (replace(CALL, waved_at=None), [], HOUR, True),  # nobody was asked yet
        (CALL, [(None, None)], WAIT - HOUR, False),
        (CALL, [(None, None)], WAIT, True),
        (CALL, [(NO, None), (NO, None)], HOUR, True),  # all said no
        (CALL, [(NO, None), (None, None)], HOUR, False),
        (CALL, [(YES, NO), (NO, None)], HOUR, True),  # one said yes, and the seeker no
        (CALL, [(YES, None), (NO, None)], HOUR, False),  # the seeker has not answered
        (CALL, [(YES, None)], WAIT, True),  # for two days
        (CALL, [(YES, YES), (NO, None)], WAIT * 2, False),  # they agree
        (replace(CALL, closed_at=NOW), [(None, None)], WAIT, False),
        (replace(CALL, closes_at=NOW + WAIT + LAST), [(None, None)], WAIT, False),  # a day before the deadline
        (replace(CALL, closes_at=NOW + WAIT + LAST + HOUR), [(None, None)], WAIT, True),
        (replace(CALL, waved_at=NOW), [], HOUR, False),  # nobody left to ask, an hour ago
    ],
)
def test_when_the_next_ones_are_asked(
    call: Call, said: list[tuple[Answered | None, Answered | None]], after: timedelta, due: bool
) -> None:
    assert wave_due(call, candidates(*said), NOW + after) is due


def test_three_waves_at_most() -> None:
    asked = [one for n in range(WAVES) for one in candidates(*[(NO, None)] * WAVE, at=NOW + n * WAIT)]
    assert wave_due(CALL, asked[: WAVE * (WAVES - 1)], NOW + 9 * WAIT)
    assert not wave_due(CALL, asked, NOW + 9 * WAIT)
