"""What a notice asks of whoever answers one of its lots: from its codes, then from its words."""

from alerts.model.reading import LotReading
from alerts.reply_help.asked import Asks
from scrapers.notice import Lot, Notice


def asks_of(notice: Notice, lot: Lot, reading: LotReading) -> Asks:  # noqa: ARG001
    """`reading` is what was read in this lot. What is said for the lot wins over what is said for the whole."""
    hours = max((one.hours for one in reading.clauses if one.hours is not None), default=None)
    return Asks(months=float(lot.months) if lot.months else None, renewals=lot.renewals, hours=hours)
