"""One question of the grid with its answer, as a value."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alerts.messages.deadline import believable
from alerts.messages.french import PARIS
from alerts.model.reading import Evidence
from alerts.model.reply import Mark, Point
from alerts.reply_help.case import Case


class By(StrEnum):
    """Who answered."""

    NOBODY = "nobody"
    VIGIE = "vigie"  # from the notice and the profile
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Answered:
    """`mark` None: nobody knows yet. `reason`: one French sentence, what it stands on or what to look at. `evidence`:
    the words of the notice. `out`: this question alone may set the lot aside. `found`: what Vigie would answer, when
    a person said otherwise."""

    point: Point
    mark: Mark | None
    reason: str
    by: By = By.NOBODY
    evidence: tuple[Evidence, ...] = ()
    out: bool = False
    found: Mark | None = None


def known(point: Point, mark: Mark, reason: str, *evidence: Evidence, out: bool = False) -> Answered:
    return Answered(point, mark, reason, By.VIGIE, evidence, out, mark)


def asked(point: Point, reason: str, *evidence: Evidence) -> Answered:
    """For a person to answer."""
    return Answered(point, None, reason, By.NOBODY, evidence)


@dataclass(frozen=True, slots=True)
class Moment:
    """A case today. `last`: the day of the deadline, on the buyer's clock; None when there is none, or none that can be
    believed. `now` is aware."""

    case: Case
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(PARIS).date()

    @property
    def last(self) -> date | None:
        deadline = self.case.deadline
        return deadline.at.date() if deadline and believable(deadline, self.now) else None

    @property
    def passed(self) -> bool:
        return self.case.deadline is not None and self.case.deadline.at <= self.now
