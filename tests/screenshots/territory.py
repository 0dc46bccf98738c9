"""The letter of a territory, with its pictures: whole, as a mail reader shows it."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy

from alerts.channels.channel import Letter
from alerts.channels.email.envelope import Envelopes
from alerts.images.territory import of_month
from alerts.messages.mail.footer import network_words
from alerts.messages.message import Message
from alerts.messages.network.distribution import Distribution, Line
from alerts.messages.network.territory import letter
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.network.fairness import Share
from tests.alerts.messages.network.territories import EMPTY, NETWORK, OCTOBER, monthly
from tests.screenshots.letters import LINKS, SENDER
from tests.screenshots.notices import NOW


@dataclass(frozen=True)
class Posted:
    """What a network says by itself. `name` is that of its files."""

    name: str
    message: Message

    def content(self) -> bytes:
        """The whole e-mail, as it leaves."""
        why = network_words(DeliveryKind.TERRITORY, NETWORK.name)
        it = Letter(None, self.message, "nadia@reseau.example.org", why=why, network=(3, NETWORK.id))
        delivery = Claimed(1, None, "email", DeliveryKind.TERRITORY, {}, f"shown:{self.name}", 1)
        return Envelopes(SENDER, LINKS).outgoing(it, delivery, NOW).content


def posted() -> Iterator[Posted]:
    """A month, and a month without anything."""
    lines = (Line("La Lessive fictive", Share("a", (0, 0, 0), 0)), Line("Les Haies fictives", Share("b", (2, 0, 1), 1)))
    told = monthly(shared_out=Distribution(NETWORK.name, OCTOBER, lines))
    yield Posted("territoire", replace(letter(told), attachments=of_month(told.month, told.year)))
    yield Posted("territoire-vide", letter(monthly(month=EMPTY)))


def with_pictures(content: bytes) -> str:
    """The HTML of an e-mail, whose pictures stand in it."""
    parsed = message_from_bytes(content, policy=policy.default)
    body = parsed.get_body(("html",))
    html = "" if body is None else str(body.get_content())
    for part in parsed.walk():
        if part.get_content_maintype() == "image":
            held = b64encode(part.get_payload(decode=True)).decode()  # type: ignore[arg-type]
            html = html.replace(f"cid:{part['Content-ID'][1:-1]}", f"data:{part.get_content_type()};base64,{held}")
    return html
