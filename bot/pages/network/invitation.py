"""`/i/…`: an invitation into a network, for a structure or to animate. Looking says what it means; a manager of the
structure accepts, once. Whoever has no settings open here may get them first, and come back."""

import re
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.images import qr
from alerts.links.signed import LinkKind
from alerts.messages.french import count
from alerts.model.people import Person
from alerts.services import network_animating, network_inviting, networks, people
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.network_animating import Charge
from alerts.services.network_inviting import Offer
from alerts.services.tokens import Purpose
from alerts.store.engine import Session
from bot.commands.network.labels import KINDS
from bot.pages.answers import ENTER, HOME
from bot.pages.forms import Form, read_form
from bot.pages.named import LONGEST
from bot.pages.network.opened import ALL
from bot.pages.network.sharing import Box, boxes_of
from bot.pages.site import Site
from bot.pages.visitors import NobodyHere, person_of

ANIMATOR = Purpose.ANIMATOR.value
NOT_GOOD = "Cette invitation ne sert plus"
YOURS = ("Mes réseaux", ALL)
WAYS = {"acces": "/acces", "inscription": "/inscription"}
NOBODY_YET = "Aucune structure membre pour l’instant"
KEPT_FOR = 48 * 3600  # seconds: as long as the link of a subscription
IMAGE = "vigie-invitation.png"
_PATH = f"/{LinkKind.INVITATION.value}/{{token}}"
_TOKEN = re.compile(r"[a-z]_[A-Za-z0-9_-]{20,60}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A structure of theirs that they may bring in. `membership` stands in the form."""

    membership: int
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an invitation means to whoever looks. `person`: somebody's settings are open here; `structures`: how many
    they are of. `boxes`: what a structure that joins shows of itself; none for an animator. `animates`: they animate
    this network already."""

    offer: Offer | Charge
    kind: str
    members: str
    person: bool
    structures: int = 0
    choices: tuple[Choice, ...] = ()
    already: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    animates: bool = False


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        token = request.path_params["token"]
        person = await _somebody(site, request)
        try:
            if request.method == "POST":
                return await _accepted(site, token, person, await read_form(request))
            return await _looked(site, token, person)
        except (NotYours, NotAllowed):
            raise
        except Refusal as refusal:
            return gone(site, refusal, known=person is not None)

    async def after(request: Request) -> Response:
        return await _kept(site, request.path_params["token"], await read_form(request))

    async def image(request: Request) -> Response:
        return await _image(site, request.path_params["token"])

    return [
        Route(_PATH, page, methods=["GET", "POST"]),
        Route(f"{_PATH}/suite", after, methods=["POST"]),
        Route(f"{_PATH}/qr.png", image),
    ]


def web_address(site: Site, token: str) -> str:
    return site.links.page(f"{LinkKind.INVITATION.value}/{token}")


def in_telegram(site: Site, token: str) -> str:
    """The same link for the chat; "" until Telegram has told the name of the bot."""
    name = site.house.bot_name.lstrip("@")
    return f"https://t.me/{name}?start={token}" if name else ""


def for_animator(token: str) -> bool:
    return token.startswith(f"{ANIMATOR}_")


def kept_in(site: Site, request: Request) -> str:
    """The address of the invitation that this browser will come back to; "" without any."""
    token = request.cookies.get(_cookie(site), "")
    return f"/{LinkKind.INVITATION.value}/{token}" if _TOKEN.fullmatch(token) else ""


def forget(site: Site, response: Response) -> None:
    """The browser comes back to no invitation."""
    response.delete_cookie(_cookie(site), path="/", secure=site.secure, httponly=True, samesite="lax")


def gone(site: Site, refusal: Refusal, *, known: bool) -> Response:
    """Of an invitation that is used, expired, forged or taken back."""
    links = [YOURS, HOME] if known else [ENTER, HOME]
    return site.message(NOT_GOOD, refusal.sentence, status=410, links=links)


async def _somebody(site: Site, request: Request) -> Person | None:
    """Whose settings are open in this browser, if any are."""
    try:
        return await person_of(site, request)
    except NobodyHere:
        return None


async def _looked(site: Site, token: str, person: Person | None) -> Response:
    """Raises Refusal."""
    shown = await site.read(_shown, site, token, person)
    if for_animator(token):
        return charged(site, shown, token)
    return site.page("network/invitation", shown=shown, token=token, telegram=in_telegram(site, token))


def charged(
    site: Site,
    shown: Shown,
    token: str = "",
    form: Form | None = None,
    meant: str = "",
    *,
    action: str = "",
    status: int = 200,
) -> Response:
    """The page of an invitation to animate. `form`: the address that they typed, to be mended; `meant`: the one that it
    almost is. `action`: where it is accepted, when it is not by its token."""
    telegram = in_telegram(site, token) if token else ""
    return site.page(
        "network/charge",
        status=status,
        shown=shown,
        token=token,
        telegram=telegram,
        action=action or f"/{LinkKind.INVITATION.value}/{token}",
        form=form or Form(),
        meant=meant,
        by_mail=bool(site.house.settings.email.host),
    )


def _shown(session: Session, site: Site, token: str, person: Person | None) -> Shown:
    """Raises Refusal."""
    now, whose = site.now, person.id if person else None
    held = people.memberships_of(session, whose) if whose is not None else []
    if for_animator(token):
        return told(network_animating.look(session, token, now, whose), person, len(held))
    offer = network_inviting.look(session, token, now, whose)
    ours = {one.id for one in offer.choices}
    choices = tuple(Choice(membership.id, one.name) for membership, one in held if one.id in ours)
    names = tuple(one.name for one in offer.already)
    shown = told(offer, person, len(held))
    animates = whose is not None and networks.standing_of(session, whose, offer.network.id).animator
    return replace(shown, choices=choices, already=names, boxes=boxes_of(offer.shares), animates=animates)


def told(offer: Offer | Charge, person: Person | None = None, structures: int = 0) -> Shown:
    members = count(offer.members, "structure membre", "structures membres") if offer.members else NOBODY_YET
    return Shown(offer, KINDS[offer.network.kind], members, person is not None, structures)


async def _accepted(site: Site, token: str, person: Person | None, form: Form) -> Response:
    """Whoever closed their settings meanwhile is shown how to open them. Raises Refusal, NotYours, NotAllowed."""
    if person is None:
        return RedirectResponse(f"/{LinkKind.INVITATION.value}/{token}", 303)
    if for_animator(token):
        network = await site.write(network_animating.accept, token, person.id, site.now)
        done = "anime"
    else:
        chosen = await site.read(_chosen, person.id, form)
        network = await site.write(network_inviting.accept, token, person.id, chosen, site.now)
        done = "rejoint"
    answer = RedirectResponse(f"{ALL}/{network.id}?fait={done}", 303)
    forget(site, answer)
    return answer


def _chosen(session: Session, person_id: int, form: Form) -> str:
    """The structure that the form names. Raises NotYours."""
    said = form.one("structure")
    if not (said.isascii() and said.isdecimal()) or len(said) > LONGEST:
        raise NotYours
    membership, _ = people.own(session, person_id, int(said))
    return membership.structure_id


async def _kept(site: Site, token: str, form: Form) -> Response:
    """To where they get their settings, or subscribe; this browser comes back here after. An invitation that is good
    for nothing is not kept."""
    try:
        await site.read(_shown, site, token, None)
    except Refusal as refusal:
        return gone(site, refusal, known=False)
    answer = RedirectResponse(WAYS.get(form.one("par"), WAYS["acces"]), 303)
    answer.set_cookie(
        _cookie(site), token, max_age=KEPT_FOR, path="/", secure=site.secure, httponly=True, samesite="lax"
    )
    return answer


async def _image(site: Site, token: str) -> Response:
    """To print. A link that is good for nothing has none."""
    try:
        await site.read(_shown, site, token, None)
    except Refusal as refusal:
        return gone(site, refusal, known=False)
    headers = {"Content-Disposition": f'attachment; filename="{IMAGE}"'}
    return Response(qr.png(web_address(site, token)), media_type="image/png", headers=headers)


def _cookie(site: Site) -> str:
    """As that of the session (`bot.pages.visitors`)."""
    return "__Host-vigie-invitation" if site.secure else "vigie-invitation"
