"""The data of buttons: `1.space.action.argument…`, 64 bytes at most (Bot API, InlineKeyboardButton).

A button names what it acts on (a membership, a match), never a person: services check that whoever tapped it has a
right to it. Numbers are written in base 36.
"""

import re
from dataclasses import dataclass

VERSION = "1"
MOST = 64
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"[0-9a-z]{1,6}")
BIGGEST = 2**31 - 1  # of a number of the database (PostgreSQL, integer)


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button says: the command (`space`), what to do, and on what."""

    space: str
    action: str
    args: tuple[str, ...] = ()

    def number(self, position: int = 0) -> int | None:
        """The argument at `position` as a number from 0 to BIGGEST, None when there is none.

        Buttons of another time may be short; and what an application sends us need not be a button that we wrote.
        """
        written = self.args[position] if position < len(self.args) else ""
        found = int(written, 36) if _NUMBER.fullmatch(written) else BIGGEST + 1
        return found if found <= BIGGEST else None


def pack(space: str, action: str, *args: str | int) -> str:
    """The data of a button. Raises ValueError over 64 bytes, or when a part holds a dot."""
    parts = (VERSION, space, action, *(base36(one) if isinstance(one, int) else one for one in args))
    data = ".".join(parts)
    if data.count(".") != len(parts) - 1 or len(data.encode()) > MOST:
        raise ValueError(f"no data for a button: {data!r}")
    return data


def unpack(data: str) -> Tap | None:
    """None for data of another version, or that we never wrote."""
    parts = data.split(".")
    return Tap(parts[1], parts[2], tuple(parts[3:])) if len(parts) >= 3 and parts[0] == VERSION else None


def base36(number: int) -> str:
    """Raises ValueError below zero."""
    if number < 0:
        raise ValueError("buttons hold no negative number")
    digits = ""
    while True:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
        if not number:
            return digits
