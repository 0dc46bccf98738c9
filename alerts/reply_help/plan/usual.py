"""How long an answer takes, in working days: what Vigie proposes, without a text behind it.

Ten working days are what the go / no-go grid asks for to answer alone at ease. Five are the least for a good file:
one to read and decide, one for prices, two to write, one to have it read and send it. Together, calling partners (one)
and agreeing on who does what (two) come on top; at ease this takes a week more. A candidacy (DC1, DC2 or DUME, proofs,
references) has neither prices nor mémoire. Checked on 23/11/2026; to be reviewed with people who answer.
"""

from dataclasses import dataclass

from alerts.model.reply import Manner
from alerts.reply_help.plan.step import StepId

LEAST_ALONE, LEAST_TOGETHER = 5, 8
USUAL_ALONE, USUAL_TOGETHER = 10, 15
LEAST_CANDIDACY_ALONE, LEAST_CANDIDACY_TOGETHER = 3, 5
USUAL_CANDIDACY_ALONE, USUAL_CANDIDACY_TOGETHER = 7, 11

QUESTIONS_DAYS = 10  # calendar days before the deadline: often 8 to 10, said by the RC [from memory]
READ_WITHIN, ASK_WITHIN, AGREE_WITHIN = 2, 3, 8  # working days after the start, when there is plenty of time


@dataclass(frozen=True, slots=True)
class Usual:
    """`before`: working days before the deposit at the latest. `least`: days that it takes. `within`: working days
    after the start, when that comes first: what depends on others is asked early. `others`: it needs other people."""

    id: StepId
    before: int
    least: int = 0
    within: int | None = None
    others: bool = False


_ALONE = (
    Usual(StepId.WITHDRAW, USUAL_ALONE - 1, within=0),
    Usual(StepId.READ, 8, 1, READ_WITHIN),
    Usual(StepId.PROOFS, 8, within=ASK_WITHIN, others=True),
    Usual(StepId.VISIT, 7, others=True),
    Usual(StepId.PRICES, 4, 1),
    Usual(StepId.MEMOIRE, 3, 2),
    Usual(StepId.INSERTION, 2),
    Usual(StepId.REVIEW, 1, 1),
    Usual(StepId.SIGN, 1),
)
_TOGETHER = (
    Usual(StepId.WITHDRAW, USUAL_TOGETHER - 1, within=0),
    Usual(StepId.READ, 13, 1, READ_WITHIN),
    Usual(StepId.PARTNERS, 12, 1, ASK_WITHIN, others=True),
    Usual(StepId.PROOFS, 12, within=ASK_WITHIN, others=True),
    Usual(StepId.VISIT, 10, others=True),
    Usual(StepId.AGREEMENT, 9, 2, AGREE_WITHIN, others=True),
    Usual(StepId.PRICES, 6, 1),
    Usual(StepId.MEMOIRE, 4, 2),
    Usual(StepId.INSERTION, 3),
    Usual(StepId.REVIEW, 2, 1),
    Usual(StepId.SIGN, 1),
)
_CANDIDACY_ALONE = (
    Usual(StepId.WITHDRAW, USUAL_CANDIDACY_ALONE - 1, within=0),
    Usual(StepId.READ, 5, 1, READ_WITHIN),
    Usual(StepId.PROOFS, 5, within=ASK_WITHIN, others=True),
    Usual(StepId.VISIT, 4, others=True),
    Usual(StepId.CANDIDACY, 2, 1),
    Usual(StepId.REVIEW, 1, 1),
    Usual(StepId.SIGN, 1),
)
_CANDIDACY_TOGETHER = (
    Usual(StepId.WITHDRAW, USUAL_CANDIDACY_TOGETHER - 1, within=0),
    Usual(StepId.READ, 9, 1, READ_WITHIN),
    Usual(StepId.PARTNERS, 8, 1, ASK_WITHIN, others=True),
    Usual(StepId.PROOFS, 8, within=ASK_WITHIN, others=True),
    Usual(StepId.VISIT, 6, others=True),
    Usual(StepId.AGREEMENT, 5, 1, AGREE_WITHIN, others=True),
    Usual(StepId.CANDIDACY, 3, 1),
    Usual(StepId.REVIEW, 2, 1),
    Usual(StepId.SIGN, 1),
)


def usual_steps(manner: Manner, *, candidacy: bool) -> tuple[Usual, ...]:
    """In the order in which they are done, without questions, deposit and deadline, whose dates come from elsewhere."""
    if candidacy:
        return _CANDIDACY_TOGETHER if manner is Manner.TOGETHER else _CANDIDACY_ALONE
    return _TOGETHER if manner is Manner.TOGETHER else _ALONE
