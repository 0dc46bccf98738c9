"""The papers to finish: named, typed, given as downloads, and no more of them than somebody needs."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from icalendar import Calendar

from alerts.files import docx, odt
from alerts.files.kit import FileFormat
from alerts.messages.reply.plan_calendar import FILE_NAME
from alerts.reply_help.paper import PaperKind
from bot.pages.reply.files import AN_HOUR
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.reply.stories import TWO_LOTS, helped, plain
from tests.bot.pages.visitor import Visitor

TYPES = {FileFormat.DOCX: docx.MEDIA_TYPE, FileFormat.ODT: odt.MEDIA_TYPE}
NAMES = [f"{kind}.{form}" for kind in PaperKind for form in FileFormat]


@pytest.mark.parametrize("name", NAMES)
@ONE_DATABASE
def test_each_paper_is_a_download_of_its_kind(house: House, visitor: Visitor, name: str) -> None:
    reader = helped(house)
    file = visitor.get(reader.opened(suffix=f"/aide/fichiers/{name}"))
    assert file.status_code == 200
    assert file.headers["content-type"] == TYPES[FileFormat(name.rpartition(".")[2])]
    assert file.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["cache-control"] == "no-store"
    with ZipFile(BytesIO(file.content)) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize("form", FileFormat)
@ONE_DATABASE
def test_all_at_once_with_the_plan(house: House, visitor: Visitor, form: FileFormat) -> None:
    reader = helped(house)
    file = visitor.get(reader.opened(suffix=f"/aide/fichiers/aide-a-la-reponse-{form}.zip"))
    assert file.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(file.content)) as archive:
        assert archive.namelist() == [*(f"{kind}.{form}" for kind in PaperKind), FILE_NAME]


@ONE_DATABASE
def test_the_page_leads_to_files_that_are_there(house: House, visitor: Visitor) -> None:
    reader = helped(house, TWO_LOTS)
    page = plain(visitor.get(reader.opened(suffix="/aide/fichiers?lot=2")))
    for name in (*NAMES, "aide-a-la-reponse-docx.zip", "aide-a-la-reponse-odt.zip"):
        path = reader.opened(suffix=f"/aide/fichiers/{name}?lot=2")
        assert f'href="{path}"' in page
        assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    "name", ["6-autre.docx", "1-candidature.pdf", "..%2f..%2fetc%2fpasswd", "1-candidature", ".zip"]
)
@ONE_DATABASE
def test_a_name_that_is_none_of_ours_is_nothing(house: House, visitor: Visitor, name: str) -> None:
    reader = helped(house)
    assert visitor.get(reader.opened(suffix=f"/aide/fichiers/{name}")).status_code == 404


@ONE_DATABASE
def test_too_many_in_an_hour_are_for_later(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = helped(house)
    path = reader.opened(suffix="/aide/fichiers/5-liste-de-controle.docx")
    assert {visitor.get(path).status_code for _ in range(AN_HOUR)} == {200}
    refused = visitor.get(path)
    assert refused.status_code == 429
    assert "Réessayez dans une heure" in plain(refused)
    clock.later(hours=1, minutes=1)
    assert visitor.get(path).status_code == 200


@ONE_DATABASE
def test_the_plan_is_a_calendar_that_keeps_its_names(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    path = reader.opened(suffix="/aide/calendrier.ics")
    first, second = visitor.get(path), visitor.get(path)
    assert first.headers["content-type"].startswith("text/calendar")
    assert FILE_NAME in first.headers["content-disposition"]
    names = [[str(one["uid"]) for one in Calendar.from_ical(file.content).walk("VEVENT")] for file in (first, second)]
    assert names[0] == names[1]
    assert any("step-deadline" in one for one in names[0])
