"""Whom a broadcast is for, among the members of a network."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from alerts.matching.reasons.place import is_nowhere, spot_opinion
from alerts.matching.trades import trades_around
from alerts.model.match import Verdict
from alerts.model.network import Aim, Target
from alerts.model.reading import Answer, Eligibility, Reservation
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.territory.france import France
from alerts.territory.places import Spot

MayAnswerLot = Callable[[frozenset[StructureKind], "LotAsked"], Eligibility]
"""What structures of these kinds may do about one lot: `alerts.clauses.eligibility.may_answer`, in production."""

_BEST = {Answer.YES: 2, Answer.CHECK: 1, Answer.NO: 0}


@dataclass(frozen=True, slots=True)
class LotAsked:
    """What decides who may answer one lot."""

    reservation: Reservation
    cpv: tuple[str, ...] = ()
    concession: bool = False


def reached(
    members: Iterable[Structure],
    target: Target,
    france: France,
    lots: Sequence[LotAsked] = (),
    may_answer: MayAnswerLot | None = None,
) -> list[Structure]:
    """Those of the members that the target names, in the order in which they are given.

    `lots` and `may_answer` are looked at when the target is « eligible only ». Raises ValueError when they are not
    given then: nobody can tell who may answer what is not known.
    """
    if target.aim is Aim.ELIGIBLE and (may_answer is None or not lots):
        raise ValueError("who may answer is asked of the lots of a notice")
    return [one for one in members if _is_reached(one, target, france, lots, may_answer)]


def best_answer(
    kinds: frozenset[StructureKind], lots: Iterable[LotAsked], may_answer: MayAnswerLot
) -> Eligibility | None:
    """The answer for the lot that suits these kinds best; None without any lot."""
    found = [may_answer(kinds, lot) for lot in lots]
    return max(found, key=lambda one: _BEST[one.answer], default=None)


def works_in(territory: Territory, departements: Iterable[str], france: France) -> bool:
    """Does this territory touch one of these départements? Words of matching: a part of one is enough to be told."""
    if is_nowhere(territory):
        return False
    spots = (Spot(code, frozenset({code})) for code in departements)
    return any(spot_opinion(territory, spot, france)[0] is not Verdict.AGAINST for spot in spots)


def trades_of(criteria: Criteria) -> frozenset[str] | None:
    """The trades of an activity, those of its free CPV codes included; None when it takes any trade."""
    if not criteria.trades and not criteria.cpv_prefixes:
        return None
    return criteria.trades.union(*(trades_around(prefix) for prefix in criteria.cpv_prefixes))


def _is_reached(
    structure: Structure,
    target: Target,
    france: France,
    lots: Sequence[LotAsked],
    may_answer: MayAnswerLot | None,
) -> bool:
    match target.aim:
        case Aim.ALL:
            return True
        case Aim.MEMBERS:
            return structure.id in target.members
        case Aim.KINDS:
            return bool(structure.kinds & target.kinds)
        case Aim.TRADES:
            found = (trades_of(one) for one in structure.activities)
            return any(own is None or own & target.trades for own in found)
        case Aim.PLACE:
            return any(works_in(one.territory, target.departements, france) for one in structure.activities)
        case Aim.ELIGIBLE:
            best = best_answer(structure.kinds, lots, may_answer) if may_answer else None
            return best is not None and best.answer is not Answer.NO
