"""An animator passes an announcement on, on the phone; what members do with it; who may, and who may not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Sent
from alerts.model.network import Broadcast, Shares, Target, Written
from alerts.model.structure import StructureKind
from alerts.services import broadcasting, network_settings, networks, people
from alerts.services.broadcasting import FromNotice
from alerts.store.engine import Database
from bot.chat.taps import base36, pack
from bot.commands import COMMANDS
from tests.alerts.services.networked import RESERVED
from tests.alerts.services.respondents import joined, told_of
from tests.alerts.services.stories import ATELIERS, ingested, notice, owed, subscribed
from tests.bot.commands.conversation import NOON, Conversation
from tests.bot.commands.networked import JARDINS, LESSIVE, NAME, Scene, animated, another, bring, scene_on
from tests.bot.commands.phone import Phone

GONE = "Cette diffusion n'existe plus, ou elle est d'un réseau que vous n'animez pas."
NOT_IN = "Ce réseau n’existe plus, ou vous n’en faites pas partie."
ANIMATORS = "Seuls les animateurs du réseau peuvent faire cela."
NOT_RECEIVED = "Cette annonce de réseau n'existe plus, ou elle n'a pas été envoyée à votre structure."
NOT_OURS = "Ce bouton concerne une structure dont vous ne faites pas partie."
HAY = Written("Fauche de 3 hectares & broyage <sur place>", contact="Accueil de la mairie fictive")


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


def drafted(scene: Scene) -> int:
    nadia = scene.nadia.person.id
    with scene.database.write() as session:
        return broadcasting.draft(session, nadia, scene.network.id, HAY, "", Target(), NOON).id


def sent(scene: Scene) -> tuple[int, int]:
    """A broadcast that left, and the number of the message that Anne got of it."""
    nadia, made = scene.nadia.person.id, drafted(scene)
    with scene.database.write() as session:
        seen = broadcasting.preview(session, nadia, made, NOON).seen
        broadcasting.confirm(session, nadia, made, seen, NOON)
    key = f"person:{scene.anne.person.id}"
    return made, next(one.id for one in owed(scene.database, DeliveryKind.BROADCAST) if one.recipient == key)


def broadcasts(scene: Scene) -> list[Broadcast]:
    nadia = scene.nadia.person.id
    with scene.database.read() as session:
        return broadcasting.recent(session, nadia, scene.network.id)


# By hand, one question at a time


def test_a_small_contract_heard_by_phone(scene: Scene) -> None:
    nadia = scene.nadia
    assert "Quelle annonce voulez-vous transmettre ?" in nadia.write("/diffuser")
    assert nadia.labels[:2] == ["Coller une adresse", "Écrire à la main"], "she was told of none"
    assert nadia.tap("Écrire à la main").startswith("Quoi\nQuestion 1 sur 6")
    assert "Dites en quelques mots" in nadia.write("tonte")
    assert nadia.write("Tonte de 2 hectares & ramassage <à la main>").startswith("Pour qui\nQuestion 2 sur 6")
    assert nadia.write("Mairie fictive").startswith("Où\n")
    assert "numéro de département" in nadia.write("zzyzx")
    assert nadia.write("Bourg-en-Bresse 01").startswith("Réponse avant\n")
    assert "Cette date est passée" in nadia.write("12/01/2020")
    assert nadia.write("4 décembre 2026 à 12 h").startswith("Contact\n")
    assert nadia.write("Accueil, 04 00 00 00 00").startswith("Métiers\n")
    told = nadia.tap("Passer")
    for said in ("Tonte de 2 hectares & ramassage <à la main>", "Mairie fictive", "Bourg-en-Bresse (Ain, 01)"):
        assert said in told
    assert "4 décembre 2026 à 12" in told
    assert "Un mot pour vos membres ?" in nadia.tap("Continuer")
    told = nadia.write("Bonne pour un début.\n\nAppelez-moi.")
    assert "À qui la transmettre ?" in told
    assert "Qui peut répondre" not in nadia.labels, "nobody knows who may answer what was written by hand"
    nadia.tap("Tout le réseau")
    seen, numbers = nadia.screens
    assert "Mot de l’animation" in seen.text
    assert "Appelez-moi." in seen.text
    assert "Reçoivent : 1 structure, 2 personnes." in numbers.text
    assert owed(scene.database, DeliveryKind.BROADCAST) == [], "nothing leaves before she confirms"
    told = nadia.tap("Envoyer à 1 structure")
    assert told.startswith("C’est parti")
    assert len(owed(scene.database, DeliveryKind.BROADCAST)) == 2


def test_every_question_can_be_gone_back_to(scene: Scene) -> None:
    nadia = scene.nadia
    nadia.write("/diffuser")
    nadia.tap("Écrire à la main")
    nadia.write("Tonte de deux hectares")
    nadia.write("Mairie fictive")
    assert "Pour l’instant : Mairie fictive" in nadia.tap("⬅️ Retour")
    assert nadia.tap("⬅️ Retour").startswith("Quoi\n")
    nadia.write("Tonte de trois hectares")
    assert nadia.tap("Garder").startswith("Où\n")
    for _ in range(3):
        nadia.tap("Passer")
    assert "Tonte de trois hectares" in nadia.tap("Passer")
    assert "Lieu" not in nadia.text
    assert "Pour l’instant : Mairie fictive" in nadia.tap("Pour qui")
    assert "Pour qui : Une autre mairie" in nadia.write("Une autre mairie").replace("\u00a0", " ")
    nadia.tap("Où")
    nadia.tap("⬅️ Retour")
    nadia.tap("Continuer")
    assert "C’est abandonné : rien n’est parti." in nadia.tap("⬅️ Changer d’annonce")
    assert broadcasts(scene) == []


# From an address, from an alert


@pytest.mark.parametrize("pasted", ["https://www.boamp.fr/pages/avis/?q=idweb:26-900101", "26-900101"])
def test_an_address_is_pasted(scene: Scene, pasted: str) -> None:
    ingested(scene.database, RESERVED)
    scene.nadia.write("/diffuser")
    scene.nadia.tap("Coller une adresse")
    told = scene.nadia.write(pasted)
    assert told.startswith("Entretien des espaces verts de Sévigny-le-Vieux"), told
    assert "Un mot pour vos membres ?" in told


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("http://127.0.0.1:8000/admin", "machine privée"),
        ("http://192.168.1.1/boamp.fr/26-900101", "machine privée"),
        ("https://moi:secret@boamp.fr/26-900101", "identifiant ou un mot de passe"),
        ("https://avis.example/26-900101", "ne visite pas"),
        ("https://www.boamp.fr/pages/avis/?q=idweb:26-900999", "Vigie n'a pas cet avis"),
        ("un petit chantier", "Ce n'est pas l'adresse d'un avis"),
    ],
)
def test_what_is_no_notice_is_said_and_asked_again(scene: Scene, pasted: str, told: str) -> None:
    ingested(scene.database, RESERVED)
    scene.nadia.write("/diffuser")
    scene.nadia.tap("Coller une adresse")
    assert told in scene.nadia.write(pasted).replace("’", "'")
    assert "Collez l’adresse" in scene.nadia.text
    assert scene.nadia.write("26-900101").startswith("Entretien des espaces verts")


def test_the_command_takes_an_address(scene: Scene) -> None:
    ingested(scene.database, RESERVED)
    assert scene.nadia.write("/diffuser https://www.boamp.fr/avis/detail/26-900101").startswith("Entretien des espaces")


def test_in_reply_to_a_card_and_from_the_last_alert(scene: Scene) -> None:
    account, later = scene.nadia.account, NOON + timedelta(hours=2)
    subscribed(scene.database, ATELIERS)
    joined(scene.database, account, "Nadia")
    notices = notice("26-1", title="Tonte fictive"), notice("26-2", title="Taille fictive")
    first, second = told_of(scene.database, *notices)
    receipts = {first: f"{account}/11", second: f"{account}/12"}
    with scene.database.write() as session:
        for row in book.claim(session, later, n=100, lease=timedelta(minutes=2)):
            if row.channel == "telegram" and row.match_id in receipts:
                book.settle(session, row, Sent(receipts[row.match_id]), later)
    phone = Phone(scene.nadia.house, scene.nadia.account, "Nadia", COMMANDS)
    told = phone.reply(11, "diffuser")
    assert "Un mot pour vos membres ?" in told, told
    assert told.startswith("Tonte fictive")
    phone.write("/diffuser")
    assert "Un mot pour vos membres ?" in phone.tap("Ma dernière annonce")


# Whom it is for


def test_the_target_is_chosen_and_the_numbers_follow(scene: Scene) -> None:
    another(scene, 80, "Émile", LESSIVE)
    ingested(scene.database, RESERVED)
    nadia = scene.nadia
    nadia.write("/diffuser 26-900101")
    nadia.tap("Sans mot")
    assert "Envoyer à 2 structures" in (nadia.tap("Tout le réseau") and nadia.labels)
    nadia.tap("Changer la cible")
    nadia.tap("Par métier")
    assert "Choisis (1) : Blanchisserie, couture." in nadia.write("blanchisserie")
    nadia.tap("✅ Blanchisserie, couture")
    nadia.tap("Espaces verts")
    told = nadia.tap("Valider (1)")
    assert "métiers : Espaces verts" in told
    assert "Hors de la cible : 1 structure." in told
    assert "Envoyer à 1 structure" in nadia.labels
    nadia.tap("Changer la cible")
    nadia.tap("Par lieu")
    assert "Je n’ai pas reconnu" in nadia.write("zzyzx")
    assert "lieu : Rhône (69)" in nadia.write("69")
    nadia.tap("Changer la cible")
    nadia.tap("Par statut")
    nadia.tap("ESAT")
    assert "statuts : ESAT" in nadia.tap("Valider (1)")
    nadia.tap("Changer la cible")
    assert "celles qui peuvent répondre" in nadia.tap("Qui peut répondre")
    assert "Envoyer à 1 structure" in nadia.labels, "reserved to SIAE: an ESAT may not"
    nadia.tap("Changer la cible")
    nadia.tap("Par lieu")
    assert "Personne ne recevrait cette diffusion" in nadia.write("Finistère")
    assert not [one for one in nadia.labels if one.startswith("Envoyer")]


def test_brakes_are_told_before(scene: Scene) -> None:
    emile = another(scene, 80, "Émile", replace(LESSIVE, name="La Lessive"))
    with scene.database.write() as session:
        network_settings.mute(session, people.meet(session, 80, "Émile", NOON).id, scene.network.id, NOON)
    made = drafted(scene)
    told = scene.nadia.tap_data(pack("di", "pv", made))
    assert "Reçoivent : 1 structure, 2 personnes." in told
    assert "Ne veulent plus des messages du réseau : 1 personne." in told
    assert emile.account


def test_what_changed_since_it_was_seen_is_shown_again(scene: Scene) -> None:
    made, nadia = drafted(scene), scene.nadia
    nadia.tap_data(pack("di", "pv", made))
    with scene.database.write() as session:
        broadcasting.revise(session, people.meet(session, nadia.account, "Nadia", NOON).id, made, note="Autre mot")
    told = nadia.tap("Envoyer à 1 structure")
    assert "a changé depuis que vous l'avez relue" in nadia.toasts[0].text
    assert "Autre mot" in told
    assert owed(scene.database, DeliveryKind.BROADCAST) == []
    nadia.tap("Envoyer à 1 structure")
    assert len(owed(scene.database, DeliveryKind.BROADCAST)) == 2


def test_confirmed_twice_is_sent_once(scene: Scene) -> None:
    made, nadia = drafted(scene), scene.nadia
    nadia.tap_data(pack("di", "pv", made))
    data = next(one.data for one in nadia.shown if one.label == "Envoyer à 1 structure")
    nadia.tap_data(data)
    assert "rien n’est parti deux fois" in nadia.tap_data(data)
    assert len(owed(scene.database, DeliveryKind.BROADCAST)) == 2


# What members do with it


def test_interested_is_told_and_declined_is_not(scene: Scene) -> None:
    made, number = sent(scene)
    before = scene.nadia.tap_data(pack("di", "rp", made))
    assert "Envoyé à 1 structure, reçu par 0." in before
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


# Who may


def test_who_animates_nothing_is_told(scene: Scene) -> None:
    for one in (scene.anne, scene.bilal, scene.doris):
        assert "Vous n’animez aucun réseau ouvert" in one.write("/diffuser")
        assert one.labels == ["🤝 Mes réseaux", "⬅️ Retour au menu"]


def test_who_animates_two_chooses(scene: Scene) -> None:
    nadia = scene.nadia.person.id
    with scene.database.write() as session:
        animated(session, "Un troisième réseau fictif", nadia)
    assert "À quel réseau ?" in scene.nadia.write("/diffuser")
    assert "Un troisième réseau fictif" in scene.nadia.tap("2. Un troisième réseau…")


OF_NETWORK = ("w", "fu", "fh", "ls")
OF_BROADCAST = ("nt", "tg", "ga", "ge", "gt", "gk", "gp", "pv", "y", "dr", "rp", "wd", "wdy")


def of_broadcast(action: str, made: int) -> str:
    return pack("di", action, made, *(("0123456789ab",) if action == "y" else ()))


@pytest.mark.parametrize("who", ["doris", "claire", "anne", "bilal"])
@pytest.mark.parametrize("action", OF_NETWORK)
def test_nobody_else_begins_one(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    told = one.tap_data(pack("di", action, scene.network.id))
    assert told == (ANIMATORS if who in ("anne", "bilal") else NOT_IN)
    assert broadcasts(scene) == []


@pytest.mark.parametrize("who", ["doris", "claire", "anne", "bilal"])
@pytest.mark.parametrize("action", OF_BROADCAST)
def test_nobody_else_touches_one(scene: Scene, who: str, action: str) -> None:
    one: Conversation = getattr(scene, who)
    made = drafted(scene)
    before = broadcasts(scene)
    told = one.tap_data(of_broadcast(action, made))
    assert told in ((ANIMATORS,) if who in ("anne", "bilal") else (GONE, NOT_IN)), told
    assert broadcasts(scene) == before
    assert owed(scene.database, DeliveryKind.BROADCAST) == []


@pytest.mark.parametrize("action", ["o", "i", "d", "m"])
def test_only_those_of_the_structure_answer(scene: Scene, action: str) -> None:
    made, number = sent(scene)
    for one in (scene.doris, scene.claire, scene.nadia):
        assert one.tap_data(pack("di", action, number)) == NOT_OURS
    with scene.database.read() as session:
        assert broadcasting.report(session, people_id(scene), made)[1].opened == 0
    assert scene.bilal.tap_data(pack("di", action, number)) != NOT_OURS, "an équipier answers for the structure"


def people_id(scene: Scene) -> int:
    with scene.database.read() as session:
        found = [one.id for one in networks.animators(session, 1, scene.network.id)]
    return found[0]


def test_who_left_answers_no_more(scene: Scene) -> None:
    _, number = sent(scene)
    for gesture in ("/reseau", "Quitter le réseau", "Quitter le réseau"):
        scene.anne.write(gesture)
    assert scene.anne.tap_data(pack("di", "i", number)) == NOT_RECEIVED


@pytest.mark.parametrize(
    "data",
    [
        "1.di.w",
        "1.di.later.1",
        "1.di.y.1",
        "1.di.o",
        "1.di.hq.1.what",
        "1.di.hq.1.é",
        "1.di.gv.1",
        "1.di.fa.1",
        "1.di.i.é",
    ],
)
def test_a_button_of_another_time_is_answered_kindly(scene: Scene, data: str) -> None:
    told = scene.nadia.tap_data(data)
    assert any(one in told for one in ("plus d'actualité", "n'existe plus", "n’existe plus")), told


def test_a_long_word_is_asked_again(scene: Scene) -> None:
    made = drafted(scene)
    scene.nadia.tap_data(pack("di", "nt", made))
    assert "trop long" in scene.nadia.write("mot " * 500)
    assert "À qui la transmettre ?" in scene.nadia.write("Un mot")
    assert "Garder ce mot" in (scene.nadia.tap("⬅️ Changer le mot") and scene.nadia.labels)


def test_kinds_are_written_too(scene: Scene) -> None:
    made = drafted(scene)
    scene.nadia.tap_data(pack("di", "gk", made))
    assert "Chantier d’insertion" in scene.nadia.write("aci")
    scene.nadia.tap("Valider (1)")
    (held,) = broadcasts(scene)
    assert held.target.kinds == frozenset({StructureKind.ACI})
    assert JARDINS.kinds == held.target.kinds
