"""The calendar that follows somebody's structures: what they keep, as it is today."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from alerts.links.signed import LinkKind
from alerts.model.people import Role
from alerts.services import addresses, people
from alerts.services.forgetting import forget
from bot.wiring import House
from scrapers.notice import Deadline, NoticeKind
from tests.alerts.services.respondents import told_of
from tests.alerts.services.stories import CHANTIERS, at, ingested, judge_for, matched_new, notice
from tests.bot.pages.conftest import Clock
from tests.bot.pages.readers import Reader, everything, reader_of, with_address
from tests.bot.pages.visitor import Visitor

KEEP, UNDO = {"geste": "keep"}, {"geste": "undo"}


def followed(reader: Reader) -> str:
    """The address that Inès gave to her calendar."""
    return reader.path(LinkKind.CALENDAR, reader.person_id, with_address(reader), suffix=".ics")


def events(visitor: Visitor, path: str) -> list[Any]:
    """As the library reads them, whose values have thirty types."""
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    return list(Calendar.from_ical(answer.content).events)


def published(house: House, **fields: object) -> None:
    """A notice that corrects the first one."""
    later = {"previous": ("26-1",), "published": date(2026, 11, 22), "kind": NoticeKind.CORRECTION}
    ingested(house.database, notice("26-2", **{**later, **fields}), now=house.clock())
    matched_new(house.database, judge_for("ateliers"), house.clock())


def test_what_is_kept_and_answered_and_nothing_else(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, *(notice(f"26-{number}", title=f"Marché {number}") for number in range(1, 5)))
    for match, gesture in zip(reader.matches, ("keep", "answering", "refuse"), strict=False):
        visitor.post(reader.opened(match), {"geste": gesture})
    answer = visitor.get(followed(reader))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found: Any = Calendar.from_ical(answer.content)
    assert found["x-wr-calname"] == "Vigie ESS : échéances"
    assert [(one["uid"], str(one["summary"]), one["status"]) for one in found.events] == [
        (f"match-{reader.matches[0]}@vigie.example", "Date limite : Marché 1", "CONFIRMED"),
        (f"match-{reader.matches[1]}@vigie.example", "Date limite : Marché 2", "CONFIRMED"),
    ]
    assert found.events[1]["description"].splitlines() == [
        "Date limite : jeudi 10 décembre 2026 à 12 h 00, heure de Paris.",
        "Pour Les Ateliers fictifs.",
        "Vous y répondez.",
        "https://vigie.example/annonce/boamp:26-2",
    ]


def test_all_the_structures_of_a_person(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, notice("26-1"))
    (other,) = told_of(house.database, notice("26-5", title="Autre"), structure=CHANTIERS)
    with house.database.write() as session:
        second = people.join(session, reader.person_id, CHANTIERS.id, Role.MEMBER, house.clock())
    visitor.post(reader.opened(), KEEP)
    visitor.post(reader.opened(other, second), KEEP)
    assert len(events(visitor, followed(reader))) == 2


def test_a_deadline_that_moves_moves_its_event(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = reader_of(house, notice("26-1"))
    visitor.post(reader.opened(), KEEP)
    path = followed(reader)
    (before,) = events(visitor, path)
    clock.later(hours=5)
    published(house, deadline=at(17))
    (after,) = events(visitor, path)
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart").isoformat() == "2026-12-17T11:00:00+00:00"
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_a_consultation_that_is_cancelled_is_struck_out(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, notice("26-1"))
    visitor.post(reader.opened(), KEEP)
    path = followed(reader)
    published(house, kind=NoticeKind.CANCELLATION, deadline=None)
    (event,) = events(visitor, path)
    assert (event["status"], event.decoded("dtstart").isoformat()) == ("CANCELLED", "2026-12-10T11:00:00+00:00")
    assert "Cette consultation est annulée" in event["description"]


def test_what_is_no_longer_kept_is_struck_out_for_a_month(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = reader_of(house, notice("26-1"))
    path = followed(reader)
    visitor.post(reader.opened(), KEEP)
    visitor.post(reader.opened(), UNDO)
    (event,) = events(visitor, path)
    assert event["status"] == "CANCELLED"
    assert "Votre structure ne suit plus cette annonce." in event["description"]
    clock.later(days=31)
    assert events(visitor, path) == []


def test_a_doubtful_date_is_to_be_checked_and_2049_is_no_date(house: House, visitor: Visitor) -> None:
    doubtful = Deadline(at(10).at, "L'heure est celle d'une autre saison.")
    far = Deadline(at(10).at.replace(year=2049), "L'année 2049 est sans doute une erreur.")
    reader = reader_of(house, notice("26-1", deadline=doubtful), notice("26-2", deadline=far))
    for match in reader.matches:
        visitor.post(reader.opened(match), KEEP)
    (event,) = events(visitor, followed(reader))
    assert event["summary"].startswith("Date limite à vérifier : ")


def test_the_same_is_not_sent_twice(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = reader_of(house, notice("26-1"))
    visitor.post(reader.opened(), KEEP)
    path = followed(reader)
    first = visitor.get(path)
    clock.later(hours=5)
    again = visitor.get(path, if_none_match=f'"other", W/{first.headers["etag"]}')
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "private, no-cache"
    assert visitor.get(path, if_modified_since=first.headers["last-modified"]).status_code == 304
    visitor.post(reader.opened(), {"geste": "answering"})
    assert visitor.get(path, if_none_match=first.headers["etag"]).status_code == 200
    assert visitor.get(path, if_modified_since=first.headers["last-modified"]).status_code == 200
    assert visitor.get(path, if_modified_since="hier").status_code == 200


def test_asking_for_it_changes_nothing(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, notice("26-1"))
    path = followed(reader)
    before = everything(house.database)
    assert visitor.get(path).status_code == 200
    assert visitor.head(path).status_code == 200
    assert everything(house.database) == before


@pytest.mark.parametrize("kind", [LinkKind.CALENDAR, LinkKind.FEED])
def test_an_address_that_was_taken_back_gives_nothing(house: House, visitor: Visitor, kind: LinkKind) -> None:
    reader = reader_of(house, notice("26-1"))
    path = reader.path(kind, reader.person_id, with_address(reader))
    assert visitor.get(path).status_code == 200
    with house.database.write() as session:
        addresses.renew_generation(session, reader.person_id)
    gone = visitor.get(path)
    assert (gone.status_code, "ne donne plus rien" in gone.text) == (410, True)


@pytest.mark.parametrize("kind", [LinkKind.CALENDAR, LinkKind.FEED])
def test_somebody_who_was_erased_has_none(house: House, visitor: Visitor, kind: LinkKind) -> None:
    reader = reader_of(house, notice("26-1"))
    path = reader.path(kind, reader.person_id, with_address(reader))
    with house.database.write() as session:
        forget(session, reader.person_id, house.clock())
    assert visitor.get(path).status_code == 410


@pytest.mark.parametrize("kind", [LinkKind.CALENDAR, LinkKind.FEED])
def test_a_link_that_was_not_made_here(house: House, visitor: Visitor, kind: LinkKind) -> None:
    reader = reader_of(house, notice("26-1"))
    with_address(reader)
    other = LinkKind.FEED if kind is LinkKind.CALENDAR else LinkKind.CALENDAR
    foreign = reader.path(other, reader.person_id, 1)[3:]
    for token in (foreign, "x", reader.path(kind, reader.person_id)[3:]):
        assert visitor.get(f"/{kind.value}/{token}").status_code == 404
    assert visitor.get(reader.path(kind, reader.person_id + 1, 1)).status_code == 410
