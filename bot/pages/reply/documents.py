"""`/a/…/aide/pieces`: the exact list of documents, what the drawer holds of them, boxes to tick when they are ready."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.messages.french import capitalised
from alerts.messages.reply.documents import ready_fact, state_on
from alerts.messages.reply.shared import until_when
from alerts.reply_help.documents import Document, Documents, documents
from alerts.reply_help.proofs import State
from bot.pages.blocks import taught
from bot.pages.forms import read_form
from bot.pages.reply.opened import PATH, opened
from bot.pages.reply.part import NOTES, page
from bot.pages.reply.ticks import Tick, retick
from bot.pages.site import Site

PART = "/pieces"
NOW, LATER, WON = "À joindre maintenant", "Si l'acheteur vous invite", "Si vous êtes retenus"


@dataclass(frozen=True, slots=True)
class Group:
    """`rare`: what most structures will not need."""

    title: str
    lines: tuple[Tick, ...]
    rare: tuple[Tick, ...]


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held = await opened(site, request)
        found = await asyncio.to_thread(documents, held.case, held.now)
        settings = site.links.url(LinkKind.SETTINGS, held.membership.id, now=held.now)
        note = NOTES["fait"] if "fait" in request.query_params else ""
        top = (until_when(held.case, held.now), ready_fact(found))
        shown = {"top": top, "notes": found.notes, "groups": tuple(_groups(found)), "drawer": settings}
        return page(site, held, PART, None, template="documents", note=note, shown=shown)

    async def act(request: Request) -> Response:
        """Raises NotYours, Refusal."""
        held, form = await opened(site, request), await read_form(request)
        await site.write(retick, (held.person_id, held.case.match_id, held.lot), form, held.now)
        return held.back(PART)

    path = f"{PATH}{PART}"
    return [Route(path, show), Route(path, act, methods=["POST"])]


def _groups(found: Documents) -> Iterator[Group]:
    for title, some in ((NOW, found.asked), (LATER, found.invited), (WON, found.winner)):
        if some:
            yield Group(title, _lines(some, rare=False), _lines(some, rare=True))


def _lines(some: Iterable[Document], *, rare: bool) -> tuple[Tick, ...]:
    return tuple(
        Tick(one.id, one.name, one.check, one.ticked, _state(one), _more(one)) for one in some if one.optional is rare
    )


def _more(one: Document) -> str:
    """What it is, where to get it, how long it is good."""
    parts = [f"{capitalised(one.what)}.", f"Où : {one.where}." if one.where else ""]
    parts += [f"Durée : {one.lasts}."] if one.lasts else []
    return " ".join(part for part in parts if part).replace("..", ".")


def _state(one: Document) -> str:
    """What the drawer says of it; "" for what is written for this contract: its box says enough."""
    return "" if one.state is State.TO_WRITE else capitalised(state_on(one.state, one.ends))
