"""What a team decides and does on one lot: marks, alone or together, lines ticked, figures of the estimate."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest

from alerts.model.people import Role
from alerts.model.reply import Assumptions, Manner, Mark, Point, Work
from alerts.services import working
from alerts.services.errors import NotYours, Refusal
from alerts.store import replies
from alerts.store.engine import Database, Session
from tests.alerts.services.respondents import BRUNO, INES, joined, stranger, told_of
from tests.alerts.services.stories import CHANTIERS, NOON, later, lot, notice, subscribed


def held(database: Database, match: int, lot_key: str = "") -> Work:
    with database.read() as session:
        return working.work_of(session, match, lot_key)


@pytest.mark.parametrize("role", list(Role))
def test_managers_and_members_alike_answer_tick_and_choose(database: Database, role: Role) -> None:
    (match,) = told_of(database)
    person, _ = joined(database, INES, "Inès", role=role)
    with database.write() as session:
        working.mark(session, person.id, match, "", Point.CASH, Mark.PARTLY, NOON)
        working.choose_manner(session, person.id, match, "", Manner.TOGETHER, NOON)
        working.tick(session, person.id, match, "", "doc-dc1", True, NOON)
        working.assume(session, person.id, match, "", Assumptions(labour_share=0.4), NOON)
        working.remind(session, person.id, match, "", True, NOON)
    expected = Work(
        Manner.TOGETHER, {Point.CASH: Mark.PARTLY}, Assumptions(labour_share=0.4), frozenset({"doc-dc1"}), True
    )
    assert held(database, match) == expected


def test_what_was_said_is_taken_back(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        working.mark(session, ines.id, match, "", Point.CASH, Mark.NO, NOON)
        working.mark(session, ines.id, match, "", Point.VISIT, Mark.YES, NOON)
        working.tick(session, ines.id, match, "", "doc-dc1", True, NOON)
        working.choose_manner(session, ines.id, match, "", Manner.ALONE, NOON)
    with database.write() as session:
        working.unmark(session, ines.id, match, "", Point.CASH, later())
        working.tick(session, ines.id, match, "", "doc-dc1", False, later())
        working.choose_manner(session, ines.id, match, "", None, later())
    assert held(database, match) == Work(marks={Point.VISIT: Mark.YES})


def test_lots_have_each_their_own_work(database: Database) -> None:
    two = notice("26-1", lots=(lot("1"), lot("2")))
    (match,) = told_of(database, two)
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        working.mark(session, ines.id, match, "1", Point.CASH, Mark.NO, NOON)
        working.mark(session, ines.id, match, "2", Point.CASH, Mark.YES, NOON)
    assert held(database, match, "1").marks == {Point.CASH: Mark.NO}
    assert held(database, match, "2").marks == {Point.CASH: Mark.YES}


def test_saying_it_twice_writes_it_once(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    for moment in (NOON, later()):
        with database.write() as session:
            working.tick(session, ines.id, match, "", "doc-dc1", True, moment)
    with database.write() as session:
        working.mark(session, ines.id, match, "", Point.CASH, None, later())
    assert held(database, match) == Work(done=frozenset({"doc-dc1"}))


@pytest.mark.parametrize("item", ["", "Doc-dc1", "doc-dc9", "step-nap", "../etc", "d" * 3000, "doc-dc1\n"])
def test_a_line_that_cannot_be_is_refused(database: Database, item: str) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    with pytest.raises(Refusal, match="n'existe pas"), database.write() as session:
        working.tick(session, ines.id, match, "", item, True, NOON)
    assert held(database, match) == Work()


@pytest.mark.parametrize("unknown", ["7", "LOT-0001", "x" * 500])
def test_a_lot_that_the_notice_does_not_have_is_refused(database: Database, unknown: str) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    with pytest.raises(Refusal, match="lot"), database.write() as session:
        working.mark(session, ines.id, match, unknown, Point.CASH, Mark.YES, NOON)


WRONG = [
    (Assumptions(labour_share=1.2), "entre 0 et 100"),
    (Assumptions(insertion_share=-0.1), "entre 0 et 100"),
    (Assumptions(insertion_share=float("nan")), "entre 0 et 100"),
    (Assumptions(hourly_cost=0), "plus grand que zéro"),
    (Assumptions(amount=Decimal("-1")), "plus grand que zéro"),
    (Assumptions(months=float("inf")), "plus grand que zéro"),
    (Assumptions(hours=1e12), "trop grand"),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_figures_that_cannot_be_are_refused(database: Database, given: Assumptions, sentence: str) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    with pytest.raises(Refusal, match=sentence), database.write() as session:
        working.assume(session, ines.id, match, "", given, NOON)
    assert held(database, match) == Work()


def _all(session: Session, person: int, match: int) -> list[Callable[[], Work]]:
    return [
        lambda: working.mark(session, person, match, "", Point.CASH, Mark.YES, NOON),
        lambda: working.choose_manner(session, person, match, "", Manner.ALONE, NOON),
        lambda: working.tick(session, person, match, "", "doc-dc1", True, NOON),
        lambda: working.assume(session, person, match, "", Assumptions(months=3), NOON),
        lambda: working.remind(session, person, match, "", True, NOON),
    ]


@pytest.mark.parametrize("use", range(5))
def test_nobody_else_touches_the_work_of_a_structure(database: Database, use: int) -> None:
    (match,) = told_of(database)
    subscribed(database, CHANTIERS)
    elsewhere, _ = joined(database, BRUNO, "Bruno", CHANTIERS)
    for person in (elsewhere, stranger(database)):
        with pytest.raises(NotYours), database.write() as session:
            _all(session, person.id, match)[use]()
    assert held(database, match) == Work()


def test_an_announcement_that_is_gone_is_refused_kindly(database: Database) -> None:
    ines = stranger(database)
    with pytest.raises(NotYours, match="n'est plus enregistrée"), database.write() as session:
        working.tick(session, ines.id, 404, "", "doc-dc1", True, NOON)


def test_two_people_who_tick_at_once_lose_nothing(database: Database) -> None:
    (match,) = told_of(database)
    people = [joined(database, account, "Inès")[0].id for account in (INES, BRUNO)]
    items = sorted(working.ITEMS)[:20]
    start = threading.Barrier(2)
    failed: list[BaseException] = []

    def ticks(person: int, items: list[str]) -> None:
        try:
            start.wait(20)
            for item in items:
                with database.write() as session:
                    working.tick(session, person, match, "", item, True, NOON)
        except BaseException as error:  # told to the test, which fails
            failed.append(error)

    threads = [
        threading.Thread(target=ticks, args=given) for given in zip(people, (items[::2], items[1::2]), strict=True)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert not failed
    assert held(database, match).done == set(items)


def test_a_line_that_is_no_longer_in_the_list_can_be_unticked(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        replies.put_work(session, match, "", Work(done=frozenset({"doc-of-before"})), NOON)
        assert working.tick(session, ines.id, match, "", "doc-of-before", False, NOON) == Work()
