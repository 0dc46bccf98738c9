"""What the stories of sending share: a server that fails on demand, mails owed, a channel as the product builds it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest

from alerts.channels.channel import Letter
from alerts.channels.email.channel import EmailChannel
from alerts.channels.email.envelope import Outgoing
from alerts.channels.email.relay import Relay
from alerts.ledger.desk import Written
from alerts.ledger.drain import Drained, drain
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind, Outcome, Owed
from alerts.store.engine import Database
from alerts.store.history import Summary, summary
from tests.alerts.ledger.stories import ATELIERS, NOON, Clock, owe
from tests.smtp_server.certificate import Certificate, throw_away
from tests.smtp_server.chaos import Chaos, chaos_server

T = TypeVar("T")
FROM = "bounce@vigie.example"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return throw_away(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(params=[True, False], ids=["together", "one by one"])
def chaos(request: pytest.FixtureRequest) -> Iterator[Chaos]:
    """A server that takes commands together (PIPELINING), then one that does not."""
    with chaos_server(pipelining=request.param) as held:
        held.slow_seconds = 0.3
        yield held


class Envelopes:
    """Small messages. The Message-ID is that of the delivery: the same each time."""

    def __init__(self, body: str = "Bonjour.") -> None:
        self.body, self.made = body, 0

    def outgoing(self, letter: Letter, delivery: Claimed, now: datetime) -> Outgoing:
        self.made += 1
        named = f"<{delivery.dedupe_key.replace(':', '-')}@vigie.example>"
        head = f"From: {FROM}\r\nTo: {letter.address}\r\nSubject: {letter.message.title}\r\nMessage-ID: {named}\r\n\r\n"
        return Outgoing(letter.address, FROM, named, f"{head}{self.body}\r\n".encode())


def to_relay(chaos: Chaos, **others: Any) -> Relay:
    return replace(Relay("127.0.0.1", chaos.port, "none", timeout=5), **others)


@asynccontextmanager
async def open_channel(relay: Relay, clock: Callable[[], datetime], **others: Any) -> AsyncIterator[EmailChannel]:
    """As `bot.mail` does it."""
    channel = EmailChannel(relay, others.pop("envelopes", Envelopes()), clock, **others)
    try:
        yield channel
    finally:
        await channel.close()


def with_channel(
    relay: Relay, clock: Callable[[], datetime], story: Callable[[EmailChannel], Awaitable[T]], **others: Any
) -> T:
    async def told() -> T:
        async with open_channel(relay, clock, **others) as channel:
            return await story(channel)

    return asyncio.run(told())


def letter(address: str, title: str = "Alerte") -> Letter:
    return Letter(ATELIERS, Message(title, "", (Paragraph("Texte."),)), address)


def delivery(number: int = 1, kind: DeliveryKind = DeliveryKind.DIGEST, failures: int = 0) -> Claimed:
    return Claimed(number, "ateliers", "email", kind, {}, f"digest:{number}", 1, f"person:{number}", failures=failures)


def mail_owed(number: int, address: str, at: datetime = NOON, kind: DeliveryKind = DeliveryKind.DIGEST) -> Owed:
    """Each to another person, whose address is in the cause: nothing else is needed here to write it."""
    return Owed("ateliers", "email", kind, {"address": address}, f"digest:{number}", at, f"person:{number}")


def compose(rows: Sequence[Claimed]) -> Written:
    return [(list(rows), letter(str(rows[0].cause["address"])))]


class Ledger:
    """Mails owed, and what becomes of them each time the ledger is emptied through a new channel."""

    def __init__(self, database: Database, relay: Relay, **others: Any) -> None:
        self.database, self.relay, self.others, self.clock = database, relay, others, Clock()
        self.outcomes: dict[str, list[Outcome]] = {}

    def owes(self, *addresses: str) -> None:
        owe(self.database, [mail_owed(number, address) for number, address in enumerate(addresses)])

    def empties(self, lease: timedelta = timedelta(minutes=2)) -> Drained:
        async def emptied(channel: EmailChannel) -> Drained:
            channels = {channel.name: channel}
            return await drain(self.database, channels, compose, self.clock, lease=lease, progress=self._became)

        return with_channel(self.relay, self.clock, emptied, **self.others)

    def _became(self, row: Claimed, outcome: Outcome) -> None:
        self.outcomes.setdefault(str(row.cause["address"]), []).append(outcome)

    def last(self, address: str) -> Outcome:
        return self.outcomes[address][-1]

    @property
    def summary(self) -> Summary:
        with self.database.read() as session:
            return summary(session)
