"""How many people a lot takes, from figures of the notice; nothing when one is missing."""

from decimal import Decimal
from typing import Any

import pytest

from alerts.model.reading import Reservation
from alerts.network.volume import full_time
from scrapers.notice import Amount, Lot
from tests.alerts.matching.people import notice
from tests.alerts.network.circle import FOR_SIAE

EUROS, YEAR = Amount(Decimal(275_000)), Decimal(12)


@pytest.mark.parametrize(
    ("lot", "reservation", "expected"),
    [
        # 275,000 € x 65 % of labour / 27.50 € an hour = 6,500 hours; 1,607 a year.
        ({"amount": EUROS, "months": YEAR}, FOR_SIAE, 6_500 / 1607),
        ({"amount": EUROS, "months": Decimal(24)}, FOR_SIAE, 3_250 / 1607),
        ({"amount": EUROS, "months": YEAR}, Reservation(), 6_500 * 0.05 / 1607),  # a clause: 5 % is usual
        ({"amount": EUROS}, FOR_SIAE, None),
        ({"months": YEAR}, FOR_SIAE, None),
        ({"amount": EUROS, "months": Decimal(0)}, FOR_SIAE, None),
        ({"amount": Amount(Decimal(275_000), "XPF"), "months": YEAR}, FOR_SIAE, None),
        ({"amount": Amount(Decimal(0)), "months": YEAR}, FOR_SIAE, None),
    ],
)
def test_full_time_equivalents(lot: dict[str, Any], reservation: Reservation, expected: float | None) -> None:
    given = Lot(cpv=("77310000",), **lot)
    found = full_time(notice(lots=(given,)), given, reservation)
    assert found == (None if expected is None else pytest.approx(expected))


def test_the_amount_of_all_lots_is_not_that_of_one() -> None:
    lots = (Lot("1", months=YEAR), Lot("2", months=YEAR))
    assert full_time(notice(lots=lots, amount=EUROS), lots[0], FOR_SIAE) is None
