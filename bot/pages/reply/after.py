"""`/a/…/aide/suite`: what became of it. The address of a letter puts one answer forward; only a button says it."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.messages.reply.after import ASKS, LABELS, after_message, said_words
from alerts.messages.ways import SAID
from alerts.model.reply import Outcome
from alerts.reply_help.after import CODES, Stage, next_stage
from alerts.services import following_up
from bot.pages.blocks import taught
from bot.pages.forms import read_form
from bot.pages.reply.opened import PATH, opened
from bot.pages.reply.part import page
from bot.pages.site import Site

PART = "/suite"
KNOWN = {
    Outcome.NOT_ANSWERED: "Vous avez dit que vous n'avez pas répondu.",
    Outcome.WAITING: "Vous avez dit que vous avez répondu.",
    Outcome.WON: "Vous avez dit que vous êtes retenus.",
    Outcome.LOST: "Vous avez dit que vous n'êtes pas retenus.",
}


def routes(site: Site) -> list[BaseRoute]:
    taught(site)

    async def show(request: Request) -> Response:
        held, forward = await opened(site, request), request.query_params.get(SAID, "")
        outcome, asked = held.case.outcome, request.query_params
        stage = stage_of(forward, outcome)
        message = await asyncio.to_thread(after_message, held.case, stage, held.now)
        note = said_words(asked["su"], asked_again="encore" in asked) if asked.get("su") in _EVERY else ""
        known = KNOWN[outcome] if outcome and not note else ""
        shown = {"question": ASKS[stage], "choices": _choices(stage, forward), "known": typography(known)}
        return page(site, held, PART, message, template="after", note=typography(note), shown=shown)

    async def act(request: Request) -> Response:
        held, code = await opened(site, request), (await read_form(request)).one(SAID)
        if code not in _EVERY:
            raise HTTPException(415)
        said = await site.write(following_up.say, held.person_id, held.case.match_id, code, held.now)
        return held.back(PART, su=code, **({"encore": "oui"} if said.again else {}))

    path = f"{PATH}{PART}"
    return [Route(path, show), Route(path, act, methods=["POST"])]


_EVERY = frozenset(code for codes in CODES.values() for code in codes)


def stage_of(forward: str, outcome: Outcome | None) -> Stage:
    """The question that this answer answers; else the next one, or the last for whoever changes their mind."""
    coming = next_stage(outcome) or Stage.DECIDED
    if forward in CODES[coming] or forward not in _EVERY:
        return coming
    return next(stage for stage, codes in CODES.items() if forward in codes)


def _choices(stage: Stage, forward: str) -> list[tuple[str, str, bool]]:
    """(code, words, put forward)."""
    return [(code, typography(LABELS[stage][code]), code == forward) for code in CODES[stage]]
