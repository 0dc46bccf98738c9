"""A whole subscription over real sockets: ask, confirm, change, unsubscribe, come back."""

import asyncio

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
