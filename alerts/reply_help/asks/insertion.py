"""Hours and share of insertion work, when the notice states them."""

import re

from alerts.model.reading import LotReading
from alerts.reply_help.asks.agreed import nearest, one
from alerts.reply_help.asks.line import Line, LotText, under
from alerts.reply_help.asks.lot_parts import part_for
from scrapers.notice import Topic

_PERCENT = r"(?<![\d.,])(?P<value>\d{1,2}(?:[.,]\d{1,2})?|100)\s?(?:\([a-z' -]{2,20}\)\s?)?(?:%|pour ?cents?\b)"
_OF_WORK = (
    r"(?:heures?|temps (?:total )?(?:de |d')(?:travail|execution|main)|volume (?:horaire|d'heures|total)"
    r"|main[- ]d'o\w*uvre|masse salariale|nombre (?:total )?d'heures)"
)
_SHARE = re.compile(
    rf"{_PERCENT}(?P<link>\s(?:au (?:moins|minimum)\s|minimum\s)?(?:d[eu'](?:s)?\s?|en\s)(?:\w+\s"
    rf"|l'){{0,3}}?(?:\w+\s)?){_OF_WORK}"
    r"|\b(?:taux|effort|part|pourcentage|quota|objectif)\s(?:minimal\s"
    rf"|minimum\s)?d'(?:heures d')?insertion\b[^.;%]{{0,40}}?{_PERCENT.replace('value', 'rate')}"
)
_ABOUT = re.compile(r"insertion|eloigne|en difficulte|public|clause sociale|demandeurs? d'emploi|prioritaire|defavoris")
# The proportion that makes a structure one of insertion or adapted (R2113-7), a limit of subcontracting, a price.
_OTHER = re.compile(
    r"proportion minimale|reserve (?:aux?|a des) (?:entreprise|structure|etablissement|atelier)"
    r"|sous-trait|retenue|avance|remise|montant|heures? supplementaires|majoration|equivalentes"
)


def hours(reading: LotReading) -> float | None:
    """Of insertion, as read with the clauses of the lot; the largest when several clauses state some."""
    return max((one.hours for one in reading.clauses if one.hours is not None), default=None)


def share(text: LotText) -> float | None:
    """« 5 % des heures travaillées » is 0.05; None when the notice states no share, or two."""
    return one(
        value for value, _ in nearest(text, lambda line: _share(line, text.number), "insertion", "%", "pour cent")
    )


def _share(line: Line, number: str | None) -> float | None:
    low = line.folded
    if line.topic is Topic.AWARD_CRITERIA or not _ABOUT.search(low) or not under(line, number):
        return None
    first, last = part_for(line, number)
    values = {
        float((match["value"] or match["rate"]).replace(",", "."))
        for match in _SHARE.finditer(low, first, last)
        if not _OTHER.search(low, max(0, match.start() - 80), min(len(low), match.end() + 40))
    }
    value = values.pop() if len(values) == 1 else None
    return round(value / 100, 4) if value is not None and 0 < value <= 100 else None
