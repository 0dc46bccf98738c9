"""Identifiers of the lines that people tick: they come back from buttons and forms, where anything may be sent."""

import re

_ITEM = re.compile(r"[a-z][a-z0-9]*(?:[-_:][a-z0-9]+)*")
LONGEST = 32  # a button holds 64 bytes in all


def is_item(text: str) -> bool:
    """« doc:dc1 », « step:visit »: small letters, digits, and one sign between words."""
    return len(text) <= LONGEST and _ITEM.fullmatch(text) is not None
