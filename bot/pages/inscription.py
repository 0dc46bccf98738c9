"""`/inscription`: subscribing by e-mail alone, with the same choices as in the chat. Somebody whose settings are open
and who is of no structure any more describes one, without confirming anything again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.model.people import Person
from alerts.model.preference import BY_MAIL, Preference
from alerts.model.structure import Structure
from alerts.services import asking, limits, people, subscribing
from alerts.services.adopting import adopt
from alerts.services.errors import Refusal
from alerts.services.preview import Found
from alerts.services.subscribing import PAGE, Proof
from alerts.store.engine import Session
from bot.pages.accueil import FOUND
from bot.pages.forms import Form, read_form
from bot.pages.mailbox import mailbox
from bot.pages.network.invitation import kept_in
from bot.pages.profile.expected import Expected, expected
from bot.pages.profile.filling import first_form
from bot.pages.profile.places import Places
from bot.pages.profile.reading import blank, read_profile
from bot.pages.profile.rhythm import at_its_hour, read_rhythm
from bot.pages.site import Site
from bot.pages.visitors import NobodyHere, person_of, visitor_of

WORDING = "inscription-1"  # another number whenever the words beside the button mean something else
VOLUMES = 60  # looked at by one visitor in an hour
CLOSED = (
    "Inscription fermée",
    "L’inscription par e-mail n’est pas ouverte ici : Vigie n’a pas encore de quoi envoyer des e-mails.",
)


@dataclass(frozen=True, slots=True)
class Demand:
    """What was asked for, read from the form. `meant`: the address it almost is; "" when there is nothing to ask.
    `known`: who asks, when they have an address and no structure. `invited`: an invitation waits in this browser."""

    form: Form
    places: Places
    structure: Structure
    preference: Preference
    meant: str = ""
    known: Person | None = None
    invited: bool = False


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        if not site.house.settings.email.host:
            return site.message(*CLOSED)
        known, invited = await _known(site, request), bool(kept_in(site, request))
        form = await read_form(request) if request.method == "POST" else first_form(blank(), BY_MAIL)
        demand = replace(_read(form, checked=request.method == "POST"), known=known, invited=invited)
        if request.method == "POST":
            return await _posted(site, request, demand)
        return _shown(site, demand, headers=FOUND)

    return [Route("/inscription", page, methods=["GET", "POST"])]


async def _known(site: Site, request: Request) -> Person | None:
    """Who has opened their settings here and is of no structure."""
    try:
        person = await person_of(site, request)
    except NobodyHere:
        return None
    return None if await site.read(people.memberships_of, person.id) else person


async def _posted(site: Site, request: Request, demand: Demand) -> Response:
    visitor = visitor_of(site, request)
    if demand.form.has("voir"):
        return await _volume(site, demand, visitor)
    if demand.known is not None:
        return await _begun(site, request, demand.known, demand)
    typed = mailbox(demand.form)
    demand = replace(demand, form=typed.form, meant=typed.meant)
    if demand.form.errors:
        return _shown(site, demand, status=422)
    try:
        await _ask(site, demand, visitor)
    except Refusal as refusal:
        status = 429 if refusal.sentence == asking.TOO_MANY else 422
        return _shown(site, _with(demand, {"adresse": refusal.sentence}), status=status)
    return site.page("inscription_partie", address=demand.form.one("adresse"))


async def _begun(site: Site, request: Request, person: Person, demand: Demand) -> Response:
    """Their address is known: it begins at once, with what is open today. Raises Refusal: it has begun already."""
    if demand.form.errors:
        return _shown(site, demand, status=422)
    found = (await asyncio.to_thread(site.house.current.preview, demand.structure, site.now)).open
    await site.write(_begin, person.id, demand, found, site.now)
    return RedirectResponse(kept_in(site, request) or "/reglages?fait=profil", 303)


def _begin(session: Session, person_id: int, demand: Demand, found: Sequence[Found], now: datetime) -> None:
    begun = subscribing.begin_again(session, person_id, demand.structure, demand.preference, now)
    adopt(session, begun.structure_id, found, now)


async def _volume(site: Site, demand: Demand, visitor: str) -> Response:
    """What is wrong is said too, but the address, which is asked for last."""
    if not await site.write(_may_look, visitor, site.now):
        return _shown(site, _with(demand, {"": asking.TOO_MANY}), status=429)
    told = await expected(site, demand.structure) if not demand.places.error else None
    return _shown(site, demand, told)


def _may_look(session: Session, visitor: str, now: datetime) -> bool:
    return limits.allow(session, "volume", visitor, VOLUMES, asking.HOUR, now)


async def _ask(site: Site, demand: Demand, visitor: str) -> None:
    email, now = demand.form.one("adresse"), site.now
    proof = Proof(now, PAGE, WORDING)
    await site.write(subscribing.ask, email, demand.structure, demand.preference, proof, now, visitor)


def _read(form: Form, *, checked: bool = False) -> Demand:
    """With what is wrong in the profile, when it is to be checked."""
    profile = read_profile(form, blank())
    return Demand(
        form.with_errors(profile.errors if checked else {}),
        profile.places,
        profile.structure,
        at_its_hour(read_rhythm(form, BY_MAIL)),
    )


def _with(demand: Demand, errors: dict[str, str]) -> Demand:
    return replace(demand, form=demand.form.with_errors(errors))


def _shown(
    site: Site,
    demand: Demand,
    told: Expected | None = None,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    return site.page(
        "inscription",
        status=status,
        headers=headers,
        form=demand.form,
        places=demand.places,
        meant=demand.meant,
        expected=told,
        known=demand.known is not None,
        invited=demand.invited,
    )
