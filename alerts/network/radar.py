"""Lots reserved or with a social clause, that nobody of the network is on and that close soon; with who could.

What members refused is no input: a member who refused is proposed like any other, so that nobody can tell. Where a
member who could does not share what it answers, the lot is perhaps taken care of: it is told, with that doubt.

`oracle.radar` is the plain loop that defines the result.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

import numpy as np

from alerts.matching.judged import Reasons
from alerts.matching.reasons import eligibility, place, trade
from alerts.model.match import Reason, Verdict
from alerts.model.structure import Criteria
from alerts.network.brought import Asked, Brought, asked, together
from alerts.network.crowd import Crowd, Numbers
from alerts.network.partners import Field, Partnership
from alerts.network.peers import OpenLot, Peer, Scope
from alerts.network.pieces import Need, Piece

__all__ = ["Could", "On", "Radar", "Scope", "Spot", "Stage", "radar"]

MOST_ALONE, MOST_TOGETHER = 5, 3  # a phone shows no more
On = tuple[str, str, str | None]  # structure, opportunity, lot


class Stage(IntEnum):
    """Calendar days before the deadline, at most."""

    URGENT = 8
    SOON = 15


@dataclass(frozen=True, slots=True)
class Could:
    """A member whose trade, place and right fit. `lacks`: pieces that it would look for. `sure`: nothing to check."""

    structure_id: str
    reasons: Reasons
    lacks: tuple[Piece, ...] = ()

    @property
    def sure(self) -> bool:
        return all(one.verdict is Verdict.FOR for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Spot:
    """A lot to take care of. `alone` and `together` are the first of each, in the fair order; `able`: how many could
    alone. Whoever could alone and would look for something may also be in a group. `perhaps`: somebody who could does
    not share what it answers.
    """

    what: OpenLot
    stage: Stage
    days: int
    alone: tuple[Could, ...] = ()
    able: int = 0
    together: tuple[Partnership, ...] = ()
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Radar:
    """`spots`: the urgent first. `covered`: lots of the same sort that a member is on. `undated`: those nobody is on,
    and whose deadline is not known."""

    spots: tuple[Spot, ...] = ()
    covered: int = 0
    undated: int = 0


def radar(crowd: Crowd, lots: Iterable[OpenLot], on: Collection[On], scope: Scope, now: datetime) -> Radar:
    """As of `now` (aware). `on`: what members are on, as far as they share it."""
    taken = {(opportunity, lot) for _, opportunity, lot in on}
    spots: list[Spot] = []
    covered = undated = 0
    for what in lots:
        near = stage_of(what, now)
        if not to_look_at(what, near, now) or not crowd.in_scope(what, scope):
            continue
        if what.key in taken:
            covered += near is not None
        elif near is None:
            undated += 1
        else:
            spots.append(_spot(crowd, what, near, days_left(what, now)))
    return Radar(tuple(sorted(spots, key=order)), covered, undated)


def to_look_at(what: OpenLot, near: Stage | None, now: datetime) -> bool:
    """Reserved or claused, open to answers, and near or without a date."""
    if not what.document.answerable or not (what.reserved or what.claused) or what.lot.passed(now):
        return False
    return near is not None or what.lot.deadline is None


def stage_of(what: OpenLot, now: datetime) -> Stage | None:
    """None when it is far, over, or not known."""
    days = days_left(what, now)
    return None if days < 0 else next((one for one in Stage if days <= one), None)


def days_left(what: OpenLot, now: datetime) -> int:
    """Calendar days on the buyer's clock; -1 when there is no deadline."""
    deadline = what.lot.deadline
    if deadline is None:
        return -1
    return (deadline.at.date() - now.astimezone(deadline.at.tzinfo).date()).days


def order(spot: Spot) -> tuple[int, datetime, str, str]:
    """What closes first, first: the urgent before the others."""
    deadline = spot.what.lot.deadline
    assert deadline is not None  # noqa: S101  # a spot has a stage, thus a deadline
    return spot.stage, deadline.at, spot.what.opportunity, spot.what.lot.lot_id or ""


def could(peer: Peer, brings: Brought, to: Asked) -> Could:
    """In matching's own words, for the activity that fits best. The member is one of those who could."""
    fitting = (found for wish in peer.structure.activities if (found := reasons(peer, wish, to.what)) is not None)
    best = min(fitting, key=lambda found: sum(one.verdict is Verdict.CHECK for one in found))
    return Could(peer.id, best, to.named(to.all & ~together((brings,), to.volume).maybe))


def reasons(peer: Peer, wish: Criteria, what: OpenLot) -> Reasons | None:
    """Right, trade and place; None as soon as one is against."""
    lot, document = what.lot, what.document
    told: tuple[Reason | None, ...] = (
        eligibility.reason(peer.structure.kinds, lot, document.concession, document.may_answer),
        trade.reason(wish.trades, wish.cpv_prefixes, lot),
        place.reason(wish.territory, lot.where, document.france),
    )
    found = tuple(one for one in told if one is not None)
    return None if any(one.verdict is Verdict.AGAINST for one in found) else found


def _spot(crowd: Crowd, what: OpenLot, near: Stage, days: int) -> Spot:
    field = Field(asked(what), crowd)
    able: Numbers = np.unique(crowd.owners[crowd.able(what)])
    field.left_out[able[field.lacks_nothing(able)]] = True
    doing = field.bring_one_of(field.to.bits(Need.TRADE))
    chosen = field.best(able, MOST_ALONE)
    alone = tuple(could(crowd.peers[one], field.of(one), field.to) for one in chosen)
    groups = tuple(_groups(field, field.best(doing, MOST_TOGETHER)))
    perhaps = bool(crowd.hidden[able].any() or crowd.hidden[doing].any())
    return Spot(what, near, days, alone, len(able), groups, perhaps)


def _groups(field: Field, seekers: Sequence[int]) -> Iterator[Partnership]:
    """The best whole group of each, once."""
    told: set[frozenset[int]] = set()
    for seeker in seekers:
        for others in field.partners(seeker, 1):
            group = (seeker, *others)
            found = field.partnership(group)
            if found.whole and frozenset(group) not in told:
                told.add(frozenset(group))
                yield found
