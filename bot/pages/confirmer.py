"""`/confirmer/…`: whoever reads the mailbox says yes. Opening the link only asks: programs open links too."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.messages.french import shortened
from alerts.model.structure import Structure
from alerts.services import access, network_animating, people, subscribing, uniting
from alerts.services.adopting import adopt
from alerts.services.errors import NotYours, Refusal
from alerts.services.preview import Found
from alerts.services.subscribing import Confirmed
from alerts.store.engine import Session
from bot.commands.profile.volume import BEST
from bot.pages.answers import ENTER, HOME
from bot.pages.forms import read_form
from bot.pages.network import invitation
from bot.pages.network.arriving import WAITING
from bot.pages.profile.rhythm import told_rhythm
from bot.pages.site import Site
from bot.pages.visitors import open_session

NOT_GOOD = "Ce lien ne sert plus"
AGAIN = ("Refaire une demande", "/inscription")
_TITLE = 140  # characters


@dataclass(frozen=True, slots=True)
class Begun:
    """What was confirmed. `session`: the token of the session that opens, "" while they must agree to unite two
    subscriptions. `structure` is the one that begins, at `rhythm`."""

    confirmed: Confirmed
    session: str = ""
    structure: Structure | None = None
    rhythm: str = ""


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        try:
            if request.method == "POST":
                return await _posted(site, request)
            return await _asked(site, request.path_params["token"])
        except NotYours as refusal:
            return site.message(NOT_GOOD, refusal.sentence, status=410, links=[AGAIN, HOME])
        except Refusal as refusal:
            return site.message(NOT_GOOD, refusal.sentence, status=410, links=[ENTER, AGAIN, HOME])

    return [Route(f"/{LinkKind.CONFIRM.value}/{{token}}", page, methods=["GET", "POST"])]


async def _asked(site: Site, token: str) -> Response:
    asked = await site.read(subscribing.look, token, site.now)
    rhythm = told_rhythm(asked.preference) if asked.preference else ""
    network = ""
    if asked.invitation and not asked.already:
        network = (await site.read(network_animating.look_at, asked.invitation, site.now)).network.name
    return site.page("confirmer", asked=asked, rhythm=rhythm, network=network)


async def _posted(site: Site, request: Request) -> Response:
    token, agreed = request.path_params["token"], (await read_form(request)).has("reunir")
    begun = await site.write(_confirm, token, site.now, agreed=agreed)
    if not begun.session:
        return await _asked(site, token)
    if begun.confirmed.invitation:
        return _to_invitation(site, begun)
    answer = site.page(
        "confirmer_fait", begun=begun, open=await _open_now(site, begun), invitation=invitation.kept_in(site, request)
    )
    open_session(site, answer, begun.session)
    return answer


def _to_invitation(site: Site, begun: Begun) -> Response:
    answer = RedirectResponse(WAITING, 303)
    open_session(site, answer, begun.session)
    return answer


def _confirm(session: Session, token: str, now: datetime, *, agreed: bool) -> Begun:
    """In one transaction. An address that is another subscription's is united with it only by who agreed."""
    confirmed = subscribing.confirm(session, token, now)
    if confirmed.merge_with is not None:
        if not agreed:
            return Begun(confirmed)
        uniting.unite_confirmed(session, token, now)
    structure, rhythm = None, ""
    if confirmed.membership is not None:
        held, structure = people.own(session, confirmed.person_id, confirmed.membership)
        rhythm = told_rhythm(held.preference)
    opened = access.let_in(session, confirmed.person_id, now, confirmed.invitation)
    return Begun(confirmed, opened, structure, rhythm)


async def _open_now(site: Site, begun: Begun) -> list[tuple[str, str]]:
    """(title, address) of the best of what can be answered today; all of it becomes theirs, as it was shown."""
    structure, membership, now = begun.structure, begun.confirmed.membership, site.now
    if structure is None or membership is None:
        return []
    found = (await asyncio.to_thread(site.house.current.preview, structure, now)).open
    numbers = await site.write(adopt, structure.id, found, now)
    return _links(site, membership, found, numbers)


def _links(site: Site, membership: int, found: Sequence[Found], numbers: Mapping[str, int]) -> list[tuple[str, str]]:
    return [
        (
            shortened(one.notice.title, _TITLE),
            site.links.url(LinkKind.OPPORTUNITY, membership, numbers[one.opportunity_id], now=site.now),
        )
        for one in found[:BEST]
        if one.opportunity_id in numbers
    ]
