"""Two opportunities that turn out to be one: what a structure said of either is kept, and each person is told once."""

from datetime import date

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.response import RefusalReason, ResponseStatus
from alerts.services import responding
from alerts.store import responses
from alerts.store.engine import Database
from alerts.store.merging import ALREADY_TOLD
from alerts.store.responses import Held
from scrapers.notice import NoticeKind
from tests.alerts.services.phones import WEEK, Phone, ended, member, sent
from tests.alerts.services.stories import (
    ATELIERS,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    owed,
    subscribed,
)

PROCEDURE = "11111111-2222-4333-8444-555555555555"
FIRST, SECOND = "boamp:26-1", "ted:700-2026"


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def both_told(database: Database) -> None:
    """Nothing says yet that they are one."""
    ingested(database, notice("26-1"))
    matched_new(database, judge_for("ateliers"))
    ingested(database, notice("700-2026", source="ted", procedure_id=PROCEDURE), now=later())
    matched_new(database, judge_for("ateliers"), later())


def joined(database: Database) -> None:
    """A correction that names both."""
    link = notice(
        "26-2", kind=NoticeKind.CORRECTION, previous=("26-1",), procedure_id=PROCEDURE, published=date(2026, 11, 24)
    )
    ingested(database, link, now=later(2))


def match_of(database: Database, notice_id: str) -> int:
    """The match that the alerts of this notice hold."""
    (found,) = {one.match_id for one in owed(database, DeliveryKind.ALERT) if one.cause["notice"] == notice_id}
    assert found is not None
    return found


def say(database: Database, key: str, match: int, status: ResponseStatus, why: RefusalReason | None = None) -> None:
    with database.write() as session:
        responding.respond(session, int(key.removeprefix("person:")), match, status, later(), why)


def held(database: Database, match: int) -> Held | None:
    with database.read() as session:
        return responses.load_held(session, match)


def test_what_was_said_of_the_one_that_goes_is_said_of_the_one_that_stays(base: Database) -> None:
    key = member(base, 1)
    both_told(base)
    stays, goes = match_of(base, FIRST), match_of(base, SECOND)
    say(base, key, goes, ResponseStatus.REFUSED, RefusalReason.SIZE)
    joined(base)
    one = held(base, stays)
    assert one is not None
    assert one.response is not None
    said = one.response
    assert (said.status, said.why, said.at) == (ResponseStatus.REFUSED, RefusalReason.SIZE, later())
    assert said.by == int(key.removeprefix("person:"))
    assert held(base, goes) is None
    assert {one.match_id for one in owed(base)} == {stays}, "messages sent are found under the match that stays"


def test_what_was_said_of_the_one_that_stays_holds(base: Database) -> None:
    key = member(base, 1)
    both_told(base)
    say(base, key, match_of(base, FIRST), ResponseStatus.ANSWERING)
    say(base, key, match_of(base, SECOND), ResponseStatus.REFUSED)
    joined(base)
    one = held(base, match_of(base, FIRST))
    assert one is not None
    assert one.response is not None
    assert one.response.status is ResponseStatus.ANSWERING


def test_each_person_is_told_once_even_who_joined_between_the_two(base: Database) -> None:
    first = member(base, 1, WEEK)
    ingested(base, notice("26-1"))
    matched_new(base, judge_for("ateliers"))
    second = member(base, 2, WEEK)
    ingested(base, notice("700-2026", source="ted", procedure_id=PROCEDURE), now=later())
    matched_new(base, judge_for("ateliers"), later())
    joined(base)
    assert ended(base, first) == [("refused", ALREADY_TOLD)]
    assert ended(base, second) == []
    phone = Phone()
    sent(base, phone, later(7))
    assert (len(phone.told("1")), len(phone.told("2"))) == (1, 1)
