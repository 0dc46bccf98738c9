"""Quoted-printable (RFC 2045, 6.7) in C, by pieces that are encoded once and joined for each recipient.

Every piece but the last is followed by a soft line break, so that pieces can be encoded apart and joined in any order:
lines stay under 78 octets, CRLF, and the decoded text is the pieces one after the other.
"""

import re
from binascii import b2a_qp
from collections.abc import Iterable

SOFT_BREAK = b"=\r\n"
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """Without what no reader can show (control characters, halves of characters) nor what turns a line around
    (marks of direction, which could make a verdict read as another)."""
    return _NOT_TEXT.sub("", text)


def encoded(text: str) -> bytes:
    """Lines end with CRLF, whatever they ended with."""
    if text.isascii() and text.isprintable():
        return b2a_qp(text.encode(), istext=True).replace(b"\n", b"\r\n")
    lines = cleaned(text.replace("\r\n", "\n").replace("\r", "\n"))
    return b2a_qp(lines.encode(), istext=True).replace(b"\n", b"\r\n")


def joined(pieces: Iterable[bytes]) -> bytes:
    """Encoded pieces as one body."""
    return SOFT_BREAK.join(pieces)
