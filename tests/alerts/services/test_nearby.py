"""Near misses in the digest: looked for once a day, told while they hold, each once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.matching.document import describe
from alerts.matching.index import Index
from alerts.messages.message import ActionKind, Entry
from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.preference import Preference, Rhythm
from alerts.model.reading import LotReading
from alerts.model.structure import Criteria, Structure
from alerts.services import nearby
from alerts.services.digesting import owe_digests
from alerts.services.structures import save_structures
from alerts.services.telling import Judge
from alerts.store import slots, structures
from alerts.store.engine import Database
from alerts.territory.france import France
from scrapers.notice import Amount, Notice, NoticeKind
from tests.alerts.services.mailboxes import MONDAY, Postman, on, posted, reader
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

SUNDAY = MONDAY - timedelta(hours=20)


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def judging(*near: str, seen: list[tuple[str, ...]] | None = None) -> Callable[[tuple[Structure, ...]], Judge]:
    """Every notice nearly concerns these structures, whose territory it misses."""

    def judge(given: tuple[Structure, ...]) -> Judge:
        if seen is not None:
            seen.append(tuple(one.id for one in given))

        def matches(found: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
            reason = Reason(Criterion.PLACE, Verdict.AGAINST, "Lieu : dans l'Ain, hors de votre territoire.")
            return [replace(matched(one, found), near_miss=True, reasons=(reason,)) for one in near]

        return Judge(read, matches)

    return judge


def titles(database: Database, now: datetime = SUNDAY, since: datetime | None = None) -> list[str]:
    with database.read() as session:
        return [one.match.notice_id for one in nearby.of(session, ["ateliers"], now, since).get("ateliers", [])]


def refreshed(database: Database, now: datetime = SUNDAY) -> None:
    assert nearby.refresh(database, judging("ateliers"), now) == 1


def test_it_is_looked_for_once_a_day_for_those_who_read_a_digest(base: Database) -> None:
    subscribed(base, CHANTIERS, replace(CHANTIERS, id="vite"), replace(CHANTIERS, id="seuls"))
    reader(base, "lise@example.org")
    reader(base, "vite@example.org", Preference(Rhythm.NOW), structure=replace(CHANTIERS, id="vite"))
    ingested(base, notice("26-1", deadline=at(20)))
    seen: list[tuple[str, ...]] = []
    assert nearby.refresh(base, judging("ateliers", seen=seen), NOON) == 1
    assert nearby.refresh(base, judging("ateliers", seen=seen), NOON + timedelta(hours=1)) is None
    assert seen == [("ateliers",)]
    assert nearby.refresh(base, judging("ateliers", seen=seen), later()) == 1
    assert titles(base) == ["boamp:26-1"]


def test_what_is_no_longer_near_goes_with_the_next_look(base: Database) -> None:
    reader(base, "lise@example.org")
    ingested(base, notice("26-1", deadline=at(20)))
    refreshed(base, NOON)
    assert nearby.refresh(base, judging(), later()) == 0
    assert titles(base) == []


def test_nobody_to_tell_looks_at_nothing(base: Database) -> None:
    ingested(base, notice("26-1"))
    assert nearby.refresh(base, judging("ateliers"), NOON) == 0
    with base.write() as session:
        assert not slots.move(session, nearby.SLOT, NOON, later()), "the day is done all the same"


def test_what_became_a_match_or_closed_or_is_over_is_left_out(base: Database) -> None:
    reader(base, "lise@example.org")
    ingested(base, *(notice(f"26-{one}", title=f"Marché {one}", deadline=at(20)) for one in range(1, 4)))
    ingested(base, notice("26-4", title="Marché 4", deadline=at(2)))
    refreshed(base)
    assert len(titles(base)) == 4
    matched_new(base, judge_for("ateliers", wants="Marché 1"), SUNDAY)
    cancelled = notice("26-9", kind=NoticeKind.CANCELLATION, previous=("26-2",), published=SUNDAY.date())
    ingested(base, cancelled, now=SUNDAY)
    matched_new(base, judge_for(), SUNDAY)
    assert titles(base, at(3).at) == ["boamp:26-3"]


def test_a_profile_that_changed_since_has_none_until_the_next_look(base: Database) -> None:
    """It was widened, perhaps by that very near miss."""
    reader(base, "lise@example.org")
    ingested(base, notice("26-1", deadline=at(20)))
    refreshed(base)
    with base.write() as session:
        save_structures(session, [replace(ATELIERS, name="Les Ateliers élargis")], SUNDAY + timedelta(hours=1))
    assert titles(base) == []
    assert nearby.refresh(base, judging("ateliers"), MONDAY) == 1
    assert titles(base, MONDAY) == ["boamp:26-1"]


def test_each_is_told_in_one_digest(base: Database) -> None:
    reader(base, "lise@example.org")
    ingested(base, notice("26-1", title="Marché 1", deadline=at(31)))
    owe_digests(base, NOON)
    refreshed(base)
    postman = Postman()
    posted(base, postman, MONDAY)
    on(base, postman, MONDAY + timedelta(hours=1))
    ingested(base, notice("26-2", title="Marché 2", deadline=at(31), published=later(9).date()), now=later(9))
    refreshed(base, later(9))
    on(base, postman, MONDAY + timedelta(days=7))
    told = [[one.title for one in each.message.blocks if isinstance(one, Entry)] for each in postman.letters]
    assert told == [["Marché 1"], ["Marché 2"]]


def test_one_gesture_takes_it_in(base: Database) -> None:
    """A real judge: the workshops asked for small contracts."""
    small = replace(ATELIERS, activities=(Criteria(amount_max=Decimal(50_000)),), channels=())
    subscribed(base, small)
    reader(base, "lise@example.org")
    ingested(base, notice("26-1", title="Marché 1", deadline=at(31), amount=Amount(Decimal(60_000), "EUR")))
    owe_digests(base, NOON)

    def judge(given: tuple[Structure, ...]) -> Judge:
        france = France.load()
        index = Index(given, france)

        def matches(found: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
            return index.matches(describe(found, readings, france, may_answer), now, near_misses=True)

        return Judge(read, matches)

    assert nearby.refresh(base, judge, SUNDAY) == 1
    postman = Postman()
    posted(base, postman, MONDAY)
    (letter,) = postman.letters
    (entry,) = [one for one in letter.message.blocks if isinstance(one, Entry)]
    (widen,) = [one for one in entry.actions if one.kind is ActionKind.WIDEN]
    assert widen.about[0] == "boamp:26-1"
    assert len(widen.about[1]) == 8
    assert "60 000" in widen.label
    with base.read() as session:
        assert structures.load_structure(session, "ateliers") == small, "nothing changes before they say so"
