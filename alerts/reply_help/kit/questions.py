"""Questions."""

from datetime import datetime

from alerts.reply_help.case import Case
from alerts.reply_help.kit.opening import contract, paper
from alerts.reply_help.paper import Paper, PaperKind


def questions_paper(case: Case, now: datetime) -> Paper:
    """The paper."""
    return paper(case, now, PaperKind.QUESTIONS, "Questions à l'acheteur", contract(case))
