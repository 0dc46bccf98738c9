"""An invitation to animate a network, for whoever has no structure here: an address is enough.

`/i/…/adresse` asks for it. The link that is sent opens their settings, on any device, and leads to
`/reseaux/invitation`, where they accept.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.links.signed import LinkKind
from alerts.services import access, asking, network_animating, subscribing
from alerts.services.errors import Refusal
from alerts.services.subscribing import Proof
from alerts.services.tokens import UNKNOWN
from alerts.store.engine import Session
from bot.pages.forms import read_form
from bot.pages.mailbox import mailbox
from bot.pages.network import invitation
from bot.pages.network.invitation import gone, told
from bot.pages.network.opened import ALL
from bot.pages.site import Site
from bot.pages.visitors import person_of, session_token, visitor_of

WAITING = f"{ALL}/invitation"
WORDING = "animer-1"  # another number whenever the words beside the button mean something else


def routes(site: Site) -> list[BaseRoute]:
    async def ask(request: Request) -> Response:
        return await _asked(site, request)

    async def waiting(request: Request) -> Response:
        return await _waiting(site, request)

    return [
        Route(f"/{LinkKind.INVITATION.value}/{{token}}/adresse", ask, methods=["POST"]),
        Route(WAITING, waiting, methods=["GET", "POST"]),
    ]


async def _asked(site: Site, request: Request) -> Response:
    """The same answer whoever's the address is."""
    token, typed = request.path_params["token"], mailbox(await read_form(request))
    try:
        charge = await site.read(network_animating.look, token, site.now)
    except Refusal as refusal:
        return gone(site, refusal, known=False)
    form, status = typed.form, 422
    if not form.errors:
        proof = Proof(site.now, subscribing.INVITATION, WORDING)
        try:
            await site.write(subscribing.ask_to_animate, token, typed.email, proof, site.now, visitor_of(site, request))
        except Refusal as refusal:
            status = 429 if refusal.sentence == asking.TOO_MANY else 422
            form = form.with_errors({"adresse": refusal.sentence})
    if form.errors:
        return invitation.charged(site, told(charge), token, form, typed.meant, status=status)
    return site.page("network/arriving", address=typed.email, token=token)


async def _waiting(site: Site, request: Request) -> Response:
    """The one that this session was opened to answer. Raises NobodyHere."""
    person = await person_of(site, request)
    try:
        mark = await site.read(_mark, session_token(site, request), site)
        if request.method != "POST":
            charge = await site.read(network_animating.look_at, mark, site.now, person.id)
            return invitation.charged(site, told(charge, person), action=WAITING)
        network = await site.write(network_animating.accept_at, mark, person.id, site.now)
    except Refusal as refusal:
        return gone(site, refusal, known=True)
    answer = RedirectResponse(f"{ALL}/{network.id}?fait=anime", 303)
    invitation.forget(site, answer)
    return answer


def _mark(session: Session, token: str, site: Site) -> str:
    """Raises Refusal: this session was opened for something else."""
    mark = access.invited_by(session, token, site.now)
    if not mark:
        raise Refusal(UNKNOWN)
    return mark
