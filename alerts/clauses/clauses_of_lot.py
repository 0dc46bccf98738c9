"""From everything asked of one lot to at most one clause of each kind, with its hours."""

from collections import defaultdict

from alerts.clauses.clause import Ask
from alerts.clauses.hours import Stated, of_scope
from alerts.model.reading import Clause, ClauseKind


def clauses_of(asked: list[Ask], known: frozenset[str], number: str | None = None) -> tuple[Clause, ...]:
    """One clause a kind, in the order of `ClauseKind`. `known` are the numbers of the lots that the notice lists."""
    clauses = []
    for kind in ClauseKind:
        stated = _standing([one for one in asked if one.kind is kind], known)
        if stated:
            clauses.append(_clause(kind, stated, known, number))
    return tuple(clauses)


def _standing(asked: list[Ask], known: frozenset[str]) -> list[Ask]:
    """What is stated and not denied. A denial for this lot, or by a correction, outranks what is said of all."""
    for rank in (lambda one: one.after, lambda one: one.lot_id is not None or bool(one.scope.named & known)):
        near = [one for one in asked if rank(one)]
        if near and all(one.denied for one in near):
            return []
    return [one for one in asked if not one.denied]


def _clause(kind: ClauseKind, stated: list[Ask], known: frozenset[str], number: str | None) -> Clause:
    best = max(stated, key=lambda one: (one.hours is not None, one.article is not None))
    named = {number for one in stated if not one.scope.named & known for number in one.scope.named}
    return Clause(
        kind=kind,
        evidence=best.evidence,
        hours=_hours(stated, known, number),
        article=next((one.article for one in [best, *stated] if one.article), None),
        lots_named=tuple(sorted(named, key=lambda number: (len(number), number))),
    )


def _hours(stated: list[Ask], known: frozenset[str], number: str | None) -> float | None:
    """Hours of the lot; where the notice does not list its lots, the sum over the lots that its sentences name."""
    by_scope: dict[frozenset[str], list[Stated]] = defaultdict(list)
    for one in stated:
        if one.hours is not None and _counts(one, known):
            by_scope[one.scope.named].append(one.hours)
    own = [value for given in by_scope.values() for one in given for lot, value in one.by_lot if lot == number]
    if own:
        return own[0]
    totals = {scope: of_scope(given, 1 if scope & known else len(scope)) for scope, given in by_scope.items()}
    if any(scope & known for scope in totals):
        totals = {scope: value for scope, value in totals.items() if scope & known}
    values = [value for value in totals.values() if value is not None]
    if not values or len(values) < len(totals):
        return None
    everywhere = totals.get(frozenset())
    return everywhere if everywhere is not None and everywhere >= sum(values) - everywhere else sum(values)


def _counts(one: Ask, known: frozenset[str]) -> bool:
    """ "30 heures par lot" gives a number for a listed lot, or when the sentence names its lots."""
    return one.hours is not None and (not one.hours.each or bool(known) or bool(one.scope.named))
