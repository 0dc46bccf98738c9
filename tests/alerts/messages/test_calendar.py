"""Deadlines as a calendar file: re-read by the library, and looked at as bytes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from alerts.messages.calendar import (
    Event,
    calendar_of,
    deadline_event,
    domain,
    help_attachment,
    match_uid,
)
from scrapers.notice import Deadline

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 12, 10, 12, 0, tzinfo=PARIS)
BASE = "https://vigie.example"
EVENT = Event("match-12@vigie.example", "Entretien des espaces verts", NOON, f"{BASE}/annonce/boamp:26-1")


def read(event: Event) -> Any:
    """The only event of the file, as a program reads it."""
    (found,) = Calendar.from_ical(calendar_of("Échéances", [event], NOW)).events
    return found


def test_one_deadline_in_utc_with_a_ring_three_days_before() -> None:
    found = read(EVENT)
    assert found["uid"] == "match-12@vigie.example"
    assert found.decoded("dtstart") == datetime(2026, 12, 10, 11, 0, tzinfo=UTC)
    assert found["summary"] == "Date limite : Entretien des espaces verts"
    assert found["description"] == (
        f"Date limite : jeudi 10 décembre 2026 à 12 h 00, heure de Paris.\n{BASE}/annonce/boamp:26-1"
    )
    assert (found["status"], found["sequence"], found["transp"]) == ("CONFIRMED", 0, "TRANSPARENT")
    (ring,) = found.alarms.times
    assert ring.trigger == datetime(2026, 12, 7, 11, 0, tzinfo=UTC)


def test_the_calendar_says_its_name_and_when_to_come_back() -> None:
    found: Any = Calendar.from_ical(calendar_of("Vigie ESS : échéances", [], NOW))
    assert found["x-wr-calname"] == "Vigie ESS : échéances"
    assert found["refresh-interval"].dt == timedelta(hours=4)
    assert found["version"] == "2.0"


def test_a_cancelled_one_says_so_and_does_not_ring() -> None:
    found = read(Event("match-12@vigie.example", "Entretien", NOON, sequence=3, cancelled=True))
    assert (found["status"], found["sequence"]) == ("CANCELLED", 3)
    assert found["summary"] == "Annulé : Entretien"
    assert not found.alarms.times


def test_a_doubtful_date_is_to_be_checked() -> None:
    event = deadline_event("x@vigie.example", "Entretien", Deadline(NOON, "Deux heures différentes."), NOW)
    assert event is not None
    found = read(event)
    assert found["summary"] == "Date limite à vérifier : Entretien"
    assert "Date à vérifier dans l'avis." in found["description"]


def test_no_event_without_a_date_that_can_be_believed() -> None:
    assert deadline_event("x", "Entretien", None, NOW) is None
    assert deadline_event("x", "Entretien", Deadline(NOON.replace(year=2049)), NOW) is None


def test_lines_are_75_octets_at_most_and_hostile_words_stay_words() -> None:
    hostile = "Éà; , \\n\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:x@example.org " * 20
    made = calendar_of("Échéances", [Event("match-1@vigie.example", hostile, NOON, words=hostile, place=hostile)], NOW)
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert made.endswith(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == 1
    assert not [line for line in lines if line.startswith(b"ATTENDEE")]
    (found,) = Calendar.from_ical(made).events
    assert len(found["summary"]) < 150


def test_the_same_deadlines_are_the_same_bytes_later() -> None:
    event = Event("match-1@vigie.example", "Entretien", NOON, changed=NOW)
    assert calendar_of("E", [event], NOW) == calendar_of("E", [event], NOW + timedelta(days=3))


def test_the_file_of_the_reply_help() -> None:
    file = help_attachment(12, "Entretien", Deadline(NOON), NOW, base=BASE, url=f"{BASE}/annonce/boamp:26-1")
    assert file is not None
    assert (file.name, file.media_type) == ("echeance.ics", "text/calendar")
    (found,) = Calendar.from_ical(file.content).events
    assert found["uid"] == match_uid(12, BASE) == "match-12@vigie.example"
    assert help_attachment(12, "Entretien", None, NOW, base=BASE) is None


def test_the_domain_of_an_address() -> None:
    assert domain("http://127.0.0.1:8080") == "127.0.0.1"
