"""`/partage`: what our structures show a network, chosen by their managers. Leaving it, which erases that; and wanting
no message of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.model.network import Shares
from alerts.model.people import Role
from alerts.model.structure import Structure
from alerts.network.rights import Act
from alerts.services import network_leaving, network_settings, networks, people
from alerts.services.errors import NotYours
from alerts.store.engine import Session
from bot.pages.forms import Form, read_form
from bot.pages.named import LONGEST
from bot.pages.network.opened import ALL, PATH, Opened, opened
from bot.pages.site import Site

SHARED = "C’est enregistré : le réseau voit désormais ceci de votre structure."
_ANSWERS = (
    "Les animateurs voient ce que vous gardez, à quoi vous répondez, et si une annonce qu’ils transmettent vous"
    " intéresse. Jamais vos refus."
)
_CALLS = (
    "Quand un membre cherche avec qui répondre, Vigie peut vous proposer. Votre nom ne lui est dit que si vous dites"
    " oui tous les deux. Un non n’est dit à personne."
)
# The field, its box, what it shows and to whom.
FIELDS: tuple[tuple[str, str, str], ...] = (
    ("answers", "Nos réponses", _ANSWERS),
    ("outcomes", "Nos résultats", "Les animateurs voient si vous avez répondu, gagné ou perdu."),
    ("capacity", "Notre capacité", "Les animateurs voient les équivalents temps plein de votre fiche de réponse."),
    ("calls", "Nous proposer comme partenaire", _CALLS),
)


@dataclass(frozen=True, slots=True)
class Box:
    """`shown`: whether the network sees it."""

    name: str
    label: str
    about: str
    shown: bool

    @property
    def said(self) -> str:
        """Being proposed is agreed to: it shows nothing."""
        if self.name == "calls":
            return "oui" if self.shown else "non"
        return "montré" if self.shown else "caché"


@dataclass(frozen=True, slots=True)
class Ours:
    """One of their structures that is a member. `manager`: they may choose for it."""

    membership: int
    structure: Structure
    manager: bool
    boxes: tuple[Box, ...] = ()


def routes(site: Site) -> list[BaseRoute]:
    async def share(request: Request) -> Response:
        held = await opened(site, request, Act.CALL_PARTNERS)  # whoever is of a member reads it: managers choose
        if request.method == "POST":
            await site.write(_share, held, await read_form(request))
            return held.back("/partage", fait="partage")
        note = SHARED if request.query_params.get("fait") == "partage" else ""
        return site.page("network/sharing", held=held, ours=await site.read(_shares, held), note=note)

    async def leave(request: Request) -> Response:
        held = await opened(site, request, Act.LEAVE)
        if request.method == "POST":
            await site.write(_leave, held, await read_form(request), site.now)
            return RedirectResponse(f"{ALL}?fait=quitte", 303)
        ours = [one for one in await site.read(ours_in, held) if one.manager]
        return site.page("network/leaving", held=held, ours=ours)

    async def mute(request: Request) -> Response:
        held = await opened(site, request, Act.MUTE)
        await site.write(network_settings.mute, held.person.id, held.network.id, site.now)
        return held.back(fait="silence")

    async def unmute(request: Request) -> Response:
        held = await opened(site, request, Act.MUTE)
        await site.write(network_settings.unmute, held.person.id, held.network.id)
        return held.back(fait="parole")

    return [
        Route(f"{PATH}/partage", share, methods=["GET", "POST"]),
        Route(f"{PATH}/quitter", leave, methods=["GET", "POST"]),
        Route(f"{PATH}/silence", mute, methods=["POST"]),
        Route(f"{PATH}/parole", unmute, methods=["POST"]),
    ]


def ours_in(session: Session, held: Opened) -> list[Ours]:
    """Their structures that are members of it, without what they show."""
    return list(_ours(session, held))


def boxes_of(shares: Shares) -> tuple[Box, ...]:
    return tuple(Box(name, label, about, getattr(shares, name)) for name, label, about in FIELDS)


def _ours(session: Session, held: Opened) -> Iterator[Ours]:
    for membership, structure in people.memberships_of(session, held.person.id):
        try:
            role = networks.own_member(session, held.person.id, held.network.id, structure.id)
        except NotYours:
            continue  # of another network, or of none
        yield Ours(membership.id, structure, role is Role.MANAGER)


def _shares(session: Session, held: Opened) -> list[Ours]:
    """With what each of them shows now."""
    shares = network_settings.shares_of
    return [
        replace(one, boxes=boxes_of(shares(session, held.person.id, held.network.id, one.structure.id)))
        for one in _ours(session, held)
    ]


def _share(session: Session, held: Opened, form: Form) -> None:
    """Boxes that are not ticked are hidden. Raises NotYours, NotAllowed."""
    shown = form.every("montre")
    shares = Shares(**{name: name in shown for name, _, _ in FIELDS})
    network_settings.share(session, held.person.id, held.network.id, _named(session, held, form), shares)


def _leave(session: Session, held: Opened, form: Form, now: datetime) -> None:
    """Raises NotYours, NotAllowed."""
    network_leaving.leave(session, held.person.id, held.network.id, _named(session, held, form), now)


def _named(session: Session, held: Opened, form: Form) -> str:
    """The structure of theirs that the form is about. Raises NotYours."""
    said = form.one("structure")
    if not (said.isascii() and said.isdecimal()) or len(said) > LONGEST:
        raise NotYours
    _, structure = people.own(session, held.person.id, int(said))
    return structure.id
