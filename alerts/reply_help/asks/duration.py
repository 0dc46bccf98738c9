"""How long the contract lasts, and how many times it is renewed."""

import re

from alerts.reply_help.asks.agreed import nearest, one
from alerts.reply_help.asks.line import Line, LotText, under
from alerts.reply_help.asks.lot_parts import part_for
from alerts.reply_help.asks.numbers import COUNT, count
from alerts.reply_help.asks.start import months_between
from scrapers.notice import Lot, Topic

_LENGTH = rf"(?P<count>{COUNT})\s(?:\([^)]{{1,12}}\)\s)?(?P<unit>mois|ans?|annees?)\b"
_DURATION = re.compile(
    r"\b(?:duree|delai (?:global )?d'execution|periode initiale|conclu\w*|passe|etabli|valable"
    r"|consenti\w*|court|s'execute)\b"
    r"(?P<what>[^.;]{0,90}?)"
    r"(?::\s?|\b(?:de|d'|est de|fixee a|pour|a|sur)\s?(?:une (?:duree|periode)[^.;\d]{0,40}?(?:de "
    rf"|d'))?|\ben mois\s?:?\s?)(?P<firm>ferme de )?{_LENGTH}"
)
_LABEL = re.compile(r"\bduree[^.;:]{0,40}\ben mois\b\s?\)?[^.;:]{0,20}:\s?(?P<months>\d{1,3})\b(?!\s?[,/%])")
_FIRM = re.compile(rf"\b{_LENGTH}\s(?:fermes?|a compter (?:de|du)|renouvelable|reconductible)")
# Other durations: of offers, guarantees, payment, appeals, preparation, past years; totals with renewals in them.
_OTHER = re.compile(
    r"\bfois,? pour (?:une?|la meme)\b"
    r"|validite|garantie|paiement|recours|preparation|exercices?\b|derniere|engagement|maintien|conserv|experience"
    r"|prolong|preavis|stage|formation|prescription|moratoire|archiv|delai(?!s? (?:global )?d'execution)"
    r"|reconductions? (?:comprises|incluses)"
    r"|renouvellements? compris|tout compris|tranche|reference|assuran|parcours|emploi|inscri|chomage"
    r"|age[es]*\b|contrat de travail"
)
_TOTAL = re.compile(
    r"\bsuperieur|\binferieur|\bau moins\b|\bminim|\btotale?\b|\bglobale?\b|\bmaxim|ne (?:pourra|peut"
    r"|dois?t?|devra|depasse)[^.;]{0,40}(?:exceder"
    r"|depasser)?|sans (?:pouvoir )?(?:exceder|que|depasser)"
    r"|exced|depass|dans la limite"
)
_TOTAL_AFTER = re.compile(
    r"^\W{0,3}(?:\w+\W{1,2}){0,3}?(?:reconductions?|renouvellements?"
    r"|periodes? de reconduction)\s(?:\w+\s)?(?:compris|inclus)|^\s?(?:au )?maxim|^\s?maximum"
)
_MOST_MONTHS = 600


def months(lot: Lot, text: LotText) -> float | None:
    """Of the contract without its renewals, in months: BT-36, else the words; None when they give two durations."""
    if lot.months:
        return float(lot.months)
    found = nearest(text, lambda line: _months(line, text.number), "mois", " an", "annee")
    return one(value for value, _ in found) if found else months_between(text)


def _months(line: Line, number: str | None) -> float | None:
    if line.topic in (Topic.AWARD_CRITERIA, Topic.PARTICIPATION) or not under(line, number):
        return None
    first, last = part_for(line, number)
    if (label := _LABEL.search(line.folded, first, last)) is not None:
        return float(label["months"])
    for match in (*_DURATION.finditer(line.folded, first, last), *_FIRM.finditer(line.folded, first, last)):
        if (found := _length(match, line.folded)) is not None:
            return found
    return None


def _length(match: re.Match[str], low: str) -> float | None:
    if _is_another(match, low) or (match.groupdict().get("what") or "").count(",") > 1:
        return None
    number = count(match["count"])
    length = None if number is None else number * (1 if match["unit"] == "mois" else 12)
    return float(length) if length and length <= _MOST_MONTHS else None


_APART = re.compile(r"\brecours\b|\bvalidite\b|\bprescription\b|\bmoratoire|\bgaranties?\b")


