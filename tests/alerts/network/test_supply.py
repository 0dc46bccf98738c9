"""Supply beside demand: what nobody offers, what nobody asks for."""

from alerts.model.reading import Beneficiary, ClauseKind
from alerts.model.structure import Criteria, Structure, StructureKind
from alerts.network.supply import supply
from tests.alerts.network.sights import CLEAN, GREEN, LAUNDRY, lot

SOCIAL = ClauseKind.CLAUSE_SOCIALE


def member(*trades: str, prefixes: tuple[str, ...] = ()) -> Structure:
    activity = Criteria(frozenset(trades), frozenset(prefixes))
    return Structure("m", "Membre fictif", frozenset({StructureKind.ACI}), (activity,))


def test_trades_asked_for_stand_beside_trades_offered() -> None:
    lots = [
        lot(SOCIAL, trades=frozenset({GREEN})),
        lot(to=Beneficiary.SIAE, trades=frozenset({GREEN, CLEAN})),
        lot(trades=frozenset({LAUNDRY})),  # neither reserved nor claused: no demand
        lot(ClauseKind.CRITERE_SOCIAL, trades=frozenset({LAUNDRY})),  # a criterion is no clause
    ]
    told = supply(lots, [member(GREEN), member(GREEN, LAUNDRY)])
    assert [(one.trade, one.lots, one.members) for one in told.trades] == [
        (GREEN, 2, 2),
        (CLEAN, 1, 0),
        (LAUNDRY, 0, 1),
    ]
    assert [one.trade for one in told.nobody_offers] == [CLEAN]
    assert [one.trade for one in told.nobody_asks] == [LAUNDRY]


def test_lots_of_no_known_trade_and_members_of_any_trade_are_told_apart() -> None:
    told = supply([lot(SOCIAL, trades=frozenset())], [member(), member(GREEN)])
    assert (told.unknown, told.anything) == (1, 1)
    assert [one.trade for one in told.trades] == [GREEN]


def test_a_free_cpv_prefix_is_the_trade_that_holds_it() -> None:
    told = supply([], [member(prefixes=("90911",)), member(prefixes=("99999",))])
    assert [(one.trade, one.members) for one in told.trades] == [(CLEAN, 1)]
    assert told.anything == 1


def test_a_member_of_two_activities_counts_once_a_trade() -> None:
    twice = Structure("m", "Membre", frozenset({StructureKind.EA}), (Criteria(frozenset({GREEN})),) * 2)
    assert [one.members for one in supply([], [twice]).trades] == [1]


def test_nobody_and_nothing() -> None:
    assert supply([], []).trades == ()
