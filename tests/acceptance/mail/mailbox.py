"""What somebody finds in their mailbox, as a reader of mail shows it."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from typing import cast

from tests.smtp_server.chaos import Chaos

_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Letter:
    """One e-mail, parsed by the standard library."""

    whole: EmailMessage
    raw: bytes

    @property
    def subject(self) -> str:
        return str(self.whole["Subject"])

    @property
    def id(self) -> str:
        return str(self.whole["Message-ID"])

    @property
    def thread(self) -> tuple[str, str]:
        """The letter that this one stands under, as both fields tell it; empty when it stands alone."""
        return str(self.whole["In-Reply-To"] or ""), str(self.whole["References"] or "")

    @property
    def words(self) -> str:
        """The text part on one line, with plain spaces."""
        return " ".join(self.text.split())

    @property
    def text(self) -> str:
        body = self.whole.get_body(("plain",))
        assert body is not None
        return cast(str, body.get_content()).replace("\r\n", "\n")

    @property
    def html(self) -> str:
        body = self.whole.get_body(("html",))
        assert body is not None
        return cast(str, body.get_content()).replace("\r\n", "\n")

    def links(self, path: str) -> list[str]:
        """The addresses of the text part that lead to our pages of this kind (« a », « confirmer »)."""
        return [one for one in _LINK.findall(self.text) if f"/{path}/" in one]

    def link(self, path: str) -> str:
        """The first of them. AssertionError when there is none, or when the HTML has it not."""
        found = self.links(path)
        assert found, f"no link to /{path}/ in:\n{self.text}"
        assert found[0] in unescape(self.html), "both parts lead there"
        return found[0]


@dataclass(frozen=True)
class Mailbox:
    """`address` and all that the relay took for it."""

    chaos: Chaos
    address: str

    def letters(self) -> list[Letter]:
        """The oldest first."""
        return [_read(one.content) for one in self.chaos.to(self.address)]

    def last(self) -> Letter:
        found = self.letters()
        assert found, f"nothing came to {self.address}"
        return found[-1]

    def __len__(self) -> int:
        return len(self.letters())


def _read(raw: bytes) -> Letter:
    return Letter(cast(EmailMessage, message_from_bytes(raw, policy=policy.default)), raw)
