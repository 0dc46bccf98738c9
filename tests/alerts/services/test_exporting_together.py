"""What a structure did with others, in the file of its people: its own words, and nothing of the others."""

import json
from dataclasses import replace
from typing import Any

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.network import Answered, NetworkChat, Task, Written
from alerts.services import broadcast_answers, exporting, exporting_together, exporting_told
from alerts.store import network_chats, rooms
from alerts.store.engine import Database
from tests.alerts.services.callers import GREENS, SEEKER, Told, asked, looking
from tests.alerts.services.grouped import trio
from tests.alerts.services.networked import MEMBERS, RESERVED, confirmed, drafted
from tests.alerts.services.stories import NOON

HAY = Written("Fauche de trois hectares", contact="Accueil de la mairie fictive")


def taken(database: Database, person_id: int) -> dict[str, Any]:
    with database.read() as session:
        return exporting.export(session, person_id, NOON)


def did(database: Database, structure_id: str) -> dict[str, Any]:
    with database.read() as session:
        return exporting_together.of_structure(session, structure_id)


def test_what_it_answered_to_announcements(database: Database) -> None:
    circle, _ = looking(database)
    first = confirmed(database, circle, drafted(database, circle, HAY)).broadcast.id
    second = confirmed(database, circle, drafted(database, circle)).broadcast.id
    with database.write() as session:
        broadcast_answers.interested(session, circle.person("m03"), first, "m03", NOON)
        broadcast_answers.decline(session, circle.person("m03"), second, "m03", NOON)
        broadcast_answers.opened(session, circle.person("m01"), second, "m01", NOON)
    by_hand, by_notice = did(database, "m03")["Annonces de réseau"]
    assert (by_hand["Réseau"], by_hand["Annonce"]) == ("Pôle fictif des Cimes", "Fauche de trois hectares")
    assert by_hand["Réponse"] == "Ça m'intéresse"
    assert by_hand["Le"] == "lundi 23 novembre 2026 à 13 h 00"
    assert by_notice["Annonce"] == RESERVED.title
    assert by_notice["Réponse"] == "Pas pour nous (n'est dit à personne)"
    assert [one["Réponse"] for one in did(database, "m01")["Annonces de réseau"]] == ["ouverte"]
    assert did(database, "m02")["Annonces de réseau"] == []


def test_calls_on_both_sides_name_nobody_else(database: Database) -> None:
    circle, match = looking(database)
    story = Told(database, circle, match)
    call = story.opened()
    first, second, *_ = asked(database, call)
    story.says(first.structure_id, call, Answered.YES)
    story.says(second.structure_id, call, Answered.NO)
    story.decides(call, first.rank, Answered.YES)
    (made,) = did(database, SEEKER)["Partenaires cherchés"]
    assert (made["Réseau"], made["Annonce"], made["Lot"]) == ("Pôle fictif des Cimes", GREENS.title, call.lot)
    assert (made["Structures proposées"], made["Accords des deux côtés"]) == (len(asked(database, call)), 1)
    for one, said in ((first, "oui"), (second, "non (n'est dit à personne)")):
        (received,) = did(database, one.structure_id)["Recherches de partenaires reçues"]
        assert (received["Réponse"], received["Ce que vous apportez"]) == (said, list(one.brings))
    for who in (SEEKER, first.structure_id, second.structure_id):
        file = json.dumps(did(database, who), ensure_ascii=False)
        others = [f'"{one.name}"' for one in MEMBERS if one.id != who]
        assert not [one for one in others if one in file], "nothing about others"


def test_the_groups_that_it_is_in(database: Database) -> None:
    circle, room = trio(database)
    doing = replace(room, does={"moulin": "Le linge", "jardins": "Les haies"}, mandataire="jardins")
    with database.write() as session:
        rooms.put_room(session, replace(doing, agreed=frozenset({"jardins"}), tasks=(Task("visite", "jardins"),)))
    (mine,) = did(database, "jardins")["Groupes pour répondre"]
    assert (mine["Réseau"], mine["Lot"]) == ("Réseau fictif de l'Ain", room.lot)
    assert (mine["Structures du groupe"], mine["Ce que vous y faites"]) == (3, "Les haies")
    assert (mine["Vous en êtes mandataire"], mine["D'accord avec la répartition"]) == (True, True)
    assert mine["Étapes que vous avez prises"] == ["visite"]
    file = json.dumps(taken(database, circle.who("anne")), ensure_ascii=False)
    assert "Le linge" not in file
    assert did(database, "voisine")["Groupes pour répondre"] == []


def test_the_chats_that_somebody_linked_to_a_network(database: Database) -> None:
    circle, _ = looking(database)
    with database.write() as session:
        chat = NetworkChat(0, circle.id, -100_77, 5, "Groupe des Cimes", linked_by=circle.nadia)
        network_chats.add(session, chat, NOON)
    (linked,) = taken(database, circle.nadia)["Conversations que vous avez reliées à un réseau"]
    assert linked["Réseau"] == "Pôle fictif des Cimes"
    assert (linked["Conversation"], linked["Numéro"], linked["Sujet"]) == ("Groupe des Cimes", -100_77, 5)
    assert taken(database, circle.omar)["Conversations que vous avez reliées à un réseau"] == []


def test_each_member_sees_what_its_network_may_be_shown(database: Database) -> None:
    circle, _ = looking(database)
    (theirs,) = taken(database, circle.person("m03"))["Vos structures"]
    assert theirs["Annonces de réseau"] == []
    (network,) = theirs["Réseaux"]
    assert network["Peut être proposée à qui cherche des partenaires"] is True


@pytest.mark.parametrize("kind", DeliveryKind)
def test_every_kind_of_message_has_a_name(kind: DeliveryKind) -> None:
    """One that had none would take the whole file away."""
    assert exporting_told.KINDS[kind]
