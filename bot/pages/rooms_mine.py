"""`/groupes`: the open groups of one's structures, behind the session of settings."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.links.signed import LinkKind
from alerts.messages.french import shortened
from alerts.services import people, room_rights
from alerts.store import networks, notices
from alerts.store.engine import Session
from bot.pages.site import Site
from bot.pages.visitors import person_of

PATH = "/groupes"
TITLE = 90  # characters of a contract in a list


@dataclass(frozen=True, slots=True)
class Listed:
    title: str
    url: str
    structure: str
    network: str


def routes(site: Site) -> list[BaseRoute]:
    async def show(request: Request) -> Response:
        person = await person_of(site, request)
        listed = await site.read(_mine, site, person.id, site.now)
        return site.page("room/mine", listed=listed)

    return [Route(PATH, show)]


def _mine(session: Session, site: Site, person_id: int, now: datetime) -> list[Listed]:
    """By structure, then in the order in which they were opened."""
    held = room_rights.mine(session, person_id)
    known = notices.load_notices(session, {one.room.notice_id for one in held})
    ours = {one.id: (membership.id, one.name) for membership, one in people.memberships_of(session, person_id)}
    found = []
    for one in held:
        notice, (membership, structure) = known.get(one.room.notice_id), ours[one.structure_id]
        title = typography(shortened(notice.title, TITLE)) if notice else one.room.notice_id
        network = networks.load_network(session, one.room.network_id)
        url = site.links.url(LinkKind.ROOM, membership, one.room.id, now=now)
        found.append(Listed(title, url, structure, network.name if network else ""))
    return found
