"""What is open now, kept in memory: the same as reading everything again, after whatever happens."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.matching import oracle
from alerts.matching.document import describe
from alerts.matching.index import Index
from alerts.model.reading import LotReading
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.services.current import Current
from alerts.services.preview import Found, Preview
from alerts.store.engine import Database
from alerts.territory.france import France
from scrapers.notice import Deadline, Lot, Notice, NoticeKind, Place
from tests.alerts.services.stories import NOON, at, ingested, judge_for, later, matched_new, notice, read, says
from tests.bench import profiles

FRANCE = France.load()
EVERYWHERE = Structure("partout", "Partout", frozenset({StructureKind.ACI}))
DECEMBER = at(10)


def current_on(database: Database, most: int = 1000) -> Current:
    return Current(database, read, lambda given, readings: describe(given, readings, FRANCE, may_answer), most)


def ids(found: Iterable[Found]) -> list[str]:
    return [one.notice.id for one in found]


def test_nothing_is_known_before_the_first_reading(database: Database) -> None:
    current = current_on(database)
    assert not current.warm
    assert current.preview(EVERYWHERE, NOON) == Preview((), None, 0, 0)
    current.refresh(NOON)
    assert current.warm
    assert current.matching(EVERYWHERE, NOON) == []


def test_what_is_open_is_found_without_its_long_texts(database: Database) -> None:
    ingested(database, notice("26-1", passages=says("Tonte et taille.")))
    current = current_on(database)
    assert current.refresh(NOON) == 1
    (found,) = current.matching(EVERYWHERE, NOON)
    assert (found.notice.title, found.notice.passages) == ("Entretien des espaces verts de Sévigny-le-Vieux", ())
    assert found.match.structure_id == "partout"


def test_only_what_changed_is_read_again(database: Database) -> None:
    current = current_on(database)
    ingested(database, notice("26-1"), notice("26-2", title="Nettoyage des locaux"))
    assert current.refresh(NOON) == 2
    assert current.refresh(NOON) == 0
    ingested(database, notice("26-2", title="Nettoyage des écoles"), now=later())
    assert current.refresh(later()) == 1
    assert sorted(one.notice.title for one in current.matching(EVERYWHERE, later())) == [
        "Entretien des espaces verts de Sévigny-le-Vieux",
        "Nettoyage des écoles",
    ]


def test_a_correction_is_what_holds(database: Database) -> None:
    current = current_on(database)
    ingested(database, notice("26-1", deadline=at(1)))
    current.refresh(NOON)
    correction = notice(
        "26-9", kind=NoticeKind.CORRECTION, previous=("26-1",), deadline=at(20), published=date(2026, 11, 22)
    )
    ingested(database, correction)
    current.refresh(NOON)
    (found,) = current.matching(EVERYWHERE, later(10))
    assert found.notice.deadline == at(20)


def test_what_is_cancelled_awarded_or_passed_is_not_open(database: Database) -> None:
    current = current_on(database)
    ingested(database, notice("26-1"), notice("26-2", deadline=at(1)))
    current.refresh(NOON)
    assert len(current.matching(EVERYWHERE, NOON)) == 2
    assert ids(current.matching(EVERYWHERE, later(9))) == ["boamp:26-1"]
    ingested(database, notice("26-8", kind=NoticeKind.AWARD, previous=("26-1",), published=date(2026, 11, 23)))
    matched_new(database, judge_for())
    current.refresh(NOON)
    assert ids(current.matching(EVERYWHERE, NOON)) == ["boamp:26-2"]
    assert current.preview(EVERYWHERE, NOON).seen == 2


def test_an_old_call_that_is_still_open_is_shown_and_not_counted(database: Database) -> None:
    old = date(2026, 10, 1)
    ingested(
        database,
        notice("26-1", published=old),
        notice("26-2", published=old, deadline=Deadline(NOON - timedelta(days=3))),
        notice("26-3", published=date(2026, 6, 1)),
    )
    current = current_on(database)
    current.refresh(NOON)
    found = current.preview(EVERYWHERE, NOON)
    assert (ids(found.open), found.seen) == (["boamp:26-1"], 0)


def test_the_urgent_first_then_the_surest(database: Database) -> None:
    ingested(
        database,
        notice("26-1", deadline=at(20)),
        notice("26-2", deadline=at(22), passages=says("Marché réservé.")),
        notice("26-3", deadline=Deadline(later(3))),
    )
    current = current_on(database)
    current.refresh(NOON)
    assert ids(current.matching(EVERYWHERE, NOON)) == ["boamp:26-3", "boamp:26-1", "boamp:26-2"]


def test_two_copies_are_one_opportunity(database: Database) -> None:
    shared = "6a4e0a3e-2f1c-4c6d-9f5e-000000000001"
    copies = [notice("26-1", procedure_id=shared), notice("900-2026", source="ted", procedure_id=shared)]
    ingested(database, *copies)
    current = current_on(database)
    current.refresh(NOON)
    assert len(current.matching(EVERYWHERE, NOON)) == 1


@pytest.mark.parametrize(("days", "per_week"), [(3, None), (14, 3.5)])
def test_a_volume_needs_a_week_of_reading(database: Database, days: int, per_week: float | None) -> None:
    """One notice every other day."""
    ingested(
        database,
        *(
            notice(f"26-{n}", title=f"Chantier {n}", published=(NOON - timedelta(days=n)).date())
            for n in range(1, days, 2)
        ),
    )
    current = current_on(database)
    current.refresh(NOON)
    found = current.preview(EVERYWHERE, NOON)
    assert (found.seen, found.days) == (len(range(1, days, 2)), max(range(1, days, 2)) + 1)
    assert found.per_week == per_week


def test_memory_is_bounded_and_the_newest_stay(database: Database) -> None:
    ingested(
        database,
        *(notice(f"26-{n}", title=f"Chantier {n}", published=date(2026, 11, n)) for n in range(1, 9)),
    )
    current = current_on(database, most=3)
    current.refresh(NOON)
    assert sorted(ids(current.matching(EVERYWHERE, NOON))) == ["boamp:26-6", "boamp:26-7", "boamp:26-8"]
    assert current.refresh(NOON) == 0


def test_a_notice_that_breaks_the_reading_hides_no_other(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    def broken(given: Notice) -> tuple[LotReading, ...]:
        if "rupture" in given.title:
            raise ZeroDivisionError
        return read(given)

    ingested(database, notice("26-1", title="En rupture"), notice("26-2"))
    current = Current(database, broken, lambda given, readings: describe(given, readings, FRANCE, may_answer))
    current.refresh(NOON)
    assert ids(current.matching(EVERYWHERE, NOON)) == ["boamp:26-2"]
    assert "boamp:26-1" in caplog.text


def test_many_look_while_one_reads(database: Database) -> None:
    current = current_on(database)
    for n in range(1, 20):
        ingested(database, notice(f"26-{n}", title=f"Chantier {n}"))
    seen: list[int] = []
    threads = [Thread(target=lambda: seen.append(current.refresh(NOON))) for _ in range(3)]
    threads += [Thread(target=lambda: seen.append(-len(current.matching(EVERYWHERE, NOON)))) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sum(one for one in seen if one > 0) == 19  # read once, whoever asked
    assert {one for one in seen if one < 0} <= {-19}


def drawn(how_many: int) -> list[Notice]:
    return [replace(one, published=date(2026, 11, 20)) for one, _ in profiles.notices(how_many)]


def test_the_same_as_the_oracle_and_the_index(database: Database) -> None:
    """Three ways over the same crowd: what is kept in memory, one document after the other, and the index."""
    given = drawn(120)
    ingested(database, *given)
    current = current_on(database)
    current.refresh(NOON)
    documents = [describe(one, read(one), FRANCE, may_answer) for one in given]
    chance, crowd = random.Random(4), [*profiles.structures(150), *_wide()]
    found_some = 0
    for structure in [*chance.sample(crowd, 60), *_wide()]:
        mine = sorted((one.match for one in current.matching(structure, NOON)), key=lambda one: one.notice_id)
        slow = [oracle.match(structure, one, NOON, near_misses=False) for one in documents]
        index = Index([structure], FRANCE)
        fast = [match for one in documents for match in index.matches(one, NOON, near_misses=False)]
        assert mine == sorted((one for one in slow if one), key=lambda one: one.notice_id)
        assert mine == sorted(fast, key=lambda one: one.notice_id)
        found_some += bool(mine)
    assert found_some > 3


def _wide() -> list[Structure]:
    """With words looked for and left out, which the slim texts must still find."""
    word = profiles.FILLER[7]
    wide = (
        Criteria(include_words=(word,)),
        Criteria(exclude_words=(word,)),
        Criteria(trades=frozenset({"espaces-verts"})),
    )
    return [Structure(f"w{n}", "Large", frozenset({StructureKind.EI}), (one,)) for n, one in enumerate(wide)]


def test_a_profile_of_nowhere_finds_nothing(database: Database) -> None:
    ingested(database, notice("26-1", lots=(Lot(None, places=(Place(departement="69"),)),)))
    current = current_on(database)
    current.refresh(NOON)
    nowhere = replace(EVERYWHERE, activities=(Criteria(territory=Territory()),))
    rhone = replace(EVERYWHERE, activities=(Criteria(territory=Territory(departements=frozenset({"69"}))),))
    ain = replace(EVERYWHERE, activities=(Criteria(territory=Territory(departements=frozenset({"01"}))),))
    assert [len(current.matching(one, NOON)) for one in (nowhere, rhone, ain)] == [0, 1, 0]
