"""`/reseaux/N/diffuser/B`: a draft as its members will see it, how many they are, and one confirmation.

What was seen travels in the form: what changed since, by whichever animator, is shown again and not sent.
"""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.messages.french import count
from alerts.messages.message import Action
from alerts.model.network import Broadcast, Target
from alerts.network.rights import Act
from alerts.services import broadcasting
from alerts.services.broadcast_preview import Preview
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store.engine import Session
from bot.commands.network.broadcast_lines import NOTE, aim_words, held_lines, reached_words, title_of
from bot.pages.blocks import taught
from bot.pages.forms import Form, read_form
from bot.pages.named import LONGEST
from bot.pages.network.diffusing import HERE
from bot.pages.network.opened import PATH, Opened, opened
from bot.pages.network.target_form import choices_of, filled, read_target
from bot.pages.site import Site

SENT = "/diffusions"
_ONE = f"{PATH}{HERE}/{{broadcast}}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A broadcast of the network that is opened, and what it is about."""

    held: Opened
    broadcast: Broadcast
    title: str

    @property
    def number(self) -> int:
        return self.broadcast.id

    @property
    def url(self) -> str:
        return self.held.address(f"{HERE}/{self.number}")

    def report(self, **asked: str) -> Response:
        return self.held.back(f"{SENT}/{self.number}", **asked)


def routes(site: Site) -> list[BaseRoute]:
    page = OneDraft(taught(site))
    return [
        Route(_ONE, page.show),
        Route(f"{_ONE}/changer", page.change, methods=["GET", "POST"]),
        Route(f"{_ONE}/envoyer", page.send, methods=["POST"]),
        Route(f"{_ONE}/abandonner", page.drop, methods=["POST"]),
    ]


async def draft_of(site: Site, request: Request, act: Act = Act.BROADCAST) -> Draft:
    """The broadcast that the path names. Raises NobodyHere, NotYours, NotAllowed, HTTPException 404."""
    held, said = await opened(site, request, act), str(request.path_params["broadcast"])
    if not (said.isascii() and said.isdecimal()) or len(said) > LONGEST:
        raise HTTPException(404)
    broadcast, _ = await site.read(broadcasting.held, held.person.id, int(said), held.network.id)
    return Draft(held, broadcast, typography(await site.read(title_of, broadcast)))


class OneDraft:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        """Of one that left: its report."""
        draft = await draft_of(self._site, request)
        return draft.report() if draft.broadcast.sent_at else await self._shown(draft)

    async def change(self, request: Request) -> Response:
        draft = await draft_of(self._site, request)
        if draft.broadcast.sent_at is not None:
            return draft.report()
        if request.method != "POST":
            return self._form(draft, filled(draft.broadcast))
        form = await read_form(request)
        target, errors = read_target(form, draft.broadcast)
        if not errors:
            errors = await self._revised(draft, form, target)
        if errors:
            return self._form(draft, form.with_errors(errors), 422)
        return draft.held.back(f"{HERE}/{draft.number}")

    async def send(self, request: Request) -> Response:
        """`vu`: what the preview that was looked at is known by. Raises Refusal when it is too late."""
        draft, form = await draft_of(self._site, request), await read_form(request)
        asked = (draft.held.person.id, draft.number, form.one("vu"), self._site.now)
        try:
            sent = await self._site.write(broadcasting.confirm, *asked)
        except Refusal as refusal:
            if refusal.sentence != broadcasting.CHANGED:
                raise
            return await self._shown(await draft_of(self._site, request), refusal.sentence, 409)
        return draft.report(fait="deja" if sent.again else "envoye" if sent.complete else "envoi")

    async def drop(self, request: Request) -> Response:
        draft = await draft_of(self._site, request)
        if draft.broadcast.sent_at is not None:
            return draft.report()
        await self._site.write(broadcasting.drop, draft.held.person.id, draft.number)
        return draft.held.back(SENT, fait="abandon")

    async def _revised(self, draft: Draft, form: Form, target: Target) -> dict[str, str]:
        """What cannot be kept, said in French. Raises NotYours, NotAllowed."""
        try:
            await self._site.write(_revise, draft, form.text("mot"), target)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            where = "mot" if refusal.sentence == broadcasting.NOTE_TOO_LONG else "cible"
            return {where: typography(refusal.sentence)}
        return {}

    async def _shown(self, draft: Draft, trouble: str = "", status: int = 200) -> Response:
        found = await self._site.read(broadcasting.preview, draft.held.person.id, draft.number, self._site.now)
        return self._site.page(
            "network/draft",
            status=status,
            held=draft.held,
            draft=draft,
            found=found,
            aim=aim_words(found.broadcast.target),
            reached=reached_words(found),
            left_out=list(held_lines(found)),
            send=_send(found),
            trouble=trouble,
            link=_no_link,
        )

    def _form(self, draft: Draft, form: Form, status: int = 200) -> Response:
        choices = choices_of(draft.broadcast)
        return self._site.page(
            "network/aiming", status=status, held=draft.held, draft=draft, form=form, aims=choices, note_hint=NOTE
        )


def _revise(session: Session, draft: Draft, note: str, target: Target) -> None:
    broadcasting.revise(session, draft.held.person.id, draft.number, note=note, target=target)


def _send(found: Preview) -> str:
    """The words of the one confirmation; "" while nothing can be sent."""
    return "" if found.over else typography(f"Envoyer à {count(found.structures, 'structure')}")


def _no_link(action: Action) -> None:
    """In a preview nothing can be answered."""
