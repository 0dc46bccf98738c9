"""The plan of a mémoire: the criteria of the notice in their order, each with the parts that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass

from alerts.clauses.fold import fold
from alerts.messages.french import number
from alerts.reply_help.asked import AwardCriterion, CriterionFamily
from alerts.reply_help.kit.parts import PARTS, PlanPart


@dataclass(frozen=True, slots=True)
class Chapter:
    """A criterion, None for what no criterion names; `parts` of the usual plan that answer it."""

    criterion: AwardCriterion | None
    parts: tuple[PlanPart, ...]

    @property
    def title(self) -> str:
        if self.criterion is None:
            return "Ce que les critères ne nomment pas"
        weight = self.criterion.weight
        return f"{self.criterion.name} ({number(weight)} %)" if weight is not None else self.criterion.name


def outline(criteria: Sequence[AwardCriterion]) -> tuple[Chapter, ...]:
    """Every part stands once: under the criterion that names it, else under the first of its family, else at the end.

    A criterion keeps its place even when no part answers it.
    """
    taken: dict[int, list[PlanPart]] = {at: [] for at in range(len(criteria))}
    left = []
    for part in PARTS:
        at = _named(part, criteria)
        taken[at].append(part) if at is not None else left.append(part)
    rest = []
    for part in left:
        at = _of_family(part, criteria)
        taken[at].append(part) if at is not None else rest.append(part)
    chapters = [Chapter(one, _ordered(taken[at])) for at, one in enumerate(criteria)]
    return (*chapters, *([Chapter(None, tuple(rest))] if rest else []))


def _ordered(parts: Sequence[PlanPart]) -> tuple[PlanPart, ...]:
    return tuple(one for one in PARTS if one in parts)


def _named(part: PlanPart, criteria: Sequence[AwardCriterion]) -> int | None:
    """Price and delay are answered elsewhere, whatever their names."""
    for at, one in enumerate(criteria):
        name = fold(one.name)
        if one.family is not CriterionFamily.PRICE and any(word in name for word in part.words):
            return at
    return None


def _of_family(part: PlanPart, criteria: Sequence[AwardCriterion]) -> int | None:
    """A criterion that names nothing in particular (« valeur technique ») takes what is left of its family. Those of
    no family have nothing in common: none."""
    if part.family is CriterionFamily.OTHER:
        return None
    same = [at for at, one in enumerate(criteria) if one.family is part.family]
    general = [at for at in same if all(_named(each, [criteria[at]]) is None for each in PARTS)]
    return next(iter(general or same), None)
