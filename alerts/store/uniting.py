"""Two people who are one: everything of the one becomes of the other."""

from datetime import datetime

from sqlalchemy import delete, func, literal, select, update

from alerts.model.people import Role
from alerts.model.preference import Preference
from alerts.store import network_people, people
from alerts.store.engine import Session
from alerts.store.mail_tables import AddressRow
from alerts.store.network_tables import BroadcastRow, NetworkChatRow, NetworkRow
from alerts.store.partner_tables import CallRow
from alerts.store.people_tables import GroupRow, MembershipRow, PersonRow, TokenRow
from alerts.store.reply_tables import OutcomeRow
from alerts.store.tables import DeliveryRow, MatchRow
from alerts.store.writing import table_of

_addresses, _deliveries, _memberships = table_of(AddressRow), table_of(DeliveryRow), table_of(MembershipRow)
_people = table_of(PersonRow)
_KEPT_BY = (
    (table_of(GroupRow), "linked_by"),
    (table_of(TokenRow), "made_by"),
    (table_of(MatchRow), "status_by"),
    (table_of(OutcomeRow), "said_by"),
    (table_of(NetworkRow), "asked_by"),
    (table_of(BroadcastRow), "author"),
    (table_of(NetworkChatRow), "linked_by"),
    (table_of(CallRow), "opened_by"),
)


def hold_people(session: Session, person_ids: list[int]) -> int:
    """Nobody else changes them until the end of the transaction; how many of them there are."""
    query = select(_people.c.id).where(_people.c.id.in_(person_ids)).order_by(_people.c.id).with_for_update()
    return len(session.execute(query).all())


def move_memberships(session: Session, kept: int, gone: int, in_both: dict[int, tuple[int, Role, Preference]]) -> None:
    """Those of `gone` become of `kept`, with their numbers. `in_both`: where they both were, the membership of `gone`
    that stays → the one of `kept` that goes, the role and the preference that hold."""
    current = session.execute(select(_people.c.current).where(_people.c.id == kept)).scalar()
    for stays, (goes, role, preference) in in_both.items():
        people.delete_memberships(session, [goes])
        people.put_role(session, stays, role)
        people.put_preference(session, stays, preference)
        if current == goes:
            people.put_person(session, kept, current=stays)
    session.execute(update(_memberships).where(_memberships.c.person_id == gone).values(person_id=kept))


def move_address(session: Session, kept: int, gone: int, now: datetime) -> None:
    """The address of `gone` is now that of `kept`, who has none, as confirmed now."""
    moved = update(_addresses).where(_addresses.c.person_id == gone)
    session.execute(moved.values(person_id=kept, confirmed_at=now))


def move_deliveries(session: Session, kept: int, gone: int) -> None:
    """What was sent to `gone`, or waits for them, is of `kept`. Keys hold the recipient; what both were owed on the
    same channel stays once: that of `kept`."""
    table, here, there = _deliveries, f"person:{kept}", f"person:{gone}"
    key = func.replace(table.c.dedupe_key, literal(f":{there}"), literal(f":{here}"))
    other = table.alias()
    twice = select(other.c.id).where(other.c.recipient == here, other.c.dedupe_key == key).exists()
    session.execute(delete(table).where(table.c.recipient == there, twice))
    session.execute(update(table).where(table.c.recipient == there).values(recipient=here, dedupe_key=key))


def move_what_they_did(session: Session, kept: int, gone: int) -> None:
    """Groups linked, links made, answers given, networks asked for, animated or muted, broadcasts written,
    chats where networks speak, calls for partners."""
    for table, column in _KEPT_BY:
        session.execute(update(table).where(table.c[column] == gone).values({column: kept}))
    network_people.move_person(session, kept, gone)
