"""The room of a group in the chat: everything in taps, one's own part in words."""

from dataclasses import dataclass

import pytest

from alerts.model.network import GroupForm, Room
from alerts.network import group
from alerts.services import rooms
from alerts.store import rooms as kept
from alerts.store.engine import Database
from bot.chat.actions import PARTNERS
from bot.chat.taps import pack
from bot.commands import COMMANDS
from bot.commands.network.labels import handle
from bot.commands.network.room import acts, home, who
from bot.commands.network.room.floor import IN_PRIVATE
from tests.alerts.services.grouped import ACCOUNTS, Circle, trio
from tests.alerts.services.stories import NOON
from tests.bot.commands.conversation import house_on
from tests.bot.commands.phone import Phone


@dataclass
class Scene:
    circle: Circle
    room: Room
    phones: dict[str, Phone]

    def phone(self, name: str) -> Phone:
        """With the room open."""
        found = self.phones[name]
        found.tap_data(pack(PARTNERS, "r", self.room.id))
        return found

    def now(self) -> Room:
        with self.circle.database.read() as session:
            found = kept.load_room(session, self.room.id)
        assert found is not None
        return found


@pytest.fixture
def scene(database: Database) -> Scene:
    circle, room = trio(database, "1")
    house = house_on(database, NOON)
    return Scene(
        circle, room, {name: Phone(house, number, name.title(), COMMANDS) for name, number in ACCOUNTS.items()}
    )


def test_the_room_says_where_the_group_stands(scene: Scene) -> None:
    maud = scene.phone("maud")
    for words in (
        "Votre groupe",
        "Entretien des parcs",
        "lundi 21 décembre 2026",
        "Les Jardins <fictifs> & Cie",
        "Mandataire",
        "Pas encore possible",
    ):
        assert words in maud.text, words
    assert maud.labels[:6] == [
        "👥 Qui fait quoi",
        "📅 Calendrier",
        "Mandataire",
        "Type de groupement",
        "⚖️ Le droit",
        "📄 Lettre d’intention",
    ]
    assert "✅ Nous sommes d’accord" not in maud.labels, "the sharing lacks too much"


def test_an_équipier_sees_no_button_that_commits(scene: Scene) -> None:
    assert scene.phone("bilal").labels == [
        "👥 Qui fait quoi",
        "📅 Calendrier",
        "⚖️ Le droit",
        "📄 Lettre d’intention",
        "⬅️ Mes groupes",
    ]


def test_a_part_is_written_and_all_read_it(scene: Scene) -> None:
    bilal = scene.phone("bilal")
    bilal.tap("👥 Qui fait quoi")
    assert "N'a pas encore écrit sa part".replace("'", "’") in bilal.text
    bilal.tap("✏️ Écrire notre part")
    assert "ne mettez pas vos prix" in bilal.text
    bilal.write("Nettoyage <fin> de chantier & vitres.")
    assert who.SAVED in bilal.text
    assert scene.now().does == {"jardins": "Nettoyage <fin> de chantier & vitres."}
    sami = scene.phone("sami")
    sami.tap("👥 Qui fait quoi")
    assert "Nettoyage <fin> de chantier & vitres." in read_through(sami)


def read_through(phone: Phone) -> str:
    """All the pages of a screen."""
    told = phone.text
    while "Suite ➡️" in phone.labels:
        told += phone.tap("Suite ➡️")
    return told


def test_too_long_a_part_is_refused_and_asked_again(scene: Scene) -> None:
    maud = scene.phone("maud")
    maud.tap("👥 Qui fait quoi")
    while "✏️ Écrire notre part" not in maud.labels:
        maud.tap("Suite ➡️")
    maud.tap("✏️ Écrire notre part")
    maud.write("é" * (group.LONGEST + 1))
    assert rooms.TOO_LONG.replace("'", "’") in maud.text or rooms.TOO_LONG in maud.text
    maud.write("Plus court.")
    assert scene.now().does == {"moulin": "Plus court."}


def test_of_two_colleagues_who_write_each_sees_the_words_of_the_other(scene: Scene) -> None:
    maud, malik = scene.phone("maud"), scene.phone("malik")
    for phone in (maud, malik):
        phone.tap_data(pack(PARTNERS, "rp", scene.room.id, scene.circle.membership(phone.name.lower())))
    maud.write("De Maud.")
    malik.write("De Malik.")
    assert "De Maud." in malik.text
    assert "De Malik." in malik.text
    assert scene.now().does == {"moulin": "De Maud."}
    malik.tap("Garder la mienne")
    assert scene.now().does == {"moulin": "De Malik."}


def test_from_mandataire_to_the_agreement_of_all(scene: Scene) -> None:
    circle, room = scene.circle, scene.room
    with circle.database.write() as session:
        for name, structure in (("maud", "moulin"), ("anne", "jardins"), ("sami", "ouvrage")):
            rooms.write(session, circle.who(name), room.id, structure, f"Part de {structure}.", NOON)
    maud = scene.phone("maud")
    maud.tap("Mandataire")
    assert "R2142-23" in maud.text
    (label,) = [one for one in maud.labels if "ESAT" in one]
    maud.tap(label)
    assert scene.now().mandataire == "moulin"
    maud.tap("⬅️ Retour au groupe")
    maud.tap("Type de groupement")
    assert "si l’un ne fait pas sa part" in maud.text
    maud.tap("Mandataire solidaire")
    assert scene.now().form is GroupForm.CONJOINT_SOLIDARY
    for name in ("maud", "anne", "sami"):
        phone = scene.phone(name)
        phone.tap("✅ Nous sommes d’accord")
        assert home.AGREED in phone.text
    assert group.everybody(scene.now())
    assert "Tout le monde" in scene.phone("sami").text
    sami = scene.phone("sami")
    sami.tap("Reprendre notre accord")
    assert scene.now().agreed == {"moulin", "jardins"}


