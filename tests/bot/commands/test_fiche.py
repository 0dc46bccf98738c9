"""`/fiche`: what forms ask of a structure, written by its manager in a tap and a line each, read by its team."""

from decimal import Decimal

import pytest

from alerts.model.people import Role
from alerts.model.reply import Reference, Sheet, Turnover
from alerts.services import sheets
from alerts.store.engine import Database
from bot.chat.taps import pack
from tests.alerts.services.respondents import BRUNO, INES, ZOE, joined
from tests.alerts.services.stories import ATELIERS, CHANTIERS, subscribed
from tests.bot.commands.conversation import Conversation, house_on


def of(database: Database, account: int = INES, name: str = "Inès", role: Role = Role.MANAGER) -> Conversation:
    subscribed(database, ATELIERS)
    joined(database, account, name, role=role)
    return Conversation(house_on(database), account=account, name=name)


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sheet(database: Database, one: Conversation) -> Sheet:
    with database.read() as session:
        return sheets.sheet_of(session, one.person.id, ATELIERS.id)


def test_an_empty_sheet_says_what_it_is_for_and_what_is_to_fill(database: Database) -> None:
    ines = of(database)
    text = ines.write("/fiche")
    assert "Fiche – Les Ateliers fictifs" in text
    assert "remplit vos dossiers de candidature" in text
    assert "• Identité : à remplir" in text
    assert ines.labels == [
        *("Identité", "Contact, signature", "Effectifs", "Chiffre d’affaires", "Références", "Vos phrases"),
        *("🗂 Tiroir de preuves", "⬅️ Menu"),
    ]


def test_one_tap_then_one_value_and_the_next_field_is_one_tap_away(database: Database) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap("Identité")
    text = ines.tap("Dénomination légale")
    assert "Comme sur les statuts" in text
    text = ines.write("Association <Les Ateliers> & Cie")
    assert text.startswith("C’est noté.")
    assert "Association <Les Ateliers> & Cie" in text
    assert ines.labels[0] == "➡️ Forme juridique"
    ines.tap("➡️ Forme juridique")
    ines.write("association loi 1901")
    ines.tap("➡️ SIRET")
    assert "14 chiffres" in ines.write("12345")
    assert "un de ses chiffres est faux" in ines.write("123 456 789 00011")
    ines.write("000 000 000 00018")
    held = sheet(database, ines)
    assert held.legal_name == "Association <Les Ateliers> & Cie"
    assert held.siret == "00000000000018"
    assert "• Identité : 3 sur 6" in ines.write("/fiche")


@pytest.mark.parametrize(
    ("group", "field", "written", "name", "kept"),
    [
        ("Effectifs", "Effectif total", "12,5", "staff", 12.5),
        ("Effectifs", "Personnes en parcours", "9", "insertion_fte", 9.0),
        ("Identité", "Code postal", "69003", "postcode", "69003"),
        ("Contact, signature", "E-mail", "contact@ateliers.example.org", "email", "contact@ateliers.example.org"),
        ("Contact, signature", "Qui signe", "Dominique Exemple", "signatory", "Dominique Exemple"),
        ("Vos phrases", "Accompagnement", "Deux rendez-vous\npar mois.", "follow_up", "Deux rendez-vous\npar mois."),
    ],
)
def test_each_kind_of_field(database: Database, group: str, field: str, written: str, name: str, kept: object) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap(group)
    ines.tap(field)
    assert ines.write(written).startswith("C’est noté.")
    assert getattr(sheet(database, ines), name) == kept


def test_what_is_not_understood_is_asked_again_and_nothing_is_lost(database: Database) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap("Effectifs")
    ines.tap("Effectif total")
    ines.write("12")
    ines.tap("Effectif total")
    text = ines.write("beaucoup")
    assert "Écrivez un nombre" in text
    assert "Aujourd’hui : 12" in text
    assert sheet(database, ines).staff == 12.0
    ines.write("13")
    assert sheet(database, ines).staff == 13.0


def test_a_field_is_emptied(database: Database) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap("Identité")
    ines.tap("Commune")
    ines.write("Montfictif")
    ines.tap("Commune")
    assert "C’est effacé." in ines.tap("Effacer")
    assert sheet(database, ines).town == ""


