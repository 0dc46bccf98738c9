"""When people want to hear of things, as they write it (« chaque lundi à 9 h ») and as it is said back."""

import re
from dataclasses import replace

from alerts.model.preference import Preference, Rhythm
from alerts.territory.names import folded

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|heures?)(?=\b|\d)")  # « 9h30 » too: whole hours, said back
_NOW = ("tout de suite", "immediat", "immediatement", "des que possible", "au fil de l eau", "temps reel")
_MORNING = ("matin", "matins", "jour", "jours", "quotidien", "tous les jours")
_WEEK = ("semaine", "hebdomadaire", "hebdo")


def understand_rhythm(text: str, before: Preference) -> Preference | None:
    """`before` with what the text says; None when it says no rhythm. An hour alone changes the hour of a rhythm that
    has one."""
    said = f" {folded(text[:200])} "
    found = _HOUR.search(said)
    if found and int(found[1]) > 23:
        return None
    timed = replace(before, hour=int(found[1])) if found else before
    day = next((number for number, name in enumerate(DAYS) if f" {name} " in said or f" {name}s " in said), None)
    if day is not None:
        return replace(timed, rhythm=Rhythm.WEEK, weekday=day)
    for rhythm, words in ((Rhythm.WEEK, _WEEK), (Rhythm.MORNING, _MORNING), (Rhythm.NOW, _NOW)):
        if any(f" {one} " in said for one in words):
            return replace(timed, rhythm=rhythm)
    return timed if found and before.rhythm is not Rhythm.NOW else None


def understand_hour(text: str) -> int | None:
    """« 10 h », « 10 », « midi », where an hour is asked; None for anything else."""
    said = folded(text[:200])
    if said.isdecimal() and len(said) < 3:
        found = int(said)
    else:
        hour = _HOUR.search(said)
        found = int(hour[1]) if hour else 12 if "midi" in said.split() else 24
    return found if found < 24 else None


def understand_quiet(text: str) -> tuple[int, int] | None:
    """« de 21 h à 6 h », where quiet hours are asked; None for anything else. The end comes second."""
    hours = [int(one) for one in _HOUR.findall(folded(text[:200]))]
    return (hours[0], hours[1]) if len(hours) == 2 and max(hours) < 24 else None


def rhythm_words(preference: Preference) -> str:
    """« tout de suite », « chaque jour à 8 h », « chaque lundi à 8 h »."""
    match preference.rhythm:
        case Rhythm.NOW:
            return "tout de suite"
        case Rhythm.MORNING:
            return f"chaque jour à {preference.hour} h"
        case Rhythm.WEEK:
            return f"chaque {DAYS[preference.weekday]} à {preference.hour} h"


def quiet_words(preference: Preference) -> str:
    """« rien entre 20 h et 8 h », « à toute heure »."""
    if preference.quiet_from == preference.quiet_to:
        return "à toute heure"
    return f"rien entre {preference.quiet_from} h et {preference.quiet_to} h"
