"""`/reseaux`: the networks of a person. `/reseaux/N`: what one is, what it reaches, who animates it."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.messages.french import count, enumeration
from alerts.messages.network.call import counted_words
from alerts.model.network import Network
from alerts.model.people import Person
from alerts.network.reach import Reach
from alerts.network.rights import Act, may
from alerts.services import calling, network_settings, networks
from alerts.services.errors import NotYours
from alerts.services.networks import Seen
from alerts.store.engine import Session
from bot.commands.network.labels import KINDS, SHORT
from bot.commands.profile.asking_places import territory_line
from bot.commands.profile.asking_trades import trades_line
from bot.pages.network.opened import ALL, PATH, Opened, opened
from bot.pages.site import Site
from bot.pages.visitors import person_of

UNNAMED = "une personne sans prénom connu"
NOTES = {
    "demande": "C’est demandé.",
    "retiree": "C’est fait : votre demande est retirée.",
    "quitte": "C’est fait : votre structure ne fait plus partie de ce réseau. Ce qu’il voyait d’elle est effacé.",
    "parti": "C’est fait : vous n’animez plus ce réseau.",
    "rejoint": "C’est fait : votre structure fait partie de ce réseau.",
    "anime": "C’est fait : vous animez ce réseau.",
    "silence": "C’est noté : vous ne recevez plus les messages de ce réseau. Vos propres alertes continuent.",
    "parole": "C’est noté : vous recevez de nouveau les messages de ce réseau.",
}
NOTHING_YET = "aucun pour l’instant"


@dataclass(frozen=True, slots=True)
class Line:
    """A network of the list. `part`: what whoever looks is in it."""

    url: str
    name: str
    kind: str
    counted: str
    part: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the page of a network says. `trades` and `places` are "" while it waits for the host; `set_trades` and
    `set_places`: its animators chose them, they are not those of its members. `calls`: how many look for partners, for
    its animators. `members`: how many structures."""

    kind: str
    counted: str
    structures: tuple[str, ...]
    muted: bool
    animators: tuple[str, ...]
    trades: str = ""
    places: str = ""
    set_trades: bool = False
    set_places: bool = False
    calls: str = ""
    members: int = 0


def routes(site: Site) -> list[BaseRoute]:
    async def every(request: Request) -> Response:
        person = await person_of(site, request)
        seen = await site.read(networks.of_person, person.id)
        return site.page("network/all", lines=[_line(one) for one in seen], note=_note(request))

    async def page(request: Request) -> Response:
        held = await opened(site, request, Act.SEE)
        told = await site.read(_told, held)
        return site.page("network/home", held=held, told=told, note=_note(request))

    return [Route(ALL, every), Route(PATH, page)]


def _note(request: Request) -> str:
    return NOTES.get(request.query_params.get("fait", ""), "")


def _line(seen: Seen) -> Line:
    it = seen.network
    return Line(f"{ALL}/{it.id}", it.name, SHORT[it.kind], counted(seen), _part(seen))


def counted(seen: Seen) -> str:
    """« 12 structures membres, 2 animateurs »."""
    members = count(seen.members, "structure membre", "structures membres")
    return f"{members}, {count(seen.animators, 'animateur')}"


def _part(seen: Seen) -> str:
    """In a sentence or two."""
    if not seen.standing.approved:
        return "Attend l’accord de l’hébergeur de Vigie."
    said = ["Vous l’animez."] if seen.standing.animator else []
    if seen.structures:
        ours = "Votre structure membre" if len(seen.structures) == 1 else "Vos structures membres"
        said.append(f"{ours}\u00a0: {enumeration(seen.structures)}.")
    return " ".join([*said, *(["Vous ne recevez plus ses messages."] if seen.muted else [])])


def _told(session: Session, held: Opened) -> Told:
    """Raises NotYours, NotAllowed."""
    network, person_id = held.network, held.person.id
    seen = next((one for one in networks.of_person(session, person_id) if one.network.id == network.id), None)
    if seen is None:
        raise NotYours(networks.NOT_IN)
    people = networks.animators(session, person_id, network.id)
    names = tuple(_named(one, person_id) for one in people)
    calls = calling.counts(session, person_id, network.id) if may(Act.SEE_RADAR, held.standing) else (0, 0)
    said = typography(counted_words(*calls))
    plain = Told(
        KINDS[network.kind], counted(seen), seen.structures, seen.muted, names, calls=said, members=seen.members
    )
    if not may(Act.SEE_MEMBERS, held.standing):
        return plain
    return _reaching(plain, network, network_settings.reach_of(session, person_id, network.id))


def _named(one: Person, me: int) -> str:
    """By first name, which Vigie only knows of who talks to it on Telegram."""
    if one.id == me:
        return f"{one.name} (vous)" if one.name else "vous"
    return one.name or UNNAMED


def _reaching(told: Told, network: Network, reach: Reach) -> Told:
    return replace(
        told,
        trades=trades_words(reach),
        places=territory_line(reach.territory),
        set_trades=network.trades is not None,
        set_places=network.territory is not None,
    )


def trades_words(reach: Reach) -> str:
    """« Espaces verts, Nettoyage », « tous », or that nobody said any."""
    codes = [f"CPV {code}" for code in sorted(reach.cpv_prefixes)]
    if reach.any_trade:
        return "tous (une structure membre suit tous les métiers)"
    named = [trades_line(reach.trades)] if reach.trades else []
    return ", ".join([*named, *codes]) or NOTHING_YET
