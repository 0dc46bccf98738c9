"""The links that letters of networks hold, long after: altered, respelt, of another kind, too old, and once whoever
received them has left, was taken out or erased, or the network is closed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from alerts.links.signed import LASTS, LinkKind
from alerts.model.people import Role
from alerts.services import forgetting, inviting, network_host, network_leaving
from alerts.store.engine import Session
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.network.matrix import ACTS, LOOKS, PARTNERS, World, world_in
from tests.bot.pages.readers import everything

KINDS = ("/b/{token}", "/p/{token}", PARTNERS, "/t/{token}", "/k/{token}", "/g/{token}", "/g/{token}/calendrier")
SECRETS = ("insertion &lt;de&gt;", "Voisine", "Fauche")
GONE = (403, 404, 410)
Ends = Callable[[Session, World], object]


def _leaves(session: Session, world: World) -> None:
    scene = world.scene
    network_leaving.leave(session, scene.people["anne"], scene.network.id, scene.jardins.id, scene.house.clock())


def _taken_out(session: Session, world: World) -> None:
    scene = world.scene
    network_leaving.remove(session, scene.people["nadia"], scene.network.id, scene.jardins.id, scene.house.clock())


def _closed(session: Session, world: World) -> None:
    network_host.close(session, world.scene.network.id, world.scene.house.clock())


def _erased(session: Session, world: World) -> None:
    forgetting.forget(session, world.scene.people["anne"], world.scene.house.clock())


def _out_of_the_team(session: Session, world: World) -> None:
    scene = world.scene
    membership = world.membership("anne")
    inviting.change_role(session, scene.people["anne"], membership, world.membership("bilal"), Role.MANAGER)
    inviting.leave(session, scene.people["anne"], membership, scene.house.clock())


ENDS: dict[str, Ends] = {
    "the structure left": _leaves,
    "it was taken out": _taken_out,
    "the network is closed": _closed,
    "she was erased": _erased,
    "she left the team": _out_of_the_team,
}


@pytest.mark.parametrize("end", ENDS)
@ONE_DATABASE
def test_after_it_ended_a_link_tells_and_does_nothing(house: House, end: str) -> None:
    world = world_in(house)
    addresses = {
        one: (LOOKS[one].address(world, "anne"), ACTS[one].fields(world) if one in ACTS else {}) for one in KINDS
    }
    with house.database.write() as session:
        ENDS[end](session, world)
    before = {name: rows for name, rows in everything(house.database).items() if name != "rate"}
    browser = world.scene["nobody"]
    for one, (address, fields) in addresses.items():
        for answer in (browser.get(address), browser.post(address.partition("?")[0], fields)):
            assert not [secret for secret in SECRETS if secret in answer.text], (one, end)
            assert answer.status_code in (*GONE, 200, 303, 405, 422), (one, end, answer.status_code)
    assert {name: rows for name, rows in everything(house.database).items() if name != "rate"} == before


@pytest.mark.parametrize("path", KINDS)
@ONE_DATABASE
def test_altered_respelt_or_of_another_kind_it_is_none_of_ours(house: House, path: str) -> None:
    world = world_in(house)
    _, kind, token, *rest = LOOKS[path].address(world, "anne").partition("?")[0].split("/")
    tail = "/".join(("", *rest))
    written, _, signature = token.partition(".")
    letter = "A" if written[0] != "A" else "B"
    forged = [
        token[:-1],
        token + "A",
        f"{token}=",
        f"{written}=.{signature}",
        f"{letter}{token[1:]}",
        written,
        "x" * 10_000,
    ]
    forged += [f"{token}%00", token.swapcase(), f"{written}.{'A' * len(signature)}"]
    paths = [f"/{kind}/{one}{tail}" for one in forged]
    paths += [f"/{one}/{token}{tail}" for one in "bpgtka" if one != kind]
    before = everything(house.database)
    browser = world.scene["nobody"]
    for one in paths:
        for answer in (browser.get(one), browser.post(one, {"geste": "interested"})):
            assert answer.status_code in (*GONE, 405, 414), (one[:60], answer.status_code)
            assert not [secret for secret in SECRETS if secret in answer.text]
    assert everything(house.database) == before


@pytest.mark.parametrize("path", KINDS)
def test_too_old_it_opens_nothing(house: House, clock: Clock, path: str) -> None:
    world = world_in(house)
    address = LOOKS[path].address(world, "anne")
    lasts = LASTS.get(LinkKind(address[1]))
    assert lasts is not None
    clock.now += lasts + timedelta(days=2)
    for answer in (world.scene["nobody"].get(address), world.scene["nobody"].post(address.partition("?")[0])):
        assert answer.status_code in (*GONE, 405)
        assert not [secret for secret in SECRETS if secret in answer.text]
