"""`/reglages`: everything on one page, each thing with the way to change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.intake.rhythms import quiet_words
from alerts.links.signed import LinkKind
from alerts.messages.french import enumeration, moment
from alerts.model.people import Membership, Person, Role
from alerts.model.rhythm import zone_of
from alerts.model.structure import Structure
from alerts.services import addresses, people, status
from alerts.services.addresses import EMAIL, Address
from alerts.services.status import Told
from alerts.store.engine import Session
from bot.commands.rythme import IN_QUIET, never_at_its_hour
from bot.pages.annonce import ICS
from bot.pages.feed import XML
from bot.pages.profile.rhythm import told_rhythm
from bot.pages.site import Site
from bot.pages.visitors import person_of

NOTES = {
    "rythme": "C’est noté. Ce qui attend suit votre nouveau rythme.",
    "profil": "Le profil est enregistré.",
    "pause": "C’est noté : la pause commence maintenant.",
    "reprise": "Les envois reprennent.",
    "arret": "C’est arrêté : plus rien ne vous est envoyé.",
    "agenda": "Les adresses d’avant ne donnent plus rien. Les nouvelles sont ci-dessous.",
    "adresse": "Vous n’êtes plus joint par e-mail.",
}
WHERE = {"telegram": "sur Telegram", EMAIL: "par e-mail"}


@dataclass(frozen=True, slots=True)
class Line:
    """One structure of the person, and how they are told of it, in words."""

    membership: int
    structure: Structure
    manager: bool
    rhythm: str
    quiet: str
    where: str
    state: str
    stopped: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the page says. `address` is None when it was taken back meanwhile."""

    lines: tuple[Line, ...]
    address: Address | None


def routes(site: Site) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        person = await person_of(site, request)
        seen = await site.read(_seen, person, site.now)
        note = NOTES.get(request.query_params.get("fait", ""), "")
        feeds, bot_name = _feeds(site, seen), site.house.bot_name
        return site.page("settings/home", seen=seen, person=person, note=note, bot_name=bot_name, feeds=feeds)

    return [Route("/reglages", page)]


def ways_of(person: Person, address: Address | None) -> tuple[str, ...]:
    """Where this person can be told at all."""
    telegram = ("telegram",) if person.telegram_id is not None else ()
    return (*telegram, *((EMAIL,) if address is not None else ()))


def where_words(channels: tuple[str, ...], ways: tuple[str, ...]) -> str:
    """« sur Telegram et par e-mail », "" for nowhere."""
    return enumeration([WHERE[one] for one in channels if one in ways])


def _seen(session: Session, person: Person, now: datetime) -> Seen:
    address = addresses.held(session, person.id)
    ways = ways_of(person, address)
    held = people.memberships_of(session, person.id)
    return Seen(tuple(_line(one, structure, ways, session, now) for one, structure in held), address)


def _line(membership: Membership, structure: Structure, ways: tuple[str, ...], session: Session, now: datetime) -> Line:
    chosen, told = membership.preference, status.told_status(session, membership, now)
    return Line(
        membership.id,
        structure,
        membership.role is Role.MANAGER,
        told_rhythm(chosen),
        quiet_words(chosen),
        where_words(chosen.channels, ways),
        typography(" ".join(_state(told, membership, now))),
        told.paused.stopped,
    )


def _state(told: Told, membership: Membership, now: datetime) -> Iterator[str]:
    """What holds the messages back, or when the next one could leave."""
    zone = zone_of(membership.preference)
    if told.paused.stopped:
        yield "Tous les envois sont arrêtés."
    elif told.paused.own:
        yield f"En pause jusqu’au {moment(told.paused.own, zone)}."
    if told.paused.structure:
        yield f"Toute la structure est en pause jusqu’au {moment(told.paused.structure, zone)}."
    if not told.paused.stopped and not told.paused.until and told.next_at > now:
        yield f"Prochain envoi possible : {moment(told.next_at, zone)}."
    if never_at_its_hour(membership.preference, now):
        yield IN_QUIET.format(membership.preference.hour, membership.preference.quiet_to)


def _feeds(site: Site, seen: Seen) -> dict[str, str]:
    """Addresses for other programs, which hold no right to change anything."""
    if seen.address is None or seen.address.person_id is None:
        return {}
    whose = (seen.address.person_id, seen.address.generation)
    url = partial(site.links.url, now=site.now)
    return {"calendar": f"{url(LinkKind.CALENDAR, *whose)}{ICS}", "feed": f"{url(LinkKind.FEED, *whose)}{XML}"}
