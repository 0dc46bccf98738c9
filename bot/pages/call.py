"""`/p/…`: one call for partners, for its seeker or for a member that was asked.

GET shows; POST acts, and sends back to the page. Nothing on it names anybody before both said yes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import BadLink, LinkKind
from alerts.messages.message import ActionKind, Message
from alerts.messages.network.call import NO, YES, sought_message, wanted_message
from alerts.messages.network.call_values import Sought, Wanted
from alerts.model.network import Answered
from alerts.model.people import Membership
from alerts.services import call_seen, calling, showing
from bot.commands.network.partners import looking
from bot.pages.blocks import Linker, taught
from bot.pages.forms import Form, read_form
from bot.pages.named import LONGEST, number
from bot.pages.site import Site

SEEKER = "s"
ANSWERS = (("oui", YES), ("non", NO))
NOTES = {
    "appel": "Votre appel est parti, sans votre nom.",
    "oui": looking.NOTED,
    "non": looking.NOT_THIS_TIME,
    "accord": looking.MET,
    "clos": looking.CLOSED,
}
_SAID = {"oui": Answered.YES, "non": Answered.NO}
_KINDS = {"oui": ActionKind.CALL_YES, "non": ActionKind.CALL_NO}
_ASKED = frozenset(_KINDS.values())
_PATH = f"/{LinkKind.CALL.value}/{{token}}"


@dataclass(frozen=True, slots=True)
class Named:
    """What a link of a call names. `rank`: of the candidate that it was proposed to; None for its seeker."""

    membership: Membership
    structure: str
    call_id: int
    rank: int | None

    @property
    def person_id(self) -> int:
        return self.membership.person_id


@dataclass(frozen=True, slots=True)
class Seen:
    """One call of the seeker, as blocks and buttons."""

    sought: Sought
    message: Message

    @property
    def waiting(self) -> list[tuple[int, str]]:
        """(rank, what the buttons are about) of each answer that is awaited."""
        held = self.sought
        many = len(held.waiting) > 1
        about = [(one.rank, f"Membre {at}" if many else "Ce membre") for at, one in enumerate(held.waiting, start=1)]
        return [] if held.over else about


def routes(site: Site) -> list[BaseRoute]:
    page = OneCall(taught(site))
    return [Route(_PATH, page.show), Route(_PATH, page.act, methods=["POST"])]


class OneCall:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def show(self, request: Request) -> Response:
        named = await self._named(request)
        about = (named.person_id, named.call_id)
        if named.rank is None:
            sought: Sought = await self._site.read(call_seen.sought, *about, self._site.now)
            return self._page("call_sought", request, named, ANSWERS, seen=seen(sought))
        wanted: Wanted = await self._site.read(call_seen.wanted, *about, named.rank, self._site.now)
        message = wanted_message(wanted)
        kinds = {one.kind for row in message.actions for one in row}
        left = [one for one in ANSWERS if _KINDS[one[0]] in kinds]
        rows = [row for row in message.actions if row[0].kind not in _ASKED]
        return self._page("call_wanted", request, named, left, message=message, rows=rows)

    def _page(
        self, template: str, request: Request, named: Named, answers: Sequence[tuple[str, str]], **shown: object
    ) -> Response:
        link = Linker(self._site.links, named.membership.id, self._site.now)
        values = {**shown, "link": link, "structure": named.structure, "note": note(request), "answers": answers}
        return self._site.page(f"network/{template}", status=200, headers=None, **values)

    async def act(self, request: Request) -> Response:
        """`geste`: « oui », « non », and « clos » for its seeker. Raises NotYours, Refusal."""
        named = await self._named(request)
        form = await read_form(request)
        if named.rank is None:
            done = await decided(self._site, named.person_id, named.call_id, form)
        else:
            given = (named.person_id, named.call_id, named.rank, _said(form), self._site.now)
            answer = await self._site.write(calling.answer, *given)
            done = "accord" if answer.met else form.one("geste")
        return RedirectResponse(f"{request.url.path}?{urlencode({'fait': done})}", 303)

    async def _named(self, request: Request) -> Named:
        """Raises BadLink, NotYours."""
        parts = self._site.links.read(LinkKind.CALL, request.path_params["token"], self._site.now)
        if len(parts) < 3 or parts[3:] not in ((), (SEEKER,)):
            raise BadLink
        membership, call_id, rank = map(number, parts[:3])
        held, structure = await self._site.read(showing.member, membership)
        return Named(held, structure.name, call_id, None if parts[3:] else rank)


async def decided(site: Site, person_id: int, call_id: int, form: Form) -> str:
    """What the seeker pressed. Raises NotYours, Refusal."""
    if form.one("geste") == "clos":
        await site.write(calling.close, person_id, call_id, site.now)
        return "clos"
    said = _said(form)
    await site.write(calling.decide, person_id, call_id, row(form, "rang"), said, site.now)
    return "accord" if said is Answered.YES else "non"


def _said(form: Form) -> Answered:
    said = _SAID.get(form.one("geste"))
    if said is None:
        raise HTTPException(415)
    return said


def row(form: Form, name: str) -> int:
    """A number of a row, as a form sends it back."""
    written = form.one(name)
    if not (written.isascii() and written.isdecimal()) or len(written) > LONGEST:
        raise HTTPException(415)
    return int(written)


def seen(sought: Sought | None) -> Seen | None:
    return Seen(sought, sought_message(sought)) if sought is not None else None


def note(request: Request) -> str:
    return NOTES.get(request.query_params.get("fait", ""), "")
