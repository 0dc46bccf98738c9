"""Whom a network speaks to by itself: its animators, the people of its members, its own chats."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, select

from alerts.model.people import Recipient
from alerts.model.preference import Preference
from alerts.model.rhythm import AT_ONCE
from alerts.store.engine import Session
from alerts.store.mail_tables import AddressRow
from alerts.store.network_tables import AnimatorRow, MemberRow, MuteRow, NetworkChatRow, NetworkRow
from alerts.store.people_tables import MembershipRow, PersonRow
from alerts.store.recipients import EMAIL, NETWORK_CHAT, PERSON, TELEGRAM, Listener, address, number_of
from alerts.store.values import remembered
from alerts.store.writing import parts, table_of

_people, _addresses, _memberships = table_of(PersonRow), table_of(AddressRow), table_of(MembershipRow)
_p, _a, _m = _people.c, _addresses.c, _memberships.c
_animators, _members, _mutes = table_of(AnimatorRow).c, table_of(MemberRow).c, table_of(MuteRow).c
_chats, _networks = table_of(NetworkChatRow).c, table_of(NetworkRow).c
_CHAT = case((_p.blocked_at.is_(None), _p.telegram_id))  # NULL while they cannot be written to there
_WORKS = (_a.person_id == _p.id, _a.confirmed_at.is_not(None), _a.trouble.is_(None))


def animators_told(session: Session, network_id: int) -> list[Listener]:
    """Those who want its messages, on each of their channels, in the order of their numbers."""
    found = session.execute(select(_animators.person_id).where(_animators.network_id == network_id)).scalars()
    return _told(session, network_id, found)


def people_told(session: Session, network_id: int) -> list[Listener]:
    """Animators, and the people of its members, who want its messages: each once a channel."""
    animating = session.execute(select(_animators.person_id).where(_animators.network_id == network_id)).scalars()
    inside = select(_m.person_id).join(table_of(MemberRow), _members.structure_id == _m.structure_id)
    of_members = session.execute(inside.where(_members.network_id == network_id)).scalars()
    return _told(session, network_id, {*animating, *of_members})


def chats_told(session: Session, network_id: int) -> list[Listener]:
    """Its groups, topics and channels that can be written to, in the order in which they were linked."""
    query = select(_chats.id, _chats.chat_id, _chats.topic_id).where(_chats.network_id == network_id)
    rows: list[Row[Any]] = list(session.execute(query.where(_chats.trouble.is_(None)).order_by(_chats.id)))
    return [_chat(row) for row in rows]


def listener_in(session: Session, network_id: int, to: Recipient) -> Listener | None:
    """This one of them; None when they are none, want nothing, or are out of reach."""
    return next((one for one in channels_of(session, network_id, to) if one.recipient == to), None)


def channels_of(session: Session, network_id: int, to: Recipient) -> list[Listener]:
    """Whoever this is, on each of their channels."""
    if to.key.startswith(NETWORK_CHAT):
        return [one for one in chats_told(session, network_id) if one.recipient == to]
    person = number_of(to, PERSON)
    if person is None or not _is_inside(session, network_id, person):
        return []
    return _told(session, network_id, [person])


def spoken_of(session: Session, person_id: int | None) -> int | None:
    """An approved network that this person animates, and hears of on Telegram; None when there is none."""
    query = select(_animators.network_id).join(table_of(NetworkRow), _networks.id == _animators.network_id)
    theirs = query.where(_animators.person_id == person_id, _networks.approved_at.is_not(None))
    for network_id in session.execute(theirs.order_by(_animators.network_id)).scalars():
        told = _told(session, network_id, [] if person_id is None else [person_id])
        if any(one.recipient.channel == TELEGRAM for one in told):
            return int(network_id)
    return None


def _is_inside(session: Session, network_id: int, person_id: int) -> bool:
    animating = select(_animators.person_id).where(
        _animators.network_id == network_id, _animators.person_id == person_id
    )
    member = select(_m.person_id).join(table_of(MemberRow), _members.structure_id == _m.structure_id)
    belonging = member.where(_members.network_id == network_id, _m.person_id == person_id)
    return session.execute(animating.union_all(belonging)).first() is not None


def _told(session: Session, network_id: int, person_ids: Iterable[int]) -> list[Listener]:
    muted = set(session.execute(select(_mutes.person_id).where(_mutes.network_id == network_id)).scalars())
    wanting = sorted(set(person_ids) - muted)
    wishes = _wishes(session, network_id, wanting)
    found: list[Listener] = []
    for some in parts(wanting):
        query = select(_p.id, _CHAT.label("chat"), _a.email).outerjoin(_addresses, and_(*_WORKS))
        rows: list[Row[Any]] = list(session.execute(query.where(_p.id.in_(some)).order_by(_p.id)))
        for row in rows:
            found += _ways(row, *wishes.get(row.id, (Preference(), None)))
    return found


def _wishes(
    session: Session, network_id: int, person_ids: Sequence[int]
) -> dict[int, tuple[Preference, datetime | None]]:
    """Person → the preference and the pause of their membership in a member structure, else of their first one."""
    found: dict[int, tuple[Preference, datetime | None]] = {}
    for some in parts(person_ids):
        inside = and_(_members.structure_id == _m.structure_id, _members.network_id == network_id)
        query = select(_m.person_id, _m.preference, _m.paused_until).outerjoin(table_of(MemberRow), inside)
        first = query.where(_m.person_id.in_(some)).order_by(_members.network_id.is_(None), _m.id)
        for row in session.execute(first):
            found.setdefault(row.person_id, (remembered(Preference, row.preference), row.paused_until))
    return found


def _ways(row: Row[Any], wish: Preference, pause: datetime | None) -> Iterator[Listener]:
    key = f"{PERSON}{row.id}"
    if row.chat is not None and TELEGRAM in wish.channels:
        yield Listener(Recipient(TELEGRAM, key), wish, pause, address(row.chat))
    if row.email is not None and EMAIL in wish.channels:
        yield Listener(Recipient(EMAIL, key), wish, pause, row.email)


def _chat(row: Row[Any]) -> Listener:
    return Listener(Recipient(TELEGRAM, f"{NETWORK_CHAT}{row.id}"), AT_ONCE, None, address(row.chat_id, row.topic_id))
