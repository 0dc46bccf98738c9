"""The index may be as clever as it likes: it must find what the oracle finds, and tell it in the same words."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.matching import oracle
from alerts.matching.document import Document, describe
from alerts.matching.index import Index
from alerts.model.reading import LotReading
from alerts.model.structure import Structure
from alerts.territory.france import France
from scrapers.notice import Notice
from tests.alerts.matching.drawn import NOTICES, NOW, READINGS, STRUCTURES, numbered

FRANCE = France.load()
Drawn = list[Structure]


def described(notice: Notice, readings: list[LotReading]) -> Document:
    return describe(numbered(notice), readings, FRANCE)


@settings(max_examples=120, deadline=None)
@given(STRUCTURES, NOTICES, READINGS)
def test_index_and_oracle_agree_on_everything(structures: Drawn, notice: Notice, readings: list[LotReading]) -> None:
    document = described(notice, readings)
    index = Index(structures, FRANCE)
    assert index.matches(document, NOW) == oracle.matches(structures, document, NOW)
    alone = index.matches(document, NOW, near_misses=False)
    assert alone == oracle.matches(structures, document, NOW, near_misses=False)
    assert alone == [match for match in index.matches(document, NOW) if not match.near_miss]


@settings(max_examples=50, deadline=None)
@given(STRUCTURES, STRUCTURES, st.sets(st.sampled_from([f"s{n:02}" for n in range(40)])), NOTICES, READINGS)
def test_profiles_that_come_change_and_leave_give_the_same_index_as_a_new_one(
    before: Drawn, changed: Drawn, gone: set[str], notice: Notice, readings: list[LotReading]
) -> None:
    index = Index(before, FRANCE)
    for structure in changed:
        index.replace(structure)
    for structure_id in gone:
        index.remove(structure_id)
    left = {one.id: one for one in [*before, *changed] if one.id not in gone}
    document = described(notice, readings)
    assert len(index) == len(left)
    assert index.matches(document, NOW) == oracle.matches(left.values(), document, NOW)


@settings(max_examples=50, deadline=None)
@given(STRUCTURES, NOTICES, READINGS)
def test_an_index_emptied_and_filled_again_has_forgotten_nothing_and_kept_nothing(
    structures: Drawn, notice: Notice, readings: list[LotReading]
) -> None:
    index = Index(structures, FRANCE)
    for structure in structures:
        index.remove(structure.id)
    document = described(notice, readings)
    assert index.matches(document, NOW) == []
    assert [list(facet.living()) for facet in index.facets()] == [[]] * 8
    for structure in structures:
        index.replace(replace(structure, name="Autre nom"))
    assert index.matches(document, NOW) == oracle.matches(structures, document, NOW)


def test_the_random_world_is_not_empty() -> None:  # else equality would prove nothing
    matches, near, several_lots = 0, 0, 0

    @settings(max_examples=100, deadline=None, database=None, derandomize=True)
    @given(STRUCTURES, NOTICES, READINGS)
    def count(structures: Drawn, notice: Notice, readings: list[LotReading]) -> None:
        nonlocal matches, near, several_lots
        found = oracle.matches(structures, described(notice, readings), NOW)
        matches += sum(not match.near_miss for match in found)
        near += sum(match.near_miss for match in found)
        several_lots += sum(len(match.lots) > 1 for match in found)

    count()
    assert min(matches, near, several_lots) > 5
