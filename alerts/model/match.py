"""Why an opportunity concerns a structure, or almost."""

from dataclasses import dataclass
from enum import StrEnum

from alerts.model.reading import Answer


class Criterion(StrEnum):
    """In the order in which reasons are told."""

    ELIGIBILITY = "eligibility"  # kinds × reservation
    TRADE = "trade"
    PLACE = "place"
    WORDS = "words"  # included words
    EXCLUDED = "excluded"  # excluded words
    WANT = "want"
    AMOUNT = "amount"
    TIME = "time"


class Verdict(StrEnum):
    FOR = "for"
    AGAINST = "against"
    CHECK = "check"  # the notice does not say: shown, not refused


@dataclass(frozen=True, slots=True)
class Reason:
    """`text` is a French sentence that says what the notice states and what the profile asks."""

    criterion: Criterion
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """One structure and one opportunity. `lots` are those that meet the criteria (or miss exactly one, if `near_miss`).

    `answer`: may the structure answer the best of them? NO only for a near miss on eligibility. What else is to be
    checked (place, trade, amount) is told by the reasons.
    """

    structure_id: str
    notice_id: str
    answer: Answer
    near_miss: bool
    reasons: tuple[Reason, ...]
    lots: tuple[str | None, ...]
    activity: int = 0  # index in Structure.activities
