"""E-mails as they leave, and as a reader takes them apart."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from alerts.channels.channel import Letter
from alerts.channels.email.envelope import Envelopes, Outgoing, Sender
from alerts.links.signed import Links
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.structure import Structure
from tests.screenshots.letters import WHY
from tests.screenshots.notices import HEDGERS, NOW

LINKS = Links("https://vigie.example.org", "sixteen characters and more")
SENDER = Sender("vigie@vigie.example.org", "Vigie ESS", "bonjour@vigie.example.org", "retours@vigie.example.org")
HELLO = Message("Bonjour", "Un mot.", (Paragraph("Un mot."),))
URL = re.compile(r"https?://[^\s<>\"]+")


def outgoing(
    message: Message = HELLO,
    kind: DeliveryKind = DeliveryKind.ALERT,
    *,
    key: str = "alert:1",
    to: Structure | None = HEDGERS,
    address: str = "camille@structure.example.org",
    answers: str = "",
    why: str = WHY,
    membership: int | None = 12,
    sender: Sender = SENDER,
    links: Links | None = LINKS,
) -> Outgoing:
    """One e-mail as it leaves."""
    letter = Letter(to, message, address, answers, why, membership)
    delivery = Claimed(1, to.id if to else None, "email", kind, {}, key, 1)
    return Envelopes(sender, links).outgoing(letter, delivery, NOW)


@dataclass(frozen=True)
class Read:
    """What a reader makes of it."""

    parsed: EmailMessage
    raw: bytes

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def fields(self) -> list[str]:
        """The lines before the body, as bytes have them."""
        return self.raw.split(b"\r\n\r\n", 1)[0].decode("ascii").split("\r\n")

    def field(self, name: str) -> str:
        """The raw value of one field, unfolded as RFC 5322 (2.2.3) has it: only line breaks go."""
        head = self.raw.split(b"\r\n\r\n", 1)[0].decode("ascii")
        found = re.search(rf"^{name}: (.*(?:\r\n[ \t].*)*)", head, re.MULTILINE | re.IGNORECASE)
        assert found is not None, name
        return found[1].replace("\r\n", "").strip()

    def _part(self, kind: str) -> str:
        part = self.parsed.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


def too_long(content: bytes) -> list[bytes]:
    """Lines of more than 78 octets that could have been folded: an address of List-Unsubscribe cannot."""
    assert max(map(len, content.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    found = [line for line in content.split(b"\r\n") if len(line) > 78]
    return [line for line in found if not re.match(rb"(List-Unsubscribe:)? <[^ >]+>,?$", line)]


def read(content: bytes) -> Read:
    return Read(message_from_bytes(content, policy=policy.default), content)


class Page(HTMLParser):
    """Its tags with their attributes, the addresses that can be followed, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def addresses(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.tags if tag == "a"]
