"""What a network does and where: the union of its members', unless its animators set it."""

from dataclasses import replace
from datetime import UTC, datetime

from alerts.model.network import Network, NetworkKind
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory
from alerts.network.reach import reach, united

NETWORK = Network(1, "Réseau fictif", NetworkKind.PTCE, datetime(2026, 11, 23, tzinfo=UTC))
ISERE, RHONE = Territory(departements=frozenset({"38"})), Territory(departements=frozenset({"69"}))


def member(*activities: Criteria) -> Structure:
    return Structure("s", "Structure fictive", frozenset({StructureKind.ACI}), activities)


GREEN = member(Criteria(frozenset({"espaces-verts"}), frozenset(), ISERE))
CLEAN = member(
    Criteria(frozenset({"nettoyage-locaux"}), frozenset(), RHONE), Criteria(frozenset(), frozenset({"9091"}), ISERE)
)


def test_unset_it_is_the_union_of_all_activities_of_all_members() -> None:
    found = reach(NETWORK, [GREEN, CLEAN])
    assert found.trades == {"espaces-verts", "nettoyage-locaux"}
    assert found.cpv_prefixes == {"9091"}
    assert not found.any_trade, "a free CPV code is a wish too"
    assert found.territory == Territory(departements=frozenset({"38", "69"}))


def test_a_member_who_looks_at_every_trade_is_told_apart_from_those_who_name_theirs() -> None:
    found = reach(NETWORK, [GREEN, member(Criteria(territory=ISERE))])
    assert (found.trades, found.any_trade) == ({"espaces-verts"}, True)


def test_what_is_set_holds_each_on_its_own() -> None:
    trades = reach(replace(NETWORK, trades=frozenset({"restauration-traiteur"})), [GREEN, CLEAN])
    assert (trades.trades, trades.cpv_prefixes, trades.any_trade) == ({"restauration-traiteur"}, frozenset(), False)
    assert trades.territory.departements == {"38", "69"}
    place = reach(replace(NETWORK, territory=RHONE), [GREEN])
    assert (place.trades, place.territory) == ({"espaces-verts"}, RHONE)


def test_a_network_of_nobody_is_nowhere_and_does_nothing() -> None:
    found = reach(NETWORK, [])
    assert (found.trades, found.any_trade, found.territory) == (frozenset(), False, Territory())


def test_places_are_added_up() -> None:
    near, far, other = Radius("38000", 10), Radius("38000", 30), Radius("69001", 5)
    first = Territory(regions=frozenset({"84"}), around=(far, other))
    second = Territory(epci=frozenset({"200040715"}), around=(near,))
    assert united([first, second]) == Territory(
        regions=frozenset({"84"}), epci=frozenset({"200040715"}), around=(far, other)
    ), "of two circles around one postcode, the wider"
    assert united([first, Territory(whole_france=True)]) == Territory(whole_france=True)
