"""Each service of networks, tried by each of those who may call it: what happens is in the table below."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from alerts.model.network import NetworkKind, Shares
from alerts.model.structure import Territory
from alerts.network.rights import Act, Standing
from alerts.services import (
    network_animating,
    network_asking,
    network_inviting,
    network_leaving,
    network_settings,
    networks,
)
from alerts.services.errors import NotAllowed, NotYours
from alerts.store.engine import Database, Session
from tests.alerts.services.gatherings import Gathering, gathering_in
from tests.alerts.services.stories import NOON

Service = Callable[[Session, Gathering, int], object]

SERVICES: dict[str, Service] = {
    "members": lambda s, g, who: networks.members(s, who, g.ptce.id),
    "animators": lambda s, g, who: networks.animators(s, who, g.ptce.id),
    "reach": lambda s, g, who: network_settings.reach_of(s, who, g.ptce.id),
    "mute": lambda s, g, who: network_settings.mute(s, who, g.ptce.id, NOON),
    "unmute": lambda s, g, who: network_settings.unmute(s, who, g.ptce.id),
    "invite": lambda s, g, who: network_inviting.invite(s, who, g.ptce.id, NOON, uses=5),
    "open links": lambda s, g, who: network_inviting.open_links(s, who, g.ptce.id, NOON),
    "close links": lambda s, g, who: network_inviting.close_links(s, who, g.ptce.id),
    "invite an animator": lambda s, g, who: network_animating.invite(s, who, g.ptce.id, NOON),
    "step down": lambda s, g, who: network_animating.step_down(s, who, g.ptce.id),
    "remove": lambda s, g, who: network_leaving.remove(s, who, g.ptce.id, g.team.jardins.id, NOON),
    "rename": lambda s, g, who: network_settings.rename(s, who, g.ptce.id, "Un autre nom"),
    "kind": lambda s, g, who: network_settings.set_kind(s, who, g.ptce.id, NetworkKind.CRESS),
    "cap": lambda s, g, who: network_settings.set_cap(s, who, g.ptce.id, 5),
    "trades": lambda s, g, who: network_settings.set_trades(s, who, g.ptce.id, {"nettoyage-locaux"}),
    "territory": lambda s, g, who: network_settings.set_territory(s, who, g.ptce.id, Territory(whole_france=True)),
    "leave": lambda s, g, who: network_leaving.leave(s, who, g.ptce.id, g.team.jardins.id, NOON),
    "shares": lambda s, g, who: network_settings.shares_of(s, who, g.ptce.id, g.team.jardins.id),
    "share": lambda s, g, who: network_settings.share(s, who, g.ptce.id, g.team.jardins.id, Shares(outcomes=True)),
}
#                          stranger, of another structure, other network's animator, équipier, manager, animator
TABLE = {
    "members": "not-theirs not-theirs not-theirs yes         yes         yes",
    "animators": "not-theirs not-theirs not-theirs yes         yes         yes",
    "reach": "not-theirs not-theirs not-theirs yes         yes         yes",
    "mute": "not-theirs not-theirs not-theirs yes         yes         yes",
    "unmute": "not-theirs not-theirs not-theirs yes         yes         yes",
    "invite": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "open links": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "close links": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "invite an animator": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "step down": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "remove": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "rename": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "kind": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "cap": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "trades": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "territory": "not-theirs not-theirs not-theirs not-allowed not-allowed yes",
    "leave": "not-theirs not-theirs not-theirs not-allowed yes         not-allowed",
    "shares": "not-theirs not-theirs not-theirs yes         yes         not-theirs",
    "share": "not-theirs not-theirs not-theirs not-allowed yes         not-allowed",
}
WHO = ("doris", "claire", "gael", "bilal", "anne", "elias")


def tried(session: Session, service: Service, gathering: Gathering, who: int) -> str:
    """What became of it; nothing is kept."""
    with session.begin_nested() as attempt:
        try:
            service(session, gathering, who)
        except NotAllowed:
            return "not-allowed"
        except NotYours:
            return "not-theirs"
        finally:
            attempt.rollback()
    return "yes"


@pytest.mark.parametrize("who", WHO)
def test_each_cell_of_each_service(database: Database, who: str) -> None:
    column = WHO.index(who)
    with database.write() as session:
        gathering = gathering_in(session)
        found = {name: tried(session, service, gathering, gathering.who(who)) for name, service in SERVICES.items()}
    assert found == {name: TABLE[name].split()[column] for name in SERVICES}


def test_while_it_waits_only_whoever_asked_may_look_correct_and_take_it_back(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        asked = network_asking.ask(session, gathering.team.doris, "Réseau demandé", NetworkKind.OTHER, NOON)
        waiting = replace(gathering, ptce=asked)
        hers = {name: tried(session, one, waiting, gathering.team.doris) for name, one in SERVICES.items()}
        strangers = (gathering.elias, gathering.team.anne)
        others = {tried(session, one, waiting, who) for one in SERVICES.values() for who in strangers}
    may = {"animators", "step down", "rename", "kind", "cap", "trades", "territory"}
    assert {name for name, answer in hers.items() if answer == "yes"} == may
    assert set(hers.values()) == {"yes", "not-allowed", "not-theirs"}
    assert hers["shares"] == "not-theirs", "no structure of hers is a member"
    assert others == {"not-theirs"}


def test_one_that_never_was_is_refused_in_the_words_of_one_that_is_not_theirs(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        told = set()
        for number in (gathering.ptce.id, 999_999):
            with pytest.raises(NotYours) as refused:
                networks.require(session, gathering.team.doris, number, Act.SEE)
            told.add(refused.value.sentence)
    assert told == {networks.NOT_IN}


def test_what_one_is_to_a_network(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        for name, expected in {
            "elias": Standing(animator=True),
            "anne": Standing(manager=True),
            "bilal": Standing(member=True),
            "claire": Standing(),
            "gael": Standing(),
            "doris": Standing(),
        }.items():
            assert networks.standing_of(session, gathering.who(name), gathering.ptce.id) == expected, name
        assert networks.standing_of(session, gathering.elias, 999_999) == Standing()


def test_a_network_is_listed_to_those_who_are_in_it(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        network_settings.mute(session, gathering.team.bilal, gathering.ptce.id, NOON)
        (seen,) = networks.of_person(session, gathering.team.bilal)
        assert (seen.network, seen.members, seen.animators, seen.muted) == (gathering.ptce, 1, 2, True)
        assert seen.structures == ("Les Jardins fictifs",)
        assert [one.network for one in networks.of_person(session, gathering.gael)] == [gathering.other]
        assert networks.of_person(session, gathering.team.doris) == []
        known = networks.animators(session, gathering.team.anne, gathering.ptce.id)
        assert [one.name for one in known] == ["Elias", "Flore"]


def test_only_the_command_line_acts_as_the_host() -> None:
    """The host has no person, so nothing can be checked there: no chat and no page may call it."""
    root = Path(__file__).parents[3]
    acting = re.compile(r"network_host|invite_by_host")
    callers = {path.parent.name for path in (root / "bot").rglob("*.py") if acting.search(path.read_text("utf-8"))}
    assert callers - {"demo"} == {"cli"}
