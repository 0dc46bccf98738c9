"""A whole subscription over real sockets: ask, confirm, change, unsubscribe, come back."""

import asyncio

import pytest
from httpx import AsyncClient

from alerts.links.signed import LinkKind
from alerts.store.engine import Database
from bot.pages.routes import routes_of
from bot.pages.server import serving
from bot.wiring import House
from tests.bot.pages.conftest import Clock, house_of
from tests.bot.pages.stories import WISH, link_received, subscribed

HERE = "http://127.0.0.1"
ENOUGH = 60  # seconds


def test_from_the_first_page_to_the_last_click(database: Database, clock: Clock) -> None:
    house = house_of(database, clock, base=HERE)
    asyncio.run(asyncio.wait_for(_story(house), ENOUGH))


async def _story(house: House) -> None:
    async with serving(routes_of(house), "127.0.0.1", 0) as address, AsyncClient(base_url=address) as browser:
        assert (await browser.post("/inscription", data=WISH)).status_code == 200
        confirming = await asyncio.to_thread(link_received, house)
        assert "Confirmer votre adresse" in (await browser.get(confirming)).text
        confirmed = await browser.post(confirming)
        assert confirmed.headers["set-cookie"].startswith("vigie=s_")
        assert "Secure" not in confirmed.headers["set-cookie"]
        assert "strict-transport-security" not in confirmed.headers
        changed = await browser.post("/reglages/1/rythme", data={"rythme": "morning", "heure": "7"})
        assert (changed.status_code, changed.headers["location"]) == (303, "/reglages?fait=rythme#structure-1")
        assert "chaque jour à 7 h" in (await browser.get("/reglages")).text
        await _unsubscribe_and_come_back(house, address)
    membership = subscribed(house)[1]
    assert (membership.preference.hour, membership.preference.channels) == (7, ("telegram", "email"))


async def _unsubscribe_and_come_back(house: House, address: str) -> None:
    """From a message: no cookie."""
    assert house.links is not None
    path = house.links.url(LinkKind.UNSUBSCRIBE, 1, now=house.clock()).removeprefix(HERE)
    async with AsyncClient(base_url=address) as program:
        stopped = await program.post(path, data={"List-Unsubscribe": "One-Click"})
        assert stopped.status_code == 200
        assert (await asyncio.to_thread(subscribed, house))[1].preference.channels == ("telegram",)
        assert "Les e-mails reprennent" in (await program.post(f"{path}/reprendre")).text


def test_a_form_that_never_ends_is_let_go(database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pages.forms.SLOWEST", 0.2)
    house = house_of(database, clock, base=HERE)
    answer = asyncio.run(asyncio.wait_for(_drop_by_drop(house), ENOUGH))
    assert answer.startswith("HTTP/1.1 408")
    assert "Envoi interrompu" in answer


async def _drop_by_drop(house: House) -> str:
    """Some of what was announced, and then silence."""
    async with serving(routes_of(house), "127.0.0.1", 0) as address:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        head = "POST /acces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        writer.write(f"{head}Content-Length: 1000\r\n\r\nadresse=".encode())
        told = await reader.readuntil(b"</html>")
        writer.close()
        await writer.wait_closed()
        return told.decode()
