"""The address where one is written to, those of one's calendar and feed, and the way to Telegram."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.model.people import Person
from alerts.services import addresses, asking, subscribing, uniting
from alerts.services.errors import NotYours, Refusal
from alerts.services.subscribing import PAGE, Proof
from bot.pages.answers import HOME
from bot.pages.forms import Form, read_form
from bot.pages.mailbox import mailbox
from bot.pages.site import Site
from bot.pages.visitors import close_session, person_of

WORDING = "adresse-1"  # another number whenever the words beside the button mean something else
LAST_WAY = "C’est le seul moyen de vous écrire. Changez d’adresse, arrêtez les envois, ou effacez tout."
NO_TELEGRAM = "Telegram n’est pas disponible ici pour le moment."


def routes(site: Site) -> list[BaseRoute]:
    async def address(request: Request) -> Response:
        person = await person_of(site, request)
        return await (_changing(site, person, request) if request.method == "POST" else _shown(site, person, Form()))

    async def remove(request: Request) -> Response:
        return await _removed(site, await person_of(site, request))

    async def renew(request: Request) -> Response:
        person = await person_of(site, request)
        await site.write(addresses.renew_generation, person.id)
        return RedirectResponse("/reglages?fait=agenda#agenda", 303)

    async def telegram(request: Request) -> Response:
        return await _to_telegram(site, await person_of(site, request))

    return [
        Route("/reglages/adresse", address, methods=["GET", "POST"]),
        Route("/reglages/adresse/enlever", remove, methods=["POST"]),
        Route("/reglages/agenda", renew, methods=["POST"]),
        Route("/reglages/telegram", telegram, methods=["POST"]),
    ]


async def _shown(site: Site, person: Person, form: Form, meant: str = "", status: int = 200) -> Response:
    held = await site.read(addresses.held, person.id)
    removable = person.telegram_id is not None
    return site.page("settings/address", status=status, held=held, form=form, meant=meant, removable=removable)


async def _changing(site: Site, person: Person, request: Request) -> Response:
    """The old address stays until the new one is confirmed. Nothing tells whether the new one is somebody's."""
    typed = mailbox(await read_form(request))
    if typed.form.errors:
        return await _shown(site, person, typed.form, typed.meant, 422)
    now = site.now
    try:
        await site.write(subscribing.ask_for_person, person.id, typed.email, Proof(now, PAGE, WORDING), now)
    except NotYours:
        raise
    except Refusal as refusal:
        status = 429 if refusal.sentence == asking.TOO_MANY else 422
        return await _shown(site, person, typed.form.with_errors({"adresse": refusal.sentence}), status=status)
    return site.page("settings/address_asked", address=typed.email)


async def _removed(site: Site, person: Person) -> Response:
    if person.telegram_id is None:
        raise Refusal(LAST_WAY)
    await site.write(addresses.remove, person.id, site.now)
    answer = site.message(
        "Adresse effacée", "Nous n’avons plus votre adresse, et plus rien ne vous est envoyé par e-mail.", links=[HOME]
    )
    close_session(site, answer)
    return answer


async def _to_telegram(site: Site, person: Person) -> Response:
    """A link that acts once, shown once."""
    name = site.house.bot_name
    if not name or person.telegram_id is not None:
        raise Refusal(NO_TELEGRAM)
    token = await site.write(uniting.bridge, person.id, site.now)
    return site.page("settings/telegram", address=f"https://t.me/{name}?start={token}")
