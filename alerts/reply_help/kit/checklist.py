"""Liste de contrôle."""

from datetime import datetime

from alerts.reply_help.case import Case
from alerts.reply_help.kit.opening import contract, paper
from alerts.reply_help.paper import Paper, PaperKind


def checklist(case: Case, now: datetime) -> Paper:
    """The paper."""
    return paper(case, now, PaperKind.CHECKLIST, "Liste de contrôle", contract(case))
