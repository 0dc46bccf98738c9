"""Whom a blind call is proposed to, in which order and when: the rules are ours, and told to members.

Members who add something that the seeker lacks, the best cover first, then those who work there, then the fair order
(`fairness`); those who bring different pieces alternate, so that one wave may already cover the lot. No badge, no past
success, no answer counts: who said no to another call comes in its turn like anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.model.network import Answered, Call, Candidate
from alerts.network.brought import Asked, Brought, adds, asked, weight
from alerts.network.crowd import Crowd
from alerts.network.partners import partnership
from alerts.network.peers import OpenLot
from alerts.network.pieces import Need, Piece

WAVE = 5  # members asked at once
WAVES = 3
WAIT = timedelta(days=2)  # without an agreement, before the next wave
LAST = timedelta(days=1)  # before the deadline: nobody is asked any more
LASTS = timedelta(days=60)  # a call on a lot without a known deadline


@dataclass(frozen=True, slots=True)
class Ask:
    """A member that may be asked. `pieces`: what it adds to the seeker. `mixed`: on a reserved lot one of the two may
    answer and the other surely not (`partners.MIXED`)."""

    structure_id: str
    pieces: tuple[Piece, ...]
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """A lot as the seeker stands before it, and those who could complete it, in the order in which they are asked."""

    brings: tuple[Piece, ...]
    lacks: tuple[Piece, ...]
    asks: tuple[Ask, ...] = ()


def queue(what: OpenLot, seeker_id: str, crowd: Crowd, left_out: Iterable[str] = ()) -> Queue:
    """`left_out`: members who are not to be asked. Raises KeyError when the seeker is no member."""
    to, brought = asked(what), _Brought(crowd, what)
    own, out = brought.of(crowd.places[seeker_id]), {seeker_id, *left_out}
    ranks, there = crowd.ranks(what), to.bits(Need.PLACE)
    adding = [
        ((weight((own, one), to), not one.maybe & there, int(ranks[place]), peer.id), one)
        for place, peer in enumerate(crowd.peers)
        if peer.id not in out and adds(one := brought.of(place), own, to)
    ]
    ordered = [(order[-1], one) for order, one in sorted(adding, key=lambda found: found[0])]
    asks = tuple(_ask((seeker_id, own), one, to) for one in _alternating(ordered, own, to))
    return Queue(to.named(to.all & own.maybe), to.named(to.all & ~own.maybe), asks)


def wave_due(call: Call, candidates: Sequence[Candidate], now: datetime) -> bool:
    """Whether the next members are to be asked. `candidates`: all of this call."""
    if call.closed_at is not None or (call.closes_at is not None and call.closes_at - now <= LAST):
        return False
    if any(one.agreed for one in candidates) or waves(candidates) >= WAVES:
        return False
    if call.waved_at is None or now - call.waved_at >= WAIT:
        return True
    return bool(candidates) and all(Answered.NO in (one.answer, one.seeker_answer) for one in candidates)


def waves(candidates: Iterable[Candidate]) -> int:
    """How many there were already."""
    return len({one.asked_at for one in candidates})


class _Brought:
    def __init__(self, crowd: Crowd, what: OpenLot) -> None:
        self._maybe, self._sure, self._twelfths = crowd.brought(asked(what))

    def of(self, place: int) -> Brought:
        return Brought(int(self._maybe[place]), int(self._sure[place]), int(self._twelfths[place]))


def _alternating(ordered: Sequence[tuple[str, Brought]], own: Brought, to: Asked) -> list[tuple[str, Brought]]:
    """Round after round: in each one, the first of those left who brings a piece that the round still lacks."""
    left, told = list(ordered), list[tuple[str, Brought]]()
    while left:
        before, later = own, list[tuple[str, Brought]]()
        for one in left:
            if adds(one[1], before, to):
                told.append(one)
                before = Brought(before.maybe | one[1].maybe | (to.volume if one[1].twelfths else 0))
            else:
                later.append(one)
        left = later
    return told


def _ask(seeker: tuple[str, Brought], one: tuple[str, Brought], to: Asked) -> Ask:
    found = partnership((seeker, one), to)
    return Ask(one[0], found.parts[1].pieces, found.mixed)
