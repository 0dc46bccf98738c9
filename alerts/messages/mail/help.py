"""The whole reply help in one letter, short enough for a phone: what decides, then what to do, in reading order.

What takes long to read (why each step, where to get each document) is in the files that go with it, and on the page.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.messages.french import capitalised
from alerts.messages.message import Block, Bullets, Fact, Heading, Paragraph
from alerts.messages.reply.documents import state_words
from alerts.messages.reply.easy import easy_documents_message, easy_message
from alerts.messages.reply.hours import PREVAIL, summary
from alerts.messages.reply.overview import overview_message
from alerts.messages.reply.plan import plan_message, step_line
from alerts.messages.reply.questions import until_fact
from alerts.messages.reply.selling import WHY, selling_message
from alerts.messages.words import DISCLAIMER
from alerts.reply_help.case import Case
from alerts.reply_help.documents import Document, documents
from alerts.reply_help.hours import estimate
from alerts.reply_help.planning import Plan, plan
from alerts.reply_help.questions import questions

RARE = "Plus rarement demandé : {}. Le règlement de consultation (RC) le dit."
MORE = "Ce qu'est chaque document et où l'obtenir : dans la liste de contrôle et dans l'aide en ligne."
HOW = "À envoyer par la plateforme de l'acheteur, sans rien dire de votre offre."


def help_blocks(case: Case, now: datetime) -> tuple[Block, ...]:
    """May we, should we, until when, what next; the plan; the documents; the hours; the questions."""
    made = plan(case, now)
    return _each_once(
        (
            *overview_message(case, now).blocks,
            *_plan(case, made, now),
            *_documents(case, now),
            *_hours(case, now),
            *_questions(case, now),
        )
    )


def easy_blocks(case: Case, now: datetime) -> tuple[Block, ...]:
    """The same in words that are easy to read: the card, then the documents."""
    documents = easy_documents_message(case, now)
    return (*easy_message(case, now).blocks, Heading("Les documents"), *documents.blocks)


def _plan(case: Case, made: Plan, now: datetime) -> Iterator[Block]:
    """Its verdict, then its steps a line each."""
    told = plan_message(case, now).blocks
    yield Heading("Le calendrier")
    yield from (one for one in told if isinstance(one, Fact) and one.label in ("Temps", "Prochaine consultation"))
    if made.notes:
        yield Bullets(made.notes)
    if made.instead:
        yield Bullets(made.instead)
    if made.steps:
        yield Bullets(tuple(step_line(one, made) for one in made.steps))


def _documents(case: Case, now: datetime) -> Iterator[Block]:
    """Names and how they stand."""
    found = documents(case, now)
    yield Heading("Les pièces")
    yield from _listed("", (one for one in found.asked if not one.optional))
    yield from _listed("Si l'acheteur vous invite", (one for one in found.invited if not one.optional))
    yield from _listed("Si vous êtes retenus", (one for one in found.winner if not one.optional))
    rare = [one.name for one in (*found.asked, *found.invited) if one.optional]
    if rare:
        yield Paragraph(RARE.format(" ; ".join(rare)))
    yield Paragraph(MORE)


def _listed(title: str, some: Iterable[Document]) -> Iterator[Block]:
    lines = tuple(f"{'☑' if one.ready else '☐'} {one.name} ({state_words(one)})" for one in some)
    if lines and title:
        yield Paragraph(f"{title} :")
    if lines:
        yield Bullets(lines)


def _hours(case: Case, now: datetime) -> Iterator[Block]:
    yield Heading("Les heures d'insertion")
    yield Paragraph(f"{capitalised(summary(estimate(case)))}. {PREVAIL}")
    selling = selling_message(case, now)
    if selling is not None:
        yield Paragraph(WHY)
        yield Paragraph(f"{capitalised(selling.summary)}.")


def _questions(case: Case, now: datetime) -> Iterator[Block]:
    found = questions(case, now)
    if found.items:
        yield Heading("Les questions à l'acheteur")
        yield until_fact(found)
        yield Paragraph(HOW)
        yield Bullets(tuple(one.text for one in found.items))


def _each_once(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """What several parts say is said the first time; the caution stands at the end of the letter."""
    said = dict.fromkeys(one for one in blocks if one != Paragraph(DISCLAIMER))
    return tuple(said)
