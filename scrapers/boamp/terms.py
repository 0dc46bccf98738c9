"""How the contract runs, in BOAMP's own shapes: procedure, criteria with their weights, duration, renewals, start.

What is stated for the whole contract is given to each lot that states nothing of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from scrapers.boamp.tree import Path, Spot, Tree, children, has, raw, token
from scrapers.dates import read_date
from scrapers.figures import Stated, Unit, likely_start, months, months_between, number, renewals, weigh
from scrapers.notice import Criterion, Lot
from scrapers.text import plain

# An element named after a procedure: present, it is the one followed ({"procedureAdaptee": ""}).
_PROCEDURE = re.compile(r"procedure(?!.*accel)\w*|appel_?offres?\w*|dialogue\w*|concours|(marche_?)?negocie\w*", re.I)
_UNTOLD = frozenset({"", "/", "nc", "procédure nc", "non renseigné", "non renseignée"})

_LENGTHS = (
    dict.fromkeys(("dureeMois", "nbMois", "DUREE_MOIS"), "MONTH")
    | dict.fromkeys(("dureeJours", "nbJours", "DUREE_JOURS", "DUREE_JOUR"), "DAY")
    | dict.fromkeys(("dureeAns", "nbAnnees", "DUREE_AN"), "YEAR")
)
_STARTS = ("dateACompterDu", "DATE_A_COMPTER_DU", "DATE_DEBUT", "dateDebut")
_ENDS = ("dateJusquau", "jusquau", "DATE_JUSQUAU", "DATE_FIN", "dateFin")
_NO_RENEWAL = "RENOUVELLEMENT_NON"
_RENEWABLE = ("RECONDUCTIONS", "reconductions")  # {"NON": ""}, or {"OUI": {"NB_RECONDUCTIONS": "2"}}
_RENEWALS = ("NB_RECONDUCTIONS", "NB_RENOUVELLEMENT", "nbReconductions")
_FACTS = frozenset((*_LENGTHS, *_STARTS, *_ENDS, _NO_RENEWAL, *_RENEWABLE, *_RENEWALS))

# Where a lot keeps what its notice keeps for the whole.
_OF_LOT = ("duree", "dureeLot", "DUREE_DELAI")
_CRITERIA_OF_LOT = ("CRITERES_ATTRIBUTION", "criteres")

# Lists of criteria by element: kind, and what the number beside is. Buyers write coefficients in POIDS as well as
# percentages; "criterePCT" says what it is.
_LISTS = {
    "CRITERES_PONDERES": (None, Unit.POINTS),
    "CRITERES_QUALITE": ("quality", Unit.POINTS),
    "CRITERES_COUT": ("cost", Unit.POINTS),
    "CRITERES_PRIORITES": (None, Unit.OTHER),  # in order of importance
}


@dataclass(frozen=True, slots=True)
class Terms:
    """As in `Lot`, of a lot or of the whole contract."""

    criteria: tuple[Criterion, ...] = ()
    months: Decimal | None = None
    renewals: int | None = None
    starts: date | None = None


NOTHING = Terms()


def procedure(root: Tree, *paths: str) -> str | None:
    """The name of the element that stands for the procedure, or the words in it; None when nothing tells it."""
    for path in paths:
        of_types = path.lower().replace("_", "").endswith("typeprocedure")
        for node in children(root, *path.split("/")):
            if isinstance(node, dict):
                told = next((name for name, value in node.items() if _is_followed(name, value, of_types)), "")
            else:
                told = plain(raw(node))
            if told.lower() not in _UNTOLD:
                return told
    return None


def labelled(*words: object) -> str | None:
    """The first of these labels that says something ("Procédure NC" does not)."""
    told = (plain(raw(word)) for word in words if word)
    return next((label for label in told if label.lower() not in _UNTOLD), None)


def of_whole(root: Tree, prefix: Path, criteria: Sequence[str], lengths: Sequence[str], day: date | None) -> Terms:
    """What is stated for the whole contract, at these paths from `root`. `prefix` begins the fields of criteria."""
    stated = [
        one for path in criteria for where, node in _at(root, prefix, path.split("/")) for one in _stated(node, where)
    ]
    return _terms([node for path in lengths for node in children(root, *path.split("/"))], stated, day)


def _at(root: Tree, prefix: Path, path: list[str]) -> Iterator[Spot]:
    """The nodes at this path, with its first "*" as the name that is there."""
    if path[0] != "*":
        yield from (((*prefix, *path), node) for node in children(root, *path))
        return
    for name in root:
        yield from (((*prefix, name, *path[1:]), node) for node in children(root, name, *path[1:]))


def of_lot(node: Tree, where: Path, day: date | None) -> Terms:
    """What a lot states of its own."""
    stated = [
        one for name in _CRITERIA_OF_LOT for below in children(node, name) for one in _stated(below, (*where, name))
    ]
    return _terms([node, *(below for name in _OF_LOT for below in children(node, name))], stated, day)


def given(lot: Lot, whole: Terms) -> Lot:
    """The lot, with what is stated for the whole where it states nothing of its own."""
    if whole is NOTHING:
        return lot
    return replace(
        lot,
        criteria=lot.criteria or whole.criteria,
        months=whole.months if lot.months is None else lot.months,
        renewals=whole.renewals if lot.renewals is None else lot.renewals,
        starts=lot.starts or whole.starts,
    )


def _is_followed(name: str, value: object, of_types: bool) -> bool:
    """Whether this element says the procedure: any element of a list of types, else by its name."""
    named = not name.startswith(("@", "#")) if of_types else _PROCEDURE.fullmatch(name) is not None
    return named and not has(value, "non")


def _terms(nodes: list[object], stated: list[Stated], day: date | None) -> Terms:
    told = {
        (name, token({name: value}, name) or "", _renewed(value) if name in _RENEWABLE else "")
        for node in nodes
        if isinstance(node, dict)
        for name, value in node.items()
        if name in _FACTS
    }
    if not told and not stated:
        return NOTHING
    words = {name: text for name, text, _ in told if text}
    lengths = {found for name, text, _ in told if name in _LENGTHS and (found := _months(name, text))}
    start, end = (_day(words, names) for names in (_STARTS, _ENDS))
    times = next((times for _, _, times in told if times), None) or next(filter(None, map(words.get, _RENEWALS)), "")
    return Terms(
        criteria=weigh(stated),
        months=lengths.pop() if len(lengths) == 1 else None if lengths else months_between(start, end),
        renewals=0 if any(name == _NO_RENEWAL for name, _, _ in told) else renewals(times),
        starts=likely_start(start, day),
    )


def _months(name: str, text: str) -> Decimal | None:
    return months(text.removesuffix("mois").rstrip(), _LENGTHS[name])


def _renewed(node: object) -> str:
    """How many times, as written: "0" when it is not renewed, "" when it is not told."""
    if has(node, "NON") or has(node, "non"):
        return "0"
    return next((found for name in _RENEWALS if (found := token(node, f"OUI/{name}", f"oui/{name}"))), "")


def _day(words: dict[str, str], names: Sequence[str]) -> date | None:
    told = next((words[name] for name in names if name in words), None)
    return read_date(told) if told else None


def _stated(node: object, where: Path) -> Iterator[Stated]:
    """The criteria of one node, in the order of publication. Free texts are passages, and no criteria."""
    for name, value in node.items() if isinstance(node, dict) else ():
        if name in _LISTS:
            kind, unit = _LISTS[name]
            for one in children(value, "CRITERE"):
                weight = number(token(one, "@POIDS", "POIDS") or "")
                yield from _named((*where, name, "CRITERE"), one, Stated("", "", kind, weight, unit))
        elif name == "CRITERES_PRIX":
            weight = number(token(value, "POIDS", "@POIDS") or "")
            yield Stated("/".join((*where, name)), "Prix", "price", weight, Unit.POINTS)
        elif name == "criterePondere":
            for one in value if isinstance(value, list) else [value]:
                weight = number(token(one, "criterePCT") or "")
                said = next(iter(children(one, "critere")), None)
                yield from _named((*where, name, "critere"), said, Stated("", "", None, weight, Unit.PERCENT))


def _named(where: Path, node: object, stated: Stated) -> Iterator[Stated]:
    name = plain(raw(node))
    if name:
        yield stated._replace(field="/".join(where), name=name)
