"""The fields before a message: the same on each, and on what is sent to many those that let programs stop it.

Written by hand, since the standard library folds a long List-Unsubscribe into an encoded word, which nobody reads
(one-click is then silently dead). Lines have 78 octets at most, but where a single word is longer (RFC 5322, 2.1.1).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

from email_validator import validate_email

from alerts.channels.channel import Letter
from alerts.channels.email.personal import Personal
from alerts.channels.email.quoted_printable import cleaned
from alerts.messages.french import PARIS, shortened
from alerts.model.delivery import Claimed

LINE = 76  # RFC 2047, 2: of a line that holds an encoded word
KEPT = 512  # titles, the same for all the recipients of a structure; characters
LONGEST_SUBJECT = 250  # characters; the whole title stands in the message
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_ID = re.compile(r"<?([^<>@\s]+@[^<>@\s]+)>?", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;!?()/'&+-]*")
_ATOMS = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+")
_BARE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")  # RFC 2047, 5 (3)
_LABEL = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. `bounces_to`: the mailbox where refusals come back and where programs ask to stop, "" for none."""

    address: str
    name: str
    reply_to: str = ""
    bounces_to: str = ""

    @property
    def domain(self) -> str:
        """The domain of `address`, in ASCII."""
        return address(self.address).rpartition("@")[2]


def headers(sender: Sender, letter: Letter, delivery: Claimed, personal: Personal, now: datetime) -> bytes:
    """All the fields but the Content-Type, each ended by CRLF. Raises ValueError on what is no address."""
    fields = [*_every(sender, letter, delivery, now), *_answering(letter)]
    if personal.is_list:
        fields += _to_many(sender, letter, delivery, personal)
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("ascii")


def message_id(dedupe_key: str, domain: str) -> str:
    """The same each time that a delivery is sent: receivers that know it drop the second one."""
    return f"<{sha256(dedupe_key.encode()).hexdigest()[:32]}@{domain}>"


def address(written: str) -> str:
    """In ASCII (a domain with accents has its own spelling, RFC 5890). Raises ValueError on what is no address."""
    if not written.isascii():
        checked = validate_email(written, check_deliverability=False, allow_smtputf8=False, test_environment=True)
        written = checked.ascii_email or ""
    if not _ADDRESS.fullmatch(written):
        raise ValueError("not an address that a header can hold")
    return written


@lru_cache(KEPT)
def unstructured(text: str, name: str) -> str:
    """The value of a field `name` (« Subject ») as RFC 2047 has it, folded; line breaks become spaces."""
    words = " ".join(cleaned(" ".join(text.split())).split())
    if _PLAIN.fullmatch(words) and len(name) + 2 + len(words) <= LINE:
        return words
    return "\r\n ".join(_encoded_words(words, LINE - len(name) - 2))


@lru_cache(KEPT)
def phrase(text: str, name: str) -> str:
    """A display name: as it is when it can be, else in encoded words."""
    words = " ".join(cleaned(" ".join(text.split())).split())
    plain = _ATOMS.fullmatch(words) and len(name) + 2 + len(words) <= LINE
    return words if plain else "\r\n ".join(_encoded_words(words, LINE - len(name) - 2))


def _every(sender: Sender, letter: Letter, delivery: Claimed, now: datetime) -> Iterator[tuple[str, str]]:
    ours = address(sender.address)
    yield "From", f"{phrase(sender.name, 'From')}\r\n <{ours}>" if sender.name.strip() else ours
    yield "To", address(letter.address)
    if sender.reply_to:
        yield "Reply-To", address(sender.reply_to)
    yield "Subject", unstructured(shortened(letter.message.title, LONGEST_SUBJECT), "Subject")
    yield "Date", format_datetime(now.astimezone(PARIS))
    yield "Message-ID", message_id(delivery.dedupe_key, sender.domain)
    yield "MIME-Version", "1.0"
    yield "Content-Language", "fr"
    yield "Auto-Submitted", "auto-generated"  # RFC 3834: no out-of-office reply
    yield "X-Auto-Response-Suppress", "OOF, AutoReply"  # the same for Exchange


def _answering(letter: Letter) -> Iterator[tuple[str, str]]:
    """A correction stands under its first alert (RFC 5322, 3.6.4)."""
    first = _ID.fullmatch(letter.answers)
    if first:
        yield "In-Reply-To", f"<{first[1]}>"
        yield "References", f"<{first[1]}>"


def _to_many(sender: Sender, letter: Letter, delivery: Claimed, personal: Personal) -> Iterator[tuple[str, str]]:
    yield "List-Id", f"<{list_id(letter, sender.domain)}>"
    yield "Precedence", "bulk"
    yield "Feedback-ID", f"{delivery.kind.value}:vigie-ess"
    if personal.unsubscribe:
        by_mail = _mailto(sender, personal)
        yield "List-Unsubscribe", f"<{personal.unsubscribe}>" + (f",\r\n <{by_mail}>" if by_mail else "")
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _mailto(sender: Sender, personal: Personal) -> str:
    """Only where somebody reads it: the mailbox of refusals."""
    if not sender.bounces_to:
        return ""
    return f"mailto:{address(sender.bounces_to)}?subject=unsubscribe%20{personal.unsubscribe_token}"


def list_id(letter: Letter, domain: str) -> str:
    """RFC 2919: one list a structure, and one a network for what it says by itself: people sort what comes from it."""
    label = _LABEL.sub("-", letter.to.id.casefold()).strip("-")[:63] if letter.to else ""
    if letter.network is not None:
        label = f"reseau-{letter.network[1]}"
    return ".".join(filter(None, (label, "vigie", domain)))


def _encoded_words(text: str, room: int) -> Iterator[str]:
    """RFC 2047, 4.2: « Q », in UTF-8, never within a character. `room`: columns left on the first line."""
    word, limit = "", room - len("=?utf-8?q??=")
    for character in text:
        written = _written(character)
        if len(word) + len(written) > limit:
            yield f"=?utf-8?q?{word}?="
            word, limit = "", LINE - 1 - len("=?utf-8?q??=")
        word += written
    yield f"=?utf-8?q?{word}?="


@lru_cache(KEPT)
def _written(character: str) -> str:
    if character == " ":
        return "_"
    return "".join(chr(octet) if octet in _BARE else f"={octet:02X}" for octet in character.encode())
