"""The letter of intent and the calendar of a group: what they say, and that Word and LibreOffice open them."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from icalendar import Calendar

from alerts.files.kit import FileFormat
from alerts.messages.network.room_calendar import FILE_NAME, room_calendar
from alerts.model.network import GroupForm, Room
from alerts.network.group_paper import intent_paper
from alerts.network.group_view import View
from alerts.reply_help.paper import Items
from alerts.services import room_papers, room_views, rooms
from alerts.store.engine import Database
from scrapers.notice import Deadline
from tests.alerts.services.grouped import Circle, circle_on, contract, trio
from tests.alerts.services.stories import NOON


def seen(circle: Circle, room: Room) -> View:
    with circle.database.read() as session:
        return room_views.seen(session, room_views.reading(NOON, None), circle.who("maud"), room.id, None, NOON)


def words_of(circle: Circle, room: Room) -> str:
    with circle.database.read() as session:
        file = room_papers.letter(session, seen(circle, room), NOON, FileFormat.DOCX)
    document = Document(BytesIO(file.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in document.paragraphs), *cells])
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def prepared(database: Database) -> tuple[Circle, Room]:
    circle, room = trio(database, "1")
    with database.write() as session:
        rooms.write(session, circle.who("maud"), room.id, "moulin", "Tonte & taille <nord>.\nDeux équipes.", NOON)
        rooms.choose_mandataire(session, circle.who("maud"), room.id, "moulin", "moulin", NOON)
        rooms.choose_form(session, circle.who("maud"), room.id, "moulin", GroupForm.SOLIDARY, NOON)
        rooms.take(session, circle.who("anne"), room.id, "jardins", "step-prices", NOON, on=True)
    return circle, room


def test_the_letter_names_the_lot_the_members_their_parts_and_what_is_left_to_say(database: Database) -> None:
    told = words_of(*prepared(database))
    for words in (
        "Propreté & espaces verts de <Sévigny>",
        "Dénomination sociale : Association du Moulin fictif",
        "SIRET : 00000000000018",
        "Représentée par : Dominique Exemple, direction",
        "Tonte & taille <nord>.\nDeux équipes.",
        "[à compléter : ce que fait Les Jardins <fictifs> & Cie]",
        "Mandataire proposé : ESAT du Moulin fictif.",
        "Projet : tous les membres n'ont pas encore donné leur accord",
        "Groupement mixte sur un lot réservé",
        "Les Jardins <fictifs> & Cie",
        "Signature",
    ):
        assert words in told, words


def test_the_form_that_was_chosen_is_ticked_and_no_other(database: Database) -> None:
    view = seen(*prepared(database))
    (forms,) = [one for one in intent_paper(view, {}, {}, NOON).pieces if isinstance(one, Items) and one.boxes]
    assert [forms.items[at].split(".")[0] for at in forms.ticked] == ["Groupement solidaire"]


@pytest.mark.parametrize("form", FileFormat)
def test_each_format_is_a_sound_file_of_its_own_name(database: Database, form: FileFormat) -> None:
    circle, room = prepared(database)
    with database.read() as session:
        first = room_papers.letter(session, seen(circle, room), NOON, form)
        second = room_papers.letter(session, seen(circle, room), NOON, form)
    assert first.name == f"lettre-d-intention.{form}"
    assert first == second
    with ZipFile(BytesIO(first.content)) as archive:
        assert archive.testzip() is None


def test_a_letter_says_to_be_written_what_nobody_said(database: Database) -> None:
    circle = circle_on(database)
    told = words_of(circle, circle.joined(circle.call("2"), "ouvrage"))
    assert "Mandataire proposé : [à compléter : nom de la structure]." in told
    assert "Le droit de répondre" not in told, "the lot is open"


def test_the_calendar_says_who_takes_what_and_keeps_its_names(database: Database) -> None:
    circle, room = prepared(database)
    file = room_calendar(seen(circle, room), NOON)
    assert file is not None
    assert file.name == FILE_NAME
    events = {str(one["uid"]): one for one in Calendar.from_ical(file.content).walk("VEVENT")}
    prices = events[f"room-{room.id}-lot-1-step-prices@vigie.invalid"]
    assert "S'en charge : Les Jardins <fictifs> & Cie." in str(prices["description"])
    assert any("step-deadline" in one for one in events)


NO_DATES = {
    "no deadline": None,
    "in 2049": Deadline(NOON.replace(year=2049)),
    "yesterday": Deadline(NOON.replace(day=22)),
}


@pytest.mark.parametrize("deadline", NO_DATES.values(), ids=list(NO_DATES))
def test_without_a_date_to_count_to_there_is_a_room_all_the_same(database: Database, deadline: Deadline | None) -> None:
    circle = circle_on(database, contract(deadline=deadline))
    room = circle.joined(circle.call("1"), "jardins")
    assert room_calendar(seen(circle, room), NOON) is None
    assert "Notre calendrier" not in words_of(circle, room)
