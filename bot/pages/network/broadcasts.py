"""`/reseaux/N/diffusions`: what was passed on, and what became of it: delivered, opened, interested.

Never who declined.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.messages.french import moment
from alerts.network.rights import Act
from alerts.services import broadcasting
from alerts.store.engine import Session
from bot.commands.network.broadcast_lines import (
    AGAIN,
    COUNTED,
    DROPPED,
    GOING_ON,
    NEVER,
    NONE,
    SENT,
    WITHDRAW,
    WITHDRAWN,
    report_lines,
    state_words,
    title_of,
)
from bot.pages.forms import read_form
from bot.pages.network import broadcast
from bot.pages.network.broadcast import draft_of
from bot.pages.network.diffusing import HERE
from bot.pages.network.opened import PATH, Opened, opened
from bot.pages.site import Site

NOTES = {
    "envoye": SENT,
    "envoi": f"{SENT} {GOING_ON}",
    "deja": AGAIN,
    "retire": WITHDRAWN,
    "abandon": DROPPED,
}
_ALL = f"{PATH}{broadcast.SENT}"


@dataclass(frozen=True, slots=True)
class Line:
    """A broadcast of the list. `draft`: it goes on from its preview."""

    title: str
    state: str
    url: str
    draft: bool


def routes(site: Site) -> list[BaseRoute]:
    page = Broadcasts(site)
    return [
        Route(_ALL, page.every),
        Route(f"{_ALL}/{{broadcast}}", page.report),
        Route(f"{_ALL}/{{broadcast}}/retirer", page.withdraw, methods=["POST"]),
    ]


class Broadcasts:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def every(self, request: Request) -> Response:
        held = await opened(self._site, request, Act.SEE_REPORT)
        lines = await self._site.read(_lines, held)
        nothing = typography(NONE)
        return self._site.page("network/broadcasts", held=held, lines=lines, note=_note(request), nothing=nothing)

    async def report(self, request: Request) -> Response:
        """Of a draft: its preview."""
        draft = await draft_of(self._site, request, Act.SEE_REPORT)
        if draft.broadcast.sent_at is None:
            return draft.held.back(f"{HERE}/{draft.number}")
        told, found = await self._site.read(broadcasting.report, draft.held.person.id, draft.number)
        return self._site.page(
            "network/broadcast",
            held=draft.held,
            draft=draft,
            lines=[typography(one) for one in report_lines(told, found)],
            note=_note(request),
            explained=(COUNTED, NEVER),
            when=typography(f"Au {moment(self._site.now)}."),
            withdraw="" if told.withdrawn_at else WITHDRAW.partition("? ")[2],
        )

    async def withdraw(self, request: Request) -> Response:
        draft = await draft_of(self._site, request)
        await read_form(request)
        await self._site.write(broadcasting.withdraw, draft.held.person.id, draft.number, self._site.now)
        return draft.report(fait="retire")


def _note(request: Request) -> str:
    return typography(NOTES.get(request.query_params.get("fait", ""), ""))


def _lines(session: Session, held: Opened) -> list[Line]:
    """The latest first. Raises NotYours, NotAllowed."""
    found = broadcasting.recent(session, held.person.id, held.network.id)
    return [
        Line(
            typography(title_of(session, one)),
            typography(state_words(one)),
            held.address(f"{broadcast.SENT if one.sent_at else HERE}/{one.id}"),
            one.sent_at is None,
        )
        for one in found
    ]
