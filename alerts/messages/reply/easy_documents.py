"""The list of documents, easy to read (FALC): each document with what it is, where to get it, and whether it is there.

The same documents, in the same order, as `alerts.messages.reply.documents`.
"""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.french import PARIS, moment, short_day, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Heading, Message
from alerts.messages.reply.easy_papers import PAPERS
from alerts.reply_help.case import Case
from alerts.reply_help.documents import Document, Documents, documents
from alerts.reply_help.proofs import State

OBJECT = 100  # characters of a title
_STATES = {
    State.READY: ("Vous l'avez.",),
    State.UNDATED: ("Vous l'avez.", "Regardez sa date de fin."),
    State.ENDS_BEFORE: ("Le vôtre finit avant la date limite.", "Demandez-en un nouveau."),
    State.ENDED: ("Le vôtre est trop vieux.", "Demandez-en un nouveau."),
    State.MISSING: ("Il vous manque.",),
    State.TO_WRITE: ("Il faut l'écrire.",),
}


def easy_documents_message(case: Case, now: datetime) -> Message:
    """What to prepare, then what only the winner gives."""
    listed = documents(case, now)
    title = f"Documents, facile à lire : {shortened(case.title, OBJECT)}"
    actions = ((Action(ActionKind.HELP, "Aide à la réponse", case.match_id),),)
    return Message(title, _summary(listed), tuple(_blocks(case, listed)), actions)


def _summary(listed: Documents) -> str:
    return f"{len(listed.ready)} documents prêts sur {len(listed.asked)}."


def _blocks(case: Case, listed: Documents) -> Iterator[Block]:
    yield Bullets(tuple(_opening(case, listed)))
    number = 0
    for heading, some in (
        ("À préparer maintenant", listed.asked),
        ("Plus tard, si l'acheteur vous invite", listed.invited),
        ("Seulement si vous gagnez", listed.winner),
    ):
        if some:
            yield Heading(heading)
        for one in some:
            number += 1
            yield Heading(f"{number}. {one.name}")
            yield Bullets(tuple(dict.fromkeys(_said(one))))
    if listed.notes:
        yield Heading("À savoir")
        yield Bullets(listed.notes)


def _opening(case: Case, listed: Documents) -> Iterator[str]:
    yield "Pour répondre, il faut donner des documents."
    yield f"Il y a {len(listed.asked)} documents à préparer."
    yield f"{len(listed.ready)} sont prêts."
    if case.deadline is not None:
        yield f"Date limite : {moment(case.deadline.at, case.deadline.at.tzinfo or PARIS)}."


def _said(one: Document) -> Iterator[str]:
    """What it is, where to get it, how long it is good, whether it is there."""
    plain = PAPERS.get(one.id)
    yield from plain.what if plain else (f"C'est : {one.what}.",)
    yield from plain.where if plain else (f"Où le trouver : {one.where}.",)
    if one.lasts:
        yield f"Durée : {one.lasts}."
    if one.ticked:
        yield "C'est fait."
    else:
        yield from _STATES[one.state]
    if one.ends is not None:
        yield f"Date de fin : {short_day(one.ends)}."
    if one.check:
        yield f"À vérifier : {one.check}"
    yield from (f"L'avis dit : « {evidence.quote} »" for evidence in one.evidence)
    if one.optional:
        yield "Ce document n'est pas toujours demandé."
