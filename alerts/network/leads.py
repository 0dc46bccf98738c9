"""Lots with a social clause that were won near a member that provides hours: which of them are worth a message.

Who was told of the lot already (it matched the profile) hears of its award otherwise: see `services.awarded`. Others
are told of a few a week: first those of their trades, then those that ask for most hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from alerts.matching.document import LotFacts
from alerts.matching.reasons import place, trade
from alerts.model.match import Verdict
from alerts.model.structure import Criteria, Structure
from alerts.territory.france import France

MOST_A_WEEK = 3  # messages a structure; a choice of ours


@dataclass(frozen=True, slots=True)
class Won:
    """A lot that was won, open to all and with a social clause. `key` as `reply_help.case.key_of`; `hours` None when
    the notice does not say."""

    key: str
    lot: LotFacts
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """What one structure is told of one opportunity: the lots won near it, the best first."""

    opportunity: str
    lots: tuple[str, ...]
    of_its_trade: bool
    hours: float


def lead(structure: Structure, opportunity: str, won: Iterable[Won], france: France) -> Lead | None:
    """None when nothing was won near it. A place that is not known is near nobody."""
    near = [one for one in won if one.lot.where.spots and _near(structure, one.lot, france)]
    if not near:
        return None
    ordered = sorted(near, key=lambda one: (not _of_its_trade(structure, one.lot, france), -(one.hours or 0), one.key))
    return Lead(
        opportunity,
        tuple(one.key for one in ordered),
        _of_its_trade(structure, ordered[0].lot, france),
        sum(one.hours or 0 for one in near),
    )


def chosen(leads: Iterable[Lead], told_this_week: int) -> list[Lead]:
    """Those that the week still has room for, the best first."""
    ordered = sorted(leads, key=lambda one: (not one.of_its_trade, -one.hours, one.opportunity))
    return ordered[: max(0, MOST_A_WEEK - told_this_week)]


def _near(structure: Structure, lot: LotFacts, france: France) -> bool:
    return any(_reaches(wish, lot, france) for wish in structure.activities)


def _of_its_trade(structure: Structure, lot: LotFacts, france: France) -> bool:
    return any(_reaches(wish, lot, france) and _does(wish, lot) for wish in structure.activities)


def _reaches(wish: Criteria, lot: LotFacts, france: France) -> bool:
    return place.reason(wish.territory, lot.where, france).verdict is not Verdict.AGAINST


def _does(wish: Criteria, lot: LotFacts) -> bool:
    """Surely its trade; whoever names none takes any."""
    found = trade.reason(wish.trades, wish.cpv_prefixes, lot)
    return found is None or found.verdict is Verdict.FOR
