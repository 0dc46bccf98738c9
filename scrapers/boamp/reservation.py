"""BOAMP's yes/no fields about reserved contracts (code de la commande publique, L2113-12 to L2113-16).

Legacy: `CONDITION_PARTICIPATION.MARCHE_RESERVE_OUI` or `_NON`, sometimes under OBJET or a lot, with children
ATELIERS_PROTEGES and EMPLOIS_PROTEGES (schemas 1.1 to 2.4). FNSimple: the official form asks the question, but no real
file shows the name of its key, so any name that speaks of a reservation is taken (docs/decisions/0004).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from scrapers.boamp.tree import Path, Spot
from scrapers.notice import Code
from scrapers.text import repair

NAME = "marche_reserve"
_RESERV = re.compile(r"reserv", re.IGNORECASE)
_PROTECTED = re.compile(r"(ateliers?|emplois?)_?proteges?", re.IGNORECASE)
# A profession, or the right of the buyer to group lots: not reserved contracts.
_FALSE_FRIEND = re.compile(r"prestation|profession|pouvoir_?adjudicateur", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:_(?P<upper>OUI|NON)|(?<=[a-z])(?P<camel>Oui|Non|O|N))$")
_NOT_RESERVED = re.compile(r"non_?reserv|pas_?reserv", re.IGNORECASE)
_WORDS = {"oui": "oui", "o": "oui", "true": "oui", "non": "non", "n": "non", "false": "non"}


def codes(spots: list[Spot]) -> tuple[Code, ...]:
    """What the fields say, raw: "oui", "non", the names of beneficiaries, "" when published empty."""
    found: dict[tuple[Path, str], Code] = {}
    for where, value in spots:
        if not _speaks(where[-1] if where else "") or any(map(_FALSE_FRIEND.search, where)):
            continue
        for spot, word in _said(where, value):
            found.setdefault((spot, word), Code("/".join(spot), NAME, word))
    return tuple(found.values())


@lru_cache(4096)
def _speaks(name: str) -> bool:
    return bool(_RESERV.search(name) or _PROTECTED.fullmatch(name))


def _said(where: Path, value: object) -> Iterator[tuple[Path, str]]:
    name = where[-1]
    if _PROTECTED.fullmatch(name) and _ticked(value):
        yield where, _snake(name)
    if not _RESERV.search(name) or any(_affirmed(above) for above in where[:-1]):
        return
    suffix = _SUFFIX.search(name)
    if suffix or _NOT_RESERVED.search(name) or name == "MARCHE_RESERVE":
        yes = bool(suffix and suffix[0].lstrip("_").lower().startswith("o")) or name == "MARCHE_RESERVE"
        yield where, "oui" if yes else "non"
        yield from _beneficiaries(where, value) if yes else ()
    elif isinstance(value, dict):
        yield from _children(where, value)
    elif isinstance(value, str | bool):
        yield from _word(where, value)


def _affirmed(name: str) -> bool:
    """Whether a field above already said yes: what stands below it are its beneficiaries, read with it."""
    return name.lower() == "oui" or bool(_RESERV.search(name) and (name == "MARCHE_RESERVE" or _SUFFIX.search(name)))


def _children(where: Path, value: dict[str, object]) -> Iterator[tuple[Path, str]]:
    for name, below in value.items():
        if name.lower() in ("oui", "non"):
            yield (*where, name), name.lower()
            yield from _beneficiaries((*where, name), below) if name.lower() == "oui" else ()


def _beneficiaries(where: Path, value: object) -> Iterator[tuple[Path, str]]:
    """The names of the boxes ticked beside the yes ("ateliers_proteges"); one marked no is not ticked."""
    for name, below in value.items() if isinstance(value, dict) else ():
        if name[:1] not in "#@" and _ticked(below):
            yield (*where, name), _snake(name)


def _ticked(below: object) -> bool:
    """A box is a name without text: empty, or with a yes. A text is read as a passage."""
    if isinstance(below, dict):
        return not any(name.lower() == "non" for name in below)
    return isinstance(below, str) and (not below.strip() or _WORDS.get(below.strip().lower()) == "oui")


def _word(where: Path, value: str | bool) -> Iterator[tuple[Path, str]]:
    """A yes, a no, or an empty field; a longer text is a passage, not a code."""
    word = repair(str(value)).lower()
    if word in _WORDS or not word:
        yield where, _WORDS.get(word, "")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
