"""`/reseaux/N/radar`: what closes soon and that no member is on, with who could; « Les prévenir » makes a draft."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.message import ActionKind, Block, Entry, Message
from alerts.messages.network.radar import Form, radar_message
from alerts.network.marks import LENGTH
from alerts.network.rights import Act
from alerts.services import radar, summoning
from alerts.services.errors import NotAllowed, NotYours, Refusal
from bot.pages.forms import read_body
from bot.pages.network.opened import PATH, Opened, opened
from bot.pages.site import Site

HERE = "/radar"
MOST = 50  # lots told in full: those that follow close later


@dataclass(frozen=True, slots=True)
class Card:
    """A lot. `mark`: what names it in the form, "" where nobody could be told. `url`: its notice, "" for none."""

    title: str
    tag: str
    blocks: tuple[Block, ...]
    mark: str = ""
    url: str = ""


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        return await _shown(site, await opened(site, request, Act.SEE_RADAR))

    async def summon(request: Request) -> Response:
        """To the draft, to be seen and confirmed there."""
        held = await opened(site, request, Act.BROADCAST)
        await read_body(request)
        house, mark = site.house, str(request.path_params["mark"])[:LENGTH]
        try:
            made = await asyncio.to_thread(
                summoning.summon, house.database, house.current, held.person.id, held.network.id, mark, site.now
            )
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            return await _shown(site, held, refusal.sentence, 409)
        return held.back(f"/diffuser/{made.id}")

    return [
        Route(f"{PATH}{HERE}", page),
        Route(f"{PATH}{HERE}/{{mark}}/prevenir", summon, methods=["POST"]),
    ]


async def _shown(site: Site, held: Opened, wrong: str = "", status: int = 200) -> Response:
    house, now = site.house, site.now
    if not house.current.warm:
        return site.page("network/radar", status=status, held=held, wrong=wrong, waiting=radar.NOT_READ_YET)
    form = Form(held.network.id, most=MOST)
    found = await asyncio.to_thread(
        radar.of_network, house.database, house.current, held.person.id, held.network.id, now, form.range
    )
    told = radar_message(found.network.name, found.radar, found.notices, found.names, now, form)
    cards, before, after = _parts(told)
    return site.page(
        "network/radar", status=status, held=held, wrong=wrong, waiting="", cards=cards, before=before, after=after
    )


def _parts(told: Message) -> tuple[list[Card], tuple[Block, ...], tuple[Block, ...]]:
    """The lots, what is said before them, what is said after."""
    first = next((at for at, block in enumerate(told.blocks) if isinstance(block, Entry)), len(told.blocks))
    entries = [block for block in told.blocks if isinstance(block, Entry)]
    return [_card(one) for one in entries], told.blocks[:first], told.blocks[first + len(entries) :]


def _card(entry: Entry) -> Card:
    mark = next((one.about[1] for one in entry.actions if one.kind is ActionKind.SUMMON), "")
    url = next((one.url for one in entry.actions if one.kind is ActionKind.READ and one.url), "")
    return Card(entry.title, entry.tag, entry.blocks, mark, url)
