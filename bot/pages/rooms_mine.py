"""`/groupes`: behind the session of settings, what one's structures look for, what they were asked, their groups."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.links.signed import LinkKind
from alerts.messages.french import shortened
from alerts.messages.network.call_values import Sought, Wanted
from alerts.services import call_seen, people, room_rights
from alerts.store import networks, notices
from alerts.store.engine import Session
from bot.pages.call import SEEKER
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


@dataclass(frozen=True, slots=True)
class Together:
    """Calls of one's structures, calls that they were asked, and the groups that they are in."""

    own: list[Listed] = field(default_factory=list)
    asked: list[Listed] = field(default_factory=list)
    groups: list[Listed] = field(default_factory=list)


def routes(site: Site) -> list[BaseRoute]:
    async def show(request: Request) -> Response:
        person = await person_of(site, request)
        together = await site.read(_together, site, person.id, site.now)
        return site.page("room/mine", together=together)

    return [Route(PATH, show)]


def _together(session: Session, site: Site, person_id: int, now: datetime) -> Together:
    """By structure; calls the latest first, groups in the order in which they were opened."""
    found = Together(groups=list(_groups(session, site, person_id, now)))
    for membership, structure in people.memberships_of(session, person_id):
        own, asked = call_seen.open_of(session, structure.id, now)
        found.own.extend(_call(site, one, now, membership.id, one.call_id, 0, SEEKER) for one in own)
        found.asked.extend(_call(site, one, now, membership.id, one.call_id, one.rank) for one in asked)
    return found


def _call(site: Site, one: Sought | Wanted, now: datetime, *about: int | str) -> Listed:
    """Without anybody's name but ours."""
    url = site.links.url(LinkKind.CALL, *about, now=now)
    return Listed(typography(one.lot.words), url, one.structure, one.network)


def _groups(session: Session, site: Site, person_id: int, now: datetime) -> Iterator[Listed]:
    held = room_rights.mine(session, person_id)
    known = notices.load_notices(session, {one.room.notice_id for one in held})
    ours = {one.id: (membership.id, one.name) for membership, one in people.memberships_of(session, person_id)}
    for one in held:
        notice, (membership, structure) = known.get(one.room.notice_id), ours[one.structure_id]
        title = typography(shortened(notice.title, TITLE)) if notice else one.room.notice_id
        network = networks.load_network(session, one.room.network_id)
        url = site.links.url(LinkKind.ROOM, membership, one.room.id, now=now)
        yield Listed(title, url, structure, network.name if network else "")
