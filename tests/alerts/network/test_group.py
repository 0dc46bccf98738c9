"""Who may do what in the room of a group, each cell; and how each thing that is done changes it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from alerts.model.network import GroupForm, Room, Task
from alerts.network import group
from alerts.network.group import Act, Lacking, Part
from tests.alerts.services.stories import NOON

#         stranger neighbour animator équipier manager
TABLE = {
    Act.COUNT: "no no yes no no",
    Act.SEE: "no no no yes yes",
    Act.WRITE: "no no no yes yes",
    Act.TICK: "no no no yes yes",
    Act.CHOOSE: "no no no no yes",
    Act.AGREE: "no no no no yes",
    Act.LEAVE: "no no no no yes",
}
WHO = (Part.STRANGER, Part.NEIGHBOUR, Part.ANIMATOR, Part.MEMBER, Part.MANAGER)
ROOM = Room(1, 2, "op", "boamp:26-1", "", NOON, members=("moulin", "jardins", "ouvrage"))


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("part", WHO)
def test_each_cell(act: Act, part: Part) -> None:
    expected = TABLE[act].split()[WHO.index(part)] == "yes"
    assert group.may(act, [part]) is expected


def test_whoever_animates_and_manages_may_what_either_may() -> None:
    assert {act for act in Act if group.may(act, [Part.ANIMATOR, Part.MANAGER])} == set(Act)


def ready() -> Room:
    """Everybody wrote its part, a mandataire and a form are chosen."""
    room = ROOM
    for one in room.members:
        room = group.wrote(room, one, f"Ce que fait {one}")
    return group.shaped(group.named(room, "moulin"), GroupForm.CONJOINT)


def agreed(room: Room) -> Room:
    for one in room.members:
        room = group.agreed(room, one, on=True)
    return room


def test_what_a_new_group_lacks_before_it_agrees() -> None:
    assert group.lacking(ROOM) == Lacking(mandataire=True, form=True, silent=ROOM.members)
    assert group.lacking(ready()).nothing
    assert group.lacking(replace(ready(), members=("moulin",))).alone


CHANGES: dict[str, Callable[[Room], Room]] = {
    "another part": lambda room: group.wrote(room, "jardins", "Autre chose"),
    "no part any more": lambda room: group.wrote(room, "jardins", ""),
    "another mandataire": lambda room: group.named(room, "jardins"),
    "another form": lambda room: group.shaped(room, GroupForm.SOLIDARY),
    "somebody joins": lambda room: group.joined(room, "voisine"),
    "somebody leaves": lambda room: group.left(room, "ouvrage"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_of_the_sharing_takes_the_agreements_back(change: Callable[[Room], Room]) -> None:
    before = agreed(ready())
    assert group.everybody(before)
    after = change(before)
    assert after.agreed == frozenset()
    assert group.mark_of(after) != group.mark_of(before)


UNCHANGED: dict[str, Callable[[Room], Room]] = {
    "the same part again": lambda room: group.wrote(room, "jardins", "Ce que fait jardins"),
    "the same mandataire again": lambda room: group.named(room, "moulin"),
    "a step ticked": lambda room: group.ticked(room, "step-read", done=True),
    "a step taken": lambda room: group.took(room, "step-read", "jardins"),
}


@pytest.mark.parametrize("change", UNCHANGED.values(), ids=list(UNCHANGED))
def test_what_is_no_part_of_the_sharing_keeps_them(change: Callable[[Room], Room]) -> None:
    assert group.everybody(change(agreed(ready())))


def test_nobody_alone_is_everybody() -> None:
    alone = replace(ready(), members=("moulin",), agreed=frozenset({"moulin"}))
    assert not group.everybody(alone)


def test_who_leaves_takes_its_words_its_steps_and_its_mandate() -> None:
    room = group.took(group.ticked(agreed(ready()), "step-read", done=True), "step-read", "moulin")
    room = group.took(room, "step-visit", "moulin")
    after = group.left(room, "moulin")
    assert after.members == ("jardins", "ouvrage")
    assert after.mandataire is None
    assert set(after.does) == {"jardins", "ouvrage"}
    assert after.tasks == (Task("step-read", None, True),), "what is done stays done, what it had taken is free"
    assert after.form is GroupForm.CONJOINT


def test_a_step_that_is_given_back_leaves_no_trace() -> None:
    assert group.took(group.took(ROOM, "step-read", "moulin"), "step-read", None) == ROOM
    assert group.ticked(group.ticked(ROOM, "step-read", done=True), "step-read", done=False) == ROOM
