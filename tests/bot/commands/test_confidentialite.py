"""One's data on the phone: told in plain words, seen, taken away as a file, erased for good."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.model.people import Role
from alerts.model.structure import Structure, StructureKind
from alerts.services import people
from alerts.services.structures import list_structures, save_structures
from alerts.store.engine import Database
from bot.chat.html import CAPTION, units
from bot.chat.talk import Place
from bot.telegram.answering import Answering
from bot.telegram.hearing import Said, Tapped
from bot.telegram.understanding import Vocabulary
from tests.bot.commands.conversation import NOON, Conversation, house_on

JARDINS = Structure("", "Les Jardins <fictifs>", frozenset({StructureKind.ACI}))


@pytest.fixture
def anne(database: Database) -> Conversation:
    one = Conversation(house_on(database), account=7_123_456_789, name="Anne")
    with database.write() as session:
        people.create_structure(session, people.meet(session, one.account, "Anne", NOON).id, JARDINS, NOON)
    return one


def known(one: Conversation) -> bool:
    with one.house.database.read() as session:
        return session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar_one() > 0


def structures_left(one: Conversation) -> list[str]:
    with one.house.database.read() as session:
        return [structure.name for structure in list_structures(session)]


def last_tap(one: Conversation, label: str) -> str:
    """As the dispatcher has it: whoever is erased is not met again to keep where they stand."""
    (data,) = [button.data for button in one.shown if button.label == label]
    said = Said(one.account, one.name, Place(one.account), Tapped(data, "1", 5), 5)
    answered = Answering(one.house, Vocabulary(one.commands)).answer(said)
    return "\n".join(reply.text for reply in answered.replies)


def test_what_is_kept_and_why(anne: Conversation) -> None:
    told = anne.write("/confidentialite")
    assert "votre prénom et votre numéro de compte Telegram, pour vous reconnaître" in told
    assert "ni votre position" in told
    assert "contact@vigie.example" in told
    assert anne.labels == ["👁 Voir", "📄 Exporter", "🗑 Effacer", "⬅️ Retour au menu"]


def test_what_is_known_is_seen(anne: Conversation) -> None:
    anne.write("/confidentialite")
    told = anne.tap("👁 Voir")
    for line in ("Prénom : Anne", "Compte Telegram (numéro) : 7123456789", "Statuts : ACI", "Votre rôle : responsable"):
        assert line in told
    assert "1. Les Jardins <fictifs>" in told
    assert "None" not in told
    assert anne.tap("⬅️ Retour").startswith("Vos données")


def test_it_is_taken_away_as_a_file(anne: Conversation) -> None:
    anne.write("/confidentialite")
    anne.write("exporter")
    (screen,) = anne.screens
    assert screen.attachment is not None
    assert screen.attachment.name == "vigie-mes-donnees.json"
    assert units(screen.text) <= CAPTION
    text = screen.attachment.content.decode()
    assert '"Prénom": "Anne"' in text, "letters stay letters"
    assert json.loads(text)["Vos structures"][0]["Nom"] == "Les Jardins <fictifs>"


def test_erased_after_two_taps(anne: Conversation) -> None:
    anne.write("/confidentialite")
    told = anne.tap("🗑 Effacer")
    assert "Les Jardins <fictifs> : vous en êtes la seule personne ; elle s’efface" in told
    assert "Ce que je ne peux pas effacer" in told
    assert "Effacer pour de bon ?" in anne.tap("Continuer l’effacement")
    assert known(anne)
    told = last_tap(anne, "Effacer définitivement")
    assert told.startswith("C’est fait : tout est effacé.")
    assert "Disparu avec vous : Les Jardins &lt;fictifs&gt;." in told
    assert not known(anne)
    assert structures_left(anne) == []


@pytest.mark.parametrize("typed", ["effacer définitivement", "EFFACER DEFINITIVEMENT", "Effacer"])
def test_the_confirmation_may_be_typed(anne: Conversation, typed: str) -> None:
    anne.write("/confidentialite")
    anne.tap("🗑 Effacer")
    anne.write("continuer l'effacement")
    assert "tout est effacé" in anne.write(typed)
    assert structures_left(anne) == []


@pytest.mark.parametrize("typed", ["oui", "ok", "non", "effacer mes alertes", "bonjour"])
def test_nothing_else_erases(anne: Conversation, typed: str) -> None:
    anne.write("/confidentialite")
    anne.tap("🗑 Effacer")
    anne.tap("Continuer l’effacement")
    assert "tout est effacé" not in anne.write(typed)
    assert structures_left(anne) == [JARDINS.name]


def test_one_changes_one_s_mind(anne: Conversation) -> None:
    anne.write("/confidentialite")
    anne.tap("🗑 Effacer")
    anne.tap("Continuer l’effacement")
    assert anne.tap("Non, tout garder").startswith("Vos données")
    assert structures_left(anne) == [JARDINS.name]


@pytest.mark.parametrize(("minutes", "erased"), [(10, True), (11, False), (60 * 24 * 30, False)])
def test_an_old_button_erases_nobody(anne: Conversation, minutes: int, erased: bool) -> None:
    anne.write("/confidentialite")
    anne.tap("🗑 Effacer")
    anne.tap("Continuer l’effacement")
    later = NOON + timedelta(minutes=minutes)
    anne.house = replace(anne.house, clock=lambda: later)
    told = anne.tap("Effacer définitivement")
    assert told.startswith("C’est fait : tout est effacé." if erased else "Effacer mes données")
    assert (structures_left(anne) == []) is erased


@pytest.mark.parametrize("data", ["1.co.yes", "1.co.yes.0", "1.co.yes.zzzzzzzz", "1.co.yes.é"])
def test_a_forged_button_erases_nobody(anne: Conversation, data: str) -> None:
    assert anne.tap_data(data).startswith("Effacer mes données")
    assert structures_left(anne) == [JARDINS.name]


def test_the_team_is_told_of_before(anne: Conversation) -> None:
    with anne.house.database.write() as session:
        ((_, jardins),) = people.memberships_of(session, people.meet(session, anne.account, "Anne", NOON).id)
        bilal = people.meet(session, 72, "Bilal", NOON)
        people.join(session, bilal.id, jardins.id, Role.MEMBER, NOON)
    anne.write("/confidentialite")
    told = anne.tap("🗑 Effacer")
    assert "la personne présente depuis le plus longtemps le devient, et je la préviens" in told
    anne.tap("Continuer l’effacement")
    anne.tap("Effacer définitivement")
    assert structures_left(anne) == [JARDINS.name]


def test_what_the_host_subscribed_is_said_to_stay(anne: Conversation) -> None:
    hosted = replace(JARDINS, id="ateliers", name="Ateliers de l’hébergeur", channels=("folder",))
    with anne.house.database.write() as session:
        save_structures(session, [hosted], NOON)
        who = people.meet(session, anne.account, "Anne", NOON)
        people.join(session, who.id, hosted.id, Role.MANAGER, NOON)
    anne.write("/confidentialite")
    assert "Ateliers de l’hébergeur : cette structure a été inscrite par l’hébergeur" in anne.tap("🗑 Effacer")
    anne.tap("Continuer l’effacement")
    anne.tap("Effacer définitivement")
    assert structures_left(anne) == [hosted.name]


def test_a_first_profile_under_way_waits(database: Database) -> None:
    doris = Conversation(house_on(database), account=73, name="Doris")
    doris.write("/start")
    doris.tap("▶️ Commencer")
    before = doris.person.step.at
    doris.write("/confidentialite")
    doris.tap("🗑 Effacer")
    doris.tap("Continuer l’effacement")
    doris.tap("Non, tout garder")
    assert (doris.person.step.space, doris.person.step.at) == ("ob", before)
