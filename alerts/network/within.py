"""Which of what was seen is in the territory and the trades of a network: the rule of the radar, on what was kept.

In doubt a lot is in: a place or a trade that nobody knows is « à vérifier », as for an alert.
"""

from dataclasses import dataclass, field

from alerts.matching.reasons.place import is_nowhere, spot_opinion
from alerts.matching.trades import trades_around
from alerts.model.match import Verdict
from alerts.model.structure import Territory
from alerts.network.reach import Reach
from alerts.network.seen import SeenLot, SeenSpot
from alerts.territory.france import France
from alerts.territory.places import Spot


@dataclass(slots=True)
class Within:
    """Answers are remembered: thousands of lots are in the same few places."""

    reach: Reach
    france: France
    _spots: dict[SeenSpot, bool] = field(default_factory=dict)

    def place(self, lot: SeenLot) -> bool:
        """One of its places at least may be in the territory."""
        if is_nowhere(self.reach.territory):
            return False
        return not lot.spots or any(self._near(one) for one in lot.spots)

    def _near(self, spot: SeenSpot) -> bool:
        if spot not in self._spots:
            self._spots[spot] = spot_in(self.reach.territory, spot, self.france) is not Verdict.AGAINST
        return self._spots[spot]

    def trade(self, lot: SeenLot) -> bool:
        """One of the trades at least may be what it asks for. A network without any trade looks at none."""
        reach = self.reach
        if reach.any_trade or (lot.silent and (reach.trades or reach.cpv_prefixes)):
            return True
        if not reach.trades.isdisjoint(lot.trades) or not reach.trades.isdisjoint(lot.perhaps):
            return True
        return any(_prefixed(prefix, lot) for prefix in reach.cpv_prefixes)


def spot_in(territory: Territory, spot: SeenSpot, france: France) -> Verdict:
    return spot_opinion(territory, Spot("", spot.departements, spot.communes, spot.point), france)[0]


def _prefixed(prefix: str, lot: SeenLot) -> bool:
    """A code of it, or the words of a trade around it where no code is precise enough to tell."""
    if any(code.startswith(prefix) for code in lot.cpv):
        return True
    vague = all(prefix.startswith(code[: max(2, len(code.rstrip("0")))]) for code in lot.cpv)
    return vague and not (lot.trades | lot.perhaps).isdisjoint(trades_around(prefix))


def departements_of(territory: Territory, france: France) -> frozenset[str] | None:
    """Those that a territory touches; None for all of France."""
    if territory.whole_france:
        return None
    found = set(territory.departements)
    found.update(*(france.departements_of(region) for region in territory.regions))
    found.update(*(france.epci_departements(siren) for siren in territory.epci))
    found.update(*(france.reach(one.postcode, one.km).touched for one in territory.around))
    return frozenset(found)
