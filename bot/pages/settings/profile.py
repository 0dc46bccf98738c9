"""The profile of a structure: whoever is of it sees, only a manager changes; what it brings is said before."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.adopting import adopt
from alerts.services.errors import NotAllowed
from alerts.services.preview import Found
from alerts.store.engine import Session
from bot.commands.profile.draft import NEW_ACTIVITY, mark
from bot.commands.profile.screens import MOST_ACTIVITIES
from bot.commands.profile.told import criteria_lines
from bot.pages.forms import Form, form_of, read_form
from bot.pages.profile.expected import Expected, expected
from bot.pages.profile.filling import profile_pairs
from bot.pages.profile.places import Places, read_places
from bot.pages.profile.reading import read_profile
from bot.pages.settings.opened import Opened, opened
from bot.pages.site import Site

CHANGED = "Ce profil a été changé ailleurs depuis que cette page est ouverte. Vérifiez, puis enregistrez de nouveau."


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of the activities is looked at, from 0; the one after the last is new. `base` holds it."""

    base: Structure
    activity: int


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        held = await opened(site, request)
        if request.method == "POST":
            return await _posted(site, held, request)
        if not held.manager:
            return _told(site, held)
        asked = _asked(held, request)
        form = form_of([*profile_pairs(asked.base, asked.activity), ("empreinte", mark(held.structure))])
        return _shown(site, held, asked, form, read_places(form))

    return [Route("/reglages/{membership:int}/profil", page, methods=["GET", "POST"])]


def _asked(held: Opened, request: Request) -> Asked:
    said, every = request.query_params.get("activite", ""), held.structure.activities
    wanted = int(said) - 1 if said.isascii() and said.isdecimal() and len(said) < 3 else 0
    if 0 <= wanted < len(every):
        return Asked(held.structure, wanted)
    if wanted == len(every) < MOST_ACTIVITIES:
        return Asked(replace(held.structure, activities=(*every, NEW_ACTIVITY)), wanted)
    return Asked(held.structure, 0)


async def _posted(site: Site, held: Opened, request: Request) -> Response:
    """Raises NotAllowed."""
    if not held.manager:
        raise NotAllowed
    form, asked = await read_form(request), _asked(held, request)
    if form.has("enlever"):
        return await _save(site, held, _without(asked))
    profile = read_profile(form, asked.base, asked.activity)
    errors = dict(profile.errors)
    if form.one("empreinte") != mark(held.structure):
        errors[""] = CHANGED
        form = form.having("empreinte", mark(held.structure))
    form = form.with_errors(errors)
    if form.has("voir"):
        told = await expected(site, profile.structure) if not profile.places.error else None
        return _shown(site, held, asked, form, profile.places, told)
    if errors:
        return _shown(site, held, asked, form, profile.places, status=422)
    return await _save(site, held, profile.structure)


def _without(asked: Asked) -> Structure:
    """The last activity stays."""
    left = (*asked.base.activities[: asked.activity], *asked.base.activities[asked.activity + 1 :])
    return replace(asked.base, activities=left or asked.base.activities)


async def _save(site: Site, held: Opened, structure: Structure) -> Response:
    """What is open for it now becomes theirs, as in the chat. Raises NotAllowed."""
    found = (await asyncio.to_thread(site.house.current.preview, structure, site.now)).open
    await site.write(_change, held, structure, found, site.now)
    return RedirectResponse(f"/reglages?fait=profil#structure-{held.membership.id}", 303)


def _change(session: Session, held: Opened, structure: Structure, found: Sequence[Found], now: datetime) -> None:
    people.change_structure(session, held.person.id, held.membership.id, structure, now)
    adopt(session, held.structure.id, found, now)


def _shown(
    site: Site,
    held: Opened,
    asked: Asked,
    form: Form,
    places: Places,
    told: Expected | None = None,
    *,
    status: int = 200,
) -> Response:
    return site.page(
        "settings/profile",
        status=status,
        held=held,
        activity=asked.activity,
        codes=sorted(asked.base.activities[asked.activity].cpv_prefixes),
        most=MOST_ACTIVITIES,
        form=form,
        places=places,
        expected=told,
    )


def _told(site: Site, held: Opened) -> Response:
    """In words, as in the chat."""
    lines = [[Markup(line) for line in criteria_lines(one)] for one in held.structure.activities]  # noqa: S704 - escaped there
    return site.page("settings/profile_seen", held=held, activities=lines)
