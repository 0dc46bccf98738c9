"""The card: one opportunity on one screen of a phone, in the order of a decision, with what can be done about it.

What, who buys, where, may we answer and why, until when, with which clauses, for how much; then what is to be checked,
and the source. The sentences that prove it are quotes: a phone folds them, one tap away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from alerts.messages import proof
from alerts.messages.card import amount_words, clause_words
from alerts.messages.codes import meaning
from alerts.messages.french import shortened, uncapitalised
from alerts.messages.message import Action, ActionKind, Block, Fact, Message, Quote
from alerts.messages.phone import lines
from alerts.messages.told import Told, summary, told
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import LotReading, ReservationStatus
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure
from scrapers.notice import Notice

OBJECT = 140  # characters of an object: three lines of a phone
TITLES = 3  # lots told by their titles
QUOTES = 3  # sentences that prove
SENTENCE = 400  # characters of one of them
NO_CLAUSES = "non indiquées dans l'avis ; à chercher dans le dossier de consultation"
PARTNERS = "Chercher des partenaires"

TRADE = "Métier"  # how `alerts.matching.reasons.trade` begins

Rows = tuple[tuple[Action, ...], ...]
_CHOICES = {
    ResponseStatus.ANSWERING: (ActionKind.ANSWERING, "J'y réponds", "Ne plus y répondre"),
    ResponseStatus.TOGETHER: (ActionKind.TOGETHER, "À plusieurs", "Ne plus s'associer"),
    ResponseStatus.KEPT: (ActionKind.KEEP, "Garder", "Ne plus garder"),
    ResponseStatus.REFUSED: (ActionKind.REFUSE, "Pas pour moi", "Reprendre l'annonce"),
}


def card_message(
    structure: Structure,
    match: Match,
    match_id: int,
    notices: tuple[Notice, ...],
    readings: tuple[LotReading, ...],
    status: ResponseStatus | None,
    now: datetime,
) -> Message:
    """`notices`, `readings`, `now`: see `alerts.messages.alert`. `match_id` is what the actions are about.

    Raises ValueError without any notice.
    """
    alert = told(structure, match, notices, readings, now)
    blocks = (*lines.status_line(status), *_card(alert), *lines.source_lines(structure, alert.notice))
    return Message(title(alert), summary(alert), blocks, actions(match_id, alert.notice.url, status))


def title(alert: Told) -> str:
    """The object alone: place and deadline have their own lines below."""
    beside = "Juste à côté : " if alert.match.near_miss else ""
    return beside + shortened(alert.notice.title, OBJECT)


def actions(match_id: int, url: str | None, status: ResponseStatus | None) -> Rows:
    """What can be done about a match; the choice already made gives its place to its undoing.

    Whoever answers together may look for partners. A refused one is only taken back, or read. Labels: 24 characters at
    most, words that stand alone.
    """
    read = (Action(ActionKind.READ, "Voir l'avis", url=url),) if url else ()
    if status is ResponseStatus.REFUSED:
        return ((_choice(match_id, status, status), *read),)
    asked = {one: _choice(match_id, one, status) for one in ResponseStatus}
    partners = ((Action(ActionKind.PARTNERS, PARTNERS, match_id),),) if status is ResponseStatus.TOGETHER else ()
    return (
        *partners,
        (asked[ResponseStatus.ANSWERING], asked[ResponseStatus.TOGETHER]),
        (asked[ResponseStatus.KEPT], asked[ResponseStatus.REFUSED]),
        (Action(ActionKind.HELP, "Aide à la réponse", match_id), *read),
    )


def _choice(match_id: int, about: ResponseStatus, status: ResponseStatus | None) -> Action:
    kind, label, undone = _CHOICES[about]
    return Action(ActionKind.UNDO, undone, match_id) if about is status else Action(kind, label, match_id)


def _card(alert: Told) -> Iterator[Block]:
    yield from lines.what_lines(alert, TITLES)
    yield lines.buyer_line(alert)
    yield lines.place_line(alert)
    yield from lines.answer_lines(alert)
    yield from quotes(alert)
    yield from lines.deadline_lines(alert)
    yield Fact("Clauses", clause_words(alert, NO_CLAUSES, "voir l'avis"))
    yield Fact("Montant estimé", amount_words(alert))
    yield from _trade(alert)
    yield from lines.check_lines(alert)


def quotes(alert: Told) -> tuple[Quote, ...]:
    """What proves the reservation, then the clauses, each sentence once. Codes speak of clauses only when alone."""
    reserved = [one for one in alert.readings if one.reservation.status is not ReservationStatus.NONE]
    clauses = proof.clauses(alert.readings)
    worded = [replace(one, evidence=tuple(e for e in one.evidence if meaning(e) is None)) for one in clauses]
    found = _quoted(alert, (*proof.reservations(reserved), *worded)) or _quoted(alert, clauses)
    return found[:QUOTES]


def _quoted(alert: Told, proofs: Iterable[proof.Proof]) -> tuple[Quote, ...]:
    """Lots are named when the sentence does not speak of all those concerned."""
    once: dict[tuple[str, str], Quote] = {}
    for one in proofs:
        named = one.lots if set(one.lots) != set(alert.lot_ids) else ()
        for quote in proof.quotes(alert.notice, one.evidence, named):
            once.setdefault((quote.text, quote.field), replace(quote, text=shortened(quote.text, SENTENCE)))
    return tuple(once.values())


def _trade(alert: Told) -> Iterator[Block]:
    """Which of the wishes of the profile brought it here, when it is not told above."""
    told_above = tuple(one for one in Criterion if one not in (Criterion.TRADE, Criterion.WORDS))
    for text in alert.texts(Verdict.FOR, without=told_above)[:1]:
        said = text.rstrip(".")
        own = said.removeprefix(f"{TRADE} : ")
        label, value = ("Pourquoi vous", uncapitalised(said)) if own == said else (TRADE, own)
        yield Fact(label, shortened(value, lines.VALUE))
