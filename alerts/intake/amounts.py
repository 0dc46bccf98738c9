"""Euros and counts as people type them: « 410 000 € », « 410k€ », « 0,4 M€ », « 12,5 »."""

import re
from decimal import Decimal

_AMOUNT = re.compile(
    r"(\d{1,3}(?:[ .'\u2019\u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?!\d) ?(k|m|millions?|mille)?\b", re.I
)
_TIMES = {"k": 1_000, "mille": 1_000, "m": 1_000_000, "million": 1_000_000, "millions": 1_000_000}
MOST = Decimal(100_000_000_000)


def euros(text: str) -> Decimal | None:
    """The first amount that is typed; None when there is none, or when nobody has that much."""
    found = _AMOUNT.search(" ".join(text[:100].split()))
    if found is None:
        return None
    whole = re.sub(r"\D", "", found[1])
    value = Decimal(f"{whole}.{found[2] or 0}") * _TIMES.get((found[3] or "").lower(), 1)
    return value if value < MOST else None


def count(text: str, most: float) -> float | None:
    """« 12 », « 12,5 ETP »; None for anything else, or past `most`."""
    found = euros(text) if not text.strip().startswith("-") else None
    return float(found) if found is not None and found <= most else None
