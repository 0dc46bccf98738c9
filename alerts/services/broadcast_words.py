"""A broadcast on the day when it is written: what holds then, or why it is no longer sent."""

from datetime import datetime, timedelta

from alerts.messages.message import Message
from alerts.messages.network.broadcast import Passed
from alerts.model.delivery import Claimed, DeliveryKind, Later, Refused
from alerts.model.network import Network
from alerts.network.brakes import WEEK, first_room
from alerts.services import broadcast_ground
from alerts.services.broadcast_ground import Basis, Grounds
from alerts.services.due import Due
from alerts.services.spreading import LOOKED_BACK
from alerts.store import broadcasts, network_people, networks, responses
from alerts.store.broadcasts import Receipt
from alerts.store.engine import Database, Session
from alerts.store.recipients import PERSON, number_of

AT_ONCE = timedelta(hours=1)  # longer than a lease

NOTHING_LEFT = "la diffusion, le réseau ou l'avis n'est plus enregistré"
LEFT = "la structure ne fait plus partie du réseau"
WITHDRAWN = "diffusion retirée par le réseau avant l'envoi"
MUTED = "cette personne ne veut plus de messages de ce réseau"
TOLD = "une autre diffusion a déjà transmis cet avis à ce destinataire"
FULL = "ce réseau a déjà écrit autant que permis cette semaine : ce message attend"
OVER = "il n'y a plus à répondre : consultation annulée, attribuée ou échéance passée"


def is_one(row: Claimed) -> bool:
    """False for an old row, whose words are in its cause."""
    return row.kind is DeliveryKind.BROADCAST and "broadcast" in row.cause


class BroadcastWords:
    """Writes them. Safe to use from several threads."""

    def __init__(self, database: Database, grounds: Grounds) -> None:
        self._database, self._grounds = database, grounds

    def message(self, one: Due, now: datetime, *, taps: bool) -> Message | Refused | Later:
        """`taps`: the channel shows its buttons, and what they do is told. Later when the week of this recipient has
        no room: a pause that ends lets go of all that it held."""
        with self._database.read() as session:
            found = self._read(session, one, now)
        if isinstance(found, Refused | Later):
            return found
        basis, network, named, match_id = found
        if self._grounds.over(basis, now):
            return Refused(OVER)
        passed = Passed(network, basis.broadcast.note, one.structure, one.row.id, match_id, named, taps)
        return self._grounds.message(basis, passed, now) or Refused(NOTHING_LEFT)

    def whose(self, one: Due) -> tuple[int, int] | None:
        """(person, network) of a broadcast: who may stop those of its network. None for a group or a folder."""
        person = number_of(one.row.to, PERSON)
        with self._database.read() as session:
            broadcast = broadcasts.load(session, _number(one))
        return None if person is None or broadcast is None else (person, broadcast.network_id)

    def _read(self, session: Session, one: Due, now: datetime) -> tuple[Basis, str, bool, int | None] | Refused | Later:
        """What it stands on, the name of the network, whether the structure is named there, its match."""
        broadcast = broadcasts.load(session, _number(one))
        network = networks.load_network(session, broadcast.network_id) if broadcast else None
        if broadcast is None or network is None:
            return Refused(NOTHING_LEFT)
        if broadcast.withdrawn_at is not None:
            return Refused(WITHDRAWN)
        member = network_people.load_member(session, network.id, one.structure.id)
        if member is None:
            return Refused(LEFT)
        person = number_of(one.row.to, PERSON)
        if person is not None and network_people.is_muted(session, network.id, person):
            return Refused(MUTED)
        basis = broadcast_ground.load(session, broadcast)
        if _told_already(session, basis, one, now):
            return Refused(TOLD)
        room = first_room(_received(session, network, one, now), now, network.weekly_cap)
        if room > now:
            return Later(room, FULL)
        return basis, network.name, member.shares.answers, _match(session, basis, one.structure.id)


def _number(one: Due) -> int:
    return int(str(one.row.cause["broadcast"]))


def _received(session: Session, network: Network, one: Due, now: datetime) -> list[datetime]:
    """The moments of the other broadcasts of this network to this recipient, those that leave at this very moment
    included; on several channels, one of them is one."""
    ours = broadcasts.sent_since(session, network.id, now - LOOKED_BACK) - {_number(one)}
    found = broadcasts.receipts(session, [one.structure.id], ours, now - WEEK)
    theirs = [row for row in found if row.recipient == one.row.recipient]
    moments = {row.broadcast_id: row.at for row in theirs if row.sent or _first(row, one, now)}
    return [min(at, now) for at in moments.values()]


def _told_already(session: Session, basis: Basis, one: Due, now: datetime) -> bool:
    """By another broadcast of the same notice, of this network or another, that left within a week, or that leaves at
    this very moment and was owed first: two networks that pass on one notice on one day are one message."""
    others = broadcasts.about_notices(session, basis.notice_ids, now - WEEK) - {basis.broadcast.id}
    if not others:
        return False
    found = broadcasts.receipts(session, [one.structure.id], others, now - WEEK)
    mine = [row for row in found if (row.channel, row.recipient) == (one.row.channel, one.row.recipient)]
    return any(row.sent or (_first(row, one, now) and _will_leave(session, row.broadcast_id, one)) for row in mine)


def _first(row: Receipt, one: Due, now: datetime) -> bool:
    """It is as good as sent: owed before, and due at this moment. One that waits for next week gives way."""
    return row.id < one.row.id and row.at <= now + AT_ONCE


def _will_leave(session: Session, broadcast_id: int, one: Due) -> bool:
    """A broadcast that waits, and that this recipient will not refuse."""
    broadcast, person = broadcasts.load(session, broadcast_id), number_of(one.row.to, PERSON)
    if broadcast is None or network_people.load_member(session, broadcast.network_id, one.structure.id) is None:
        return False
    return person is None or not network_people.is_muted(session, broadcast.network_id, person)


def _match(session: Session, basis: Basis, structure_id: str) -> int | None:
    """The alert that the structure had of it, if it had one."""
    notice_id = basis.broadcast.notice_id
    if notice_id is None:
        return None
    held = responses.held_about(session, [structure_id], [notice_id]).get((structure_id, notice_id))
    return held.match_id if held else None
