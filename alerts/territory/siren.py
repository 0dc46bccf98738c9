"""SIREN numbers of local authorities.

Nine digits, the last one a key (Luhn). Those of communes begin with 21, their département and a rank in it: often their
INSEE code (« 01004 » has 210100046), but one in seven has another rank, and one in ten that of another commune:
compared in November 2026 over the 34,875 communes that have one. The exceptions are listed (`sirens.csv.gz`).
"""

DIGITS = 9


def usual(insee: str) -> str | None:
    """The SIREN that a commune has when its rank is that of its INSEE code; None outside 01 to 974."""
    if insee[:3] in ("975", "977", "978") or insee[:2] == "98":
        return None
    if insee[:2] == "97":
        return keyed(f"21{insee[:3]}0{insee[3:]}")
    departement = "20" if insee[:2] in ("2A", "2B") else insee[:2]
    return keyed(f"21{departement}0{insee[2:]}")


def keyed(first: str) -> str:
    """Eight digits and their key."""
    return f"{first}{-_luhn(first + '0') % 10}"


def sound(siren: str) -> bool:
    """Nine digits with the right key."""
    return len(siren) == DIGITS and siren.isdecimal() and siren.isascii() and _luhn(siren) % 10 == 0


def _luhn(digits: str) -> int:
    """Every second digit from the right counts double, and its own digits are added up (ISO/IEC 7812-1)."""
    doubled = (int(one) * (1 + rank % 2) for rank, one in enumerate(reversed(digits)))
    return sum(one // 10 + one % 10 for one in doubled)
