"""`/acces`, `/r/…`: asking for a link to one's settings. `/entrer/…`: following it. `/sortir`: closing them."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.services import access, asking
from alerts.services.access import Access
from alerts.services.errors import Refusal
from bot.pages.answers import ENTER, HOME
from bot.pages.forms import Form, form_of, read_form
from bot.pages.network import invitation
from bot.pages.network.arriving import WAITING
from bot.pages.site import Site
from bot.pages.visitors import close_session, open_session, session_token, visitor_of
from bot.pages.way_back import ACCESS, FIELD, asking_from, ours

SETTINGS = "/reglages"
NOT_GOOD = "Ce lien ne sert plus"
BOTH = ["GET", "POST"]


def routes(site: Site) -> list[BaseRoute]:
    async def ask(request: Request) -> Response:
        if request.method == "POST":
            return await _asked(site, request)
        return await _form(site, form_of([(FIELD, request.query_params.get(FIELD, ""))]))

    async def ask_here(request: Request) -> Response:
        return await _asked_from_a_message(site, request)

    async def enter(request: Request) -> Response:
        return await _entering(site, request)

    async def leave(request: Request) -> Response:
        return await _left(site, request)

    return [
        Route(ACCESS, ask, methods=BOTH),
        Route(f"/{LinkKind.SETTINGS.value}/{{token}}", ask_here, methods=BOTH),
        Route(f"/{LinkKind.ENTER.value}/{{token}}", enter, methods=BOTH),
        Route("/sortir", leave, methods=["POST"]),
    ]


async def _form(site: Site, form: Form, status: int = 200) -> Response:
    return site.page("acces", status=status, form=form, back=ours(form.one(FIELD)))


async def _asked(site: Site, request: Request) -> Response:
    """The same answer whoever's the address is."""
    form = await read_form(request)
    back = ours(form.one(FIELD))
    try:
        await site.write(access.ask, form.one("adresse"), site.now, visitor_of(site, request), back)
    except Refusal as refusal:
        status = 429 if refusal.sentence == asking.TOO_MANY else 422
        return await _form(site, form.with_errors({"adresse": refusal.sentence}), status)
    return site.page("acces_parti", address=form.one("adresse"), again=asking_from(back))


async def _asked_from_a_message(site: Site, request: Request) -> Response:
    """The link stands at the foot of messages, which are forwarded: it opens nothing by itself."""
    (membership,) = site.numbers(LinkKind.SETTINGS, request.path_params["token"])
    if request.method != "POST":
        return site.page("acces_message")
    await site.write(access.ask_for, membership, site.now)
    return site.page("acces_parti", address="", again=ACCESS)


async def _entering(site: Site, request: Request) -> Response:
    """Opening the link only asks: programs that look at mail open links too."""
    token = request.path_params["token"]
    try:
        if request.method != "POST":
            opened = await site.read(access.look, token, site.now)
            return site.page("entrer", opened=opened, back=ours(opened.back), invited=bool(opened.invitation))
        opened = await site.read(access.look, token, site.now)
        session = await site.write(access.enter, token, site.now)
    except Refusal as refusal:
        return site.message(NOT_GOOD, refusal.sentence, status=410, links=[ENTER, HOME])
    answer = _back(site, request, opened)
    open_session(site, answer, session)
    return answer


def _back(site: Site, request: Request, opened: Access) -> Response:
    """To the invitation or the page they came for, which their link tells; else to the invitation that waits in this
    browser."""
    if opened.invitation:
        return RedirectResponse(WAITING, 303)
    if wanted := ours(opened.back):
        return RedirectResponse(wanted, 303)
    place = f"#structure-{opened.membership}" if opened.membership else ""
    answer = RedirectResponse(invitation.kept_in(site, request) or f"{SETTINGS}{place}", 303)
    invitation.forget(site, answer)
    return answer


async def _left(site: Site, request: Request) -> Response:
    token = session_token(site, request)
    if token:
        await site.write(access.leave, token)
    answer = site.message("Réglages fermés", "Ce navigateur ne donne plus accès à vos réglages.", links=[ENTER, HOME])
    close_session(site, answer)
    return answer
