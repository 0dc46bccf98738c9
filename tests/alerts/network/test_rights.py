"""Who may do what, cell by cell: the table that people read, written a second time by hand."""

import pytest

from alerts.model.network import Shares
from alerts.network.rights import APPROVED, HOST, STRANGER, WAITING, Act, Part, Standing, may, shows

ANIMATOR, MANAGER, MEMBER = Standing(animator=True), Standing(manager=True), Standing(member=True)
#                    host, animator, manager, member, stranger
OPEN = {
    Act.SEE: "yes   yes      yes      yes     no",
    Act.SEE_MEMBERS: "no    yes      yes      yes     no",
    Act.SEE_ANSWERS: "no    yes      no       no      no",
    Act.SEE_OUTCOMES: "no    yes      no       no      no",
    Act.SEE_CAPACITY: "no    yes      no       no      no",
    Act.SEE_TERRITORY: "no    yes      yes      yes     no",
    Act.CALL_PARTNERS: "no    no       yes      yes     no",
    Act.BROADCAST: "no    yes      no       no      no",
    Act.SEE_REPORT: "no    yes      no       no      no",
    Act.SEE_RADAR: "no    yes      no       no      no",
    Act.INVITE_STRUCTURE: "no    yes      no       no      no",
    Act.INVITE_ANIMATOR: "yes   yes      no       no      no",
    Act.REMOVE_MEMBER: "no    yes      no       no      no",
    Act.CHANGE: "no    yes      no       no      no",
    Act.STEP_DOWN: "no    yes      no       no      no",
    Act.LEAVE: "no    no       yes      no      no",
    Act.SHARE: "no    no       yes      no      no",
    Act.MUTE: "no    yes      yes      yes     no",
    Act.SEE_DISTRIBUTION: "no    yes      yes      yes     no",
    Act.LINK_CHAT: "no    yes      no       no      no",
    Act.APPROVE: "yes   no       no       no      no",
}
STANDINGS = {
    "host": HOST,
    "animator": ANIMATOR,
    "manager": MANAGER,
    "member": MEMBER,
    "stranger": STRANGER,
}
CELLS = [
    (act, who, answer == "yes")
    for act, line in OPEN.items()
    for who, answer in zip(STANDINGS, line.split(), strict=True)
]


@pytest.mark.parametrize(("act", "who", "expected"), CELLS)
def test_each_cell(act: Act, who: str, expected: bool) -> None:
    assert may(act, STANDINGS[who]) is expected


def test_every_act_has_its_line() -> None:
    assert set(OPEN) == set(APPROVED) == set(WAITING) == set(Act)


def test_a_stranger_may_nothing_whatever_the_network() -> None:
    assert not any(Part.STRANGER in table[act] for table in (APPROVED, WAITING) for act in Act)


def test_whoever_has_two_parts_may_what_either_may() -> None:
    both = Standing(animator=True, manager=True)
    assert {act for act in Act if may(act, both)} == {act for act in Act if may(act, ANIMATOR) or may(act, MANAGER)}


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing(animator=True, approved=False), {Act.SEE, Act.CHANGE, Act.STEP_DOWN}),
        (Standing(host=True, approved=False), {Act.SEE, Act.APPROVE}),
        (Standing(manager=True, member=True, approved=False), set()),
        (Standing(approved=False), set()),
    ],
)
def test_while_it_waits_for_the_host_it_reaches_nobody(standing: Standing, expected: set[Act]) -> None:
    assert {act for act in Act if may(act, standing)} == expected


@pytest.mark.parametrize(
    ("act", "shares", "animator"),
    [
        (Act.SEE_ANSWERS, Shares(), True),
        (Act.SEE_OUTCOMES, Shares(), False),
        (Act.SEE_CAPACITY, Shares(), False),
        (Act.SEE_ANSWERS, Shares(answers=False, outcomes=True, capacity=True), False),
        (Act.SEE_OUTCOMES, Shares(answers=False, outcomes=True), True),
        (Act.SEE_CAPACITY, Shares(answers=False, capacity=True), True),
    ],
)
def test_a_member_shows_what_it_chose_to_its_animators_alone(act: Act, shares: Shares, animator: bool) -> None:
    assert shows(act, ANIMATOR, shares) is animator
    for other in (HOST, MANAGER, MEMBER, STRANGER, Standing(animator=True, approved=False)):
        assert not shows(act, other, shares)
