"""The plan as a calendar file: re-read by another library's rules, looked at as bytes, moved by corrections."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from alerts.messages.message import Attachment
from alerts.messages.reply.plan_calendar import plan_calendar, plan_events, step_uid
from alerts.model.reply import Manner, Work
from alerts.reply_help.asked import Asks
from alerts.reply_help.case import Case
from alerts.reply_help.planning import StepId, plan
from scrapers.notice import Lot
from tests.alerts.reply_help.cases import (
    GARDENING,
    NOW,
    at,
    case,
    gardening,
    in_2049,
    laundry,
    odd_name,
    too_late,
    two_deadlines,
    undated,
    until,
)

ONE_DAY = re.compile(r"^DTSTART;VALUE=DATE:\d{8}$")
MOMENT = re.compile(r"^DTSTART:\d{8}T\d{6}Z$")
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "DESCRIPTION", "LAST-MODIFIED")


def file_of(given: Case, now: datetime = NOW) -> Attachment:
    found = plan_calendar(given, now)
    assert found is not None
    return found


def events(given: Case, now: datetime = NOW) -> dict[str, Any]:
    """Step → its event, as the library reads it."""
    found: Any = Calendar.from_ical(file_of(given, now).content)
    return {re.sub(r"^match-\d+(?:-lot-.+?)?-(step-\w+)@.+$", r"\1", str(one["uid"])): one for one in found.events}


def unfolded(content: bytes) -> list[str]:
    """RFC 5545, 3.1: a line that begins with a space goes on."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def components(content: bytes, name: str) -> list[list[str]]:
    """The property lines of each component of this name, without those within it."""
    found: list[list[str]] = []
    inside: list[str] = []
    for line in unfolded(content):
        if line.startswith("BEGIN:"):
            inside.append(line[6:])
            if line[6:] == name:
                found.append([])
        elif line.startswith("END:"):
            assert inside.pop() == line[4:]
        elif inside and inside[-1] == name:
            found[-1].append(line)
    assert inside == []
    return found


def property_of(lines: list[str], name: str) -> str:
    (line,) = [one for one in lines if re.match(rf"{name}[;:]", one)]
    return line


def test_one_event_a_step_with_days_and_hours() -> None:
    found = events(laundry())
    assert list(found) == [one.id for one in plan(laundry(), NOW).steps]
    assert found["step-read"].decoded("dtstart") == date(2026, 11, 25)
    assert found["step-visit"].decoded("dtstart") == datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    assert found["step-deposit"].decoded("dtstart") == datetime(2026, 12, 11, 16, 0, tzinfo=UTC)
    assert found["step-deadline"].decoded("dtstart") == datetime(2026, 12, 14, 16, 0, tzinfo=UTC)
    visit = found["step-visit"]
    assert visit["summary"] == "Visiter le site (obligatoire) – Traitement du linge d'un établissement"
    assert visit["description"].splitlines() == [
        "Date indiquée dans l'avis. Sans elle, l'offre peut être écartée : gardez l'attestation.",
        "Pour ESAT du Vieux Moulin.",
        "Étape du calendrier proposé par Vigie ; le règlement de consultation (RC) fait foi.",
        "https://vigie.example.org/avis/boamp:26-900003",
    ]


def test_when_a_calendar_rings() -> None:
    """On the morning of a day, the day before what has an hour."""
    found = events(laundry())
    (morning,) = found["step-read"].walk("VALARM")
    assert morning.decoded("trigger") == timedelta(hours=9)
    (before,) = found["step-visit"].walk("VALARM")
    assert before.decoded("trigger") == timedelta(days=-1)


def test_what_is_done_says_so_and_does_not_ring() -> None:
    found = events(laundry(work=Work(done=frozenset({StepId.READ.value}))))["step-read"]
    assert found["summary"].startswith("Fait : Lire les documents")
    assert found.walk("VALARM") == []


@pytest.mark.parametrize(
    ("given", "uid"),
    [
        (gardening(), "match-7-lot-2-step-visit@vigie.example.org"),
        (laundry(), "match-7-step-visit@vigie.example.org"),
        (
            case(GARDENING, the_lot=Lot("Lot A/1 é", "Reliure")),
            "match-7-lot-a%2F1%20%C3%A9-step-visit@vigie.example.org",
        ),
    ],
)
def test_identifiers_are_stable_and_plain(given: Case, uid: str) -> None:
    assert step_uid(given, StepId.VISIT) == uid
    assert uid.isascii()


