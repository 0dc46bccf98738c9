"""The yearly turnover asked as a minimum (code de la commande publique, R2142-6 and R2142-7)."""

import re
from decimal import Decimal

from alerts.model.reading import Evidence
from alerts.reply_help.asks.agreed import nearest
from alerts.reply_help.asks.line import Line, LotText, under
from alerts.reply_help.asks.lot_parts import part_for
from alerts.reply_help.asks.negation import denied
from alerts.reply_help.asks.numbers import amounts
from scrapers.notice import Topic

_TURNOVER = re.compile(r"chiffres? d'? ?affaires?|\bc\.?a\.? (?:annuel|global|moyen|minimum|minimal|ht)")
_MINIMUM = re.compile(
    r"\bminim|\bau moins\b|\bsuperieure?s? (?:ou egale?s? )?a\b|\binferieure?s? a\b|\bexige|\brequis|>=?"
    r"|\bplancher|\bau minimum"
)
# Not a yearly minimum: several years together, a ceiling, the turnover of the contract itself, guarantees beside.
_NOT_YEARLY = re.compile(
    r"cumul|sur (?:les )?(?:trois|3|deux|2|cinq|5)\s(?:\(\d\)\s)?(?:derniers?|dernieres?)? ?(?:annees?"
    r"|exercices)? cumul|total des (?:trois|3)|ne (?:peut|pourra|doit) (?:pas )?(?:exceder|depasser"
    r"|etre superieur)|\bplafond|\bau maximum\b"
)
# The value of the contract stands between: « … pour un marché estimé au minimum à 200 000 € ».
_OF_THE_CONTRACT = re.compile(r"\bestim|\bmontant (?:maximum|minimum|total|annuel) d|\bvaleur\b")
_ASIDE = re.compile(r"\b(?:dont|parmi|y compris)\b[^€]{0,40}$")


def turnover(text: LotText) -> tuple[Decimal | None, Evidence | None]:
    """The amount and its words. No amount when several sentences give different ones: the words alone are kept."""
    found = nearest(text, lambda line: _minimum(line, text), "affaire", " ca ")
    if not found:
        return None, None
    (value, start, end, part), line = found[0]
    same = len({amount for (amount, *_), _ in found}) == 1
    return (value if same else None), line.evidence(start, end, part)


def _minimum(line: Line, text: LotText) -> tuple[Decimal, int, int, tuple[int, int]] | None:
    if line.topic in (Topic.TITLE, Topic.AWARD_CRITERIA) or not under(line, text.number):
        return None
    about = _TURNOVER.search(line.folded)
    if about is None or _NOT_YEARLY.search(line.folded) or denied(line.folded, *about.span()):
        return None
    first, last = part_for(line, text.number)
    given = [
        one
        for one in amounts(line.folded)
        if first <= one[1] < last
        and one[1] > about.end() - 1
        and not _ASIDE.search(line.folded, 0, one[1])
        and not _OF_THE_CONTRACT.search(line.folded, about.end(), one[1])
    ]
    given = [
        one
        for one in given
        if _MINIMUM.search(line.folded, max(0, about.start() - 60), min(one[2] + 40, len(line.folded)))
    ]
    if len({amount for amount, _, _ in given}) != 1:
        return None
    amount, _, end = given[0]
    return (amount, max(first, min(about.start(), end)), end, (first, last)) if amount > 0 else None
