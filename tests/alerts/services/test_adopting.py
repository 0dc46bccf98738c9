"""What was shown at the end of a first profile can be kept, answered, refused; nothing is sent for it."""

from dataclasses import replace
from datetime import date

from alerts.model.people import Role
from alerts.model.response import ResponseStatus
from alerts.services.adopting import adopt
from alerts.services.preview import Found
from alerts.services.responding import respond
from alerts.store.engine import Database
from alerts.store.matches import number_of
from alerts.store.notices import opportunity_of
from scrapers.notice import Notice, NoticeKind
from tests.alerts.services.respondents import INES, joined
from tests.alerts.services.stories import (
    ATELIERS,
    NOON,
    ingested,
    judge_for,
    later,
    matched,
    matched_new,
    notice,
    owed,
    subscribed,
)

FIRST, SECOND = notice("26-1"), notice("26-2", title="Nettoyage de locaux")


def shown(database: Database, *given: Notice) -> list[Found]:
    """As a preview of a draft, which has no id yet."""
    with database.read() as session:
        return [Found(opportunity_of(session, one.id) or "", one, matched("", one)) for one in given]


def test_what_was_shown_becomes_theirs_and_owes_nothing(database: Database) -> None:
    ingested(database, FIRST, SECOND)
    subscribed(database, ATELIERS)
    person, _ = joined(database, INES, "Inès", role=Role.MEMBER)
    with database.write() as session:
        numbers = adopt(session, ATELIERS.id, shown(database, FIRST, SECOND), NOON)
    assert set(numbers) == {"boamp:26-1", "boamp:26-2"}
    assert owed(database) == []
    with database.write() as session:
        respond(session, person.id, numbers["boamp:26-1"], ResponseStatus.KEPT, NOON)
    with database.read() as session:
        assert number_of(session, ATELIERS.id, "boamp:26-1") == numbers["boamp:26-1"]


def test_twice_is_once_and_the_alert_does_not_come_again(database: Database) -> None:
    ingested(database, FIRST)
    subscribed(database, ATELIERS)
    with database.write() as session:
        first = adopt(session, ATELIERS.id, shown(database, FIRST), NOON)
    with database.write() as session:
        assert adopt(session, ATELIERS.id, shown(database, FIRST, FIRST), later()) == first
    matched_new(database, judge_for(ATELIERS.id), later())
    assert owed(database) == []


def test_what_closed_or_went_away_meanwhile_is_left_out(database: Database) -> None:
    ingested(database, FIRST, SECOND)
    subscribed(database, ATELIERS)
    found = shown(database, FIRST, SECOND)
    ingested(database, notice("26-8", kind=NoticeKind.AWARD, previous=("26-1",), published=date(2026, 11, 23)))
    matched_new(database, judge_for())
    unknown = replace(found[1], opportunity_id="gone", match=replace(found[1].match, notice_id="boamp:gone"))
    with database.write() as session:
        assert set(adopt(session, ATELIERS.id, [*found, unknown], NOON)) == {"boamp:26-2"}


def test_a_structure_that_left_adopts_nothing(database: Database) -> None:
    ingested(database, FIRST)
    with database.write() as session:
        assert adopt(session, "gone", shown(database, FIRST), NOON) == {}
