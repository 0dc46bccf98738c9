"""A file of structures in TOML: what `vigie match --structures` and the demo read.

All the problems are told at once, each with its line when it can be found.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alerts.matching.fields import READERS, Problems, asks_for_everything, each, kind, one_of, read_fields
from alerts.model.structure import Criteria, Structure, StructureKind

_OWN = ("id", "name", "kinds", "channels", "activity")
CHANNELS = ("folder",)
EVERYTHING = "aucun métier ni territoire : tout vous serait envoyé ; écrivez whole_france = true si c'est voulu."
_ID = re.compile(r"[^\W_][\w.-]{0,63}")


class BadStructures(ValueError):
    """The file cannot be used; `problems` are French sentences, all of them, in the order of the file."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Problem:
    structure: int  # 0 for the first [[structure]]
    activity: int | None
    field: str
    text: str


def read_structures_file(path: Path, channels: tuple[str, ...] = CHANNELS) -> tuple[Structure, ...]:
    """The structures of a TOML file. Raises BadStructures, OSError when the file cannot be opened."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise BadStructures([f"{path.name} : le fichier n'est pas en UTF-8 (octet {problem.start})."]) from problem
    return read_structures(text, path.name, channels)


def read_structures(
    text: str, name: str = "structures.toml", channels: tuple[str, ...] = CHANNELS
) -> tuple[Structure, ...]:
    """The structures of a TOML text; `name` is how problems call it, `channels` are those that the host knows.

    Raises BadStructures.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadStructures([f"{name} : ce n'est pas du TOML valable ({problem})."]) from problem
    entries = tables.get("structure")
    if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
        raise BadStructures([f"{name} : aucune structure ; chacune commence par une ligne [[structure]]."])
    found: list[Structure] = []
    taken: set[str] = set()
    problems = [_Problem(-1, None, key, "champ inconnu.") for key in tables if key != "structure"]
    for position, entry in enumerate(entries):
        problems += _read_entry(position, entry, found, taken, channels)
    if problems:
        raise BadStructures([_told(problem, text, name, entries) for problem in problems])
    return tuple(found)


def _read_entry(
    position: int, entry: Mapping[str, Any], found: list[Structure], taken: set[str], known_channels: tuple[str, ...]
) -> list[_Problem]:
    problems = [_Problem(position, None, field, text) for field, text in _identity(entry, taken)]
    kinds = _words(position, entry, "kinds", kind, problems)
    channels = tuple(
        _words(position, entry, "channels", lambda text: one_of(text, known_channels, "canal inconnu"), problems)
    )
    activities = tuple(_activities(position, entry, problems))
    if not problems:
        known = frozenset(StructureKind(one) for one in kinds)
        found.append(
            Structure(
                entry["id"], str(entry.get("name") or entry["id"]), known, activities, channels or known_channels[:1]
            )
        )
    return problems


def _identity(entry: Mapping[str, Any], taken: set[str]) -> Iterator[tuple[str, str]]:
    written = entry.get("id")
    if not isinstance(written, str) or not _ID.fullmatch(written):
        yield "id", "un identifiant court est attendu, sans espace ni barre oblique, différent pour chacune."
    elif written in taken:
        yield "id", f"l'identifiant « {written} » est déjà pris."
    else:
        taken.add(written)
    if "name" in entry and not isinstance(entry["name"], str):
        yield "name", "du texte est attendu."
    if not entry.get("kinds"):
        yield "kinds", 'au moins un genre de structure est attendu, par exemple kinds = ["aci"].'


def _words(
    position: int, entry: Mapping[str, Any], field: str, read: Callable[[str], str], problems: list[_Problem]
) -> list[str]:
    if not entry.get(field):
        return []
    try:
        return each(entry[field], read)
    except Problems as problem:
        problems += [_Problem(position, None, field, text) for text in problem.texts]
        return []


def _activities(position: int, entry: Mapping[str, Any], problems: list[_Problem]) -> Iterator[Criteria]:
    """Those of [[structure.activity]], or the one whose fields stand directly on the structure."""
    direct = {name: value for name, value in entry.items() if name not in _OWN}
    tables = entry.get("activity", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        problems.append(_Problem(position, None, "activity", "une activité s'écrit [[structure.activity]]."))
        return
    mixed = [name for name in direct if name in READERS]
    if tables and mixed:
        text = "à mettre sous [[structure.activity]], puisque cette structure en a."
        problems += [_Problem(position, None, name, text) for name in mixed]
    problems += [_Problem(position, None, name, "champ inconnu.") for name in direct if tables and name not in READERS]
    read: list[tuple[int | None, Mapping[str, Any]]] = [*enumerate(tables)] or [(None, direct)]
    for number, fields in read:
        criteria, wrong = read_fields(fields)
        problems += [_Problem(position, number, field, text) for field, text in wrong]
        if criteria is not None and asks_for_everything(fields, criteria):
            problems.append(_Problem(position, number, "trades", EVERYTHING))
        elif criteria is not None:
            yield criteria


def _told(problem: _Problem, text: str, name: str, entries: list[Mapping[str, Any]]) -> str:
    line = _line(problem, text)
    where = f"{name}, ligne {line}" if line else name
    if problem.structure < 0:
        return f"{where} : {problem.field} : {problem.text}"
    identity = entries[problem.structure].get("id")
    whose = f"structure « {identity} »" if identity else f"structure n° {problem.structure + 1}"
    return f"{where} : {whose}, {problem.field} : {problem.text}"


def _line(problem: _Problem, text: str) -> int | None:
    """The line of a field, found by counting headers: TOML's reader does not keep lines."""
    structure, activity, header = -1, None, None
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().replace(" ", "")
        if bare.startswith("[[structure]]"):
            structure, activity = structure + 1, None
        elif bare.startswith("[[structure.activity]]"):
            activity = 0 if activity is None else activity + 1
        here = (structure, activity) == (problem.structure, problem.activity)
        if here and re.match(rf'["\']?{re.escape(problem.field)}["\']?\s*=', line.strip()):
            return number
        if here and header is None:
            header = number
    return header
