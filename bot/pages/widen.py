"""`/w/…`: « juste à côté ». What would change in the profile, how much it would bring, and one button to do it."""

from datetime import datetime
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.public import notice_page
from alerts.links.signed import LASTS, LinkKind
from alerts.messages.french import enumeration
from alerts.services import tokens, widening
from alerts.services.errors import Refusal
from alerts.services.widening import Widened
from alerts.store.engine import Session
from bot.pages.blocks import taught
from bot.pages.forms import read_form
from bot.pages.named import number, subject
from bot.pages.site import Site
from bot.pages.volume import volume_change


def routes(site: Site) -> list[BaseRoute]:
    page, path = Widen(taught(site)), f"/{LinkKind.WIDEN.value}/{{token}}"
    return [Route(path, page.show), Route(path, page.act, methods=["POST"])]


class Widen:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        """What is proposed is what holds today: the link may be weeks old."""
        membership, notice_id = self._subject(request)
        now = self._site.now
        known = await self._site.read(widening.match_of, membership, notice_id)
        if known is not None:
            return self._already(membership, known)
        offer = await self._site.read(widening.offer, membership, notice_id, now)
        if offer is None:
            raise Refusal(widening.CHANGED)
        volume = await volume_change(self._site, offer.structure, offer.proposal.after)
        page, whom = notice_page(self._site.links, notice_id), enumeration(offer.managers, "ou")
        return self._site.page("widen", offer=offer, volume=volume, page=page, whom=whom)

    async def act(self, request: Request) -> Response:
        membership, notice_id = self._subject(request)
        mark = (await read_form(request)).one("reglage")
        token = request.path_params["token"]
        done = await self._site.write(partial(_accept, now=self._site.now), token, membership, notice_id, mark)
        return self._done(membership, done) if done else self._again(request)

    def _done(self, membership: int, done: Widened) -> Response:
        return self._widened(membership, done.match_id, done.structure.name)

    def _already(self, membership: int, match: int) -> Response:
        return self._widened(membership, match, "")

    def _again(self, request: Request) -> Response:
        """Pressed twice: the page says what holds."""
        return RedirectResponse(request.url.path, 303)

    def _widened(self, membership: int, match: int | None, structure: str) -> Response:
        """`structure`: "" when it was done before."""
        links, now = self._site.links, self._site.now
        opened = links.url(LinkKind.OPPORTUNITY, membership, match, now=now) if match is not None else ""
        settings = links.url(LinkKind.SETTINGS, membership, now=now)
        return self._site.page("widened", opened=opened, settings=settings, structure=structure)

    def _subject(self, request: Request) -> tuple[int, str]:
        """Membership and notice; the mark of the link is that of the day when it was made. Raises BadLink."""
        membership, notice_id, _ = subject(self._site, LinkKind.WIDEN, request.path_params["token"], 3)
        return number(membership), notice_id


def _accept(
    session: Session, token: str, membership: int, notice_id: str, mark: str, *, now: datetime
) -> Widened | None:
    """None when this link acted already. Raises NotYours, NotAllowed, Refusal: then it did not act."""
    if not tokens.spend(session, token, now, keep=LASTS[LinkKind.WIDEN]):
        return None
    return widening.accept(session, membership, notice_id, mark, now)
