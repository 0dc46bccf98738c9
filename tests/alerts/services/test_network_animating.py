"""Who animates a network: several, invited by a link that serves once, never nobody unless the host takes it back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from alerts.model.network import NetworkKind
from alerts.services import network_animating, network_asking, network_host, networks, people
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.tokens import EXPIRED, UNKNOWN, USED
from alerts.store.engine import Database, Session
from tests.alerts.services.gatherings import Gathering, gathering_in, gathering_on
from tests.alerts.services.stories import NOON, owed

WEEK = timedelta(days=7)


def animators(session: Session, gathering: Gathering) -> list[str]:
    return [one.name for one in networks.animators(session, gathering.team.anne, gathering.ptce.id)]


def test_another_animator_comes_by_a_link_that_serves_once(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team = gathering.team
        token = network_animating.invite(session, gathering.elias, gathering.ptce.id, NOON)
        offer = network_animating.look(session, token, NOON, team.doris)
        assert (offer.network, offer.members, offer.already) == (gathering.ptce, 1, False)
        assert network_animating.accept(session, token, team.doris, NOON) == gathering.ptce
        assert set(animators(session, gathering)) == {"Elias", "Flore", "Doris"}
        with pytest.raises(Refusal, match=USED):
            network_animating.accept(session, token, team.claire, NOON)
        assert set(animators(session, gathering)) == {"Elias", "Flore", "Doris"}


def test_whoever_invited_learns_it_without_a_name(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        token = network_animating.invite_by_host(session, gathering.ptce.id, NOON)
        network_animating.accept(session, token, gathering.team.anne, NOON)
        token = network_animating.invite(session, gathering.team.anne, gathering.ptce.id, NOON)
        network_animating.accept(session, token, gathering.team.doris, NOON)
    (told,) = [one for one in owed(database) if one.recipient == f"person:{gathering.team.anne}"]
    assert "anime désormais avec vous le réseau « PTCE des Rives fictives »" in told.cause["text"]
    assert "Doris" not in str(told.cause)


def test_one_who_animates_already_leaves_the_link_to_another(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        token = network_animating.invite(session, gathering.elias, gathering.ptce.id, NOON)
        assert network_animating.look(session, token, NOON, gathering.flore).already
        network_animating.accept(session, token, gathering.flore, NOON)
        network_animating.accept(session, token, gathering.team.doris, NOON)
        assert len(animators(session, gathering)) == 3


def test_an_invitation_to_animate_lasts_a_week_and_ends_with_whoever_made_it(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        late = network_animating.invite(session, gathering.flore, gathering.ptce.id, NOON)
        with pytest.raises(Refusal, match=EXPIRED):
            network_animating.accept(session, late, gathering.team.doris, NOON + WEEK)
        gone = network_animating.invite(session, gathering.elias, gathering.ptce.id, NOON)
        network_animating.step_down(session, gathering.elias, gathering.ptce.id)
        with pytest.raises(Refusal, match=UNKNOWN):
            network_animating.accept(session, gone, gathering.team.doris, NOON)
        assert animators(session, gathering) == ["Flore"]


def test_the_last_animator_stays(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        network_animating.step_down(session, gathering.elias, gathering.ptce.id)
        with pytest.raises(NotAllowed, match="invitez d’abord quelqu’un"):
            network_animating.step_down(session, gathering.flore, gathering.ptce.id)
        assert animators(session, gathering) == ["Flore"]
        with pytest.raises(NotYours):
            network_animating.step_down(session, gathering.elias, gathering.ptce.id)


def test_of_two_who_step_down_at_once_one_stays(database: Database) -> None:
    gathering = gathering_on(database)

    def go(who: int) -> bool:
        try:
            with database.write() as session:
                network_animating.step_down(session, who, gathering.ptce.id)
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(go, (gathering.elias, gathering.flore))) == [False, True]
    with database.read() as session:
        assert len(animators(session, gathering)) == 1


def test_the_host_gives_a_network_that_lost_its_animators_to_another(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        empty = network_host.create(session, "Réseau sans personne", NetworkKind.OTHER, NOON)
        assert {one.network.id: one.animators for one in network_host.listed(session)}[empty.id] == 0
        token = network_animating.invite_by_host(session, empty.id, NOON)
        network_animating.accept(session, token, gathering.team.doris, NOON)
        assert [one.network for one in networks.of_person(session, gathering.team.doris)] == [empty]


def test_what_cannot_be_animated_yet_is_told_to_the_host(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        asked = network_asking.ask(session, gathering.team.doris, "Réseau demandé", NetworkKind.OTHER, NOON)
        with pytest.raises(Refusal, match=f"vigie admin network approve {asked.id}"):
            network_animating.invite_by_host(session, asked.id, NOON)
        with pytest.raises(Refusal, match="Aucun réseau n’a le numéro 999"):
            network_animating.invite_by_host(session, 999, NOON)


def test_animators_have_a_number(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        waiting = [
            network_animating.invite(session, gathering.elias, gathering.ptce.id, NOON)
            for _ in range(network_animating.MOST_OPEN)
        ]
        with pytest.raises(Refusal, match="attendent une réponse"):
            network_animating.invite(session, gathering.elias, gathering.ptce.id, NOON)
        for number in range(network_animating.MOST - 2):
            token = network_animating.invite_by_host(session, gathering.ptce.id, NOON)
            person = people.meet(session, 200 + number, "Une personne", NOON)
            network_animating.accept(session, token, person.id, NOON)
        with pytest.raises(Refusal, match="20 animateurs"):
            network_animating.accept(session, waiting[0], gathering.team.doris, NOON)
        with pytest.raises(Refusal, match="20 animateurs"):
            network_animating.invite_by_host(session, gathering.ptce.id, NOON)
