"""Whom a structure's messages are for: its folder, its members, its groups; and what becomes of those out of reach."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, delete, select, update

from alerts.model.people import Recipient
from alerts.model.preference import Preference
from alerts.model.rhythm import AT_ONCE
from alerts.store import network_chats
from alerts.store.engine import Session
from alerts.store.mail_tables import AddressRow
from alerts.store.people_tables import GroupRow, MembershipRow, PersonRow
from alerts.store.tables import DeliveryRow, StructureRow
from alerts.store.values import remembered
from alerts.store.writing import parts, table_of

TELEGRAM, EMAIL = "telegram", "email"
PERSON, GROUP, ADDRESS, NETWORK_CHAT = "person:", "group:", "address:", "network-chat:"

_people, _groups, _deliveries = table_of(PersonRow), table_of(GroupRow), table_of(DeliveryRow)
_structures, _memberships = table_of(StructureRow), table_of(MembershipRow)
_addresses = table_of(AddressRow)
_s, _m, _p, _g, _a = _structures.c, _memberships.c, _people.c, _groups.c, _addresses.c

# Built once: every message asks for them.
_OF_ALL = _s.id.in_(bindparam("structures", expanding=True))
_FOLDERS = select(_s.id, _s.channels).where(_OF_ALL)
_WORKS = (_a.confirmed_at.is_not(None), _a.trouble.is_(None))
_CHAT = case((_p.blocked_at.is_(None), _p.telegram_id))  # NULL while they cannot be written to there
_MEMBERS = (
    select(_s.id, _s.paused_until.label("all_paused"), _m.preference, _m.paused_until, _m.id.label("membership"))
    .add_columns(_p.id.label("person"), _CHAT.label("chat"), _a.email)
    .join(_memberships, _m.structure_id == _s.id)
    .join(_people, _p.id == _m.person_id)
    .outerjoin(_addresses, and_(_a.person_id == _p.id, *_WORKS))
    .order_by(_m.id)
)
_LINKED = (
    select(_s.id, _s.paused_until.label("all_paused"), _g.preference, _g.paused_until, _g.id.label("linked"))
    .add_columns(_g.chat_id, _g.topic_id)
    .join(_groups, _g.structure_id == _s.id)
    .where(_g.trouble.is_(None))
    .order_by(_g.id)
)
_MEMBER = _MEMBERS.where(_s.id == bindparam("structure"), _p.id == bindparam("number"))
_ONE_GROUP = _LINKED.where(_s.id == bindparam("structure"), _g.id == bindparam("number"))
_ALL_MEMBERS, _ALL_LINKED = _MEMBERS.where(_OF_ALL), _LINKED.where(_OF_ALL)


@dataclass(frozen=True, slots=True)
class Listener:
    """A recipient of a structure, and how they want to be told. `address` is in the words of the channel.

    `paused_until` is the later of their own pause and of the structure's. `membership`: None for a folder or a group.
    """

    recipient: Recipient
    preference: Preference = field(default=AT_ONCE)
    paused_until: datetime | None = None
    address: str = ""
    membership: int | None = None


def listeners_of(session: Session, structure_ids: Collection[str]) -> dict[str, tuple[Listener, ...]]:
    """Structure id → its recipients that can be reached, for structures that exist: the folder, people, groups.

    People are told on the channels that they chose among those they have. Always in the same order.
    """
    found: dict[str, list[Listener]] = {}
    for some in parts(structure_ids):
        there = {row.id: row.channels for row in session.execute(_FOLDERS, {"structures": some})}
        for structure, channels in there.items():
            found[structure] = [Listener(Recipient(name)) for name in json.loads(channels) if name != TELEGRAM]
        those = {"structures": list(there)}
        for member in session.execute(_ALL_MEMBERS, those):
            found[member.id].extend(_ways_of(member))
        for linked in session.execute(_ALL_LINKED, those):
            found[linked.id].append(_group(linked))
    return {structure: tuple(told) for structure, told in found.items()}


def listener_of(session: Session, structure_id: str, to: Recipient) -> Listener | None:
    """This one of `listeners_of`; None when they are none of them."""
    if not to.key:
        told = listeners_of(session, [structure_id]).get(structure_id, ())
        return next((one for one in told if one.recipient == to), None)
    person, group = number_of(to, PERSON), number_of(to, GROUP)
    if person is not None:
        row = session.execute(_MEMBER, {"structure": structure_id, "number": person}).first()
        return next((one for one in _ways_of(row) if one.recipient == to), None) if row else None
    if group is not None and to.channel == TELEGRAM:
        row = session.execute(_ONE_GROUP, {"structure": structure_id, "number": group}).first()
        return _group(row) if row else None
    return None


def address_of(session: Session, to: Recipient) -> str | None:
    """Where they are written to; None when they are gone or cannot be reached.

    "address:7" answers though it is nobody's yet, or in trouble: only what was just asked for is sent there.
    """
    if to.channel == EMAIL:
        return _mailbox_of(session, to)
    number = number_of(to, PERSON)
    if number is not None:
        reachable = (_p.id == number, _p.blocked_at.is_(None), _p.telegram_id.is_not(None))
        chat = session.execute(select(_p.telegram_id).where(*reachable)).scalar()
        return None if chat is None else address(chat)
    place = _place_of(session, to)
    return address(*place) if place else None


def _place_of(session: Session, to: Recipient) -> tuple[int, int] | None:
    """Chat and topic (0: the chat itself) of what can be written to."""
    network_chat = number_of(to, NETWORK_CHAT)
    if network_chat is not None:
        held = network_chats.load(session, network_chat)
        return (held.chat_id, held.topic_id or 0) if held and held.trouble is None else None
    number = number_of(to, GROUP)
    query = select(_g.chat_id, _g.topic_id).where(_g.id == number, _g.trouble.is_(None))
    row = session.execute(query).first() if number is not None else None
    return (row.chat_id, row.topic_id) if row else None


def _mailbox_of(session: Session, to: Recipient) -> str | None:
    person, own = number_of(to, PERSON), number_of(to, ADDRESS)
    if person is not None:
        return session.execute(select(_a.email).where(_a.person_id == person, *_WORKS)).scalar()
    if own is not None:
        return session.execute(select(_a.email).where(_a.id == own)).scalar()
    return None


def spoken_of_on_telegram(session: Session, person_id: int | None) -> str | None:
    """A structure that this person hears of on Telegram, else any of theirs; None when they cannot be reached there."""
    query = select(_m.structure_id, _m.preference).join(_people, _p.id == _m.person_id).order_by(_m.id)
    reachable = (_p.id == person_id, _p.telegram_id.is_not(None), _p.blocked_at.is_(None))
    found = list(session.execute(query.where(*reachable)))
    heard = [one for one in found if TELEGRAM in remembered(Preference, one.preference).channels]
    return next((str(one.structure_id) for one in (*heard, *found)), None)


def mark_blocked(session: Session, person_id: int, now: datetime) -> None:
    """Since now, unless it was already so."""
    blocked = update(_people).where(_p.id == person_id, _p.blocked_at.is_(None))
    session.execute(blocked.values(blocked_at=now))


def unblock(session: Session, telegram_id: int) -> int | None:
    """The person who can be written to again, if they could not; None otherwise."""
    back = update(_people).where(_p.telegram_id == telegram_id, _p.blocked_at.is_not(None))
    return session.execute(back.values(blocked_at=None).returning(_p.id)).scalar()


def mark_trouble(session: Session, group_id: int, reason: str) -> None:
    session.execute(update(_groups).where(_g.id == group_id).values(trouble=reason))


def chat_of(session: Session, to: Recipient) -> int | None:
    """The chat of a group of a structure or of a network, whether or not it can be written to; None for others."""
    network_chat, group = number_of(to, NETWORK_CHAT), number_of(to, GROUP)
    if network_chat is not None:
        held = network_chats.load(session, network_chat)
        return held.chat_id if held else None
    return session.execute(select(_g.chat_id).where(_g.id == group)).scalar() if group is not None else None


def move_chat(session: Session, old: int, new: int) -> None:
    """All topics, structures and networks of a chat now live in another. Safe to repeat.

    A link made meanwhile in the new chat gives way to the older one, whose messages and wishes are kept. Telegram says
    it several times at once: the links are held, so that the second one sees what the first has moved.
    """
    here = {(row.topic_id, row.structure_id): row.id for row in _links(session, old, hold=True)}
    there = {(row.topic_id, row.structure_id): row.id for row in _links(session, new)}
    for place in here.keys() & there.keys():
        to, before = f"{GROUP}{here[place]}", f"{GROUP}{there[place]}"
        session.execute(update(_deliveries).where(_deliveries.c.recipient == before).values(recipient=to))
        session.execute(delete(_groups).where(_g.id == there[place]))
    session.execute(update(_groups).where(_g.chat_id == old).values(chat_id=new))
    network_chats.move(session, old, new)


def address(chat_id: int, topic_id: int = 0) -> str:
    """« 12 », or « -100123/7 » for a topic of a forum."""
    return f"{chat_id}/{topic_id}" if topic_id else str(chat_id)


def chat_in(address: str) -> int | None:
    """The chat of an address; None when it is none."""
    chat = address.partition("/")[0]
    return int(chat) if chat.removeprefix("-").isdecimal() else None


def number_of(to: Recipient, prefix: str) -> int | None:
    """12 of "person:12" when `prefix` is that of people; None for another kind of recipient."""
    number = to.key.removeprefix(prefix)
    return int(number) if to.key.startswith(prefix) and number.isdecimal() else None


def _ways_of(row: Row[Any]) -> Iterator[Listener]:
    """Those that a member has, and chose."""
    wish = remembered(Preference, row.preference)
    key, pause = f"{PERSON}{row.person}", _paused_until(row)
    if row.chat is not None and TELEGRAM in wish.channels:
        yield Listener(Recipient(TELEGRAM, key), wish, pause, address(row.chat), row.membership)
    if row.email is not None and EMAIL in wish.channels:
        yield Listener(Recipient(EMAIL, key), wish, pause, row.email, row.membership)


def _group(row: Row[Any]) -> Listener:
    wish, where = remembered(Preference, row.preference), address(row.chat_id, row.topic_id)
    return Listener(Recipient(TELEGRAM, f"{GROUP}{row.linked}"), wish, _paused_until(row), where)


def _paused_until(row: Row[Any]) -> datetime | None:
    pauses = [one for one in (row.paused_until, row.all_paused) if one is not None]
    return max(pauses, default=None)


def _links(session: Session, chat_id: int, *, hold: bool = False) -> list[Row[Any]]:
    query = select(_g.id, _g.topic_id, _g.structure_id).where(_g.chat_id == chat_id)
    return list(session.execute(query.with_for_update() if hold else query))
