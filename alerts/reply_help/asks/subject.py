"""A subject that sentences speak of: the words that tell it, those that only look like it, and its proofs."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from alerts.model.reading import Evidence
from alerts.reply_help.asks.line import Line, LotText
from alerts.reply_help.asks.negation import NOTHING, denied
from scrapers.notice import Topic

MOST = 5  # proofs of one subject: the rest repeats them
_NEVER = frozenset({Topic.TITLE, Topic.AWARD_CRITERIA})


@dataclass(frozen=True, slots=True)
class Subject:
    """`hints`: pieces of words, one of which every sentence of the subject holds. `words`: what tells it.

    `friends`: what looks like `words` and is another thing, over the same place. `needs`: what must also be in the
    sentence. `refuses`: with these, the sentence is about something else. `kept`: a last look at the whole sentence.
    `even_denied`: what is forbidden is told too (« la sous-traitance totale est interdite »).
    """

    hints: tuple[str, ...]
    words: re.Pattern[str]
    friends: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    refuses: re.Pattern[str] | None = None
    kept: Callable[[Line], bool] | None = None
    never: frozenset[Topic] = _NEVER
    even_denied: bool = False

    def proofs(self, text: LotText) -> tuple[Evidence, ...]:
        """The sentences that ask for it, nearest first; () when nothing does, or when the nearest words refuse it."""
        found: list[Evidence] = []
        for group in text.holding(self.hints):
            refused = False
            for line in group:
                span = self._told(line)
                if span is None:
                    continue
                if not self.even_denied and denied(line.folded, *span):
                    refused = True
                    continue
                proof = line.evidence(*span)
                if proof.quote not in {one.quote for one in found}:
                    found.append(proof)
            if refused and not found:
                return ()
        return tuple(found[:MOST])

    def _told(self, line: Line) -> tuple[int, int] | None:
        """Where the sentence tells it: at the first mention that is not denied, else at the first."""
        if line.topic in self.never:
            return None
        low = line.folded
        if self.refuses is not None and self.refuses.search(low):
            return None
        if self.needs is not None and not self.needs.search(low):
            return None
        if NOTHING.fullmatch(low) or (self.kept is not None and not self.kept(line)):
            return None
        spans = [match.span() for match in self.words.finditer(low) if not self._is_friend(low, match)]
        return next((span for span in spans if not denied(low, *span)), spans[0] if spans else None)

    def _is_friend(self, low: str, match: re.Match[str]) -> bool:
        if self.friends is None:
            return False
        around = self.friends.finditer(low, max(0, match.start() - 40), min(len(low), match.end() + 60))
        return any(one.start() < match.end() and match.start() < one.end() for one in around)
