"""What was read in a notice, each time inside the passage that proves it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from alerts.messages import proof
from alerts.messages.codes import meaning
from alerts.messages.evidence import Segment, excerpt, marked
from alerts.messages.message import Quote
from alerts.messages.proof import CORRECTED, Proof
from alerts.model.reading import Evidence
from scrapers.notice import Notice, Passage


@dataclass(frozen=True, slots=True)
class Read:
    """« clause sociale, 140 heures d'insertion », and the lots it holds for (empty: the whole contract)."""

    words: str
    lots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """A passage with what was read in it. `source` says for people where it stands, `field` for machines.

    `excerpt` is `segments` cut around its marks: the same when the passage is short.
    """

    reads: tuple[Read, ...]
    source: str
    field: str
    segments: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]

    @property
    def cut(self) -> bool:
        return self.excerpt != self.segments


@dataclass(frozen=True, slots=True)
class Apart:
    """A proof that stands in no text that we hold: a coded field, or words changed since."""

    read: Read
    quote: Quote


_Key = tuple[str, str]  # a field and its text


def proved(notice: Notice, proofs: Sequence[Proof]) -> tuple[tuple[Proved, ...], tuple[Apart, ...]]:
    """Every proof once: in the passages of `notice` where it stands, else apart. Nothing is lost.

    Equal texts of several lots are one passage. In the order of `proofs`.
    """
    known = _Passages(notice)
    reads: dict[_Key, dict[Read, None]] = defaultdict(dict)
    quotes: dict[_Key, dict[str, None]] = defaultdict(dict)
    sources: dict[_Key, tuple[str, str]] = {}
    apart: dict[Apart, None] = {}
    for one in proofs:
        read = Read(one.words, one.lots)
        for evidence, quote in zip(one.evidence, proof.quotes(notice, one.evidence), strict=True):
            places = list(known.holding(evidence, one.lots))
            for key in places:
                reads[key][read] = quotes[key][evidence.quote] = None
                sources.setdefault(key, (quote.source, key[0]))
            if not places:
                apart[Apart(read, replace(quote, text=evidence.quote))] = None
    found = tuple(_proved(key, tuple(reads[key]), quotes[key], *sources[key]) for key in reads)
    return found, tuple(apart)


def _proved(key: _Key, reads: tuple[Read, ...], quotes: Iterable[str], source: str, field: str) -> Proved:
    segments = marked(key[1], quotes).segments
    return Proved(reads, source, field, segments, excerpt(segments))


class _Passages:
    """The texts of a notice, by lot and by field."""

    def __init__(self, notice: Notice) -> None:
        self._whole = notice.passages
        self._of_lot = {lot.id: lot.passages for lot in notice.lots}
        self._held: dict[tuple[str, str], bool] = {}

    def holding(self, evidence: Evidence, lots: tuple[str, ...]) -> Iterator[_Key]:
        """Where these words stand: in the texts of these lots, else in those of the whole contract, else anywhere."""
        if meaning(replace(evidence, field=evidence.field.partition(CORRECTED)[0])) is not None:
            return
        own = [passage for lot in lots for passage in self._of_lot.get(lot, ())]
        others = [passage for passages in self._of_lot.values() for passage in passages]
        for among in (own, self._whole, others):
            found = {(one.field, one.text): None for one in among if self._holds(one, evidence)}
            if found:
                yield from found
                return

    def _holds(self, passage: Passage, evidence: Evidence) -> bool:
        """Words stand in the field that was told, which a correction may have renamed."""
        if passage.field != evidence.field.partition(CORRECTED)[0]:
            return False
        key = (passage.text, evidence.quote)
        if key not in self._held:
            self._held[key] = marked(*_asked(key)).found
        return self._held[key]


def _asked(key: tuple[str, str]) -> tuple[str, tuple[str]]:
    text, quote = key
    return text, (quote,)
