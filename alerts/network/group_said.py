"""What a notice says of answering twice: alone and in a group, or in two groups (R2142-21 and R2151-7: a buyer may
forbid it). Silence forbids nothing here: the rules of the consultation (RC) may."""

import re
from dataclasses import dataclass

from alerts.clauses.fold import fold
from alerts.model.reading import Evidence
from alerts.reply_help.asks.line import Line, text_of
from alerts.reply_help.asks.subject import Subject
from alerts.reply_help.case import Case

_TWICE = re.compile(
    r"\bmembres? (?:de|d'un ou) plusieurs groupements\b|\bplusieurs groupements\b"
    r"|\ba la fois\b[^.;]{0,160}\bgroupements?\b|\bcandidats? individuels?\b[^.;]{0,160}\bgroupements?\b"
)
_FORBIDS = re.compile(
    r"\binterdi|\bne (?:peu|pourr|saur|doi)|\bn'(?:est|etant) pas (?:autoris|admis|permis|possible)"
    r"|\bne (?:sont|seront|sera) pas (?:autoris|admis|permis)|\bpas autoris|\bexclu|\birrecevable"
)
_ALLOWS = re.compile(
    r"\bn'(?:est|etant) pas interdi|\bne (?:sont|seront|sera) pas interdi|\b(?:est|sont) autoris"
    r"|\bpeu(?:t|vent) present|\b(?:est|sont) admis|\bne s'oppose pas"
)


def _of_twice(line: Line) -> bool:
    return _TWICE.search(line.folded) is not None and _verdict(line.folded) is not None


_SAID = Subject(
    hints=("groupement",), words=re.compile(r"\bgroupements?\b"), kept=_of_twice, never=frozenset(), even_denied=True
)


@dataclass(frozen=True, slots=True)
class Twice:
    """`forbidden` None: the notice says nothing of it, or says both. `evidence`: its sentences."""

    forbidden: bool | None = None
    evidence: tuple[Evidence, ...] = ()


def twice(case: Case) -> Twice:
    """For the lot of this case."""
    found = _SAID.proofs(text_of(case.notice, case.lot))
    verdicts = {_verdict(fold(one.quote)) for one in found} - {None}
    return Twice(verdicts.pop() if len(verdicts) == 1 else None, found)


def _verdict(folded: str) -> bool | None:
    """Whether a sentence forbids it; None when it says neither."""
    if _ALLOWS.search(folded) and not re.search(r"\bne (?:peu|pourr)", folded):
        return False
    return True if _FORBIDS.search(folded) else None
