"""What comes back to the mailbox of returns, as values. Whoever is named in one was named by an address we signed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that could not be delivered, for good. `status`: RFC 3463, « 5.1.1 ».

    `recipient` is the address that refused, as its server names it ("" when it does not): another one than ours when
    mail is forwarded. `said` is what the server answered, its addresses masked.
    """

    delivery: int
    status: str
    recipient: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """They called it spam (RFC 5965)."""

    delivery: int


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """They ask to stop, by mail (RFC 2369) or through their provider. `token`: a signed link, still to be read."""

    token: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Ours, and nothing to do: a delay, a success, an answer of a machine. `why` is a word for counts."""

    why: str


@dataclass(frozen=True, slots=True)
class ForHost:
    """Nothing of ours is proved by it: it stays for a person to read. `why` is a word for counts."""

    why: str


Returned = Failure | Complaint | Unsubscribe | Nothing | ForHost
