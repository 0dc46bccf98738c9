"""What members do with what their network passed on, and what its animators read of it."""

from datetime import timedelta

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.network import Shares, Target
from alerts.services import broadcasting, network_settings
from alerts.services.broadcasting import FromNotice
from alerts.store.engine import Database
from bot.chat.taps import base36, pack
from bot.commands import COMMANDS
from tests.alerts.services.respondents import joined, told_of
from tests.alerts.services.stories import ATELIERS, notice, owed
from tests.bot.commands.broadcasts import drafted, sent
from tests.bot.commands.conversation import NOON
from tests.bot.commands.networked import NAME, Scene, bring, scene_on
from tests.bot.commands.phone import Phone


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


def test_interested_is_told_and_declined_is_not(scene: Scene) -> None:
    made, number = sent(scene)
    before = scene.nadia.tap_data(pack("di", "rp", made))
    assert "Envoyé à 1 structure, pas encore reçu." in before
    assert "Ouvert par 0 structure." in before
    told = scene.anne.tap_data(pack("di", "d", number))
    assert told == "Noté. Ce n’est dit à personne."
    declined = scene.nadia.tap("🔄 Actualiser")
    assert "Ouvert par 1 structure." in declined
    assert "Intéressées : 0." in declined
    assert "Jardins" not in declined
    told = scene.anne.tap_data(pack("di", "i", number))
    assert told.replace("\u00a0", " ") == f"Noté : « {NAME} » voit que Les Jardins <fictifs> & Cie est intéressée."
    assert "Intéressées : 1 (Les Jardins <fictifs> & Cie)." in scene.nadia.tap("🔄 Actualiser")


def test_who_shares_nothing_is_not_named(scene: Scene) -> None:
    anne = scene.anne.person.id
    with scene.database.write() as session:
        network_settings.share(session, anne, scene.network.id, scene.jardins.id, Shares(answers=False))
    made, number = sent(scene)
    assert "sans votre nom" in scene.anne.tap_data(pack("di", "i", number))
    told = scene.nadia.tap_data(pack("di", "rp", made))
    assert "Jardins" not in told
    assert "Intéressées : 0." in told
    assert "1 structure discrète" in told


def test_looking_counts_as_opened_and_shows_the_whole(scene: Scene) -> None:
    made, number = sent(scene)
    told = scene.anne.tap_data(pack("di", "o", number))
    assert "Fauche de 3 hectares & broyage <sur place>" in told
    assert scene.anne.labels == ["Ça m’intéresse", "Pas pour nous", "Couper ce réseau"]
    assert "Ouvert par 1 structure." in scene.nadia.tap_data(pack("di", "rp", made))


def test_what_the_structure_was_alerted_of_opens_its_card(database: Database) -> None:
    scene = scene_on(database)
    (match,) = told_of(database, notice("26-1"))
    joined(database, scene.anne.account, "Anne")
    nadia, anne = scene.nadia.person.id, scene.anne.person.id
    with database.write() as session:
        bring(session, scene.network, nadia, anne, ATELIERS.id, NOON - timedelta(hours=1))
        made = broadcasting.draft(session, nadia, scene.network.id, FromNotice("boamp:26-1"), "", Target(), NOON)
        broadcasting.confirm(session, nadia, made.id, broadcasting.preview(session, nadia, made.id, NOON).seen, NOON)
    rows = owed(database, DeliveryKind.BROADCAST)
    number = next(one.id for one in rows if one.structure_id == ATELIERS.id and one.recipient == f"person:{anne}")
    scene.anne.tap_data(pack("di", "o", number))
    assert "J’y réponds" in scene.anne.labels
    assert any(one.data == pack("ca", "y", match) for one in scene.anne.shown)


def test_muted_from_the_message(scene: Scene) -> None:
    _, number = sent(scene)
    assert "Vos alertes continuent." in scene.anne.tap_data(pack("di", "m", number))
    scene.anne.write("/reseau")
    assert "🔔 Recevoir de nouveau" in scene.anne.labels


def test_taken_back_nobody_answers_any_more(scene: Scene) -> None:
    made, number = sent(scene)
    nadia = scene.nadia
    nadia.tap_data(pack("di", "rp", made))
    assert "Qui ne l’a pas encore reçue" in nadia.tap("Retirer")
    nadia.tap("Non, laisser")
    nadia.tap("Retirer")
    assert "C’est retiré" in nadia.tap("Retirer")
    assert scene.anne.tap_data(pack("di", "i", number)) == "Votre réseau a retiré cette annonce."
    assert "retirée, envoyée le" in nadia.tap("⬅️ Diffusions")


def test_a_draft_is_found_again(scene: Scene) -> None:
    drafted(scene)
    scene.nadia.write("/diffuser")
    assert "brouillon : Fauche de 3 hectares" in scene.nadia.tap("📊 Diffusions et bilans").replace("\u00a0", " ")
    scene.nadia.tap("Reprendre 1")
    assert "Envoyer à 1 structure" in scene.nadia.labels


def test_in_a_group_it_is_answered_and_opened_in_private(scene: Scene) -> None:
    _, number = sent(scene)
    phone = Phone(scene.anne.house, scene.anne.account, "Anne", COMMANDS, group=-1001)
    phone.tap_data(pack("di", "o", number))
    (toast,) = phone.toasts
    assert toast.url == f"https://t.me/vigie_ess_bot?start=di_o_{base36(number)}"
    assert "Fauche de 3 hectares" in scene.anne.write(f"/start di_o_{base36(number)}")
    phone.tap_data(pack("di", "w", scene.network.id))
    assert phone.toast == "Cela se règle en privé : écrivez-moi /diffuser dans notre conversation."