def _is_another(match: re.Match[str], low: str) -> bool:
    """Whether it is the duration of something else, or a total with the renewals in it."""
    before = low[max(0, match.start() - 30) : match.start()]
    between = low[match.start() : match.start("count")]
    if _APART.search(low, max(0, match.start() - 80), match.start()) or _OTHER.search(f"{before} {between}"):
        return True
    after = low[match.end() : match.end() + 60]
    return _TOTAL.search(f"{before[-20:]} {between}") is not None or _TOTAL_AFTER.match(after) is not None


_RENEWED = re.compile(
    r"\b(?:renouvel\w*|reconduct\w*|reconduit\w*)\b(?P<between>(?:\s(?:tacitement|expressement"
    r"|annuellement|par reconduction|de maniere|de facon|tacite|expresse"
    r"|dans les memes termes|et pour une meme duree d'execution|au maximum|jusqu'a|maximum|,|:)){0,3})[\s,(:]{1,3}"
    rf"(?P<count>{COUNT})\s(?:\([^)]{{1,12}}\)\s)?(?:seule\s)?fois\b"
)
_TIMES = re.compile(
    r"(?:\bnombre (?:maximal |maximum |de )*(?:reconductions?|renouvellements?|periodes? de reconduction)"
    rf"[^.;:]{{0,40}}:\s?(?P<label>{COUNT})"
    rf"|(?<![\d.,/'])(?P<count>{COUNT})\s(?:\([^)]{{1,12}}\)\s)?"
    r"(?:reconductions?|renouvellements?|periodes? de reconduction)\b"
    rf"|\b(?:renouvel|reconduct|reconduit)\w*\b[^.;\d]{{0,70}}?(?P<later>{COUNT})\s(?:\([^)]{{1,12}}\)\s)?fois\b)"
)
_NEVER = re.compile(
    r"\bnon (?:renouvelable|reconductible)|\bsans (?:reconduction|renouvellement)"
    r"|\baucune? (?:reconduction|renouvellement)"
    r"|\bn'est pas (?:renouvelable|reconductible|renouvele|reconduit)|\bne (?:sera|fera|peut"
    r"|pourra) pas (?:l'objet d'une )?(?:etre )?(?:renouvel|reconduct|reconduit)"
    r"|\bpas de (?:reconduction|renouvellement)|\b(?:reconductions?|renouvellements?)\s?:\s?(?:non|neant"
    r"|sans objet|aucune?)\b"
)


def renewals(lot: Lot, text: LotText) -> int | None:
    """How many times the contract may be renewed: BT-58, else the words (0: « non reconductible »)."""
    if lot.renewals is not None:
        return lot.renewals
    found = nearest(text, lambda line: _renewals(line, text.number), "reconduct", "renouvel", "reconduit")
    return one(value for value, _ in found)


# "reconductible deux fois un an", "renouvelable 3 fois pour une durée de 12 mois", "par période(s) d'un an"
_EACH = re.compile(
    r"\b(?:renouvel|reconduct|reconduit)\w*\b[^.;]{0,60}?(?:\bfois\s(?:pour\s)?(?:(?:une?\s)?(?:duree|periode)s?\s)?"
    rf"(?:de\s|d')?|\bpar (?:periodes?|tranches?) (?:successives )?(?:de\s|d')){_LENGTH}"
)


def renewal_months(text: LotText) -> float | None:
    """How long one renewal lasts, when the words say it."""
    found = nearest(text, lambda line: _each(line, text.number), "reconduct", "renouvel", "reconduit")
    return one(value for value, _ in found)


def _each(line: Line, number: str | None) -> float | None:
    if line.topic is Topic.AWARD_CRITERIA or not under(line, number):
        return None
    match = _EACH.search(line.folded)
    times = count(match["count"]) if match else None
    months = None if match is None or times is None else times * (1 if match["unit"] == "mois" else 12)
    return float(months) if months and months <= _MOST_MONTHS else None


def _renewals(line: Line, number: str | None) -> int | None:
    if line.topic is Topic.AWARD_CRITERIA or not under(line, number):
        return None
    if _NEVER.search(line.folded):
        return 0
    match = _RENEWED.search(line.folded) or _TIMES.search(line.folded)
    if match is None:
        return None
    said = next(filter(None, (match.groupdict().get(name) for name in ("count", "label", "later"))), "")
    times = count(said)
    return times if times is not None and 0 <= times <= 20 else None
