"""From a letter to the bytes that leave: whom to, where refusals come back, and the whole message.

What several recipients share is written once and kept (`alerts.channels.email.rendering`); what is one recipient's
(links, names, headers) is filled in here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from alerts.channels.channel import Letter
from alerts.channels.email.headers import Sender, address, headers, message_id
from alerts.channels.email.mime import body
from alerts.channels.email.personal import Personal
from alerts.channels.email.rendering import rendered
from alerts.links.signed import Links
from alerts.model.delivery import Claimed

__all__ = ["Envelopes", "Outgoing", "Sender"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`to` is in ASCII. `content` is the whole message (RFC 5322), with CRLF; `message_id` is as in it, « <…@…> »."""

    to: str
    return_path: str
    message_id: str
    content: bytes


class Envelopes:
    """Safe from several threads. `return_path` gives the address that a refusal of this delivery comes back to;
    without it, `bounces_to` or the sender's own. Without `links`, messages have none of their own."""

    def __init__(
        self, sender: Sender, links: Links | None, return_path: Callable[[Claimed], str] | None = None
    ) -> None:
        self.sender, self.links, self._return_path = sender, links, return_path

    def outgoing(self, letter: Letter, delivery: Claimed, now: datetime) -> Outgoing:
        """The same bytes for the same letter, delivery and moment. `now` is aware.

        Raises ValueError when the address is not one that a header can hold.
        """
        personal = Personal(self.links, letter, delivery, now)
        named = message_id(delivery.dedupe_key, self.sender.domain)
        text, html = rendered(letter.message, letter.why, personal)
        parts = body(text, html, letter.message.attachments, seed=named)
        head = headers(self.sender, letter, delivery, personal, now)
        return Outgoing(address(letter.address), self._back(delivery), named, head + parts)

    def _back(self, delivery: Claimed) -> str:
        if self._return_path:
            return self._return_path(delivery)
        return self.sender.bounces_to or self.sender.address
