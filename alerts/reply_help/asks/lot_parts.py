"""The part of a sentence that is about one lot: « lot 1 : 150 000 €, lot 2 : 300 000 € »."""

import re
from dataclasses import replace

from alerts.clauses import lots
from alerts.clauses.lots import Naming
from alerts.reply_help.asks.line import Line

# What leads to the next lot: « … 150 000 €. Pour le [lot 2] ».
_LINK = re.compile(r"(?:[\s;,–-]|\b(?:et|pour|concernant|le|les|du|de|au)\b)+$")


def part_for(line: Line, number: str | None) -> tuple[int, int]:
    """Start and end of what is said of this lot; the whole sentence when it names no lots, or all of them together.

    Empty when the sentence gives things lot by lot, and nothing to this one.
    """
    whole = (0, len(line.folded))
    if number is None or line.folded.count("lot") < 2 or not line.scope.named:
        return whole
    named = [_without_amount(one, line.folded) for one in lots.namings(line.folded, line.text)]
    if len(named) < 2:
        return whole
    heads = named[0].start < 40
    for rank, naming in enumerate(named):
        if number in naming.numbers:
            if heads:
                stop = named[rank + 1].start if rank + 1 < len(named) else len(line.folded)
                return naming.start, naming.start + len(_LINK.sub("", line.folded[naming.start : stop]))
            return (named[rank - 1].end if rank else 0), naming.end
    return (0, 0)


_LAST = re.compile(r"\s?(?:,|et|ou|a)\s?\d{1,3}$")
_GOES_ON = re.compile(r"[ .]\d{3}\b|\s?(?:€|euros?|%|mois|ans?\b|h\b)")


def _without_amount(naming: Naming, folded: str) -> Naming:
    """« lot 1 et 300 000 € » names the lot 1 alone."""
    last = _LAST.search(folded, naming.start, naming.end)
    if last is None or not _GOES_ON.match(folded, naming.end):
        return naming
    return replace(naming, numbers=naming.numbers[:-1], end=last.start())
