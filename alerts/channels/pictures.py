"""The pictures among what is attached to a message, for channels that show them with it."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from alerts.messages.message import Attachment

SHOWN = frozenset({"image/png", "image/jpeg"})  # what every mail reader, browser and phone shows
HEAVIEST = 330_000  # octets of pictures in one letter: in base64, with its words, it stays under 500 kB
DENSITY = 2  # dots of our pictures for one pixel of a page, each way
_PNG = b"\x89PNG\r\n\x1a\n"


def is_picture(one: Attachment) -> bool:
    return one.media_type in SHOWN


def pictures_of(attachments: Iterable[Attachment], heaviest: int = HEAVIEST) -> tuple[Attachment, ...]:
    """In order, those that weigh `heaviest` octets together at most: what does not fit is said in the words anyway."""
    shown: list[Attachment] = []
    for one in filter(is_picture, attachments):
        heaviest -= len(one.content)
        if heaviest < 0:
            break
        shown.append(one)
    return tuple(shown)


def files_of(attachments: Iterable[Attachment]) -> Sequence[Attachment]:
    """What is opened apart."""
    return [one for one in attachments if not is_picture(one)]


def name_of(picture: Attachment) -> str:
    """The same for the same picture: what refers to it inside one message (RFC 2392)."""
    return f"{sha256(picture.content).hexdigest()[:24]}@vigie"


def width_of(picture: Attachment) -> int | None:
    """In pixels of a page; None for what is no PNG (PNG, 11.2.2: the width is the first field of IHDR)."""
    content = picture.content
    if not content.startswith(_PNG) or len(content) < 24:
        return None
    return int.from_bytes(content[16:20], "big") // DENSITY
