"""Owing a broadcast to its members: page by page, each person by their own preference, nobody twice.

A page of members is one transaction, so that nobody else waits for five thousand of them. The last structure gone
through is written with the page: a kill between two pages loses nothing, and the next beat goes on.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed
from alerts.model.network import Broadcast, Network
from alerts.model.people import Recipient
from alerts.model.rhythm import next_moment
from alerts.model.structure import Structure
from alerts.network.brakes import WEEK, Brake, Braked, braked
from alerts.network.targets import reached
from alerts.services import audience, broadcast_ground, chat_posts
from alerts.services.audience import Listener
from alerts.services.broadcast_ground import Basis, Grounds
from alerts.store import broadcasts, network_people, networks, recipients
from alerts.store.broadcasts import Receipt
from alerts.store.engine import Database, Session
from alerts.store.recipients import PERSON
from alerts.territory.france import France

PAGE = 200  # structures a transaction
AGAIN = WEEK  # another broadcast of the same notice says nothing new before
LOOKED_BACK = timedelta(days=400)  # a recipient whose messages wait for the end of a long pause still counts them

Listening = Callable[[Session, Sequence[str]], Mapping[str, Sequence[Listener]]]


@dataclass(frozen=True, slots=True)
class Told:
    """One recipient of a member that the target names, and what becomes of the broadcast for them."""

    structure: Structure
    listener: Listener
    braked: Braked


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of members: `targeted` are those that the target names, `told` their recipients. `last` is the id of its
    last member, None when no member follows."""

    members: int
    targeted: tuple[Structure, ...]
    told: tuple[Told, ...]
    last: str | None


def spread(
    database: Database,
    grounds: Grounds,
    now: datetime,
    *,
    page: int = PAGE,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Go on with every broadcast that was confirmed and not owed to all its members; how many messages are new.

    Safe to repeat at any time, and from several machines.
    """
    with database.read() as session:
        waiting = broadcasts.to_spread(session)
    owed = 0
    for broadcast_id in waiting:
        going = True
        while going and not stop():
            with database.write() as session:
                more = spread_page(session, grounds, broadcast_id, now, page)
            going, owed = more is not None, owed + (more or 0)
    return owed


def spread_page(session: Session, grounds: Grounds, broadcast_id: int, now: datetime, page: int = PAGE) -> int | None:
    """Owe the next page of members, and with the first one what the chats of the network are told; how many messages
    are new, None when no member was left to go through."""
    broadcasts.take_turn(session)
    after = broadcasts.spread_up_to(session, broadcast_id)
    broadcast = broadcasts.load(session, broadcast_id)
    network = networks.load_network(session, broadcast.network_id) if broadcast else None
    if after is None or broadcast is None or network is None:
        return None
    basis = broadcast_ground.load(session, broadcast)
    if grounds.over(basis, now):
        broadcasts.put_spread(session, broadcast_id, None, 0)
        return None
    until = broadcast.sent_at or now
    leaf = _leaf(session, grounds, network, basis, now, after, page, until, audience.recipients_of)
    owed = [_owed(broadcast, one) for one in leaf.told if one.braked.at is not None]
    said = chat_posts.owed(session, grounds, basis, now) if not after else []
    new = book.owe(session, [*owed, *said], now)
    broadcasts.put_spread(session, broadcast_id, leaf.last, len({one.structure_id for one in owed}))
    return new


def leaves(
    session: Session, grounds: Grounds, network: Network, basis: Basis, now: datetime, page: int = PAGE
) -> Iterator[Leaf]:
    """What would be owed now, page by page; nothing is written."""
    after: str | None = ""
    while after is not None:
        leaf = _leaf(session, grounds, network, basis, now, after, page, now, recipients.listeners_of)
        yield leaf
        after = leaf.last


def _leaf(
    session: Session,
    grounds: Grounds,
    network: Network,
    basis: Basis,
    now: datetime,
    after: str,
    page: int,
    until: datetime,
    listening: Listening,
) -> Leaf:
    members = [one for one, _ in broadcasts.members_after(session, network.id, after, page, until)]
    lots = grounds.lots(basis, now)
    targeted = reached(members, basis.broadcast.target, France.load(), lots, grounds.may_answer) if members else []
    told = _told(session, grounds, network, basis, targeted, listening, now)
    last = members[-1].id if len(members) == page else None
    return Leaf(len(members), tuple(targeted), tuple(told), last)


def _told(
    session: Session,
    grounds: Grounds,
    network: Network,
    basis: Basis,
    targeted: Sequence[Structure],
    listening: Listening,
    now: datetime,
) -> Iterator[Told]:
    listeners = listening(session, [one.id for one in targeted])
    brakes = _Brakes(session, network, basis, listeners.keys(), grounds.closes(basis, now), now)
    for structure in targeted:
        for listener in listeners.get(structure.id, ()):
            yield Told(structure, listener, brakes.of(structure.id, listener))


class _Brakes:
    """What holds back one broadcast, for the recipients of a page of members."""

    def __init__(
        self,
        session: Session,
        network: Network,
        basis: Basis,
        structure_ids: Collection[str],
        closes: datetime | None,
        now: datetime,
    ) -> None:
        self._cap, self._closes, self._now = network.weekly_cap, closes, now
        self._muted = network_people.muted_by(session, network.id)
        ours = broadcasts.sent_since(session, network.id, now - LOOKED_BACK) - {basis.broadcast.id}
        alike = broadcasts.about_notices(session, basis.notice_ids, now - AGAIN) - {basis.broadcast.id}
        self._moments: dict[tuple[str, str], dict[int, datetime]] = {}
        self._told: set[tuple[str, Recipient]] = set()
        for one in broadcasts.receipts(session, structure_ids, ours | alike, now - WEEK):
            self._note(one, ours, alike)

    def of(self, structure_id: str, listener: Listener) -> Braked:
        """A pause is not looked at: it holds back what is due, and lets go of it when it ends, even sooner."""
        to = listener.recipient
        person = recipients.number_of(to, PERSON)
        wanted = next_moment(listener.preference, self._now, closes=self._closes)
        return braked(
            self._moments.get((structure_id, to.key), {}).values(),
            wanted,
            self._cap,
            self._closes,
            muted=person is not None and person in self._muted,
            told=(structure_id, to) in self._told,
        )

    def _note(self, one: Receipt, ours: set[int], alike: set[int]) -> None:
        """The channels of one person carry one broadcast: it counts once, at the latest of its moments."""
        if one.broadcast_id in ours:
            known = self._moments.setdefault((one.structure_id, one.recipient), {})
            known[one.broadcast_id] = max(one.at, known.get(one.broadcast_id, one.at))
        if one.broadcast_id in alike and one.sent:
            self._told.add((one.structure_id, Recipient(one.channel, one.recipient)))


def key_of(broadcast_id: int, structure_id: str, to: Recipient) -> str:
    """Under which a broadcast is owed once."""
    return f"broadcast:{broadcast_id}:{structure_id}:{to.channel}:{to.key}"


def _owed(broadcast: Broadcast, one: Told) -> Owed:
    to = one.listener.recipient
    if one.braked.at is None or one.braked.brake not in (Brake.NOW, Brake.LATER):
        raise ValueError("a broadcast that is held back is not owed")
    return Owed(
        one.structure.id,
        to.channel,
        DeliveryKind.BROADCAST,
        broadcasts.cause_of(broadcast.id),
        key_of(broadcast.id, one.structure.id, to),
        one.braked.at,
        to.key,
    )
