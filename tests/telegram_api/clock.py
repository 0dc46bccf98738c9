"""A clock that only the test moves, in this process or shared with another one by a file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)


class Clock:
    """`clock()` is now, in UTC. `clock.on(datetime)` and `clock.later(hours=3)` move it."""

    def __init__(self, path: Path, now: datetime | None = MONDAY) -> None:
        self._path = path
        if now is not None:
            self.on(now)

    def __call__(self) -> datetime:
        return datetime.fromisoformat(self._path.read_text())

    def on(self, now: datetime) -> None:
        """Written beside, then moved: nobody reads half an hour."""
        beside = self._path.with_suffix(".new")
        beside.write_text(now.astimezone(UTC).isoformat())
        beside.replace(self._path)

    def later(self, **length: float) -> datetime:
        self.on(self() + timedelta(**length))
        return self()

    @property
    def path(self) -> Path:
        return self._path
