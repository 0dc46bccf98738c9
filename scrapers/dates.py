"""Dates and hours as publishers write them, and the deadline they make.

A deadline keeps the buyer's wall clock. Real French notices say "12:00:00+02:00" in February: noon is what the buyer
wrote and what the platform closes on, +02:00 is what a badly set server added. So for a French buyer the hour is read
as it is written, in the buyer's own time, and an offset that contradicts it is told as a doubt, never applied.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scrapers.notice import Deadline, Place

PARIS = ZoneInfo("Europe/Paris")

# Local times of the French territories, by the first three digits of their postcodes, and by NUTS 3 (FRY10…).
_OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
_OVERSEAS_NUTS = {"FRY1": "971", "FRY2": "972", "FRY3": "973", "FRY4": "974", "FRY5": "976"}
_FRENCH_COUNTRIES = {"FRA": "", "GLP": "971", "MTQ": "972", "GUF": "973", "REU": "974", "SPM": "975", "MYT": "976"} | {
    "BLM": "977",
    "MAF": "978",
    "WLF": "986",
    "PYF": "987",
    "NCL": "988",
}

_MONTHS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_PLAIN = str.maketrans("éèêûôà", "eeeuoa")
_OFFSET = r"(Z|[+-]\d{2}:?\d{2})?"
_ISO_DAY = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}}){_OFFSET}", re.ASCII)
_ISO_HOUR = re.compile(rf"(\d{{2}}):(\d{{2}})(?::(\d{{2}})(?:\.\d+)?)?{_OFFSET}", re.ASCII)
_FRENCH_DAY = re.compile(r"\b(\d{1,2})(?:er)?(?:/(\d{1,2})/|\s+([a-z]+)\.?\s+)(\d{4}|\d{2})\b", re.ASCII)
_FRENCH_HOUR = re.compile(r"\b(\d{1,2})\s*(?:h(?:eures?)?|:)\s*(\d{2})?\b", re.ASCII)
_FAR = timedelta(days=731)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class _Written(NamedTuple):
    """What was written: a naive wall clock, its offset when told, and whether an hour was told at all."""

    wall: datetime
    offset: timedelta | None
    has_hour: bool


def read_date(text: str) -> date | None:
    """A calendar date: ISO ("2026-07-15", "2026-07-15+02:00", "2023-03-02Z", a whole timestamp) or French
    ("15/07/2026", "1er juillet 2026"). None when there is none or it cannot exist (month 13, year 0022)."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        written = _read(text, "")
        return written.wall.date() if written else None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def deadline(
    day: str, clock: str = "", *, zones: tuple[tzinfo, ...] = (PARIS,), published: date | None = None
) -> Deadline | None:
    """The deadline that `day` and `clock` tell (eForms BT-131, BT-1311, BT-630: date and time apart, each with its
    own offset, of which the time's prevails); `day` alone may also be a whole timestamp or a French date and hour.

    `zones` are the times that the buyer's wall clock may be in (`zones_of`): several are overseas times beside Paris,
    none is a foreign buyer, whose published offset is kept. None when nothing was published or the date cannot exist
    (month 13, a year outside 1900-2999): the caller keeps what was written as a passage.
    """
    written = _read(day, clock)
    if written is None:
        return None
    at, doubt = _place_in_time(written, zones)
    doubts = [
        doubt,
        "" if written.has_hour else "L'avis ne donne pas d'heure limite : à vérifier auprès de l'acheteur.",
    ]
    doubts.append(_implausible(at.date(), published))
    return Deadline(at, " ".join(filter(None, doubts)) or None)


def zones_of(place: Place | None) -> tuple[tzinfo, ...]:
    """The times a buyer of this place may write in: Paris, or overseas time and Paris; none for a foreign buyer."""
    country = (place and place.country) or ""
    nuts = (place and place.nuts) or ""
    if country not in _FRENCH_COUNTRIES and (country or (nuts and not nuts.startswith("FR"))):
        return ()
    postcode = ((place and place.postcode) or "").replace(" ", "")
    territory = _FRENCH_COUNTRIES.get(country) or _OVERSEAS_NUTS.get(nuts[:4]) or postcode[:3]
    zone = _OVERSEAS.get(territory)
    return (ZoneInfo(zone), PARIS) if zone else (PARIS,)


