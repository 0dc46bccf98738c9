"""Hours against the people of a structure: alone, with a partner, with two.

One full-time equivalent is 1,607 hours a year (code du travail, L3121-41: annual duration of work, source [M], checked
on 22/11/2026). That a structure gives at most half of its people to one contract is a threshold proposed by Vigie, not
a rule: it leaves room for its other customers, absences and training.
"""

from dataclasses import dataclass
from enum import StrEnum

from alerts.model.reply import Sheet

HOURS_A_YEAR = 1607
ON_ONE_CONTRACT = 0.5  # of its people


class Alone(StrEnum):
    """With how many partners of the same size."""

    ALONE = "alone"
    ONE_PARTNER = "one_partner"
    TWO_PARTNERS = "two_partners"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Capacity:
    """Full-time equivalents needed while the contract lasts (`low` and `high`: those of the estimate), against those of
    the sheet. `own`, `share` and `verdict` are None when the sheet does not say; `at_most` is the verdict of `high`."""

    months: float
    needed: float
    low: float
    high: float
    own: float | None = None
    share: float | None = None
    verdict: Alone | None = None
    at_most: Alone | None = None


def capacity(hours: float, low: float, high: float, months: float, sheet: Sheet) -> Capacity:
    """`months` is above 0."""
    needed, least, most = (_fte(one, months) for one in (hours, low, high))
    own = sheet.insertion_fte
    if not own or own <= 0:
        return Capacity(months, needed, least, most)
    return Capacity(months, needed, least, most, own, needed / own, _verdict(needed, own), _verdict(most, own))


def _fte(hours: float, months: float) -> float:
    return hours / (HOURS_A_YEAR * months / 12)


def _verdict(needed: float, own: float) -> Alone:
    one = own * ON_ONE_CONTRACT
    for partners, verdict in enumerate((Alone.ALONE, Alone.ONE_PARTNER, Alone.TWO_PARTNERS), start=1):
        if needed <= one * partners:
            return verdict
    return Alone.MORE
