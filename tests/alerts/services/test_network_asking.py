"""How a network comes to be and ends: asked for by a person, answered by the host, closed by the host."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from alerts.model.network import NetworkKind
from alerts.services import network_asking, network_host, network_inviting, network_settings, networks, people
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store import networks as kept
from alerts.store.engine import Database
from tests.alerts.services.gatherings import bring, gathering_in
from tests.alerts.services.stories import NOON, later, owed
from tests.alerts.services.teams import team_in, team_on


def test_a_person_asks_waits_and_is_told_that_it_opened(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        asked = network_asking.ask(session, team.anne, "  Réseau   des\nhaies ", NetworkKind.CIRCUIT_COURT, NOON)
        assert (asked.name, asked.kind, asked.approved_at) == ("Réseau des haies", NetworkKind.CIRCUIT_COURT, None)
        with pytest.raises(NotAllowed, match="attend encore l’accord"):
            network_inviting.invite(session, team.anne, asked.id, NOON)
        (listed,) = network_host.listed(session)
        assert (listed.network, listed.members, listed.animators, listed.asker) == (asked, 0, 1, "Anne")
        opened = network_host.approve(session, asked.id, later(1))
        assert opened.approved_at == later(1)
        network_inviting.invite(session, team.anne, asked.id, NOON)
    (told,) = owed(database)
    assert told.recipient == f"person:{team.anne}"
    assert told.cause["title"] == "Votre réseau est ouvert"
    assert "« Réseau des haies »" in told.cause["text"]


def test_what_was_set_while_it_waited_stays_when_it_opens(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        asked = network_asking.ask(session, team.anne, "Réseau des haies", NetworkKind.OTHER, NOON)
        network_settings.set_cap(session, team.anne, asked.id, 7)
        network_settings.set_trades(session, team.anne, asked.id, {"espaces-verts"})
        opened = network_host.approve(session, asked.id, NOON)
        assert (opened.weekly_cap, opened.trades) == (7, {"espaces-verts"})


def test_a_refusal_is_told_with_its_reason_and_nothing_stays(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        asked = network_asking.ask(session, team.anne, "Réseau des haies", NetworkKind.OTHER, NOON)
        network_host.refuse(session, asked.id, NOON, "Ce territoire a déjà le sien.")
        assert networks.of_person(session, team.anne) == []
        assert kept.all_networks(session) == []
        again = network_asking.ask(session, team.anne, "Réseau des haies", NetworkKind.OTHER, NOON)
        assert again.id != asked.id, "an old button never names another network"
    (told,) = owed(database)
    assert told.cause["text"].endswith("Sa raison : Ce territoire a déjà le sien.")


def test_somebody_of_no_structure_is_told_by_the_network_itself(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        asked = network_asking.ask(session, team.doris, "Réseau des haies", NetworkKind.OTHER, NOON)
        network_host.approve(session, asked.id, NOON)
        (seen,) = networks.of_person(session, team.doris)
        assert seen.network.approved_at == NOON
    (told,) = owed(database)
    assert (told.recipient, told.cause["title"]) == (f"person:{team.doris}", "Votre réseau est ouvert")
    assert told.cause["network"] == asked.id


def test_a_refusal_to_somebody_of_no_structure_is_told_by_nobody(database: Database) -> None:
    """The network is gone before it could say so: they read it in their list."""
    with database.write() as session:
        team = team_in(session)
        asked = network_asking.ask(session, team.doris, "Réseau des haies", NetworkKind.OTHER, NOON)
        network_host.refuse(session, asked.id, NOON)
        assert networks.of_person(session, team.doris) == []
    assert owed(database) == []


def test_what_is_open_is_neither_approved_nor_refused_again(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        for act in (network_host.approve, network_host.refuse):
            with pytest.raises(Refusal, match="déjà ouvert"):
                act(session, gathering.ptce.id, NOON)
            with pytest.raises(Refusal, match="Aucun réseau n’a le numéro 999"):
                act(session, 999, NOON)
        assert networks.members(session, gathering.elias, gathering.ptce.id) != []


def test_the_host_takes_back_a_network_and_those_concerned_are_told_once(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team = gathering.team
        bring(session, gathering.elias, gathering.ptce, team.claire, team.vergers.id)
        network_host.close(session, gathering.ptce.id, NOON)
        assert kept.all_networks(session) == [gathering.other]
        with pytest.raises(NotYours):
            networks.members(session, gathering.elias, gathering.ptce.id)
        assert people.team_of(session, team.jardins.id) != [], "the structures stay"
    told = [one for one in owed(database) if one.structure_id]
    assert sorted(one.recipient for one in told) == sorted([f"person:{team.anne}", f"person:{team.claire}"])
    assert {one.cause["title"] for one in told} == {"Un réseau ferme"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "trop court"),
        (" a ", "trop court"),
        ("…—!", "trop court"),
        ("x" * 81, "trop long"),
        ("ptce des RIVES fictives", "déjà ce nom"),
        ("PTCE des\u00a0Rives  fictives", "déjà ce nom"),
    ],
)
def test_a_name_that_cannot_be_taken(database: Database, name: str, why: str) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        for act in (
            lambda: network_asking.ask(session, gathering.team.doris, name, NetworkKind.OTHER, NOON),
            lambda: network_host.create(session, name, NetworkKind.OTHER, NOON),
            lambda: network_settings.rename(session, gathering.gael, gathering.other.id, name),
        ):
            with pytest.raises(Refusal, match=why):
                act()


def test_a_name_is_kept_as_it_was_written(database: Database) -> None:
    with database.write() as session:
        made = network_host.create(session, "Haies & <Prés> d'ici", NetworkKind.OTHER, NOON)
        assert kept.load_network(session, made.id) == made
        assert made.name == "Haies & <Prés> d'ici"


def test_of_two_who_take_a_name_at_once_one_gets_it(database: Database) -> None:
    team = team_on(database)

    def ask(who: int) -> str:
        try:
            with database.write() as session:
                network_asking.ask(session, who, "Réseau des haies", NetworkKind.OTHER, NOON)
        except Refusal as refusal:
            return refusal.sentence
        return "asked"

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(ask, (team.anne, team.claire)))
    assert told == sorted(["asked", network_asking.TAKEN])


def test_three_demands_wait_at_most(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        held = [
            network_asking.ask(session, team.anne, f"Réseau numéro {number}", NetworkKind.OTHER, NOON)
            for number in range(3)
        ]
        with pytest.raises(Refusal, match="3 de vos demandes"):
            network_asking.ask(session, team.anne, "Un de trop", NetworkKind.OTHER, NOON)
        network_host.approve(session, held[0].id, NOON)
        network_asking.ask(session, team.anne, "Plus un de trop", NetworkKind.OTHER, NOON)
