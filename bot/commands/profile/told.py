"""A profile as it is told: every line says what will be looked for, nothing is understood without being said."""

from alerts.messages.french import number
from alerts.model.structure import Criteria, Structure
from bot.chat.html import b, h
from bot.commands.profile.asking_kinds import kinds_line
from bot.commands.profile.asking_places import territory_line
from bot.commands.profile.asking_trades import trades_line
from bot.commands.profile.labels import WANTS, kind_label

LONGEST_NAME = 80
_WORDS_SHOWN = 15


def default_name(structure: Structure) -> str:
    """« Chantier d’insertion, Rhône (69) », until somebody types a name."""
    first = kinds_line(structure.kinds).split(", ")[0] or "Structure"
    return f"{first}, {territory_line(structure.activities[0].territory).split(', ')[0]}"[:LONGEST_NAME]


def name_of(structure: Structure) -> str:
    return structure.name or default_name(structure)


def structure_lines(structure: Structure) -> list[str]:
    kinds = ", ".join(sorted(kind_label(kind) for kind in structure.kinds)) if structure.kinds else "non précisé"
    return [f"{b('Nom :')} {h(name_of(structure))}", f"{b('Structure :')} {h(kinds)}"]


def criteria_lines(criteria: Criteria) -> list[str]:
    """One activity. Lines for what is rarely asked for stand only when it is."""
    lines = [
        f"{b('Métiers :')} {h(_trades(criteria))}",
        f"{b('Territoire :')} {h(territory_line(criteria.territory))}",
        f"{b('Je cherche :')} {h(wants_line(criteria))}",
    ]
    if criteria.include_words:
        lines.append(f"{b('Au moins un de ces mots :')} {h(words_line(criteria.include_words))}")
    if criteria.exclude_words:
        lines.append(f"{b('Jamais ces mots :')} {h(words_line(criteria.exclude_words))}")
    if amounts := amounts_line(criteria):
        lines.append(f"{b('Montant :')} {h(amounts)}")
    if criteria.min_days_left:
        lines.append(f"{b('Délai :')} {h(days_line(criteria))}")
    return lines


def wants_line(criteria: Criteria) -> str:
    """« marchés réservés, clauses sociales »."""
    return ", ".join(_lower(label) for want, label in WANTS if want in criteria.wants) or "rien"


def words_line(words: tuple[str, ...]) -> str:
    more = len(words) - _WORDS_SHOWN
    return ", ".join(words[:_WORDS_SHOWN]) + (f" et {more} autres" if more > 0 else "")


def amounts_line(criteria: Criteria) -> str:
    """« de 10 000 à 90 000 € HT »; "" when any amount will do."""
    low, high = criteria.amount_min, criteria.amount_max
    if low is not None and high is not None:
        return f"de {number(low)} à {number(high)} € HT"
    if low is not None:
        return f"à partir de {number(low)} € HT"
    return f"jusqu’à {number(high)} € HT" if high is not None else ""


def days_line(criteria: Criteria) -> str:
    days = criteria.min_days_left
    return f"au moins {days} jour{'s' if days > 1 else ''} pour répondre" if days else "peu importe"


def _trades(criteria: Criteria) -> str:
    codes = sorted(criteria.cpv_prefixes)
    named = [trades_line(criteria.trades)] if criteria.trades or not codes else []
    return ", ".join([*named, *(f"CPV {code}" for code in codes)])


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
