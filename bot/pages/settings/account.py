"""What is kept of a person: seen, taken away, erased. And silence."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.model.people import Person
from alerts.services import exporting, forgetting, stopping
from alerts.services.forgetting import Fate, Going
from bot.commands.confidentialite import FATES, FILE, FOR_GOOD, GOES, SURE_FOR
from bot.pages.answers import HOME
from bot.pages.forms import Form, read_form
from bot.pages.site import Site
from bot.pages.visitors import close_session, person_of

ERASED = "C’est fait : tout est effacé."
WITHOUT_ANIMATOR = (
    "Réseau « {name} » : personne d’autre ne l’anime. Il continue, sans animateur tant que l’hébergeur de Vigie"
    " n’invite personne. Vous pouvez d’abord inviter quelqu’un à l’animer, depuis sa page."
)
STAYS = (
    "Ce qui ne peut pas être effacé d’ici : les messages déjà dans votre messagerie ou sur votre téléphone, un envoi "
    "parti dans la minute, et les sauvegardes que l’hébergeur garde un temps."
)


def routes(site: Site) -> list[BaseRoute]:
    async def seen(request: Request) -> Response:
        person = await person_of(site, request)
        return site.page("settings/account", groups=_groups(await site.read(exporting.seen, person.id)))

    async def export(request: Request) -> Response:
        return await _file(site, await person_of(site, request))

    async def erase(request: Request) -> Response:
        person = await person_of(site, request)
        form = await read_form(request) if request.method == "POST" else Form()
        return await _erasing(site, person, form)

    async def stop(request: Request) -> Response:
        await site.write(stopping.stop, (await person_of(site, request)).id, site.now)
        return RedirectResponse("/reglages?fait=arret", 303)

    async def resume(request: Request) -> Response:
        await site.write(stopping.resume, (await person_of(site, request)).id, site.now)
        return RedirectResponse("/reglages?fait=reprise", 303)

    return [
        Route("/reglages/donnees", seen),
        Route("/reglages/export", export),
        Route("/reglages/effacer", erase, methods=["GET", "POST"]),
        Route("/reglages/arreter", stop, methods=["POST"]),
        Route("/reglages/reprendre", resume, methods=["POST"]),
    ]


async def _file(site: Site, person: Person) -> Response:
    values = await site.read(exporting.export, person.id, site.now)
    content = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return Response(content, media_type="application/json", headers=headers)


async def _erasing(site: Site, person: Person, form: Form) -> Response:
    """Asked twice, and the second answer only counts just after the first: an old page erases nobody."""
    now = int(site.now.timestamp()) // 60
    if form.has("sur"):
        said = form.one("sur")
        minute = int(said) if said.isascii() and said.isdecimal() and len(said) < 12 else 0
        if 0 <= now - minute <= SURE_FOR:
            return await _erased(site, person)
    going = await site.read(forgetting.what_goes, person.id)
    told = [FATES[fate].format(name=structure.name) for structure, fate in going.structures]
    told += [WITHOUT_ANIMATOR.format(name=name) for name in going.without_animator]
    return site.page(
        "settings/erase", asked=form.has("continuer"), minute=now, goes=GOES, fates=told, stays=STAYS, last=FOR_GOOD
    )


async def _erased(site: Site, person: Person) -> Response:
    going = await site.write(forgetting.forget, person.id, site.now)
    answer = site.message("Tout est effacé", ERASED, *_gone(going), links=[HOME])
    close_session(site, answer)
    return answer


def _gone(going: Going) -> list[str]:
    names = [structure.name for structure, fate in going.structures if fate is Fate.GOES]
    return [f"Disparu avec vous : {', '.join(names)}."] if names else []


def _groups(values: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(title, [(label, value)]): values under their title, what is empty left out."""
    top = [(_said(label), _said(value)) for label, value in values.items() if not isinstance(value, Mapping)]
    groups: list[tuple[str, list[tuple[str, str]]]] = [("", [pair for pair in top if pair[1]])]
    for title, held in values.items():
        if isinstance(held, Mapping):
            pairs = [(_said(label), _said(value)) for label, value in held.items()]
            groups.append((_said(title), [pair for pair in pairs if pair[1]]))
    return groups


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " ; ".join(f"{label} : {_said(held)}" for label, held in value.items() if _said(held))
    return (", ".join(map(_said, value)) if isinstance(value, list | tuple) else str(value)).replace("'", "’")
