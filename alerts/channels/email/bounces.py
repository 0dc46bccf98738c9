"""From the bytes of a message that came back to what it says. No input or output, nothing believed without a signature.

A message names a delivery only by an address that we signed (`verp`): the one it was sent to, or the one our message
left from when it is enclosed. In this order: our own mail in a loop, a request to stop, a complaint (RFC 5965), a
notice of delivery (RFC 3464), the answer of a machine (RFC 3834), a refusal in free words.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from alerts.channels.email.dsn import ADDRESS, Told, free_form, told
from alerts.channels.email.returned import Complaint, Failure, ForHost, Nothing, Returned, Unsubscribe
from alerts.channels.email.verp import delivery_of
from alerts.links.signed import LinkKind

_SENT_TO = (
    *("X-Original-To", "Delivered-To", "To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "X-Rcpt-To"),
    *("Resent-To", "Cc", "Received"),
)
_STOP = re.compile(r"^\s*unsubscribe[\s:]+([\w.~-]{8,512})\s*$", re.IGNORECASE | re.ASCII)
_STOPPING = f"(?:{LinkKind.UNSUBSCRIBE.value}|{LinkKind.MUTE.value})"
_STOP_LINK = re.compile(rf"/{_STOPPING}/([\w.~-]{{8,512}})(?=[>\s?&]|$)", re.ASCII)
_AWAY = re.compile(
    r"^(re ?: ?)?(absence|absente?s? |automatic reply|auto[- ]?reply|out of (the )?office|réponse automatique"
    r"|message d['’]absence|je suis absente?|en congés?|congés?\b|vacation)",
    re.IGNORECASE,
)
_COMPLAINTS = {"abuse", "fraud", "virus", "opt-out", "opt-out-list"}
_BROKEN = "unreadable"
MOST_OCTETS, MOST_LINES = 256 * 1024, 4_000  # read of one message: anybody may write here, and looking is slow
_LONGEST_SUBJECT = 1_000  # octets


def read(raw: bytes, secret: str) -> Returned:
    """What this message says. Never raises: what cannot be made out stays for the host.

    What is told stands first, and what was refused is enclosed after it: only the beginning is looked at.
    """
    seen = b"\n".join(raw[:MOST_OCTETS].split(b"\n", MOST_LINES)[:MOST_LINES])
    try:
        return _read(message_from_bytes(seen), seen, secret)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        return ForHost(_BROKEN)  # the library raises these on messages made to break it


def _read(message: Message, raw: bytes, secret: str) -> Returned:
    if _named(message, ("Return-Path",), secret) is not None:
        return Nothing("own")
    if asked := _STOP.match(subject_of(message)):
        return Unsubscribe(asked.group(1))
    if kind := _complaint(message):
        return _complained(message, kind, secret)
    delivery = _named(message, _SENT_TO, secret)
    if (notices := told(message, raw)) is not None:
        return _noticed(notices, delivery if delivery is not None else _enclosed(message, secret))
    if delivery is None:
        return ForHost("unsigned")
    return _in_words(message, delivery)


def _in_words(message: Message, delivery: int) -> Returned:
    """Many old servers refuse with the headers of an answering machine, and no machine refuses with its words."""
    if _AWAY.match(subject_of(message)):
        return Nothing("automatic")
    if words := free_form(message):
        return _failure(words, delivery)
    return Nothing("automatic") if _automatic(message) else ForHost("not understood")


def _noticed(notices: list[Told], delivery: int | None) -> Returned:
    if delivery is None:
        return ForHost("unsigned notice")
    if not notices:
        return ForHost("damaged notice")
    failed = [one for one in notices if one.action == "failed"]
    return _failure(failed[0], delivery) if failed else Nothing(notices[0].action)


def _failure(one: Told, delivery: int) -> Failure:
    return Failure(delivery, one.status, one.recipient, one.said)


def _complaint(message: Message) -> str:
    """The Feedback-Type of a report; "" when it is none."""
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            fields = _fields(part)
            return str(fields["Feedback-Type"] or "unknown").strip().lower()
    return ""


def _complained(message: Message, kind: str, secret: str) -> Returned:
    """« not-spam » is the contrary, and « auth-failure » is for the host (RFC 6591)."""
    if kind not in _COMPLAINTS:
        return ForHost(f"report: {kind if kind.replace('-', '').isalpha() else 'unknown'}")
    delivery = _named(message, _SENT_TO, secret)
    delivery = delivery if delivery is not None else _enclosed(message, secret)
    if delivery is not None:
        return Complaint(delivery)
    links = [link for text in _headers_enclosed(message, "List-Unsubscribe") for link in _STOP_LINK.findall(text)]
    return Unsubscribe(links[0]) if links else ForHost("unsigned complaint")


def _enclosed(message: Message, secret: str) -> int | None:
    """The delivery that an enclosed message of ours left as."""
    for text in _headers_enclosed(message, "Return-Path", "Original-Mail-From"):
        for address in ADDRESS.findall(text):
            if (delivery := delivery_of(address, secret)) is not None:
                return delivery
    return None


def _headers_enclosed(message: Message, *names: str) -> Iterator[str]:
    for part in message.walk():
        if part is not message:
            fields = _fields(part)
            yield from (str(value) for name in names for value in fields.get_all(name, []))


def _fields(part: Message) -> Message:
    """Of a report, or of headers enclosed as text, the fields it holds; of another part, its own headers."""
    if part.get_content_type() not in {"message/feedback-report", "text/rfc822-headers"}:
        return part
    held = part.get_payload()
    if isinstance(held, list):
        return next((one for one in held if isinstance(one, Message)), Message())
    content = part.get_payload(decode=True)
    return message_from_bytes(content if isinstance(content, bytes) else b"")


def _named(message: Message, names: tuple[str, ...], secret: str) -> int | None:
    for name in names:
        for value in message.get_all(name, []):
            for address in ADDRESS.findall(str(value)):
                if (delivery := delivery_of(address, secret)) is not None:
                    return delivery
    return None


def _automatic(message: Message) -> bool:
    """RFC 3834, and the habits of those who do not follow it."""
    kind = str(message["Auto-Submitted"] or "no").split(";")[0].strip().lower()
    habits = any(message[name] for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"))
    sorted_so = str(message["Precedence"] or "").strip().lower() in {"auto_reply", "bulk", "junk"}
    return kind != "no" or habits or sorted_so


def subject_of(message: Message) -> str:
    """Decoded, on one line; as it stands when it cannot be."""
    raw = str(message["Subject"] or "")[:_LONGEST_SUBJECT]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(raw.split())
