"""From a form to a profile: every field is checked, and what is wrong is said beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from alerts.matching.words import normal
from alerts.model.structure import Criteria, Structure, StructureKind, Want
from bot.commands.profile.asking_amounts import DAYS, read_amounts
from bot.commands.profile.asking_trades import boxed
from bot.commands.profile.asking_words import LONGEST, MOST
from bot.commands.profile.draft import first_draft
from bot.commands.profile.told import LONGEST_NAME, name_of
from bot.pages.forms import Form
from bot.pages.profile.places import Places, read_places

NO_KIND = "Cochez au moins un statut : il décide des marchés réservés auxquels vous pouvez répondre."
NO_WANT = "Cochez au moins une sorte de marché."
LONG_NAME = f"Ce nom est trop long : {LONGEST_NAME} caractères au plus."
NO_AMOUNT = "Écrivez un montant en euros, par exemple « 40 000 », ou rien."
UPSIDE_DOWN = "Le montant le plus haut est inférieur au plus bas."
SHORT_WORD = "« {} » ne peut pas être cherché : entre deux et {} caractères."
TOO_MANY = f"{MOST} mots ou expressions au plus."
IN_BOTH = "« {} » est aussi dans les mots à suivre."
_FIELDS = ("nom", "statut", "lieux", "cherche", "mots", "sans", "minimum", "maximum")  # as they stand on the page
_SPLIT = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a form says, and what is wrong with it: a French sentence by field."""

    structure: Structure
    places: Places
    errors: dict[str, str]


def blank() -> Structure:
    """Nothing yet, and nowhere."""
    return first_draft().structure


def read_profile(form: Form, base: Structure, activity: int = 0) -> Profile:
    """`base` with what the form says of it and of one of its activities. What no field speaks of stays."""
    places, errors = read_places(form), dict[str, str]()
    criteria = replace(_criteria(form, base.activities[activity], errors), territory=places.territory)
    activities = (*base.activities[:activity], criteria, *base.activities[activity + 1 :])
    kinds = frozenset(one for one in StructureKind if one.value in form.every("statut"))
    name = form.one("nom")
    structure = replace(base, name=name[:LONGEST_NAME], kinds=kinds, activities=activities)
    if places.error:
        errors["lieux"] = places.error
    if not kinds:
        errors["statut"] = NO_KIND
    if len(name) > LONGEST_NAME:
        errors["nom"] = LONG_NAME
    said = {one: errors[one] for one in _FIELDS if one in errors}
    return Profile(replace(structure, name=name_of(structure)), places, said)


def _criteria(form: Form, before: Criteria, errors: dict[str, str]) -> Criteria:
    wants = frozenset(one for one in Want if one.value in form.every("cherche"))
    if not wants:
        errors["cherche"] = NO_WANT
    low, high = _amount(form, "minimum", errors), _amount(form, "maximum", errors)
    if low is not None and high is not None and low > high:
        errors["maximum"] = UPSIDE_DOWN
    include, exclude = _words(form, "mots", errors), _words(form, "sans", errors)
    both = next((one for one in exclude if normal(one) in {normal(other) for other in include}), None)
    if both:
        errors["sans"] = IN_BOTH.format(both)
    return replace(
        before,
        trades=frozenset(boxed(form.every("metier"))),
        include_words=include,
        exclude_words=exclude,
        amount_min=low,
        amount_max=high,
        wants=wants,
        min_days_left=_days(form, before),
    )


def _amount(form: Form, name: str, errors: dict[str, str]) -> Decimal | None:
    """None for no bound: nothing written, or zero."""
    said = form.one(name)
    found = read_amounts(said) if said else None
    if said and (found is None or (found.low is not None and found.high is not None)):
        errors[name] = NO_AMOUNT
        return None
    if found is None:
        return None
    return found.high if found.high is not None else found.low


def _words(form: Form, name: str, errors: dict[str, str]) -> tuple[str, ...]:
    """Separated by commas or lines; the same one twice is one."""
    found = {normal(one): one for one in _split(form.text(name))}
    bad = next((one for key, one in found.items() if len(key) < 4 or len(one) > LONGEST), None)
    if bad is not None:
        errors[name] = SHORT_WORD.format(bad[:LONGEST], LONGEST)
    elif len(found) > MOST:
        errors[name] = TOO_MANY
    return tuple(found.values())[:MOST] if name not in errors else ()


def _split(text: str) -> Iterator[str]:
    for said in _SPLIT.split(text):
        word = " ".join(said.split())
        if word:
            yield word


def _days(form: Form, before: Criteria) -> int:
    """Those of the list, or what was chosen elsewhere."""
    said = form.one("delai")
    return int(said) if said.isdecimal() and int(said) in {*DAYS, before.min_days_left} else before.min_days_left
