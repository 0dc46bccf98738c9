"""`/inviter`: links that bring structures in, or somebody to animate, each with its QR code. They may be closed.

A link is shown at an address of its own, where only animators of the network read it: loading it again makes no other.
"""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.images import qr
from alerts.messages.french import count
from alerts.network.rights import Act
from alerts.services import network_animating, network_inviting
from alerts.services.errors import NotYours, Refusal
from alerts.services.network_animating import Charge
from alerts.services.network_inviting import MOST_USES, Offer
from alerts.store.engine import Session
from bot.pages.forms import Form, form_of, read_form
from bot.pages.network.invitation import for_animator, gone, in_telegram, web_address
from bot.pages.network.opened import PATH, Opened, opened
from bot.pages.site import Site

CLOSED = "C’est fait : les liens donnés jusqu’ici ne servent plus. Qui est déjà dans le réseau y reste."
HOW_MANY = f"Écrivez un nombre de structures, entre 1 et {MOST_USES}."
FOR_STRUCTURES = (
    "Bonjour, {name} invite votre structure sur Vigie, qui signale les marchés publics réservés ou avec clauses"
    " sociales. Ouvrez ce lien : {link}"
)
FOR_ANIMATOR = (
    "Bonjour, je vous invite à animer avec moi {name} sur Vigie, qui signale les marchés publics réservés ou avec"
    " clauses sociales. Ouvrez ce lien : {link}"
)


@dataclass(frozen=True, slots=True)
class Open:
    """How many links still work."""

    structures: int
    animators: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was made. `many`: how many structures it may still bring in, in words; "" when it is for an animator.
    `image` is the address of its QR code to print, `drawn` the code itself."""

    address: str
    image: str
    drawn: Markup
    message: str
    until: datetime | None
    many: str
    telegram: str


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        held = await opened(site, request, Act.INVITE_STRUCTURE)
        if request.method == "POST":
            return await _made(site, held, await read_form(request))
        note = CLOSED if request.query_params.get("fait") == "fermes" else ""
        return await _shown(site, held, form_of([("structures", "1")]), note=note)

    async def animator(request: Request) -> Response:
        held = await opened(site, request, Act.INVITE_ANIMATOR)
        token = await site.write(network_animating.invite, held.person.id, held.network.id, site.now)
        return held.back(f"/inviter/{token}")

    async def close(request: Request) -> Response:
        held = await opened(site, request, Act.INVITE_STRUCTURE)
        await site.write(_close, held)
        return held.back("/inviter", fait="fermes")

    async def link(request: Request) -> Response:
        held = await opened(site, request, Act.INVITE_STRUCTURE)
        try:
            found = await _link(site, held, request.path_params["token"])
        except NotYours:
            raise
        except Refusal as refusal:
            return gone(site, refusal, known=True)
        return site.page("network/invited", held=held, link=found)

    return [
        Route(f"{PATH}/inviter", page, methods=["GET", "POST"]),
        Route(f"{PATH}/inviter/animateur", animator, methods=["POST"]),
        Route(f"{PATH}/inviter/fermer", close, methods=["POST"]),
        Route(f"{PATH}/inviter/{{token}}", link),
    ]


async def _made(site: Site, held: Opened, form: Form) -> Response:
    said = form.one("structures")
    uses = int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else 0
    try:
        if not 1 <= uses <= MOST_USES:
            raise Refusal(HOW_MANY)
        token = await site.write(network_inviting.invite, held.person.id, held.network.id, site.now, uses=uses)
    except Refusal as refusal:
        return await _shown(site, held, form.with_errors({"structures": refusal.sentence}), status=422)
    return held.back(f"/inviter/{token}")


async def _shown(site: Site, held: Opened, form: Form, *, note: str = "", status: int = 200) -> Response:
    found = await site.read(_open, held, site.now)
    return site.page("network/inviting", status=status, held=held, open=found, form=form, note=note)


def _open(session: Session, held: Opened, now: datetime) -> Open:
    """Raises NotYours, NotAllowed."""
    whose = (held.person.id, held.network.id, now)
    return Open(network_inviting.open_links(session, *whose), network_animating.open_links(session, *whose))


def _close(session: Session, held: Opened) -> None:
    """Raises NotYours, NotAllowed."""
    network_inviting.close_links(session, held.person.id, held.network.id)
    network_animating.close_links(session, held.person.id, held.network.id)


async def _link(site: Site, held: Opened, token: str) -> Link:
    """Raises NotYours for a link of another network; Refusal with the reason: used, expired…"""
    offer = await site.read(_offer, token, site.now)
    if offer.network.id != held.network.id:
        raise NotYours
    address = web_address(site, token)
    for_whom = "" if isinstance(offer, Charge) else many(offer.left)
    words = (FOR_STRUCTURES if for_whom else FOR_ANIMATOR).format(name=held.network.name, link=address)
    drawn = Markup(qr.svg(address))  # noqa: S704 - drawn from numbers: no word of anybody is in it
    return Link(address, f"/i/{token}/qr.png", drawn, words, offer.until, for_whom, in_telegram(site, token))


def _offer(session: Session, token: str, now: datetime) -> Charge | Offer:
    """Raises Refusal."""
    if for_animator(token):
        return network_animating.look(session, token, now)
    return network_inviting.look(session, token, now)


def many(left: int) -> str:
    """« une seule structure », « jusqu’à 12 structures »."""
    return "une seule structure" if left == 1 else f"jusqu’à {count(left, 'structure')}"
