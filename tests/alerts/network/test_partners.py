"""Partners bring what is missing: a trade, a place, hours of insertion, people, the right to answer."""

from dataclasses import replace

import pytest

from alerts.model.reading import ClauseKind
from alerts.network.partners import MIXED, Partnership, partners
from alerts.network.peers import OpenLot, Peer
from scrapers.notice import Buyer, Lot
from tests.alerts.network.circle import (
    CLEAN,
    FOR_EA_ESAT,
    FOR_SIAE,
    GREEN,
    LAUNDRY,
    PERHAPS,
    crowd,
    needs,
    opened,
    peer,
)

CLAUSE = ClauseKind.CLAUSE_SOCIALE


def found(what: OpenLot, *peers: Peer) -> tuple[Partnership, ...]:
    """For the first of them."""
    return partners(what, peers[0].id, crowd(*peers))


@pytest.mark.parametrize(
    ("what", "seeker", "other", "brings"),
    [
        (opened(GREEN, CLEAN), peer("a", "ei", GREEN), peer("b", "ei", CLEAN), ["trade"]),
        (opened(GREEN, place=("38", "69")), peer("a", "ei", GREEN), peer("b", "ei", GREEN, "69"), ["place"]),
        (opened(GREEN, clause=CLAUSE), peer("a", "scop", GREEN), peer("b", "etti", LAUNDRY, "01"), ["hours"]),
        (opened(GREEN, fte=4.0), peer("a", "ei", GREEN, fte=4.0), peer("b", "ei", LAUNDRY, fte=4.0), ["volume"]),
        (opened(GREEN, reservation=FOR_SIAE), peer("a", "scop", GREEN), peer("b", "aci", LAUNDRY), ["right"]),
    ],
)
def test_a_partner_brings_what_is_missing(what: OpenLot, seeker: Peer, other: Peer, brings: list[str]) -> None:
    (group,) = found(what, seeker, other)
    assert group.whole
    assert (group.parts[1].structure_id, needs(group.parts[1].pieces)) == ("b", brings)


def test_likeness_counts_for_nothing() -> None:
    assert found(opened(GREEN, CLEAN), peer("a", "ei", GREEN), peer("twin", "ei", GREEN)) == ()


def test_whoever_lacks_nothing_needs_nobody() -> None:
    assert found(opened(GREEN), peer("a", "ei", GREEN), peer("b", "ei", CLEAN)) == ()


def test_who_is_no_member_is_refused() -> None:
    with pytest.raises(KeyError):
        partners(opened(GREEN), "stranger", crowd(peer("a", "ei", GREEN)))


def test_the_best_cover_comes_first() -> None:
    what = opened(GREEN, CLEAN, place=("38", "69"))
    groups = found(what, peer("a", "ei", GREEN), peer("half", "ei", CLEAN), peer("all", "ei", CLEAN, "69"))
    assert [(one.who, needs(one.left)) for one in groups] == [(("a", "all"), []), (("a", "half"), ["place"])]


def test_what_is_sure_comes_before_what_is_to_be_checked() -> None:
    what = opened(GREEN, clause=CLAUSE)
    groups = found(what, peer("a", "scop", GREEN), peer("b", "eiti", LAUNDRY), peer("c", "ai", LAUNDRY))
    assert [(one.who[1], needs(one.to_check)) for one in groups] == [("c", []), ("b", ["hours"])]


def test_three_are_looked_for_only_where_two_do_not_do() -> None:
    what = opened(GREEN, CLEAN, LAUNDRY)
    one, two, three = peer("a", "ei", GREEN), peer("b", "ei", CLEAN), peer("c", "ei", LAUNDRY)
    groups = found(what, one, two, three)
    assert [len(group.who) for group in groups] == [3, 2, 2]
    assert groups[0].whole and not groups[1].whole
    activities = (*two.structure.activities, *three.structure.activities)
    handy = replace(two, structure=replace(two.structure, id="d", activities=activities))
    with_handy = found(what, one, two, three, handy)
    assert with_handy[0].who == ("a", "d")
    assert all(len(group.who) == 2 for group in with_handy)


def test_people_add_up_to_the_volume_of_the_lot() -> None:
    """Six full-time equivalents are asked: each gives at most half of its people."""
    four = [peer(name, "ei", trade, fte=4.0) for name, trade in (("a", GREEN), ("b", LAUNDRY), ("c", LAUNDRY))]
    groups = found(opened(GREEN, fte=6.0), *four)
    assert (set(groups[0].who), groups[0].whole) == ({"a", "b", "c"}, True)
    assert not any(one.whole for one in groups[1:])


def test_people_that_nobody_told_are_to_be_checked() -> None:
    (group,) = found(opened(GREEN, fte=6.0), peer("a", "ei", GREEN, fte=2.0), peer("b", "ei", LAUNDRY))
    assert (group.whole, needs(group.to_check)) == (True, ["volume"])


@pytest.mark.parametrize(
    ("kinds", "reservation", "mixed"),
    [
        (("scop", "aci"), FOR_SIAE, True),
        (("aci", "scop"), FOR_SIAE, True),
        (("aci", "ei"), FOR_SIAE, False),
        (("ea", "esat"), FOR_EA_ESAT, False),
        (("aci", "esat"), FOR_EA_ESAT, True),
        (("scop", "aci"), None, False),
        (("scop", "aci"), PERHAPS, False),  # a SCOP may be among those it is perhaps reserved to
    ],
)
def test_a_mixed_group_is_proposed_and_marked(kinds: tuple[str, str], reservation: object, mixed: bool) -> None:
    what = opened(GREEN, CLEAN, reservation=reservation)  # type: ignore[arg-type]
    (group,) = found(what, peer("a", kinds[0], GREEN), peer("b", kinds[1], CLEAN))
    assert (group.whole, group.mixed) == (True, mixed)


def test_the_doubt_of_a_mixed_group_says_whom_to_ask() -> None:
    assert "À vérifier auprès de l'acheteur" in MIXED


def test_a_group_where_all_may_answer_comes_before_a_mixed_one() -> None:
    what = opened(GREEN, CLEAN, reservation=FOR_SIAE)
    groups = found(what, peer("a", "aci", GREEN), peer("scop", "scop", CLEAN), peer("ei", "ei", CLEAN))
    assert [(one.who[1], one.mixed) for one in groups] == [("ei", False), ("scop", True)]


def test_a_lot_that_says_nothing_is_met_with_doubts_only() -> None:
    """No code, no place, no word: nobody is known to lack anything."""
    mute = opened(GREEN, title="", cpv=(), places=(), buyer=Buyer(), lots=(Lot(),))
    assert found(mute, peer("a", "ei", GREEN), peer("b", "ei", CLEAN)) == ()
