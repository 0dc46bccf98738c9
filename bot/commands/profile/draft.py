"""A profile being written, kept in the step of its person: nothing of it counts before it is saved."""

import json
from dataclasses import dataclass, replace
from typing import Any

from alerts.model.structure import Criteria, Structure, Territory, Want
from alerts.store.values import fingerprint, from_json, to_json
from bot.commands.profile.asking_places import Where

# What is in nearly every notice (an environmental clause, nothing at all) is asked for, not sent unasked.
FIRST_WANTS = frozenset({Want.RESERVED, Want.CLAUSE_SOCIALE, Want.SERVICE_INSERTION, Want.CRITERE_SOCIAL})
NEW_ACTIVITY = Criteria(territory=Territory(), wants=FIRST_WANTS)


@dataclass(frozen=True, slots=True)
class Draft:
    """`activity` is the one that is looked at. `said` and `answered`: the last text about places, what of it is closed.

    When the profile exists: `membership`, `base` (what was saved when writing began) and `volume` (how much that
    brings, counted once).
    """

    structure: Structure
    activity: int = 0
    membership: int | None = None
    base: str = ""
    said: str = ""
    answered: tuple[int, ...] = ()
    volume: str = ""

    @property
    def criteria(self) -> Criteria:
        return self.structure.activities[self.activity]

    @property
    def where(self) -> Where:
        return Where(self.criteria.territory, self.said, self.answered)

    @property
    def changed(self) -> bool:
        return self.base != mark(self.structure)

    def with_criteria(self, criteria: Criteria) -> "Draft":
        activities = list(self.structure.activities)
        activities[self.activity] = criteria
        return self.with_structure(replace(self.structure, activities=tuple(activities)))

    def with_structure(self, structure: Structure) -> "Draft":
        return replace(self, structure=structure)

    def with_where(self, where: Where) -> "Draft":
        told = replace(self, said=where.said, answered=where.answered)
        return told.with_criteria(replace(self.criteria, territory=where.territory))

    def memo(self) -> dict[str, object]:
        """Plain JSON, for `Talk.go`."""
        return {"draft": to_json(Draft, self)}


def first_draft() -> Draft:
    """Nothing yet, and nowhere."""
    return Draft(Structure("", "", frozenset(), (NEW_ACTIVITY,), ()))


def read_draft(memo: dict[str, object]) -> Draft | None:
    """None when none is under way, or when it was written by an older version."""
    text = memo.get("draft")
    try:
        return from_json(Draft, text) if isinstance(text, str) else None
    except ValueError:
        return None


def mark(structure: Structure) -> str:
    """Changes when anything of the profile changes, and only then: sets have no order, nor the same one twice."""
    return fingerprint(json.dumps(_in_order(json.loads(to_json(Structure, structure)))))[:16]


def _in_order(value: Any) -> Any:
    """Lists of words in their alphabetical order; activities, and what they hold, in theirs."""
    if isinstance(value, dict):
        return {key: _in_order(held) for key, held in value.items()}
    if isinstance(value, list):
        held = [_in_order(one) for one in value]
        return sorted(held) if all(isinstance(one, str) for one in held) else held
    return value
