"""Two opportunities turn out to be one: what networks told, called and counted about either is about the one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from alerts.model.network import Answered, Call, Candidate
from alerts.network.radar import Stage
from alerts.services.structures import save_structures
from alerts.store import calls, merging, proposals, radar_told, rooms
from alerts.store.engine import Database, Session
from tests.alerts.services.networked import MEMBERS, NADIA, network_of, person
from tests.alerts.services.stories import NOON, ingested, lot, notice

KEPT, GONE = "boamp:26-1", "ted:700-2026"
LOTS = (lot("1"), lot("2"))
LATER = NOON + timedelta(hours=1)


class Case:
    """A network, and two opportunities that nothing joins yet."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.write() as session:
            save_structures(session, MEMBERS, NOON)
        self.network = network_of(database, "Pôle fictif", person(database, NADIA), *MEMBERS)
        self.other = network_of(database, "Autre pôle fictif", person(database, NADIA), *MEMBERS)
        ingested(database, notice("26-1", lots=LOTS), notice("700-2026", source="ted", lots=LOTS))
        with database.read() as session:
            rows = session.execute(text("SELECT id, opportunity_id FROM notice")).all()
        ids = {row.id: row.opportunity_id for row in rows}
        self.kept, self.gone = ids[KEPT], ids[GONE]

    def merge(self) -> None:
        with self.database.write() as session:
            merging.merge_into(session, self.kept, self.gone, LATER)

    def call(self, opportunity: str, who: str = "m01", *, minutes: int = 0, asked: Sequence[str] = ()) -> int:
        at = NOON + timedelta(minutes=minutes)
        with self.database.write() as session:
            made = calls.add(session, Call(0, self.network, who, opportunity, KEPT, "1", at))
            found = [Candidate(made, one, rank, ("le métier",), at) for rank, one in enumerate(asked, start=1)]
            calls.add_candidates(session, found)
        return made

    def answers(self, call: int, who: str, said: Answered) -> None:
        with self.database.write() as session:
            (one,) = [one for one in calls.candidates_of(session, call) if one.structure_id == who]
            calls.put_answer(session, one, said, NOON)

    def asked(self, call: int) -> list[tuple[str, Answered | None]]:
        with self.database.read() as session:
            return [(one.structure_id, one.answer) for one in calls.candidates_of(session, call)]

    def calls_of(self, who: str = "m01") -> list[Call]:
        with self.database.read() as session:
            return calls.of_structure(session, who)


@pytest.fixture
def case(database: Database) -> Case:
    return Case(database)


@pytest.mark.parametrize(
    ("here", "there", "after"),
    [
        (None, Stage.SOON, Stage.SOON),
        (None, Stage.URGENT, Stage.URGENT),
        (Stage.SOON, None, Stage.SOON),
        (Stage.SOON, Stage.SOON, Stage.SOON),
        (Stage.SOON, Stage.URGENT, Stage.URGENT),  # told of one at eight days: it is not told again
        (Stage.URGENT, Stage.SOON, Stage.URGENT),
    ],
)
def test_what_was_told_of_either_was_told(case: Case, here: Stage | None, there: Stage | None, after: Stage) -> None:
    with case.database.write() as session:
        for opportunity, stage, at in ((case.kept, here, NOON), (case.gone, there, LATER)):
            if stage is not None:
                radar_told.mark(session, case.network, {(opportunity, "1"): stage}, at)
        radar_told.mark(session, case.other, {(case.gone, None): Stage.SOON}, NOON)
    case.merge()
    with case.database.read() as session:
        assert radar_told.stages(session, case.network) == {(case.kept, "1"): after}
        assert radar_told.stages(session, case.other) == {(case.kept, None): Stage.SOON}
        if (here, there) == (Stage.SOON, Stage.URGENT):
            assert radar_told.told_at(session, case.network, LATER) == {(case.kept, "1")}, "its letter still waits"


def test_a_call_follows(case: Case) -> None:
    made = case.call(case.gone, asked=["m02"])
    case.merge()
    assert [(one.id, one.opportunity_id) for one in case.calls_of()] == [(made, case.kept)]
    assert case.asked(made) == [("m02", None)]


