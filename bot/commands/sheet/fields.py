"""The fields of a sheet in groups that hold on a phone; how each is understood is in `alerts.intake.sheet`."""

from dataclasses import dataclass
from hashlib import blake2b

from alerts.intake.sheet import BY_NAME, Asked, said_back
from alerts.model.reply import Reference, Sheet


@dataclass(frozen=True, slots=True)
class Group:
    """`code` stands in buttons."""

    code: str
    label: str
    about: str
    fields: tuple[Asked, ...]


def _fields(*names: str) -> tuple[Asked, ...]:
    return tuple(BY_NAME[name] for name in names)


GROUPS = (
    Group(
        "i",
        "Identité",
        "Ce que demandent les formulaires de candidature (DC1, DC2 ou DUME).",
        _fields("legal_name", "legal_form", "siret", "address", "postcode", "town"),
    ),
    Group(
        "c",
        "Contact, signature",
        "À qui l’acheteur écrit, et qui engage la structure.",
        _fields("email", "phone", "signatory", "signatory_role"),
    ),
    Group(
        "s",
        "Effectifs",
        "En équivalents temps plein (ETP) sur une année : deux mi-temps font 1.",
        _fields("staff", "insertion_fte", "supervisors"),
    ),
    Group(
        "m",
        "Vos phrases",
        "Quelques phrases à vous sur chaque sujet : elles vont dans le mémoire technique.",
        _fields("follow_up", "training", "exits", "equipment", "quality", "safety", "environment"),
    ),
)
BY_CODE = {group.code: group for group in GROUPS}
_SHORT = {"follow_up": "Accompagnement", "exits": "Sorties", "email": "E-mail"}


def label_of(asked: Asked) -> str:
    """On a button."""
    return _SHORT.get(asked.name, asked.label)


def group_of(name: str) -> Group | None:
    """The group of a field; None for what is no field, or a list."""
    return next((group for group in GROUPS if any(one.name == name for one in group.fields)), None)


def filled(group: Group, sheet: Sheet) -> int:
    """How many of its fields say something."""
    return sum(bool(said_back(one.name, sheet)) for one in group.fields)


def following(group: Group, sheet: Sheet, after: str) -> Asked | None:
    """The next field to fill in, from there on then from the first."""
    names = [one.name for one in group.fields]
    at = names.index(after) + 1 if after in names else 0
    ordered = (*group.fields[at:], *group.fields[:at])
    return next((one for one in ordered if one.name != after and not said_back(one.name, sheet)), None)


def mark_of(one: Reference) -> str:
    """What names a reference in a button, wherever it stands in the list."""
    return blake2b(repr(one).encode(), digest_size=5).hexdigest()
