"""The alert: one opportunity told to one structure. One screen to decide, then reasons, doubts, proofs and links."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages import proof
from alerts.messages.card import card, first_quote
from alerts.messages.deadline import doubts
from alerts.messages.french import sentence
from alerts.messages.links import links, origin
from alerts.messages.message import Block, Bullets, Heading, Message
from alerts.messages.told import Told, summary, title, told
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import Answer, LotReading
from alerts.model.structure import Structure
from scrapers.notice import Notice

ON_THE_CARD = (Criterion.ELIGIBILITY, Criterion.TIME)  # days left are counted when the message is written
ASK = "En cas de doute, posez la question à l'acheteur, sur la plateforme où se retire le dossier."


def alert_message(
    structure: Structure, match: Match, notices: tuple[Notice, ...], readings: tuple[LotReading, ...], now: datetime
) -> Message:
    """`notices` are all the copies of one opportunity (BOAMP, TED); `readings` are those of the one that matched.

    `now` is aware. Raises ValueError without any notice.
    """
    alert = told(structure, match, notices, readings, now)
    copies = (alert.notice, *(one for one in notices if one is not alert.notice))
    after = (*_reasons(alert), *_proofs(alert), *links(copies), origin(structure, alert.notice))
    return Message(title(alert), summary(alert), (*card(alert), *after))


def _reasons(alert: Told) -> Iterator[Block]:
    found = (
        ("Ce qui ne correspond pas", () if alert.match.near_miss else alert.texts(Verdict.AGAINST)),
        ("Pourquoi cette annonce", alert.texts(Verdict.FOR, without=ON_THE_CARD)),
        ("À vérifier", _with_advice(alert)),
    )
    for heading, items in found:
        if items:
            yield Heading(heading)
            yield Bullets(items)


def _with_advice(alert: Told) -> tuple[str, ...]:
    doubtful = any(one.answer is Answer.CHECK for one in alert.answers)
    return (*to_check(alert), ASK) if doubtful else to_check(alert)


def to_check(alert: Told) -> tuple[str, ...]:
    """Eligibility was told on the card; a doubt on the deadline is told once, with its reason."""
    doubted = doubts(alert.notice, alert.lots)
    told_already = (Criterion.ELIGIBILITY, Criterion.TIME) if doubted else (Criterion.ELIGIBILITY,)
    return tuple(dict.fromkeys((*alert.texts(Verdict.CHECK, without=told_already), *map(sentence, doubted))))


def _proofs(alert: Told) -> Iterator[Block]:
    found = (*proof.reservations(alert.readings), *proof.clauses(alert.readings))
    blocks = proof.proof_blocks(alert.notice, found, already=first_quote(alert))
    if blocks:
        yield Heading("Ce que dit l'avis")
        yield from blocks
