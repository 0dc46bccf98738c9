"""From a profile, or a rhythm, to a form that says it."""

from decimal import Decimal

from alerts.messages.french import number
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from bot.pages.forms import Form, form_of
from bot.pages.profile.parts import parts_of

Pairs = list[tuple[str, str]]


def profile_pairs(structure: Structure, activity: int = 0) -> Pairs:
    """One of the activities of a structure, as the fields that `read_profile` reads."""
    criteria = structure.activities[activity]
    return [
        ("nom", structure.name),
        *(("statut", one.value) for one in structure.kinds),
        *(("metier", slug) for slug in criteria.trades),
        *(("lieu", value) for _, value in parts_of(criteria.territory)),
        *(("cherche", one.value) for one in criteria.wants),
        ("mots", ", ".join(criteria.include_words)),
        ("sans", ", ".join(criteria.exclude_words)),
        ("minimum", _amount(criteria.amount_min)),
        ("maximum", _amount(criteria.amount_max)),
        ("delai", str(criteria.min_days_left)),
    ]


def rhythm_pairs(preference: Preference) -> Pairs:
    """As the fields that `read_rhythm` reads."""
    return [
        ("rythme", preference.rhythm.value),
        ("jour", str(preference.weekday)),
        ("heure", str(preference.hour)),
        ("calme_de", str(preference.quiet_from)),
        ("calme_a", str(preference.quiet_to)),
        *(("canal", channel) for channel in preference.channels),
        *([("facile", "oui")] if preference.easy else []),
    ]


def first_form(structure: Structure, preference: Preference) -> Form:
    """What somebody who has no profile yet is shown."""
    return form_of([*profile_pairs(structure), *rhythm_pairs(preference)])


def _amount(value: Decimal | None) -> str:
    return "" if value is None else number(value)
