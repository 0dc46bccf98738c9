"""The radar and the search of partners as they are told to people: every lot, every member, one after the other.

Slow, and right: `radar.radar` and `partners.partners` must give exactly the same, and are compared with this page.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from alerts.matching.reasons import place, trade
from alerts.model.match import Verdict
from alerts.network import fairness
from alerts.network.brought import Asked, Brought, adds, asked, brought, weight
from alerts.network.partners import MOST, Partnership, partnership
from alerts.network.peers import OpenLot, Peer, Scope
from alerts.network.pieces import Need
from alerts.network.radar import (
    MOST_ALONE,
    MOST_TOGETHER,
    On,
    Radar,
    Spot,
    Stage,
    could,
    days_left,
    order,
    reasons,
    stage_of,
    to_look_at,
)


@dataclass(frozen=True, slots=True)
class _Before:
    """A member before a lot."""

    peer: Peer
    brings: Brought
    rank: int

    @property
    def place(self) -> tuple[int, str]:
        return self.rank, self.peer.id


def radar(
    peers: Sequence[Peer],
    lots: Iterable[OpenLot],
    on: Collection[On],
    scope: Scope,
    now: datetime,
    key: bytes = b"",
) -> Radar:
    """See `radar.radar`."""
    taken = {(opportunity, lot) for _, opportunity, lot in on}
    spots: list[Spot] = []
    covered = undated = 0
    for what in lots:
        near = stage_of(what, now)
        if not to_look_at(what, near, now) or not in_scope(peers, what, scope):
            continue
        if what.key in taken:
            covered += near is not None
        elif near is None:
            undated += 1
        else:
            spots.append(_spot(peers, what, near, now, key))
    return Radar(tuple(sorted(spots, key=order)), covered, undated)


def in_scope(peers: Iterable[Peer], what: OpenLot, scope: Scope) -> bool:
    """In the territory and the trades of the network, or else of any of its members."""
    lot, france = what.lot, what.document.france
    wishes = [wish for one in peers for wish in one.structure.activities]
    territories = [wish.territory for wish in wishes] if scope.territory is None else [scope.territory]
    if all(place.reason(one, lot.where, france).verdict is Verdict.AGAINST for one in territories):
        return False
    works = [(wish.trades, wish.cpv_prefixes) for wish in wishes]
    asked_for = works if scope.trades is None else [(scope.trades, frozenset[str]())]
    told = (trade.reason(trades, prefixes, lot) for trades, prefixes in asked_for)
    return any(one is None or one.verdict is not Verdict.AGAINST for one in told)


def partners(
    what: OpenLot, seeker_id: str, peers: Iterable[Peer], now: datetime, key: bytes = b"", most: int = MOST
) -> tuple[Partnership, ...]:
    """See `partners.partners`."""
    to = asked(what)
    field = _before(peers, to, now, key)
    seeker = next((one for one in field if one.peer.id == seeker_id), None)
    if seeker is None:
        raise KeyError(seeker_id)
    return tuple(_partnership(group, to) for group in _groups(seeker, field, to, most))


def _before(peers: Iterable[Peer], to: Asked, now: datetime, key: bytes) -> list[_Before]:
    turn = fairness.seed(key, *to.what.key)
    return [
        _Before(one, brought(one, to), fairness.rank(fairness.seed(key, one.id), turn, fairness.comes_first(one, now)))
        for one in peers
    ]


def _groups(seeker: _Before, field: Iterable[_Before], to: Asked, most: int) -> list[tuple[_Before, ...]]:
    """Pairs; where none covers everything, threes that do before the pairs that come nearest."""
    adding = [one for one in field if one is not seeker and adds(one.brings, seeker.brings, to)]
    pairs = sorted(((seeker, one) for one in adding), key=_heavier(to))
    if not pairs or _weight(pairs[0], to)[0] == 0:
        return pairs[:most]  # type: ignore[return-value]  # a pair is a group
    threes = ((seeker, one, other) for one, other in combinations(adding, 2))
    whole = sorted((group for group in threes if _weight(group, to)[0] == 0), key=_heavier(to))
    return [*whole, *pairs][:most]


def _weight(group: tuple[_Before, ...], to: Asked) -> tuple[int, int, int]:
    return weight(tuple(one.brings for one in group), to)


def _heavier(to: Asked) -> Callable[[tuple[_Before, ...]], tuple[tuple[int, int, int], list[tuple[int, str]]]]:
    return lambda group: (_weight(group, to), sorted(one.place for one in group[1:]))


def _partnership(group: tuple[_Before, ...], to: Asked) -> Partnership:
    seeker, *others = group
    named = [seeker, *sorted(others, key=lambda one: one.place)]
    return partnership([(one.peer.id, one.brings) for one in named], to)


def _spot(peers: Iterable[Peer], what: OpenLot, near: Stage, now: datetime, key: bytes) -> Spot:
    to = asked(what)
    field = _before(peers, to, now, key)
    able = [one for one in field if any(reasons(one.peer, wish, what) for wish in one.peer.structure.activities)]
    complete = {one.peer.id for one in able if _weight((one,), to)[0] == 0}
    others = [one for one in field if one.peer.id not in complete]
    doing = [one for one in others if one.brings.maybe & to.bits(Need.TRADE)]
    first = sorted(able, key=lambda one: (_weight((one,), to), one.place))
    alone = tuple(could(one.peer, one.brings, to) for one in first[:MOST_ALONE])
    seekers = sorted(doing, key=lambda one: (_weight((one,), to), one.place))[:MOST_TOGETHER]
    perhaps = any(not one.peer.answers_seen for one in (*able, *doing))
    groups = tuple(_together(seekers, others, to))
    return Spot(what, near, days_left(what, now), alone, len(able), groups, perhaps)


def _together(seekers: Iterable[_Before], others: Sequence[_Before], to: Asked) -> Iterator[Partnership]:
    told: set[frozenset[str]] = set()
    for seeker in seekers:
        for group in _groups(seeker, others, to, 1):
            found = _partnership(group, to)
            if found.whole and frozenset(found.who) not in told:
                told.add(frozenset(found.who))
                yield found