def test_turnovers_are_added_a_line_each_and_removed(database: Database) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap("Chiffre d’affaires")
    ines.write("2025 : 410 000")
    ines.write("2024 : 380 000 €")
    assert "par exemple « 2025 : 410 000 »" in spaced(ines.write("beaucoup d’argent"))
    assert sheet(database, ines).turnover == (Turnover(2025, Decimal(410000)), Turnover(2024, Decimal(380000)))
    ines.write("2025 : 420 000")
    ines.tap("Retirer 2024")
    assert sheet(database, ines).turnover == (Turnover(2025, Decimal(420000)),)


def test_references_are_added_a_line_each_and_removed(database: Database) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap("Références")
    ines.write("Tonte de parcs ; Ville de Montfictif ; 2025 ; 36 000 €")
    text = ines.write("Peinture & sols")
    assert "1. Tonte de parcs, Ville de Montfictif, 2025, 36 000 €" in text.replace("\u00a0", " ").replace(
        "\u202f", " "
    )
    assert "2. Peinture & sols" in text
    ines.tap("Retirer la 1")
    assert sheet(database, ines).references == (Reference("Peinture & sols"),)


def test_many_references_turn_pages(database: Database) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap("Références")
    for number in range(8):
        ines.write(f"Chantier {number} ; Ville de Montfictif ; 20{10 + number}")
    assert "Retirer la 6" in ines.labels
    ines.tap("Page suivante ➡️")
    assert [one for one in ines.labels if one.startswith("Retirer")] == ["Retirer la 7", "Retirer la 8"]


def test_a_member_reads_and_is_told_who_writes(database: Database) -> None:
    ines = of(database)
    ines.write("/fiche")
    ines.tap("Identité")
    ines.tap("Commune")
    ines.write("Montfictif")
    bruno = of(database, BRUNO, "Bruno", Role.MEMBER)
    assert "Seul un responsable change cette fiche" in bruno.write("/fiche")
    assert "Commune : Montfictif" in bruno.tap("Identité")
    assert bruno.labels == ["⬅️ Retour à la fiche"]
    bruno.tap("⬅️ Retour à la fiche")
    bruno.tap("Références")
    assert bruno.labels == ["⬅️ Retour à la fiche"]
    assert "Je n’ai pas compris" in bruno.write("Tonte de parcs")


def test_buttons_of_others_and_strange_ones_change_nothing(database: Database) -> None:
    ines = of(database)
    membership = ines.person.current or 0
    subscribed(database, CHANTIERS)
    joined(database, ZOE, "Zoé", CHANTIERS)
    bruno = of(database, BRUNO, "Bruno", Role.MEMBER)
    zoe = Conversation(house_on(database), account=ZOE, name="Zoé")
    for action, *args in (("o",), ("g", "i"), ("f", "town"), ("x", "town"), ("t",), ("td", 2025), ("rd", 0, "ab")):
        zoe.tap_data(pack("fi", action, membership, *args))
        assert zoe.toasts[0].text == "Ce bouton concerne une structure dont vous ne faites pas partie.", action
    own = bruno.person.current or 0
    for action, *args in (("f", "town"), ("x", "town"), ("td", 2025), ("rd", 0, "ab")):
        bruno.tap_data(pack("fi", action, own, *args))
        assert bruno.toasts[0].text == "Seul un responsable de la structure peut modifier sa fiche.", action
    for data in (
        "1.fi.o",
        "1.fi.zz.1",
        f"1.fi.g.{membership}.zz",
        f"1.fi.f.{membership}",
        f"1.fi.f.{membership}.siret2",
    ):
        ines.tap_data(data)
        assert "n'est plus d'actualité" in ines.toasts[0].text or ines.toasts[0].text, data
        assert not ines.screens, data
    assert sheet(database, ines) == Sheet()


def test_without_a_structure_one_is_offered(database: Database) -> None:
    assert "Vous n’avez pas encore de profil" in Conversation(house_on(database)).write("/fiche")


def test_it_is_in_the_help(database: Database) -> None:
    ines = of(database)
    assert "/fiche" in ines.write("/aide")
    assert "Fiche – " in ines.tap("📋 Fiche structure")
