"""The files of a letter: named in it, bounded in all, so that no mailbox refuses it."""

from collections.abc import Iterable
from dataclasses import dataclass

from alerts.messages.french import enumeration
from alerts.messages.message import Attachment, Block, Paragraph

MOST = 3_000_000  # octets in all; a third more once encoded, and small mailboxes take ten megabytes
ONLINE = "Trop lourd pour un e-mail : {}. À prendre dans l'aide en ligne."


@dataclass(frozen=True, slots=True)
class Files:
    """`sent` go with the letter; `left` are too heavy for it."""

    sent: tuple[Attachment, ...] = ()
    left: tuple[Attachment, ...] = ()

    def words(self) -> tuple[Block, ...]:
        """What goes with the letter, and what does not."""
        said = []
        if self.sent:
            label = "Fichier joint" if len(self.sent) == 1 else "Fichiers joints"
            said.append(Paragraph(f"{label} : {_named(self.sent)}."))
        if self.left:
            said.append(Paragraph(ONLINE.format(_named(self.left))))
        return tuple(said)


def that_fit(files: Iterable[Attachment], most: int = MOST) -> Files:
    """In their order, as long as there is room: one that is too heavy lets the next ones go."""
    sent, left, size = list[Attachment](), list[Attachment](), 0
    for one in files:
        fits = size + len(one.content) <= most
        size += len(one.content) if fits else 0
        (sent if fits else left).append(one)
    return Files(tuple(sent), tuple(left))


def _named(files: Iterable[Attachment]) -> str:
    return enumeration(f"« {one.name} »" for one in files)
