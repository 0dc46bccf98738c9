"""What an application that is not Telegram's may send in place of a button of networks: each action, with numbers of
others, of nothing, too great or that are none, by each of those who may write to the bot."""

from collections.abc import Iterator

import pytest
from sqlmodel import SQLModel

from alerts.services import network_chats, people
from alerts.services.grouping import Spot
from alerts.store.engine import Database
from bot.chat.actions import BROADCAST, NETWORK, PARTNERS
from bot.commands import diffuser, partenaires, reseau
from bot.commands.network import answering
from bot.wiring import House
from tests.bot.commands.conversation import Conversation, house_on
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE
from tests.bot.pages.network.matrix import World, world_in
from tests.bot.pages.network.scene import NAMES
from tests.bot.pages.readers import everything

ACTIONS = (
    *((NETWORK, one) for one in (*reseau._ACTS, *reseau._OUTSIDE)),
    *((BROADCAST, one) for one in (*diffuser._ACTS, *answering._ACTS)),
    *((PARTNERS, one) for one in partenaires._ACTS),
)
NUMBERLESS = ((), ("",), ("é",), ("-1",), ("zzzzzz",), ("zzzzzzz",), ("1" * 40,), ("' OR 1=1 --",), ("\u202e\n",))
SECRETS = ("<de>", "Jardins", "Voisine", "Fauche", "Entretien des parcs", "Le groupe")
OWN = {"person", "rate"}  # where somebody is in the conversation, and how much they asked


@pytest.fixture
def world(database: Database) -> World:
    world = world_in(house_on(database, MONDAY))
    with database.write() as session:
        nadia, spot = world.scene.people["nadia"], Spot(-1001, None, "Le groupe fictif")
        network_chats.link(session, nadia, world.scene.network.id, spot, MONDAY)
    return world


def speaking(house: House, name: str) -> Conversation:
    return Conversation(house, 70 + NAMES.index(name), name.capitalize())


def forged(world: World) -> Iterator[str]:
    """Small numbers are those of everything that there is in this house."""
    yield from (".".join(("1", *action, *args)) for action in ACTIONS for args in NUMBERLESS)
    others = ("1", "3", "zzzzzz", "x")
    handle = world.scene.handle_of(world.scene.jardins)
    for action in ACTIONS:
        for first in ("1", "2"):
            yield ".".join(("1", *action, first))
            yield ".".join(("1", *action, first, handle))
            yield from (".".join(("1", *action, first, other, last)) for other in others for last in ("1", "x"))


def of_our_network(world: World) -> dict[str, list[tuple[object, ...]]]:
    """All but what is of Claire's network and of the conversation itself."""
    found = everything(world.scene.house.database)
    kept, theirs = {}, world.scene.other.id
    for name, rows in found.items():
        names = [one.name for one in SQLModel.metadata.tables[name].columns]
        at = names.index("network_id") if "network_id" in names else names.index("id") if name == "network" else None
        mine = [row for row in rows if f'"network":"{theirs}"' not in repr(row)] if name == "token" else rows
        kept[name] = [row for row in mine if at is None or row[at] != theirs]
    return {name: rows for name, rows in kept.items() if name not in OWN}


@pytest.mark.parametrize("who", ["doris", "claire"])
@ONE_DATABASE
def test_who_is_in_nothing_of_it_learns_and_changes_nothing(world: World, who: str) -> None:
    phone, before = speaking(world.scene.house, who), of_our_network(world)
    for data in forged(world):
        told = phone.tap_data(data)
        assert told.strip(), data
        assert not [one for one in SECRETS if one in told], (data, told)
    assert of_our_network(world) == before


@pytest.mark.parametrize("who", ["anne", "nadia"])
@ONE_DATABASE
def test_nothing_breaks_for_who_is_in_it(world: World, who: str) -> None:
    phone = speaking(world.scene.house, who)
    for data in forged(world):
        assert phone.tap_data(data).strip(), data
    with world.scene.house.database.read() as session:
        assert people.load_person(session, phone.person.id).name == who.capitalize()
