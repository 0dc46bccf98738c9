"""A network that somebody has opened, and what they may do there: every page of networks begins here."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from alerts.model.network import Network
from alerts.model.people import Person
from alerts.network.rights import Act, Standing, may
from alerts.services import networks
from alerts.store.engine import Session
from bot.pages.named import LONGEST
from bot.pages.site import Site
from bot.pages.visitors import person_of

ALL = "/reseaux"
PATH = f"{ALL}/{{network}}"
# What each right opens: the end of the address, its name. In the order of the menu.
WAYS: tuple[tuple[Act, str, str], ...] = (
    (Act.SEE, "", "Le réseau"),
    (Act.BROADCAST, "/diffuser", "Diffuser une annonce"),
    (Act.SEE_REPORT, "/diffusions", "Diffusions et bilans"),
    (Act.SEE_RADAR, "/radar", "Radar"),
    (Act.SEE_TERRITORY, "/territoire", "Territoire"),
    (Act.SEE_MEMBERS, "/membres", "Membres"),
    (Act.INVITE_STRUCTURE, "/inviter", "Inviter"),
    (Act.SEE_DISTRIBUTION, "/repartition", "Qui a été proposé"),
    (Act.CALL_PARTNERS, "/partage", "Ce que voit le réseau"),
    (Act.CHANGE, "/reglages", "Réglages du réseau"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the menu. `here`: it is the page that is open."""

    label: str
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """`menu`: what this person may do in this network, and has a page."""

    person: Person
    network: Network
    standing: Standing
    menu: tuple[Way, ...] = ()

    def may(self, act: Act | str) -> bool:
        """Also from a template, which names the act: `held.may("see_radar")`."""
        return may(Act(act), self.standing)

    def address(self, part: str = "", **asked: str) -> str:
        """Of a page of this network: « /membres »."""
        return f"{ALL}/{self.network.id}{part}" + (f"?{urlencode(asked)}" if asked else "")

    def back(self, part: str = "", **asked: str) -> Response:
        """To that page, once something was done: loading it again repeats nothing."""
        return RedirectResponse(self.address(part, **asked), 303)


async def opened(site: Site, request: Request, act: Act) -> Opened:
    """The network in the path, for whoever opened their settings here, when they may do this in it.

    Raises NobodyHere; NotYours to a stranger, in the same words whether it exists or not; NotAllowed.
    """
    person, number = await person_of(site, request), number_in(request)
    network, standing = await site.read(_open, person.id, number, act)
    here = request.url.path.removeprefix(f"{ALL}/{number}")
    return Opened(person, network, standing, tuple(_menu(request, number, standing, here)))


def number_in(request: Request) -> int:
    """Of the network that the path names. Raises HTTPException 404 for what is no number of a row."""
    said = str(request.path_params["network"])
    if not (said.isascii() and said.isdecimal()) or len(said) > LONGEST:
        raise HTTPException(404)
    return int(said)


def _open(session: Session, person_id: int, network_id: int, act: Act) -> tuple[Network, Standing]:
    network = networks.require(session, person_id, network_id, act)
    return network, networks.standing_of(session, person_id, network_id)


def _menu(request: Request, number: int, standing: Standing, here: str) -> list[Way]:
    """A way without a page is not shown."""
    pages = {route.path for route in request.app.routes if isinstance(route, Route)}
    return [
        Way(label, f"{ALL}/{number}{part}", here == part or (part != "" and here.startswith(f"{part}/")))
        for act, part, label in WAYS
        if may(act, standing) and f"{PATH}{part}" in pages
    ]
