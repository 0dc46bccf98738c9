"""Every page and every form of networks, asked of the application itself, by each of those who may come: one without a
cell in `matrix` fails, so that none is ever written without its rights being tried."""

from urllib.parse import urlencode

import pytest
from httpx import Response
from starlette.routing import Mount, Route

from bot.pages.routes import routes_of
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.network.matrix import ACTS, LOOKS, OURS, PARTNERS, SAID_KINDLY, WHO, world_in
from tests.bot.pages.network.scene import NAMES
from tests.bot.pages.readers import everything

SECRETS = ("insertion &lt;de&gt;", "Jardins", "Voisine", "Fauche", "Entretien des parcs")
BY_MAIL = "/k/"  # one click of a mail program comes from no site (RFC 8058), and its link is all its right


def declared(house: House, method: str) -> set[str]:
    """Of the application itself."""
    (mounted,) = routes_of(house)
    assert isinstance(mounted, Mount)
    found = [one for one in mounted.routes if isinstance(one, Route) and method in (one.methods or ())]
    return {one.path for one in found if one.path == PARTNERS or one.path.startswith(OURS)}


def kept(house: House) -> dict[str, list[tuple[object, ...]]]:
    """All but the count of files that were asked for."""
    return {name: rows for name, rows in everything(house.database).items() if name != "rate"}


def refuses(answer: Response) -> bool:
    """And says nothing of the network, nor of who is in it."""
    told = [one for one in SECRETS if one in answer.text]
    away = answer.status_code == 303 and answer.headers["location"].partition("?")[0] == "/acces"
    return not told and (away or answer.status_code in (403, 404, 410))


@ONE_DATABASE
def test_every_page_and_every_form_has_its_cells(house: House) -> None:
    assert declared(house, "GET") == set(LOOKS)
    assert declared(house, "POST") == set(ACTS)
    assert {*NAMES, "nobody"} == set(WHO)


@pytest.mark.parametrize("path", LOOKS)
@ONE_DATABASE
def test_who_looks(house: House, path: str) -> None:
    world, cell = world_in(house), LOOKS[path]
    for who in WHO:
        browser, asked = world.scene[who], cell.address(world, who)
        before = kept(house)
        answer, head = browser.get(asked), browser.head(asked)
        assert kept(house) == before, f"looking changes nothing ({who})"
        assert head.status_code == answer.status_code, who
        if who in cell.allowed:
            assert answer.status_code == 200, (who, answer.text)
        else:
            assert refuses(answer), (who, answer.status_code, answer.text)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("path", ACTS)
@ONE_DATABASE
def test_who_acts(house: House, path: str, who: str) -> None:
    world, cell = world_in(house), ACTS[path]
    fields, asked, browser = cell.fields(world), cell.address(world, who), world.scene[who]
    before = kept(house)
    if not path.startswith(BY_MAIL):
        for site in ("cross-site", "same-site"):
            told = {"sec_fetch_site": site, "content_type": "application/x-www-form-urlencoded"}
            assert browser.post_bytes(asked, urlencode(fields).encode(), **told).status_code == 403
        assert kept(house) == before, "another site does nothing in their name"
    answer = browser.post(asked, fields)
    if who not in cell.allowed:
        assert kept(house) == before
        return
    kindly = next((status for (end, one), status in SAID_KINDLY.items() if path.endswith(end) and one == who), 303)
    assert answer.status_code in (200, kindly), answer.text
    assert (kept(house) != before) is (cell.changes and who not in cell.idle)
