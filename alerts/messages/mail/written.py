"""Letters whose content somebody else prepares: reply help with its files, the word of a network."""

from collections.abc import Sequence

from alerts.messages.french import shortened
from alerts.messages.mail.entry import actions
from alerts.messages.mail.files import Files
from alerts.messages.mail.letter import SEE
from alerts.messages.mail.subject import fitted
from alerts.messages.message import Action, ActionKind, Block, Message, Paragraph
from alerts.messages.phone.lines import structure_name
from alerts.messages.words import DISCLAIMER
from alerts.model.structure import Structure
from scrapers.notice import Notice

LINE = 140  # characters of a line in a list of messages
ONLINE = "Toute l'aide, en ligne"
NO_FILES = Files()


def help_message(
    structure: Structure, match_id: int, notice: Notice, blocks: Sequence[Block], files: Files = NO_FILES
) -> Message:
    """Reply help for one opportunity: `blocks` are what was prepared; the files are named, then attached."""
    whole = Action(ActionKind.HELP, ONLINE, match_id)
    return Message(
        fitted("Aide à la réponse : ", notice.title, ""),
        f"Pour {structure_name(structure)} : ce qu'il faut pour répondre.",
        (*blocks, *files.words(), Paragraph(f"Pour {structure_name(structure)}. {DISCLAIMER}")),
        ((whole, *actions(match_id, notice.url, SEE)),),
        files.sent,
    )


def broadcast_message(author: str, title: str, text: str) -> Message:
    """A word of the animator of a network, as written: its paragraphs are those of `text`, and who writes is said."""
    paragraphs = tuple(Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())
    if not paragraphs:
        raise ValueError("a broadcast needs a text")
    signed = Paragraph(f"Message de : {author}. Vigie ESS ne fait que le relayer.")
    return Message(title, shortened(paragraphs[0].text, LINE), (*paragraphs, signed))
