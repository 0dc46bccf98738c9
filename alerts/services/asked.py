"""What is asked of an address, or sent because somebody asked: the token is made when the mail is written.

Only its hash is kept, so that a mail written again carries another token; the one before is good until it ends.
"""

from datetime import datetime

from alerts.channels.channel import Letter
from alerts.links.signed import LinkKind, Links
from alerts.messages.mail.account import access_message, already_message, arrival_message, confirmation_message
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind, Refused
from alerts.model.preference import BY_MAIL
from alerts.services import access, audience, network_animating, subscribing
from alerts.services.errors import Refusal
from alerts.store.engine import Database, Session

KINDS = frozenset({DeliveryKind.CONFIRMATION, DeliveryKind.ACCESS})
NO_PAGES = "les pages n'ont pas d'adresse publique : le lien de cet e-mail ne mènerait nulle part"
NO_ADDRESS = "cette adresse n'est plus enregistrée"


class Asked:
    """Writes them. Safe to use from several threads. `links`: those of our pages, None when there are none."""

    def __init__(self, database: Database, links: Links | None) -> None:
        self._database, self._links = database, links

    def letter(self, row: Claimed, now: datetime) -> Letter | Refused:
        """Refused when what was asked no longer means anything: confirmed since, erased."""
        if self._links is None:
            return Refused(NO_PAGES)
        try:
            with self._database.write() as session:
                address = audience.address_of(session, row.to)
                return Refused(NO_ADDRESS) if address is None else _letter(session, row, address, self._links, now)
        except Refusal as refusal:
            return Refused(refusal.sentence)


def _letter(session: Session, row: Claimed, address: str, links: Links, now: datetime) -> Letter:
    written = _confirmation if row.kind is DeliveryKind.CONFIRMATION else _access
    return Letter(None, written(session, row, links, now), address)


def _confirmation(session: Session, row: Claimed, links: Links, now: datetime) -> Message:
    asked = subscribing.asked_in(session, row.cause)
    charge = network_animating.look_at(session, asked.invitation, now) if asked.invitation else None
    url = links.page(f"{LinkKind.CONFIRM.value}/{subscribing.token_of(session, row.cause, now)}")
    if charge is not None:
        return arrival_message(url, now, charge.network.name)
    return confirmation_message(
        url,
        now,
        structure=asked.structure,
        preference=asked.preference or BY_MAIL,
        from_telegram=asked.telegram,
    )


def _access(session: Session, row: Claimed, links: Links, now: datetime) -> Message:
    token = access.token_of(session, row.cause, now)
    written = already_message if row.cause.get("again") else access_message
    return written(links.page(f"{LinkKind.ENTER.value}/{token}"), now)
