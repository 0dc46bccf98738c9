"""What a network says in its group or its channel: an announcement for all its members, with nothing of any of them.

Whoever reads there may be of no member: what the contact of a hand-written announcement is, and what a structure may
answer, are told in private.
"""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages import proof
from alerts.messages.card import amount_words, clause_words
from alerts.messages.deadline import deadline_words
from alerts.messages.french import lots, short_day, shortened
from alerts.messages.links import name
from alerts.messages.message import Action, ActionKind, Block, Fact, Message, Paragraph
from alerts.messages.network.broadcast import LOOK, NAME, NO_DATE, NOT_PUBLISHED, PART, READ, UNSAID, place_words
from alerts.messages.phone import lines
from alerts.messages.phone.card import NO_CLAUSES, OBJECT, TITLES, quotes
from alerts.messages.told import Told
from alerts.model.network import Written
from scrapers.notice import Deadline

CONTACT_INSIDE = "montré aux structures membres, en privé"
HOW = (
    f"« {LOOK} » l'ouvre en privé, dans votre conversation avec Vigie ; c'est là que les structures membres disent "
    "leur intérêt."
)

Rows = tuple[tuple[Action, ...], ...]


def of_notice(network: str, note: str, alert: Told, number: int | None) -> Message:
    """`alert` is for nobody in particular. `number`: of the post in the ledger; None once it was opened in private."""
    url = alert.notice.url
    read = (Action(ActionKind.READ, READ, url=url),) if url else ()
    source = f"Avis {name(alert.notice)}{_published(alert)}. {lines.FAITHFUL}"
    return Message(
        _title(network, alert.notice.title),
        _from(network),
        (*_said(network, note), *_facts(alert), Paragraph(source), *_how(number)),
        _actions(number, read),
    )


def by_hand(
    network: str, note: str, written: Written, number: int | None, now: datetime, *, inside: bool = False
) -> Message:
    """About what the animator wrote. `inside`: whoever reads it is of the network, and is shown the contact."""
    until = deadline_words(Deadline(written.until), now) if written.until else NO_DATE
    contact = (written.contact or UNSAID) if inside else CONTACT_INSIDE
    told = (
        Fact("Acheteur", shortened(written.buyer or UNSAID, lines.VALUE)),
        Fact("Lieu", shortened(place_words(written) or UNSAID, lines.VALUE)),
        Fact("Réponse avant", until, strong=True),
        Fact("Contact", contact),
        Paragraph(NOT_PUBLISHED),
    )
    whole = (Paragraph(written.what),) if len(written.what) > OBJECT else ()
    return Message(
        _title(network, written.what),
        _from(network),
        (*_said(network, note), *whole, *told, *_how(number)),
        _actions(number, ()),
    )


def _title(network: str, what: str) -> str:
    return f"{shortened(network, NAME)} : {shortened(what, OBJECT)}"


def _from(network: str) -> str:
    return f"Transmis par « {network} » à ses structures membres."


def _said(network: str, note: str) -> Iterator[Block]:
    yield Paragraph(_from(network))
    parts = [" ".join(part.split()) for part in note.split("\n\n") if part.strip()]
    for number, part in enumerate(parts):
        yield Paragraph(shortened(part if number else f"Mot de l'animation : {part}", PART))


def _facts(alert: Told) -> Iterator[Block]:
    """Those of a card, without what one structure may answer: to whom it is reserved instead."""
    yield from lines.what_lines(alert, TITLES)
    yield lines.buyer_line(alert)
    yield lines.place_line(alert)
    yield Fact("Réservation", _reservation(alert), strong=True)
    yield from quotes(alert)
    yield from lines.deadline_lines(alert)
    yield Fact("Clauses", clause_words(alert, NO_CLAUSES, "voir l'avis"))
    yield Fact("Montant estimé", amount_words(alert))


def _reservation(alert: Told) -> str:
    said = proof.by_words(proof.reservations(alert.readings))
    if not said:
        return "non indiquée dans l'avis"
    every = set(alert.lot_ids)
    told = (f"{words} ({lots(ids)})" if ids and set(ids) != every else words for words, ids in said.items())
    return shortened(" ; ".join(one.removeprefix("réservation ") for one in told), lines.REASON)


def _published(alert: Told) -> str:
    return f" du {short_day(alert.notice.published)}" if alert.notice.published else ""


def _how(number: int | None) -> Iterator[Block]:
    if number is not None:
        yield Paragraph(HOW)


def _actions(number: int | None, read: tuple[Action, ...]) -> Rows:
    look = () if number is None else (Action(ActionKind.WHOLE, LOOK, about=(str(number),)),)
    return ((*look, *read),) if look or read else ()
