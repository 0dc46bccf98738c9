"""Nobody's turn depends on a badge: small and new first, then each in turn, and the table that shows it."""

from collections import Counter
from datetime import timedelta

import pytest

from alerts.network import radar as radars
from alerts.network.fairness import Share, comes_first, distribution, in_order
from alerts.network.peers import Peer, Scope
from tests.alerts.network.circle import FOR_SIAE, GREEN, NOW, crowd, opened, peer

EIGHT = tuple(peer(f"aci-{number}", "aci", GREEN, fte=40.0) for number in range(8))
KEY = b"network 1"


@pytest.mark.parametrize(
    ("fte", "days", "first"),
    [(40.0, 2000, False), (10.0, 2000, True), (None, 2000, False), (40.0, 364, True), (40.0, 365, False)],
)
def test_small_and_new_come_first(fte: float | None, days: int, first: bool) -> None:
    assert comes_first(peer("a", "aci", GREEN, fte=fte, joined_at=NOW - timedelta(days=days)), NOW) == first


def test_a_size_that_is_not_shared_gives_no_advantage() -> None:
    small, secret = peer("s", "aci", GREEN, fte=2.0), peer("t", "aci", GREEN)
    orders = {tuple(one.id for one in in_order((secret, small), (f"o{n}", None), NOW, KEY)) for n in range(50)}
    assert orders == {("s", "t")}


def test_the_order_is_the_same_for_whoever_asks_about_a_lot() -> None:
    one, other = (in_order(peers, ("o1", "2"), NOW, KEY) for peers in (EIGHT, tuple(reversed(EIGHT))))
    assert one == other


def test_nobody_is_always_first_nor_always_last() -> None:
    places: Counter[tuple[str, int]] = Counter()
    for number in range(2000):
        order = in_order(EIGHT, (f"o{number}", None), NOW, KEY)
        places.update((one.id, place) for place, one in enumerate(order))
    assert len(places) == 64  # each of the eight in each of the eight places
    assert all(190 < times < 310 for times in places.values()), places  # 250 expected: four standard deviations


def test_another_network_has_other_turns() -> None:
    lots = [(f"o{number}", None) for number in range(20)]
    orders = [[in_order(EIGHT, lot, NOW, key)[0].id for lot in lots] for key in (b"network 1", b"network 2")]
    assert orders[0] != orders[1]


def test_the_radar_follows_that_order() -> None:
    what = opened(GREEN, reservation=FOR_SIAE)
    (spot,) = radars.radar(crowd(*EIGHT), [what], (), Scope(), NOW).spots
    expected = [one.id for one in in_order(EIGHT, what.key, NOW, KEY)]
    assert [one.structure_id for one in spot.alone] == expected[: radars.MOST_ALONE]


def test_a_new_small_member_is_named_before_the_old_ones() -> None:
    fresh = Peer(EIGHT[3].structure, NOW - timedelta(days=5), 40.0)
    peers = tuple(fresh if one.id == fresh.id else one for one in EIGHT)
    for number in range(20):
        (spot,) = radars.radar(
            crowd(*peers), [opened(GREEN, reservation=FOR_SIAE, name=f"o{number}")], (), Scope(), NOW
        ).spots
        assert spot.alone[0].structure_id == fresh.id


def test_the_monthly_table_counts_every_member_and_every_rank() -> None:
    proposed = [("a", 1), ("a", 1), ("a", 2), ("b", 3), ("b", 4), ("b", 9)]
    assert distribution(proposed, ["a", "b", "never"]) == (
        Share("never", (0, 0, 0), 0),
        Share("a", (2, 1, 0), 0),
        Share("b", (0, 0, 1), 2),
    )
    assert [share.total for share in distribution(proposed, ["a", "b", "never"])] == [0, 3, 3]


def test_who_left_is_not_in_the_table() -> None:
    assert distribution([("gone", 1)], ["a"]) == (Share("a", (0, 0, 0), 0),)
