"""The subject of a digest, and its first line: what is in it, and which one it is."""

from dataclasses import dataclass
from datetime import datetime

from alerts.messages.french import PARIS, count, days_between, short_day, shortened
from alerts.messages.french import day as long_day
from alerts.messages.phone.lines import structure_name
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure

SUBJECT = 78  # characters of a subject that stays on one line of its header (RFC 5322, 2.1.1)
SHORTEST = 20  # characters of a name that still tells a structure
WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Counts:
    """What is told in a digest. `soon`: deadlines within the week, of what is new and of what is kept."""

    new: int = 0
    reserved: int = 0
    soon: int = 0
    corrections: int = 0
    kept: int = 0
    near: int = 0


def digest_title(structure: Structure, preference: Preference, counts: Counts, now: datetime) -> str:
    """« 3 nouvelles pour Chantier des Haies, dont 1 réservée – semaine du 23 novembre », on one line when it can."""
    head, rest = _news(counts)
    return fitted(f"{head} pour ", structure_name(structure), f"{rest} – {period(preference, now)}")


def fitted(before: str, name: str, after: str) -> str:
    """The name gives way first: what tells this message from another stays."""
    return f"{before}{shortened(name, max(SHORTEST, SUBJECT - len(before) - len(after)))}{after}"


def digest_summary(counts: Counts, preference: Preference) -> str:
    """« 3 nouvelles, 1 réservée à vous, 2 échéances cette semaine »; what is kept only when nothing is new."""
    told = (
        (counts.reserved, "réservée", "réservées", " à vous"),
        (counts.soon, "échéance", "échéances", f" {within(preference)}"),
        (counts.corrections, "rectificatif", "rectificatifs", ""),
        *(
            ()
            if counts.new
            else ((counts.kept, "gardée", "gardées", ""), (counts.near, "juste à côté", "juste à côté", ""))
        ),
    )
    new = count(counts.new, "nouvelle") if counts.new else "Aucune nouvelle"
    return ", ".join([new, *(count(many, one, some) + after for many, one, some, after in told if many)])


def period(preference: Preference, now: datetime) -> str:
    """« semaine du 23 novembre », « lundi 23 novembre »: the year is in the date of the letter."""
    today = now.astimezone(PARIS).date()
    if preference.rhythm is Rhythm.WEEK:
        return f"semaine du {_without_year(short_day(today))}"
    return _without_year(long_day(today))


def within(preference: Preference) -> str:
    """How the days that come are called: a week that begins on a Monday is « cette semaine »."""
    monday = preference.rhythm is Rhythm.WEEK and preference.weekday == 0
    return "cette semaine" if monday else "dans les 7 jours"


def is_soon(at: datetime, now: datetime) -> bool:
    """To come, within seven days, today included."""
    return at > now and days_between(now, at) < WEEK


def _news(counts: Counts) -> tuple[str, str]:
    if counts.new:
        return count(counts.new, "nouvelle", "nouvelles"), _reserved(counts)
    if counts.corrections:
        return count(counts.corrections, "rectificatif"), ""
    if counts.soon:
        return count(counts.soon, "échéance"), ""
    return "Rien de nouveau", ""


def _reserved(counts: Counts) -> str:
    """« , dont 1 réservée », « , toutes réservées »."""
    if not counts.reserved:
        return ""
    if counts.reserved == counts.new:
        return ", toutes réservées" if counts.new > 1 else ", réservée"
    return f", dont {count(counts.reserved, 'réservée', 'réservées')}"


def _without_year(words: str) -> str:
    return words.rpartition(" ")[0]
