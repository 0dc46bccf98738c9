"""What an animator is told of a broadcast: counts, the names of those who share them, and never who declined."""

import pytest

from alerts.model.network import Interest, Shares
from alerts.network.report import Heard, Report, report

OPENED, INTERESTED, DECLINED = Interest.OPENED, Interest.INTERESTED, Interest.DECLINED


def shares(name: str, said: Interest | None = None, *, delivered: bool = True) -> Heard:
    return Heard(name, delivered, said)


def hides(name: str, said: Interest | None = None) -> Heard:
    return Heard(name, True, said, Shares(answers=False))


def test_a_small_network_sees_its_small_counts() -> None:
    told = report(4, [shares("Vergers", INTERESTED), shares("Ateliers", OPENED), shares("Éco", delivered=False)])
    assert told == Report(reached=4, delivered=2, opened=2, interested=1, names=("Vergers",))


def test_whoever_declines_is_told_from_nobody_who_only_looked() -> None:
    looked = report(3, [shares("A", OPENED), shares("B", OPENED), shares("C", INTERESTED)])
    declined = report(3, [shares("A", DECLINED), shares("B", DECLINED), shares("C", INTERESTED)])
    assert looked == declined


@pytest.mark.parametrize("said", [None, OPENED, INTERESTED, DECLINED])
def test_the_only_one_who_hides_its_answers_changes_no_number(said: Interest | None) -> None:
    told = report(3, [shares("A", INTERESTED), shares("B"), hides("C", said)])
    assert told == Report(3, 3, 1, 1, ("A",), discreet=1, counted=False)


@pytest.mark.parametrize(("discreet", "interested", "counted"), [(4, 1, False), (5, 3, True)])
def test_those_who_hide_count_in_a_crowd_and_are_never_named(discreet: int, interested: int, counted: bool) -> None:
    hidden = [hides(f"H{one}", INTERESTED if one < 2 else None) for one in range(discreet)]
    told = report(discreet + 1, [shares("A", INTERESTED), *hidden])
    assert (told.names, told.interested, told.counted) == (("A",), interested, counted)
    assert told.unnamed == (2 if counted else 0)


def test_one_that_left_is_in_the_number_reached_alone() -> None:
    assert report(12, [shares("A")]) == Report(12, 1, 0, 0)
