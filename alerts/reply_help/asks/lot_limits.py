"""How many lots one may bid for, and win (code de la commande publique, L2113-10, R2113-1)."""

import re

from alerts.reply_help.asks.agreed import nearest, one
from alerts.reply_help.asks.line import Line, LotText
from alerts.reply_help.asks.numbers import COUNT, count
from scrapers.notice import Topic

_BIDDING = re.compile(r"\b(?:present|soumission|remett|remis|depos|postul|repond|candidat|soumis|offre|concourir)")
_WINNING = re.compile(r"\b(?:attribu|remport|obten|obtien|titulaire|retenu|se voir)")
# « un, plusieurs ou tous les lots »: no limit at all.
_FREE = re.compile(
    r"\bun,? (?:ou )?plusieurs (?:lots )?(?:ou|et)\b|\bun ou (?:plusieurs|des|l'ensemble)\b|\btous les lots\b"
    r"|pas limite|sans limit|l'ensemble des lots|\bchaque lot\b|\blot par lot\b"
)
_LABEL = re.compile(
    rf"nombre\s(?:maximal|maximum|max|limite)\s(?:de|des)\slots\b(?P<about>[^:.;]{{0,110}}):\s?(?P<count>{COUNT})"
)
_LIMITED = re.compile(
    r"\bnombre (?:maximal |maximum )?de lots\b(?P<about>[^.;:]{0,90})\b(?:limite|fixe|est de"
    rf"|egal)\b[^.;\d]{{0,10}}?(?P<count>{COUNT})"
)
_MAX = re.compile(
    r"\b(?P<verb>(?:present|soumission|remett|remis|depos|postul|repond|candidat|offre|attribu|remport|obten|obtien"
    r"|titulaire|retenu|se voir)\w*)"
    rf"[^.;]{{0,70}}?\b(?:que|plus de|pour|a|dans la limite de|limite a|jusqu'a|maximum(?: de)?|d'|de|sur)\s?(?:d')?"
    rf"(?P<count>{COUNT})\s(?:seuls?\s)?(?:\([^)]{{1,12}}\)\s)?lots?\b"
)
_LIMIT = re.compile(
    r"\b(?:ne |n')[^.;]{0,80}(?:\bque\b|\bqu'|\bplus d)|\bun seul lot\b|\bmaxim|\bdans la limite\b|\bau plus\b"
    r"|\blimite[es]*\b a\b"
)
_ONE_EACH = re.compile(r"une seule offre par lot|un seul titulaire par lot|attributaire par lot|mandataire de plus d")


def lots_bid(text: LotText) -> int | None:
    """How many lots a bidder may ask for; None when the notice sets no limit, or two."""
    return one(value for value, _ in nearest(text, lambda line: _limit(line, wins=False), "lot"))


def lots_won(text: LotText) -> int | None:
    """How many lots a bidder may win; None when the notice sets no limit, or two."""
    return one(value for value, _ in nearest(text, lambda line: _limit(line, wins=True), "lot"))


def _limit(line: Line, *, wins: bool) -> int | None:
    low = line.folded
    if line.topic is Topic.TITLE or _ONE_EACH.search(low):
        return None
    for label in (*_LABEL.finditer(low), *_LIMITED.finditer(low)):
        if _winning(label["about"]) is wins:
            return _small(label["count"])
    if _FREE.search(low) or not _LIMIT.search(low):
        return None
    values = {_small(match["count"]) for match in _MAX.finditer(low) if _winning(_words(match, low)) is wins}
    return values.pop() if len(values) == 1 else None


def _words(match: re.Match[str], low: str) -> str:
    """The clause around the number, so that « ne peut se voir attribuer » is seen before « offre »."""
    return low[max(0, match.start() - 40) : match.end()]


def _winning(words: str) -> bool | None:
    """Winning words outrank bidding ones: « un candidat ne peut se voir attribuer plus de 2 lots »."""
    if _WINNING.search(words):
        return True
    return False if _BIDDING.search(words) else None


def _small(said: str) -> int | None:
    number = count(said)
    return number if number is not None and 0 < number < 100 else None
