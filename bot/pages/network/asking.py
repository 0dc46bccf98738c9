"""`/reseaux/demander`: asking the host for a network."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.model.network import NetworkKind
from alerts.model.people import Person
from alerts.services import network_asking
from alerts.services.errors import Refusal
from bot.commands.network.labels import KINDS
from bot.pages.forms import Form, read_form
from bot.pages.network.opened import ALL
from bot.pages.site import Site
from bot.pages.visitors import person_of

NO_KIND = "Choisissez le genre de votre réseau."


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        person = await person_of(site, request)
        if request.method == "POST":
            return await _asked(site, person, await read_form(request))
        return _shown(site, Form())

    return [Route(f"{ALL}/demander", page, methods=["GET", "POST"])]


async def _asked(site: Site, person: Person, form: Form) -> Response:
    kind = kind_of(form)
    if kind is None:
        return _shown(site, form.with_errors({"genre": NO_KIND}), 422)
    try:
        made = await site.write(network_asking.ask, person.id, form.one("nom"), kind, site.now)
    except Refusal as refusal:
        where = "" if refusal.sentence == network_asking.TOO_MANY else "nom"
        return _shown(site, form.with_errors({where: refusal.sentence}), 422)
    return RedirectResponse(f"{ALL}/{made.id}?fait=demande", 303)


def kind_of(form: Form) -> NetworkKind | None:
    """What was ticked; None for nothing, or for none of ours."""
    return next((one for one in NetworkKind if one.value == form.one("genre")), None)


def _shown(site: Site, form: Form, status: int = 200) -> Response:
    kinds = tuple((one.value, words) for one, words in KINDS.items())
    return site.page("network/asking", status=status, form=form, kinds=kinds)
