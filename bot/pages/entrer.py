"""`/acces`, `/r/…`: asking for a link to one's settings. `/entrer/…`: following it. `/sortir`: closing them."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.services import access, asking
from alerts.services.errors import Refusal
from bot.pages.answers import ENTER, HOME
from bot.pages.forms import Form, read_form
from bot.pages.network import invitation
from bot.pages.site import Site
from bot.pages.visitors import close_session, open_session, session_token, visitor_of

SETTINGS = "/reglages"
NOT_GOOD = "Ce lien ne sert plus"
BOTH = ["GET", "POST"]


def routes(site: Site) -> list[BaseRoute]:
    async def ask(request: Request) -> Response:
        return await (_asked(site, request) if request.method == "POST" else _form(site))

    async def ask_here(request: Request) -> Response:
        return await _asked_from_a_message(site, request)

    async def enter(request: Request) -> Response:
        return await _entering(site, request)

    async def leave(request: Request) -> Response:
        return await _left(site, request)

    return [
        Route("/acces", ask, methods=BOTH),
        Route(f"/{LinkKind.SETTINGS.value}/{{token}}", ask_here, methods=BOTH),
        Route(f"/{LinkKind.ENTER.value}/{{token}}", enter, methods=BOTH),
        Route("/sortir", leave, methods=["POST"]),
    ]


async def _form(site: Site, form: Form | None = None, status: int = 200) -> Response:
    return site.page("acces", status=status, form=form or Form())


async def _asked(site: Site, request: Request) -> Response:
    """The same answer whoever's the address is."""
    form = await read_form(request)
    try:
        await site.write(access.ask, form.one("adresse"), site.now, visitor_of(site, request))
    except Refusal as refusal:
        status = 429 if refusal.sentence == asking.TOO_MANY else 422
        return await _form(site, form.with_errors({"adresse": refusal.sentence}), status)
    return site.page("acces_parti", address=form.one("adresse"))


async def _asked_from_a_message(site: Site, request: Request) -> Response:
    """The link stands at the foot of messages, which are forwarded: it opens nothing by itself."""
    (membership,) = site.numbers(LinkKind.SETTINGS, request.path_params["token"])
    if request.method != "POST":
        return site.page("acces_message")
    await site.write(access.ask_for, membership, site.now)
    return site.page("acces_parti", address="")


async def _entering(site: Site, request: Request) -> Response:
    """Opening the link only asks: programs that look at mail open links too."""
    token = request.path_params["token"]
    try:
        if request.method != "POST":
            return site.page("entrer", opened=await site.read(access.look, token, site.now))
        opened = await site.read(access.look, token, site.now)
        session = await site.write(access.enter, token, site.now)
    except Refusal as refusal:
        return site.message(NOT_GOOD, refusal.sentence, status=410, links=[ENTER, HOME])
    place = f"#structure-{opened.membership}" if opened.membership else ""
    answer = RedirectResponse(invitation.kept_in(site, request) or f"{SETTINGS}{place}", 303)
    invitation.forget(site, answer)
    open_session(site, answer, session)
    return answer


async def _left(site: Site, request: Request) -> Response:
    token = session_token(site, request)
    if token:
        await site.write(access.leave, token)
    answer = site.message("Réglages fermés", "Ce navigateur ne donne plus accès à vos réglages.", links=[ENTER, HOME])
    close_session(site, answer)
    return answer
