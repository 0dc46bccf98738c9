"""The network of the demonstration: fictitious members, what their animator passes on, the radar, the territory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from alerts.channels.markup import to_html, to_text
from alerts.clauses.read import read_notice
from alerts.images.territory import of_period
from alerts.messages.french import PARIS
from alerts.messages.message import Message
from alerts.messages.network.radar import radar_message
from alerts.messages.network.territory import shown
from alerts.messages.network.territory_periods import Span, period
from alerts.model.network import NetworkKind, Target
from alerts.services import broadcasting, looking, network_animating, network_host, people, radar, territory
from alerts.services.broadcasting import FromNotice
from alerts.services.errors import Refusal
from alerts.services.structures import list_structures
from alerts.store import network_people
from alerts.store.engine import Session
from bot.wiring import House, describe_here

FOLDER = "reseau"
NAME = "Pôle fictif des deux rives"
NOTICE = "boamp:26-900101"
NOTE = "Le lot 2 est réservé, et personne du pôle ne l'a encore pris. Qui regarde ? On peut y aller à plusieurs."
ANIMATOR = 1  # a number that no account of Telegram has


def write_network(house: House, out: Path) -> tuple[Path, ...]:
    """A broadcast as a member reads it, the radar and the territory as an animator does, in `out/reseau`."""
    with house.database.write() as session:
        network_id, animator = _network(session, house)
    house.current.refresh(house.clock())
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "diffusion": _broadcast(house, network_id, animator),
        "radar": _radar(house, network_id, animator),
        "territoire": _territory(house, network_id, animator),
    }
    return tuple(path for name, message in told.items() if message for path in _written(folder, name, message))


def _network(session: Session, house: House) -> tuple[int, int]:
    """As the host opens it, with its first animator and the structures of the demonstration."""
    now = house.clock()
    made = network_host.create(session, NAME, NetworkKind.PTCE, now)
    animator = people.meet(session, ANIMATOR, "Camille", now)
    token = network_animating.invite_by_host(session, made.id, now)
    network_animating.accept(session, token, animator.id, now)
    for one in list_structures(session):
        network_people.add_member(session, made.id, one.id, now)
    return made.id, animator.id


def _broadcast(house: House, network_id: int, animator: int) -> Message | None:
    """Written, seen, confirmed: it leaves with what is owed. None when the notice is not there, or is over."""
    now = house.clock()
    try:
        with house.database.write() as session:
            draft = broadcasting.draft(session, animator, network_id, FromNotice(NOTICE), NOTE, Target(), now)
            seen = broadcasting.preview(session, animator, draft.id, now)
            broadcasting.confirm(session, animator, draft.id, seen.seen, now)
    except Refusal:
        return None
    return seen.message


def _radar(house: House, network_id: int, animator: int) -> Message:
    now = house.clock()
    found = radar.of_network(house.database, house.current, animator, network_id, now)
    return radar_message(NAME, found.radar, found.notices, found.names, now)


def _territory(house: House, network_id: int, animator: int) -> Message:
    """What the chat and the page show of the last twelve months, with its charts."""
    now = house.clock()
    looking.look(house.database, read_notice, describe_here, now)
    year = period(Span.YEAR, now.astimezone(PARIS).date())
    found = territory.of_network(house.database, animator, network_id, year.since, year.until, now)
    return replace(shown(found), attachments=of_period(found))


def _written(folder: Path, name: str, message: Message) -> Iterator[Path]:
    """The page and its text; its pictures beside."""
    pictures = [(f"{name}-{at}.png", one) for at, one in enumerate(message.attachments, start=1)]
    for file, one in pictures:
        (folder / file).write_bytes(one.content)
    for ending, text in {
        "html": to_html(message, [(file, one.alt) for file, one in pictures]),
        "txt": to_text(message),
    }.items():
        path = folder / f"{name}.{ending}"
        path.write_text(text, encoding="utf-8")
        yield path
