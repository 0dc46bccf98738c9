"""What was told and what is kept, as lists: five at a time, filtered, in order, and still there after a pause."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from alerts.model.match import Match
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from alerts.services import lists
from alerts.services.lists import Filter, Item
from alerts.services.responding import respond
from alerts.store import lists as stored
from alerts.store import matches, opportunities
from alerts.store.engine import Database
from alerts.store.opportunities import Opportunity
from scrapers.notice import Notice, NoticeKind, Place
from tests.alerts.services.respondents import INES, joined, told_of
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    at,
    ingested,
    judge_for,
    later,
    lot,
    matched_new,
    notice,
    says,
    subscribed,
)


def shown(database: Database, chosen: Filter = Filter.ALL, offset: int = 0, limit: int = 5) -> list[str]:
    """The numbers of the notices, in order: « 26-3 »."""
    with database.read() as session:
        page = lists.latest(session, "ateliers", chosen, offset, limit, NOON)
    return [numbers(one) for one in page.items]


def numbers(item: Item) -> str:
    return (item.url or "").rpartition("/")[2]


def total(database: Database, chosen: Filter = Filter.ALL) -> int:
    with database.read() as session:
        return lists.latest(session, "ateliers", chosen, 0, 1, NOON).total


def said(database: Database, statuses: dict[int, ResponseStatus]) -> None:
    ines, _ = joined(database, INES, "Inès")
    for minute, (match, status) in enumerate(statuses.items()):
        with database.write() as session:
            respond(session, ines.id, match, status, NOON + timedelta(minutes=minute))


def kept(database: Database, now: object = NOON) -> list[tuple[str, str, bool]]:
    """(number, until, over)."""
    with database.read() as session:
        page = lists.kept(session, "ateliers", now)  # type: ignore[arg-type]
    return [(numbers(one), one.until, one.over) for one in page.items]


def several(count: int, **fields: object) -> list[Notice]:
    return [notice(f"26-{number}", **fields) for number in range(1, count + 1)]


def test_the_latest_first_page_by_page(database: Database) -> None:
    told_of(database, *several(7))
    assert shown(database) == ["26-7", "26-6", "26-5", "26-4", "26-3"]
    assert shown(database, offset=5) == ["26-2", "26-1"]
    assert shown(database, offset=10) == []
    assert total(database) == 7


def test_a_line_says_what_where_until_when_and_whether_we_may(database: Database) -> None:
    given = notice("26-1", places=(Place(postcode="69003"),), documents_url="https://dossier.example.org/1")
    (match,) = told_of(database, given)
    with database.read() as session:
        found = lists.item(session, match, NOON)
        assert lists.item(session, 404, NOON) is None
    assert found is not None
    assert (found.title, found.place, found.until, found.over, found.answer) == (
        "Entretien des espaces verts de Sévigny-le-Vieux",
        "Lyon (69)",
        "date limite : jeudi 10 décembre 2026 à 12 h 00 – dans 17 jours",
        False,
        Answer.YES,
    )
    assert (found.url, found.documents_url) == ("https://avis.example.org/26-1", "https://dossier.example.org/1")


def test_another_structure_has_its_own_list(database: Database) -> None:
    subscribed(database, CHANTIERS)
    told_of(database, *several(3))
    with database.read() as session:
        assert lists.latest(session, "chantiers", Filter.ALL, 0, 5, NOON) == lists.Page((), 0)
        assert lists.kept(session, "chantiers", NOON) == lists.Page((), 0)


def test_those_without_an_answer(database: Database) -> None:
    one, two, _ = told_of(database, *several(3))
    said(database, {one: ResponseStatus.REFUSED, two: ResponseStatus.KEPT})
    assert shown(database, Filter.UNANSWERED) == ["26-3"]
    assert shown(database) == ["26-3", "26-2", "26-1"], "what is refused stays in the whole list"


def test_those_whose_right_is_to_be_checked_unless_refused(database: Database) -> None:
    first, second, third = several(3)
    subscribed(database, ATELIERS)
    ingested(database, first, second, third)
    judge = judge_for("ateliers")
    doubtful = {first.id, second.id}

    def doubting(given: Notice, *rest: object) -> list[Match]:
        answer = Answer.CHECK if given.id in doubtful else Answer.YES
        return [replace(one, answer=answer) for one in judge.matches(given, *rest)]  # type: ignore[arg-type]

    matched_new(database, replace(judge, matches=doubting))
    assert shown(database, Filter.CHECK) == ["26-2", "26-1"]
    with database.read() as session:
        (refused, _) = [one.match_id for one in lists.latest(session, "ateliers", Filter.CHECK, 0, 5, NOON).items]
    said(database, {refused: ResponseStatus.REFUSED})
    assert shown(database, Filter.CHECK) == ["26-1"]
    assert total(database, Filter.CHECK) == 1


def test_those_reserved_to_us_by_a_lot_that_concerns_us(database: Database) -> None:
    reserved = notice("26-1", passages=says("Lot réservé aux structures d'insertion"))
    for_others = notice("26-2", lots=(lot("1", passages=says("réservé")), lot("2")))
    plain = notice("26-3")
    subscribed(database, ATELIERS)
    ingested(database, reserved, for_others, plain)
    judge = judge_for("ateliers")

    def second_lot_only(given: Notice, *rest: object) -> list[Match]:
        found = judge.matches(given, *rest)  # type: ignore[arg-type]
        return [replace(one, lots=("2",)) for one in found] if given.id == for_others.id else list(found)

    matched_new(database, replace(judge, matches=second_lot_only))
    assert shown(database, Filter.RESERVED) == ["26-1"]
    assert total(database, Filter.RESERVED) == 1


def test_those_to_answer_soon_by_deadline(database: Database) -> None:
    days = {"26-1": 5, "26-2": 1, "26-3": 7, "26-4": 8, "26-5": 3}
    matches_of = told_of(database, *(notice(number, deadline=at(day)) for number, day in days.items()))
    said(database, {matches_of[4]: ResponseStatus.REFUSED})
    assert shown(database, Filter.SOON) == ["26-2", "26-1", "26-3"], "8 December is 15 days away, the 3rd is refused"
    assert shown(database, Filter.SOON, offset=2) == ["26-3"]


@pytest.mark.parametrize("chosen", [Filter.SOON, Filter.RESERVED])
def test_what_is_over_is_not_to_be_answered(database: Database, chosen: Filter) -> None:
    told_of(database, notice("26-1", deadline=at(1), passages=says("réservé")))
    assert shown(database, chosen) == ["26-1"]
    cancelled = notice("26-2", kind=NoticeKind.CANCELLATION, previous=("26-1",), published=date(2026, 11, 24))
    ingested(database, cancelled, now=later())
    matched_new(database, judge_for("ateliers"), later())
    assert shown(database, chosen) == []
    with database.read() as session:
        (item,) = lists.latest(session, "ateliers", Filter.ALL, 0, 5, NOON).items
    assert (item.until, item.over) == ("consultation annulée", True)


def test_what_is_kept_comes_by_deadline_then_what_is_unsure_then_what_is_over(database: Database) -> None:
    given = [
        notice("26-1", deadline=at(20)),
        notice("26-2", deadline=at(10)),
        notice("26-3", deadline=None),
        notice("26-4", deadline=at(2)),
        notice("26-5", deadline=at(15)),
        notice("26-6", deadline=at(9)),
    ]
    found = told_of(database, *given)
    said(database, dict.fromkeys(found[:5], ResponseStatus.KEPT))
    cancelled = notice("26-7", kind=NoticeKind.CANCELLATION, previous=("26-5",), published=date(2026, 11, 24))
    ingested(database, cancelled, now=later())
    matched_new(database, judge_for("ateliers"), later())
    assert kept(database, at(3).at) == [
        ("26-2", "date limite : jeudi 10 décembre 2026 à 12 h 00 – dans 7 jours", False),
        ("26-1", "date limite : dimanche 20 décembre 2026 à 12 h 00 – dans 17 jours", False),
        ("26-3", "date limite : non indiquée", False),
        ("26-4", "date limite : mercredi 2 décembre 2026 à 12 h 00 – passée hier", True),
        ("26-5", "consultation annulée", True),
    ]


@pytest.mark.parametrize("status", [ResponseStatus.ANSWERING, ResponseStatus.TOGETHER])
def test_what_is_answered_is_kept_too(database: Database, status: ResponseStatus) -> None:
    (match,) = told_of(database)
    said(database, {match: status})
    assert [one[0] for one in kept(database)] == ["26-1"]
    said(database, {match: ResponseStatus.REFUSED})
    assert kept(database) == []


def a_year_of(database: Database, count: int) -> None:
    """Matches of the Ateliers, each with facts of the usual weight, all with the notice 26-1."""
    (match,) = told_of(database, notice("26-1", lots=tuple(lot(str(number)) for number in range(1, 6))))
    with database.write() as session:
        held = stored.listed(session, [match])[match]
        copies = [Opportunity(f"copy-{n}", NOON, facts=held.facts) for n in range(count)]
        opportunities.put_opportunities(session, copies)
        matches.insert_matches(session, [(one.id, held.match) for one in copies], NOON)


def seconds(database: Database, chosen: Filter) -> float:
    """The better of two looks."""
    looks = []
    for _ in range(2):
        began = time.perf_counter()
        with database.read() as session:
            lists.latest(session, "ateliers", chosen, 0, 5, NOON)
        looks.append(time.perf_counter() - began)
    return min(looks)


def test_five_thousand_alerts_are_looked_through_while_one_waits(database: Database) -> None:
    a_year_of(database, 5000)
    assert total(database) == 5001
    took = {chosen.value: seconds(database, chosen) for chosen in Filter}
    assert max(took.values()) < 2.0, took


@pytest.mark.parametrize("chosen", [Filter.SOON, Filter.RESERVED])
def test_what_was_not_looked_at_is_said(database: Database, monkeypatch: pytest.MonkeyPatch, chosen: Filter) -> None:
    monkeypatch.setattr(lists, "LOOKED_AT", 2)
    told_of(database, *several(3, deadline=at(1), passages=says("réservé")))
    mine = {Filter.SOON: ["26-2", "26-3"], Filter.RESERVED: ["26-3", "26-2"]}
    with database.read() as session:
        page = lists.latest(session, "ateliers", chosen, 0, 5, NOON)
    assert ([numbers(one) for one in page.items], page.total, page.more) == (mine[chosen], 2, True)
