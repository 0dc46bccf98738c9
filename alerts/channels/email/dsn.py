"""Notices of delivery (RFC 3464) and free-form refusals: what happened, in the codes of RFC 3463.

Servers write `5.0.0` and say better in their words; the more exact of the two holds. Damaged notices are read as text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

from flufl.bounce import all_failures

ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
ADDRESS = re.compile(r"[^\s<>()\"',;:@]{1,64}@[^\s<>()\"',;:@]{1,255}")  # bounded: a line may be endless
_STATUS_LINE = re.compile(rb"^status:[ \t]*([245]\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)
_ACTION_LINE = re.compile(rb"^action:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_NOBODY = re.compile(
    r"user unknown|unknown user|no such user|user not found|no mailbox here|mailbox not found|unknown recipient"
    r"|recipient not found|does not exist|doesn't exist|utilisateur inconnu|adresse inconnue|n['’]existe pas",
    re.IGNORECASE,
)
_FULL = re.compile(r"over ?quota|quota exceeded|mailbox (is )?full|boîte (de réception )?(est )?pleine", re.IGNORECASE)
NOBODY, FULL, UNSAID = "5.1.1", "5.2.2", "5.0.0"
_LONGEST_SAID = 400
_LINES_READ = 200_000  # octets of a damaged notice that are looked through


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice says of one recipient. `action`: failed, delayed, delivered, relayed or expanded."""

    action: str
    status: str
    recipient: str = ""
    said: str = ""


def told(message: Message, raw: bytes) -> list[Told] | None:
    """What each group of fields says; None when this is no notice of delivery, nothing when it says nothing."""
    parts = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if not parts:
        return None
    found = [_told(group) for part in parts for group in _groups(part) if group["Action"] or group["Status"]]
    return found or _damaged(raw)


def free_form(message: Message) -> Told | None:
    """A refusal told in words, without a notice; None when it tells of none."""
    _, permanent = all_failures(message)
    if not permanent:
        return None
    words = " ".join(_texts(message))[:20_000]
    exact = next((code for code in ENHANCED.findall(words) if code[0] != "2"), UNSAID)
    who = next(iter(sorted(permanent))).decode("ascii", "replace")
    return Told("failed", _exact(exact, words), who.lower(), _masked(words))


def _groups(part: Message) -> Iterator[Message]:
    """RFC 3464, 2.1: fields of the message, then fields of each recipient; the library makes a message of each."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (group for group in payload if isinstance(group, Message))


def _told(group: Message) -> Told:
    said = str(group["Diagnostic-Code"] or "")
    stated = ENHANCED.search(str(group["Status"] or ""))
    status = stated.group(1) if stated else UNSAID
    action = str(group["Action"] or "").strip().lower().split(" ")[0] or _action(status)
    return Told(action, _exact(status, said), _mailbox(group["Final-Recipient"]), _masked(said))


def _action(status: str) -> str:
    return {"2": "delivered", "4": "delayed"}.get(status[0], "failed")


def _exact(status: str, said: str) -> str:
    """« 5.0.0 » beside « 550 5.1.1 User unknown » is 5.1.1; a code of another class is another matter."""
    if not status.endswith(".0"):
        return status
    better: list[str] = [code for code in ENHANCED.findall(said) if code[0] == status[0] and not code.endswith(".0")]
    if better:
        return better[0]
    if status[0] == "5" and _NOBODY.search(said):
        return NOBODY
    return f"{status[0]}.2.2" if _FULL.search(said) else status


def _mailbox(field: object) -> str:
    """« rfc822; somebody@example.org » → the address, in lower case; "" for the name of an account of their own."""
    found = str(field or "").rpartition(";")[2].strip().strip("<>").lower()
    return found if "@" in found else ""


def _masked(said: str) -> str:
    return ADDRESS.sub("…", " ".join(said.split())[: 4 * _LONGEST_SAID])[:_LONGEST_SAID]


def _damaged(raw: bytes) -> list[Told]:
    """Fields that the library could not make out: cut short, coded, badly nested."""
    there = raw[:_LINES_READ]
    status, action = _STATUS_LINE.search(there), _ACTION_LINE.search(there)
    if status is None:
        return []
    code = status.group(1).decode()
    return [Told(action.group(1).decode().lower() if action else _action(code), code)]


def _texts(message: Message) -> Iterable[str]:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            yield content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
