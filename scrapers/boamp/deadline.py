"""The deadline of a BOAMP notice, whose published forms do not all mean what they say.

Rules measured on real records:
1. `gestion.INDEXATION.DATE_LIMITE_REPONSE` is the buyer's wall clock; an offset there is true for eForms. The schemas
   before 3.2.5 write "+01:00" all year: in summer the offset is wrong and the clock is right.
2. `datelimitereponse` always says "+00:00". That is true for eForms only; MAPA and FNSimple carry the wall clock under
   that label; notices published before 2024-01-16 carry the wall clock minus one hour, summer and winter alike.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum

from scrapers.dates import PARIS, deadline
from scrapers.notice import Deadline

CLEAN_BREAK = date(2024, 1, 16)  # first day of publication without the missing hour
UNKNOWN_ZONE = (
    "La source ne dit pas si cette heure est celle de Paris : la plus prudente est gardée, à vérifier dans l'avis."
)


class Clock(Enum):
    """What the digits of a published time are."""

    WALL = "the buyer's wall clock"
    UTC = "an instant, as labelled"
    OLD = "the schemas before 3.2.5"
    UNKNOWN = "not told: a record of a few fields"


def of_gestion(published: str, clock: Clock, zones: tuple[tzinfo, ...], day: date | None) -> Deadline | None:
    """Read DATE_LIMITE_REPONSE, or a date of `donnees` (rule 1). None when it is no date."""
    moment = _moment(published)
    if moment is None or moment.tzinfo is None:
        return deadline(published, zones=zones, published=day)
    if clock is Clock.OLD:
        return deadline(_digits(moment), zones=zones, published=day)
    if moment.utcoffset() == timedelta(0):  # "Z" is not a wall clock of any French buyer: an instant
        return _instant(moment, day)
    return deadline(published, zones=zones, published=day)


def of_record(published: str, clock: Clock, zones: tuple[tzinfo, ...], day: date | None) -> Deadline | None:
    """Read `datelimitereponse` alone (rule 2). None when it is no date."""
    moment = _moment(published)
    if moment is None:
        return deadline(published, zones=zones, published=day)
    unknown = clock is Clock.UNKNOWN
    if unknown and day is not None and day < CLEAN_BREAK:
        clock, unknown = Clock.OLD, False
    if clock is Clock.UTC:
        return _instant(moment.replace(tzinfo=UTC), day)
    if clock is Clock.OLD:
        moment += timedelta(hours=1)
    found = deadline(_digits(moment), zones=zones, published=day)
    return replace(found, doubt=found.doubt or UNKNOWN_ZONE) if found and unknown else found


def _moment(published: str) -> datetime | None:
    """A whole timestamp, or None (a day alone, French words, no date at all: `dates.deadline` reads those)."""
    try:
        moment = datetime.fromisoformat(published.strip())
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if len(published.strip()) > len("2026-10-02") and 1900 <= moment.year <= 2999 else None


def _digits(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _instant(moment: datetime, day: date | None) -> Deadline | None:
    return deadline(moment.astimezone(PARIS).isoformat(), zones=(PARIS,), published=day)
