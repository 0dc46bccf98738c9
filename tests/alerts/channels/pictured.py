"""Pictures small enough to be made here: grey, of any size."""

import struct
import zlib

from alerts.messages.message import Attachment, Fact, Heading, Message, Paragraph


def png(width: int = 800, height: int = 300) -> bytes:
    rows = (b"\0" + b"\xcc" * width) * height
    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


SEEN = Attachment("chemin.png", "image/png", png(), "31 annonces vues, dont 4 « réservées » & 2 gagnées")
TRADES = Attachment("métiers.png", "image/png", png(800, 400), "Espaces verts : 12 annonces")
FIGURES = Attachment("chiffres.csv", "text/csv", b"a;b\r\n", "des chiffres")
LETTER = Message(
    "Le territoire en novembre",
    "31 annonces.",
    (Paragraph("31 annonces."), Fact("Vues", "31"), Heading("Par métier"), Paragraph("Espaces verts : 12.")),
    attachments=(SEEN, FIGURES, TRADES),
)
