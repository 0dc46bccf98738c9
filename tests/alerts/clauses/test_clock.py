"""A time of day is no number of hours of insertion."""

import pytest

from alerts.clauses.fold import fold
from alerts.clauses.hours import of_sentence

SENTENCES = [
    ("Visite obligatoire du site le 12 décembre 2026 à 10 h", None),
    ("Visite le 12/12/2026 à 10 h, critères : prix 60 %, insertion 20 %", None),
    ("Réunion d'information sur l'insertion, lundi 7 décembre, à 14 heures", None),
    ("Remise des plis le 3 décembre à 12 heures, avec 140 heures d'insertion", 140),
    ("Le titulaire réserve 10 heures à l'insertion", 10),
    ("Pour la visite comme pour les travaux, le volume est de 20 heures d'insertion", 20),
]


@pytest.mark.parametrize(("sentence", "hours"), SENTENCES)
def test_a_time_of_day_is_not_counted(sentence: str, hours: float | None) -> None:
    found = of_sentence(fold(sentence))
    assert (found.value if found else None) == hours
