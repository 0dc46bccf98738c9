"""The list of documents in words: what to join now, what only if invited, what only if you win; and what is ready."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from alerts.messages.french import count, sentence, short_day
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
from alerts.reply_help.case import Case
from alerts.reply_help.documents import Document, Documents, documents
from alerts.reply_help.proofs import State

CHECK = "à vérifier"
_STATES = {
    State.MISSING: "pas dans votre tiroir",
    State.UNDATED: "dans votre tiroir, date de fin non notée",
    State.READY: "prêt",
    State.TO_WRITE: "à préparer",
}


def documents_message(case: Case, now: datetime) -> Message:
    found = documents(case, now)
    blocks = (
        heading(case),
        until_when(case, now),
        ready_fact(found),
        *_part("À joindre maintenant", [one for one in found.asked if not one.optional]),
        *_part("Seulement dans certains cas", [one for one in found.asked if one.optional]),
        *_part("Si l'acheteur vous invite", found.invited),
        *_part("Si vous gagnez", found.winner),
        *quotes(case, (evidence for one in found.asked for evidence in one.evidence)),
        Heading("Bon à savoir"),
        Bullets(found.notes),
        Paragraph(DISCLAIMER),
    )
    actions = ((drawer_action(), plan_action(case)), (help_action(case),))
    return Message(f"Documents : {short_title(case)}", ready_words(found), blocks, actions)


def ready_fact(found: Documents) -> Fact:
    return Fact("Où vous en êtes", ready_words(found), strong=True)


def ready_words(found: Documents) -> str:
    """« 3 documents prêts sur 12 »; those that few need are not counted."""
    needed = [one for one in found.asked if not one.optional]
    ready = sum(one.ready for one in needed)
    if ready == len(needed):
        return f"Les {len(needed)} documents à joindre sont prêts."
    return f"{count(ready, 'document prêt', 'documents prêts')} sur {len(needed)} à joindre."


def document_words(one: Document) -> str:
    """« RIB – pas dans votre tiroir. Les coordonnées du compte à payer. Où : votre banque. Valable : … »; what is ready
    needs no more words."""
    words = [f"{one.name} – {state_words(one)}."]
    if not one.ready:
        words += [sentence(one.what), f"Où : {one.where}."]
        words += [f"Valable : {one.lasts}."] if one.lasts else []
    return " ".join([*words, *([one.check] if one.check else [])])


def state_words(one: Document) -> str:
    if one.ticked:
        return "prêt, coché"
    return state_on(one.state, one.ends)


def state_on(state: State, ends: date | None) -> str:
    """« prêt, valable jusqu'au 31 décembre 2026 », « prend fin le … : avant la date limite »."""
    if state is State.ENDED and ends:
        return f"ne vaut plus depuis le {short_day(ends)}"
    if state is State.ENDS_BEFORE and ends:
        return f"prend fin le {short_day(ends)}, avant la date limite : à renouveler"
    if state is State.READY and ends:
        return f"prêt, valable jusqu'au {short_day(ends)}"
    return _STATES.get(state, CHECK)


def _part(title: str, items: Iterable[Document]) -> Iterator[Block]:
    told = tuple(document_words(one) for one in items)
    if told:
        yield Heading(title)
        yield Bullets(told)
