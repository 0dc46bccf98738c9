"""Easy to read and to understand (FALC): the card of an opportunity in short sentences, with the same facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from alerts.messages.alert import to_check
from alerts.messages.french import short_day, shortened
from alerts.messages.links import name
from alerts.messages.message import Action, Block, Bullets, Heading, Link, Message
from alerts.messages.phone import card as phone_card
from alerts.messages.reply import easy_card as easy
from alerts.messages.reply import easy_words as words
from alerts.messages.reply.easy_documents import easy_documents_message
from alerts.messages.told import Told, told
from alerts.reply_help.case import Case

__all__ = ["easy_documents_message", "easy_message"]

OBJECT = 100  # characters of a title


def easy_message(case: Case, now: datetime) -> Message:
    """The card of this lot, in the order of `alerts.messages.phone.card`, with the same buttons."""
    card = _told(case, now)
    title = f"Facile à lire : {shortened(case.title, OBJECT)}"
    return Message(title, _summary(case, card), tuple(_blocks(case, card)), _actions(case))


def _told(case: Case, now: datetime) -> Told:
    """Of this lot alone."""
    alone = replace(case.match, lots=(case.lot.id,), notice_id=case.notice.id)
    return told(case.structure, alone, (case.notice,), (replace(case.reading, lot_id=case.lot.id),), now)


def _actions(case: Case) -> tuple[tuple[Action, ...], ...]:
    return phone_card.actions(case.match_id, case.notice.url, case.status)


def _summary(case: Case, card: Told) -> str:
    until = next(easy.until(case, card))
    return f"Pouvez-vous répondre ? {words.ANSWERS[case.eligibility.answer]} {until}"


def _blocks(case: Case, card: Told) -> Iterator[Block]:
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("De quoi parle ce message ?", easy.what(case)),
        ("Qui achète ?", easy.who(case)),
        ("Où ?", easy.place(card)),
        ("Pouvez-vous répondre ?", easy.may_we(case, card)),
        ("Jusqu'à quand ?", easy.until(case, card)),
        ("Quelles sont les clauses ?", easy.clauses(case)),
        ("Combien d'argent ?", easy.amount(case)),
        ("Pourquoi vous ?", easy.why(card)),
        ("Que faut-il vérifier ?", to_check(card)),
        ("D'où viennent ces informations ?", _source(case)),
    )
    for heading, sentences in sections:
        said = tuple(dict.fromkeys(sentences))
        if said:
            yield Heading(heading)
            yield Bullets(said)
    if case.notice.documents_url:
        yield Link("Le dossier du marché", case.notice.documents_url)


def _source(case: Case) -> Iterator[str]:
    published = f", du {short_day(case.notice.published)}" if case.notice.published else ""
    yield f"De l'avis {name(case.notice)}{published}."
    yield words.NOTICE_MEANS
    yield "Le règlement de la consultation (RC) décide."
    yield "Lisez-le avec un collègue."
