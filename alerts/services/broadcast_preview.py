"""A broadcast before it is sent: what its members will see, how many of them, and who is left out by the brakes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.messages.message import Message
from alerts.messages.network.broadcast import Passed
from alerts.model.network import Broadcast, Network
from alerts.model.structure import Structure
from alerts.network.brakes import Brake, fingerprint
from alerts.services import chat_posts, spreading
from alerts.services.broadcast_ground import Basis, Grounds
from alerts.services.spreading import Told
from alerts.store.engine import Session
from alerts.store.recipients import PERSON

NOBODY = "Personne ne recevrait cette diffusion : changez à qui elle s'adresse."


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as its members will see it, and how many. `seen` is to be given back to `confirm`.

    `message` is what `example` would receive; None when nobody is reached. `structures`, `people`, `groups`: those that
    it will be told to, `later` of these people and groups once their week has room, `paused` of them at the end of a
    pause. Left out: `outside` members that
    the target does not name, `silent` structures where nobody can be told; people and groups who muted the network, who
    were told of this notice by another broadcast, or whose week has room too late. `chats`: titles of the groups and
    channels where it is said too. `over`: why it cannot be sent any more, "" while it can.
    """

    broadcast: Broadcast
    network: Network
    seen: str
    message: Message | None = None
    example: str = ""
    structures: int = 0
    people: int = 0
    groups: int = 0
    later: int = 0
    paused: int = 0
    outside: int = 0
    silent: int = 0
    muted: int = 0
    told: int = 0
    too_late: int = 0
    chats: tuple[str, ...] = ()
    over: str = ""


def seen_of(basis: Basis) -> str:
    """What a preview is known by: another one, as soon as anything that it showed has changed."""
    return fingerprint(basis.broadcast, basis.versions)


def preview_of(session: Session, ground: Grounds, network: Network, basis: Basis, now: datetime) -> Preview:
    """Nothing is written; rights are for the caller to check."""
    empty = Preview(basis.broadcast, network, seen_of(basis), over=ground.over(basis, now))
    return empty if empty.over else _counted(empty, session, ground, basis, now)


def _counted(empty: Preview, session: Session, ground: Grounds, basis: Basis, now: datetime) -> Preview:
    found = list(spreading.leaves(session, ground, empty.network, basis, now))
    told = [one for leaf in found for one in leaf.told]
    leaving = [one for one in told if one.braked.at is not None]
    targeted = sum(len(leaf.targeted) for leaf in found)
    spoken = {one.structure.id for one in told}
    example = leaving[0].structure if leaving else None
    return replace(
        empty,
        message=_shown(ground, basis, empty.network, example, now) if example else None,
        example=example.name if example else "",
        structures=len({one.structure.id for one in leaving}),
        people=len(_recipients(leaving, people=True)),
        groups=len(_recipients(leaving, people=False)),
        later=len(_recipients(_of(told, Brake.LATER))),
        paused=len(_recipients([one for one in leaving if _is_paused(one, now)])),
        outside=sum(leaf.members for leaf in found) - targeted,
        silent=targeted - len(spoken),
        muted=len(_recipients(_of(told, Brake.MUTED))),
        told=len(_recipients(_of(told, Brake.TOLD))),
        too_late=len(_recipients(_of(told, Brake.TOO_LATE))),
        chats=tuple(one.title for one in chat_posts.chats_of(session, basis.broadcast)),
        over="" if leaving else NOBODY,
    )


def _shown(ground: Grounds, basis: Basis, network: Network, example: Structure, now: datetime) -> Message | None:
    return ground.message(basis, Passed(network.name, basis.broadcast.note, example), now)


def _of(told: Sequence[Told], brake: Brake) -> list[Told]:
    return [one for one in told if one.braked.brake is brake]


def _recipients(told: Sequence[Told], *, people: bool | None = None) -> set[str]:
    """Each once, whatever their channels and structures. `people`: only them, or only groups and folders."""
    keys = {_whose(one) for one in told}
    return keys if people is None else {one for one in keys if one.startswith(PERSON) is people}


def _is_paused(one: Told, now: datetime) -> bool:
    until = one.listener.paused_until
    return until is not None and until > now


def _whose(one: Told) -> str:
    to = one.listener.recipient
    return to.key if to.key.startswith(PERSON) else f"{one.structure.id} {to.channel} {to.key}"
