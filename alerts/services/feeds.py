"""The feed of a person: the last opportunities told to their structures, newest first."""

from dataclasses import dataclass
from datetime import datetime

from alerts.links.public import notice_page
from alerts.links.signed import Links
from alerts.messages import words
from alerts.messages.deadline import believable
from alerts.messages.french import capitalised, moment, sentence
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure
from alerts.services import lists
from alerts.services.calendars import Holder
from alerts.services.lists import Filter, Item
from alerts.store import showing
from alerts.store.engine import Session

MOST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One opportunity. `told_at` never changes; `changed_at` is later once a correction came."""

    match_id: int
    title: str
    words: str
    url: str
    told_at: datetime
    changed_at: datetime


def latest(session: Session, holder: Holder, links: Links, now: datetime) -> list[Entry]:
    """At most 50, without what the structure said is not for it."""
    found = [
        (item, structure)
        for structure in holder.structures
        for item in lists.latest(session, structure.id, Filter.ALL, 0, MOST, now).items
        if item.response is None or item.response.status is not ResponseStatus.REFUSED
    ]
    stamps = showing.stamps(session, [item.match_id for item, _ in found])
    several = len(holder.structures) > 1
    entries = [
        Entry(
            item.match_id,
            item.title,
            _words(item, structure if several else None, now),
            notice_page(links, stamp.match.notice_id),
            stamp.told_at,
            max(stamp.told_at, stamp.corrected_at or stamp.told_at),
        )
        for item, structure in found
        if (stamp := stamps.get(item.match_id)) is not None
    ]
    return sorted(entries, key=lambda one: (one.told_at, one.match_id), reverse=True)[:MOST]


def _words(item: Item, structure: Structure | None, now: datetime) -> str:
    """Until when, may we answer, where. Days left are not counted: a reader shows this days later."""
    parts = (
        _until(item, now),
        f"Pouvez-vous répondre ? {words.ANSWERS[item.answer]}.",
        f"Lieu : {item.place}." if item.place else "",
        f"Pour {structure.name}." if structure else "",
    )
    return " ".join(part for part in parts if part)


def _until(item: Item, now: datetime) -> str:
    closed = not item.until.startswith("date limite")
    if closed or item.deadline is None or not believable(item.deadline, now):
        return sentence(capitalised(item.until))
    doubt = " (à vérifier)" if item.deadline.doubt else ""
    return f"Date limite : {moment(item.deadline.at)}{doubt}."
