"""What was seen is in the territory and the trades of a network exactly when the radar would look at it."""

from dataclasses import replace

import pytest

from alerts.matching.document import Document
from alerts.model.network import Network, NetworkKind
from alerts.model.reading import LotReading
from alerts.model.structure import Radius, Territory
from alerts.network import oracle
from alerts.network.observing import Copy, observed
from alerts.network.peers import Scope
from alerts.network.reach import Reach, reach
from alerts.network.seen import SeenLot
from alerts.network.within import Within, departements_of
from scrapers.notice import Lot, Notice
from tests.alerts.matching.people import notice
from tests.alerts.network import worlds
from tests.alerts.network.sights import FRANCE, GREEN, LAUNDRY, NOW, lot, spot

ISERE = Territory(departements=frozenset({"38"}))


@pytest.mark.parametrize("seed", range(60))
def test_the_rule_is_that_of_the_radar(seed: int) -> None:
    """With its own trades and territory, or those of its members."""
    peers = worlds.peers(seed)
    scope = Scope(
        frozenset({"espaces-verts"}) if seed % 3 == 0 else None,
        Territory(departements=frozenset({"01", "69"})) if seed % 2 == 0 else None,
    )
    network = Network(1, "Réseau fictif", NetworkKind.PTCE, NOW, NOW, scope.trades, scope.territory)
    within = Within(reach(network, [one.structure for one in peers]), FRANCE)
    for what in worlds.lots(seed):
        given = notice("Marché fictif", cpv=(), places=(), deadline=None)
        (kept,) = _seen(what.document, given)[what.lot.lot_id]
        both = within.place(kept) and within.trade(kept)
        # The radar asks each member for its own trade and its own place; territories are united, on both sides.
        assert both == oracle.in_scope(peers, what, scope), (what.lot, kept)


def _seen(document: Document, given: Notice) -> dict[str | None, tuple[SeenLot, ...]]:
    lots = tuple(Lot(one.lot_id) for one in document.lots)
    copy = Copy(replace(given, lots=lots), tuple(LotReading(one.lot_id) for one in document.lots))
    found = observed("o1", [copy], [], NOW.date(), lambda _notice, _readings: document)
    assert found is not None
    return {one.id: (one,) for one in found.lots}


@pytest.mark.parametrize(
    ("territory", "departements"),
    [
        (Territory(whole_france=True), None),
        (Territory(), frozenset()),
        (ISERE, {"38"}),
        (Territory(regions=frozenset({"94"})), {"2A", "2B"}),
        (Territory(departements=frozenset({"38"}), regions=frozenset({"94"})), {"38", "2A", "2B"}),
        (Territory(epci=frozenset({"200023414"})), {"76"}),
        (Territory(epci=frozenset({"000000000"})), frozenset()),
        (Territory(around=(Radius("38500", 5),)), {"38"}),
    ],
)
def test_the_departements_that_a_territory_touches(territory: Territory, departements: set[str] | None) -> None:
    found = departements_of(territory, FRANCE)
    assert found == (None if departements is None else frozenset(departements))


@pytest.mark.parametrize(
    ("territory", "places", "inside"),
    [
        (ISERE, (spot("38"),), True),
        (ISERE, (spot("69"),), False),
        (ISERE, (spot("69"), spot("38")), True),
        (ISERE, (), True),  # nobody knows where: « à vérifier »
        (Territory(), (), False),  # the network is nowhere
        (Territory(whole_france=True), (spot("2A"),), True),
        (Territory(around=(Radius("38500", 10),)), (spot("38", "Voiron"),), True),
        (Territory(around=(Radius("38500", 10),)), (spot("38", "Vienne"),), False),
    ],
)
def test_the_place(territory: Territory, places: tuple[object, ...], inside: bool) -> None:
    within = Within(Reach(frozenset(), frozenset(), True, territory), FRANCE)
    assert within.place(lot(spots=places)) is inside


@pytest.mark.parametrize(
    ("trades", "prefixes", "given", "inside"),
    [
        ({GREEN}, (), {"trades": frozenset({GREEN})}, True),
        ({GREEN}, (), {"trades": frozenset({LAUNDRY})}, False),
        ({GREEN}, (), {"trades": frozenset({LAUNDRY}), "perhaps": frozenset({GREEN})}, True),
        ({GREEN}, (), {"trades": frozenset(), "silent": True}, True),
        ((), ("773",), {"trades": frozenset(), "cpv": ("77310000",)}, True),
        ((), ("773",), {"trades": frozenset(), "cpv": ("98310000",)}, False),
        ((), ("77310",), {"trades": frozenset({GREEN}), "cpv": ("77000000",)}, True),  # the code says little
        ((), (), {"trades": frozenset({GREEN})}, False),  # a network whose members do nothing
    ],
)
def test_the_trade(trades: set[str], prefixes: tuple[str, ...], given: dict[str, object], inside: bool) -> None:
    within = Within(Reach(frozenset(trades), frozenset(prefixes), False, ISERE), FRANCE)
    assert within.trade(lot(**given)) is inside
