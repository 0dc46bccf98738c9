"""Working days of France: Monday to Friday, public holidays left out, with the ones of Alsace-Moselle and overseas.

Holidays come from the library `holidays` (its country France and subdivisions). Checked on 23/11/2026 for 2026 to
2028, against code du travail L3133-1 (the eleven of everywhere, Monday of Pentecost among them, « journée de
solidarité » or not), L3134-13 (Alsace-Moselle: Good Friday and 26 December) and L3422-2 with the decree 83-1003
(abolition of slavery: Guadeloupe 27 May, Martinique 22 May, Guyane 10 June, La Réunion 20 December, Mayotte 27 April,
Saint-Barthélemy 9 October, Saint-Martin 28 May): from memory of these texts, to be reviewed (docs/droit.md).
The library adds what local usage keeps (Guadeloupe: mid-Lent, Good Friday, 21 July; Martinique and Saint-Martin:
21 July). They stay: a day wrongly left out only makes a plan begin earlier. For the same reason Good Friday counts in
all of Alsace-Moselle, where the text says « in communes with a temple or a mixed church ».
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

ALSACE_MOSELLE = frozenset({"57", "67", "68"})
_SUBDIVISIONS = {
    **{"57": "57", "67": "6AE", "68": "6AE"},
    **{code: code for code in ("971", "972", "973", "974", "976")},
    **{"975": "PM", "977": "BL", "978": "MF", "984": "TF", "986": "WF", "987": "PF", "988": "NC"},
}
_SATURDAY = 5


def holidays_of(departement: str | None, years: Iterable[int]) -> Mapping[date, str]:
    """Day → its French name, for these years. `departement`: INSEE code (« 67 », « 2A », « 971 », « 978 »); None, or
    one without holidays of its own, gives those of all France."""
    return {day: name for year in years for day, name in _of_year(_SUBDIVISIONS.get(departement or ""), year).items()}


def same_holidays(departements: Iterable[str]) -> bool:
    """Whether the same days are lost in all of them: Haut-Rhin and Bas-Rhin, Ain and Rhône."""
    return len({calendar_of(one) for one in departements}) == 1


def calendar_of(departement: str | None) -> str:
    """What tells one calendar of holidays from another; "" for that of all France."""
    if departement in ALSACE_MOSELLE:
        return "alsace-moselle"
    return _SUBDIVISIONS.get(departement or "", "")


def is_working(day: date, departement: str | None) -> bool:
    return day.weekday() < _SATURDAY and day not in _of_year(_SUBDIVISIONS.get(departement or ""), day.year)


def working_days_between(start: date, end: date, departement: str | None) -> int:
    """Working days after `start`, up to `end` and with it; 0 when `end` is not after `start`."""
    return sum(1 for ahead in range((end - start).days) if is_working(start + timedelta(ahead + 1), departement))


def back(day: date, count: int, departement: str | None) -> date:
    """The working day that is `count` working days before `day`; with 0, `day` itself when it is worked, else the last
    one before it. ValueError when `count` is negative."""
    if count < 0:
        raise ValueError("count cannot be negative")
    while count or not is_working(day, departement):
        day -= timedelta(days=1)
        count -= is_working(day, departement) and count > 0
    return day


def ahead(day: date, count: int, departement: str | None) -> date:
    """The same forwards: with 0, `day` itself when it is worked, else the next one that is."""
    if count < 0:
        raise ValueError("count cannot be negative")
    while count or not is_working(day, departement):
        day += timedelta(days=1)
        count -= is_working(day, departement) and count > 0
    return day


@lru_cache(256)
def _of_year(subdivision: str | None, year: int) -> Mapping[date, str]:
    found = country_holidays("FR", subdiv=subdivision, years=year, language="fr", expand=False)
    return {day: str(name) for day, name in found.items()}
