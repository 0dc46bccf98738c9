"""The plan that a group shares: each step taken by one, ticked by any, seen by all."""

from datetime import timedelta

import pytest

from alerts.model.reply import Work
from alerts.reply_help.planning import StepId
from alerts.services import room_views, rooms
from alerts.services.errors import Refusal
from alerts.store import replies, responses
from alerts.store.engine import Database
from tests.alerts.services.grouped import trio
from tests.alerts.services.stories import NOON, judge_for, matched_new
from tests.alerts.services.test_rooms import LATER, seen


def test_steps_are_taken_by_one_ticked_by_any_and_seen_by_all(database: Database) -> None:
    circle, room = trio(database)
    with database.write() as session:
        rooms.take(session, circle.who("bilal"), room.id, "jardins", "step-memoire", NOON, on=True)
        with pytest.raises(Refusal) as refused:
            rooms.take(session, circle.who("maud"), room.id, "moulin", "step-memoire", NOON, on=True)
        assert refused.value.sentence == rooms.TAKEN
        rooms.tick(session, circle.who("sami"), room.id, "ouvrage", "step-memoire", NOON, done=True)
    (step,) = [one for one in seen(circle, room, "maud").steps if one.step.id is StepId.MEMOIRE]
    assert (step.holder, step.step.done) == ("Les Jardins <fictifs> & Cie", True)
    with database.write() as session:
        with pytest.raises(Refusal):
            rooms.take(session, circle.who("maud"), room.id, "moulin", "step-memoire", NOON, on=False)
        rooms.take(session, circle.who("anne"), room.id, "jardins", "step-memoire", NOON, on=False)
    (step,) = [one for one in seen(circle, room, "maud").steps if one.step.id is StepId.MEMOIRE]
    assert (step.by, step.step.done) == (None, True)


@pytest.mark.parametrize("step", ["step-deadline", "step-partners", "doc-dc1", "", "<b>"])
def test_what_is_no_step_of_theirs_is_refused(database: Database, step: str) -> None:
    circle, room = trio(database)
    with database.write() as session, pytest.raises(Refusal) as refused:
        rooms.tick(session, circle.who("maud"), room.id, "moulin", step, NOON, done=True)
    assert refused.value.sentence == rooms.NO_STEP


def test_the_plan_is_the_same_whoever_looks_and_begins_when_the_room_opened(database: Database) -> None:
    circle, room = trio(database)
    plans = [seen(circle, room, name).plan for name in ("maud", "bilal", "sami")]
    assert plans[0] == plans[1] == plans[2]
    done = {one.id for one in plans[0].steps if one.done}
    assert done == {StepId.PARTNERS}, "partners are found: that is what a group is"
    with database.read() as session:
        made = room_views.reading(LATER, None)
        tomorrow = room_views.seen(session, made, circle.who("maud"), room.id, None, NOON + timedelta(days=1))
    assert [one.on for one in tomorrow.plan.steps] == [one.on for one in plans[0].steps]


def test_what_one_structure_prepares_alone_stays_its_own(database: Database) -> None:
    circle, room = trio(database)
    matched_new(database, judge_for("moulin"))
    with database.write() as session:
        held = responses.held_about(session, ["moulin"], [circle.notice.id])[("moulin", circle.notice.id)]
        replies.put_work(session, held.match_id, "1", Work(done=frozenset({"step-read"})), NOON)
        rooms.tick(session, circle.who("sami"), room.id, "ouvrage", "step-withdraw", NOON, done=True)
    steps = {one.step.id: one.step.done for one in seen(circle, room, "maud").steps}
    assert (steps[StepId.READ], steps[StepId.WITHDRAW]) == (False, True)
    with database.read() as session:
        assert replies.load_works(session, held.match_id)["1"].done == {"step-read"}
