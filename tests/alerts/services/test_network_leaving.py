"""Leaving a network: one tap, and the network sees nothing of the structure any more but how many it reached."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from alerts.model.network import Broadcast, Interest, Shares, Target
from alerts.model.structure import Structure
from alerts.services import network_leaving, network_settings, networks, people
from alerts.services.errors import NotYours
from alerts.store import broadcasts, network_people
from alerts.store.engine import Database, Session
from tests.alerts.services.gatherings import Gathering, bring, gathering_in, gathering_on
from tests.alerts.services.stories import NOON, owed


def told(session: Session, gathering: Gathering, network_id: int) -> int:
    """A broadcast of this network that the Jardins were interested in."""
    draft = Broadcast(0, network_id, gathering.elias, "Pour vous", Target())
    number = broadcasts.add(session, draft, NOON)
    broadcasts.mark_sent(session, number, NOON)
    broadcasts.put_spread(session, number, None, 1)
    broadcasts.put_interest(session, number, gathering.team.jardins.id, Interest.INTERESTED, NOON)
    return number


def test_a_manager_leaves_in_one_tap_and_is_in_no_view_any_more(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, network = gathering.team, gathering.ptce
        bring(session, gathering.gael, gathering.other, team.anne, team.jardins.id)
        here, there = told(session, gathering, network.id), told(session, gathering, gathering.other.id)
        network_settings.mute(session, team.bilal, network.id, NOON)
        assert network_leaving.leave(session, team.anne, network.id, team.jardins.id, NOON) == network
        assert networks.members(session, gathering.elias, network.id) == []
        assert broadcasts.interest_of(session, here, team.jardins.id) is None
        assert broadcasts.reached(session, here) == 1, "how many it reached stays"
        assert not network_people.is_muted(session, network.id, team.bilal)
        for person in (team.anne, team.bilal):
            with pytest.raises(NotYours):
                networks.members(session, person, network.id)
        assert broadcasts.interest_of(session, there, team.jardins.id) is Interest.INTERESTED, "another network"


def test_what_it_shared_is_asked_again_if_it_comes_back(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, network = gathering.team, gathering.ptce
        shown = Shares(answers=True, outcomes=True, capacity=True)
        network_settings.share(session, team.anne, network.id, team.jardins.id, shown)
        network_leaving.leave(session, team.anne, network.id, team.jardins.id, NOON)
        bring(session, gathering.elias, network, team.anne, team.jardins.id)
        assert network_settings.shares_of(session, team.bilal, network.id, team.jardins.id) == Shares()


def test_whoever_is_still_in_by_another_structure_keeps_their_silence(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, network = gathering.team, gathering.ptce
        _, second = people.create_structure(session, team.anne, Structure("", "Le Fournil fictif", frozenset()), NOON)
        bring(session, gathering.elias, network, team.anne, second.id)
        network_settings.mute(session, team.anne, network.id, NOON)
        network_leaving.leave(session, team.anne, network.id, team.jardins.id, NOON)
        assert network_people.is_muted(session, network.id, team.anne)


def test_animators_are_told_that_a_member_left_and_managers_that_it_was_removed(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, network = gathering.team, gathering.ptce
        people.create_structure(session, gathering.flore, Structure("", "La Maison fictive", frozenset()), NOON)
        bring(session, gathering.elias, network, team.claire, team.vergers.id)
        network_leaving.leave(session, team.anne, network.id, team.jardins.id, NOON)
        removed = network_leaving.remove(session, gathering.elias, network.id, team.vergers.id, NOON)
        assert removed == team.vergers
    left, taken_out = [one for one in owed(database) if one.recipient != f"person:{gathering.elias}"]
    assert (left.recipient, taken_out.recipient) == (f"person:{gathering.flore}", f"person:{team.claire}")
    hers = [one for one in owed(database) if one.recipient == f"person:{gathering.elias}"]
    assert [one.cause["title"] for one in hers if "quitte" in str(one.cause["title"])] == [left.cause["title"]]
    assert {one.structure_id or None for one in hers} == {None}, "he is of no structure: the network tells him"
    assert left.cause["text"].startswith("« Les Jardins fictifs » ne fait plus partie du réseau « PTCE des Rives")
    assert "ont retiré « Les Vergers fictifs »" in taken_out.cause["text"]
    assert "vos propres alertes continuent" in taken_out.cause["text"]


def test_only_members_leave_or_are_removed(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, network = gathering.team, gathering.ptce
        bring(session, gathering.gael, gathering.other, team.claire, team.vergers.id)
        for structure_id in (team.vergers.id, "no-such-structure"):
            with pytest.raises(NotYours):
                network_leaving.remove(session, gathering.elias, network.id, structure_id, NOON)
            with pytest.raises(NotYours):
                network_leaving.leave(session, team.anne, network.id, structure_id, NOON)
        with pytest.raises(NotYours):
            network_leaving.leave(session, team.claire, network.id, team.vergers.id, NOON)
        assert network_people.load_member(session, gathering.other.id, team.vergers.id) is not None


def test_a_tap_and_a_removal_at_once_take_it_out_once(database: Database) -> None:
    gathering = gathering_on(database)
    team, network = gathering.team, gathering.ptce

    def go(animator: bool) -> bool:
        try:
            with database.write() as session:
                if animator:
                    network_leaving.remove(session, gathering.elias, network.id, team.jardins.id, NOON)
                else:
                    network_leaving.leave(session, team.anne, network.id, team.jardins.id, NOON)
        except NotYours:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(go, (True, False))) == [False, True]
