"""When a message that is due now may leave: the rhythm of whoever it is for, their quiet hours, their pause.

Decided once, above channels. A preference counts hours on the wall clock of its own time zone; moments are in UTC.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alerts.model.preference import Preference, Rhythm

MARGIN = timedelta(days=3)  # less than that after the next moment of the rhythm leaves no time to answer
WEEK = 7  # days
AT_ONCE = Preference(Rhythm.NOW, quiet_from=0, quiet_to=0)  # a folder: nobody is woken


def next_moment(
    preference: Preference, now: datetime, *, closes: datetime | None = None, paused_until: datetime | None = None
) -> datetime:
    """The first moment, not before `now` nor before the end of the pause, when a message may leave; in UTC.

    `closes`: the deadline of what the message tells. When the next moment of the rhythm would leave fewer than three
    days before it, the message does not wait for that moment; it still waits for the end of quiet hours and of a pause.
    All are aware.
    """
    zone = zone_of(preference)
    start = _not_before(now, paused_until)
    chosen = _of_rhythm(preference, start, zone)
    if closes is not None and start < closes.astimezone(UTC) < chosen + MARGIN:
        chosen = start
    return _after_quiet_hours(preference, chosen, zone)


def soonest(preference: Preference, now: datetime, *, paused_until: datetime | None = None) -> datetime:
    """The same for what waits for no rhythm: a correction to those who answer, a reminder."""
    return next_moment(replace(preference, rhythm=Rhythm.NOW), now, paused_until=paused_until)


def zone_of(preference: Preference) -> tzinfo:
    """Its time zone; that of Paris when the name is none, or no longer: a wrong name must hold nobody's messages."""
    try:
        return ZoneInfo(preference.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(Preference().timezone)


def _not_before(now: datetime, paused_until: datetime | None) -> datetime:
    start = now.astimezone(UTC)
    return start if paused_until is None else max(start, paused_until.astimezone(UTC))


def _of_rhythm(preference: Preference, start: datetime, zone: tzinfo) -> datetime:
    if preference.rhythm is Rhythm.NOW:
        return start
    today = start.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(WEEK + 1))
    chosen = (day for day in days if preference.rhythm is Rhythm.MORNING or day.weekday() == preference.weekday)
    return next(at for day in chosen if (at := _at(day, preference.hour, zone)) >= start)


def _after_quiet_hours(preference: Preference, at: datetime, zone: tzinfo) -> datetime:
    """`at`, or the end of the quiet hours in which it falls."""
    local = at.astimezone(zone)
    if not _quiet(preference, local.hour):
        return at
    day = local.date() if local.hour < preference.quiet_to else local.date() + timedelta(days=1)
    return _at(day, preference.quiet_to, zone)


def _quiet(preference: Preference, hour: int) -> bool:
    begins, ends = preference.quiet_from, preference.quiet_to
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends


def _at(day: date, hour: int, zone: tzinfo) -> datetime:
    """In UTC. An hour that the clocks skip is the one after; of an hour that comes twice, the first (PEP 495)."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