@pytest.mark.parametrize("older_is_kept", [True, False])
def test_of_two_calls_the_older_stays_with_whom_both_asked(case: Case, older_is_kept: bool) -> None:
    first, second = (case.kept, case.gone) if older_is_kept else (case.gone, case.kept)
    older = case.call(first, asked=["m02", "m03"])
    younger = case.call(second, minutes=5, asked=["m03", "m04"])
    case.answers(older, "m02", Answered.NO)
    case.answers(younger, "m03", Answered.YES)
    case.merge()
    assert [(one.id, one.opportunity_id) for one in case.calls_of()] == [(older, case.kept)]
    assert case.asked(older) == [("m02", Answered.NO), ("m03", Answered.YES), ("m04", None)]
    assert case.asked(younger) == []


def test_what_was_said_to_the_older_holds(case: Case) -> None:
    older, younger = case.call(case.kept, asked=["m02"]), case.call(case.gone, minutes=5, asked=["m02"])
    case.answers(older, "m02", Answered.YES)
    case.answers(younger, "m02", Answered.NO)
    case.merge()
    assert case.asked(older) == [("m02", Answered.YES)]


@pytest.mark.parametrize(("closed", "stays_open"), [((0,), True), ((1,), True), ((0, 1), False), ((), True)])
def test_one_that_is_open_keeps_them_open(case: Case, closed: tuple[int, ...], stays_open: bool) -> None:
    both = case.call(case.kept), case.call(case.gone, minutes=5)
    with case.database.write() as session:
        for one in closed:
            calls.close(session, both[one], LATER)
    case.merge()
    assert [one.closed_at is None for one in case.calls_of()] == [stays_open]


@pytest.mark.parametrize("with_rooms", [("older",), ("younger",), ("older", "younger"), ()])
def test_no_room_is_lost(case: Case, with_rooms: tuple[str, ...]) -> None:
    made = {"older": case.call(case.kept), "younger": case.call(case.gone, minutes=5)}
    where = {"older": case.kept, "younger": case.gone}
    with case.database.write() as session:
        opened = {
            one: rooms.open_room(session, case.network, where[one], KEPT, "1", made[one], NOON) for one in with_rooms
        }
        for one in opened.values():
            rooms.add_member(session, one, "m01", NOON)
    case.merge()
    with case.database.read() as session:
        found = {one.id: one for one in rooms.rooms_of(session, "m01")}
        assert set(found) == set(opened.values())
        assert {one.opportunity_id for one in found.values()} <= {case.kept}
        held = rooms.room_of_call(session, made["older"])
        assert (held.id if held else None) == opened.get("older", opened.get("younger"))


def test_calls_of_other_lots_members_and_networks_stay_apart(case: Case) -> None:
    mine, other = case.call(case.kept), case.call(case.gone, "m05", minutes=5)
    with case.database.write() as session:
        again = Call(0, case.network, "m01", case.gone, GONE, "2", NOON)
        second, elsewhere = (
            calls.add(session, again),
            calls.add(session, replace(again, network_id=case.other, lot="1")),
        )
    case.merge()
    assert {one.id for one in case.calls_of()} == {mine, second, elsewhere}
    assert [one.id for one in case.calls_of("m05")] == [other]
    assert {one.opportunity_id for one in (*case.calls_of(), *case.calls_of("m05"))} == {case.kept}


def test_a_member_proposed_for_either_counts_once(case: Case) -> None:
    with case.database.write() as session:
        proposals.record(session, case.network, [("m01", 1), ("m02", 2)], case.kept, "1", "radar", NOON)
        proposals.record(session, case.network, [("m02", 1), ("m03", 2)], case.gone, "1", "radar", LATER)
        proposals.record(session, case.network, [("m02", 1)], case.gone, "1", "call", LATER)
    case.merge()
    with case.database.read() as session:
        found = proposals.of_month(session, case.network, NOON, LATER + timedelta(days=1))
    assert sorted(found) == [("m01", 1), ("m02", 1), ("m02", 2), ("m03", 2)]


def test_what_was_seen_of_the_one_that_goes_is_forgotten(case: Case) -> None:
    with case.database.write() as session:
        _seen(session, case.kept)
        _seen(session, case.gone)
    case.merge()
    with case.database.read() as session:
        for table in ("seen_opportunity", "seen_place"):
            assert session.execute(text(f"SELECT opportunity_id FROM {table}")).scalars().all() == [case.kept]


def _seen(session: Session, opportunity: str) -> None:
    values = {"one": opportunity, "at": NOON, "day": NOON.date().isoformat()}
    session.execute(text("INSERT INTO seen_opportunity VALUES (:one, :day, '', '{}', :at)"), values)
    session.execute(text("INSERT INTO seen_place VALUES (:one, '38')"), {"one": opportunity})
