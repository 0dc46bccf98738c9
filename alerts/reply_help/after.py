"""After the deadline: what is asked, when, and what the answers mean. Each question is asked once, gently."""

from datetime import timedelta
from enum import StrEnum

from alerts.model.reply import Outcome

NOT_YET = "not_yet"  # neither a yes nor a no: asked again once
AGAIN = timedelta(days=30)
ANSWERED_AFTER = timedelta(days=3)  # the deadline
DECIDED_AFTER = timedelta(days=45)  # the deadline, when no award notice came: buyers decide in weeks ([M])


class Stage(StrEnum):
    ANSWERED = "answered"  # « avez-vous répondu ? »
    DECIDED = "decided"  # « avez-vous été retenus ? »


CODES = {
    Stage.ANSWERED: (Outcome.WAITING.value, Outcome.NOT_ANSWERED.value, NOT_YET),
    Stage.DECIDED: (Outcome.WON.value, Outcome.LOST.value, NOT_YET, Outcome.NOT_ANSWERED.value),
}
_ENDS = {
    Stage.ANSWERED: frozenset(Outcome),
    Stage.DECIDED: frozenset(Outcome) - {Outcome.WAITING},
}


def settled(stage: Stage, outcome: Outcome | None) -> bool:
    """Whether this question has its answer: it is never asked again."""
    return outcome in _ENDS[stage]


def next_stage(outcome: Outcome | None) -> Stage | None:
    """What is left to ask of whoever says something of their own accord; None: nothing."""
    if outcome is None:
        return Stage.ANSWERED
    return Stage.DECIDED if outcome is Outcome.WAITING else None
