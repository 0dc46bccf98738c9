"""Supply beside demand: trades that reserved and claused lots ask for, beside those that members say they do."""

from collections import Counter
from collections.abc import Iterable

from alerts.matching.trades import trades
from alerts.model.structure import Structure
from alerts.network.scorecard import Asked, Supply
from alerts.network.seen import SeenLot


def supply(lots: Iterable[SeenLot], members: Iterable[Structure]) -> Supply:
    """`lots`: those of the territory; only the reserved and the claused ones are looked at."""
    demand, unknown = Counter[str](), 0
    for lot in lots:
        if lot.reserved or lot.claused:
            demand.update(lot.trades)
            unknown += not lot.trades
    offer, anything = _offer(members)
    known = [slug for slug in trades() if demand[slug] or offer[slug]]
    rows = [Asked(slug, trades()[slug].label, demand[slug], offer[slug]) for slug in known]
    return Supply(tuple(sorted(rows, key=lambda one: (-one.lots, -one.members, one.label))), unknown, anything)


def _offer(members: Iterable[Structure]) -> tuple[Counter[str], int]:
    """Trade → how many members do it; and how many name none at all."""
    offer, anything = Counter[str](), 0
    for one in members:
        named = frozenset(
            slug for activity in one.activities for slug in activity.trades | _of_prefixes(activity.cpv_prefixes)
        )
        offer.update(named)
        anything += not named
    return offer, anything


def _of_prefixes(prefixes: Iterable[str]) -> frozenset[str]:
    """Trades that hold a free CPV prefix: a member that looks for 9091 does the cleaning of premises."""
    return frozenset(
        slug for slug, one in trades().items() for prefix in prefixes if prefix.startswith(one.cpv_prefixes)
    )
