"""The values of a plan."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alerts.messages.where import Overseas
from alerts.model.reply import Manner
from scrapers.notice import Deadline


class Pace(StrEnum):
    """Whether there is time."""

    ENOUGH = "enough"
    TIGHT = "tight"  # it can be done, without a day to lose
    TOO_LATE = "too_late"  # too late for a good file
    PASSED = "passed"
    NO_DATE = "no_date"  # the notice gives none
    UNBELIEVABLE = "unbelievable"  # in 2049: nobody counts days to it
    CLOSED = "closed"  # cancelled or awarded


class StepId(StrEnum):
    """Stable for ever: they name what was ticked (`Work.done`), events of calendars, and rows of the ledger."""

    WITHDRAW = "step-withdraw"
    READ = "step-read"
    VISIT = "step-visit"
    QUESTIONS = "step-questions"
    PROOFS = "step-proofs"
    PARTNERS = "step-partners"
    AGREEMENT = "step-agreement"
    CANDIDACY = "step-candidacy"
    PRICES = "step-prices"
    MEMOIRE = "step-memoire"
    INSERTION = "step-insertion"
    REVIEW = "step-review"
    SIGN = "step-sign"
    DEPOSIT = "step-deposit"
    DEADLINE = "step-deadline"


@dataclass(frozen=True, slots=True)
class Step:
    """`on`: the last day on which it is done in time, None when no day can be counted; `at` when it has an hour.

    `to_check`: the date is a usage, the notice does not state it. `late`: its moment has passed and it is not done.
    """

    id: StepId
    title: str
    on: date | None
    why: str
    at: datetime | None = None
    to_check: bool = False
    late: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Comeback:
    """When the contract may be put out again, always « à vérifier »: the first day of a month.

    `last`: with all its renewals, None without. `watch`: when to begin watching. `basis`: what it is counted from.
    """

    first: date
    watch: date
    basis: str
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Another lot that concerns the structure, in words, with its own deadline."""

    lot: str
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Plan:
    """`steps` by date; none when the deadline has passed or all is closed. `today` is lived where people are.

    `left`: working days after today, the day of the deadline included; `slow`: those of them in August, at the end of
    the year, or on a bridge; `least` and `usual`: working days that what is not done yet takes, at least and at ease.
    `compressed`: the steps stand closer than usual. `notes`: what to beware of; `instead`: what can still be done.
    `holidays`: those that fall on a weekday before the deadline.
    """

    pace: Pace
    manner: Manner
    today: date
    steps: tuple[Step, ...] = ()
    deadline: Deadline | None = None
    left: int = 0
    slow: int = 0
    least: int = 0
    usual: int = 0
    candidacy: bool = False
    compressed: bool = False
    notes: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    holidays: tuple[tuple[date, str], ...] = ()
    comeback: Comeback | None = None
    others: tuple[Other, ...] = ()
    departement: str | None = None  # whose holidays are counted
    away: Overseas | None = None  # the clock that people live by, when it is not that of Paris

    @property
    def next_step(self) -> Step | None:
        """The first that is neither done nor the deadline."""
        return next((one for one in self.steps if not one.done and one.id is not StepId.DEADLINE), None)
