"""Figures of a sheet, in words."""

from decimal import Decimal

from alerts.messages.french import number


def euros(value: Decimal | None) -> str:
    """« 36 000 € »; nothing when it was not said."""
    return f"{number(value)} €" if value is not None else ""
