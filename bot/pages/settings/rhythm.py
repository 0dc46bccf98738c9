"""When and where one is told of a structure."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.model.preference import Preference
from alerts.services import pausing, people
from alerts.store.engine import Session
from bot.pages.forms import form_of, read_form
from bot.pages.profile.filling import rhythm_pairs
from bot.pages.profile.rhythm import read_rhythm
from bot.pages.settings.home import ways_of
from bot.pages.settings.opened import Opened, opened
from bot.pages.site import Site

WAYS = {"telegram": "Sur Telegram", "email": "Par e-mail"}


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        held = await opened(site, request)
        return await (_saved(site, held, request) if request.method == "POST" else _shown(site, held))

    return [Route("/reglages/{membership:int}/rythme", page, methods=["GET", "POST"])]


async def _shown(site: Site, held: Opened) -> Response:
    ways = tuple((way, WAYS[way]) for way in ways_of(held.person, held.address))
    form = form_of(rhythm_pairs(held.membership.preference))
    return site.page("settings/rhythm", held=held, form=form, ways=ways)


async def _saved(site: Site, held: Opened, request: Request) -> Response:
    form = await read_form(request)
    chosen = read_rhythm(form, held.membership.preference)
    await site.write(_prefer, held, chosen, site.now, everywhere=form.has("partout"))
    return RedirectResponse(f"/reglages?fait=rythme#structure-{held.membership.id}", 303)


def _prefer(session: Session, held: Opened, chosen: Preference, now: datetime, *, everywhere: bool) -> None:
    """What waits follows at once."""
    mine = [one.id for one, _ in people.memberships_of(session, held.person.id)] if everywhere else []
    pausing.change_rhythm(session, held.person.id, mine or [held.membership.id], chosen, now)
