"""What a network says in its group and its channel: once, to all, with nothing of anybody in it."""

from datetime import timedelta

import pytest

from alerts.messages.message import Action, Message
from alerts.model.delivery import DeliveryKind, Moved, Outcome, Unreachable
from alerts.model.network import Aim, Target, Written
from alerts.services import broadcasting, chat_posts, network_chats, network_settings
from alerts.services.errors import NotYours
from alerts.services.grouping import Spot
from alerts.store import network_people, networks
from alerts.store.engine import Database
from alerts.store.history import Entry
from tests.alerts.services.networked import MEMBERS, Circle, Received, confirmed, delivered, drafted, twelve
from tests.alerts.services.phones import Phone
from tests.alerts.services.stories import NOON, owed

GROUP, CHANNEL = -1_001_000_000_001, -1_001_000_000_777
HAY = Written("Fauche de 3 hectares & broyage <sur place>", "Mairie fictive", "38", "Grenoble", contact="Zoé, 04 00")


def circle(database: Database, topic: int | None = None) -> Circle:
    """The twelve, whose network speaks in a group."""
    told = twelve(database)
    speaks(database, told.nadia, told.id, GROUP, topic)
    return told


def speaks(database: Database, who: int, network: int, chat: int, topic: int | None = None) -> int:
    with database.write() as session:
        return network_chats.link(session, who, network, Spot(chat, topic, "Le pôle"), NOON).chat.id


def posts(database: Database) -> list[Entry]:
    return [one for one in owed(database, DeliveryKind.BROADCAST) if one.recipient.startswith("network-chat:")]


def words(message: Message) -> str:
    return f"{message.title}\n{message.summary}\n{message.blocks}"


def buttons(message: Message) -> list[Action]:
    return [one for row in message.actions for one in row]


@pytest.mark.parametrize("topic", [None, 7])
def test_a_broadcast_for_all_is_said_in_the_group_once(database: Database, topic: int | None) -> None:
    told = circle(database, topic)
    draft = drafted(database, told)
    for _ in range(2):
        confirmed(database, told, draft)
    received = delivered(database)
    (post,) = [one for one in received.phone.letters if one.address.startswith(str(GROUP))]
    assert post.address == (f"{GROUP}/7" if topic else str(GROUP))
    assert (post.to, post.network, post.membership) == (None, None, None)
    said = words(post.message)
    assert "Transmis par « Pôle fictif des Cimes » à ses structures membres." in said
    assert "Mot de l'animation : Allons-y ensemble !" in said
    assert "label='Réservation', value=\"réservé aux structures d'insertion (SIAE)\"" in said
    assert [one.label for one in buttons(post.message)] == ["Voir l'annonce", "Avis officiel"]
    (row,) = posts(database)
    assert buttons(post.message)[0].about == (str(row.id),)


def test_nothing_of_any_member_is_said_there(database: Database) -> None:
    told = circle(database)
    confirmed(database, told, drafted(database, told))
    confirmed(database, told, drafted(database, told, HAY))
    letters = [one for one in delivered(database).phone.letters if one.address == str(GROUP)]
    assert len(letters) == 2
    for one in letters:
        said = words(one.message)
        assert not [member.name for member in MEMBERS if member.name in said]
        assert "Pour " not in said.replace("Pour que la vôtre", "")
        assert "Zoé" not in said, "the contact is for members"
        assert "vous pouvez répondre" not in said.lower()
        assert "pouvez-vous" not in said.lower()


@pytest.mark.parametrize(
    "target",
    [
        Target(Aim.PLACE, departements=frozenset({"38"})),
        Target(Aim.ELIGIBLE),
        Target(Aim.MEMBERS, members=frozenset({"m01"})),
    ],
)
def test_what_is_for_some_is_not_said_to_all(database: Database, target: Target) -> None:
    told = circle(database)
    draft = drafted(database, told, target=target)
    with database.read() as session:
        assert broadcasting.preview(session, told.nadia, draft, NOON).chats == ()
    confirmed(database, told, draft)
    assert posts(database) == []


def test_the_preview_says_where_it_is_said_too(database: Database) -> None:
    told = circle(database)
    with database.write() as session:
        network_chats.removed(session, GROUP, NOON)
    speaks(database, told.nadia, told.id, GROUP - 1)
    draft = drafted(database, told)
    with database.read() as session:
        assert broadcasting.preview(session, told.nadia, draft, NOON).chats == ("Le pôle",), "not the one in trouble"


def test_a_withdrawn_one_is_not_said(database: Database) -> None:
    told = circle(database)
    draft = drafted(database, told)
    confirmed(database, told, draft)
    with database.write() as session:
        broadcasting.withdraw(session, told.nadia, draft, NOON)
    assert [one for one in delivered(database).phone.letters if one.address == str(GROUP)] == []
    (row,) = posts(database)
    assert (row.outcome, row.reason) == ("refused", "diffusion retirée par le réseau avant l'envoi")


