"""All the sets of trades and free CPV prefixes: whose work is this lot?"""

from collections import Counter
from collections.abc import Iterable

from alerts.matching.document import LotFacts
from alerts.matching.facets.interned import Flags, Interned, Postings
from alerts.matching.reasons.trade import by_prefix, by_trade
from alerts.matching.trades import trades, trades_around

Work = tuple[frozenset[str], frozenset[str]]  # slugs of trades, free CPV prefixes
ANY = "any"


class Works(Interned[Work]):
    """Keys: the slugs themselves, the prefixes themselves, and "any" for those who ask for no trade."""

    def __init__(self) -> None:
        super().__init__()
        self._postings = Postings()
        self._prefixes: Counter[str] = Counter()

    def came(self, value: Work, number: int) -> None:
        """Files a set of trades under each of them."""
        self._postings.add(self._keys(value), number)
        self._prefixes.update(value[1])

    def left(self, value: Work, number: int) -> None:
        """Takes it out again."""
        self._postings.discard(self._keys(value), number)
        self._prefixes.subtract(value[1])
        for prefix in value[1]:
            if not self._prefixes[prefix]:
                del self._prefixes[prefix]

    def _keys(self, value: Work) -> Iterable[str]:
        slugs, prefixes = value
        return {*slugs, *prefixes} or {ANY}

    def missed(self, lot: LotFacts) -> Flags:
        """1 for those whose work it surely is not."""
        flags = self.flags(1)
        spoken_for = (slug for slug, one in trades().items() if slug in self._postings and by_trade(one, lot))
        self._postings.clear_flags((ANY, *spoken_for, *self._prefixes_met(lot)), flags)
        return flags

    def _prefixes_met(self, lot: LotFacts) -> Iterable[str]:
        """By a code directly; by words only when there is something to find, which is rare."""
        by_code = {code[:length] for code in lot.cpv for length in range(2, 9)}
        yield from by_code & self._prefixes.keys()
        named = {*lot.title.trades, *lot.body.trades, *lot.elsewhere.trades}
        if named or not lot.cpv:
            for prefix in self._prefixes.keys() - by_code:
                if not (lot.cpv and named.isdisjoint(trades_around(prefix))) and by_prefix(prefix, lot):
                    yield prefix
