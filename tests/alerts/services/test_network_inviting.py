"""Structures come into a network by a link that an animator made: as many as was said, brought by their managers."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from alerts.model.network import NetworkKind, Shares
from alerts.model.people import Role
from alerts.model.structure import Structure, StructureKind
from alerts.services import (
    inviting,
    network_animating,
    network_asking,
    network_host,
    network_inviting,
    network_leaving,
    networks,
    people,
)
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.structures import remove_structures
from alerts.services.tokens import ALL_USED, EXPIRED, UNKNOWN
from alerts.store import network_people
from alerts.store import networks as kept
from alerts.store.engine import Database, Session
from tests.alerts.services.gatherings import Gathering, bring, gathering_in, gathering_on
from tests.alerts.services.stories import NOON, owed
from tests.alerts.services.teams import VERGERS

MONTH = timedelta(days=30)
INSTANT = timedelta(seconds=1)


def invited(session: Session, gathering: Gathering, uses: int = 1) -> str:
    return network_inviting.invite(session, gathering.elias, gathering.ptce.id, NOON, uses=uses)


def names(session: Session, gathering: Gathering) -> set[str]:
    return {one.name for _, one in networks.members(session, gathering.elias, gathering.ptce.id)}


def test_a_manager_brings_a_structure_in_after_a_look(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, token = gathering.team, invited(session, gathering, uses=3)
        assert re.fullmatch(r"n_[A-Za-z0-9_-]{43}", token), "it fits in a deep link"
        offer = network_inviting.look(session, token, NOON, team.claire)
        assert (offer.network, offer.members, offer.left) == (gathering.ptce, 1, 3)
        assert (offer.choices, offer.already, offer.shares) == ((team.vergers,), (), Shares())
        joined = network_inviting.accept(session, token, team.claire, team.vergers.id, NOON)
        assert joined == gathering.ptce
        assert names(session, gathering) == {"Les Jardins fictifs", "Les Vergers fictifs"}
        assert network_inviting.look(session, token, NOON).left == 2
        member = network_people.load_member(session, gathering.ptce.id, team.vergers.id)
        assert member is not None
        assert (member.shares, member.joined_at) == (Shares(answers=True, outcomes=False, capacity=False), NOON)


@pytest.mark.parametrize("of_a_structure", [True, False])
def test_whoever_invited_is_told_of_a_structure_or_not(database: Database, of_a_structure: bool) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team = gathering.team
        if of_a_structure:
            people.create_structure(session, gathering.elias, Structure("", "La Maison fictive", frozenset()), NOON)
        bring(session, gathering.elias, gathering.ptce, team.claire, team.vergers.id)
    _, told = owed(database)  # after that of the Jardins
    assert (told.recipient, bool(told.structure_id)) == (f"person:{gathering.elias}", of_a_structure)
    assert told.cause["title"] == "Les Vergers fictifs rejoint votre réseau"
    assert told.cause["text"] == (
        "« Les Vergers fictifs » a accepté votre invitation et rejoint le réseau « PTCE des Rives fictives ». "
        "Pour voir ses membres : /reseau sur Telegram, ou « Mes réseaux » dans vos réglages sur le web."
    )


def test_a_person_with_several_structures_chooses(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, token = gathering.team, invited(session, gathering, uses=2)
        people.join(session, team.anne, team.vergers.id, Role.MEMBER, NOON)
        _, second = people.create_structure(session, team.anne, Structure("", "Le Fournil fictif", frozenset()), NOON)
        offer = network_inviting.look(session, token, NOON, team.anne)
        assert offer.choices == (second,), "not the one where she is an équipière"
        assert offer.already == (team.jardins,)
        network_inviting.accept(session, token, team.anne, second.id, NOON)
        assert network_inviting.look(session, token, NOON, team.anne).choices == ()


def test_only_a_manager_brings_a_structure_in(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, token = gathering.team, invited(session, gathering)
        people.join(session, team.bilal, team.vergers.id, Role.MEMBER, NOON)
        assert network_inviting.look(session, token, NOON, team.bilal).choices == ()
        with pytest.raises(NotAllowed, match="responsable de la structure"):
            network_inviting.accept(session, token, team.bilal, team.vergers.id, NOON)
        for stranger in (team.doris, team.anne, gathering.elias):
            with pytest.raises(NotYours):
                network_inviting.accept(session, token, stranger, team.vergers.id, NOON)
        with pytest.raises(NotYours):
            network_inviting.accept(session, token, team.claire, "no-such-structure", NOON)
        assert network_inviting.look(session, token, NOON).left == 1, "nobody used it"


def test_one_that_is_in_already_leaves_the_link_to_the_next(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, token = gathering.team, invited(session, gathering)
        network_inviting.accept(session, token, team.anne, team.jardins.id, NOON)
        network_inviting.accept(session, token, team.claire, team.vergers.id, NOON)
        assert len(names(session, gathering)) == 2


def test_a_replayed_link_is_refused(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, token = gathering.team, invited(session, gathering)
        network_inviting.accept(session, token, team.claire, team.vergers.id, NOON)
        _, late = people.create_structure(session, team.doris, VERGERS, NOON)
        for act in (
            lambda: network_inviting.look(session, token, NOON, team.doris),
            lambda: network_inviting.accept(session, token, team.doris, late.id, NOON),
        ):
            with pytest.raises(Refusal, match=ALL_USED):
                act()
        network_leaving.leave(session, team.claire, gathering.ptce.id, team.vergers.id, NOON)
        with pytest.raises(Refusal, match=ALL_USED):
            network_inviting.accept(session, token, team.claire, team.vergers.id, NOON)


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        pytest.param(NOON + MONTH - INSTANT, None, id="the last second"),
        pytest.param(NOON + MONTH, EXPIRED, id="thirty days later"),
    ],
)
def test_a_link_lasts_thirty_days(database: Database, at: datetime, sentence: str | None) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, token = gathering.team, invited(session, gathering, uses=50)
        if sentence is None:
            network_inviting.accept(session, token, team.claire, team.vergers.id, at)
            return
        with pytest.raises(Refusal, match=sentence):
            network_inviting.accept(session, token, team.claire, team.vergers.id, at)
        assert names(session, gathering) == {"Les Jardins fictifs"}


@pytest.mark.parametrize("forged", ["", "n_", "n_" + "A" * 43, "m_" + "A" * 43, "é" * 64, "\ud800"])
def test_a_forged_link_is_refused_kindly(database: Database, forged: str) -> None:
    with database.write() as session:
        team = gathering_in(session).team
        with pytest.raises(Refusal, match=UNKNOWN):
            network_inviting.accept(session, forged, team.claire, team.vergers.id, NOON)


def test_no_link_serves_for_what_it_was_not_made_for(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, structures = gathering.team, invited(session, gathering)
        animators = network_animating.invite(session, gathering.elias, gathering.ptce.id, NOON)
        people_only = inviting.invite(session, team.anne, team.hers.id, Role.MEMBER, NOON)
        for token in (animators, people_only, "m" + structures[1:]):
            with pytest.raises(Refusal, match=UNKNOWN):
                network_inviting.accept(session, token, team.claire, team.vergers.id, NOON)
        for token in (structures, people_only, "n" + animators[1:]):
            with pytest.raises(Refusal, match=UNKNOWN):
                network_animating.accept(session, token, team.claire, NOON)
        for token in (structures, animators):
            with pytest.raises(Refusal, match=UNKNOWN):
                inviting.accept(session, token, team.claire, NOON)


@pytest.mark.parametrize(("uses", "comers"), [(1, 2), (3, 5)])
def test_of_those_who_come_at_once_as_many_join_as_was_said(database: Database, uses: int, comers: int) -> None:
    gathering = gathering_on(database)
    with database.write() as session:
        token = invited(session, gathering, uses)
        those = []
        for number in range(comers):
            person = people.meet(session, 100 + number, "Une personne", NOON).id
            draft = Structure("", f"Structure fictive {number}", frozenset({StructureKind.EA}))
            those.append((person, people.create_structure(session, person, draft, NOON)[1].id))

    def tap(one: tuple[int, str]) -> str:
        try:
            with database.write() as session:
                network_inviting.accept(session, token, *one, NOON)
        except Refusal as refusal:
            return refusal.sentence
        return "joined"

    with ThreadPoolExecutor(comers) as all_at_once:
        told = sorted(all_at_once.map(tap, those))
    assert told == sorted(["joined"] * uses + [ALL_USED] * (comers - uses))
    with database.read() as session:
        assert network_people.count_members(session, [gathering.ptce.id]) == {gathering.ptce.id: 1 + uses}


def test_two_taps_of_one_manager_use_one_place(database: Database) -> None:
    gathering = gathering_on(database)
    team = gathering.team
    with database.write() as session:
        token = invited(session, gathering, 2)

    def tap(_: int) -> None:
        with database.write() as session:
            network_inviting.accept(session, token, team.claire, team.vergers.id, NOON)

    with ThreadPoolExecutor(2) as both:
        list(both.map(tap, range(2)))
    with database.read() as session:
        assert network_inviting.look(session, token, NOON).left == 1


def test_a_structure_is_in_three_networks(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team = gathering.team
        third = network_host.approve(
            session, network_asking.ask(session, team.doris, "Troisième réseau", NetworkKind.CRESS, NOON).id, NOON
        )
        bring(session, gathering.gael, gathering.other, team.anne, team.jardins.id)
        bring(session, team.doris, third, team.anne, team.jardins.id)
        three = [gathering.ptce, gathering.other, third]
        assert kept.networks_of_structure(session, team.jardins.id) == three
        assert [one.network for one in networks.of_person(session, team.bilal)] == three
        network_leaving.leave(session, team.anne, gathering.other.id, team.jardins.id, NOON)
        assert kept.networks_of_structures(session, [team.jardins.id, team.vergers.id]) == {
            team.jardins.id: [gathering.ptce, third]
        }


def test_a_link_ends_with_whoever_made_it_and_with_its_network(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        team, token = gathering.team, invited(session, gathering)
        hers = network_inviting.invite(session, gathering.flore, gathering.ptce.id, NOON)
        network_animating.step_down(session, gathering.elias, gathering.ptce.id)
        with pytest.raises(Refusal, match=UNKNOWN):
            network_inviting.look(session, token, NOON)
        assert network_inviting.look(session, hers, NOON).left == 1
        network_host.close(session, gathering.ptce.id, NOON)
        with pytest.raises(Refusal, match=UNKNOWN):
            network_inviting.accept(session, hers, team.claire, team.vergers.id, NOON)


def test_animators_close_the_links_that_they_gave(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        token, other = (
            invited(session, gathering, 100),
            network_inviting.invite(session, gathering.gael, gathering.other.id, NOON),
        )
        assert network_inviting.open_links(session, gathering.flore, gathering.ptce.id, NOON) == 1
        network_inviting.close_links(session, gathering.flore, gathering.ptce.id)
        with pytest.raises(Refusal, match=UNKNOWN):
            network_inviting.look(session, token, NOON)
        assert network_inviting.look(session, other, NOON).network == gathering.other


def test_links_have_a_size_and_a_number(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        for uses in (0, -1, 501):
            with pytest.raises(Refusal, match="entre 1 et 500"):
                invited(session, gathering, uses)
        for _ in range(network_inviting.MOST_OPEN):
            invited(session, gathering)
        with pytest.raises(Refusal, match="20 liens"):
            invited(session, gathering)
        network_inviting.invite(session, gathering.gael, gathering.other.id, NOON)


def test_a_structure_that_goes_is_a_member_no_more(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        remove_structures(session, [gathering.team.jardins.id])
        assert names(session, gathering) == set()
        assert networks.of_person(session, gathering.team.anne) == []
