"""One opportunity among others in a letter: enough to decide whether to open it, in the lines of a phone."""

from collections.abc import Iterator

from alerts.messages.answers import best
from alerts.messages.card import amount_words, clause_words
from alerts.messages.french import capitalised
from alerts.messages.message import Action, ActionKind, Block, Entry, Fact, Paragraph
from alerts.messages.phone import lines
from alerts.messages.phone.card import NO_CLAUSES, OBJECT, TITLES
from alerts.messages.phone.several import what, where_and_until
from alerts.messages.told import Told
from alerts.messages.words import CLAUSES, NO_FACT
from alerts.model.reading import Answer, ReservationStatus
from alerts.model.response import ResponseStatus

SHORT = 80  # characters of the object of one that is told in brief
OPEN, READ = "Voir et répondre", "Avis officiel"

RESERVED, CHECK, MAY, MAY_NOT = "Réservé à vous", "À vérifier", "Vous pouvez répondre", "Vous ne pouvez pas répondre"


def opportunity(alert: Told, match_id: int, status: ResponseStatus | None = None) -> Entry:
    """What, may we answer and why, until when, where, who buys, with which clauses, for how much; and its two links."""
    return Entry(
        what(alert, OBJECT),
        tuple(_blocks(alert, status)),
        actions(match_id, alert.notice.url),
        tag(alert),
        best(alert.answers),
    )


def brief(alert: Told, match_id: int) -> Entry:
    """What, where and until when, and its link: for those that are too many to be told whole."""
    see = (Action(ActionKind.OPEN, OPEN, match_id),)
    return Entry(what(alert, SHORT), (Paragraph(where_and_until(alert)),), see, tag(alert), best(alert.answers))


def actions(match_id: int, url: str | None, label: str = OPEN) -> tuple[Action, ...]:
    """One page to see it whole and choose what to do with it, and the notice at its publisher's."""
    read = (Action(ActionKind.READ, READ, url=url),) if url else ()
    return (Action(ActionKind.OPEN, label, match_id), *read)


def tag(alert: Told) -> str:
    """A few words on top: reserved to us, to be checked, the clause that makes it special, or that we may answer."""
    if reserved_to_them(alert):
        return RESERVED
    answer = best(alert.answers)
    if answer is not Answer.YES:
        return CHECK if answer is Answer.CHECK else MAY_NOT
    stated = next((clause.kind for one in alert.readings for clause in one.clauses), None)
    return capitalised(CLAUSES[stated]) if stated else MAY


def reserved_to_them(alert: Told) -> bool:
    """True when a lot is reserved, and to structures like this one: the answer for it is yes."""
    reserved = {one.lot_id for one in alert.readings if one.reservation.status is ReservationStatus.RESERVED}
    return any(
        one.answer is Answer.YES and (not one.lots or reserved & set(one.lots)) for one in alert.answers if reserved
    )


def _blocks(alert: Told, status: ResponseStatus | None) -> Iterator[Block]:
    yield from lines.status_line(status)
    yield from lines.what_lines(alert, TITLES)
    yield from lines.answer_lines(alert)
    yield from lines.deadline_lines(alert)
    yield lines.place_line(alert)
    yield lines.buyer_line(alert)
    yield Fact("Clauses", clause_words(alert, NO_CLAUSES, "voir l'avis"))
    amount = amount_words(alert)
    if amount != NO_FACT:
        yield Fact("Montant estimé", amount)
    yield from lines.check_lines(alert)
