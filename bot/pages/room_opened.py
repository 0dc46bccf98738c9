"""Whose room it is, as of now: every page of a group begins here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from alerts.channels.markup import typography
from alerts.links.signed import LinkKind
from alerts.messages.message import Attachment
from alerts.messages.network.room import CLOSED, NOT_BINDING
from alerts.model.people import Membership
from alerts.network.group import Act
from alerts.network.group_view import View
from alerts.services import limits, people, room_views
from alerts.services.errors import NotAllowed, NotYours
from alerts.services.room_rights import FOR_MANAGERS, GONE
from alerts.store import people as known
from alerts.store.engine import Session
from bot.pages.blocks import Linker
from bot.pages.named import numbers
from bot.pages.reply.files import AN_HOUR
from bot.pages.reply.opened import Way
from bot.pages.settings.document import downloaded
from bot.pages.site import Site

PATH = f"/{LinkKind.ROOM.value}/{{token}}"
PARTS = (
    ("", "Le groupe"),
    ("/choix", "Mandataire et type de groupement"),
    ("/calendrier", "Calendrier du groupe"),
    ("/droit", "Le droit"),
    ("/lettre", "Lettre d’intention"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """`base`: the address of the room's page, without the host."""

    membership: Membership
    view: View
    base: str
    now: datetime

    @property
    def person_id(self) -> int:
        return self.membership.person_id

    @property
    def who(self) -> tuple[int, int, str]:
        """Person, room, structure: what each service of rooms begins with."""
        return self.person_id, self.view.room.id, self.view.own

    def may(self, act: str) -> bool:
        """For templates: the value of an `Act`."""
        return Act(act) in self.view.acts

    def require(self, act: Act) -> None:
        """Raises NotAllowed."""
        if act not in self.view.acts:
            raise NotAllowed(FOR_MANAGERS)

    def address(self, part: str = "") -> str:
        return f"{self.base}{part}"

    def back(self, part: str, note: str) -> Response:
        """To the page, once something was done there: loading it again repeats nothing."""
        return RedirectResponse(f"{self.address(part)}?fait={note}", 303)

    def ways(self, here: str) -> list[Way]:
        return [Way(name, self.address(part), here=part == here) for part, name in PARTS]


async def opened(site: Site, request: Request) -> Opened:
    """The right of the link is looked at again. Raises BadLink, NotYours."""
    token, now = request.path_params["token"], site.now
    membership_id, room_id = numbers(site, LinkKind.ROOM, token, 2)
    membership, view = await site.read(_load, site, membership_id, room_id, now)
    return Opened(membership, view, f"/{LinkKind.ROOM.value}/{token}", now)


def _load(session: Session, site: Site, membership_id: int, room_id: int, now: datetime) -> tuple[Membership, View]:
    membership = known.load_membership(session, membership_id)
    if membership is None:
        raise NotYours(GONE)
    people.member_for(session, membership.person_id, membership.structure_id)
    made = room_views.reading(now, site.links)
    who = (membership.person_id, room_id, membership.structure_id)
    return membership, room_views.seen(session, made, *who, now)


def page(site: Site, held: Opened, part: str, template: str, *, status: int = 200, **more: Any) -> HTMLResponse:
    """`part`: one of PARTS, or a page beside them. `template`: one of `templates/room`."""
    title = next((name for end, name in PARTS if end == part), "Quitter le groupe")
    return site.page(
        f"room/{template}",
        status=status,
        held=held,
        view=held.view,
        part=part,
        title="Votre groupe" if not part else title,
        contract=typography(held.view.case.title),
        closed=CLOSED if held.view.closed else "",
        not_binding=NOT_BINDING,
        link=Linker(site.links, held.membership.id, held.now),
        **{"note": "", "error": "", **more},
    )


async def given(site: Site, held: Opened, file: Attachment | None) -> Response:
    """As a download. Raises HTTPException: 404 when there is none, 429 beyond the limit."""
    if file is None:
        raise HTTPException(404)
    if not await site.write(_allowed, held):
        raise HTTPException(429)
    return Response(file.content, media_type=file.media_type, headers=downloaded(file.name))


def _allowed(session: Session, held: Opened) -> bool:
    return limits.allow(session, "fichiers", str(held.person_id), AN_HOUR, timedelta(hours=1), held.now)
