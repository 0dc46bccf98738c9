"""Deadlines and steps as a calendar file (RFC 5545): one event each, in UTC, which every calendar understands.

A Europe/Paris VTIMEZONE would add two kilobytes of rules for the same moment. What has no hour takes a whole day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, vDuration
from icalendar import Event as Component

from alerts.messages.deadline import believable
from alerts.messages.french import moment, shortened
from alerts.messages.message import Attachment
from scrapers.notice import Deadline

PRODUCT = "-//Vigie ESS//Échéances//FR"
NAME = "Vigie ESS"
MEDIA_TYPE = "text/calendar"
BEFORE = timedelta(days=3)  # when a calendar rings for a deadline
DAY_BEFORE = timedelta(days=1)  # for a step that has an hour
MORNING = timedelta(hours=9)  # for a step that takes a day: on that day
REFRESH = timedelta(hours=4)  # how often a calendar that follows the feed should come back
TITLE = 120  # characters of a title
FILE_NAME = "echeance.ics"
_TO_CHECK = "Date à vérifier dans l'avis."


@dataclass(frozen=True, slots=True)
class Event:
    """One deadline, or one step towards it. `uid` is the same for ever, `sequence` grows when the deadline moves
    (RFC 5545, 3.8.7.4).

    `at` and `changed` are aware; without `changed` it changed when the file was made. `words` are sentences for
    people. `doubt`: the date cannot be believed as it is. `step`: the title says all, it is no deadline. `day`: it
    takes that whole day, wherever one is; `at` then only gives its place among others. What is `done` does not ring.
    """

    uid: str
    title: str
    at: datetime
    url: str = ""
    words: str = ""
    sequence: int = 0
    cancelled: bool = False
    changed: datetime | None = None
    place: str = ""
    doubt: bool = False
    step: bool = False
    day: date | None = None
    done: bool = False
    rings: bool = True


def calendar_of(name: str, events: Iterable[Event], now: datetime) -> bytes:
    """The whole file, lines of 75 octets at most. Equal events give equal bytes as soon as all have `changed`."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)  # RFC 7986, what X-WR-CALNAME became
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for event in events:
        calendar.add_component(_component(event, now))
    return bytes(calendar.to_ical())


def deadline_event(uid: str, title: str, deadline: Deadline | None, now: datetime, **more: Any) -> Event | None:
    """`more`: other fields of Event. None without a deadline, or with one in 2049: nobody must count days to it."""
    if deadline is None or not believable(deadline, now):
        return None
    return Event(uid, title, deadline.at, doubt=deadline.doubt is not None, **more)


def match_uid(match_id: int, base: str) -> str:
    """« match-12@vigie.example.org »: the same in the feed, in a page and in a message. `base` is `Links.base`."""
    return f"match-{match_id}@{domain(base)}"


def domain(base: str) -> str:
    """The host of our pages, without its port."""
    return urlsplit(base).hostname or "vigie.invalid"


def help_attachment(
    match_id: int, title: str, deadline: Deadline | None, now: datetime, *, base: str, url: str = "", words: str = ""
) -> Attachment | None:
    """The deadline of one match, to go with its reply help. None when there is no date to write down."""
    event = deadline_event(match_uid(match_id, base), title, deadline, now, url=url, words=words)
    return None if event is None else calendar_file(event, now)


def calendar_file(event: Event, now: datetime) -> Attachment:
    """One deadline alone."""
    return Attachment(FILE_NAME, MEDIA_TYPE, calendar_of(NAME, [event], now))


def _component(event: Event, now: datetime) -> Component:
    changed = (event.changed or now).astimezone(UTC)
    made = Component()
    made.add("uid", event.uid)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", event.sequence)
    made.add("dtstart", event.day or event.at.astimezone(UTC))  # a day alone lasts one day (3.6.1)
    made.add("summary", _title(event))
    made.add("description", _words(event))
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")  # a deadline fills nobody's hours
    if event.place:
        made.add("location", event.place)
    if event.url:
        made.add("url", event.url)
    if event.rings and not event.cancelled and not event.done:
        made.add_component(_alarm(event))
    return made


def _title(event: Event) -> str:
    title = shortened(event.title, TITLE)
    if event.step and not event.cancelled:
        return f"Fait : {title}" if event.done else title
    state = "Annulé" if event.cancelled else "Date limite à vérifier" if event.doubt else "Date limite"
    return f"{state} : {title}"


def _words(event: Event) -> str:
    until = "" if event.step else f"Date limite : {moment(event.at)}, heure de Paris."
    parts = (until, _TO_CHECK if event.doubt else "", event.words, event.url)
    return "\n".join(part for part in parts if part)


def _alarm(event: Event) -> Alarm:
    ring = Alarm()
    ring.add("action", "DISPLAY")
    ring.add("description", _title(event))
    ring.add("trigger", MORNING if event.day else -DAY_BEFORE if event.step else -BEFORE)
    return ring
