"""Nothing is sent for a while: to one person, or to the whole structure when a manager says so."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.intake.pauses import HINT, MORNING, PARIS, Misunderstood, Until, after_a_month, after_days, understand_pause
from alerts.services import pausing, status
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.lists import Item
from alerts.services.status import Told
from alerts.store.engine import Session
from bot.pages.forms import Form, read_form
from bot.pages.settings.opened import Opened, opened
from bot.pages.site import Site


@dataclass(frozen=True, slots=True)
class State:
    """What holds now, and what is kept and closes before the end of the pause: nobody is reminded of it meanwhile."""

    told: Told
    closing: tuple[Item, ...]


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        held = await opened(site, request)
        return await (_posted(site, held, request) if request.method == "POST" else _shown(site, held, Form()))

    return [Route("/reglages/{membership:int}/pause", page, methods=["GET", "POST"])]


async def _shown(site: Site, held: Opened, form: Form, status_code: int = 200) -> Response:
    state = await site.read(_state, held, site.now)
    return site.page("settings/pause", status=status_code, held=held, form=form, state=state, paused=state.told.paused)


def _state(session: Session, held: Opened, now: datetime) -> State:
    told = status.told_status(session, held.membership, now)
    until = told.paused.until
    closing = pausing.closing_before(session, held.structure.id, until, now) if until else ()
    return State(told, closing)


async def _posted(site: Site, held: Opened, request: Request) -> Response:
    """Raises NotAllowed when somebody who is no manager asks for everybody."""
    form = await read_form(request)
    whole, mine = form.has("tous"), (held.person.id, held.membership.id)
    if form.has("reprendre"):
        await site.write(pausing.resume_structure if whole else pausing.resume, *mine, site.now)
        return RedirectResponse(f"/reglages?fait=reprise#structure-{held.membership.id}", 303)
    until = _until(form, site.now)
    if isinstance(until, str):
        return await _shown(site, held, form.with_errors({"date": until}), 422)
    try:
        await site.write(pausing.pause_structure if whole else pausing.pause, *mine, until, site.now)
    except (NotYours, NotAllowed):
        raise
    except Refusal as refusal:
        return await _shown(site, held, form.with_errors({"date": refusal.sentence}), 422)
    return RedirectResponse(f"/reglages/{held.membership.id}/pause", 303)


def _until(form: Form, now: datetime) -> datetime | str:
    """The end of the pause, or a French sentence about what was written."""
    lengths = {"7": after_days(7, now), "14": after_days(14, now), "mois": after_a_month(now)}
    if form.one("duree") in lengths:
        return lengths[form.one("duree")]
    said = form.one("date")
    try:
        return datetime.combine(date.fromisoformat(said), MORNING, PARIS)  # as a browser writes a date
    except ValueError:
        pass
    match understand_pause(said, now):
        case Until(at=at):
            return at
        case Misunderstood(why=why):
            return why
        case _:
            return HINT
