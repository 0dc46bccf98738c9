"""`/a/…`: one opportunity as it concerns the structure of whoever received the link, and what they say of it.

GET shows, whatever stands in the address. POST acts, and sends back to the page: a page loaded again repeats nothing.
"""

import asyncio
from datetime import datetime, timedelta
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.clauses.read import read_notice
from alerts.links.public import notice_page
from alerts.links.signed import LinkKind
from alerts.messages.calendar import calendar_file
from alerts.messages.message import ActionKind
from alerts.messages.ways import HELP, PARTNERS
from alerts.model.response import KEEPING, ResponseStatus
from alerts.services import calendars, limits, reminding, responding, showing, tuning
from alerts.services.errors import Refusal
from alerts.services.showing import Personal, Shown
from alerts.services.tuning import Offer
from alerts.store.engine import Session
from bot.commands.carte_refusal import LIMITS, MEANWHILE, WHYS
from bot.pages.annonce import DOWNLOADED, ICS
from bot.pages.blocks import taught
from bot.pages.forms import Form, read_form
from bot.pages.named import numbers
from bot.pages.notice_view import NoticeSeen, seen
from bot.pages.personal_view import Mine, mine
from bot.pages.site import Site
from bot.pages.volume import volume_change

HELPS_A_DAY = 20
TOO_MANY = "Vous avez demandé beaucoup d’aides aujourd’hui : réessayez demain."
_SAID = {
    ActionKind.ANSWERING.value: ResponseStatus.ANSWERING,
    ActionKind.TOGETHER.value: ResponseStatus.TOGETHER,
    ActionKind.KEEP.value: ResponseStatus.KEPT,
    ActionKind.REFUSE.value: ResponseStatus.REFUSED,
    ActionKind.UNDO.value: None,
}
_PATH = f"/{LinkKind.OPPORTUNITY.value}/{{token}}"


def routes(site: Site) -> list[BaseRoute]:
    page = Opportunity(taught(site))
    return [
        Route(f"{_PATH}{ICS}", page.calendar),
        Route(_PATH, page.show),
        Route(_PATH, page.act, methods=["POST"]),
    ]


