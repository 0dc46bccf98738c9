"""What holds a broadcast back: the cap of the week, a network that somebody muted, what they know already."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.model.network import Aim, Broadcast, Target, Written
from alerts.network.brakes import WEEK, Brake, Braked, braked, fingerprint, first_room

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DRAFT = Broadcast(7, 1, 12, "À nous !", Target(), "boamp:26-1")


def day(number: float) -> datetime:
    """So many days after the Monday of the story."""
    return NOON + timedelta(days=number)


@pytest.mark.parametrize(
    ("received", "wanted", "cap", "expected"),
    [
        ([], 0, 3, 0),
        ([-1, -2], 0, 3, 0),
        ([-1, -2, -3], 0, 3, 4),  # the oldest of the week is a week old on the fourth day
        ([-7], 0, 1, 0),  # a week to the minute is a week
        ([-6.9], 0, 1, 0.1),
        ([-1, -1, -1], 0, 1, 6),
        ([3], 0, 1, 10),  # one that waits for Thursday is as good as received
        ([3], 0, 2, 0),
        ([0, 0, 0, 7, 7, 7], 0, 3, 14),
        ([-30, -20, -8], 0, 1, 0),
    ],
)
def test_no_week_holds_more_than_its_cap(received: list[float], wanted: float, cap: int, expected: float) -> None:
    assert first_room(map(day, received), day(wanted), cap) == day(expected)


@pytest.mark.parametrize("seed", range(20))
def test_however_many_come_no_seven_days_ever_hold_more_than_the_cap(seed: int) -> None:
    drawn = random.Random(seed)
    cap, held = drawn.randint(1, 4), list[datetime]()
    for _ in range(40):
        wanted = day(drawn.uniform(0, 20))
        at = first_room(held, wanted, cap)
        assert at >= wanted
        held.append(at)
    ordered = sorted(held)
    assert len(ordered) == 40
    assert all(last - first >= WEEK for first, last in zip(ordered, ordered[cap:], strict=False))


@pytest.mark.parametrize("cap", [0, -1])
def test_a_cap_that_lets_nothing_through_is_a_mistake_and_not_an_endless_wait(cap: int) -> None:
    with pytest.raises(ValueError, match="cap"):
        first_room([], NOON, cap)


WEEK_FULL = [day(-1), day(-2), day(-3)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Braked(Brake.NOW, day(0))),
        ({"received": WEEK_FULL}, Braked(Brake.LATER, day(4))),
        ({"received": WEEK_FULL, "closes": day(9)}, Braked(Brake.LATER, day(4))),
        ({"received": WEEK_FULL, "closes": day(4)}, Braked(Brake.TOO_LATE)),
        ({"closes": day(-1)}, Braked(Brake.NOW, day(0))),  # whether it is over is not for a brake to say
        ({"received": WEEK_FULL, "muted": True}, Braked(Brake.MUTED)),
        ({"told": True}, Braked(Brake.TOLD)),
        ({"told": True, "muted": True}, Braked(Brake.MUTED)),
    ],
)
def test_what_becomes_of_a_broadcast_for_one_recipient(given: dict[str, object], expected: Braked) -> None:
    asked = {"received": [], **given}
    assert braked(wanted=day(0), cap=3, **asked) == expected  # type: ignore[arg-type]


BY_HAND = replace(DRAFT, notice_id=None, written=Written("Tonte de pelouses", until=day(10)))


@pytest.mark.parametrize(
    "changed",
    [
        replace(DRAFT, note="À nous ?"),
        replace(DRAFT, target=Target(Aim.TRADES, frozenset({"espaces-verts"}))),
        replace(DRAFT, target=Target(Aim.PLACE, departements=frozenset({"38"}))),
        replace(DRAFT, notice_id="boamp:26-2"),
        replace(DRAFT, id=8),
        BY_HAND,
        replace(BY_HAND, written=Written("Tonte de pelouses", until=day(11))),
        replace(BY_HAND, written=Written("Tonte de pelouses", until=day(10), contact="Mairie")),
    ],
)
def test_a_draft_that_changed_has_to_be_seen_again(changed: Broadcast) -> None:
    assert fingerprint(changed) not in {fingerprint(DRAFT), fingerprint(BY_HAND)} or changed is BY_HAND
    assert fingerprint(changed) != fingerprint(DRAFT)


def test_the_same_draft_is_the_same_whatever_the_order_of_its_target() -> None:
    some = [f"metier-{one}" for one in range(30)]
    one = replace(DRAFT, target=Target(Aim.TRADES, frozenset(some)))
    other = replace(DRAFT, target=Target(Aim.TRADES, frozenset(reversed(some))), sent_at=NOON)
    assert fingerprint(one) == fingerprint(other)


def test_a_notice_that_was_corrected_since_has_to_be_seen_again() -> None:
    assert fingerprint(DRAFT, ["boamp:26-1@1"]) != fingerprint(DRAFT, ["boamp:26-1@2"])
