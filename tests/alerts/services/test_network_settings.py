"""What animators change of their network, and what members choose to show it."""

import pytest

from alerts.model.network import NetworkKind, Shares
from alerts.model.structure import Criteria, Territory
from alerts.network.reach import Reach
from alerts.services import network_host, network_settings, people
from alerts.services.errors import NotYours, Refusal
from alerts.store import network_people
from alerts.store import networks as kept
from alerts.store.engine import Database
from tests.alerts.services.gatherings import gathering_in
from tests.alerts.services.stories import NOON

ISERE = Territory(departements=frozenset({"38"}))


def test_everything_that_is_changed_is_kept_beside_the_rest(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        who, number = gathering.elias, gathering.ptce.id
        network_settings.rename(session, who, number, "PTCE des Berges fictives")
        network_settings.set_kind(session, who, number, NetworkKind.CRESS)
        network_settings.set_cap(session, who, number, 1)
        network_settings.set_trades(session, who, number, {"espaces-verts"})
        network_settings.set_territory(session, who, number, ISERE)
        held = kept.load_network(session, number)
        assert held is not None
        assert (held.name, held.kind, held.weekly_cap) == ("PTCE des Berges fictives", NetworkKind.CRESS, 1)
        assert (held.trades, held.territory) == ({"espaces-verts"}, ISERE)
        assert (held.created_at, held.approved_at) == (NOON, NOON)
        assert kept.load_network(session, gathering.other.id) == gathering.other


def test_its_own_name_may_be_corrected(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        renamed = network_settings.rename(session, gathering.elias, gathering.ptce.id, "PTCE des rives fictives")
        assert renamed.name == "PTCE des rives fictives"


def test_what_makes_no_sense_is_refused_and_nothing_changes(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        who, number = gathering.elias, gathering.ptce.id
        for weekly in (0, -3, 21):
            with pytest.raises(Refusal, match="entre 1 et 20"):
                network_settings.set_cap(session, who, number, weekly)
        with pytest.raises(Refusal, match="au moins un métier"):
            network_settings.set_trades(session, who, number, frozenset())
        with pytest.raises(Refusal, match="pas dans la liste"):
            network_settings.set_trades(session, who, number, {"espaces-verts", "alchimie"})
        with pytest.raises(Refusal, match="au moins un lieu"):
            network_settings.set_territory(session, who, number, Territory())
        assert kept.load_network(session, number) == gathering.ptce


def test_unset_the_reach_follows_the_members(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, number = gathering.team, gathering.ptce.id
        activity = Criteria(frozenset({"nettoyage-locaux"}), frozenset(), ISERE)
        profile = type(team.jardins)(team.jardins.id, team.jardins.name, team.jardins.kinds, (activity,))
        people.change_structure(session, team.anne, team.hers.id, profile, NOON)
        assert network_settings.reach_of(session, team.bilal, number) == Reach(
            frozenset({"nettoyage-locaux"}), frozenset(), False, ISERE
        )
        network_settings.set_trades(session, gathering.elias, number, {"espaces-verts"})
        assert network_settings.reach_of(session, team.bilal, number).trades == {"espaces-verts"}
        network_settings.set_trades(session, gathering.elias, number, None)
        assert network_settings.reach_of(session, team.bilal, number).trades == {"nettoyage-locaux"}


def test_a_member_chooses_what_each_network_sees(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team = gathering.team
        network_people.add_member(session, gathering.other.id, team.jardins.id, NOON)
        shown = Shares(answers=False, outcomes=True, capacity=True)
        network_settings.share(session, team.anne, gathering.ptce.id, team.jardins.id, shown)
        assert network_settings.shares_of(session, team.bilal, gathering.ptce.id, team.jardins.id) == shown
        assert network_settings.shares_of(session, team.bilal, gathering.other.id, team.jardins.id) == Shares()
        with pytest.raises(NotYours):
            network_settings.share(session, team.anne, gathering.ptce.id, team.vergers.id, shown)


def test_silence_is_one_s_own_and_of_one_network(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team = gathering.team
        network_people.add_member(session, gathering.other.id, team.jardins.id, NOON)
        for _ in range(2):
            network_settings.mute(session, team.bilal, gathering.ptce.id, NOON)
        assert network_people.muted_by(session, gathering.ptce.id) == {team.bilal}
        assert network_people.muted_by(session, gathering.other.id) == set()
        for _ in range(2):
            network_settings.unmute(session, team.bilal, gathering.ptce.id)
        assert network_people.muted_by(session, gathering.ptce.id) == set()


def test_how_many_are_in_each_network_in_one_look(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        empty = network_host.create(session, "Réseau de personne", NetworkKind.OTHER, NOON)
        ids = [gathering.ptce.id, gathering.other.id, empty.id]
        assert network_people.count_members(session, ids) == {gathering.ptce.id: 1}
        assert network_people.count_animators(session, ids) == {gathering.ptce.id: 2, gathering.other.id: 1}
