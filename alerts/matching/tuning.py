"""« Pas pour moi » says something of the profile: one precise change of it, proposed and never made alone.

A proposal touches only the activity that matched, and makes it narrower by one thing. None is better than one that
would stop everything: the only trade, the only place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from alerts.matching import narrowing
from alerts.matching.reasons.amount import euros
from alerts.matching.trades import Trade, known, trades
from alerts.matching.words import Text, holds, normal, read
from alerts.model.match import Match
from alerts.model.response import RefusalReason
from alerts.model.structure import Criteria, Structure
from alerts.territory.france import France
from scrapers.notice import Lot, Notice

ROUND = tuple(Decimal(figure) for figure in ("1", "1.5", "2", "3", "4", "5", "6", "8"))  # times a power of ten
DAYS = (7, 10, 14, 21, 28, 35, 45)

Change = tuple[str, Criteria]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`text` is what would no longer come: « les annonces de plus de 200 000 € ». `after` has the change."""

    text: str
    after: Structure


def propose(
    structure: Structure,
    match: Match,
    notice: Notice,
    why: RefusalReason,
    told_at: datetime,
    *,
    too_small: bool = False,
) -> Proposal | None:
    """The change that answers `why`, None when none is precise enough.

    `told_at` (aware) is when the structure was told: the delay that was too short is counted from it. `too_small` says
    which way a size is wrong.
    """
    if match.activity >= len(structure.activities):
        return None  # the profile has changed since
    activity = structure.activities[match.activity]
    lots = tuple(lot for lot in notice.lots if lot.id in match.lots) or notice.lots
    change = _change(activity, notice, lots, why, told_at, too_small)
    if change is None:
        return None
    text, after = change
    activities = (*structure.activities[: match.activity], after, *structure.activities[match.activity + 1 :])
    return Proposal(text, replace(structure, activities=activities))


def _change(
    activity: Criteria, notice: Notice, lots: Sequence[Lot], why: RefusalReason, told_at: datetime, too_small: bool
) -> Change | None:
    match why:
        case RefusalReason.PLACE:
            return _place(activity, notice, lots)
        case RefusalReason.TRADE:
            return _trade(activity, notice, lots)
        case RefusalReason.SIZE:
            return _size(activity, notice, lots, too_small)
        case RefusalReason.DELAY:
            return _delay(activity, notice, lots, told_at)


def _place(activity: Criteria, notice: Notice, lots: Sequence[Lot]) -> Change | None:
    less = narrowing.without_place(activity.territory, notice, lots, France.load())
    return (less[0], replace(activity, territory=less[1])) if less else None


def _trade(activity: Criteria, notice: Notice, lots: Sequence[Lot]) -> Change | None:
    """A word that only this one has, where there is exactly one; else the trade, when it is not the only one."""
    titles = read(notice.title, *(lot.title for lot in lots))
    word = _telling_word(activity, titles)
    if word:
        text = f"les annonces qui parlent de « {word} », dans leur intitulé ou leur texte"
        return text, replace(activity, exclude_words=(*activity.exclude_words, word))
    codes = [code for lot in lots for code in lot.cpv or notice.cpv]
    met = [one for one in known(activity.trades) if _covers(one, codes, titles)]
    if len(met) != 1 or len(activity.trades) + len(activity.cpv_prefixes) < 2:
        return None
    return f"les annonces du métier « {met[0].label} »", replace(activity, trades=activity.trades - {met[0].slug})


def _telling_word(activity: Criteria, titles: Text) -> str | None:
    """The one word of a trade that the title holds and that is not what the structure does first: neither in the name
    of one of its trades nor among its own words. Words of trades that it does not have come first."""
    own = read(*(one.label for one in known(activity.trades)), *activity.include_words)
    kept = activity.include_words + activity.exclude_words
    others = [one for slug, one in trades().items() if slug not in activity.trades]
    for some in (others, known(activity.trades)):
        found = [word for word in _found_words(some, titles) if not holds(own, word) and word not in kept]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _found_words(some: Iterable[Trade], titles: Text) -> list[str]:
    """Each once, however it is written; of « vélo » and « vélos », the first."""
    found = {normal(word): word for one in some for word in reversed(one.keywords) if holds(titles, word)}
    return list(found.values())


def _covers(one: Trade, codes: Iterable[str], titles: Text) -> bool:
    by_code = any(code.startswith(one.cpv_prefixes) for code in codes)
    return by_code or any(holds(titles, word) for word in one.keywords)


def _size(activity: Criteria, notice: Notice, lots: Sequence[Lot], too_small: bool) -> Change | None:
    amounts = _amounts(notice, lots)
    if not amounts:
        return None
    low, high = activity.amount_min or Decimal(0), activity.amount_max
    if too_small:
        least = _round_above(max(amounts))
        fits = least > low and (high is None or least < high)
        text = f"les annonces de moins de {euros(least)}"
        return (text, replace(activity, amount_min=least)) if fits else None
    most = _round_below(min(amounts))
    fits = most > low and (high is None or most < high)
    return (f"les annonces de plus de {euros(most)}", replace(activity, amount_max=most)) if fits else None


def _amounts(notice: Notice, lots: Sequence[Lot]) -> list[Decimal]:
    """Of each lot; the whole says nothing of one lot of several."""
    alone = notice.amount if len(notice.lots) == 1 else None
    found = [lot.amount or alone for lot in lots]
    return [amount.value for amount in found if amount is not None and amount.currency == "EUR"]


def _round_below(value: Decimal) -> Decimal:
    """The greatest round figure under `value`: 200 000 for 240 000, and 80 000 for 100 000."""
    unit = Decimal(10) ** (value.adjusted() - 1)
    figures = [figure * unit * step for step in (1, 10) for figure in ROUND]
    return max(figure for figure in figures if figure < value)


def _round_above(value: Decimal) -> Decimal:
    unit = Decimal(10) ** value.adjusted()
    figures = [figure * unit * step for step in (1, 10) for figure in ROUND]
    return min(figure for figure in figures if figure > value)


def _delay(activity: Criteria, notice: Notice, lots: Sequence[Lot], told_at: datetime) -> Change | None:
    """Counted from the day it was told: that is what the profile decides upon."""
    deadlines = [held.at for lot in lots if (held := lot.deadline or notice.deadline)]
    if not deadlines:
        return None
    left = (max(deadlines) - told_at).days
    asked = next((days for days in DAYS if days > left), None)
    if asked is None or asked <= activity.min_days_left:
        return None
    return f"les annonces qui laissent moins de {asked} jours", replace(activity, min_days_left=asked)
