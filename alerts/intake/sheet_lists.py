"""The two lists of the sheet, typed a line each: turnovers (« 2025 : 410 000 ») and references."""

import re
from datetime import date

from alerts.intake.amounts import euros
from alerts.intake.pauses import Misunderstood
from alerts.messages.french import number
from alerts.model.reply import Reference, Turnover

NO_YEAR = "Écrivez une ligne par année, par exemple « 2025 : 410 000 »."
NOT_CLOSED = "Cette année n'est pas terminée, ou elle est trop ancienne : donnez des années closes."
NO_AMOUNT = "Le montant n'est pas compris. Écrivez par exemple « 2025 : 410 000 »."
NO_WORDS = "Dites d'abord ce que vous avez fait, par exemple « Tonte de parcs ; Commune d'Exemple ; 2025 ; 36 000 »."
MOST_YEARS, MOST_REFERENCES, YEARS_BACK = 5, 30, 20
LONGEST = 300
_YEAR = re.compile(r"(?<![\d.,])(19\d\d|20\d\d)(?![\d.,]\d|\d)")


def turnover(text: str, today: date) -> tuple[Turnover, ...] | Misunderstood:
    """Latest first; the last line said of a year wins."""
    found: dict[int, Turnover] = {}
    for line in _lines(text):
        year = _YEAR.match(line)
        if year is None:
            return Misunderstood(NO_YEAR)
        if not today.year - YEARS_BACK <= int(year[1]) <= today.year:
            return Misunderstood(NOT_CLOSED)
        amount = euros(line[year.end() :])
        if amount is None:
            return Misunderstood(NO_AMOUNT)
        found[int(year[1])] = Turnover(int(year[1]), amount)
    latest = sorted(found.values(), key=lambda one: -one.year)
    return tuple(latest[:MOST_YEARS])


def turnover_words(held: tuple[Turnover, ...]) -> str:
    return "\n".join(f"{one.year} : {number(one.euros)} €" for one in held)


def references(text: str, today: date) -> tuple[Reference, ...] | Misunderstood:
    """Latest first; those without a year last. A line is « what ; for whom ; year ; amount », in that order, and only
    the first part is needed."""
    found = [_reference(line, today) for line in (" ".join(one.split()) for one in text.splitlines()) if line]
    if any(one is None for one in found) or not found:
        return Misunderstood(NO_WORDS)
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: -(one.year or 0))[:MOST_REFERENCES])


def references_words(held: tuple[Reference, ...]) -> str:
    return "\n".join(_words(one) for one in held)


def _words(one: Reference) -> str:
    rest = (one.buyer, str(one.year or ""), f"{number(one.euros)} €" if one.euros is not None else "")
    said = [one.what, *rest]
    while not said[-1]:
        said.pop()
    return " ; ".join(said)


def _reference(line: str, today: date) -> Reference | None:
    what, *rest = (part.strip() for part in line[:LONGEST].split(";"))
    if not any(sign.isalpha() for sign in what):
        return None
    year = next((int(one) for one in rest if _is_year(one, today)), None)
    others = [one for one in rest if one and not _is_year(one, today)]
    amount = next((one for one in reversed(others) if not any(sign.isalpha() for sign in one.strip("€ kKMmHT"))), None)
    buyer = next((one for one in others if one != amount), "")
    return Reference(what, buyer, year, euros(amount) if amount else None)


def _is_year(text: str, today: date) -> bool:
    found = _YEAR.fullmatch(text)
    return found is not None and int(found[1]) <= today.year + 1


def _lines(text: str) -> list[str]:
    """« 2025 : 410 000 ; 2024 : 380 000 » on one line is two lines."""
    return [one for one in (" ".join(part.split()) for part in re.split(r"[\n;]", text)) if one]
