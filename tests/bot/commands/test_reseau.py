"""A network on the phone: what it is, who is in, what it sees, links, leaving; nobody does what is not theirs."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.model.people import Role
from alerts.services import network_host, networks, people
from alerts.store.engine import Database
from bot.chat.taps import pack
from scrapers.notice import Deadline, Place
from tests.alerts.services.stories import ingested, says
from tests.bot.commands.answering_help import TONTE, gardens
from tests.bot.commands.conversation import NOON, Conversation
from tests.bot.commands.networked import LESSIVE, NAME, Scene, another, members, scene_on

REFUSED = "Ce réseau n’existe plus, ou vous n’en faites pas partie."
ANIMATORS_ONLY = "Seuls les animateurs du réseau peuvent faire cela."


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


def link(one: Conversation) -> str:
    """The token of the link that was just given."""
    (found,) = re.findall(r"https://t\.me/vigie_ess_bot\?start=(\S+)", one.text)
    return str(found)


@pytest.mark.parametrize("words", ["/reseau", "réseau", "Reseaux", "RÉSEAU !"])
def test_an_animator_sees_her_network(scene: Scene, words: str) -> None:
    told = scene.nadia.write(words)
    assert told.startswith(f"{NAME}\nRéseau de l’insertion par l’activité économique\n1 structure membre, 1 animateur.")
    assert "Vous l’animez." in told
    assert scene.nadia.labels == [
        *("📣 Diffuser une annonce", "📡 Radar", "🗺 Territoire", "👥 Membres", "👤 Animateurs"),
        *("➕ Inviter une structure", "➕ Inviter un animateur", "⚙️ Réglages"),
        *("⚖️ Qui a été proposé", "🔕 Ne plus recevoir", "Ne plus l’animer", "⬅️ Mes réseaux"),
    ]


def test_a_manager_and_an_equipier_see_what_is_theirs_to_do(scene: Scene) -> None:
    assert "Votre structure membre : Les Jardins <fictifs> & Cie." in scene.anne.write("/reseau")
    both = ["🗺 Territoire", "👥 Membres", "👤 Animateurs"]
    own = ["👁 Ce que voit le réseau", "🚪 Quitter le réseau"]
    shared = ["⚖️ Qui a été proposé", "🔕 Ne plus recevoir", "⬅️ Mes réseaux"]
    assert scene.anne.labels == [*both, *own, *shared]
    scene.bilal.write("/reseau")
    assert scene.bilal.labels == [*both, *shared]


def test_who_has_none_asks_for_one_and_the_host_answers(scene: Scene) -> None:
    doris = scene.doris
    assert "Vous n’êtes dans aucun réseau." in doris.write("/reseau")
    assert "Quel est le nom de votre réseau ?" in doris.tap("➕ Demander un réseau")
    assert "trop court" in doris.write("ab")
    assert "porte déjà ce nom" in doris.write(NAME.upper())
    assert "Quel genre de réseau est-ce ?" in doris.write("PTCE <des> Dombes")
    told = doris.tap("PTCE")
    assert "C’est demandé." in told
    assert "attend encore l’accord" in told
    ways = ["⚙️ Réglages", "Ne plus l’animer", "⬅️ Mes réseaux"]
    assert doris.labels == ways, "it reaches nobody before the host agrees"
    assert "attend l’accord de l’hébergeur" in doris.tap("⬅️ Mes réseaux")
    with scene.database.write() as session:
        (waiting,) = [one.network for one in network_host.listed(session) if one.network.approved_at is None]
        network_host.approve(session, waiting.id, NOON)
    doris.write("/reseau")
    assert "➕ Inviter une structure" in doris.labels


def test_a_request_is_taken_back(scene: Scene) -> None:
    doris = scene.doris
    for gesture in ("/reseau", "demander", "PTCE des Dombes", "autre réseau", "Ne plus l’animer"):
        doris.write(gesture)
    assert "votre demande sera retirée" in doris.text
    assert "Vous n’êtes dans aucun réseau." in doris.tap("Retirer ma demande")


def test_members_are_named_with_what_they_do(scene: Scene) -> None:
    scene.bilal.write("/reseau")
    told = scene.bilal.tap("👥 Membres")
    assert "1. Les Jardins <fictifs> & Cie\nChantier d’insertion\nMétiers : Espaces verts" in told
    assert scene.bilal.labels == ["⬅️ Retour au réseau"], "a member takes nobody out"
    scene.bilal.tap("⬅️ Retour au réseau")
    assert "1. Nadia" in scene.bilal.tap("👤 Animateurs")


def test_a_member_is_taken_out(scene: Scene) -> None:
    another(scene, 80, "Émile", LESSIVE)
    scene.nadia.write("/reseau")
    assert "2. La Lessive fictive" in scene.nadia.tap("👥 Membres")
    assert "Retirer La Lessive fictive du réseau ?" in scene.nadia.tap("Retirer la 2")
    assert "2. La Lessive fictive" in scene.nadia.tap("Non, garder")
    scene.nadia.tap("Retirer la 2")
    assert "C’est fait : La Lessive fictive ne fait plus partie du réseau." in scene.nadia.tap("Retirer du réseau")
    assert members(scene) == ["Les Jardins <fictifs> & Cie"]


def test_pages_of_members(scene: Scene) -> None:
    for number in range(9):
        another(scene, 100 + number, "Personne", LESSIVE)
    scene.nadia.write("/reseau")
    assert scene.nadia.tap("👥 Membres").startswith("10 structures membres")
    assert "9. La Lessive" in scene.nadia.tap("Page suivante ➡️")
    assert "Retirer la 10" in scene.nadia.labels
    assert "1. Les Jardins" in scene.nadia.tap("⬅️ Page précédente")


def test_a_manager_chooses_what_the_network_sees(scene: Scene) -> None:
    scene.anne.write("/reseau")
    told = scene.anne.tap("👁 Ce que voit le réseau")
    assert "Nos réponses (montré)" in told
    assert "Nos résultats (caché)" in told
    assert "Jamais vu : ce que vous écartez" in told
    assert "Nos réponses (caché)" in scene.anne.tap("✅ Nos réponses")
    assert "Notre capacité (montré)" in scene.anne.tap("Notre capacité")
    with scene.database.read() as session:
        ((member, _),) = networks.members(session, scene.nadia.person.id, scene.network.id)
    assert (member.shares.answers, member.shares.outcomes, member.shares.capacity) == (False, False, True)


def test_messages_are_muted_and_wanted_again(scene: Scene) -> None:
    scene.bilal.write("/reseau")
    assert "vous ne recevez plus les messages" in scene.bilal.tap("🔕 Ne plus recevoir")
    assert "Vous ne recevez plus ses messages" in scene.bilal.text
    assert "vous recevez de nouveau" in scene.bilal.tap("🔔 Recevoir de nouveau")
    assert "🔕 Ne plus recevoir" in scene.bilal.labels
    scene.nadia.write("/reseau")
    assert "alertes" not in scene.nadia.tap("🔕 Ne plus recevoir"), "she has no structure: no alerts of her own"


def test_leaving_says_what_it_erases(scene: Scene) -> None:
    scene.anne.write("/reseau")
    told = scene.anne.tap("🚪 Quitter le réseau")
    assert "qui est effacé" in told
    assert "Les animateurs sont prévenus de votre départ." in told
    assert "Vos propres alertes" in told
    scene.anne.tap("Non, rester")
    scene.anne.tap("🚪 Quitter le réseau")
    told = scene.anne.tap("Quitter le réseau")
    assert f"Les Jardins <fictifs> & Cie ne fait plus partie du réseau {NAME}" in told
    assert "Vous n’êtes dans aucun réseau." in told
    assert members(scene) == []


def test_of_several_structures_one_chooses(scene: Scene) -> None:
    anne = scene.anne.person.id
    with scene.database.write() as session:
        people.create_structure(session, anne, LESSIVE, NOON)
    scene.nadia.write("/reseau")
    scene.nadia.tap("➕ Inviter une structure")
    scene.nadia.tap("Une seule structure")
    told = scene.anne.write(f"/start {link(scene.nadia)}")
    assert "Structure : La Lessive fictive." in told, "the Jardins are in already"
    scene.anne.tap("✅ Rejoindre")
    assert "Pour quelle structure ?" in scene.anne.tap("🚪 Quitter le réseau")
    assert "La Lessive fictive quitte le réseau" in scene.anne.tap("2. La Lessive fictive")
    scene.anne.tap("Quitter le réseau")
    assert members(scene) == ["Les Jardins <fictifs> & Cie"]


def invited(scene: Scene, how: str = "Une seule structure") -> str:
    scene.nadia.write("/reseau")
    scene.nadia.tap("➕ Inviter une structure")
    scene.nadia.tap(how)
    return link(scene.nadia)


def test_a_structure_joins_by_a_link(scene: Scene) -> None:
    token = invited(scene)
    given, forwarded = scene.nadia.screens
    assert "une seule structure" in given.text
    assert forwarded.rows == (), "it is forwarded: our buttons would mean nothing to others"
    assert token not in str(scene.nadia.person.step)
    told = scene.doris.write(f"/start {token}")
    assert f"{NAME} vous invite avec votre structure." in told
    assert "• ce que vous gardez, et à quoi vous répondez : montré\n• ce que vous avez répondu" in told
    assert "Vigie pourra vous proposer à qui cherche un partenaire, sans votre nom" in told
    assert "Nadia" not in told, "who animates it is for those who are in"
    assert "C’est fait : La Lessive fictive fait partie du réseau" in scene.doris.tap("✅ Rejoindre")
    assert members(scene)[1:] == ["La Lessive fictive"]
    assert "a déjà servi" in another(scene, 90, "Fanny", LESSIVE).write(f"/start {token}")


def test_a_manager_of_two_chooses_which_one_joins(scene: Scene) -> None:
    doris = scene.doris.person.id
    with scene.database.write() as session:
        people.create_structure(session, doris, LESSIVE, NOON)
    scene.doris.write(f"/start {invited(scene)}")
    assert "Quelle structure entre dans le réseau ?" in scene.doris.text
    scene.doris.tap("✅ 2. La Lessive fictive")
    assert members(scene) == ["Les Jardins <fictifs> & Cie", "La Lessive fictive"]


def test_one_link_for_several(scene: Scene) -> None:
    token = invited(scene, "Jusqu’à 10 structures")
    scene.doris.write(f"/start {token}")
    scene.doris.tap("✅ Rejoindre")
    scene.nadia.write("/reseau")
    assert "Liens qui fonctionnent encore" in scene.nadia.tap("➕ Inviter une structure")
    assert "ne font plus entrer personne" in scene.nadia.tap("Fermer ces liens")
    assert "pas valable" in scene.claire.write(f"/start {token}")


def test_an_equipier_is_told_that_a_manager_must(scene: Scene) -> None:
    doris, claire = scene.doris.person.id, scene.claire.person.id
    with scene.database.write() as session:
        ((_, lessive),) = people.memberships_of(session, doris)
        people.join(session, claire, lessive.id, Role.MEMBER, NOON)
    told = scene.claire.write(f"/start {invited(scene)}")
    assert "Seul un responsable d’une structure peut la faire entrer dans un réseau" in told
    assert "✅ Rejoindre" not in scene.claire.labels


def test_who_is_in_already_and_who_has_no_structure(scene: Scene) -> None:
    token = invited(scene)
    assert "Les Jardins <fictifs> & Cie : déjà dans le réseau." in scene.anne.write(f"/start {token}")
    assert "Animé par Nadia." in scene.anne.text, "she may see it already"
    assert "Vous n’avez pas encore de structure ici" in scene.claire.write(f"/start {token}")
    told = scene.nadia.write(f"/start {token}")
    assert "ce lien est pour les structures" in told, "she tries the link that she made"
    assert scene.nadia.labels == ["▶️ Commencer", "🤝 Mes réseaux"]


@pytest.mark.parametrize("token", ["n_", "n_forged", "m_forged", "n_" + "A" * 43, "n_../../etc"])
def test_a_forged_link_welcomes_all_the_same(scene: Scene, token: str) -> None:
    assert "pas valable" in scene.doris.write(f"/start {token}")
    assert members(scene) == ["Les Jardins <fictifs> & Cie"]


def test_an_animator_is_invited_and_steps_down(scene: Scene) -> None:
    scene.nadia.write("/reseau")
    assert "pourra diffuser des annonces" in scene.nadia.tap("➕ Inviter un animateur")
    scene.nadia.tap("Créer le lien")
    token = link(scene.nadia)
    assert "On vous invite à animer" in scene.doris.write(f"/start {token}")
    assert "C’est fait : vous animez" in scene.doris.tap("✅ Animer")
    assert "a déjà servi" in scene.claire.write(f"/start {token}")
    scene.doris.tap("Ne plus l’animer")
    assert "C’est fait : vous n’animez plus" in scene.doris.tap("Ne plus l’animer")
    scene.nadia.write("/reseau")
    assert "Vous êtes la seule personne à animer ce réseau" in scene.nadia.tap("Ne plus l’animer")
    assert scene.nadia.labels == ["➕ Inviter un animateur", "⬅️ Retour au réseau"], "nothing that would be refused"


def test_who_has_no_structure_is_not_sent_to_alerts_for_partners(scene: Scene) -> None:
    told = scene.nadia.write("/partenaires")
    assert "au nom d’une structure, et vous n’en avez pas ici" in told
    assert "sous une annonce" not in told


def test_the_radar_tells_animators_what_nobody_is_on_and_who_could(scene: Scene) -> None:
    closes = Deadline(NOON + timedelta(days=6))
    reserved = says("Ce lot est réservé aux structures d'insertion par l'activité économique (article L2113-13).")
    lots = (replace(TONTE, passages=reserved),)
    ingested(scene.database, gardens("26-1", places=(Place(departement="01"),), deadline=closes, lots=lots))
    scene.nadia.write("/reseau")
    assert "en cours de lecture" in scene.nadia.tap("📡 Radar"), "before the first reading"
    scene.nadia.house.current.refresh(NOON)
    told = scene.nadia.tap("📡 Radar")
    assert "Tonte et désherbage manuel" in told
    assert "Les Jardins <fictifs> & Cie" in told
    assert scene.nadia.labels == ["Les prévenir, n°\u00a01", "⬅️ Retour au réseau"]


def test_the_radar_is_for_animators_of_this_network(scene: Scene) -> None:
    scene.nadia.house.current.refresh(NOON)
    for one in (scene.anne, scene.bilal, scene.claire, scene.doris):
        assert one.tap_data(pack("nw", "ra", scene.network.id)) in (REFUSED, ANIMATORS_ONLY)
