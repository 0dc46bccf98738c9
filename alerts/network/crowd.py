"""All the members of a network, ready for one lot after another: what each of them brings, at once.

As in `alerts.matching.index`, whose facets it takes: each distinct territory, set of trades and set of kinds is judged
once a lot, and a place that comes again is not judged again.
"""

from collections.abc import Iterable, KeysView
from datetime import datetime

import numpy as np
import numpy.typing as npt

from alerts.matching.facets.others import Kinds
from alerts.matching.reasons import place, trade
from alerts.matching.reasons.trade import by_prefix, by_trade
from alerts.matching.trades import trades
from alerts.model.match import Verdict
from alerts.model.structure import Criteria
from alerts.network import brought as one_by_one
from alerts.network import fairness
from alerts.network.brought import WHOLE, Asked, does_anything
from alerts.network.grounds import AGAINST, CHECK, FOR, LEVELS, Grounds, Levels
from alerts.network.peers import OpenLot, Peer, Scope
from alerts.network.pieces import Need, Piece, spoken_of
from alerts.reply_help.capacity import ON_ONE_CONTRACT
from alerts.territory.france import France

Numbers = npt.NDArray[np.intp]
Words = npt.NDArray[np.uint64]
_OF_ANSWERS = np.array([FOR, CHECK, AGAINST], dtype=np.uint8)  # in the order of `facets.others.ANSWERS`
_SHIFTS = tuple(np.uint64(bits) for bits in (30, 27, 31, 1))
_MIXES = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


