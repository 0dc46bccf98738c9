"""The calendar of a person: the deadlines of what their structures keep and answer, and the steps that are recalled."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.links.public import notice_page
from alerts.links.signed import Links
from alerts.messages.calendar import Event, deadline_event, match_uid
from alerts.messages.facts import Facts
from alerts.messages.french import capitalised, sentence
from alerts.messages.reply.plan_calendar import plan_events, step_uid
from alerts.messages.still import concerned, deadline_now
from alerts.model.response import KEEPING
from alerts.model.structure import Structure
from alerts.reply_help.case import Case
from alerts.reply_help.planning import StepId
from alerts.services import lists, people, reminding
from alerts.services.errors import NotYours
from alerts.services.lists import Item
from alerts.store import addresses, showing, stepping
from alerts.store.engine import Session
from alerts.store.showing import Stamp
from alerts.store.stepping import Reminded

CaseOf = Callable[[int, str | None], Case | None]

SEEN = timedelta(days=60)  # how long a deadline that has passed stays
STRUCK = timedelta(days=30)  # how long what is no longer kept is told as cancelled
TAKEN_BACK = "Cette adresse ne donne plus rien : elle a été remplacée, ou vos données ont été effacées."
LET_GO = "Votre structure ne suit plus cette annonce."
CANCELLED = "Cette consultation est annulée : il n'y a plus à répondre."


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose calendar or feed it is, with their structures, in the order in which they joined them."""

    person_id: int
    structures: tuple[Structure, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan whose steps stand in a calendar. `changed`: when what it stands on last changed."""

    row: Reminded
    changed: datetime


def holder_of(session: Session, person_id: int, generation: int) -> Holder:
    """Raises NotYours when the link was taken back, or the person is gone."""
    address = addresses.of_person(session, person_id)
    if address is None or address.confirmed_at is None or address.generation != generation:
        raise NotYours(TAKEN_BACK)
    held = tuple(structure for _, structure in people.memberships_of(session, person_id))
    return Holder(person_id, held, address.confirmed_at)


def calendar_events(session: Session, holder: Holder, links: Links, now: datetime) -> list[Event]:
    """What is kept, what is cancelled, and what is no longer kept for a month, by date."""
    found = [one for structure in holder.structures for one in _events(session, structure, links, now)]
    return sorted(found, key=lambda one: (one.at, one.uid))


def planned(session: Session, holder: Holder) -> tuple[Planned, ...]:
    """The plans with reminders of what these structures keep; two queries, whatever their number."""
    rows = stepping.reminded(session, [one.id for one in holder.structures], over=True)
    stamps = showing.stamps(session, {one.match_id for one in rows})
    return tuple(Planned(one, _changed(one, stamps[one.match_id])) for one in rows if one.match_id in stamps)


def with_steps(events: Iterable[Event], plans: Iterable[Planned], case_of: CaseOf, now: datetime) -> list[Event]:
    """The deadlines and the steps of these plans, by date. `case_of` opens sessions of its own: not to be called in
    one. A deadline that stands there already is not told twice; a plan whose lot is gone has no steps."""
    dated = list(events)
    known = {(one.uid, one.at) for one in dated}
    for one in plans:
        case = case_of(one.row.match_id, one.row.lot)
        if case is not None and case.lot_key == one.row.lot:
            dated += _steps(replace(case, since=case.since or one.row.said_at), one.changed, known, now)
    return sorted(dated, key=lambda one: (one.at, one.uid))


def _steps(case: Case, changed: datetime, known: set[tuple[str, datetime]], now: datetime) -> Iterator[Event]:
    own, deadline = f"match-{case.match_id}@{case.host}", step_uid(case, StepId.DEADLINE)
    for event in plan_events(case, now, changed):
        told = event.uid == deadline and (own, event.at) in known
        gone = event.cancelled and case.closed is None  # whoever follows the feed lets it go by itself
        if event.at > now - SEEN and not told and not gone:
            yield replace(event, rings=False)  # Vigie recalls them itself


def _changed(row: Reminded, stamp: Stamp) -> datetime:
    return max(row.touched_at, row.said_at, stamp.told_at, stamp.corrected_at or stamp.told_at)


def match_event(session: Session, structure: Structure, match_id: int, links: Links, now: datetime) -> Event | None:
    """The deadline of one match, whatever the structure does with it; None when there is no date to write down."""
    item = lists.item(session, match_id, now)
    stamp = showing.stamps(session, [match_id]).get(match_id)
    return _event(item, stamp, structure, links, now) if item and stamp else None


def _events(session: Session, structure: Structure, links: Links, now: datetime) -> Iterator[Event]:
    gone = showing.let_go(session, structure.id, reminding.NO_LONGER_DUE, now - STRUCK)
    dropped = [one for match_id in gone if (one := lists.item(session, match_id, now)) is not None]
    items = (*lists.kept(session, structure.id, now).items, *dropped)
    stamps = showing.stamps(session, [one.match_id for one in items])
    for item in items:
        stamp = stamps.get(item.match_id)
        event = _event(item, stamp, structure, links, now) if stamp else None
        if event is not None and event.at > now - SEEN:
            yield event if _kept(item) else replace(event, cancelled=True, words=_join(LET_GO, event.words))


def _event(item: Item, stamp: Stamp, structure: Structure, links: Links, now: datetime) -> Event | None:
    """A cancelled consultation keeps the date that it had: that is the one to strike out."""
    told = Facts.from_json(stamp.facts["told"]) if "told" in stamp.facts else Facts()
    deadline = deadline_now(concerned(told, stamp.match), now) or item.deadline
    said_at = item.response.at if item.response else stamp.told_at
    return deadline_event(
        match_uid(item.match_id, links.base),
        item.title,
        deadline,
        now,
        url=notice_page(links, stamp.match.notice_id),
        words=_words(item, structure, cancelled=told.cancelled),
        sequence=stamp.versions - 1,
        cancelled=told.cancelled,
        changed=max(said_at, stamp.told_at, stamp.corrected_at or stamp.told_at),
        place=item.place,
    )


def _words(item: Item, structure: Structure, *, cancelled: bool) -> str:
    said = lists.answered_words(item.response) if _kept(item) else ""
    return _join(CANCELLED if cancelled else "", f"Pour {structure.name}.", sentence(capitalised(said)))


def _join(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _kept(item: Item) -> bool:
    return item.response is not None and item.response.status in KEEPING
