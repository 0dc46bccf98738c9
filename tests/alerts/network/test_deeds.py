"""What members did, told so that nobody can be guessed: by who shares, by crowds, and to whom it is said."""

from collections.abc import Sequence

import pytest

from alerts.model.network import Shares
from alerts.model.reply import Outcome
from alerts.model.response import ResponseStatus
from alerts.network import deeds
from alerts.network.deeds import Deed
from alerts.network.scorecard import Told
from tests.alerts.network.sights import lot

ANSWERS, OUTCOMES, NOTHING = Shares(), Shares(outcomes=True), Shares(answers=False)
YES, KEPT = ResponseStatus.ANSWERING, ResponseStatus.KEPT
ALL = frozenset({"o1", "o2", "o3", "o4", "o5", "o6", "o7"})


def members(count: int, shares: Shares, first: int = 1) -> dict[str, Shares]:
    return {f"m{number}": shares for number in range(first, first + count)}


def each_answers(who: Sequence[str]) -> list[Deed]:
    """Each of them another opportunity."""
    return [Deed(one, f"o{rank}", YES) for rank, one in enumerate(who, 1)]


def told(found: list[Deed], shares: dict[str, Shares], *, animators: bool = True, crowds: bool = True) -> Told:
    return deeds.told(deeds.answered, found, shares, ALL, animators=animators, crowds=crowds)


@pytest.mark.parametrize(
    ("status", "outcome", "shares", "expected"),
    [
        (YES, None, ANSWERS, True),
        (ResponseStatus.TOGETHER, None, ANSWERS, True),
        (KEPT, None, ANSWERS, False),
        (None, Outcome.WON, ANSWERS, False),  # results are not shared
        (None, Outcome.WON, OUTCOMES, True),
        (None, Outcome.WAITING, OUTCOMES, True),
        (YES, Outcome.NOT_ANSWERED, OUTCOMES, False),  # in the end it did not
        (YES, Outcome.NOT_ANSWERED, ANSWERS, True),  # what the network may know of it
        (YES, Outcome.WON, NOTHING, False),
        (YES, Outcome.WON, Shares(answers=False, outcomes=True), True),
    ],
)
def test_who_answered(status: ResponseStatus, outcome: Outcome, shares: Shares, expected: bool) -> None:
    assert deeds.answered(Deed("m1", "o1", status, outcome), shares) is expected


@pytest.mark.parametrize(
    ("outcome", "shares", "won", "lost"),
    [
        (Outcome.WON, OUTCOMES, True, False),
        (Outcome.LOST, OUTCOMES, False, True),
        (Outcome.WAITING, OUTCOMES, False, False),
        (Outcome.WON, ANSWERS, False, False),
        (Outcome.LOST, ANSWERS, False, False),
    ],
)
def test_who_won(outcome: Outcome, shares: Shares, won: bool, lost: bool) -> None:
    deed = Deed("m1", "o1", YES, outcome)
    assert (deeds.won(deed, shares), deeds.lost(deed, shares)) == (won, lost)


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [(1, Told(2, 0)), (4, Told(2, 0)), (5, Told(2, 5))],
)
def test_animators_see_what_is_shared_and_the_others_only_as_a_crowd_of_five(hidden: int, expected: Told) -> None:
    shares = members(2, ANSWERS) | members(hidden, NOTHING, 3)
    assert told(each_answers(list(shares)), shares) == expected


def test_a_crowd_is_told_by_fives_so_that_one_more_changes_nothing() -> None:
    shares = members(7, NOTHING)
    assert [told(each_answers(list(shares)[:count]), shares) for count in (5, 6, 7)] == [Told(0, 5)] * 3


def test_five_answers_of_one_member_are_no_crowd() -> None:
    shares = members(5, NOTHING)
    assert told([Deed("m1", f"o{number}", YES) for number in range(1, 6)], shares) == Told(0, 0)


def test_what_a_member_that_shares_answered_too_is_counted_once() -> None:
    shares = members(1, ANSWERS) | members(5, NOTHING, 2)
    assert told([Deed(one, "o1", YES) for one in shares], shares) == Told(1, 0)


@pytest.mark.parametrize(("doers", "expected"), [(0, None), (5, None), (6, 6)])
def test_members_see_a_total_only_when_more_than_five_did_it(doers: int, expected: int | None) -> None:
    """Whoever knows their own answer still has five others before them."""
    shares = members(7, ANSWERS)
    assert told(each_answers(list(shares)[:doers]), shares, animators=False) == Told(expected)


def test_members_never_see_more_than_animators() -> None:
    """Else an animator who reads the letter of the members would know, by a subtraction, what one of them hides."""
    shares = members(6, ANSWERS) | members(1, NOTHING, 7)
    done = each_answers(list(shares))
    assert told(done, shares, animators=False) == told(done, shares) == Told(6, 0)


def test_a_period_that_begins_any_day_tells_nothing_of_a_crowd() -> None:
    """Two periods a day apart would tell what appeared that day and was answered by somebody who hides it."""
    shares = members(5, NOTHING) | members(1, ANSWERS, 6)
    done = each_answers(list(shares))
    assert told(done, shares, crowds=False) == Told(1, 0)
    assert told(each_answers([*members(6, ANSWERS)]), members(6, ANSWERS), animators=False, crowds=False) == Told(None)


def test_whoever_has_left_is_in_no_figure() -> None:
    assert told(each_answers(["m1", "gone"]), members(1, ANSWERS)) == Told(1)


def test_opportunities_of_elsewhere_are_not_counted() -> None:
    assert told([Deed("m1", "elsewhere", YES)], members(1, ANSWERS)) == Told(0)


@pytest.mark.parametrize(
    ("status", "shares", "lots", "covered"),
    [
        (YES, ANSWERS, ("LOT-0001",), ["1"]),
        (KEPT, ANSWERS, ("LOT-0001",), ["1"]),
        (YES, ANSWERS, ("LOT-0001", "02"), ["1", "2"]),
        (YES, ANSWERS, (None,), ["1", "2"]),
        (YES, ANSWERS, (), ["1", "2"]),
        (YES, NOTHING, ("LOT-0001",), []),
        (None, ANSWERS, ("LOT-0001",), []),
    ],
)
def test_a_member_is_on_the_lots_it_was_told_of(
    status: ResponseStatus | None, shares: Shares, lots: tuple[str | None, ...], covered: list[str]
) -> None:
    known = deeds.shared([Deed("m1", "o1", status, None, lots)], {"m1": shares})
    assert [number for number in ("1", "2") if known.covers("o1", lot(id=number))] == covered
    assert not known.covers("o2", lot(id="1"))
