"""E-mail addresses as people type them, and whose they are."""

from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email

from alerts.services import tokens
from alerts.services.errors import Refusal
from alerts.services.tokens import Purpose
from alerts.services.typos import corrected
from alerts.store import addresses, suppressed
from alerts.store import tokens as kept_tokens
from alerts.store.addresses import EMAIL, Address
from alerts.store.engine import Session

__all__ = [
    "EMAIL",
    "Address",
    "erase",
    "forget_asked_by",
    "held",
    "lift_suppression",
    "masked",
    "near",
    "normal",
    "of_email",
    "remove",
    "renew_generation",
    "sweep",
]

LONGEST = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
UNCONFIRMED = timedelta(days=7)
SENT_IS_KEPT = timedelta(days=30)  # long enough for a refusal to come back
EMPTY = "Indiquez votre adresse e-mail."
NOT_ONE = "Cette adresse e-mail n’est pas comprise. Elle s’écrit comme « contact@exemple.org », sans espace."
ACCENTS = "Cette adresse contient un accent ou un signe que les messageries ne savent pas toutes lire. Vérifiez-la."
TOO_LONG = f"Cette adresse e-mail est trop longue : {LONGEST} signes au plus."


def normal(text: str) -> str:
    """The address in lower case, its domain in ASCII (RFC 5891). Raises Refusal with what to do.

    Blanks around it are forgiven; a line break never is, since it could forge a header.
    """
    if "\n" in text or "\r" in text:
        raise Refusal(NOT_ONE)
    typed = text.strip()
    if not typed:
        raise Refusal(EMPTY)
    if len(typed) > LONGEST:
        raise Refusal(TOO_LONG)
    try:
        found = validate_email(typed, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise Refusal(_why(typed)) from error
    return _ascii(found.ascii_email)


def _why(typed: str) -> str:
    local, at, domain = typed.rpartition("@")
    return ACCENTS if at and "." in domain and not local.isascii() else NOT_ONE


def _ascii(email: str | None) -> str:
    if email is None or len(email) > LONGEST:
        raise Refusal(TOO_LONG)
    return email.lower()


def near(text: str) -> str | None:
    """« Vouliez-vous dire… ? »: the address with the usual provider that its domain almost is; None when it is well
    written, or is no address."""
    local, at, domain = text.strip().lower().rpartition("@")
    meant = corrected(domain) if local and at else None
    return f"{local}@{meant}" if meant else None


def masked(email: str) -> str:
    """« m•••@exemple.org »: enough to recognise one's own, too little to learn somebody else's."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}•••@{domain}"


def held(session: Session, person_id: int) -> Address | None:
    """The confirmed address of this person, in trouble or not."""
    return addresses.of_person(session, person_id)


def of_email(session: Session, email: str) -> Address | None:
    """`email` as `normal` writes it."""
    return addresses.of_email(session, email)


def renew_generation(session: Session, person_id: int) -> int | None:
    """The addresses of their calendar and feed given so far are dead. The new generation; None without an address."""
    return addresses.renew_generation(session, person_id)


def remove(session: Session, person_id: int, now: datetime) -> bool:
    """They are no longer written to by e-mail, and the address is forgotten. False when they had none."""
    addresses.take_turn_of(session, person_id)
    address = addresses.of_person(session, person_id)
    if address is None:
        return False
    erase(session, address, now)
    tokens.drop_all_of(session, person_id, Purpose.ACCESS, Purpose.SESSION)
    return True


def forget_asked_by(session: Session, person_id: int) -> None:
    """What they gave and did not confirm goes with them."""
    addresses.delete_asked_by(session, person_id)


def erase(session: Session, address: Address, now: datetime) -> None:
    """It goes; of one that refused our messages, a digest stays, so that it is never written to again."""
    if address.trouble is not None:
        suppressed.add(session, address.email, address.trouble, now)
    kept_tokens.delete_tokens_about(session, {"address": str(address.id)})
    addresses.delete_address(session, address.id)


def lift_suppression(session: Session, email: str, now: datetime) -> bool:
    """The host allows this address again; False when nothing forbade it. Raises Refusal: not an address."""
    return suppressed.remove(session, normal(email), now)


def sweep(session: Session, now: datetime) -> int:
    """Forget the addresses that nobody confirmed in seven days, with what was sent to them; how many. What was sent to
    the others to confirm or open something is forgotten after 30 days. Call it once a day."""
    addresses.delete_sent_before(session, now - SENT_IS_KEPT)
    return addresses.delete_unconfirmed(session, now - UNCONFIRMED)
