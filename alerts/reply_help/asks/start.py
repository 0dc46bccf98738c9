"""When the work begins, and how long it lasts when both its ends are dates."""

import re
from datetime import datetime, time, timedelta
from itertools import pairwise

from alerts.reply_help.asks.agreed import nearest, one
from alerts.reply_help.asks.line import Line, LotText, under
from alerts.reply_help.asks.moments import moments
from scrapers.notice import Lot, Topic

_BEGINS = re.compile(
    r"\b(?:dates? (?:previsionnelle )?(?:de (?:debut|demarrage|commencement)|d'effet)|debut\w*|demarr\w*"
    r"|commenc\w*|prend\w* effet|prise d'effet|entre\w* en vigueur|a compter du"
    r"|execut\w*)\b"
)
_OF_THE_CONTRACT = re.compile(
    r"\b(?:marches?|contrats?|accords?-cadres?|prestations?|travaux|execution|missions?|services?|chantier|duree|lot)\b"
)
_NOT_THE_WORK = re.compile(
    r"\bdecret|\bloi\b|\barrete|\bdemateriali|\bdepuis\b|ordonnance|\bdossiers?\b|retrait|telecharg"
    r"|\bcode d|seance|ouverture des (?:plis|offres)|preparation|etudes?|inscri|\brevis|actualis|\bprix\b|\bindex"
)


def starts(lot: Lot, text: LotText) -> datetime | None:
    """When the work begins: BT-536 at midnight on the buyer's clock, else the words; never before the deadline."""
    if lot.starts is not None:
        return datetime.combine(lot.starts, time(), tzinfo=text.zones[0])
    words = ("debut", "demarr", "commenc", "a compter du", "effet", "execut", "vigueur", "conclu", "passe", "duree")
    return one(value for value, _ in nearest(text, lambda line: _starts(line, text), *words))


def _starts(line: Line, text: LotText) -> datetime | None:
    low = line.folded
    if not _readable(line, text):
        return None
    if (period := _period(low, text)) is not None:
        return _from(period[0], text)
    begins = _BEGINS.search(low)
    if begins is None or not (_OF_THE_CONTRACT.search(low) or begins[0].startswith("date")):
        return None
    for moment in moments(low, text.zones, text.published, None):
        if begins.end() <= moment.start <= begins.end() + 70:
            return _from(moment.at, text)
    return None


def _from(at: datetime, text: LotText) -> datetime | None:
    """At midnight, when no hour was told; None when that day is over before offers are in."""
    at = datetime.combine(at.date(), time(), tzinfo=at.tzinfo) if (at.hour, at.minute) == (23, 59) else at
    earliest = text.deadline.date() if text.deadline else text.published
    return None if earliest is not None and at.date() < earliest else at


_SPAN = re.compile(r"\s?(?:inclus\s)?(?:au|jusqu'au)\s(?:[a-z]+\s)?")
_CONCLUDED = re.compile(r"\b(?:conclu|passe|duree|periode|s'etend|valable|execut)")


def _period(low: str, text: LotText) -> tuple[datetime, datetime] | None:
    """« Conclu du 01/01/2027 au 31/12/2027 »: its two ends, when the contract is what lasts so."""
    if not _CONCLUDED.search(low) or not _OF_THE_CONTRACT.search(low):
        return None
    found = moments(low, text.zones, text.published, None)
    for first, last in pairwise(found):
        if _SPAN.fullmatch(low[first.end : last.start]) and first.at < last.at:
            return first.at, last.at
    return None


def months_between(text: LotText) -> float | None:
    """How long lasts a contract concluded from one day to another, when that makes whole months."""
    words = ("conclu", "passe", "duree", "periode", "s'etend", "valable", "execut")
    return one(value for value, _ in nearest(text, lambda line: _whole_months(line, text), *words))


def _whole_months(line: Line, text: LotText) -> float | None:
    if not _readable(line, text) or (period := _period(line.folded, text)) is None:
        return None
    first, after = period[0].date(), period[1].date() + timedelta(days=1)
    if first.day != after.day or _from(period[0], text) is None:
        return None
    return float((after.year - first.year) * 12 + after.month - first.month)


def _readable(line: Line, text: LotText) -> bool:
    if line.topic in (Topic.AWARD_CRITERIA, Topic.PARTICIPATION):
        return False
    return not _NOT_THE_WORK.search(line.folded) and under(line, text.number)
