"""What a network does and where: what its animators set, else the union of what its members do. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alerts.model.network import Network
from alerts.model.structure import Criteria, Structure, Territory


@dataclass(frozen=True, slots=True)
class Reach:
    """`any_trade`: a member looks at every trade, so that `trades` and `cpv_prefixes` name only those that are named.
    `territory` all empty: no member said where it works, which is nowhere."""

    trades: frozenset[str]
    cpv_prefixes: frozenset[str]
    any_trade: bool
    territory: Territory


def reach(network: Network, members: Sequence[Structure]) -> Reach:
    """Trades and territory are set, or not, each on its own. Trades that are set leave no free CPV prefixes."""
    activities = [one for structure in members for one in structure.activities]
    territory = network.territory if network.territory is not None else united(one.territory for one in activities)
    if network.trades is not None:
        return Reach(network.trades, frozenset(), False, territory)
    trades = frozenset(slug for one in activities for slug in one.trades)
    prefixes = frozenset(code for one in activities for code in one.cpv_prefixes)
    return Reach(trades, prefixes, any(map(_any_trade, activities)), territory)


def united(territories: Iterable[Territory]) -> Territory:
    """Any place of any of them. Two circles around one postcode are the wider; the whole of France is all."""
    held = list(territories)
    if any(one.whole_france for one in held):
        return Territory(whole_france=True)
    circles = sorted((circle for one in held for circle in one.around), key=lambda one: (one.postcode, one.km))
    return Territory(
        departements=frozenset(code for one in held for code in one.departements),
        regions=frozenset(code for one in held for code in one.regions),
        epci=frozenset(code for one in held for code in one.epci),
        around=tuple({one.postcode: one for one in circles}.values()),
    )


def _any_trade(activity: Criteria) -> bool:
    return not activity.trades and not activity.cpv_prefixes
