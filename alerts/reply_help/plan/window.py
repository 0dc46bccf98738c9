"""The days that an answer has: from the day when the structure is interested to a deposit a day before the deadline."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from alerts.reply_help.plan.place import Ground
from alerts.reply_help.plan.usual import Usual
from alerts.reply_help.working_days import ahead, back, is_working, working_days_between

MARGIN = timedelta(hours=24)  # before the deadline: a slow platform, a file that is too big
OPENS, CLOSES = 9, 17  # hours of an office, where people are: nobody deposits at midnight
QUIET_SHARE = 0.5  # of a working day is left while people and administrations are away: what Vigie proposes
_AUGUST, _DECEMBER, _JANUARY = 8, 12, 1
_END_FROM, _END_TO = 20, 3  # of December, of January
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """`start` and `deposit` are days, `start` never after `deposit`. `hour`: when the deposit is done at the latest,
    None when 24 hours before are no longer possible. `closes`: the day of the deadline. `room`: working days after
    `start`, up to `deposit`."""

    start: date
    deposit: date
    closes: date
    departement: str | None
    room: int
    hour: datetime | None = None

    def day_of(self, rule: Usual, span: int) -> date:
        """The last day of a step; `span` is the greatest `before` of its plan: with less room, all come closer."""
        enough = self.room >= span
        latest = back(self.deposit, rule.before if enough else rule.before * self.room // span, self.departement)
        if enough and rule.within is not None:
            latest = min(latest, ahead(self.start, rule.within, self.departement))
        return max(latest, self.start)

    def outside_quiet(self, day: date) -> date:
        """The working day before people went away, when it is not before the start; else the same day."""
        earlier = day
        while earlier > self.start and quiet(earlier, self.departement):
            earlier = back(earlier, 1, self.departement)
        return day if earlier < self.start or quiet(earlier, self.departement) else earlier


def window_of(deadline: datetime, begins: datetime, ground: Ground) -> Window:
    """`begins`: when the structure became interested, never after `deadline`. Both aware."""
    closes = ground.day(deadline)
    start = min(ahead(ground.day(begins), 0, ground.departement), closes)
    hour = deposit_moment(deadline, ground)
    if hour <= begins or ground.day(hour) < start:
        return Window(start, start, closes, ground.departement, 0)
    deposit = ground.day(hour)
    room = working_days_between(start, deposit, ground.departement)
    return Window(start, deposit, closes, ground.departement, room, hour)


def deposit_moment(deadline: datetime, ground: Ground) -> datetime:
    """The last moment that is 24 hours before, on a working day and in office hours, on the clock of the people."""
    latest = (deadline.astimezone(UTC) - MARGIN).astimezone(ground.zone)
    day = latest.date()
    if not is_working(day, ground.departement) or latest.hour < OPENS:
        return datetime.combine(back(day, 1, ground.departement), time(CLOSES), ground.zone)
    return min(latest, datetime.combine(day, time(CLOSES), ground.zone))


def in_august(day: date) -> bool:
    return day.month == _AUGUST


def at_year_end(day: date) -> bool:
    """From 20 December to 3 January."""
    return (day.month == _DECEMBER and day.day >= _END_FROM) or (day.month == _JANUARY and day.day <= _END_TO)


def is_bridge(day: date, departement: str | None) -> bool:
    """A working day alone between two days off: the Friday after Ascension."""
    off = not is_working(day - _DAY, departement) and not is_working(day + _DAY, departement)
    return off and is_working(day, departement)


def quiet(day: date, departement: str | None) -> bool:
    """People and administrations are often away."""
    return in_august(day) or at_year_end(day) or is_bridge(day, departement)


def working_days(start: date, end: date, departement: str | None) -> tuple[date, ...]:
    """After `start`, up to `end` and with it."""
    every = (start + timedelta(days=one + 1) for one in range((end - start).days))
    return tuple(day for day in every if is_working(day, departement))
