"""`/membres`: who is in a network; an animator takes a member out. `/ne-plus-animer`: one of them stops."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.messages.french import count
from alerts.model.structure import Structure
from alerts.network.reach import united
from alerts.network.rights import Act
from alerts.services import network_animating, network_leaving, networks
from alerts.services.errors import NotYours
from alerts.store.engine import Session
from bot.commands.network.labels import handle, kinds_of, trades_of
from bot.commands.network.members import EMPTY, STEP_DOWN, TAKE_BACK, only_one
from bot.commands.profile.asking_places import territory_line
from bot.pages.network.opened import ALL, PATH, Opened, opened
from bot.pages.site import Site

AT_ONCE = 50
REMOVED = "C’est fait : cette structure ne fait plus partie du réseau. Ses responsables sont prévenus."


@dataclass(frozen=True, slots=True)
class Line:
    """What being a member means to show. `remove`: the address where an animator takes it out."""

    name: str
    kinds: str
    trades: str
    places: str
    remove: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the members, by name. `before` and `after`: addresses of the neighbouring pages, "" at the ends."""

    counted: str
    lines: tuple[Line, ...]
    before: str = ""
    after: str = ""


def routes(site: Site) -> list[BaseRoute]:
    async def every(request: Request) -> Response:
        held = await opened(site, request, Act.SEE_MEMBERS)
        found = await site.read(networks.members, held.person.id, held.network.id)
        page = _page(held, [one for _, one in found], request.query_params.get("page", ""))
        note = REMOVED if request.query_params.get("fait") == "retire" else ""
        return site.page("network/members", held=held, page=page, empty=EMPTY, note=note)

    async def remove(request: Request) -> Response:
        held = await opened(site, request, Act.REMOVE_MEMBER)
        member = await site.read(_member, held, request.path_params["member"])
        if request.method == "POST":
            await site.write(network_leaving.remove, held.person.id, held.network.id, member.id, site.now)
            return held.back("/membres", fait="retire")
        return site.page("network/removing", held=held, member=member)

    async def step_down(request: Request) -> Response:
        held = await opened(site, request, Act.STEP_DOWN)
        if request.method == "POST":
            await site.write(network_animating.step_down, held.person.id, held.network.id)
            return RedirectResponse(f"{ALL}?fait={'parti' if held.standing.approved else 'retiree'}", 303)
        alone = await site.read(only_one, held.person.id, held.network)
        words = network_animating.LAST_ANIMATOR if alone else STEP_DOWN if held.standing.approved else TAKE_BACK
        return site.page("network/stepping", held=held, words=words, alone=alone)

    return [
        Route(f"{PATH}/membres", every),
        Route(f"{PATH}/membres/{{member}}/retirer", remove, methods=["GET", "POST"]),
        Route(f"{PATH}/ne-plus-animer", step_down, methods=["GET", "POST"]),
    ]


def _page(held: Opened, members: list[Structure], asked: str) -> Page:
    """`asked`: the number of a page, from 1; the nearest one when there is none so far."""
    last = max(0, (len(members) - 1) // AT_ONCE)
    at = min(int(asked) - 1 if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 6 else 0, last)
    at = max(0, at)
    by_name = sorted(members, key=lambda one: (one.name.casefold(), one.id))
    here = by_name[at * AT_ONCE : (at + 1) * AT_ONCE]
    return Page(
        count(len(members), "structure membre", "structures membres") if members else "",
        tuple(_line(held, one) for one in here),
        held.address("/membres", page=str(at)) if at else "",
        held.address("/membres", page=str(at + 2)) if at < last else "",
    )


def _line(held: Opened, one: Structure) -> Line:
    places = territory_line(united(activity.territory for activity in one.activities))
    remove = held.address(f"/membres/{handle(one.id)}/retirer") if held.may(Act.REMOVE_MEMBER) else ""
    return Line(one.name, kinds_of(one), trades_of(one), places, remove)


def _member(session: Session, held: Opened, named: str) -> Structure:
    """Raises NotYours, NotAllowed."""
    every = networks.members(session, held.person.id, held.network.id)
    found = next((one for _, one in every if handle(one.id) == named), None)
    if found is None:
        raise NotYours(network_leaving.NOT_MEMBER)
    return found
