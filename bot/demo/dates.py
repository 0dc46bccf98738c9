"""Dating the demonstration: its notices are stored with places for dates, counted from the day J when it is shown.

`{J-2}` is a day, `{D+21}` the first working day from J+21 on, for deadlines. A time may follow
(`{D+21T12:00:00}`, Paris wall clock), then a word for the writing: `offset` ("2026-10-02+02:00", as in eForms), `clock`
("12:00:00+02:00"), `utc` (true UTC), `texte` ("vendredi 2 octobre 2026 à 12 h 00"), `rfc822` (feeds).
`{id:900101}` is the whole number of the notice 900101, whose year is that of its own publication.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
DATE = re.compile(r"\{(?P<from>[JD])(?P<days>[+-]\d+)?(?:T(?P<time>\d\d:\d\d:\d\d))?(?: (?P<writing>[a-z0-9]+))?\}")
NUMBER = re.compile(r"\{id:(?P<rank>\d+)\}")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
# The French public holidays that have a fixed date (code du travail, L3133-1).
HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)})


def _offset(moment: datetime) -> str:
    return moment.isoformat()[-6:]


def _texte(moment: datetime) -> str:
    day = f"{DAYS[moment.weekday()]} {moment.day}{'er' if moment.day == 1 else ''} {MONTHS[moment.month - 1]}"
    return f"{day} {moment.year} à {moment.hour} h {moment.minute:02d}"


WRITINGS: Mapping[str, Callable[[datetime], str]] = {
    "offset": lambda moment: moment.isoformat(),
    "clock": lambda moment: f"{moment:%H:%M:%S}{_offset(moment)}",
    "utc": lambda moment: moment.astimezone(UTC).isoformat(),
    "texte": _texte,
    "rfc822": format_datetime,
}


class Dating:
    """Dates for one day J. `published` gives, by rank, the placeholder of the day when each notice came out."""

    def __init__(self, today: date, published: Mapping[int, str]) -> None:
        self._today = today
        self._years = {rank: self.day(text).year for rank, text in published.items()}

    def day(self, placeholder: str) -> date:
        """The day of one placeholder. Raises ValueError for anything else."""
        return self._moment(_matched(placeholder)).date()

    def moment(self, placeholder: str) -> datetime:
        """The moment of a placeholder or of a fixed ISO time, aware, Paris wall clock. Raises ValueError."""
        if not placeholder.startswith("{"):
            return datetime.fromisoformat(placeholder).replace(tzinfo=PARIS)
        return self._moment(_matched(placeholder))

    def fill(self, text: str) -> str:
        """The text with every date and number written."""
        return NUMBER.sub(self._number, DATE.sub(self._written, text))

    def fill_all(self, value: object) -> object:
        """The same inside lists and objects, at any depth."""
        if isinstance(value, str):
            return self.fill(value)
        if isinstance(value, list):
            return [self.fill_all(each) for each in value]
        return {key: self.fill_all(each) for key, each in value.items()} if isinstance(value, dict) else value

    def _number(self, match: re.Match[str]) -> str:
        rank = int(match["rank"])
        year = self._years.get(rank, self._today.year)  # an earlier notice, which the demonstration does not hold
        return f"{year % 100:02d}-{rank}"

    def _written(self, match: re.Match[str]) -> str:
        moment = self._moment(match)
        if match["writing"] is None:
            return moment.strftime("%Y-%m-%dT%H:%M:%S" if match["time"] else "%Y-%m-%d")
        if match["writing"] == "offset" and not match["time"]:
            return f"{moment:%Y-%m-%d}{_offset(moment)}"
        return WRITINGS[match["writing"]](moment)

    def _moment(self, match: re.Match[str]) -> datetime:
        day = self._today + timedelta(days=int(match["days"] or 0))
        while match["from"] == "D" and (day.weekday() >= 5 or (day.month, day.day) in HOLIDAYS):
            day += timedelta(days=1)
        # Noon for a day without a time: its offset is then the one of the day, also when clocks change.
        return datetime.combine(day, time.fromisoformat(match["time"] or "12:00:00"), PARIS)


def _matched(placeholder: str) -> re.Match[str]:
    match = DATE.fullmatch(placeholder)
    if match is None:
        raise ValueError(f"not a place for a date: {placeholder!r}")
    return match
