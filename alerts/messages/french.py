"""French prose from values: dates, time left, euros, lists, plurals, lots.

Ordinary spaces and straight apostrophes only: the typography of a screen (unbreakable spaces, curly apostrophes) is the
business of the channel, so that a text can be searched, compared and read aloud. Babel would give the names of days and
months, but neither « 12 h 00 », « 1er », « dans 12 jours » nor « lots 1 à 4 »: two tuples are less than a dependency.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import TypeGuard
from zoneinfo import ZoneInfo

from scrapers.notice import Amount

PARIS = ZoneInfo("Europe/Paris")

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_RUNS = 9  # items of a list of lots that can still be read
_CURRENCIES = {"EUR": "€"}


def day(value: date) -> str:
    """« vendredi 2 octobre 2026 »; the first of a month is « 1er »."""
    return f"{_DAYS[value.weekday()]} {short_day(value)}"


def short_day(value: date) -> str:
    """« 2 octobre 2026 »."""
    return f"{'1er' if value.day == 1 else value.day} {_MONTHS[value.month - 1]} {value.year}"


def clock(value: datetime) -> str:
    """« 9 h 05 », « 12 h 00 », on the wall clock that `value` carries."""
    return f"{value.hour} h {value.minute:02d}"


def moment(at: datetime, zone: tzinfo = PARIS) -> str:
    """« vendredi 2 octobre 2026 à 12 h 00 » in `zone`. `at` is aware (ValueError otherwise)."""
    local = _local(at, zone)
    return f"{day(local)} à {clock(local)}"


def days_between(now: datetime, at: datetime, zone: tzinfo = PARIS) -> int:
    """Calendar days from `now` to `at` as lived in `zone`: 0 is today, negative is past."""
    return (_local(at, zone).date() - _local(now, zone).date()).days


def time_left(at: datetime, now: datetime, zone: tzinfo = PARIS) -> str:
    """« dans 12 jours », « demain », « aujourd'hui, dans 3 heures », or that it has passed."""
    left = days_between(now, at, zone)
    if at <= now:
        return {0: "passée aujourd'hui", -1: "passée hier"}.get(left, f"passée depuis {-left} jours")
    if left == 0:
        hours_left = int((at - now).total_seconds() // 3600)
        return (
            f"aujourd'hui, dans {count(hours_left, 'heure')}" if hours_left else "aujourd'hui, dans moins d'une heure"
        )
    return "demain" if left == 1 else f"dans {left} jours"


def number(value: Decimal | float | int) -> str:
    """« 48 500 », « 37,5 », « 1 234,56 »: at most two decimals, none when they are zero."""
    text = f"{value:,.2f}".replace(",", " ").replace(".", ",")
    if text.endswith(",00"):
        return text[:-3]
    return text[:-1] if text.endswith("0") else text


def money(amount: Amount) -> str:
    """« 48 500 € HT »: published estimates are without tax (BT-27 and BT-157 of eForms)."""
    if amount.currency == "EUR" and amount.value != amount.value.to_integral_value():
        return f"{amount.value:,.2f}".replace(",", " ").replace(".", ",") + " € HT"
    return f"{number(amount.value)} {_CURRENCIES.get(amount.currency, amount.currency)} HT"


def count(quantity: float, singular: str, plural: str | None = None) -> str:
    """« 1 jour », « 2 jours », « 1,5 heure »: French says the plural from two on. `plural` adds an s by default."""
    return f"{number(quantity)} {singular if abs(quantity) < 2 else plural or singular + 's'}"


def insertion_hours(hours: float) -> str:
    """« 140 heures d'insertion »."""
    return f"{count(hours, 'heure')} d'insertion"


def enumeration(items: Iterable[str], last: str = "et") -> str:
    """« 1 », « 1 et 3 », « 1, 3 et 4 »."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


@lru_cache(1024)
def lot_number(lot_id: str) -> str:
    """The number people say: « 1 » for « LOT-0001 » (eForms), « 01 » or « 1 »; any other name is kept."""
    bare = re.sub(r"^lot[-_\s]*(?:n°)?\s*", "", lot_id.strip(), flags=re.IGNORECASE)
    return bare.lstrip("0") or bare[:1] or lot_id.strip()


def is_named(lot_id: str | None) -> TypeGuard[str]:
    """False for the whole contract: None, or « LOT-0000 », the lot of an eForms notice that has no lots (BT-137)."""
    return lot_id is not None and lot_number(lot_id) != "0"


def lots(lot_ids: Sequence[str | None]) -> str:
    """« lot 2 », « lots 1, 3 et 4 », « lots 1 à 5 et 8 »; « l'ensemble du marché » when there are no lots.

    A list too long to be read is counted from its ninth item on.
    """
    named = list(dict.fromkeys(lot_number(lot_id) for lot_id in lot_ids if is_named(lot_id)))
    if not named:
        return "l'ensemble du marché"
    runs = _runs(named)
    if len(runs) > _RUNS:
        runs = [*runs[: _RUNS - 1], (f"{sum(size for _, size in runs[_RUNS - 1 :])} autres", 0)]
    return f"{'lot' if len(named) == 1 else 'lots'} {enumeration(words for words, _ in runs)}"


def to_lots(lot_ids: Sequence[str]) -> str:
    """« au lot 2 », « aux lots 1 et 3 »."""
    named = lots(lot_ids)
    return f"aux {named}" if named.startswith("lots") else f"au {named}"


def capitalised(sentence: str) -> str:
    """The first letter in capital, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def uncapitalised(sentence: str) -> str:
    """To be said after a colon: « Lot réservé » becomes « lot réservé », an acronym stays."""
    return sentence[:1].lower() + sentence[1:] if not sentence[1:2].isupper() else sentence


def sentence(text: str) -> str:
    """A capital and a full stop, whatever the pen that wrote it; nothing stays nothing."""
    ended = capitalised(" ".join(text.split()))
    return ended if not ended or ended.endswith((".", "!", "?", "…", "»")) else f"{ended}."


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words, with « … » when something was left out."""
    folded = " ".join(text.split())
    if len(folded) <= limit:
        return folded
    kept = folded[: limit - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[limit // 2 :] else kept).rstrip(" ,;:.–-") + "…"


def _local(at: datetime, zone: tzinfo) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return at.astimezone(zone)


def _runs(names: list[str]) -> list[tuple[str, int]]:
    """Words and number of lots; three that follow one another become « 1 à 4 »; numbers come first, in order."""
    numbers = sorted(int(name) for name in names if name.isdigit())
    told: list[tuple[str, int]] = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [value for _, value in group]
        told += [(f"{run[0]} à {run[-1]}", len(run))] if len(run) > 2 else [(str(value), 1) for value in run]
    return told + [(name, 1) for name in names if not name.isdigit()]
