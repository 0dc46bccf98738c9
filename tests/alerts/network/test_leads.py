"""Which lots won nearby are worth a message, and in which order."""

import pytest

from alerts.network.leads import MOST_A_WEEK, Lead, chosen

LEADS = [
    Lead("roof", ("1",), of_its_trade=False, hours=900),
    Lead("lawn", ("1",), of_its_trade=True, hours=0),
    Lead("hedge", ("1",), of_its_trade=True, hours=300),
    Lead("paint", ("2",), of_its_trade=False, hours=950),
]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (0, ["hedge", "lawn", "paint"]),  # its trades first, then the most hours
        (2, ["hedge"]),
        (3, []),
        (9, []),
    ],
)
def test_the_week_holds_three(told: int, expected: list[str]) -> None:
    assert MOST_A_WEEK == 3
    assert [one.opportunity for one in chosen(LEADS, told)] == expected
