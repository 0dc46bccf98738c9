"""A team on the phone: who is in it, an invitation that is forwarded, roles, leaving, several structures."""

import re
from dataclasses import replace

import pytest

from alerts.model.people import Role
from alerts.model.structure import Structure, StructureKind
from alerts.services import grouping, people
from alerts.services.grouping import Spot
from alerts.store.engine import Database
from bot.chat.taps import pack
from tests.bot.commands.conversation import NOON, Conversation, house_on

JARDINS = Structure("", "Les Jardins <fictifs> & Cie", frozenset({StructureKind.ACI}))


@pytest.fixture
def anne(database: Database) -> Conversation:
    """She manages the Jardins."""
    one = Conversation(house_on(database), account=71, name="Anne")
    with one.house.database.write() as session:
        people.create_structure(session, people.meet(session, 71, "Anne", NOON).id, JARDINS, NOON)
    return one


def other(anne: Conversation, account: int, name: str) -> Conversation:
    return Conversation(anne.house, account=account, name=name)


def invited(anne: Conversation, role: str = "Équipier") -> str:
    """The link that she forwards."""
    anne.write("/equipe")
    anne.tap("➕ Inviter")
    anne.tap(role)
    (link,) = re.findall(r"https://t\.me/vigie_ess_bot\?start=\S+", anne.text)
    return link


def joined(anne: Conversation, account: int, name: str, role: str = "Équipier") -> Conversation:
    one = other(anne, account, name)
    one.write(f"/start {invited(anne, role).partition('=')[2]}")
    one.tap("✅ Rejoindre")
    return one


def test_an_invitation_is_forwarded_and_accepted(anne: Conversation) -> None:
    assert anne.write("/equipe").startswith("Équipe : Les Jardins <fictifs> & Cie\n\n1. Anne (vous) – responsable")
    assert "Vous êtes la seule personne" in anne.text
    assert "Quel rôle proposez-vous ?" in anne.tap("➕ Inviter")
    anne.tap("Équipier")
    told, forwarded = anne.screens
    assert "comme équipier" in told.text
    assert "une seule personne, pendant 7 jours" in told.text
    assert forwarded.rows == (), "it is forwarded: our buttons would mean nothing to others"
    bilal = other(anne, 72, "Bilal")
    offer = bilal.write(f"/start {forwarded.text.partition('start=')[2]}")
    assert "Les Jardins <fictifs> & Cie" in offer
    assert "équipier" in offer
    assert "rejoint" in bilal.tap("✅ Rejoindre")
    assert "2. Bilal – équipier" in anne.write("/equipe")
    assert "2. Bilal (vous) – équipier" in bilal.write("équipe")
    assert bilal.labels == ["🚪 Quitter l’équipe", "⬅️ Retour au menu"], "an équipier changes nobody's role"


def test_the_link_stands_in_no_button(anne: Conversation) -> None:
    link = invited(anne)
    assert link.partition("=")[2] not in str(anne.person.step)


def test_a_link_that_has_served_welcomes_all_the_same(anne: Conversation) -> None:
    link = invited(anne).partition("=")[2]
    for account, name in ((72, "Bilal"), (73, "Claire")):
        other(anne, account, name).write(f"/start {link}")
    first, second = other(anne, 72, "Bilal"), other(anne, 73, "Claire")
    first.write(f"/start {link}")
    first.tap("✅ Rejoindre")
    told = second.write(f"/start {link}")
    assert "a déjà servi" in told
    assert "Bonjour Claire" in told


def test_a_role_is_changed_and_somebody_is_taken_out(anne: Conversation) -> None:
    bilal = joined(anne, 72, "Bilal")
    anne.write("/equipe")
    assert "2. Bilal – équipier" in anne.tap("👤 Rôles et départs")
    assert "Bilal est équipier dans la structure" in anne.write("2")
    told = anne.tap("Nommer responsable")
    assert "Bilal est maintenant responsable." in told
    assert "2. Bilal – responsable" in told
    bilal.write("/equipe")
    bilal.tap("👤 Rôles et départs")
    bilal.tap("Personne 1")
    bilal.tap("Rendre équipier")
    bilal.tap("👤 Rôles et départs")
    bilal.tap("Personne 1")
    assert "Retirer Anne de l’équipe ?" in bilal.tap("Retirer de l’équipe")
    assert "Anne ne fait plus partie de l’équipe." in bilal.tap("Retirer")
    assert "Vous n’avez pas encore de structure" in anne.write("/equipe")


def test_names_of_others_are_kept_in_nobody_s_conversation(anne: Conversation) -> None:
    joined(anne, 72, "Bilal")
    anne.write("/equipe")
    for gesture in ("👤 Rôles et départs", "Personne 2", "Retirer de l’équipe", "Non, garder", "⬅️ Retour"):
        anne.tap(gesture)
        assert "Bilal" not in str(anne.person.step)


def test_the_last_manager_cannot_leave(anne: Conversation) -> None:
    joined(anne, 72, "Bilal")
    anne.write("/equipe")
    assert "Quitter l’équipe «" in anne.tap("🚪 Quitter l’équipe")
    assert "nommez d’abord" in anne.tap("Quitter")
    assert "1. Anne (vous) – responsable" in anne.write("/equipe")


