"""Every service of networks that somebody may call, asked of the code itself, by each of those who may: one without its
cells fails, so that none is ever written without its rights being tried."""

import inspect
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from alerts import services
from alerts.model.delivery import DeliveryKind
from alerts.services import network_chats, networks, people, radar, summoning, territory
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store.engine import Session
from bot.wiring import House
from tests.alerts.services.stories import owed
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE
from tests.bot.pages.network.broadcasts import confirmed, drafted, received
from tests.bot.pages.network.matrix import radar_tap, world_in
from tests.bot.pages.network.service_cells import (
    ANIMATOR,
    HERE,
    INSIDE,
    OCTOBER,
    OUTSIDE,
    OWN,
    SERVICES,
    Doors,
)

OF_NETWORKS = (
    *("broadcast", "call", "chat_posts", "distributing", "muting"),
    *("network", "radar", "room", "summoning", "territory"),
)
WHO = sorted(INSIDE | OUTSIDE)
HAVING_PASSED = {"networks.standing_of", "calling.own", "calling.asked_of"}  # what the rights of the others are made of

LACKING = {
    "broadcasting.confirm": "relisez, puis confirmez.",
    "calling.open_call": "il n'y a personne à appeler.",
    "calling.decide": "n'est plus disponible.",
    "rooms.agree": "ce que fait La Voisine fictive",
}


def by_database(house: House, doors: Doors) -> dict[str, tuple[Callable[[int], object], frozenset[str]]]:
    """Those which open the database themselves: about a lot that is on the radar of the network."""
    mark, at = radar_tap(doors, "nadia").split("/")[-2], (house.database, house.current)
    return {
        "radar.of_network": (lambda who: radar.of_network(*at, who, doors.net, MONDAY), ANIMATOR),
        "summoning.summon": (lambda who: summoning.summon(*at, who, doors.net, mark, MONDAY), ANIMATOR),
        "territory.of_network": (
            lambda who: territory.of_network(house.database, who, doors.net, OCTOBER, MONDAY.date(), MONDAY),
            INSIDE,
        ),
    }


def doors_in(house: House) -> Doors:
    world = world_in(house)
    scene = world.scene
    with house.database.write() as session:
        chat = network_chats.link(session, scene.people["nadia"], scene.network.id, HERE, MONDAY).chat.id
        vera = people.meet(session, 90, "Vera", MONDAY).id
    confirmed(scene, drafted(scene))
    told = received(scene, "anne")
    (post,) = [one for one in owed(house.database, DeliveryKind.BROADCAST) if one.recipient.startswith("network-chat:")]
    return Doors(scene, world.draft, world.sent, world.match, world.call, world.room, vera, chat, post.id, told)


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except NotYours:
        return "not theirs"
    except NotAllowed:
        return "not allowed"
    except Refusal as refused:
        return refused.sentence
    return "done"


def tried(session: Session, act: Callable[..., object], *others: object) -> str:
    """Nothing of it is kept."""
    with session.begin_nested() as attempt:
        try:
            return outcome(lambda: act(session, *others))
        finally:
            attempt.rollback()


def test_every_service_has_its_cells(house: House) -> None:
    found = set()
    for path in Path(str(services.__file__)).parent.glob("*.py"):
        if path.stem.startswith(OF_NETWORKS):
            module = import_module(f"alerts.services.{path.stem}")
            mine = [one for one in vars(module).values() if isinstance(one, FunctionType)]
            mine = [one for one in mine if one.__module__ == module.__name__ and not one.__name__.startswith("_")]
            found |= {f"{path.stem}.{one.__name__}" for one in mine if "person_id" in inspect.signature(one).parameters}
    assert found == {*SERVICES, *by_database(house, doors_in(house)), *OWN, *HAVING_PASSED}


@pytest.mark.parametrize("who", WHO)
@ONE_DATABASE
def test_each_cell(house: House, who: str) -> None:
    doors = doors_in(house)
    with house.database.write() as session:
        for name, (service, allowed) in SERVICES.items():
            came = tried(session, service, doors, doors.who(who))
            expect(name, who, came, allowed)
    for name, (act, allowed) in by_database(house, doors).items():
        expect(name, who, outcome(partial(act, doors.who(who))), allowed)


def expect(name: str, who: str, came: str, allowed: frozenset[str]) -> None:
    """Who is in nothing of this network learns no more than that; whoever may, may at least be told what is lacking."""
    if who not in allowed:
        assert came in (("not theirs",) if who in OUTSIDE else ("not theirs", "not allowed")), (name, who)
    elif name in LACKING:
        assert LACKING[name] in came, (name, who)
    else:
        assert came == "done", (name, who)


@pytest.mark.parametrize("who", sorted(OUTSIDE))
@ONE_DATABASE
def test_what_is_one_s_own_says_nothing_of_others(house: House, who: str) -> None:
    doors = doors_in(house)
    with house.database.write() as session:
        told = repr([service(session, doors.who(who)) for service in OWN.values()])
    assert not [one for one in ("insertion <de>", "Jardins", "Voisine", "Fauche") if one in told]
    with house.database.read() as session:
        assert len(networks.members(session, doors.who("nadia"), doors.net)) == 2
