"""The door of reply help: may we, should we, until when, and what to do next."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.message import Block, Bullets, Fact, Heading, Message, Paragraph
from alerts.messages.reply.documents import ready_words
from alerts.messages.reply.grid import FIRST, QUESTIONS, advice_words
from alerts.messages.reply.questions import summary as questions_summary
from alerts.messages.reply.shared import (
    drawer_action,
    heading,
    open_action,
    other_lots,
    plan_action,
    quotes,
    short_title,
    until_when,
)
from alerts.messages.words import ANSWERS, DISCLAIMER
from alerts.model.reading import Answer
from alerts.model.reply import Manner
from alerts.reply_help.case import Case
from alerts.reply_help.documents import documents
from alerts.reply_help.grid import Advice, Grid, grid
from alerts.reply_help.questions import questions

CLOSED = {"cancelled": "La consultation est annulée : il n'y a plus à répondre.", "awarded": "Le marché est attribué."}
PASSED = "La date limite est passée : gardez ce dossier, le marché revient souvent à la fin de sa durée."


def overview_message(case: Case, now: datetime) -> Message:
    found = grid(case, now)
    blocks: tuple[Block, ...] = (
        heading(case),
        *other_lots(case),
        until_when(case, now),
        may_we(case),
        should_we(found),
        Heading("La suite"),
        Bullets(tuple(_next(case, found, now))),
        *quotes(case, case.reading.reservation.evidence, 1),
        Paragraph(DISCLAIMER),
    )
    actions = ((plan_action(case), drawer_action()), (open_action(case),))
    return Message(f"Aide à la réponse : {short_title(case)}", _summary(case, found), blocks, actions)


def may_we(case: Case) -> Fact:
    """The verdict, its article, its reason."""
    held = case.eligibility
    article = f" (article {held.article})" if held.article else ""
    said = f"{ANSWERS[held.answer]}{article}. {held.reason}"
    return Fact("Pouvez-vous répondre ?", said, strong=True, answer=held.answer)


def should_we(found: Grid) -> Fact:
    colours = {Advice.GO: Answer.YES, Advice.NOT_THIS_TIME: Answer.NO}
    return Fact("Faut-il y aller ?", advice_words(found), strong=True, answer=colours.get(found.advice, Answer.CHECK))


def _summary(case: Case, found: Grid) -> str:
    return f"{ANSWERS[case.eligibility.answer]}. {advice_words(found)}"


def _next(case: Case, found: Grid, now: datetime) -> Iterator[str]:
    if case.closed:
        yield CLOSED[case.closed]
        return
    if case.deadline is not None and case.deadline.at <= now:
        yield PASSED
        return
    if found.first:
        told = " ".join(QUESTIONS[one] for one in found.first[:FIRST])
        yield f"La grille : {len(found.answered)} réponses sur {len(found.answers)}. D'abord : {told}"
    yield f"Les documents : {ready_words(documents(case, now))}"
    yield f"Les questions : {questions_summary(questions(case, now))}"
    alone = "Vous répondez à plusieurs" if case.manner is Manner.TOGETHER else "Vous répondez seuls"
    yield f"{alone} : le calendrier et les documents en tiennent compte."