def test_one_notice_is_said_once_a_week_in_one_place_whichever_network_passes_it_on(database: Database) -> None:
    told = circle(database)
    with database.write() as session:
        (other,) = [one.id for one in networks.networks_animated_by(session, told.eve)]
        network_people.add_member(session, other, "m01", NOON)
    speaks(database, told.eve, other, GROUP)
    confirmed(database, told, drafted(database, told))
    confirmed(database, told, drafted(database, told, by=told.eve, network=other), by=told.eve)
    confirmed(database, told, drafted(database, told))
    assert len([one for one in delivered(database).phone.letters if one.address == str(GROUP)]) == 1
    assert [one.reason for one in posts(database) if one.outcome == "refused"] == [chat_posts.TOLD] * 2


def test_it_counts_for_nobody_s_week_and_in_no_report(database: Database) -> None:
    told = circle(database)
    with database.write() as session:
        network_settings.set_cap(session, told.nadia, told.id, 1)
    draft = drafted(database, told)
    before = confirmed(database, told, draft)
    with database.read() as session:
        _, report = broadcasting.report(session, told.nadia, draft)
    assert before.reached == report.reached == 11
    second = drafted(database, told, HAY)
    confirmed(database, told, second)
    received = delivered(database)
    assert len([one for one in received.phone.letters if one.address == str(GROUP)]) == 2, "the cap is that of people"


def test_at_night_it_waits_for_the_morning(database: Database) -> None:
    told = circle(database)
    evening = NOON + timedelta(hours=9)
    draft = drafted(database, told, now=evening)
    confirmed(database, told, draft, now=evening)
    assert [one for one in delivered(database, evening).phone.letters if one.address == str(GROUP)] == []
    morning = delivered(database, NOON + timedelta(hours=20))
    assert len([one for one in morning.phone.letters if one.address == str(GROUP)]) == 1


def test_a_group_that_shut_us_out_stops_there_and_its_animators_hear_of_it(database: Database) -> None:
    told = circle(database)
    confirmed(database, told, drafted(database, told))
    received = delivered(database, received=_answering(Unreachable("le bot n’a pas le droit d’écrire ici")))
    with database.read() as session:
        (chat,) = network_chats.of_network(session, told.nadia, told.id)
    assert chat.trouble == "le bot n’a pas le droit d’écrire ici"
    confirmed(database, told, drafted(database, told, HAY))
    assert len(posts(database)) == 1, "nothing more is owed there"
    notices = [one for one in owed(database, DeliveryKind.NOTICE) if one.structure_id is None]
    assert {one.recipient for one in notices} == {f"person:{told.nadia}", f"person:{told.omar}"}
    titles = [one.message.title for one in received.phone.letters if one.address == "9000000001"]
    assert titles == ["« Le pôle » ne reçoit plus les annonces de votre réseau"]


def test_a_group_that_moves_is_followed(database: Database) -> None:
    told = circle(database)
    confirmed(database, told, drafted(database, told))
    received = delivered(database, received=_answering(Moved(str(GROUP - 5))))
    assert [one.address for one in delivered(database, received=received).phone.letters if "-100" in one.address] == [
        str(GROUP - 5)
    ]


def _answering(outcome: Outcome) -> Received:
    return Received(phone=Phone(answer=lambda letter: outcome if letter.address == str(GROUP) else None))


def test_a_member_opens_the_message_of_its_own_structure(database: Database) -> None:
    told = circle(database)
    confirmed(database, told, drafted(database, told, HAY))
    (post,) = posts(database)
    rows = {one.recipient: one.id for one in owed(database, DeliveryKind.BROADCAST)}
    with database.read() as session:
        mine = chat_posts.opened(session, told.person("m03"), post.id, NOON)
        animator = chat_posts.opened(session, told.nadia, post.id, NOON)
        with pytest.raises(NotYours, match="pour les structures membres"):
            chat_posts.opened(session, told.eve, post.id, NOON)
        assert chat_posts.opened(session, told.nadia, rows[told.keys["m03"]], NOON) is None, "no post of a chat"
    assert mine is not None
    assert mine.own == rows[told.keys["m03"]]
    assert animator is not None
    assert animator.own is None
    assert animator.message is not None
    assert "Zoé, 04 00" in words(animator.message)


def test_what_was_taken_back_opens_nothing(database: Database) -> None:
    told = circle(database)
    draft = drafted(database, told)
    confirmed(database, told, draft)
    (post,) = posts(database)
    with database.write() as session:
        broadcasting.withdraw(session, told.nadia, draft, NOON)
        with pytest.raises(NotYours, match="a retiré cette annonce"):
            chat_posts.opened(session, told.person("m03"), post.id, NOON)


def test_unlinked_before_it_leaves_nothing_is_said(database: Database) -> None:
    told = circle(database)
    confirmed(database, told, drafted(database, told))
    with database.write() as session:
        (chat,) = network_chats.of_network(session, told.nadia, told.id)
        network_chats.unlink_ours(session, told.nadia, chat.id)
    assert posts(database) == []
    assert [one for one in delivered(database).phone.letters if one.address == str(GROUP)] == []
