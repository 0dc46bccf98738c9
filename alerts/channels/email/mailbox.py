"""The contract of the mailbox of returns: read in turn, and taken out only once the database has it."""

from collections.abc import Iterator
from typing import Protocol

LARGEST = 1_000_000  # octets read of one message: a notice says what matters before the message that it gives back


class MailboxUnreadable(Exception):
    """`sentence` is French, for the host."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Mailbox(Protocol):
    """A place where mail comes back. Its methods block: call them in a thread.

    A kill between reading a message and `done` reads it again. All of them raise MailboxUnreadable.
    """

    def read(self) -> Iterator[tuple[str, bytes]]:
        """A key and the first LARGEST octets of each message that is neither done nor left, oldest first."""

    def done(self, key: str) -> None:
        """It was dealt with: it goes."""

    def leave(self, key: str) -> None:
        """It stays, flagged, for a person to read, and is not read again."""

    def close(self) -> None:
        """Safe to repeat; the next reading opens it again."""
