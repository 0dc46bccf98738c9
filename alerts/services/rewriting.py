"""A digest written outside of its sending: again, in a browser; or beforehand, to see what the next one would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.messages.french import moment
from alerts.messages.mail.digest import Digest, digest_message
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.people import Recipient
from alerts.model.preference import BY_MAIL, Preference
from alerts.model.structure import Structure
from alerts.services import digesting, gathering
from alerts.services.audience import Listener
from alerts.services.due import Due, Known, grounded
from alerts.services.gathering import Gathered
from alerts.store import digests, recipients, structures
from alerts.store.engine import Session

LATELY = timedelta(days=7)
ON_A_PAGE = 60  # opportunities told whole: a page is cut by nobody
AGAIN = "Ce récapitulatif vous a été envoyé le {}. Il est montré ici tel qu'il s'écrirait aujourd'hui."


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a digest is written from. `news`: alerts and corrections. `sent_at` is None for one that has not
    left."""

    structure: Structure
    preference: Preference
    news: tuple[Due, ...]
    beside: Gathered
    sent_at: datetime | None = None


def draft_again(session: Session, delivery_id: int, titles: Mapping[str, str], now: datetime) -> Draft | None:
    """From the rows that left in the letter of this delivery; None when it is not a digest that left, or its structure
    is gone."""
    rows = digests.left_with(session, delivery_id)
    sent_at = digests.settled_at(session, delivery_id)
    if not rows or rows[0].kind is not DeliveryKind.DIGEST or rows[0].structure_id is None or sent_at is None:
        return None
    structure = structures.load_structure(session, rows[0].structure_id)
    if structure is None:
        return None
    to = rows[0].to
    listener = recipients.listener_of(session, structure.id, to) or Listener(to, BY_MAIL)
    since = gathering.since_last(session, structure.id, to, before=sent_at)
    beside = gathering.gathered(session, structure, since, titles, now)
    return Draft(structure, listener.preference, _news(session, structure, listener, rows, now), beside, sent_at)


def next_draft(session: Session, structure_id: str, titles: Mapping[str, str], now: datetime) -> Draft | None:
    """From what waits for anybody of the structure or, when nothing does, from what they were told in the last seven
    days. None when there is no such structure."""
    structure = structures.load_structure(session, structure_id)
    if structure is None:
        return None
    since = now - LATELY
    waiting, sent = digests.news_of(session, structure_id, since)
    told = recipients.listeners_of(session, [structure_id]).get(structure_id, ())
    reader = next((one for one in told if digesting.gathers(one)), Listener(Recipient(digesting.EMAIL), BY_MAIL))
    beside = gathering.gathered(session, structure, since, titles, now)
    return Draft(structure, reader.preference, _news(session, structure, reader, waiting or sent, now), beside)


def told_again(digest: Digest, sent_at: datetime, now: datetime) -> Message:
    """As it would be written now, under the title that it had; it says that it was sent, and when."""
    message = digest_message(digest, now, ON_A_PAGE)
    said = Paragraph(AGAIN.format(moment(sent_at)))
    return replace(message, title=digest_message(digest, sent_at).title, blocks=(said, *message.blocks))


def _news(
    session: Session, structure: Structure, listener: Listener, rows: Sequence[Claimed], now: datetime
) -> tuple[Due, ...]:
    known = Known(session, rows, now)
    chosen = {_about(row): row for row in rows if row.kind is not DeliveryKind.DIGEST}
    found = (grounded(known, row, structure, listener) for row in chosen.values())
    return tuple(one for one in found if one is not None)


def _about(row: Claimed) -> tuple[str, str]:
    """Rows that are owed to several people say the same thing once."""
    return row.kind.value, str(row.cause["notice"])
