"""The list of documents, easy to read (FALC): each document with what it is, where to get it, and whether it is there.

The same documents, in the same order and under the same headings, as `alerts.messages.reply.documents`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.messages.deadline import believable
from alerts.messages.french import count, moment, sentence, short_day, shortened
from alerts.messages.message import Block, Bullets, Heading, Message
from alerts.messages.reply.documents import ready_words
from alerts.messages.reply.easy_papers import NOTES, PAPERS
from alerts.messages.reply.shared import drawer_action, help_action, plan_action, quotes
from alerts.model.reply import Manner, ProofKind
from alerts.reply_help.case import Case
from alerts.reply_help.documents import Document, documents
from alerts.reply_help.proofs import State

OBJECT = 100  # characters of a title
_STATES = {  # of a « convention » as of an « arrêté »
    State.READY: ("Déjà dans votre tiroir.",),
    State.UNDATED: ("Déjà dans votre tiroir.", "Notez sa date de fin."),
    State.ENDS_BEFORE: ("Trop vieux à la date limite.", "Demandez un document plus récent."),
    State.ENDED: ("Trop vieux.", "Demandez un document plus récent."),
    State.MISSING: ("Pas dans votre tiroir.",),
    State.TO_WRITE: ("À préparer.",),
}
_DIGITS = {"deux": "2", "trois": "3", "cinq": "5", "six": "6", "quinze": "15"}
_IN_A_GROUP = {
    "doc-dc1": "Un seul pour tout le groupe, avec tous ses membres.",
    "doc-dc2": "Un pour chaque membre du groupe.",
}


def easy_documents_message(case: Case, now: datetime) -> Message:
    """What to prepare, then what only the winner gives."""
    title = f"Documents, facile à lire : {shortened(case.title, OBJECT)}"
    actions = ((drawer_action(), plan_action(case)), (help_action(case),))
    return Message(title, ready_words(documents(case, now)), tuple(_blocks(case, now)), actions)


def _blocks(case: Case, now: datetime) -> Iterator[Block]:
    found = documents(case, now)
    yield Bullets(tuple(_opening(case, found.asked, now)))
    number = 0
    for heading, some in (
        ("À joindre maintenant", [one for one in found.asked if not one.optional]),
        ("Seulement dans certains cas", [one for one in found.asked if one.optional]),
        ("Si l'acheteur vous invite", found.invited),
        ("Si vous gagnez", found.winner),
    ):
        yield from [Heading(heading)] if some else []
        for one in some:
            number += 1
            yield Heading(f"{number}. {one.name}")
            yield Bullets(tuple(dict.fromkeys(_said(one, case))))
    yield from quotes(case, (evidence for one in found.asked for evidence in one.evidence))
    yield Heading("Bon à savoir")
    yield Bullets(tuple(dict.fromkeys(_notes(found.notes))))


def _opening(case: Case, asked: Iterable[Document], now: datetime) -> Iterator[str]:
    needed = [one for one in asked if not one.optional]
    ready = sum(one.ready for one in needed)
    yield "Pour répondre, il faut donner des documents."
    yield f"Il faut {count(len(needed), 'document')}."
    yield f"{count(ready, 'document est prêt', 'documents sont prêts')}." if ready else "Aucun document n'est prêt."
    yield "Le tiroir est la liste de vos documents, dans Vigie."
    if case.deadline is None:
        yield "L'avis ne dit pas la date limite."
    else:
        yield f"Date limite : {moment(case.deadline.at)}."
        if case.deadline.doubt or not believable(case.deadline, now):
            yield "Cette date est à vérifier."


def _said(one: Document, case: Case) -> Iterator[str]:
    """What it is, whether it is there; how to get it when it is not."""
    plain = PAPERS.get(one.id)
    yield from plain.what if plain else (f"C'est : {one.what}.",)
    yield from _of_this_contract(one, case)
    yield "C'est fait." if one.ticked else _STATES[one.state][0]
    if one.ends is not None and not one.ticked:
        yield f"Date de fin : {short_day(one.ends)}."
    if not one.ready:
        yield from _STATES[one.state][1:]
        yield from plain.where if plain else (f"Où le trouver : {one.where}.",)
        yield from _parts(f"Durée : {_in_digits(one.lasts)}") if one.lasts else ()
    yield from _parts(one.check)


def _of_this_contract(one: Document, case: Case) -> Iterator[str]:
    """What depends on the lot, or on answering together."""
    if case.manner is Manner.TOGETHER and one.id in _IN_A_GROUP:
        yield _IN_A_GROUP[one.id]
    if one.proof is ProofKind.TAUX:
        yield sentence(one.what)
    if one.id == "doc-visite" and case.asks.visit is not None:
        yield "Cette visite est obligatoire." if case.asks.visit.mandatory else "Cette visite est conseillée."


def _notes(notes: Iterable[str]) -> Iterator[str]:
    for one in notes:
        yield from NOTES.get(one) or _parts(one)


def _parts(text: str) -> Iterator[str]:
    """One idea a sentence: what stands between semicolons, or stops."""
    for part in text.replace(" ; ", ". ").split(". "):
        if part:
            yield sentence(part)


def _in_digits(text: str) -> str:
    return " ".join(_DIGITS.get(word, word) for word in text.replace("un à", "1 à").split(" "))
