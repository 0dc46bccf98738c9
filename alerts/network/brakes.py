"""What holds a broadcast back: a weekly cap, a network that somebody muted, one confirmation of what was seen.

A cap delays and loses nothing: what finds no room this week is told when there is some. It counts for each recipient
of a member (a person, a group, the folder of the structure), whatever the number of their channels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from alerts.model.network import Broadcast

WEEK = timedelta(days=7)
SHORT = 12  # characters of a fingerprint: it stands in a button


class Brake(StrEnum):
    """What becomes of a broadcast for one recipient."""

    NOW = "now"  # at their own next moment
    LATER = "later"  # the cap of the week is reached: when it has room again
    MUTED = "muted"  # they want no broadcast of this network
    TOLD = "told"  # another broadcast has told them of this notice already
    TOO_LATE = "too_late"  # it closes before the week has room


@dataclass(frozen=True, slots=True)
class Braked:
    """`at` is None when it will not leave."""

    brake: Brake
    at: datetime | None = None


def braked(
    received: Iterable[datetime],
    wanted: datetime,
    cap: int,
    closes: datetime | None = None,
    *,
    muted: bool = False,
    told: bool = False,
) -> Braked:
    """May this broadcast be delivered at `wanted`, else when?

    `received`: the moments of the other broadcasts of this network to this recipient, those to come included. `closes`:
    the deadline of what it tells, None when nobody knows it. All are aware. Raises ValueError for a cap below one.
    """
    if muted:
        return Braked(Brake.MUTED)
    if told:
        return Braked(Brake.TOLD)
    at = first_room(received, wanted, cap)
    if at == wanted:
        return Braked(Brake.NOW, at)
    return Braked(Brake.TOO_LATE) if closes is not None and at >= closes else Braked(Brake.LATER, at)


def first_room(received: Iterable[datetime], wanted: datetime, cap: int) -> datetime:
    """The first moment, not before `wanted`, at which one more leaves no seven days with more than `cap`.

    Raises ValueError for a cap below one: nothing would ever leave.
    """
    if cap < 1:
        raise ValueError("a cap below one would let nothing through")
    moments = sorted(received)
    after = (one + WEEK for one in moments if one + WEEK > wanted)
    return next(at for at in (wanted, *after) if _fits(moments, at, cap))


def fingerprint(broadcast: Broadcast, shown: Iterable[str] = ()) -> str:
    """Of what a confirmation is about: the note, the target, the opportunity. Twelve hexadecimal digits.

    `shown`: what else the preview stood on (the versions of the notices). A draft that changed has another one, and
    has to be seen again.
    """
    target = broadcast.target
    chosen = (
        target.aim.value,
        *(sorted(map(str, some)) for some in (target.trades, target.departements, target.kinds, target.members)),
    )
    whole = (broadcast.id, broadcast.note, chosen, broadcast.notice_id, _written(broadcast), tuple(shown))
    return sha256(repr(whole).encode()).hexdigest()[:SHORT]


def _written(broadcast: Broadcast) -> tuple[object, ...] | None:
    one = broadcast.written
    if one is None:
        return None
    until = one.until.timestamp() if one.until else None
    return one.what, one.buyer, one.departement, one.town, until, one.contact, sorted(one.trades)


def _fits(moments: Sequence[datetime], at: datetime, cap: int) -> bool:
    """No `cap` + 1 moments, the new one among them, within less than seven days."""
    near = sorted((*(one for one in moments if abs(one - at) < WEEK), at))
    return all(last - first >= WEEK for first, last in zip(near, near[cap:], strict=False))
