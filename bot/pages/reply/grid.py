"""`/a/…/aide/grille`: should we answer? All the questions on one form, answered as far as Vigie knows."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.messages.message import Block, Heading, Paragraph
from alerts.messages.reply.grid import MARKS, NO_LAW, QUESTIONS, advice_fact
from alerts.messages.reply.shared import quotes, until_when
from alerts.messages.words import DISCLAIMER
from alerts.model.reply import Mark, Point
from alerts.reply_help.grid import Answered, By, Grid, grid
from alerts.services import working
from alerts.store.engine import Session
from bot.pages.blocks import taught
from bot.pages.forms import Form, read_form
from bot.pages.reply.opened import PATH, Opened, opened
from bot.pages.reply.part import NOTES, page
from bot.pages.site import Site

PART = "/grille"
GIVEN = ((Mark.YES, "oui", "Oui"), (Mark.PARTLY, "partie", "En partie"), (Mark.NO, "non", "Non"))
UNKNOWN = ("", "Je ne sais pas")
CHOICES = (*((code, words) for _, code, words in GIVEN), UNKNOWN)
_BY_CODE = {code: mark for mark, code, _ in GIVEN} | {UNKNOWN[0]: None}
_CODES = {mark: code for code, mark in _BY_CODE.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form. `chosen`: the code of its answer today; `whose`: who gave it, "" when nobody did."""

    name: str
    question: str
    why: str
    chosen: str
    whose: str


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held = await opened(site, request)
        found = await asyncio.to_thread(grid, held.case, held.now)
        note = NOTES["fait"] if "fait" in request.query_params else ""
        shown = {
            "top": (until_when(held.case, held.now), advice_fact(found)),
            "asked": tuple(map(_asked, found.answers)),
            "choices": CHOICES,
            "bottom": (*_said(held, found), Paragraph(NO_LAW), Paragraph(DISCLAIMER)),
        }
        return page(site, held, PART, None, template="grid", note=note, shown=shown)

    async def act(request: Request) -> Response:
        held, form = await opened(site, request), await read_form(request)
        await site.write(_save, held, form, held.now)
        return held.back(PART)

    path = f"{PATH}{PART}"
    return [Route(path, show), Route(path, act, methods=["POST"])]


def _said(held: Opened, found: Grid) -> Iterator[Block]:
    """The words of the notice that the answers stand on."""
    cited = quotes(held.case, (evidence for one in found.answers for evidence in one.evidence))
    if cited:
        yield Heading("Ce que dit l'avis")
        yield from cited


def _asked(one: Answered) -> Asked:
    return Asked(one.point.value, QUESTIONS[one.point], one.reason, _CODES[one.mark], _whose(one))


def _whose(one: Answered) -> str:
    """Who answered, and what Vigie would say when it is not what people say."""
    if one.by is not By.PERSON:
        return "D'après Vigie." if one.by is By.VIGIE else ""
    if one.found is None or one.found is one.mark:
        return "Votre réponse."
    return f"Votre réponse ; Vigie lisait « {MARKS[one.found]} »."


def _save(session: Session, held: Opened, form: Form, now: datetime) -> None:
    """Only what was changed on the page: an answer of Vigie that nobody touched stays its own, and follows what it
    learns. Raises NotYours, Refusal."""
    who = (held.person_id, held.case.match_id, held.lot)
    for point in Point:
        given, shown = form.one(point.value, "?"), form.one(f"vu-{point.value}")
        if given != shown and given in _BY_CODE:
            working.mark(session, *who, point, _BY_CODE[given], now)
