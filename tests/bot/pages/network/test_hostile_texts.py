"""Names and words made to break pages and files of networks: shown as they were written, and no more."""

from dataclasses import replace

import pytest

from alerts.services import broadcasting, network_settings, people, rooms
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.network.matrix import LOOKS, world_in

TAG = "<script>alert(1)</script>"
NAME = f"{TAG}\"'&<b>\u202e =1+1"
STRUCTURE = f'=HYPERLINK("//x")</title>{TAG}\u202e\n\r</td>'
WORDS = f"{TAG}\n\n*gras* _x_ [lien](javascript:alert(1)) {{{{7*7}}}} %s \u202e" + "é" * 300


@pytest.mark.parametrize("who", ["nadia", "anne"])
@ONE_DATABASE
def test_every_page_shows_them_as_words(house: House, who: str) -> None:
    world = world_in(house)
    scene = world.scene
    anne, nadia = scene.people["anne"], scene.people["nadia"]
    with house.database.write() as session:
        network_settings.rename(session, nadia, scene.network.id, NAME)
        hostile = replace(scene.jardins, name=STRUCTURE)
        people.change_structure(session, anne, world.membership("anne"), hostile, house.clock())
        broadcasting.revise(session, nadia, world.draft, note=WORDS)
        rooms.write(session, anne, world.room, scene.jardins.id, WORDS, house.clock())
    seen = 0
    for path, cell in LOOKS.items():
        if who not in cell.allowed:
            continue
        answer = scene[who].get(cell.address(world, who))
        assert answer.status_code == 200, path
        kind = answer.headers["content-type"].partition(";")[0]
        if kind == "text/html":
            assert "<script" not in answer.text, path
            assert "\u202e" not in answer.text, path
            assert 'href="javascript' not in answer.text, path
            seen += TAG.replace("<", "&lt;").replace(">", "&gt;") in answer.text
        if kind == "text/csv":
            cells = [one for line in answer.text.splitlines() for one in line.split(";")]
            assert not [one for one in cells if one.lstrip('"').startswith(("=", "+", "@"))], path
        if kind == "text/calendar":
            assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n")), path
    assert seen > 8, "they are shown indeed"
