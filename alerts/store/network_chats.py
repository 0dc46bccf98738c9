"""Telegram groups, topics of them, and channels where a network speaks. In the tables topic 0 is the chat itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, or_, select, update

from alerts.model.delivery import DeliveryKind
from alerts.model.network import NetworkChat
from alerts.store.engine import Session
from alerts.store.network_tables import NetworkChatRow
from alerts.store.tables import DeliveryRow
from alerts.store.values import from_json, to_json
from alerts.store.writing import insert_new, table_of

_KEY = "network-chat:"  # as `alerts.store.recipients.NETWORK_CHAT`, which imports this module

_chats, _deliveries = table_of(NetworkChatRow), table_of(DeliveryRow)
_c, _d = _chats.c, _deliveries.c
_ONE_PLACE = ("chat_id", "topic_id", "network_id")


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the ledger for a chat: the broadcast it tells, whether it left, and when it did or will."""

    id: int
    broadcast_id: int
    sent: bool
    at: datetime


def load(session: Session, number: int) -> NetworkChat | None:
    row = session.execute(select(*_c).where(_c.id == number)).first()
    return _chat(row) if row else None


def of_network(session: Session, network_id: int) -> list[NetworkChat]:
    """In the order in which they were linked, those in trouble included."""
    rows = session.execute(select(*_c).where(_c.network_id == network_id).order_by(_c.id))
    return [_chat(row) for row in rows]


def in_chat(session: Session, chat_id: int) -> list[NetworkChat]:
    """What networks say in this chat, all topics together, in the order in which they were linked."""
    return [_chat(row) for row in session.execute(select(*_c).where(_c.chat_id == chat_id).order_by(_c.id))]


def linked_by(session: Session, person_id: int) -> list[NetworkChat]:
    return [_chat(row) for row in session.execute(select(*_c).where(_c.linked_by == person_id).order_by(_c.id))]


def add(session: Session, new: NetworkChat, now: datetime) -> bool:
    """False when it is linked already. `new.id` is not used."""
    row = {"network_id": new.network_id, "chat_id": new.chat_id, **_values(new), "created_at": now}
    return bool(insert_new(session, NetworkChatRow, [row], _ONE_PLACE, returning=["id"]))


def put(session: Session, chat: NetworkChat) -> None:
    """Write its topic, its title, who linked it, and its trouble."""
    session.execute(update(_chats).where(_c.id == chat.id).values(**_values(chat)))


def mark_trouble(session: Session, number: int, reason: str) -> NetworkChat | None:
    """The chat, now in trouble; None when it was already, or is gone."""
    free = update(_chats).where(_c.id == number, _c.trouble.is_(None))
    marked = session.execute(free.values(trouble=reason).returning(_c.id)).scalar()
    return load(session, number) if marked is not None else None


def forget(session: Session, numbers: Sequence[int]) -> None:
    """With what was sent there or waits."""
    session.execute(delete(_deliveries).where(_d.recipient.in_([key_of(one) for one in numbers])))
    session.execute(delete(_chats).where(_c.id.in_(numbers)))


def move(session: Session, old: int, new: int) -> None:
    """All its topics and networks now live in another chat; a link made there meanwhile gives way to the older one,
    whose messages are kept. Safe to repeat."""
    here = {(row.topic_id, row.network_id): row.id for row in _places(session, old, hold=True)}
    there = {(row.topic_id, row.network_id): row.id for row in _places(session, new)}
    for place in here.keys() & there.keys():
        moved = update(_deliveries).where(_d.recipient == key_of(there[place]))
        session.execute(moved.values(recipient=key_of(here[place])))
        session.execute(delete(_chats).where(_c.id == there[place]))
    session.execute(update(_chats).where(_c.chat_id == old).values(chat_id=new))


def posts_in(session: Session, chats: Collection[NetworkChat], since: datetime) -> list[Post]:
    """Broadcasts that were told in these chats since, or that wait to be."""
    living = or_(_d.next_at.is_not(None), and_(_d.outcome == "sent", _d.settled_at >= since))
    query = select(_d.id, _d.cause, _d.outcome, _d.settled_at, _d.next_at).order_by(_d.id)
    these = (_d.recipient.in_([key_of(one.id) for one in chats]), _d.kind == DeliveryKind.BROADCAST.value)
    rows: list[Row[Any]] = list(session.execute(query.where(*these, living)))
    return [_post(row) for row in rows]


def told_by(session: Session, delivery_id: int) -> int | None:
    """The broadcast that a post tells; None when this message of the ledger is no post of a chat."""
    posts = (_d.id == delivery_id, _d.kind == DeliveryKind.BROADCAST.value, _d.recipient.startswith(_KEY))
    cause = session.execute(select(_d.cause).where(*posts)).scalar()
    return int(str(from_json(dict, cause)["broadcast"])) if cause is not None else None


def told_to_structures(
    session: Session, cause: dict[str, object], structure_ids: Sequence[str], first: str
) -> int | None:
    """A message of the ledger with this cause to one of these structures, that of recipient `first` before others;
    None when there is none."""
    these = (_d.kind == DeliveryKind.BROADCAST.value, _d.cause == to_json(dict, cause))
    query = select(_d.id).where(*these, _d.structure_id.in_(structure_ids))
    found: int | None = session.execute(query.order_by(_d.recipient != first, _d.id).limit(1)).scalar()
    return found


def key_of(number: int) -> str:
    """See `alerts.model.people.Recipient.key`."""
    return f"{_KEY}{number}"


def _values(chat: NetworkChat) -> dict[str, object]:
    return {
        "topic_id": chat.topic_id or 0,
        "title": chat.title,
        "channel": chat.channel,
        "linked_by": chat.linked_by,
        "trouble": chat.trouble,
    }


def _places(session: Session, chat_id: int, *, hold: bool = False) -> list[Row[Any]]:
    query = select(_c.id, _c.topic_id, _c.network_id).where(_c.chat_id == chat_id)
    return list(session.execute(query.with_for_update() if hold else query))


def _chat(row: Row[Any]) -> NetworkChat:
    place = (row.id, row.network_id, row.chat_id, row.topic_id or None)
    return NetworkChat(*place, row.title, row.channel, row.linked_by, row.trouble)


def _post(row: Row[Any]) -> Post:
    told = int(str(from_json(dict, row.cause)["broadcast"]))
    return Post(row.id, told, row.outcome == "sent", row.settled_at or row.next_at)