class Opportunity:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        """`reponse`: what is to be put forward; `pourquoi`: what the change proposed after a refusal is about."""
        membership, match = self._subject(request)
        found = await self._site.read(showing.personal, membership, match)
        now, asked = self._site.now, request.query_params
        days = await self._site.read(reminding.days_to_come, match, now)
        notice, own = await asyncio.to_thread(_look, found, days, now)
        links = self._site.links
        return self._site.page(
            "opportunity",
            notice=notice,
            mine=own,
            offer=await self._offer(found, asked.get("pourquoi", "")),
            forward=asked.get("reponse", ""),
            sure=own.sure if "certain" in asked else "",
            helped="aide" in asked,
            tuned="regle" in asked,
            kept=_keeping(found),
            agenda=f"{request.url.path}{ICS}",
            help=f"{request.url.path}{HELP}",
            partners=f"{request.url.path}{PARTNERS}",
            settings=links.url(LinkKind.SETTINGS, membership, now=now),
            shared=notice_page(links, found.held.match.notice_id),
        )

    async def act(self, request: Request) -> Response:
        membership, match = self._subject(request)
        form = await read_form(request)
        found = await self._site.read(showing.personal, membership, match)
        if form.has("aide"):
            return await self._help(request, found)
        if form.has("reglage"):
            return await self._tune(request, found, form)
        if form.has("pourquoi"):
            return await self._because(request, found, form.one("pourquoi"))
        return await self._say(request, found, form)

    async def calendar(self, request: Request) -> Response:
        membership, match = self._subject(request)
        found = await self._site.read(showing.personal, membership, match)
        now = self._site.now
        event = await self._site.read(calendars.match_event, found.structure, match, self._site.links, now)
        if event is None:
            raise HTTPException(404)
        file = calendar_file(event, now)
        return Response(file.content, headers=DOWNLOADED, media_type=file.media_type)

    async def _say(self, request: Request, found: Personal, form: Form) -> Response:
        said = form.one("geste")
        if said not in _SAID:
            raise HTTPException(415)
        sure = form.has("certain") or _SAID[said] is not ResponseStatus.REFUSED
        answered = await self._site.write(partial(_respond, sure=sure), found, _SAID[said], self._site.now)
        return _back(request, "" if answered else "?certain")

    async def _because(self, request: Request, found: Personal, code: str) -> Response:
        if code not in WHYS:
            raise HTTPException(415)
        await self._site.write(_because, found, code, self._site.now)
        return _back(request, f"?pourquoi={code}")

    async def _tune(self, request: Request, found: Personal, form: Form) -> Response:
        code = form.one("pourquoi")
        if code not in WHYS:
            raise HTTPException(415)
        why, small, _, _ = WHYS[code]
        accept = partial(tuning.accept, too_small=small)
        person, match = found.membership.person_id, found.held.match_id
        await self._site.write(accept, person, match, why, form.one("reglage"), self._site.now)
        return _back(request, "?regle")

    async def _help(self, request: Request, found: Personal) -> Response:
        if not await self._site.write(_ask_help, found, self._site.now):
            raise Refusal(TOO_MANY)
        return _back(request, "?aide")

    async def _offer(self, found: Personal, code: str) -> dict[str, object] | None:
        """The change proposed after this refusal, with the volume to expect."""
        response = found.held.response
        if code not in WHYS or response is None or response.why is not WHYS[code][0]:
            return None
        why, small, _, _ = WHYS[code]
        asked = partial(tuning.offer, too_small=small)
        offer: Offer | None = await self._site.read(asked, found.membership.person_id, found.held.match_id, why)
        if offer is None:
            return None
        volume = await volume_change(self._site, offer.structure, offer.proposal.after)
        return {"found": offer, "code": code, "limit": LIMITS.get(why, "").strip(), "volume": volume}

    def _subject(self, request: Request) -> tuple[int, int]:
        """Membership and match. Raises BadLink."""
        membership, match = numbers(self._site, LinkKind.OPPORTUNITY, request.path_params["token"], 2)
        return membership, match


def _look(found: Personal, days: tuple[int, ...], now: datetime) -> tuple[NoticeSeen, Mine]:
    shown: Shown = showing.shown(found.group, read_notice, found.held.match.notice_id)
    return seen(shown, now, found.held.match.lots), mine(found, shown, days, now)


def _respond(session: Session, found: Personal, status: ResponseStatus | None, now: datetime, *, sure: bool) -> bool:
    """False when others of the team keep it, and it was not said twice that it goes for them too."""
    person, match = found.membership.person_id, found.held.match_id
    before = responding.held_for(session, person, match, for_update=True).response
    if not sure and before is not None and before.status in KEEPING and before.by != person:
        return False
    responding.respond(session, person, match, status, now)
    return True


def _because(session: Session, found: Personal, code: str, now: datetime) -> None:
    """Raises Refusal when the team decided otherwise meanwhile."""
    person, match = found.membership.person_id, found.held.match_id
    held = responding.held_for(session, person, match, for_update=True)
    if held.response is None or held.response.status is not ResponseStatus.REFUSED:
        raise Refusal(MEANWHILE)
    responding.respond(session, person, match, ResponseStatus.REFUSED, now, WHYS[code][0])


def _ask_help(session: Session, found: Personal, now: datetime) -> bool:
    """False beyond the limit. Asking twice at once changes nothing."""
    person = found.membership.person_id
    allowed = limits.allow(session, "aide", str(person), HELPS_A_DAY, timedelta(days=1), now)
    if allowed:
        showing.ask_help(session, person, found.held.match_id, now)
    return allowed


def _keeping(found: Personal) -> bool:
    return found.held.response is not None and found.held.response.status in KEEPING


def _back(request: Request, asked: str) -> Response:
    return RedirectResponse(f"{request.url.path}{asked}", 303)
