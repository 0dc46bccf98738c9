"""Figures of a territory: what is counted, once, by trade, by buyer and by month."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from alerts.model.network import Shares
from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from alerts.model.response import ResponseStatus
from alerts.network import deeds
from alerts.network.counting import Counted, counted, in_all
from alerts.network.deeds import Deed, Open
from alerts.network.scorecard import Figures, ReservedTo, Told
from alerts.network.seen import End, SeenBuyer, SeenLot, SeenOpportunity
from tests.alerts.network.sights import AHEAD, CLEAN, GREEN, NOW, PAST, lot, seen, spot

SOCIAL, CRITERION, ENV = ClauseKind.CLAUSE_SOCIALE, ClauseKind.CRITERE_SOCIAL, ClauseKind.CLAUSE_ENV


def count(*found: SeenOpportunity, known: Open | None = None, animators: bool = True) -> Counted:
    return counted([(one, one.lots) for one in found], known or Open(), NOW, animators=animators)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (lot(), {}),
        (lot(SOCIAL), {"claused": 1, "uncovered": 1}),
        (lot(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE), {"claused": 1, "uncovered": 1}),
        (lot(ClauseKind.SERVICE_INSERTION), {"claused": 1, "uncovered": 1}),
        (lot(CRITERION), {"social_criterion": 1}),
        (lot(CRITERION, SOCIAL), {"claused": 1, "uncovered": 1}),  # a criterion beside a clause is not told apart
        (lot(ENV), {"environmental": 1}),
        (lot(ClauseKind.CRITERE_ENV, ENV), {"environmental": 1}),
        (lot(unsuccessful=True), {"unsuccessful": 1}),
        (lot(SOCIAL, deadline=AHEAD), {"claused": 1}),
        (lot(SOCIAL, deadline=None), {"claused": 1}),  # nobody knows whether it is over
        (
            lot(to=Beneficiary.SIAE),
            {"reserved": 1, "uncovered": 1, "reserved_to": (ReservedTo(Beneficiary.SIAE, 1),)},
        ),
        (
            lot(status=ReservationStatus.UNKNOWN),
            {"reserved": 1, "uncovered": 1, "reserved_to": (ReservedTo(None, 1),)},
        ),
    ],
)
def test_what_a_lot_counts_for(one: SeenLot, expected: dict[str, object]) -> None:
    told = {"opportunities": 1, "lots": 1, "uncovered": 0, "answered": Told(0), "won": Told(0), "lost": Told(0)}
    assert count(seen("o1", one)).total == Figures(**{**told, **expected})  # type: ignore[arg-type]


def test_a_cancelled_opportunity_leaves_nothing_uncovered() -> None:
    found = count(seen("o1", lot(SOCIAL), end=End.CANCELLED)).total
    assert (found.cancelled, found.claused, found.uncovered) == (1, 1, 0)


def test_a_lot_that_a_member_is_on_is_covered() -> None:
    shares = {"m1": Shares()}
    known = deeds.shared([Deed("m1", "o1", ResponseStatus.KEPT, None, ("1",))], shares)
    found = count(seen("o1", lot(SOCIAL, id="1"), lot(SOCIAL, id="2")), known=known)
    assert (found.total.uncovered, found.total.answered) == (1, Told(0))


def test_nothing_of_members_stands_in_what_members_see() -> None:
    known = Open(answered=frozenset({"o1"}), won=frozenset({"o1"}))
    found = count(seen("o1", lot(SOCIAL)), known=known, animators=False)
    for figures in (found.total, found.by_trade[0].figures, found.by_buyer[0].figures, found.by_month[0].figures):
        assert (figures.uncovered, figures.answered, figures.won, figures.lost) == (None, Told(), Told(), Told())
    assert count(seen("o1"), known=known).by_buyer[0].figures.won == Told(1)


def test_rows_by_trade_count_a_lot_in_each_of_its_trades() -> None:
    both = lot(SOCIAL, trades=frozenset({GREEN, CLEAN}))
    found = count(seen("o1", both, lot(trades=frozenset({CLEAN}))), seen("o2", lot(trades=frozenset())))
    rows = [(row.key, row.figures.opportunities, row.figures.lots, row.figures.claused) for row in found.by_trade]
    assert rows == [(GREEN, 1, 1, 1), (CLEAN, 1, 2, 1), ("", 1, 1, 0)]
    assert found.by_trade[-1].label == "métier non reconnu"
    assert found.total.lots == 3


def test_buyers_are_one_by_their_number_or_their_name_whatever_the_case() -> None:
    numbered = SeenBuyer("Syndicat fictif", "00000000000017", spot())
    found = count(
        seen("o1", lot(SOCIAL), who=replace(numbered, name="SYNDICAT FICTIF")),
        seen("o2", who=numbered),
        seen("o3", buyer="Ville d'Étrange"),
        seen("o4", buyer="VILLE D ETRANGE"),
        seen("o5", buyer=""),
    )
    rows = [(row.label, row.figures.opportunities) for row in found.by_buyer]
    # The one with a clause comes first; the newest notice names the buyer.
    assert rows == [("SYNDICAT FICTIF", 2), ("Ville d'Étrange", 2), ("acheteur non indiqué", 1)]


def test_months_are_in_order_and_named_in_french() -> None:
    found = count(seen("o1", appeared=date(2026, 12, 1)), seen("o2", appeared=date(2026, 2, 28)))
    assert [(row.key, row.label) for row in found.by_month] == [
        ("2026-02-01", "février 2026"),
        ("2026-12-01", "décembre 2026"),
    ]


def test_nothing_seen_is_zero_and_not_an_error() -> None:
    found = count()
    assert (found.total.opportunities, found.by_trade, found.by_buyer, found.by_month) == (0, (), (), ())


def drawn(seed: int) -> list[SeenOpportunity]:
    draw = random.Random(seed)

    def one_lot(number: int) -> SeenLot:
        kinds = draw.sample(list(ClauseKind), draw.choice((0, 0, 1, 2)))
        return lot(
            *kinds,
            id=str(number),
            to=draw.choice((None, None, Beneficiary.SIAE, Beneficiary.EA_ESAT)),
            trades=frozenset(draw.sample((GREEN, CLEAN, "blanchisserie"), draw.choice((0, 1, 2)))),
            deadline=draw.choice((PAST, AHEAD, None)),
            unsuccessful=draw.random() < 0.1,
        )

    return [
        seen(
            f"o{number}",
            *map(one_lot, range(draw.choice((1, 1, 3)))),
            buyer=draw.choice(("Commune de Voiron", "CC fictive", "")),
            appeared=date(2026, 1, 1) + timedelta(days=draw.randint(0, 300)),
            end=draw.choice((None, None, End.CANCELLED, End.AWARDED)),
        )
        for number in range(draw.randint(1, 30))
    ]


@pytest.mark.parametrize("seed", range(20))
def test_columns_say_what_a_plain_loop_says(seed: int) -> None:
    found = drawn(seed)
    draw = random.Random(seed)
    answered = frozenset(one.id for one in found if draw.random() < 0.3)
    known = Open(answered=answered, on={one: frozenset({"1"}) for one in answered})
    told = count(*found, known=known)
    lots = [(one, each) for one in found for each in one.lots]

    def uncovered(one: SeenOpportunity, each: SeenLot) -> bool:
        asked = (each.reserved or each.claused) and one.end is not End.CANCELLED
        over = each.deadline is not None and each.deadline <= NOW
        return asked and over and not (one.id in answered and each.id == "1")

    def plain(some: list[tuple[SeenOpportunity, SeenLot]]) -> tuple[int | None, ...]:
        ids = {one.id for one, _ in some}
        return (
            len(ids),
            len(some),
            sum(each.reserved for _, each in some),
            sum(each.claused for _, each in some),
            sum(each.social_criterion and not each.claused for _, each in some),
            sum(each.environmental for _, each in some),
            sum(each.unsuccessful for _, each in some),
            len({one.id for one, _ in some if one.end is End.CANCELLED}),
            sum(uncovered(one, each) for one, each in some),
            len(ids & answered),
        )

    def of(figures: Figures) -> tuple[int | None, ...]:
        first = (figures.opportunities, figures.lots, figures.reserved, figures.claused, figures.social_criterion)
        last = (figures.environmental, figures.unsuccessful, figures.cancelled, figures.uncovered)
        return (*first, *last, figures.answered.known)

    assert of(told.total) == plain(lots)
    assert told.total == in_all([(one, one.lots) for one in found], known, NOW, animators=True)
    for row in told.by_trade:
        assert of(row.figures) == plain([(one, each) for one, each in lots if row.key in (each.trades or {""})])
    for row in told.by_month:
        assert of(row.figures) == plain([(one, each) for one, each in lots if f"{one.appeared:%Y-%m}-01" == row.key])
    names = {row.label: row.figures for row in told.by_buyer}
    for name, figures in names.items():
        mine = [(one, each) for one, each in lots if (one.buyer.name or "acheteur non indiqué") == name]
        assert of(figures) == plain(mine)
