"""What to ask the buyer, ready to copy: the question, why, and until when it is answered."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.french import count
from alerts.messages.message import Block, Bullets, Fact, Heading, Link, Message, Paragraph
from alerts.messages.reply.shared import heading, help_action, plan_action, quotes, short_title
from alerts.messages.words import DISCLAIMER
from alerts.reply_help.asked import told_moment
from alerts.reply_help.case import Case
from alerts.reply_help.questions import Questions, questions

HOW = (
    "Posez-les par écrit, sur la page de l'acheteur : sa réponse va à tous les candidats, ne dites rien de votre offre."
)
USUAL = (
    "non indiquée dans l'avis : voir le règlement (RC). Souvent 8 à 10 jours avant la date limite ; en appel d'offres, "
    "l'acheteur répond au plus tard 6 jours avant (R2132-6)"
)
LATE = "Le délai des questions est passé : l'acheteur n'est plus tenu de répondre. Vous pouvez l'appeler."
NONE = "L'avis ne laisse pas de question à poser à l'acheteur. Lisez le règlement (RC) avant de vous engager."


def questions_message(case: Case, now: datetime) -> Message:
    found = questions(case, now)
    blocks = (
        heading(case),
        until_fact(found),
        *_asked(found),
        *quotes(case, (evidence for one in found.items for evidence in one.evidence)),
        *((Heading("À demander à d'autres"), Bullets(found.elsewhere)) if found.elsewhere else ()),
        *_where(case),
        Paragraph(DISCLAIMER),
    )
    return Message(
        f"Questions à l'acheteur : {short_title(case)}",
        summary(found),
        blocks,
        ((plan_action(case), help_action(case)),),
    )


def summary(found: Questions) -> str:
    if not found.items:
        return NONE
    return f"{count(len(found.items), 'question')} à poser à l'acheteur." + (f" {LATE}" if found.late else "")


def until_fact(found: Questions) -> Fact:
    if found.until is None:
        return Fact("Limite pour les questions", LATE if found.late else USUAL)
    until = told_moment(found.until)
    return Fact("Limite pour les questions", f"{until}. {LATE}" if found.late else until)


def _asked(found: Questions) -> Iterator[Block]:
    if not found.items:
        yield Paragraph(NONE)
        return
    yield Paragraph(HOW)
    for number, one in enumerate(found.items, 1):
        yield Heading(f"Question {number}")
        yield Paragraph(one.text)
        yield Fact("Pourquoi", one.why)


def _where(case: Case) -> Iterator[Block]:
    url = case.lot.documents_url or case.notice.documents_url
    if url:
        yield Link("Page de l'acheteur, pour poser vos questions", url)
