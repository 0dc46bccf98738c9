"""The letter of the demonstration: the week of a structure as an e-mail, written by the product and sent to nobody."""

from email import message_from_bytes, policy
from pathlib import Path

from alerts.channels.channel import Letter
from alerts.channels.email.envelope import Envelopes, Sender
from alerts.links.signed import Links
from alerts.messages.mail.footer import why_words
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.preference import BY_MAIL
from bot.wiring import House

FOLDER = "email"
READER = "camille@structure.example.org"
SENDER = Sender("vigie@vigie.example.org", "Vigie ESS (démonstration)")
LINKS = Links("https://vigie.example.org", "secret de la démonstration")


def write_letter(house: House, structure_id: str, out: Path) -> tuple[Path, ...]:
    """`semaine.eml`, its HTML and its text, in `out/email`; nothing when there is no such structure."""
    found = house.composer.dry_run(structure_id, house.clock())
    if found is None:
        return ()
    structure, message = found
    letter = Letter(structure, message, READER, why=why_words(BY_MAIL, structure), membership=1)
    row = Claimed(1, structure.id, "email", DeliveryKind.DIGEST, {}, f"digest:{structure.id}:demo", 1, "person:1")
    content = Envelopes(SENDER, LINKS).outgoing(letter, row, house.clock()).content
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / f"semaine.{ending}" for ending in ("eml", "html", "txt"))
    for path, written in zip(paths, (content, *_parts(content)), strict=True):
        path.write_bytes(written)
    return paths


def _parts(content: bytes) -> tuple[bytes, ...]:
    """The HTML and the text, as a reader of mail shows them."""
    whole = message_from_bytes(content, policy=policy.default)
    bodies = (whole.get_body((kind,)) for kind in ("html", "plain"))
    return tuple(str(body.get_content()).encode() if body else b"" for body in bodies)
