"""The dates of a document, as people type them."""

from datetime import date

import pytest

from alerts.intake.pauses import Misunderstood
from alerts.intake.proofs import HINT, NO_DAY, TOO_FAR, NoEnd, On, understand_end, understand_start

TODAY = date(2026, 11, 23)

ENDS = [
    ("31/12/2026", date(2026, 12, 31)),
    ("31.12.26", date(2026, 12, 31)),
    ("31 12 2026", date(2026, 12, 31)),
    ("2026-12-31", date(2026, 12, 31)),
    ("fin 2026", date(2026, 12, 31)),
    ("2027", date(2027, 12, 31)),
    ("décembre 2026", date(2026, 12, 31)),
    ("fin février 2028", date(2028, 2, 29)),
    ("02/2027", date(2027, 2, 28)),
    ("1er janvier 2027", date(2027, 1, 1)),
    ("valable jusqu'au 5 mars 2027 inclus", date(2027, 3, 5)),
    ("toujours bonne jusqu'au 5 mars 2027", date(2027, 3, 5)),
    ("31/12", date(2026, 12, 31)),
    ("3 février", date(2027, 2, 3)),
    ("juin", date(2027, 6, 30)),
    ("dans 6 mois", date(2027, 5, 23)),
    ("trois ans", date(2029, 11, 23)),
    ("15/10/2024", date(2024, 10, 15)),
    ("demain", date(2026, 11, 24)),
]


@pytest.mark.parametrize(("typed", "day"), ENDS)
def test_an_end(typed: str, day: date) -> None:
    assert understand_end(typed, TODAY) == On(day)


STARTS = [
    ("12/03/2025", date(2025, 3, 12)),
    ("mars 2025", date(2025, 3, 1)),
    ("2024", date(2024, 1, 1)),
    ("31/12", date(2025, 12, 31)),
    ("15 octobre", date(2026, 10, 15)),
    ("hier", date(2026, 11, 22)),
    ("aujourd'hui", date(2026, 11, 23)),
]


@pytest.mark.parametrize(("typed", "day"), STARTS)
def test_a_beginning(typed: str, day: date) -> None:
    assert understand_start(typed, TODAY) == On(day)


@pytest.mark.parametrize("typed", ["", "  ", "sans fin", "illimitée", "pas de date", "aucune", "permanent"])
def test_no_end(typed: str) -> None:
    assert understand_end(typed, TODAY) == NoEnd()


STRANGE = [
    ("31 juin 2026", NO_DAY),
    ("30/02/2027", NO_DAY),
    ("13/2027", NO_DAY),
    ("99/99/9999", NO_DAY),
    ("31/12/2126", TOO_FAR),
    ("01/01/1900", TOO_FAR),
    ("bientôt", HINT),
    ("12", HINT),
    ("ABC-0001x", HINT),
    ("0" * 500, HINT),
]


@pytest.mark.parametrize(("typed", "why"), STRANGE)
def test_what_is_no_date_is_told_with_an_example(typed: str, why: str) -> None:
    assert understand_end(typed, TODAY) == Misunderstood(why)
    assert "31/12/2026" in why