def test_a_correction_moves_the_same_events_under_a_higher_sequence() -> None:
    before = events(gardening(since=NOW))
    after = events(gardening(since=NOW, deadline=until(2027, 1, 11, 12), sequence=1), NOW + timedelta(days=2))
    for step, event in before.items():
        assert event["uid"] == after[step]["uid"]
        assert (event["sequence"], after[step]["sequence"]) == (0, 1)
        assert after[step]["status"] == "CONFIRMED"
    assert before["step-prices"].decoded("dtstart") == date(2026, 12, 14)
    assert after["step-prices"].decoded("dtstart") == date(2027, 1, 4)


def test_a_step_that_a_correction_took_out_is_told_as_cancelled() -> None:
    """The visit was in the first notice, and is no longer asked for."""
    assert "step-visit" in events(laundry())
    gone = events(laundry(asks=Asks(), sequence=1))["step-visit"]
    assert (gone["status"], gone["sequence"]) == ("CANCELLED", 1)
    assert gone["summary"].startswith("Annulé : Visiter le site")
    assert gone.walk("VALARM") == []


def test_without_a_correction_nothing_is_told_as_cancelled() -> None:
    assert {str(one["status"]) for one in events(laundry(asks=Asks())).values()} == {"CONFIRMED"}


def test_the_steps_of_a_group_are_cancelled_when_one_answers_alone_after_all() -> None:
    found = events(gardening(work=Work(Manner.ALONE)))
    cancelled = [step for step, event in found.items() if event["status"] == "CANCELLED"]
    assert cancelled == ["step-partners", "step-agreement"]


@pytest.mark.parametrize("closed", ["cancelled", "awarded"])
def test_when_all_is_closed_every_step_is_cancelled(closed: str) -> None:
    found = events(laundry(closed=closed, sequence=2))
    assert {str(one["status"]) for one in found.values()} == {"CANCELLED"}
    assert set(events(laundry())) <= set(found)


@pytest.mark.parametrize("given", [undated(), in_2049(), too_late(), too_late(closed="awarded")])
def test_no_file_without_a_day_to_write_down(given: Case) -> None:
    assert plan_calendar(given, NOW) is None


def test_a_deadline_in_doubt_is_to_be_checked() -> None:
    found = events(gardening(deadline=until(2026, 12, 21, 12, doubt="Deux heures différentes.")))
    assert "Date à vérifier." in found["step-deadline"]["description"]
    assert "Date à vérifier." in found["step-questions"]["description"]
    assert "Date à vérifier." not in found["step-read"]["description"]


def test_two_lots_make_two_sets_of_events() -> None:
    first, second = (plan_events(two_deadlines(lot), NOW) for lot in ("1", "2"))
    assert not {one.uid for one in first} & {one.uid for one in second}


def test_the_same_plan_is_the_same_bytes_when_what_it_stands_on_did_not_change() -> None:
    given = gardening(since=NOW)
    today, later = plan_events(given, NOW, NOW), plan_events(given, NOW + timedelta(days=1), NOW)
    assert today == later


HOSTILE = replace(
    GARDENING,
    title="Éà; , \\n\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:x@example.org & <lot> " * 9,
    lots=(Lot("LOT-0001", "Tonte " * 60),),
)


@pytest.mark.parametrize(
    "given",
    [laundry(), gardening(), odd_name(), case(HOSTILE), laundry(closed="cancelled", sequence=3), two_deadlines("2")],
)
def test_the_file_keeps_the_rules_of_rfc_5545(given: Case) -> None:
    """Without the library: lines, nesting, and what each event must have (3.6.1) and may have once."""
    content = file_of(given).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (whole,) = components(content, "VCALENDAR")
    assert [property_of(whole, name) for name in ("VERSION", "METHOD")] == ["VERSION:2.0", "METHOD:PUBLISH"]
    assert property_of(whole, "PRODID")
    found = components(content, "VEVENT")
    uids = [property_of(one, "UID") for one in found]
    assert len(uids) == len(set(uids)) == content.count(b"\r\nBEGIN:VEVENT\r\n")
    for one in found:
        assert all(property_of(one, name) for name in ONCE)
        start = property_of(one, "DTSTART")
        assert ONE_DAY.match(start) or MOMENT.match(start), start
        assert not [line for line in one if re.match(r"RRULE|ATTENDEE|DTEND|DURATION", line)]
    for one in components(content, "VALARM"):
        assert {line.partition(":")[0] for line in one} == {"ACTION", "DESCRIPTION", "TRIGGER"}


def test_the_file_has_a_name_and_a_type() -> None:
    found = file_of(gardening())
    assert (found.name, found.media_type) == ("calendrier-de-reponse.ics", "text/calendar")


def test_overseas_the_moments_are_the_same_moments() -> None:
    visit = events(laundry())["step-visit"].decoded("dtstart")
    assert visit == at(2026, 12, 2, 10)
