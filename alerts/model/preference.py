"""When a person or a group wants to hear of what concerns their structure. One preference holds for all channels."""

from dataclasses import dataclass
from enum import StrEnum


class Rhythm(StrEnum):
    NOW = "now"  # as soon as it is read, outside quiet hours
    MORNING = "morning"  # once a day, at `hour`
    WEEK = "week"  # once a week, on `weekday` at `hour`


@dataclass(frozen=True, slots=True)
class Preference:
    """Hours are whole hours of the day in `timezone` (IANA name). `weekday`: 0 is Monday.

    Nothing leaves between `quiet_from` and `quiet_to`, whatever the rhythm (both equal: no quiet hours). What closes
    before the next moment of the rhythm is told at once all the same. `channels`: where they want to be told, among the
    ways they have; none of them is silence. `easy`: in words that are easy to read and to understand (FALC).
    """

    rhythm: Rhythm = Rhythm.NOW
    hour: int = 8
    weekday: int = 0
    quiet_from: int = 20
    quiet_to: int = 8
    timezone: str = "Europe/Paris"
    channels: tuple[str, ...] = ("telegram", "email")
    easy: bool = False


BY_MAIL = Preference(Rhythm.WEEK)  # what somebody who subscribes by e-mail alone is proposed: Monday at 8
