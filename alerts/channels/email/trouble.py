"""What may go wrong between us and the relay, as one value: where, what it answered, and whether it may have it."""

import re
from dataclasses import dataclass
from enum import StrEnum

_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?=\s|$)")


class Stage(StrEnum):
    """How far a mail had come (RFC 5321, 3). Nothing was handed over before the last one."""

    CONNECT = "connect"
    LOGIN = "login"
    SENDER = "sender"  # MAIL FROM
    RECIPIENT = "recipient"  # RCPT TO, and DATA up to its 354
    CONTENT = "content"  # the octets of the message, and the answer to the final dot


class Missing(StrEnum):
    """Why there was no answer to read."""

    CUT = "cut"
    SILENT = "silent"  # it took too long
    BUSY = "busy"  # no connection came free in time
    UNREACHED = "unreached"
    UNSAFE = "unsafe"  # no TLS where it is asked for, or a certificate that is not the relay's
    NO_LOGIN = "no login"  # no way to log in that both know


@dataclass(frozen=True, slots=True)
class Reply:
    """`enhanced` is « 5.1.1 » (RFC 3463), "" when there is none. `text` is the whole answer, its lines joined."""

    code: int
    enhanced: str
    text: str

    @classmethod
    def of(cls, code: int, text: str) -> "Reply":
        said = " ".join(text.split())
        found = _ENHANCED.match(said)
        agrees = found is not None and found.group(1) == str(code)[0]
        return cls(code, found.group(0).strip() if found and agrees else "", said)

    @property
    def told(self) -> str:
        """As a host reads it in a log: no address stands in it."""
        return without_addresses(f"{self.code} {self.text}")[:300]


class NotTaken(Exception):
    """The relay did not take a mail, or nobody knows. Exactly one of `reply` and `missing` is given."""

    def __init__(self, stage: Stage, reply: Reply | None = None, missing: Missing | None = None) -> None:
        super().__init__(f"{stage}: {reply.told if reply else missing}")
        self.stage, self.reply, self.missing = stage, reply, missing

    @property
    def perhaps(self) -> bool:
        """« Cut in the middle » and « the answer was lost » look the same: the relay may have the mail."""
        return self.stage is Stage.CONTENT and self.missing is not None


def without_addresses(said: str) -> str:
    """What relays quote of people is not for logs."""
    return re.sub(r"[^\s<>@]+@[^\s<>@]+", "•••", said)
