"""`/b/…`: what a network passed on, for whoever received the letter, and what they say of it.

GET shows all of it and counts nothing, since mail programs open links by themselves. « Opened » is counted when
somebody presses: « Voir l'annonce », « Ça m'intéresse » or « Pas pour nous ». Who only reads the letter, or this page,
is not counted, and animators are told so.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import safe_url, typography
from alerts.links.public import notice_page
from alerts.links.signed import LinkKind
from alerts.messages.message import Action, ActionKind
from alerts.messages.network.broadcast import DECLINE, INTERESTED, LOOK, MUTE
from alerts.model.network import Interest
from alerts.services import broadcast_answers, broadcast_page, network_settings
from alerts.services.broadcast_page import PassedOn
from alerts.services.errors import NotYours
from alerts.store.engine import Session
from bot.commands.network import answering
from bot.pages.blocks import Linked, taught
from bot.pages.forms import read_form
from bot.pages.named import numbers
from bot.pages.site import Site

_PATH = f"/{LinkKind.BROADCAST.value}/{{token}}"
AGAIN = "parole"  # what takes back MUTE
MUTED = "Vous ne recevez plus les messages de « {} ». Vos propres alertes continuent."
HEARD = "Vous recevez de nouveau les messages de « {} »."


def routes(site: Site) -> list[BaseRoute]:
    page = Broadcast(taught(site))
    return [Route(_PATH, page.show), Route(_PATH, page.act, methods=["POST"])]


class Broadcast:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        found = await self._found(request)
        message, over = await asyncio.to_thread(broadcast_page.words, found, self._site.now)
        if message is None:
            raise NotYours(broadcast_answers.GONE)
        closed = broadcast_answers.WITHDRAWN if found.withdrawn else over
        return self._site.page(
            "passed_on",
            found=found,
            message=message,
            link=self._outside,
            closed=typography(closed),
            said=typography(_said(found)),
            heard=typography(HEARD.format(found.network.name)) if "parole" in request.query_params else "",
            muted=typography(MUTED.format(found.network.name)),
            answers=[] if closed else _answers(found),
            look=LOOK if found.broadcast.notice_id else "",
            mute=MUTE,
            settings=self._site.links.url(LinkKind.SETTINGS, found.membership.id, now=self._site.now),
        )

    async def act(self, request: Request) -> Response:
        """`geste`: what was pressed. Raises NotYours, NotAllowed; Refusal when it was taken back."""
        found = await self._found(request)
        gesture = (await read_form(request)).one("geste")
        if gesture in (ActionKind.MUTE.value, AGAIN):
            await self._site.write(_mute if gesture == ActionKind.MUTE.value else _hear, found, self._site.now)
            return RedirectResponse(request.url.path + ("?parole" if gesture == AGAIN else ""), 303)
        act = _ACTS.get(gesture)
        if act is None:
            raise HTTPException(415)
        await self._site.write(act, *found.asked, self._site.now)
        return RedirectResponse(self._notice(found) if act is broadcast_answers.opened else request.url.path, 303)

    async def _found(self, request: Request) -> PassedOn:
        """Raises BadLink, NotYours."""
        membership, delivery = numbers(self._site, LinkKind.BROADCAST, request.path_params["token"], 2)
        return await self._site.read(broadcast_page.passed_on, membership, delivery)

    def _notice(self, found: PassedOn) -> str:
        """The alert that the structure had of it, else the public page of the notice; what is written by hand is here
        whole."""
        links = self._site.links
        if found.match_id is not None:
            return links.url(LinkKind.OPPORTUNITY, found.membership.id, found.match_id, now=self._site.now)
        if found.broadcast.notice_id is not None:
            return notice_page(links, found.broadcast.notice_id)
        return links.url(LinkKind.BROADCAST, found.membership.id, found.delivery_id, now=self._site.now)

    def _outside(self, action: Action) -> Linked | None:
        """The notice at its publisher's; all the rest is a button here."""
        url = action.url if action.kind is ActionKind.READ else None
        return Linked(action.label, url) if url and safe_url(url) else None


def _said(found: PassedOn) -> str:
    """What the structure has said, in the words of the chat; "" when it said nothing."""
    if found.said is Interest.DECLINED:
        return answering.DECLINED
    if found.said is not Interest.INTERESTED:
        return ""
    words = answering.INTERESTED if found.named else answering.UNNAMED
    return words.format(found.network.name, found.structure.name)


def _answers(found: PassedOn) -> list[tuple[str, str]]:
    """(gesture, words): what was not said yet."""
    every = ((Interest.INTERESTED, "interested", INTERESTED), (Interest.DECLINED, "decline", DECLINE))
    return [(gesture, words) for interest, gesture, words in every if found.said is not interest]


def _mute(session: Session, found: PassedOn, now: datetime) -> None:
    broadcast_answers.mute(session, *found.asked, now)


def _hear(session: Session, found: PassedOn, now: datetime) -> None:  # noqa: ARG001
    network_settings.unmute(session, found.membership.person_id, found.network.id)


_ACTS: dict[str, Callable[..., object]] = {
    ActionKind.WHOLE.value: broadcast_answers.opened,
    ActionKind.INTERESTED.value: broadcast_answers.interested,
    ActionKind.DECLINE.value: broadcast_answers.decline,
}