def test_somebody_leaves(anne: Conversation) -> None:
    bilal = joined(anne, 72, "Bilal")
    bilal.write("/equipe")
    bilal.tap("🚪 Quitter l’équipe")
    assert "1. Anne" in bilal.tap("Non, rester")
    bilal.tap("🚪 Quitter l’équipe")
    assert "vous ne faites plus partie de l’équipe" in bilal.tap("Quitter")
    assert "Bilal" not in anne.write("/equipe")


def test_from_one_structure_to_another(anne: Conversation) -> None:
    second = replace(JARDINS, name="Les Vergers fictifs de la vallée du Fier")
    her = anne.person.id
    with anne.house.database.write() as session:
        people.create_structure(session, her, second, NOON)
    assert "Équipe : Les Vergers fictifs de la vallée du Fier" in anne.write("/equipe")
    assert "2. Les Vergers fictifs de la vallée du Fier (en cours)" in anne.tap("🔁 Changer de structure")
    assert anne.labels[:2] == ["1. Les Jardins <fictifs…", "2. Les Vergers fictifs…"]
    told = anne.write("1")
    assert told.startswith("Les commandes concernent maintenant Les Jardins <fictifs> & Cie.")
    assert "Équipe : Les Jardins <fictifs> & Cie" in anne.write("/equipe")


def test_linked_groups_are_seen_and_unlinked_from_afar(anne: Conversation) -> None:
    anne.write("/equipe")
    assert "Aucun groupe" in anne.tap("💬 Groupes reliés")
    with anne.house.database.write() as session:
        who = people.meet(session, 71, "Anne", NOON)
        ((mine, _),) = people.memberships_of(session, who.id)
        grouping.link(session, who.id, mine.id, Spot(-100, 7, "Équipe & <amis>"), NOON)
    anne.write("/equipe")
    assert "1. Équipe & <amis> (un sujet)" in anne.tap("💬 Groupes reliés")
    assert "« Équipe & <amis> » ne reçoit plus" in anne.write("1")
    with anne.house.database.read() as session:
        assert grouping.of_chat(session, -100) == []


def every_button(membership: int, other_membership: int, group: int = 1) -> list[str]:
    plain = ["in", "new", "who", "bye", "byey", "to", "gr"]
    return [
        *(pack("eq", action, membership) for action in plain),
        *(pack("eq", "give", membership, letter) for letter in "mr"),
        *(pack("eq", action, membership, other_membership) for action in ("one", "out", "outy")),
        *(pack("eq", "role", membership, other_membership, letter) for letter in "mr"),
        pack("eq", "ungr", membership, group),
    ]


def test_no_button_of_ours_obeys_a_stranger_or_a_neighbour(anne: Conversation) -> None:
    bilal = joined(anne, 72, "Bilal")
    her, him = anne.person.id, bilal.person.id
    with anne.house.database.write() as session:
        ((hers, jardins),) = people.memberships_of(session, her)
        his = people.member_for(session, him, jardins.id)
        grouping.link(session, her, hers.id, Spot(-100, None, "x"), NOON)
        people.create_structure(session, people.meet(session, 74, "Claire", NOON).id, JARDINS, NOON)
        before = people.team_of(session, jardins.id)
    for account, name in ((73, "Doris"), (74, "Claire")):
        for data in every_button(hers.id, his.id):
            one = other(anne, account, name)
            assert one.tap_data(data) == "Ce bouton concerne une structure dont vous ne faites pas partie.", data
    with anne.house.database.read() as session:
        after = people.team_of(session, jardins.id)
        assert [(one.id, held.role) for one, held in after] == [(one.id, held.role) for one, held in before]
        assert len(grouping.of_structure(session, jardins.id)) == 1


def test_an_equipier_cannot_do_what_a_manager_does(anne: Conversation) -> None:
    bilal = joined(anne, 72, "Bilal")
    him = bilal.person
    with anne.house.database.read() as session:
        his = people.current_of(session, him)
        assert his is not None
        hers = people.team_of(session, his[1].id)[0][1]
    managing = [one for one in every_button(his[0].id, hers.id) if one.split(".")[2] not in ("in", "bye", "byey", "to")]
    for data in managing:
        assert "Seul un responsable" in bilal.tap_data(data), data
    with anne.house.database.read() as session:
        assert [held.role for _, held in people.team_of(session, his[1].id)] == [Role.MANAGER, Role.MEMBER]


@pytest.mark.parametrize(
    "data", ["1.eq.in", "1.eq.give.1", "1.eq.role.1.2.z", "1.eq.later.1", "1.eq.in.é", "1.eq.one.1"]
)
def test_a_button_of_another_time_is_answered_kindly(anne: Conversation, data: str) -> None:
    told = anne.tap_data(data)
    assert "plus d'actualité" in told or "ne fait pas, ou plus, partie" in told


def test_who_has_no_structure_is_shown_the_way(anne: Conversation) -> None:
    doris = other(anne, 73, "Doris")
    assert "pas encore de structure" in doris.write("/equipe")
    assert doris.labels == ["▶️ Commencer"]
    assert "pas encore de structure" in doris.tap_data("1.eq.sw")


def test_before_telegram_has_told_our_name_no_link_is_made(anne: Conversation) -> None:
    anne.house = replace(anne.house, bot_name="")
    anne.write("/equipe")
    anne.tap("➕ Inviter")
    assert "Réessayez dans une minute" in anne.tap("Équipier")
