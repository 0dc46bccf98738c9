"""Award criteria: the coded ones, else those that the words list (code de la commande publique, R2152-7)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from alerts.clauses.fold import fold
from alerts.model.reading import Evidence
from alerts.reply_help.asked import AwardCriterion
from alerts.reply_help.asks.family import family_of
from alerts.reply_help.asks.line import QUOTE, LotText
from alerts.reply_help.asks.weights import Weighed, is_under, weighed
from scrapers.notice import Criterion, Lot, Passage, Topic

_WINDOW = 2500  # characters read after the heading of a list
_NAME = 160  # a longer name is a whole explanation
_HEADING = re.compile(
    r"\bcriteres?\b(?!\s(?:de selection des candidat|d'exclusion"
    r"|de selection qualitative))[^.;:]{0,90}(?::|\bsont\b|\bsuivants?\b|\bponder|\d)"
    r"|\bjugement des offres\b"
    r"|\boffres\b[^.;]{0,60}\b(?:classees|jugees|notees|appreciees|evaluees|selectionnees)\b"
    r"|\boffre economiquement la plus avantageuse\b"
)
_OF_CANDIDATES = re.compile(
    r"selection des candidat|jugement des candidat|criteres? de selection(?! des offres)|candidatures? (?:seront|sont)"
    r"|criteres? d'eviction"
)
# « Critères énoncés dans le règlement de la consultation »: there are criteria, and they are elsewhere.
_ELSEWHERE = re.compile(
    r"\b(?:enonce|defini|indique|precise|fixe|detaille|mentionne|prevu|voir|cf\.?|conforme|se reporter"
    r"|se referer)\w*\b[^.;]{0,60}\b(?:reglement|cahier|document|dossier|rc\b|dce\b|invitation"
    r"|descriptif|formulaire|cctp|ccap|aapc)"
    r"|^\W*(?:cf|voir)\b|reglement de (?:la )?consultation|criteres (?:seront|ne sont)|tous les criteres"
    r"|criteria|https?:|\bcsch?\b|seconde phase|ulterieurement"
)
_MAX_WINDOWS = 12


def criteria(lot: Lot, text: LotText) -> tuple[AwardCriterion, ...]:
    """In the order of publication. Coded criteria win, unless only the words give their weights.

    Weights of the words are kept only when they make a whole; without any, names alone are kept from the fields that
    hold one criterion each. Sub-criteria are left out.
    """
    coded = tuple({one.name: one for one in map(_coded, lot.criteria) if one.name}.values())
    if any(one.weight is not None for one in coded):
        return coded
    worded = _weighed(text, alone=len(coded) < 2)
    if len(worded) >= max(1, len(coded)):
        return worded
    return tuple(one for one in coded if _is_one(one.name)) or _named(text)


def _is_one(name: str) -> bool:
    """Whether it names a criterion, and not where to find them, nor how candidacies or one criterion are judged."""
    low = fold(name)
    if "%" in low and weighed_alone(name) is None:  # a list that could not be read
        return False
    return not (_ELSEWHERE.search(low) or _OF_CANDIDATES.search(low) or _SHARED_OUT.search(low))


_SHARED_OUT = re.compile(r"\bsous[- ]?criteres?\b|^l'analyse de ce critere")


def _coded(one: Criterion) -> AwardCriterion:
    """Its name is cut where it turns into an explanation."""
    name = one.name.strip()
    weight = float(one.weight) if one.weight is not None else weighed_alone(name)
    name = name if len(name) <= _NAME else name[: name.rfind(" ", 40, _NAME) + 1 or _NAME].rstrip(" ,;:(-–")
    return AwardCriterion(name, family_of(name, one.kind), weight, Evidence(one.field, name))


_ALONE = re.compile(
    r"^(?P<name>[^%]{2,150}?)[\s:(–-]{1,6}(?:ponder\w*\s(?:a\s)?)?(?P<weight>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%"
    r"|pour ?cent)\s?\)?\W*$"
)


def weighed_alone(name: str) -> float | None:
    """The weight that a name carries: « Prix (80%) »."""
    found = _ALONE.match(fold(name))
    value = float(found["weight"].replace(",", ".")) if found else 0.0
    return value if 0 < value <= 100 else None


def _weighed(text: LotText, *, alone: bool) -> tuple[AwardCriterion, ...]:
    """From the nearest passages that hold a whole list; none when two of them disagree. `alone`: a field of award
    criteria may hold the whole list; when each criterion has its own, a list found there shares one of them out."""
    for group in text.passages:
        read = [one for one in group if alone or one.topic is not Topic.AWARD_CRITERIA]
        lists = {found for passage in read if (found := _in_passage(passage, text.number))}
        told = {tuple((one.name, one.weight) for one in found) for found in lists}
        if len(told) == 1:
            return next(iter(lists))
        if told:
            return ()
        if joined := _joined(group):
            return joined
    return ()


def _joined(group: tuple[Passage, ...]) -> tuple[AwardCriterion, ...]:
    """One criterion a passage, each with its weight in its words: « Prix : 40 % », then « Valeur technique : 60 % »."""
    alone = [
        (one, weight)
        for one in group
        if one.topic is Topic.AWARD_CRITERIA and (weight := weighed_alone(one.text)) is not None
    ]
    if len(alone) < 2 or abs(sum(weight for _, weight in alone) - 100) > 0.6:
        return ()
    found = []
    for passage, weight in alone:
        match = _ALONE.match(fold(passage.text))
        name = passage.text[: match.end("name")].strip() if match else passage.text
        found.append(AwardCriterion(name, family_of(name), weight, Evidence(passage.field, passage.text[:QUOTE])))
    return tuple(found)


def _in_passage(passage: Passage, number: str | None) -> tuple[AwardCriterion, ...]:
    low = fold(passage.text) if _may_hold(passage) else ""
    for start, end in _windows(passage, low):
        for first, last in _of_lot(low, start, end, number):
            if not is_under(low[max(0, first - 8) : last]) and (found := weighed(low[first:last])):
                return tuple(_criterion(passage, one, first) for one in found)
    return ()


_LOT_HEAD = re.compile(r"\blots?\s(?:n\s?[°o]\s?)?0{0,2}(?P<number>\d{1,3})\b(?=[^.;:%\d]{0,60}[:.])")


def _of_lot(low: str, start: int, end: int, number: str | None) -> Iterator[tuple[int, int]]:
    """What stands under the heading of this lot, when the criteria are given lot by lot; else the whole."""
    heads = list(_LOT_HEAD.finditer(low, start, end)) if number is not None else []
    numbers = {one["number"] for one in heads}
    if len(numbers) < 2:
        yield start, end
        return
    for rank, head in enumerate(heads):
        if head["number"] == number:
            yield head.end(), heads[rank + 1].start() if rank + 1 < len(heads) else end


def _may_hold(passage: Passage) -> bool:
    if passage.topic is Topic.AWARD_CRITERIA:
        return True
    return (
        passage.topic not in (Topic.TITLE, Topic.PARTICIPATION)
        and any(word in passage.text for word in ("rit", "ffre", "ugement"))
        and any(sign in passage.text for sign in ("%", "oint", "pts", "ond", "oef"))
    )


def _windows(passage: Passage, low: str) -> Iterator[tuple[int, int]]:
    """Where a list of criteria may stand: the whole field when it is made for it, else after each heading."""
    if passage.topic is Topic.AWARD_CRITERIA:
        yield 0, min(len(low), 2 * _WINDOW)
        return
    heads = [
        one for one in _HEADING.finditer(low) if not _OF_CANDIDATES.search(low, max(0, one.start() - 20), one.end())
    ]
    starts = [one.start() for one in heads[:_MAX_WINDOWS]]
    for first, following in pairwise([*starts, len(low)]):
        yield first, min(following, first + _WINDOW)
    yield from ((first, min(len(low), first + _WINDOW)) for first in starts[:3])


def _criterion(passage: Passage, one: Weighed, start: int) -> AwardCriterion:
    name = " ".join(passage.text[start + one.start : start + one.end].split())[:_NAME]
    quote = passage.text[start + one.start : start + one.last]
    return AwardCriterion(name, family_of(name), one.weight, Evidence(passage.field, quote[:QUOTE].strip()))


def _named(text: LotText) -> tuple[AwardCriterion, ...]:
    """Names without weights, from fields that hold one criterion each, in the nearest group that has some."""
    for group in text.passages:
        names = {
            one.text.strip(" .;:-"): one
            for one in group
            if one.topic is Topic.AWARD_CRITERIA and len(one.text) <= _NAME and _is_one(one.text)
        }
        if names:
            return tuple(
                AwardCriterion(name, family_of(name), weighed_alone(name), Evidence(one.field, one.text))
                for name, one in names.items()
                if name
            )
    return ()
