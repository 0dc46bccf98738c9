"""What the stories of the ledger share: structures, messages owed, a channel that keeps what it sends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from alerts.channels.channel import Letter, Style
from alerts.ledger import book
from alerts.ledger.desk import Written
from alerts.messages.message import Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind, Outcome, Owed, Sent
from alerts.model.structure import Structure, StructureKind
from alerts.services.structures import save_structures
from alerts.store.engine import Database

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
ATELIERS = Structure("ateliers", "Les Ateliers fictifs", frozenset({StructureKind.ACI}))


def message_owed(number: int, at: datetime = NOON, channel: str = "paper", recipient: str = "") -> Owed:
    cause: dict[str, object] = {"notice": f"boamp:{number}"}
    return Owed("ateliers", channel, DeliveryKind.ALERT, cause, f"alert:{number}", at, recipient)


def owe(database: Database, owed: Sequence[Owed], now: datetime = NOON) -> int:
    """In one transaction, for a structure that exists."""
    with database.write() as session:
        save_structures(session, [ATELIERS], now)
        return book.owe(session, owed, now)


def claim(database: Database, now: datetime = NOON, n: int = 10) -> list[Claimed]:
    with database.write() as session:
        return book.claim(session, now, n=n, lease=LEASE)


def letter(rows: Sequence[Claimed]) -> Letter:
    """One that names what it tells."""
    return Letter(ATELIERS, Message(" ".join(str(one.cause["notice"]) for one in rows), "", (Paragraph("Texte."),)))


def compose(rows: Sequence[Claimed]) -> Written:
    """One letter for all that is due together."""
    return [(list(rows), letter(rows))]


@dataclass
class Paper:
    """A channel that does what it is told, in turn, then sends."""

    answers: list[Outcome | Exception] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    name: str = "paper"
    style: Style = Style.PAGE

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        answer = self.answers.pop(0) if self.answers else Sent(f"sheet {delivery.id}")
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Sent):
            self.sent.append(letter.message.title)
        return answer


@dataclass
class Clock:
    """Moves only when it is told to."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, pause: timedelta) -> None:
        self.at += pause
