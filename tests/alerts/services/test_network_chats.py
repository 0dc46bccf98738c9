"""Where a network speaks in Telegram: linked by its animators only, followed when it moves, silent when we are out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.network import NetworkChat
from alerts.model.people import Recipient
from alerts.services import audience, grouping, network_chats
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.grouping import Spot
from alerts.services.network_chats import Found
from alerts.store import network_chats as kept
from alerts.store import networks, recipients
from alerts.store import uniting as joined
from alerts.store.engine import Database, Session
from alerts.store.history import Entry
from tests.alerts.services.gatherings import Gathering, gathering_in
from tests.alerts.services.stories import NOON, owed
from tests.alerts.services.test_network_rights import WHO, tried

GROUP, CHANNEL = -1_001_000_000_001, -1_001_000_000_777
HALL = Spot(GROUP, None, "Le réseau des rives")
POSTS = Found(CHANNEL, "Annonces des rives", channel=True, posts=True, theirs=True)


def test_an_animator_links_a_group_then_moves_to_a_topic_of_it(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        first = network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        again = network_chats.link(session, g.elias, g.ptce.id, replace(HALL, topic_id=7), NOON)
        assert (first.before, again.before) == (None, first.chat)
        ((held, network),) = network_chats.of_chat(session, GROUP)
        assert (held, network) == (NetworkChat(first.chat.id, g.ptce.id, GROUP, 7, HALL.title, False, g.elias), g.ptce)


def test_two_networks_may_speak_in_one_group(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        network_chats.link(session, g.gael, g.other.id, HALL, NOON)
        assert [network for _, network in network_chats.of_chat(session, GROUP)] == [g.ptce, g.other]
        assert [one.network_id for one in network_chats.of_network(session, g.gael, g.other.id)] == [g.other.id]


@pytest.mark.parametrize(
    ("found", "refusal", "words"),
    [
        (None, Refusal, "Je ne trouve pas ce canal"),
        (replace(POSTS, channel=False), Refusal, "tapez /relier dans le groupe"),
        (replace(POSTS, posts=False), Refusal, "Publier des messages"),
        (replace(POSTS, theirs=False), NotAllowed, "Seul un administrateur de ce canal"),
    ],
)
def test_a_channel_must_be_ours_to_write_in_and_theirs_to_link(
    database: Database, found: Found | None, refusal: type[Refusal], words: str
) -> None:
    with database.write() as session:
        g = gathering_in(session)
        with pytest.raises(refusal, match=words):
            network_chats.link_channel(session, g.elias, g.ptce.id, found, NOON)
        assert network_chats.of_chat(session, CHANNEL) == []
        linked = network_chats.link_channel(session, g.elias, g.ptce.id, POSTS, NOON)
        assert (linked.chat.channel, linked.chat.title) == (True, "Annonces des rives")


def test_a_network_speaks_in_twenty_chats_at_most(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        for number in range(network_chats.MOST):
            network_chats.link(session, g.elias, g.ptce.id, replace(HALL, chat_id=GROUP - number), NOON)
        with pytest.raises(Refusal, match="20 groupes"):
            network_chats.link(session, g.elias, g.ptce.id, replace(HALL, chat_id=-5), NOON)
        moved = network_chats.link(session, g.elias, g.ptce.id, replace(HALL, topic_id=3), NOON)
        assert moved.chat.topic_id == 3, "one that is linked already may still move"


def test_the_group_that_becomes_a_supergroup_is_followed_for_both(database: Database) -> None:
    new = GROUP - 1000
    with database.write() as session:
        g = gathering_in(session)
        network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        meanwhile = network_chats.link(session, g.elias, g.ptce.id, replace(HALL, chat_id=new), NOON)
        other = network_chats.link(session, g.gael, g.other.id, HALL, NOON)
        for _ in range(2):  # Telegram says it twice
            grouping.migrated(session, GROUP, new)
        assert network_chats.of_chat(session, GROUP) == []
        assert [one.network_id for one, _ in network_chats.of_chat(session, new)] == [g.ptce.id, g.other.id]
        assert kept.load(session, meanwhile.chat.id) is None
        to = Recipient(recipients.TELEGRAM, kept.key_of(other.chat.id))
        assert audience.address_of(session, to) == str(new)


def test_put_out_of_the_group_the_animators_are_told_once_and_it_speaks_again_later(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        linked = network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        for _ in range(2):
            network_chats.removed(session, GROUP, NOON)
        (held,) = network_chats.of_network(session, g.elias, g.ptce.id)
        assert held.trouble == "Vigie a été retirée"
        assert audience.address_of(session, Recipient(recipients.TELEGRAM, kept.key_of(linked.chat.id))) is None
        assert [one.id for one in network_chats.added(session, replace(HALL, title="Un autre titre"))] == [g.ptce.id]
        (back,) = network_chats.of_network(session, g.elias, g.ptce.id)
        assert (back.trouble, back.title) == (None, "Un autre titre")
    words = [(one.recipient, one.structure_id or None, one.cause["title"]) for one in told(database)]
    title = "« Le réseau des rives » ne reçoit plus les annonces de votre réseau"
    assert words == [(f"person:{one}", None, title) for one in (g.elias, g.flore)]


def test_a_closed_topic_falls_back_to_the_group_then_to_silence(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        linked = network_chats.link(session, g.elias, g.ptce.id, replace(HALL, topic_id=7), NOON)
        fallen = network_chats.topic_closed(session, linked.chat, NOON)
        assert fallen == replace(linked.chat, topic_id=None)
        assert network_chats.topic_closed(session, linked.chat, NOON) == fallen, "said twice, done once"
        silent = network_chats.topic_closed(session, fallen, NOON)
        assert silent is not None
        assert silent.trouble == "le sujet général du groupe est fermé"
    titles = [str(one.cause["title"]) for one in told(database)]
    assert titles == [
        *["Un sujet de « Le réseau des rives » est fermé"] * 2,  # Elias and Flore
        *["« Le réseau des rives » ne reçoit plus les annonces de votre réseau"] * 2,
    ]


def test_linked_again_it_is_as_good_as_new(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        network_chats.removed(session, GROUP, NOON)
        again = network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        assert again.chat.trouble is None
        assert again.before is not None
        assert again.before.trouble


def test_a_link_is_undone_from_the_group_or_from_afar_and_never_from_another_group(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        first = network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        for number, chat in ((first.chat.id, GROUP - 1), (first.chat.id + 50, GROUP)):
            with pytest.raises(NotYours):
                network_chats.unlink(session, number, chat)
        assert network_chats.unlink(session, first.chat.id, GROUP) == g.ptce
        second = network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        assert second.chat.id != first.chat.id, "a number in an old button never names another chat"
        assert network_chats.unlink_ours(session, g.elias, second.chat.id) == second.chat
        assert network_chats.of_chat(session, GROUP) == []


def test_two_accounts_that_are_one_keep_what_they_linked(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        joined.move_what_they_did(session, g.gael, g.elias)
        assert [one.linked_by for one in kept.in_chat(session, GROUP)] == [g.gael]


def told(database: Database) -> list[Entry]:
    """The words about chats."""
    return [one for one in owed(database, DeliveryKind.NOTICE) if "Le réseau des rives" in str(one.cause["title"])]


Service = Callable[[Session, Gathering, int], object]
SERVICES: dict[str, Service] = {
    "link": lambda s, g, who: network_chats.link(s, who, g.ptce.id, replace(HALL, chat_id=-9), NOON),
    "link a channel": lambda s, g, who: network_chats.link_channel(s, who, g.ptce.id, POSTS, NOON),
    "list": lambda s, g, who: network_chats.of_network(s, who, g.ptce.id),
    "unlink": lambda s, g, who: network_chats.unlink_ours(s, who, kept.in_chat(s, GROUP)[0].id),
}
#                          stranger, of another structure, other network's animator, équipier, manager, animator
ROW = "not-theirs not-theirs not-theirs not-allowed not-allowed yes"


@pytest.mark.parametrize("named", SERVICES)
def test_only_its_own_animators_say_where_a_network_speaks(database: Database, named: str) -> None:
    with database.write() as session:
        g = gathering_in(session)
        network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        found = [tried(session, SERVICES[named], g, g.who(name)) for name in WHO]
    assert " ".join(found) == ROW


def test_a_waiting_network_speaks_nowhere(database: Database) -> None:
    with database.write() as session:
        g = gathering_in(session)
        networks.put_network(session, replace(g.ptce, approved_at=None))
        with pytest.raises(NotAllowed, match="attend encore"):
            network_chats.link(session, g.elias, g.ptce.id, HALL, NOON)
        assert network_chats.may_link(session, g.elias) == []
