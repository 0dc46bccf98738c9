"""What closes soon in the territory and nobody is on, with who could: the animator of twelve members looks."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.model.match import Criterion, Verdict
from alerts.model.reading import ClauseKind
from alerts.model.structure import Territory
from alerts.network import radar as radars
from alerts.network.peers import OpenLot, Peer, Scope
from alerts.network.radar import On, Radar, Spot, Stage
from scrapers.notice import Deadline, NoticeKind
from tests.alerts.network.circle import (
    CLEAN,
    FOR_EA_ESAT,
    FOR_SIAE,
    GREEN,
    LAUNDRY,
    NOW,
    PERHAPS,
    TWELVE,
    crowd,
    needs,
    opened,
    peer,
)

ALL = Scope()
CLAUSE = ClauseKind.CLAUSE_SOCIALE


def radar(
    *lots: OpenLot, peers: Collection[Peer] = TWELVE, on: Collection[On] = (), scope: Scope | None = None
) -> Radar:
    return radars.radar(crowd(*peers), lots, on, scope or Scope(), NOW)


def only(found: Radar) -> Spot:
    (spot,) = found.spots
    return spot


def alone(spot: Spot) -> set[str]:
    return {one.structure_id for one in spot.alone}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Stage.URGENT),
        (1, Stage.URGENT),
        (8, Stage.URGENT),
        (9, Stage.SOON),
        (15, Stage.SOON),
        (16, None),
        (-1, None),
    ],
)
def test_calendar_days_are_counted(days: int, expected: Stage | None) -> None:
    spots = radar(opened(reservation=FOR_SIAE, days=days)).spots
    assert [(one.stage, one.days) for one in spots] == ([(expected, days)] if expected else [])


def test_days_are_those_of_the_buyers_clock() -> None:
    """23 h 30 in Paris on the 22nd, a deadline on the 30th at 8 h: eight days, though seven and a half are left."""
    late = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    what = opened(reservation=FOR_SIAE, days=None, deadline=Deadline(datetime(2026, 12, 1, 7, 0, tzinfo=UTC)))
    assert radars.stage_of(what, late) is Stage.SOON
    assert radars.stage_of(what, late + timedelta(hours=2)) is Stage.URGENT


@pytest.mark.parametrize(
    ("what", "looked_at"),
    [
        (opened(reservation=FOR_SIAE), True),
        (opened(reservation=PERHAPS), True),
        (opened(clause=CLAUSE), True),
        (opened(clause=ClauseKind.CLAUSE_SOCIALE_FACULTATIVE), True),
        (opened(clause=ClauseKind.SERVICE_INSERTION), True),
        (opened(clause=ClauseKind.CRITERE_SOCIAL), False),
        (opened(clause=ClauseKind.CLAUSE_ENV), False),
        (opened(), False),
        (opened(reservation=FOR_SIAE, kind=NoticeKind.AWARD), False),
        (opened(reservation=FOR_SIAE, place="2A"), False),  # nobody works there
        (opened(reservation=FOR_SIAE, cpv=("33000000",)), False),  # nobody does that
        (opened(reservation=FOR_SIAE, deadline=Deadline(datetime(2049, 1, 1, tzinfo=UTC)), days=None), False),
    ],
)
def test_only_what_is_reserved_or_claused_here_is_looked_at(what: OpenLot, looked_at: bool) -> None:
    assert bool(radar(what).spots) == looked_at


def test_a_reserved_lot_is_for_those_who_may_answer_it() -> None:
    spot = only(radar(opened(GREEN, reservation=FOR_SIAE)))
    assert (alone(spot), spot.able) == ({"aci-vert"}, 1)
    (one,) = spot.alone
    assert [(reason.criterion, reason.verdict) for reason in one.reasons] == [
        (Criterion.ELIGIBILITY, Verdict.FOR),
        (Criterion.TRADE, Verdict.FOR),
        (Criterion.PLACE, Verdict.FOR),
    ]
    assert "77310000" in one.reasons[1].text  # matching's own words
    assert one.sure and not one.lacks


def test_a_claused_lot_is_for_any_of_the_trade_and_says_what_would_be_lacking() -> None:
    spot = only(radar(opened(GREEN, clause=CLAUSE)))
    lacks = {one.structure_id: needs(one.lacks) for one in spot.alone}
    assert lacks == {"aci-vert": [], "esat-vert": [], "scop-vert": ["hours"]}
    assert spot.alone[-1].structure_id == "scop-vert"  # whoever lacks nothing is named first


def test_two_members_cover_what_none_does_alone() -> None:
    """Cleaning in Isère, reserved to EA and ESAT, and only a cleaner without the right, an ESAT of another trade."""
    peers = (peer("scop-net", "scop", CLEAN), peer("esat-linge", "esat", LAUNDRY))
    spot = only(radar(opened(CLEAN, reservation=FOR_EA_ESAT), peers=peers))
    assert (spot.alone, spot.able) == ((), 0)
    (group,) = spot.together
    assert group.who == ("scop-net", "esat-linge")
    assert [needs(part.pieces) for part in group.parts] == [["trade", "place"], ["right"]]
    assert group.mixed  # said, with whom to ask


def test_a_lot_that_a_member_answers_is_covered() -> None:
    lots = opened(GREEN, reservation=FOR_SIAE, name="o1"), opened(GREEN, reservation=FOR_SIAE, name="o2")
    found = radar(*lots, on={("aci-vert", "o1", None)})
    assert ([spot.what.opportunity for spot in found.spots], found.covered) == (["o2"], 1)


def test_an_answer_that_is_hidden_leaves_a_perhaps() -> None:
    hidden = tuple(replace(one, answers_seen=one.id != "aci-vert") for one in TWELVE)
    assert only(radar(opened(GREEN, reservation=FOR_SIAE), peers=hidden)).perhaps
    assert not only(radar(opened(GREEN, reservation=FOR_SIAE))).perhaps
    elsewhere = tuple(replace(one, answers_seen=one.id != "geiq-linge") for one in TWELVE)
    assert not only(radar(opened(GREEN, reservation=FOR_SIAE), peers=elsewhere)).perhaps  # it could not have answered


def test_the_urgent_come_first_then_what_closes_first() -> None:
    lots = [opened(GREEN, reservation=FOR_SIAE, days=days, name=f"o{days}") for days in (12, 3, 9, 8)]
    assert [spot.days for spot in radar(*lots).spots] == [3, 8, 9, 12]


def test_a_lot_without_a_date_is_counted_and_not_lost() -> None:
    found = radar(opened(GREEN, reservation=FOR_SIAE, days=None))
    assert (found.spots, found.undated) == ((), 1)


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(), True),
        (Scope(territory=Territory(departements=frozenset({"38"}))), True),
        (Scope(territory=Territory(departements=frozenset({"69"}))), False),
        (Scope(trades=frozenset({GREEN})), True),
        (Scope(trades=frozenset({LAUNDRY})), False),
        (Scope(frozenset({LAUNDRY}), Territory(whole_france=True)), False),
    ],
)
def test_a_network_that_sets_its_trades_and_territory_is_shown_only_them(scope: Scope, seen: bool) -> None:
    assert bool(radar(opened(GREEN, reservation=FOR_SIAE), scope=scope).spots) == seen


def test_a_network_may_look_where_no_member_works() -> None:
    everywhere = Scope(territory=Territory(whole_france=True))
    spot = only(radar(opened(GREEN, reservation=FOR_SIAE, place="2A"), scope=everywhere))
    assert (spot.alone, spot.together) == ((), ())


def test_only_the_first_are_shown_and_all_are_counted() -> None:
    many = tuple(peer(f"aci-{number}", "aci", GREEN) for number in range(30))
    spot = only(radar(opened(GREEN, reservation=FOR_SIAE), peers=many))
    assert (len(spot.alone), spot.able) == (radars.MOST_ALONE, 30)


def test_who_could_alone_but_lacks_a_trade_is_grouped_with_who_has_it() -> None:
    """Green spaces and cleaning, reserved to SIAE: two of them complete each other, before any mixed group."""
    spot = only(radar(opened(GREEN, CLEAN, reservation=FOR_SIAE)))
    assert {one.structure_id: needs(one.lacks) for one in spot.alone} == {"aci-vert": ["trade"], "ai-net": ["trade"]}
    first = spot.together[0]
    assert "aci-vert" in first.who and {"ai-net", "etti-net"} & set(first.who)  # the ACI of Isère knows the place
    assert (first.whole, first.mixed, len(first.who)) == (True, False, 2)
