"""Order among equals: small and new structures first, then each in its turn.

A turn is a keyed hash of the lot and of the structure: the same for everybody who asks about a lot, another one for the
next lot, so that nobody is always first, and nobody always last. No badge, no past success, no click counts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from alerts.network.peers import Peer

SMALL = 10.0  # full-time equivalents on a path or disabled; a choice of ours, told to members
NEW = timedelta(days=365)  # since it joined
RANKS = 3  # told one by one; the following ones together
_LATER = 1 << 63
_WORD = (1 << 64) - 1
_FIRST_MIX, _SECOND_MIX = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB  # of splitmix64, which is in the public domain


def comes_first(peer: Peer, now: datetime) -> bool:
    """Small, as far as it shares its size, or new in the network."""
    return (peer.fte is not None and peer.fte <= SMALL) or now - peer.joined_at < NEW


def seed(key: bytes, *words: str | None) -> int:
    """64 bits for a structure or a lot. `key` (64 bytes at most) is the network's: nobody chooses a name so as to be
    first."""
    told = "\x1f".join("" if word is None else word for word in words)
    return int.from_bytes(blake2b(told.encode(), digest_size=8, key=key).digest())


def rank(structure: int, lot: int, first: bool) -> int:
    """Lowest comes first. `structure` and `lot` are seeds; `crowd.Crowd.ranks` does the same for all at once."""
    mixed = structure ^ lot
    mixed = ((mixed ^ (mixed >> 30)) * _FIRST_MIX) & _WORD
    mixed = ((mixed ^ (mixed >> 27)) * _SECOND_MIX) & _WORD
    mixed ^= mixed >> 31
    return (mixed >> 1) | (0 if first else _LATER)


def in_order(peers: Iterable[Peer], lot: tuple[str, str | None], now: datetime, key: bytes = b"") -> list[Peer]:
    """Peers that fit a lot equally well, in the order in which they are proposed for it."""
    turn = seed(key, *lot)
    return sorted(peers, key=lambda one: (rank(seed(key, one.id), turn, comes_first(one, now)), one.id))


@dataclass(frozen=True, slots=True)
class Share:
    """How often a structure was proposed: first, second, third, then further down; `total` is all of them."""

    structure_id: str
    ranks: tuple[int, ...]
    further: int

    @property
    def total(self) -> int:
        return sum(self.ranks) + self.further


def distribution(proposed: Iterable[tuple[str, int]], members: Iterable[str]) -> tuple[Share, ...]:
    """The table published to members: one line each, those proposed least first, and the ones never proposed too.

    `proposed`: (structure id, rank from 1) of each proposal of the month.
    """
    counted: Mapping[tuple[str, int], int] = Counter(proposed)
    further: Counter[str] = Counter()
    for (structure_id, place), times in counted.items():
        further[structure_id] += times if place > RANKS else 0
    shares = (
        Share(one, tuple(counted.get((one, place), 0) for place in range(1, RANKS + 1)), further[one])
        for one in dict.fromkeys(members)
    )
    return tuple(sorted(shares, key=lambda share: (share.total, share.structure_id)))
