"""An animator passes an announcement on, on the phone; what members do with it; who may, and who may not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Sent
from alerts.model.network import Aim, Target
from alerts.model.structure import StructureKind
from alerts.services import broadcasting, network_settings, pausing, people
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands import COMMANDS
from tests.alerts.services.networked import RESERVED
from tests.alerts.services.respondents import joined, told_of
from tests.alerts.services.stories import ATELIERS, ingested, notice, owed, subscribed
from tests.bot.commands.broadcasts import broadcasts, drafted
from tests.bot.commands.conversation import NOON
from tests.bot.commands.networked import JARDINS, LESSIVE, Scene, another, scene_on
from tests.bot.commands.phone import Phone


@pytest.fixture
def scene(database: Database) -> Scene:
    return scene_on(database)


# By hand, one question at a time


def test_a_small_contract_heard_by_phone(scene: Scene) -> None:
    nadia = scene.nadia
    assert "Quelle annonce voulez-vous transmettre ?" in nadia.write("/diffuser")
    assert nadia.labels[:2] == ["Coller une adresse", "Écrire à la main"], "she was told of none"
    assert nadia.tap("Écrire à la main").startswith("Quoi\nQuestion 1 sur 6")
    assert "Dites en quelques mots" in nadia.write("tonte")
    assert nadia.write("Tonte de 2 hectares & ramassage <à la main>").startswith("Pour qui\nQuestion 2 sur 6")
    assert nadia.write("Mairie fictive").startswith("Où\n")
    assert "reconnu ce lieu" in nadia.write("zzyzx")
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
    assert "Reçoivent : 1 structure, 2 personnes." in plain(numbers.text)
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
    assert nadia.labels == ["Garder", "Effacer", "⬅️ Retour"], "to skip would empty it"
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
    assert "Hors de la cible : 1 structure." in plain(told)
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
    told = plain(scene.nadia.tap_data(pack("di", "pv", made)))
    assert "Reçoivent : 1 structure, 2 personnes." in told
    assert "Ne veulent plus des messages du réseau : 1 personne." in told
    assert emile.account


def test_who_is_away_is_told_before(scene: Scene) -> None:
    anne = scene.anne.person.id
    with scene.database.write() as session:
        (membership, _), *_ = people.memberships_of(session, anne)
        pausing.pause(session, anne, membership.id, NOON + timedelta(days=7), NOON)
    told = plain(scene.nadia.tap_data(pack("di", "pv", drafted(scene))))
    assert "Reçoivent : 1 structure, 2 personnes." in told
    assert "Dont 1 en pause : à leur retour, s’il est encore temps de répondre." in told


@pytest.mark.parametrize(
    ("more", "words"), [((), "la structure trouvée par le radar"), (("x",), "les 2 structures trouvées par le radar")]
)
def test_whom_the_radar_found_is_said_as_such(scene: Scene, more: tuple[str, ...], words: str) -> None:
    nadia, made, who = scene.nadia, drafted(scene), scene.nadia.person.id
    target = Target(Aim.MEMBERS, members=frozenset({scene.jardins.id, *more}))
    with scene.database.write() as session:
        broadcasting.revise(session, who, made, target=target)
    assert words in nadia.tap_data(pack("di", "pv", made))
    assert f"Choix actuel : {words}." in plain(nadia.tap("Changer la cible"))
    nadia.tap("Tout le réseau")
    nadia.tap("Envoyer à 1 structure")
    assert "Pour : Tout le réseau" in plain(nadia.text)


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


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
