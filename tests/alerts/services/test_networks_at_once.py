"""What may happen to a network at the same moment: each waits for its turn, none is cut short."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from alerts.model.network import Answered, Candidate
from alerts.services import (
    call_seen,
    call_waves,
    calling,
    forgetting,
    network_animating,
    network_inviting,
    network_leaving,
    networks,
    people,
    rooms,
)
from alerts.services.errors import Refusal
from alerts.store import calls, network_people
from alerts.store import rooms as kept
from alerts.store.engine import Database, Session
from tests.alerts.services.grouped import Circle, circle_on
from tests.alerts.services.stories import NOON
from tests.alerts.services.teams import JARDINS as MADE

SECONDS = 30
TURNS = range(10)
Act = Callable[[Session], object]


def at_once(database: Database, *acts: Act) -> list[str]:
    """Each in a transaction and a thread of its own; what is refused says why, what breaks breaks the test."""
    start = Barrier(len(acts))

    def one(act: Act) -> str:
        start.wait(SECONDS)
        try:
            with database.write() as session:
                act(session)
        except Refusal as refusal:
            return refusal.sentence
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return [found.result(SECONDS) for found in [pool.submit(one, act) for act in acts]]


def inside(database: Database, network: int) -> set[str]:
    with database.read() as session:
        return {one.structure_id for one in network_people.members_of(session, network)}


@pytest.mark.parametrize("uses", [1, 2])
def test_a_link_brings_in_as_many_structures_as_it_says(database: Database, uses: int) -> None:
    circle = circle_on(database)
    with database.write() as session:
        comers = []
        for number in range(4):
            person = people.meet(session, 500 + number, f"Comer {number}", NOON).id
            comers.append((person, people.create_structure(session, person, MADE, NOON)[1].id))
        token = network_inviting.invite(session, circle.who("elias"), circle.network, NOON, uses=uses)
    before = len(inside(database, circle.network))
    said = at_once(
        database,
        *(
            lambda session, who=who, one=one: network_inviting.accept(session, token, who, one, NOON)
            for who, one in comers
        ),
    )
    assert said.count("done") == uses
    assert len(inside(database, circle.network)) == before + uses


def test_an_invitation_to_animate_is_taken_by_one(database: Database) -> None:
    circle = circle_on(database)
    with database.write() as session:
        token = network_animating.invite(session, circle.who("elias"), circle.network, NOON)
    comers = [circle.who(one) for one in ("doris", "gael", "anne", "sami")]
    said = at_once(
        database, *(lambda session, who=who: network_animating.accept(session, token, who, NOON) for who in comers)
    )
    assert said.count("done") == 1
    with database.read() as session:
        assert len(networks.animators(session, circle.who("elias"), circle.network)) == 2


@pytest.mark.parametrize("turn", TURNS)
def test_two_animators_who_stop_leave_one(database: Database, turn: int) -> None:
    circle = circle_on(database)
    both = [circle.who("elias"), circle.who("doris")]
    with database.write() as session:
        network_people.add_animator(session, circle.network, both[1], NOON)
    if turn % 2:
        both.reverse()
    said = at_once(
        database, *(lambda session, who=who: network_animating.step_down(session, who, circle.network) for who in both)
    )
    assert sorted(said) == sorted(["done", network_animating.LAST_ANIMATOR])
    with database.read() as session:
        assert network_people.count_animators(session, [circle.network]) == {circle.network: 1}


def asked(database: Database) -> tuple[Circle, int]:
    """The ESAT asked the Jardins (1), the Scop (2), the neighbour (3) and what Doris has made (4)."""
    circle = circle_on(database)
    call = circle.call("1")
    with database.write() as session:
        made = people.create_structure(session, circle.who("doris"), MADE, NOON)[1].id
        network_people.add_member(session, circle.network, made, NOON)
        found = [(1, "jardins"), (2, "ouvrage"), (3, "voisine"), (4, made)]
        calls.add_candidates(session, [Candidate(call.id, one, rank, ("le métier",), NOON) for rank, one in found])
    return circle, call.id


def sound(circle: Circle) -> None:
    """Nobody is in a room who is not in the network; nothing of whoever left is written there; no room is doubled."""
    members = inside(circle.database, circle.network)
    with circle.database.read() as session:
        opened = kept.open_rooms(session)
        assert len({one.call_id for one in opened}) == len(opened)
        for room in opened:
            assert set(room.members) <= members
            assert kept.strangers_in(session, room.id) == frozenset()


@pytest.mark.parametrize("turn", TURNS)
def test_both_consents_at_once_and_a_change_of_mind(database: Database, turn: int) -> None:
    circle, call = asked(database)
    with database.write() as session:
        calling.answer(session, circle.who("anne"), call, 1, Answered.YES, NOON)
    acts: list[Act] = [
        lambda session: calling.decide(session, circle.who("maud"), call, 1, Answered.YES, NOON),
        lambda session: calling.decide(session, circle.who("malik"), call, 1, Answered.YES, NOON),
        lambda session: calling.answer(session, circle.who("bilal"), call, 1, Answered.NO, NOON),
        lambda session: calling.answer(session, circle.who("sami"), call, 2, Answered.YES, NOON),
    ]
    at_once(database, *acts[turn % 4 :], *acts[: turn % 4])
    sound(circle)
    with database.read() as session:
        one = calls.candidate(session, call, 1)
        assert one is not None
        assert bool(kept.open_rooms(session)) is one.agreed, "together when both said yes, and only then"
        if not one.agreed:
            assert one.answer is Answered.NO


@pytest.mark.parametrize("turn", TURNS)
def test_leaving_while_others_answer_and_a_wave_goes_out(database: Database, turn: int) -> None:
    """The candidate leaves, another is taken out, one who was asked is erased one time out of two."""
    circle, call = asked(database)
    with database.write() as session:
        calling.answer(session, circle.who("anne"), call, 1, Answered.YES, NOON)
        calling.answer(session, circle.who("sami"), call, 2, Answered.YES, NOON)
        calling.answer(session, circle.who("doris"), call, 4, Answered.YES, NOON)
        room = calling.decide(session, circle.who("maud"), call, 2, Answered.YES, NOON).room_id or 0
    network, elias = circle.network, circle.who("elias")
    acts: list[Act] = [
        lambda session: calling.decide(session, circle.who("maud"), call, 1, Answered.YES, NOON),
        lambda session: network_leaving.leave(session, circle.who("anne"), network, "jardins", NOON),
        lambda session: network_leaving.remove(session, elias, network, "ouvrage", NOON),
        lambda session: calling.answer(session, circle.who("vera"), call, 3, Answered.YES, NOON),
        lambda session: calling.answer(session, circle.who("doris"), call, 4, Answered.YES, NOON),
        lambda session: calling.decide(session, circle.who("malik"), call, 4, Answered.YES, NOON),
        lambda session: rooms.leave(session, circle.who("maud"), room, "moulin", NOON),
        lambda session: rooms.write(session, circle.who("malik"), room, "moulin", "Les sols.", NOON),
        lambda session: call_waves._go_on(session, call, NOON),
    ]
    if turn % 2:
        acts.append(lambda session: forgetting.forget(session, circle.who("doris"), NOON))
    at = turn % len(acts)
    at_once(database, *acts[at:], *acts[:at])
    assert {"moulin", "voisine"} <= inside(database, network)
    assert len(inside(database, network)) == 3 - turn % 2
    sound(circle)
    with database.read() as session:
        left = call_seen.mine(session, circle.who("anne"), NOON)
    assert left == ([], []), "nothing of it is theirs any more"
