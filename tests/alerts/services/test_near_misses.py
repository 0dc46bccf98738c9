"""What a structure nearly had: looked for when somebody asks, the likeliest to interest it first, and few of them."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.reading import Answer, LotReading
from alerts.services.near_misses import near_misses, notices_of
from alerts.services.telling import Judge
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    at,
    ingested,
    judge_for,
    later,
    matched,
    matched_new,
    notice,
    read,
    subscribed,
)

SINCE = date(2026, 11, 1)
PROCEDURE = "11111111-2222-4333-8444-555555555555"


def missing(structure: str, given: Notice, criterion: Criterion, *, doubts: int = 0) -> Match:
    """A near miss on this criterion, with as many things to check."""
    reasons = (Reason(criterion, Verdict.AGAINST, f"manque : {criterion}"),)
    reasons += (Reason(Criterion.AMOUNT, Verdict.CHECK, "montant non publié"),) * doubts
    answer = Answer.NO if criterion is Criterion.ELIGIBILITY else Answer.YES
    return replace(matched(structure, given), near_miss=True, answer=answer, reasons=reasons)


def judge_by(missed: Mapping[str, Criterion | None], structure: str = "ateliers") -> Judge:
    """Publisher's id → the criterion that the structure misses there, or None for a match; nothing elsewhere."""

    def matches(given: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
        if given.publisher_id not in missed:
            return []
        criterion = missed[given.publisher_id]
        return [missing(structure, given, criterion) if criterion else matched(structure, given)]

    return Judge(read, matches)


def found(database: Database, judge: Judge, *, since: date = SINCE, keep: int = 3) -> dict[str, list[str]]:
    """Structure → the notices that it nearly had."""
    told = near_misses(database, judge, since, NOON, keep=keep)
    return {structure: [one.notice_id for one in ones] for structure, ones in told.items()}


def test_the_likeliest_to_interest_come_first_and_few_are_kept(database: Database) -> None:
    missed = {
        "26-1": Criterion.TRADE,
        "26-2": Criterion.ELIGIBILITY,
        "26-3": Criterion.PLACE,
        "26-4": Criterion.EXCLUDED,
        "26-5": Criterion.WANT,
    }
    ingested(database, *(notice(number) for number in missed))
    assert found(database, judge_by(missed)) == {"ateliers": ["boamp:26-3", "boamp:26-5", "boamp:26-1"]}
    assert found(database, judge_by(missed), keep=5)["ateliers"][2:] == ["boamp:26-1", "boamp:26-4", "boamp:26-2"]
    assert found(database, judge_by(missed), keep=0) == {}


def test_between_equals_the_surest_then_the_latest_comes_first(database: Database) -> None:
    ingested(database, notice("26-1"), notice("26-2", published=date(2026, 11, 22)), notice("26-3"))

    def matches(given: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
        return [missing("ateliers", given, Criterion.PLACE, doubts=int(given.publisher_id == "26-1"))]

    assert found(database, Judge(read, matches)) == {"ateliers": ["boamp:26-2", "boamp:26-3", "boamp:26-1"]}


def test_each_structure_has_its_own(database: Database) -> None:
    ingested(database, notice("26-1"), notice("26-2"))

    def matches(given: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
        who = "ateliers" if given.publisher_id == "26-1" else "chantiers"
        return [missing(who, given, Criterion.TIME)]

    assert found(database, Judge(read, matches)) == {"ateliers": ["boamp:26-1"], "chantiers": ["boamp:26-2"]}


def test_what_a_structure_was_told_of_is_never_a_near_miss(database: Database) -> None:
    """It was told when its profile was wider; the other one was not."""
    subscribed(database, ATELIERS, CHANTIERS)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for("ateliers"))

    def matches(given: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
        return [missing(one, given, Criterion.PLACE) for one in ("ateliers", "chantiers")]

    assert found(database, Judge(read, matches)) == {"chantiers": ["boamp:26-1"]}


def test_a_match_that_is_not_told_yet_is_no_near_miss_of_the_other_copy(database: Database) -> None:
    ingested(database, notice("26-1", procedure_id=PROCEDURE), notice("700-2026", source="ted", procedure_id=PROCEDURE))
    assert found(database, judge_by({"26-1": Criterion.PLACE, "700-2026": None})) == {}


def test_two_copies_are_one_near_miss_by_the_better(database: Database) -> None:
    ingested(database, notice("26-1", procedure_id=PROCEDURE), notice("700-2026", source="ted", procedure_id=PROCEDURE))
    judge = judge_by({"26-1": Criterion.TRADE, "700-2026": Criterion.AMOUNT})
    assert found(database, judge) == {"ateliers": ["ted:700-2026"]}


@pytest.mark.parametrize("kind", [NoticeKind.AWARD, NoticeKind.CANCELLATION])
def test_what_is_over_is_not_looked_at(database: Database, kind: NoticeKind) -> None:
    ingested(database, notice("26-1"), notice("26-2", kind=kind, previous=("26-1",), published=date(2026, 11, 22)))
    matched_new(database, judge_for())
    assert found(database, judge_for(near=["ateliers"])) == {}


def test_a_cancellation_that_nobody_has_dealt_with_yet_counts(database: Database) -> None:
    gone = notice("26-2", kind=NoticeKind.CANCELLATION, previous=("26-1",), published=date(2026, 11, 22))
    ingested(database, notice("26-1"), gone)
    assert found(database, judge_for(near=["ateliers"])) == {}


def test_what_was_published_before_is_not_looked_at_unless_it_changed_since(database: Database) -> None:
    old = date(2026, 10, 1)
    correction = notice("26-3", kind=NoticeKind.CORRECTION, previous=("26-2",), deadline=at(17))
    ingested(database, notice("26-1", published=old), notice("26-2", published=old), correction)
    judge = judge_by({"26-1": Criterion.PLACE, "26-2": Criterion.PLACE})
    assert found(database, judge) == {"ateliers": ["boamp:26-2"]}
    assert found(database, judge, since=old)["ateliers"] == ["boamp:26-1", "boamp:26-2"]


def test_it_is_judged_by_what_holds_today(database: Database) -> None:
    correction = notice(
        "26-2", kind=NoticeKind.CORRECTION, previous=("26-1",), deadline=at(17), published=date(2026, 11, 24)
    )
    ingested(database, notice("26-1"), correction)
    seen = []

    def matches(given: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
        seen.append((given.deadline, now))
        return []

    assert near_misses(database, Judge(read, matches), SINCE, later()) == {}
    assert seen == [(at(17), later())]


def test_a_notice_that_our_code_cannot_read_hides_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    ingested(database, notice("26-1", title="Illisible"), notice("26-2"))

    def stumbles(given: Notice) -> tuple[LotReading, ...]:
        if given.title == "Illisible":
            raise ZeroDivisionError
        return read(given)

    with caplog.at_level(logging.ERROR):
        told = found(database, Judge(stumbles, judge_by({"26-2": Criterion.PLACE}).matches))
    assert told == {"ateliers": ["boamp:26-2"]}
    assert "boamp:26-1" in caplog.text


def test_their_notices_are_given_back(database: Database) -> None:
    ingested(database, notice("26-1"), notice("26-2"))
    told = near_misses(database, judge_by({"26-2": Criterion.PLACE}), SINCE, NOON)
    with database.read() as session:
        assert notices_of(session, told["ateliers"]) == {"boamp:26-2": notice("26-2")}
