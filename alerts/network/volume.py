"""How many people a lot takes while it lasts, so that members add up to it; None whenever a figure is missing.

The formula and the usual figures are those of `reply_help.hours` (sources and doubts there): amount without tax x share
of labour / hourly cost, for a lot reserved to structures whose workers all count; x the usual share of insertion for a
social clause. An order of magnitude, to be checked.
"""

from alerts.model.reading import Beneficiary, Reservation, ReservationStatus
from alerts.reply_help.capacity import HOURS_A_YEAR
from alerts.reply_help.hours import USUAL_COST, USUAL_INSERTION
from alerts.reply_help.labour_share import labour_share
from scrapers.notice import Lot, Notice

_ALL_THE_WORK = frozenset({Beneficiary.EA_ESAT, Beneficiary.SIAE, Beneficiary.PRISON})


def full_time(notice: Notice, lot: Lot, reservation: Reservation) -> float | None:
    """Full-time equivalents, from the amount and the duration of the notice."""
    amount = lot.amount or (notice.amount if len(notice.lots) == 1 else None)
    share = labour_share(lot.cpv or notice.cpv, lot.nature, notice.nature)
    if amount is None or amount.currency != "EUR" or amount.value <= 0 or not lot.months or share is None:
        return None
    counted = 1.0 if _all_counts(reservation) else USUAL_INSERTION
    hours = float(amount.value) * share.usual * counted / USUAL_COST
    return hours / (HOURS_A_YEAR * float(lot.months) / 12)


def _all_counts(reservation: Reservation) -> bool:
    return reservation.status is ReservationStatus.RESERVED and not _ALL_THE_WORK.isdisjoint(reservation.to)
