"""A message as neutral values: a channel turns blocks into HTML, text or a chat card, never the other way round."""

from dataclasses import dataclass
from enum import StrEnum

from alerts.model.reading import Answer


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value ("Date limite", "vendredi 2 octobre 2026 à 12 h 00").

    `strong`: the one that people look for. Its first sentence is the verdict, the rest its reasons.
    `answer` lets a channel colour a verdict; the words always say it too.
    """

    label: str
    value: str
    strong: bool = False
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the notice, exactly, with where they stand, for people; `field`, for machines, is shown to nobody who
    does not look for it."""

    text: str
    source: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What a labelled value was and what it is now; several in a row make a table where a channel has tables."""

    label: str
    before: str
    after: str


Block = Heading | Paragraph | Fact | Quote | Bullets | Link | BeforeAfter


def verdict_of(fact: Fact) -> tuple[str, str]:
    """The first sentence of a value, and the rest: « Oui, d'après l'avis. » then why."""
    verdict, stop, reasons = fact.value.partition(". ")
    return verdict + stop.strip(), reasons


class ActionKind(StrEnum):
    ANSWERING = "answering"  # « J'y réponds »
    TOGETHER = "together"  # « À plusieurs »
    KEEP = "keep"  # « Garder »
    REFUSE = "refuse"  # « Pas pour moi »
    UNDO = "undo"  # takes back what was chosen: « Ne plus garder »
    HELP = "help"  # « Aide à la réponse »
    OPEN = "open"  # the card of this match
    LIST = "list"  # all that was told
    READ = "read"  # the notice on its publisher's site: `url`


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do about a match. `match_id` is None only where none is meant (LIST, READ).

    A channel makes a button or a link of it; one that can do neither leaves it out.
    """

    kind: ActionKind
    label: str
    match_id: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """`title` tells this message from the last one; `summary` is one line, enough on a locked phone or in a list.

    `blocks` say all that `summary` says, and more: a channel that shows them need not show it. `actions` stand in
    rows, the positive ones first.
    """

    title: str
    summary: str
    blocks: tuple[Block, ...]
    actions: tuple[tuple[Action, ...], ...] = ()
