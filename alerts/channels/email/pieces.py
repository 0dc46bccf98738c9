"""What is written once and kept, with places left for what is each recipient's.

A place is written in a template as a mark that no content can hold (it is drawn at random when the process starts, and
never leaves it). Encoded once, the pieces between the marks are joined with the encoded values of each recipient.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from alerts.channels.email.quoted_printable import encoded

Place = NewType("Place", str)

_NONCE = secrets.token_hex(8)
_MARK = re.compile(f"@@{_NONCE}:([a-z0-9_]+)@@")


def mark(name: str) -> str:
    """What a template writes where the value `name` will stand."""
    return f"@@{_NONCE}:{name}@@"


@dataclass(frozen=True, slots=True)
class Pieces:
    """Encoded bytes, and the places between them."""

    parts: tuple[bytes | Place, ...]

    @classmethod
    def of(cls, written: str) -> "Pieces":
        """`written` with its marks; pieces are encoded as quoted-printable."""
        split = _MARK.split(written)
        return cls(tuple(Place(part) if at % 2 else encoded(part) for at, part in enumerate(split) if part))

    def filled(self, values: Mapping[str, bytes]) -> list[bytes]:
        """The pieces of the body, in order; `values` are encoded. Raises KeyError on a place without a value."""
        return [part if isinstance(part, bytes) else values[part] for part in self.parts]
