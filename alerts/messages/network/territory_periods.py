"""The periods over which a territory is looked at: chosen by name, on the calendar of Paris."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from alerts.messages.network.territory_words import first_of_next

EARLIEST = date(2015, 1, 1)  # before the first notice that anybody has read here
_MONTHS = 12


class Span(StrEnum):
    """Also what stands in addresses."""

    MONTH = "mois"
    LAST_MONTH = "mois-dernier"
    YEAR = "annee"
    SINCE = "depuis"


SPANS: dict[Span, str] = {
    Span.MONTH: "Ce mois-ci",
    Span.LAST_MONTH: "Le mois dernier",
    Span.YEAR: "Les douze derniers mois",
    Span.SINCE: "Depuis une date",
}


@dataclass(frozen=True, slots=True)
class Period:
    """[since, until): `until` is excluded."""

    span: Span
    since: date
    until: date


def period(span: Span, today: date, since: date | None = None) -> Period:
    """`since` is looked at for SINCE only: without one, the last twelve months. A date to come is today."""
    tomorrow, first = today + timedelta(days=1), today.replace(day=1)
    if span is Span.MONTH:
        return Period(span, first, tomorrow)
    if span is Span.LAST_MONTH:
        return Period(span, months_before(first, 1), first)
    if span is Span.SINCE and since is not None:
        return Period(span, min(max(since, EARLIEST), today), tomorrow)
    return Period(Span.YEAR, months_before(first, _MONTHS - 1), tomorrow)


def months_before(first: date, count: int) -> date:
    """The first day of the month so many months before. `first` is a first day of a month."""
    years, month = divmod(first.year * _MONTHS + first.month - 1 - count, _MONTHS)
    return date(years, month + 1, 1)


def year_ending(until: date) -> Period:
    """The twelve whole months before this first day of a month."""
    return Period(Span.YEAR, months_before(until, _MONTHS), until)


def whole_month(first: date) -> Period:
    return Period(Span.LAST_MONTH, first, first_of_next(first))
