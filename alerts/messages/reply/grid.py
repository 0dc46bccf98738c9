"""The go / no-go grid in words: the advice, why, what speaks for and against, what is left to answer."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.messages.french import capitalised, count, uncapitalised
from alerts.messages.message import Block, Bullets, Fact, Heading, Message, Paragraph
from alerts.messages.reply.shared import (
    drawer_action,
    heading,
    help_action,
    plan_action,
    quotes,
    short_title,
    until_when,
)
from alerts.messages.words import DISCLAIMER
from alerts.model.reading import Answer
from alerts.model.reply import Mark, Point
from alerts.reply_help.case import Case
from alerts.reply_help.grid import Advice, Answered, By, Grid, grid

QUESTIONS = {
    Point.ELIGIBILITY: "Avez-vous le droit de répondre ?",
    Point.TRADE: "Est-ce votre métier ?",
    Point.PLACE: "Est-ce sur votre territoire ?",
    Point.TIME: "Reste-t-il assez de temps ?",
    Point.CAPACITY: "Avez-vous les personnes et l'encadrement ?",
    Point.PROOFS: "Avez-vous les pièces ?",
    Point.INSURANCE: "Avez-vous les assurances et qualifications ?",
    Point.TURNOVER: "Votre chiffre d'affaires suffit-il ?",
    Point.CRITERIA: "Les critères vous sont-ils favorables ?",
    Point.AMOUNT: "La taille vous convient-elle ?",
    Point.CASH: "La trésorerie tiendra-t-elle ?",
    Point.TAKEOVER: "La reprise du personnel est-elle claire ?",
    Point.VISIT: "La visite du site est-elle possible ?",
    Point.PENALTIES: "Les pénalités sont-elles tenables ?",
    Point.PARTNERS: "Avez-vous des partenaires possibles ?",
    Point.PEOPLE: "Est-ce bon pour les personnes ?",
}
MARKS = {Mark.YES: "oui", Mark.PARTLY: "en partie", Mark.NO: "non"}
ADVICE = {
    Advice.GO: "Oui, allez-y",
    Advice.TOGETHER: "Plutôt à plusieurs, ou après une question",
    Advice.NOT_THIS_TIME: "Pas cette fois",
    Advice.NOT_ENOUGH: "Trop tôt pour le dire",
}
_COLOURS = {Advice.GO: Answer.YES, Advice.NOT_THIS_TIME: Answer.NO}
FIRST = 3  # questions to answer first
BEGUN = "Plutôt oui, à confirmer par vos réponses"  # some questions are still open
NO_LAW = "Score et seuils (70 %, 50 %) sont des repères de Vigie : la décision est la vôtre."


def grid_message(case: Case, now: datetime) -> Message:
    found = grid(case, now)
    blocks = (
        heading(case),
        until_when(case, now),
        advice_fact(found),
        *_first(found),
        *_part("Ce qui est favorable", found.for_it),
        *_part("Ce qui est incertain", found.unsure),
        *_part("Ce qui est défavorable", found.against),
        *_part("À vous de répondre", (one for one in found.answers if one.mark is None), marks=False),
        *quotes(case, (evidence for one in found.answers for evidence in one.evidence)),
        Paragraph(NO_LAW),
        Paragraph(DISCLAIMER),
    )
    actions = ((plan_action(case), drawer_action()), (help_action(case),))
    return Message(f"Faut-il y aller ? {short_title(case)}", advice_words(found), blocks, actions)


def advice_fact(found: Grid) -> Fact:
    """« Plutôt à plusieurs, ou après une question. 62 % sur 9 réponses… »"""
    return Fact("Notre avis", advice_words(found), strong=True, answer=_COLOURS.get(found.advice, Answer.CHECK))


def advice_words(found: Grid) -> str:
    answered = f"{count(len(found.answered), 'réponse')} sur {len(found.answers)}"
    if found.score is None or found.advice is Advice.NOT_ENOUGH or not found.scored:
        return f"{ADVICE[found.advice]}. {found.why}"
    if found.advice is Advice.GO and found.first:
        return f"{BEGUN}. {found.why} Score : {found.score} % ({answered})."
    return f"{ADVICE[found.advice]}. {found.why} Score : {found.score} % ({answered})."


def point_words(one: Answered, *, mark: bool = True) -> str:
    """« Est-ce votre métier ? Oui. Votre métier « espaces verts »… »; who answered is said when it is a person."""
    asked = QUESTIONS[one.point]
    if one.mark is None or not mark:
        return f"{asked} {one.reason}"
    if one.by is By.PERSON:
        found = (
            f" Vigie lisait : {uncapitalised(one.reason)}"
            if one.found is not None and one.found is not one.mark
            else ""
        )
        return f"{asked} Vous avez répondu : {MARKS[one.mark]}.{found}"
    unsure = one.point is Point.ELIGIBILITY and one.mark is Mark.PARTLY  # a right is not held in part
    return f"{asked} {'À vérifier' if unsure else capitalised(MARKS[one.mark])}. {one.reason}"


def _first(found: Grid) -> Iterator[Block]:
    if found.advice is Advice.NOT_ENOUGH and found.first:
        yield Heading("Répondez d'abord à ceci")
        yield Bullets(tuple(f"{QUESTIONS[one]} {found.of(one).reason}" for one in found.first[:FIRST]))


def _part(title: str, answers: Iterable[Answered], *, marks: bool = True) -> Iterator[Block]:
    items = tuple(point_words(one, mark=marks) for one in answers)
    if items:
        yield Heading(title)
        yield Bullets(items)
