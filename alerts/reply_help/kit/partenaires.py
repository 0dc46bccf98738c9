"""Courrier à un partenaire."""

from datetime import datetime

from alerts.reply_help.case import Case
from alerts.reply_help.kit.opening import contract, paper
from alerts.reply_help.paper import Paper, PaperKind


def partenaires(case: Case, now: datetime) -> Paper:
    """The paper."""
    return paper(case, now, PaperKind.PARTENAIRES, "Courrier à un partenaire", contract(case))
