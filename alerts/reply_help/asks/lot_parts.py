"""The part of a sentence that is about one lot: « lot 1 : 150 000 €, lot 2 : 300 000 € »."""

from alerts.clauses import lots
from alerts.reply_help.asks.line import Line


def part_for(line: Line, number: str | None) -> tuple[int, int]:
    """Start and end of what is said of this lot; the whole sentence when it names no lots, or all of them together.

    Empty when the sentence gives things lot by lot, and nothing to this one.
    """
    whole = (0, len(line.folded))
    if number is None or line.folded.count("lot") < 2 or not line.scope.named:
        return whole
    named = lots.namings(line.folded, line.text)
    if len(named) < 2:
        return whole
    heads = named[0].start < 40
    for rank, naming in enumerate(named):
        if number in naming.numbers:
            if heads:
                return naming.start, named[rank + 1].start if rank + 1 < len(named) else len(line.folded)
            return (named[rank - 1].end if rank else 0), naming.end
    return (0, 0)
