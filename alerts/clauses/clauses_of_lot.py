"""From everything asked of one lot to at most one clause of each kind, with its hours."""

from collections import defaultdict

from alerts.clauses import hours
from alerts.clauses.clause import Ask
from alerts.model.reading import Clause, ClauseKind


def clauses_of(asked: list[Ask], known: frozenset[str]) -> tuple[Clause, ...]:
    """One clause a kind, in the order of `ClauseKind`. `known` are the numbers of the lots that the notice lists.

    A denial outranks a mere mention of the subject only when nothing of the kind is stated for the lot.
    """
    clauses = []
    for kind in ClauseKind:
        stated = [one for one in asked if one.kind is kind and not one.denied]
        if stated:
            clauses.append(_clause(kind, stated, known))
    return tuple(clauses)


def _clause(kind: ClauseKind, stated: list[Ask], known: frozenset[str]) -> Clause:
    best = max(stated, key=lambda one: (one.hours is not None, one.article is not None))
    named = {number for one in stated for number in one.scope.named - known}
    everywhere = any(not one.scope.named for one in stated)
    return Clause(
        kind=kind,
        evidence=best.evidence,
        hours=_hours(stated),
        article=next((one.article for one in [best, *stated] if one.article), None),
        lots_named=() if everywhere and not named else tuple(sorted(named, key=lambda n: (len(n), n))),
    )


def _hours(stated: list[Ask]) -> float | None:
    """Hours of the lot; where the notice does not list its lots, the sum over the lots that its sentences name."""
    by_scope: dict[frozenset[str], list[hours.Stated]] = defaultdict(list)
    for one in stated:
        if one.hours is not None:
            by_scope[one.scope.named].append(one.hours)
    totals = [hours.of_scope(given) for given in by_scope.values()]
    known = [value for value in totals if value is not None]
    return sum(known) if known and len(known) == len(totals) else None