class Crowd:
    """`peers` in the order of their ids. Not for several threads at once."""

    def __init__(self, peers: Iterable[Peer], france: France, now: datetime, key: bytes = b"") -> None:
        self.peers = sorted(peers, key=lambda one: one.id)
        self.key = key
        self._kinds = Kinds()
        self._by_trade, self._by_prefix = _Owners(), _Owners()
        self._rows_by_trade, self._rows_by_prefix = _Owners(), _Owners()
        self._done: tuple[OpenLot, npt.NDArray[np.bool_]] | None = None  # the last lot asked about
        wishes = [(who, wish) for who, one in enumerate(self.peers) for wish in one.structure.activities]
        for row, (who, wish) in enumerate(wishes):
            self._file(row, who, wish)
        self.owners = np.array([who for who, _ in wishes], dtype=np.intp)
        self._grounds = Grounds((wish.territory for _, wish in wishes), france)
        self._of_anything = np.array([does_anything(wish) for _, wish in wishes], dtype=np.bool_)
        self._any_trade = np.unique(self.owners[self._of_anything])
        self._kind = np.array([self._kinds.take(one.structure.kinds) for one in self.peers], dtype=np.intp)
        self._hours = _levels(one_by_one.hours(one.structure.kinds) for one in self.peers)
        self._fte = np.array([np.nan if one.fte is None else max(one.fte, 0.0) for one in self.peers])
        self._seeds = np.array([fairness.seed(key, one.id) for one in self.peers], dtype=np.uint64)
        later = [not fairness.comes_first(one, now) for one in self.peers]
        self._later = np.array(later, dtype=np.uint64) << np.uint64(63)
        self._hidden = np.array([not one.answers_seen for one in self.peers], dtype=np.bool_)
        self._with_rows, self._starts = np.unique(self.owners, return_index=True)
        self.places = {one.id: place for place, one in enumerate(self.peers)}

    def _file(self, row: int, who: int, wish: Criteria) -> None:
        for slug in wish.trades:
            self._by_trade.add(slug, who)
            self._rows_by_trade.add(slug, row)
        for prefix in wish.cpv_prefixes:
            self._by_prefix.add(prefix, who)
            self._rows_by_prefix.add(prefix, row)

    def __len__(self) -> int:
        return len(self.peers)

    @property
    def hidden(self) -> npt.NDArray[np.bool_]:
        """Members who do not share what they answer."""
        return self._hidden

    def ranks(self, what: OpenLot) -> Words:
        """`fairness.rank` of each member for this lot."""
        mixed = self._seeds ^ np.uint64(fairness.seed(self.key, *what.key))
        mixed = (mixed ^ (mixed >> _SHIFTS[0])) * _MIXES[0]
        mixed = (mixed ^ (mixed >> _SHIFTS[1])) * _MIXES[1]
        found: Words = ((mixed ^ (mixed >> _SHIFTS[2])) >> _SHIFTS[3]) | self._later
        return found

    def brought(self, to: Asked) -> tuple[Words, Words, Words]:
        """`brought.brought` of each member: maybe, sure, twelfths."""
        maybe, sure = np.zeros(len(self), dtype=np.uint64), np.zeros(len(self), dtype=np.uint64)
        for number, piece in enumerate(to.pieces):
            levels, bit = self._levels_of(piece, to.what), np.uint64(1 << number)
            maybe |= (levels != AGAINST) * bit
            sure |= (levels == FOR) * bit
        return maybe, sure, self._twelfths(to)

    def _levels_of(self, piece: Piece, what: OpenLot) -> Levels:
        match piece.need:
            case Need.RIGHT:
                return self._rights(what)
            case Need.TRADE:
                return self._traders(piece)
            case Need.PLACE:
                return self._there(piece, what)
            case Need.HOURS:
                return self._hours
            case Need.VOLUME:
                return self._bearing(what)

    def _rights(self, what: OpenLot) -> Levels:
        answers = _OF_ANSWERS[self._kinds.answers(what.lot, what.document)]
        found: Levels = answers[self._kind]
        return found

    def _traders(self, piece: Piece) -> Levels:
        levels = np.zeros(len(self), dtype=np.uint8)
        levels[self._any_trade] = CHECK
        for prefix in self._by_prefix.known():
            verdict = LEVELS[one_by_one.by_prefix(prefix, piece)]
            if verdict:
                owners = self._by_prefix.of(prefix)
                levels[owners] = np.maximum(levels[owners], verdict)
        for slug in piece.trades:
            owners = self._by_trade.of(slug)
            levels[owners] = np.maximum(levels[owners], FOR if piece.sure else CHECK)
        return levels

    def _there(self, piece: Piece, what: OpenLot) -> Levels:
        rows = self._grounds.at(piece.spot, what.lot.where) if piece.spot else self._here(what)
        levels = np.zeros(len(self), dtype=np.uint8)
        if len(rows):
            levels[self._with_rows] = np.maximum.reduceat(rows, self._starts)
        return levels

    def _here(self, what: OpenLot) -> Levels:
        return self._grounds.reached(what.lot.where)

    def _bearing(self, what: OpenLot) -> Levels:
        levels = np.where(self._shares_of(what) >= WHOLE, FOR, AGAINST).astype(np.uint8)
        levels[np.isnan(self._fte)] = CHECK
        return levels

    def _twelfths(self, to: Asked) -> Words:
        if not to.volume:
            return np.zeros(len(self), dtype=np.uint64)
        return np.nan_to_num(self._shares_of(to.what)).astype(np.uint64)

    def _shares_of(self, what: OpenLot) -> npt.NDArray[np.float64]:
        found: npt.NDArray[np.float64] = self._fte * ON_ONE_CONTRACT / (what.fte or 1.0) * WHOLE + 1e-9
        return np.minimum(WHOLE, np.floor(found))

    def able(self, what: OpenLot) -> Numbers:
        """Rows (activities) of those who could answer alone: trade, place and right are none of them against."""
        rows: Numbers = np.flatnonzero((self._here(what) != AGAINST) & self._doing(what))
        found: Numbers = rows[self._rights(what)[self.owners[rows]] != AGAINST]
        return found

    def in_scope(self, what: OpenLot, scope: Scope) -> bool:
        """See `radar.Scope`: asked of the members where the network itself says nothing."""
        lot, france = what.lot, what.document.france
        if scope.territory is None:
            there = bool((self._here(what) != AGAINST).any())
        else:
            there = place.reason(scope.territory, lot.where, france).verdict is not Verdict.AGAINST
        if not there or scope.trades is None:
            return there and bool(self._doing(what).any())
        known = trade.reason(scope.trades, frozenset(), lot)
        return known is None or known.verdict is not Verdict.AGAINST

    def _doing(self, what: OpenLot) -> npt.NDArray[np.bool_]:
        """Rows whose work the lot may be."""
        if self._done is None or self._done[0] is not what:
            self._done = what, self._workers(what)
        return self._done[1]

    def _workers(self, what: OpenLot) -> npt.NDArray[np.bool_]:
        doing = self._of_anything.copy()
        for slug in spoken_of(what.lot) & self._rows_by_trade.known():
            if by_trade(trades()[slug], what.lot):
                doing[self._rows_by_trade.of(slug)] = True
        for prefix in self._rows_by_prefix.known():
            if by_prefix(prefix, what.lot):
                doing[self._rows_by_prefix.of(prefix)] = True
        return doing


class _Owners:
    """For each key, the members who have it."""

    def __init__(self) -> None:
        self._lists: dict[str, list[int]] = {}
        self._packed: dict[str, Numbers] = {}

    def add(self, key: str, owner: int) -> None:
        self._lists.setdefault(key, []).append(owner)

    def known(self) -> KeysView[str]:
        return self._lists.keys()

    def of(self, key: str) -> Numbers:
        if key not in self._packed:
            self._packed[key] = np.array(sorted(set(self._lists.get(key, ()))), dtype=np.intp)
        return self._packed[key]


def _levels(verdicts: Iterable[Verdict]) -> Levels:
    return np.array([LEVELS[one] for one in verdicts], dtype=np.uint8)