def test_an_agreement_to_what_changed_meanwhile_is_refused(scene: Scene) -> None:
    circle, room = scene.circle, scene.room
    test_from_mandataire_to_the_agreement_of_all(scene)
    sami = scene.phone("sami")
    with circle.database.write() as session:
        rooms.write(session, circle.who("anne"), room.id, "jardins", "Autre chose.", NOON)
    sami.tap("✅ Nous sommes d’accord")
    assert "a changé depuis que vous l" in sami.text + "".join(one.text for one in sami.toasts)
    assert scene.now().agreed == frozenset()


def test_steps_are_taken_and_ticked(scene: Scene) -> None:
    bilal = scene.phone("bilal")
    bilal.tap("📅 Calendrier")
    assert "Temps" in bilal.text
    bilal.tap("Les étapes")
    (number,) = [one for one in bilal.labels if one.endswith(" 1")]
    bilal.tap(number)
    assert "retirer le dossier" in bilal.text
    bilal.tap("Nous la prenons")
    assert "Les Jardins" in bilal.text
    bilal.tap("• 1")
    bilal.tap("✅ C’est fait")
    assert [(one.step, one.structure_id, one.done) for one in scene.now().tasks] == [("step-withdraw", "jardins", True)]
    maud = scene.phone("maud")
    maud.tap("📅 Calendrier")
    maud.tap("Les étapes")
    assert "(fait) – Les Jardins" in maud.text.replace("\xa0", " ")
    bilal.tap("☑ 1")
    assert "Rendre cette étape" in bilal.labels


def test_files_come_as_files(scene: Scene) -> None:
    anne = scene.phone("anne")
    assert "la lettre est un projet" in anne.tap("📄 Lettre d’intention"), "nobody has agreed yet"
    anne.tap("Word (.docx)")
    assert [one.attachment.name for one in anne.screens if one.attachment] == ["lettre-d-intention.docx"]
    anne = scene.phone("anne")
    anne.tap("📅 Calendrier")
    anne.tap("Dans mon agenda")
    assert [one.attachment.name for one in anne.screens if one.attachment] == ["calendrier-du-groupe.ics"]


def test_the_law_is_told_whole(scene: Scene) -> None:
    maud = scene.phone("maud")
    maud.tap("⚖️ Le droit")
    told = read_through(maud)
    for words in ("Groupement mixte", "R2142-26", "Interdit, d’après l’avis", "plusieurs groupements"):
        assert words in told, words


def test_leaving_is_said_then_done(scene: Scene) -> None:
    sami = scene.phone("sami")
    sami.tap("Quitter le groupe")
    assert "Les autres seront prévenus" in sami.text
    assert "ouvrage" in scene.now().members
    sami.tap("Quitter le groupe")
    assert "ne fait plus partie du groupe" in sami.text
    assert "ouvrage" not in scene.now().members
    assert "n'existe plus" in sami.tap_data(pack(PARTNERS, "r", scene.room.id))


def test_my_groups_are_listed(scene: Scene) -> None:
    maud = scene.phones["maud"]
    maud.tap_data(pack(PARTNERS, "rg"))
    assert "Propreté & espaces verts de <Sévigny>" in maud.text
    maud.tap("1. Ouvrir")
    assert "Votre groupe" in maud.text
    vera = scene.phones["vera"]
    vera.tap_data(pack(PARTNERS, "rg"))
    assert "Vous n’êtes dans aucun groupe" in vera.text


def test_in_a_group_of_telegram_nothing_is_shown(scene: Scene) -> None:
    maud = scene.phones["maud"]
    maud.group = -100
    maud.tap_data(pack(PARTNERS, "r", scene.room.id))
    assert [one.text for one in maud.toasts] == [IN_PRIVATE]
    assert not maud.screens


TAPS = sorted(acts.ACTS)


@pytest.mark.parametrize("who_taps", ["doris", "gael", "elias", "vera"])
@pytest.mark.parametrize("action", [one for one in TAPS if one != "rg"])
def test_nobody_from_outside_learns_or_does_anything(scene: Scene, action: str, who_taps: str) -> None:
    phone = scene.phones[who_taps]
    for args in ((scene.room.id,), (scene.room.id, scene.circle.membership("maud"))):
        before = scene.now()
        told = phone.tap_data(pack(PARTNERS, action, *args, "step-read", 1))
        assert "Entretien des parcs" not in told
        assert "Jardins" not in told
        assert scene.now() == before


ONLY_MANAGERS = ("ra", "rb", "rq", "rqy", "rm", "rmc", "rf", "rfc")


@pytest.mark.parametrize("action", ONLY_MANAGERS)
def test_an_équipier_commits_nobody(scene: Scene, action: str) -> None:
    last = {"ra": group.mark_of(scene.room), "rmc": handle("moulin"), "rfc": "c"}.get(action, "")
    before = scene.now()
    told = scene.phones["bilal"].tap_data(
        pack(PARTNERS, action, scene.room.id, scene.circle.membership("bilal"), *([last] if last else []))
    )
    assert "Seul un responsable" in told
    assert scene.now() == before


@pytest.mark.parametrize("data", ["r", "r.zzzzzz", "rmc.1.1", "rfc.1.1.x", "rct.1.1.step-x.1"])
def test_a_button_that_we_never_wrote_is_answered_kindly(scene: Scene, data: str) -> None:
    before = scene.now()
    assert scene.phones["maud"].tap_data(f"1.{PARTNERS}.{data}")
    assert scene.now() == before
