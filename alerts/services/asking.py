"""What is asked of an e-mail address: the mails that answer, and their limits. Nothing here tells whether an address is
somebody's."""

from datetime import datetime, timedelta

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.services import limits
from alerts.services.errors import Refusal
from alerts.store import suppressed
from alerts.store.addresses import ADDRESS, EMAIL, Address
from alerts.store.engine import Session
from alerts.store.values import fingerprint, to_json

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AN_HOUR, A_DAY = 3, 10  # mails to one address
IN_TROUBLE = 1  # a day, to one that refused our messages: it may have been repaired since
VISITS = 20  # demands of one visitor in an hour
_WITHOUT_DOTS = frozenset({"gmail.com", "googlemail.com"})
TOO_MANY = "Trop de demandes en peu de temps. Réessayez dans une heure."


def check_visitor(session: Session, visitor: str, now: datetime) -> None:
    """Raises Refusal past twenty demands an hour. `visitor`: the address of their machine, "" when it is not known."""
    if visitor and not limits.allow(session, "visitor", visitor, VISITS, HOUR, now):
        raise Refusal(TOO_MANY)


def may_write(session: Session, email: str, address: Address | None, now: datetime) -> bool:
    """Whether one more mail may go there. The same is looked up whatever the answer."""
    mailbox = _mailbox(email)
    often = limits.allow(session, "mail-hour", mailbox, AN_HOUR, HOUR, now)
    daily = limits.allow(session, "mail-day", mailbox, A_DAY, DAY, now)
    forbidden = suppressed.holds(session, email, now)
    broken = address is not None and address.trouble is not None
    repaired = not broken or limits.allow(session, "mail-trouble", email, IN_TROUBLE, DAY, now)
    return often and daily and repaired and not forbidden


def _mailbox(email: str) -> str:
    """Where it arrives: what follows « + » is a label for who reads (RFC 5233), and Gmail sees no dots."""
    local, _, domain = email.rpartition("@")
    local = local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain in _WITHOUT_DOTS else local}@{domain}"


def owe(session: Session, address_id: int, kind: DeliveryKind, cause: dict[str, str], now: datetime) -> None:
    """Owe a CONFIRMATION or an ACCESS mail, which leaves before the rest. A form sent twice at once is one mail."""
    said = fingerprint(to_json(dict, cause))[:8]
    key = f"{kind.value}:{address_id}:{now:%Y%m%dT%H%M%S}:{said}"
    row = Owed(None, EMAIL, kind, dict(cause), key, now, f"{ADDRESS}{address_id}", rank=Rank.FIRST)
    book.owe(session, [row], now)
