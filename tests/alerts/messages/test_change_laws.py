"""What must hold of every correction, whatever it says: drawn at random."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.messages.change import ChangeKind, Facts, LotFacts, changes, merge
from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from scrapers.notice import Deadline, Notice, NoticeKind
from tests.alerts.messages.stories import NOW

deadlines = st.none() | st.integers(0, 5000).map(lambda hours: Deadline(NOW + timedelta(hours=hours)))
hours = st.none() | st.integers(1, 2000).map(float)
groups = st.frozensets(st.sampled_from(Beneficiary)).map(lambda found: tuple(sorted(found)))


@st.composite
def lot_facts(draw: st.DrawFn, lot_id: str | None) -> LotFacts:
    status = draw(st.sampled_from(ReservationStatus))
    told = status is not ReservationStatus.NONE or draw(st.booleans())
    to = draw(groups) if status is ReservationStatus.RESERVED else ()
    clauses = draw(st.dictionaries(st.sampled_from(ClauseKind), hours))
    ordered = tuple(sorted(clauses.items(), key=lambda pair: pair[0].value))
    return LotFacts(lot_id, draw(st.none() | st.text(max_size=5)), draw(deadlines), status, to, (), told, ordered)


@st.composite
def facts_of(draw: st.DrawFn) -> Facts:
    numbers = draw(st.lists(st.integers(1, 6), unique=True, max_size=4))
    ids: list[str | None] = [f"LOT-{number:04}" for number in numbers] or [None]
    return Facts(False, tuple(draw(lot_facts(lot_id)) for lot_id in ids))


def correction(shape: str, kind: NoticeKind = NoticeKind.CORRECTION) -> Notice:
    return Notice("boamp", "26-900050", kind, "Rectificatif", shape=shape)


shapes = st.sampled_from(["eforms", "fnsimple"])


@given(facts_of())
def test_facts_survive_json_and_differ_from_nothing_but_themselves(held: Facts) -> None:
    assert Facts.from_json(json.loads(json.dumps(held.to_json()))) == held
    assert changes(held, held) == ()


@given(facts_of(), facts_of(), shapes)
def test_the_same_correction_twice_changes_nothing_more(before: Facts, said: Facts, shape: str) -> None:
    notice = correction(shape)
    once = merge(before, said, notice, ())
    assert changes(once, merge(once, said, notice, ())) == ()


@given(facts_of(), facts_of(), shapes)
def test_a_correction_never_leaves_a_contract_without_lots_nor_a_lot_twice(
    before: Facts, said: Facts, shape: str
) -> None:
    keys = [lot.key for lot in merge(before, said, correction(shape), ()).lots]
    assert keys
    assert len(set(keys)) == len(keys)


@given(facts_of(), facts_of())
def test_a_silent_correction_keeps_every_reservation_and_every_deadline(before: Facts, said: Facts) -> None:
    silent = Facts(lots=tuple(LotFacts(lot.id) for lot in said.lots))
    after = merge(before, silent, correction("fnsimple"), ())
    kept = {lot.key: lot for lot in after.lots}
    for lot in before.lots:
        if lot.key in kept:
            found = kept[lot.key]
            assert (found.deadline, found.reservation, found.to, found.clauses) == (
                lot.deadline,
                lot.reservation,
                lot.to,
                lot.clauses,
            )


@given(facts_of(), facts_of())
def test_going_back_undoes_what_was_told(before: Facts, after: Facts) -> None:
    there, back = changes(before, after), changes(after, before)
    assert bool(there) == bool(back)
    assert {(one.kind, one.before, one.after) for one in there if one.kind is ChangeKind.LOTS} == {
        (one.kind, one.after, one.before) for one in back if one.kind is ChangeKind.LOTS
    }


@given(facts_of(), facts_of())
def test_every_change_says_two_different_things(before: Facts, after: Facts) -> None:
    for one in changes(before, replace(after, cancelled=True)):
        assert one.before != one.after
        assert one.before
        assert one.after
