"""A near miss says something of the profile: the one change of it that would have made this notice a match.

A proposal touches only the activity that nearly matched, and widens it by one thing, as little as makes the difference.
There is none for words, which say what people mean, nor for what the law does not allow.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from alerts.intake.territory_words import radius_words
from alerts.matching import oracle
from alerts.matching.document import Document, LotFacts, describe
from alerts.matching.fields import MAX_KM
from alerts.matching.narrowing import LEAST_KM
from alerts.matching.reasons import trade as trades_read
from alerts.matching.reasons.amount import euros
from alerts.matching.reasons.time_left import days_left
from alerts.matching.trades import Trade, trades
from alerts.matching.tuning import DAYS, ROUND, Change, Proposal
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import LotReading, ReservationStatus
from alerts.model.structure import Criteria, Radius, Structure, Territory, Want
from alerts.territory.article import with_article
from alerts.territory.distance import Point, distance_km
from alerts.territory.france import France
from scrapers.notice import Notice

__all__ = ["Proposal", "propose"]

MOST_DEPARTEMENTS = 3  # added at once
FARTHER = 1.5  # times a circle: beyond, its département says better what is asked
_WANTED = {
    Want.RESERVED: "réservées à des structures comme la vôtre",
    Want.CLAUSE_SOCIALE: "avec une clause sociale",
    Want.SERVICE_INSERTION: "de services d'insertion",
    Want.CRITERE_SOCIAL: "avec un critère social",
    Want.ENVIRONMENT: "avec une clause ou un critère environnemental",
    Want.OPEN: "sans réservation ni clause",
}


@dataclass(frozen=True, slots=True)
class _Missed:
    """What a change is worked out from: the activity, and the lots that nearly met it."""

    activity: Criteria
    lots: tuple[LotFacts, ...]
    france: France
    now: datetime


def propose(
    structure: Structure, match: Match, notice: Notice, readings: Iterable[LotReading], now: datetime
) -> Proposal | None:
    """The change that would make this near miss a match as of `now` (aware); None when none is precise enough.

    `text` is what would be done: « Ajouter l'Ain à votre territoire ». `notice` and `readings` are what holds today.
    """
    missed = next((one.criterion for one in match.reasons if one.verdict is Verdict.AGAINST), None)
    if not match.near_miss or missed is None or match.activity >= len(structure.activities):
        return None
    document = describe(notice, readings, France.load())
    lots = tuple(lot for lot in document.lots if lot.lot_id in match.lots)
    activity = structure.activities[match.activity]
    change = _CHANGES[missed](_Missed(activity, lots, document.france, now)) if missed in _CHANGES and lots else None
    return _proved(structure, match.activity, change, document, now) if change else None


def _proved(structure: Structure, number: int, change: Change, document: Document, now: datetime) -> Proposal | None:
    """Only what does make it a match is proposed."""
    text, after = change
    activities = (*structure.activities[:number], after, *structure.activities[number + 1 :])
    wider = replace(structure, activities=activities)
    return Proposal(text, wider) if oracle.match(wider, document, now, near_misses=False) else None


def _place(missed: _Missed) -> Change | None:
    """A circle that nearly reaches is drawn wider; otherwise the département is added."""
    return _wider_circle(missed) or _departements(missed)


def _wider_circle(missed: _Missed) -> Change | None:
    points = [lot.where.point for lot in missed.lots if lot.where.point]
    territory = missed.activity.territory
    found = [
        (km, circle)
        for circle in territory.around
        for point in points
        if (km := _reach(circle, point, missed.france)) is not None and km <= circle.km * FARTHER
    ]
    if not found:
        return None
    km, nearest = min(found, key=lambda one: one[0] - one[1].km)
    wider = replace(nearest, km=float(km))
    around = tuple(wider if one == nearest else one for one in territory.around)
    return f"Aller jusqu'{radius_words(wider)}", replace(missed.activity, territory=replace(territory, around=around))


def _reach(circle: Radius, point: Point, france: France) -> int | None:
    """Kilometres, a round number, that would reach the point; None beyond what a profile can ask."""
    centre = france.point_at(circle.postcode)
    km = math.ceil(distance_km(centre, point) / LEAST_KM) * LEAST_KM if centre else MAX_KM + 1
    return km if km <= MAX_KM else None


def _departements(missed: _Missed) -> Change | None:
    """Of the lot that is in the fewest."""
    known = sorted((lot.where.departements for lot in missed.lots if lot.where.departements), key=lambda one: len(one))
    if not known or len(known[0]) > MOST_DEPARTEMENTS:
        return None
    territory: Territory = missed.activity.territory
    *others, last = [with_article(code) for code in sorted(known[0])]
    names = f"{', '.join(others)} et {last}" if others else last
    wider = replace(territory, departements=territory.departements | known[0])
    return f"Ajouter {names} à votre territoire", replace(missed.activity, territory=wider)


def _trade(missed: _Missed) -> Change | None:
    """Only when the codes of the lots name exactly one trade, or the title tells which."""
    sure = [one for one in trades().values() if any(_by_code(one, lot) for lot in missed.lots)]
    named = [one for one in sure if any(one.slug in lot.title.trades for lot in missed.lots)]
    found = sure if len(sure) == 1 else named
    if len(found) != 1:
        return None
    added = missed.activity.trades | {found[0].slug}
    return f"Ajouter le métier « {found[0].label} »", replace(missed.activity, trades=added)


def _by_code(one: Trade, lot: LotFacts) -> bool:
    opinion = trades_read.by_trade(one, lot)
    coded = any(code.startswith(one.cpv_prefixes) for code in lot.cpv)
    return coded and opinion is not None and opinion[0] is Verdict.FOR


def _want(missed: _Missed) -> Change | None:
    """What the notice has and was not asked for; open ones only when it has nothing else, and when the trades or the
    territory still choose."""
    stated = [want for want in Want if want not in missed.activity.wants and _has(want, missed.lots)]
    if not stated or (stated[0] is Want.OPEN and _chooses_nothing(missed.activity)):
        return None
    wants = missed.activity.wants | {stated[0]}
    return f"Recevoir aussi les annonces {_WANTED[stated[0]]}", replace(missed.activity, wants=wants)


def _chooses_nothing(activity: Criteria) -> bool:
    chosen = (activity.trades, activity.cpv_prefixes, activity.include_words)
    return activity.territory.whole_france and not any(chosen)


def _has(want: Want, lots: Sequence[LotFacts]) -> bool:
    if want is Want.OPEN:
        return True
    if want is Want.RESERVED:
        return any(lot.reservation.status is ReservationStatus.RESERVED for lot in lots)
    return any(want in lot.clauses for lot in lots)


def _amount(missed: _Missed) -> Change | None:
    """The next round figure that takes in the nearest of the lots."""
    low, high = missed.activity.amount_min or Decimal(0), missed.activity.amount_max
    above = [lot.amount.low for lot in missed.lots if lot.amount and high is not None and lot.amount.low > high]
    below = [lot.amount.high for lot in missed.lots if lot.amount and lot.amount.high < low]
    if above:
        most = _at_least(min(above))
        return f"Porter votre montant maximum à {euros(most)}", replace(missed.activity, amount_max=most)
    if below:
        least = _at_most(max(below))
        return f"Descendre votre montant minimum à {euros(least)}", replace(missed.activity, amount_min=least)
    return None


def _at_least(value: Decimal) -> Decimal:
    return min(figure for figure in _figures(value) if figure >= value)


def _at_most(value: Decimal) -> Decimal:
    return max(figure for figure in _figures(value) if figure <= value)


def _figures(value: Decimal) -> list[Decimal]:
    unit = Decimal(10) ** value.adjusted()
    return [figure * unit * step for step in (1, 10) for figure in ROUND]


def _time(missed: _Missed) -> Change | None:
    """The longest of the usual delays that the notice still leaves."""
    left = [days for lot in missed.lots if (days := days_left(lot, missed.now)) is not None]
    if not left:
        return None
    asked = max((days for days in (0, 1, 3, 5, *DAYS) if days <= max(left)), default=0)
    said = f"qui laissent au moins {asked} jour{'s' if asked > 1 else ''}" if asked else "même quand le délai est court"
    return f"Recevoir les annonces {said}", replace(missed.activity, min_days_left=asked)


_CHANGES: dict[Criterion, Callable[[_Missed], Change | None]] = {
    Criterion.PLACE: _place,
    Criterion.TRADE: _trade,
    Criterion.WANT: _want,
    Criterion.AMOUNT: _amount,
    Criterion.TIME: _time,
}
