"""A message as neutral values: a channel turns blocks into HTML, text or a chat card, never the other way round."""

from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One opportunity among others, as in a digest. `tag` is a few words on top (« Réservé à vous », « Rectificatif »);
    `answer` lets a channel colour it. `actions` are about this one."""

    title: str
    blocks: tuple["Block", ...]
    actions: tuple["Action", ...] = ()
    tag: str = ""
    answer: Answer | None = None


Plain = Heading | Paragraph | Fact | Quote | Bullets | Link | BeforeAfter
Block = Plain | Entry


def flattened(blocks: Iterable[Block]) -> Iterator[Plain]:
    """The same without entries, for channels that draw none: their titles become headings."""
    for block in blocks:
        if isinstance(block, Entry):
            yield Heading(f"{block.tag} : {block.title}" if block.tag else block.title)
            yield from flattened(block.blocks)
        else:
            yield block


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
    WIDEN = "widen"  # make the profile take in what was just beside it: `about` names the notice and the change
    GO = "go"  # a page of ours where something goes on: `url`
    PLAN = "plan"  # the back-planning of this match
    DRAWER = "drawer"  # the drawer of proofs of the structure: of no match
    AFTER = "after"  # what became of it: `about` holds the Outcome
    # Of a broadcast: `about` holds the number of the message in the ledger, which names it and the structure.
    WHOLE = "whole"  # « Voir l'annonce »: looks, and that counts as opened
    INTERESTED = "interested"  # « Ça m'intéresse »
    DECLINE = "decline"  # « Pas pour nous »: told to nobody
    MUTE = "mute"  # no more broadcasts of this network
    PARTNERS = "partners"  # look for partners to answer this match together
    # Of a call for partners, whose number `about` holds.
    CALL = "call"  # looks at it
    CALL_YES = "call_yes"  # « Oui, dites-leur qui nous sommes »
    CALL_NO = "call_no"  # told to nobody
    ROOM = "room"  # the room of a group: `about` holds its number
    # Of a network, whose number `about` holds.
    RADAR = "radar"  # its radar as of now
    SUMMON = "summon"  # tell the members who could of one lot: `about` holds the network, then the mark of the lot
    TERRITORY = "territory"  # the page of its territory


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do about a match. `match_id` is None only where none is meant (LIST, READ).

    A channel makes a button or a link of it; one that can do neither leaves it out.
    """

    kind: ActionKind
    label: str
    match_id: int | None = None
    url: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message. `media_type`: « text/calendar »… `alt`: what a picture says, for who does not
    see it; a picture is shown with the message, and all that it says stands in its blocks too."""

    name: str
    media_type: str
    content: bytes
    alt: str = ""


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
    attachments: tuple[Attachment, ...] = ()
