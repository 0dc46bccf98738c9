"""The five papers of a kit: a structure that finishes them has its answer, or knows what is missing."""

from datetime import datetime

from alerts.reply_help.case import Case
from alerts.reply_help.kit.candidature import candidature
from alerts.reply_help.kit.checklist import checklist
from alerts.reply_help.kit.memoire import memoire
from alerts.reply_help.kit.partenaires import partenaires
from alerts.reply_help.kit.questions import questions_paper
from alerts.reply_help.paper import Paper


def papers(case: Case, now: datetime) -> tuple[Paper, ...]:
    """In the order in which they are filled in, that of `PaperKind`."""
    return (
        candidature(case, now),
        memoire(case, now),
        partenaires(case, now),
        questions_paper(case, now),
        checklist(case, now),
    )
