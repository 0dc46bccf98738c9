"""What a structure is in law: boxes to tick, since one is often several things, or words."""

import re
from collections.abc import Iterable

from alerts.matching.words import holds, read
from alerts.model.structure import StructureKind
from bot.chat.html import b
from bot.chat.screen import Button, Rows
from bot.commands.profile.asking_places import Naming, in_twos
from bot.commands.profile.labels import KINDS, kind_label, ticked

# How people call what they are, besides the short words of the buttons.
_CALLED: dict[StructureKind, tuple[str, ...]] = {
    StructureKind.ACI: ("aci", "atelier et chantier d’insertion", "chantier d’insertion"),
    StructureKind.EI: ("ei", "entreprise d’insertion"),
    StructureKind.AI: ("ai", "association intermédiaire"),
    StructureKind.ETTI: ("etti", "travail temporaire d’insertion", "intérim d’insertion"),
    StructureKind.EITI: ("eiti", "insertion par le travail indépendant"),
    StructureKind.GEIQ: ("geiq",),
    StructureKind.EA: ("ea", "entreprise adaptée"),
    StructureKind.EATT: ("eatt", "entreprise adaptée de travail temporaire"),
    StructureKind.ESAT: ("esat", "établissement d’aide par le travail"),
    StructureKind.SCOP: ("scop", "société coopérative de production"),
    StructureKind.SCIC: ("scic", "société coopérative d’intérêt collectif"),
    StructureKind.ASSOCIATION: ("association", "asso", "association loi 1901"),
    StructureKind.MUTUELLE: ("mutuelle",),
    StructureKind.FONDATION: ("fondation",),
    StructureKind.SOCIETE_ESS: ("société de l’ess", "société commerciale de l’ess", "entreprise de l’ess", "esus"),
    StructureKind.PRISON: ("travail en détention", "prison", "détention"),
}
# « association intermédiaire » is no « association », « entreprise adaptée de travail temporaire » no « … adaptée ».
_WITHIN = {
    StructureKind.ASSOCIATION: StructureKind.AI,
    StructureKind.EA: StructureKind.EATT,
}
_PARTS = re.compile(r"[,;/\n+]| et (?!chantier)")


def name_kinds(text: str) -> frozenset[StructureKind]:
    """« ESAT et association »: what is named, nothing guessed."""
    found: set[StructureKind] = set()
    for part in (read(one) for one in _PARTS.split(text)):
        named = {kind for kind, called in _CALLED.items() if any(holds(part, one) for one in called)}
        found |= {kind for kind in named if _WITHIN.get(kind) not in named}
    return frozenset(found)


def kinds_line(kinds: Iterable[StructureKind]) -> str:
    """« Chantier d’insertion, Association », plain text, in the order of the boxes."""
    held = set(kinds)
    return ", ".join(kind_label(kind) for page in KINDS for kind, _ in page if kind in held)


def kind_lines(kinds: frozenset[StructureKind]) -> list[str]:
    return [f"Choisi : {b(kinds_line(kinds))}."] if kinds else []


def kind_rows(kinds: frozenset[StructureKind], page: int, name: Naming) -> Rows:
    """Boxes, and the way to the other page."""
    page = page % len(KINDS)
    boxes = [Button(ticked(label, kind in kinds), name("kt", kind.value, page)) for kind, label in KINDS[page]]
    other = "Revenir au début" if page else "Autre statut"
    return (*in_twos(boxes), (Button(other, name("kp", 1 - page)),))


def kind_named(value: str) -> StructureKind | None:
    """The argument of a button; None when it is no kind any more."""
    return next((kind for kind in StructureKind if kind.value == value), None)
