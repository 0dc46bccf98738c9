"""The fast radar and the fast search of partners must find what the plain loops find, in random worlds."""

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.matching.document import describe
from alerts.model.reading import LotReading
from alerts.model.structure import Structure
from alerts.network import fairness, oracle, partners, radar
from alerts.network.crowd import Crowd
from alerts.network.peers import OpenLot, Peer, Scope
from alerts.territory.france import France
from scrapers.notice import Notice
from tests.alerts.matching import people
from tests.alerts.matching.drawn import NOTICES, NOW, READINGS, STRUCTURES, TERRITORIES, TRADES, numbered
from tests.alerts.network import worlds

FRANCE = France.load()
KEY = b"network 7"
PEERS = STRUCTURES.flatmap(
    lambda structures: st.tuples(
        *(
            st.builds(
                Peer,
                st.just(structure),
                st.sampled_from([NOW - timedelta(days=30), NOW - timedelta(days=900)]),
                st.sampled_from([None, 0.0, 2.0, 6.0, 40.0]),
                st.booleans(),
            )
            for structure in structures
        )
    )
)
VOLUMES = st.sampled_from([None, None, 1.0, 3.0, 30.0])
SCOPES = st.builds(
    Scope,
    st.none() | st.lists(st.sampled_from(TRADES), max_size=2).map(frozenset),
    st.none() | TERRITORIES,
)


def opened(notice: Notice, readings: list[LotReading], fte: float | None) -> list[OpenLot]:
    document = describe(numbered(notice), readings, FRANCE)
    return [OpenLot("o1", document, lot, fte) for lot in document.lots]


@settings(max_examples=40, deadline=None)
@given(PEERS, NOTICES, READINGS, VOLUMES, SCOPES, st.data())
def test_the_radar_is_that_of_the_plain_loop(
    peers: tuple[Peer, ...],
    notice: Notice,
    readings: list[LotReading],
    fte: float | None,
    scope: Scope,
    data: st.DataObject,
) -> None:
    lots = opened(notice, readings, fte)
    on = {("s01", "o1", lot.lot.lot_id) for lot in lots if data.draw(st.sampled_from([False, False, True]))}
    expected = oracle.radar(peers, lots, on, scope, NOW, KEY)
    assert radar.radar(Crowd(peers, FRANCE, NOW, KEY), lots, on, scope, NOW) == expected


@settings(max_examples=40, deadline=None)
@given(PEERS.filter(bool), NOTICES, READINGS, VOLUMES)
def test_partners_are_those_of_the_plain_loop(
    peers: tuple[Peer, ...], notice: Notice, readings: list[LotReading], fte: float | None
) -> None:
    crowd = Crowd(peers, FRANCE, NOW, KEY)
    for what in opened(notice, readings, fte):
        for most in (1, 3, 10):
            expected = oracle.partners(what, peers[0].id, peers, NOW, KEY, most)
            assert partners.partners(what, peers[0].id, crowd, most) == expected


SEEDS = st.integers(0, 10**9)


@settings(max_examples=100, deadline=None)
@given(SEEDS, SEEDS, st.booleans())
def test_where_nobody_does_everything_they_agree_too(who: int, what: int, some_on: bool) -> None:
    peers, lots = worlds.peers(who), worlds.lots(what)
    crowd = Crowd(peers, FRANCE, NOW, KEY)
    on = {("s00", lot.opportunity, lot.lot.lot_id) for lot in lots[1:]} if some_on else set()
    assert radar.radar(crowd, lots, on, Scope(), NOW) == oracle.radar(peers, lots, on, Scope(), NOW, KEY)
    for lot in lots:
        for most in (1, 10):
            expected = oracle.partners(lot, "s00", peers, NOW, KEY, most)
            assert partners.partners(lot, "s00", crowd, most) == expected


def test_the_random_world_has_all_that_is_compared() -> None:  # else equality would prove nothing
    seen: Counter[str] = Counter()
    for seed in range(60):
        peers, lots = worlds.peers(seed), worlds.lots(seed)
        found = oracle.radar(peers, lots, (), Scope(), NOW, KEY)
        seen.update(alone=sum(bool(spot.alone) for spot in found.spots), undated=found.undated)
        seen.update(together=sum(bool(spot.together) for spot in found.spots))
        seen.update(perhaps=sum(spot.perhaps for spot in found.spots))
        for one in (group for what in lots for group in oracle.partners(what, "s00", peers, NOW, KEY)):
            seen.update(pairs=one.whole and len(one.who) == 2, threes=len(one.who) == 3)
            seen.update(mixed=one.mixed, partial=not one.whole, to_check=bool(one.to_check))
    assert len(seen) == 9
    assert min(seen.values()) > 5, seen


def test_a_network_of_nobody_sees_nothing() -> None:
    crowd = Crowd((), FRANCE, NOW, KEY)
    assert radar.radar(crowd, (), (), Scope(), NOW) == radar.Radar()
    assert len(crowd) == 0


def test_the_vector_of_ranks_is_the_rank_of_each() -> None:
    peers = [Peer(Structure(f"s{n}", "Fictive", frozenset()), NOW, 50.0 if n % 2 else None) for n in range(200)]
    aged = [Peer(one.structure, NOW - timedelta(days=400 * (n % 3)), one.fte) for n, one in enumerate(peers)]
    document = describe(people.notice(), [], FRANCE)
    what = OpenLot("o9", document, document.lots[0])
    crowd = Crowd(aged, FRANCE, NOW, KEY)
    turn = fairness.seed(KEY, *what.key)
    expected = [fairness.rank(fairness.seed(KEY, one.id), turn, fairness.comes_first(one, NOW)) for one in crowd.peers]
    assert crowd.ranks(what).tolist() == expected