def _place_in_time(written: _Written, zones: tuple[tzinfo, ...]) -> tuple[datetime, str]:
    """The instant, and a doubt when what was written does not tell it. In doubt, the earliest of the readings."""
    wall, offset = written.wall, written.offset
    if not zones:
        at = wall.replace(tzinfo=UTC if offset is None else timezone(offset))
        return at, "" if offset is not None else "L'avis ne dit pas dans quel fuseau horaire lire l'heure limite."
    readings = [wall.replace(tzinfo=zone) for zone in zones]
    for reading in readings:
        if reading.utcoffset() == offset:
            return reading, ""
    earliest = min(readings)
    if offset is None and len(zones) == 1:
        return earliest, ""
    if offset is None or not written.has_hour:
        told = "ne dit pas si l'heure limite est celle de Paris ou l'heure locale" if offset is None else ""
        return earliest, told and f"L'avis {told} : à vérifier auprès de l'acheteur."
    return earliest, (
        f"L'avis publie l'heure limite avec le décalage {_sign(offset)}, qui n'est pas celui de l'acheteur ce jour-là "
        f"({_sign(earliest.utcoffset() or timedelta())}) : l'heure écrite est gardée, à vérifier auprès de l'acheteur."
    )


def _implausible(day: date, published: date | None) -> str:
    if published is None:
        return ""
    if day < published:
        return "La date limite publiée précède la publication de l'avis : à vérifier auprès de l'acheteur."
    if day - published > _FAR:
        return "La date limite publiée est à plus de deux ans de la publication : à vérifier auprès de l'acheteur."
    return ""


def _read(day: str, clock: str) -> _Written | None:
    """Both forms, or None. A day without an hour runs until 23:59."""
    day, clock = day.strip(), clock.strip()
    iso = _ISO_DAY.match(day)
    if iso is None:
        return _read_french(f"{day} {clock}")
    year, month, number, day_offset = iso.groups()
    rest = day[iso.end() :].lstrip("T ")
    hour = _ISO_HOUR.match(clock or rest)
    if hour is None:
        return _written((year, month, number), None, _offset(day_offset))
    hours, minutes, seconds, offset = hour.groups()
    return _written((year, month, number), (hours, minutes, seconds), _offset(offset or day_offset))


def _read_french(text: str) -> _Written | None:
    """ "02/10/2026 à 12h00", "le 2 octobre 2026 à 12 heures": a wall clock, never an offset."""
    text = text.lower().translate(_PLAIN)
    found = _FRENCH_DAY.search(text)
    if found is None:
        return None
    day, month, word, year = found.groups()
    month = month or next((str(rank) for rank, name in enumerate(_MONTHS, 1) if word.startswith(name)), "0")
    hour = _FRENCH_HOUR.search(text, found.end())
    clock = (hour.group(1), hour.group(2) or "0", None) if hour else None
    return _written((year if len(year) == 4 else f"20{year}", month, day), clock, None)


def _written(
    day: tuple[str, str, str], clock: tuple[str, str, str | None] | None, offset: timedelta | None
) -> _Written | None:
    """The wall clock, or None when it cannot exist. "24:00" is the midnight that ends the day (XML Schema, time)."""
    year, month, number = day
    hours, minutes, seconds = clock or ("23", "59", "0")
    midnight = (hours, minutes, seconds or "00") == ("24", "00", "00")
    try:
        wall = datetime(
            int(year), int(month), int(number), 0 if midnight else int(hours), int(minutes), int(seconds or 0)
        )
        wall += timedelta(days=1 if midnight else 0)
    except (ValueError, OverflowError):
        return None
    return _Written(wall, offset, clock is not None) if _FIRST_YEAR <= wall.year <= _LAST_YEAR else None


def _offset(text: str | None) -> timedelta | None:
    """ "Z", "+02:00", "-0400"; None when absent or impossible (beyond 14 hours)."""
    if not text:
        return None
    if text == "Z":
        return timedelta()
    length = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    if length > timedelta(hours=14):
        return None
    return -length if text[0] == "-" else length


def _sign(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
