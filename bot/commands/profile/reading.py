"""What a manager changes by writing, in the step that asked for it."""

from collections.abc import Callable
from dataclasses import replace

from bot.chat.screen import Reply
from bot.chat.talk import Talk
from bot.commands.profile import screens
from bot.commands.profile.asking_amounts import read_amounts, read_days
from bot.commands.profile.asking_kinds import name_kinds
from bot.commands.profile.asking_trades import name_trades
from bot.commands.profile.asking_words import hear_words
from bot.commands.profile.changing import bounded, placed, within
from bot.commands.profile.editing import Editing
from bot.commands.profile.saving import save
from bot.commands.profile.told import LONGEST_NAME

NO_KIND = "Je n’ai pas reconnu ce statut. Touchez le plus proche, ou « Autre statut »."
NO_NAME = "Il faut au moins une lettre."
NO_AMOUNT = "Je n’ai pas compris ce montant."
NO_DAYS = "Je n’ai pas compris : écrivez un nombre de jours, 365 au plus."

Read = Callable[[Talk, Editing, str], Reply]


def _read_kinds(talk: Talk, held: Editing, text: str) -> Reply:
    found = name_kinds(text)
    structure = held.draft.structure
    held = held.with_draft(held.draft.with_structure(replace(structure, kinds=structure.kinds | found)))
    return screens.kinds(talk, held, trouble="" if found else NO_KIND)


def _read_trades(talk: Talk, held: Editing, text: str) -> Reply:
    named, criteria = name_trades(text), held.draft.criteria
    held = held.with_criteria(replace(criteria, trades=criteria.trades | named.slugs))
    return screens.trades(talk, held, unknown=named.unknown)


def _read_places(talk: Talk, held: Editing, text: str) -> Reply:
    return placed(talk, held, held.draft.where.heard(text))


def _read_words(talk: Talk, held: Editing, text: str) -> Reply:
    heard = hear_words(held.draft.criteria, text)
    return screens.words(talk, held.with_criteria(heard.criteria), heard.told)


def _read_amounts(talk: Talk, held: Editing, text: str) -> Reply:
    found = read_amounts(text)
    return bounded(talk, held, found) if found else screens.amounts(talk, held, NO_AMOUNT)


def _read_days(talk: Talk, held: Editing, text: str) -> Reply:
    found = read_days(text)
    return screens.days(talk, held, NO_DAYS) if found is None else screens.days(talk, within(held, found))


def _read_name(talk: Talk, held: Editing, text: str) -> Reply:
    """Saved at once: a name changes nothing of what is sent."""
    name = " ".join(text.replace("\0", "").split())[:LONGEST_NAME]
    if not any(letter.isalpha() for letter in name):
        return screens.naming(talk, held, NO_NAME)
    held = held.afresh()
    return save(talk, held.with_draft(held.draft.with_structure(replace(held.saved, name=name))))


READERS: dict[str, Read] = {
    "kinds": _read_kinds,
    "trades": _read_trades,
    "places": _read_places,
    "position": _read_places,
    "words": _read_words,
    "amounts": _read_amounts,
    "days": _read_days,
    "name": _read_name,
}
