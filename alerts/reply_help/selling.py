"""Selling hours of insertion to whoever bids for, or won, a lot with a social clause.

Who may, and how, checked on 22/11/2026 (docs/droit.md): ETTI, AI and GEIQ lend people (CCAG-FCS 2021, art. 16.1.1;
20.1 for works, [M]), an EI is a subcontractor (L2193-1, [V]) or a joint bidder (R2142-22, R2142-25, [V]). EITI ([?])
and EATT ([?], [M]) are to be checked with the facilitator. An AI lends somebody to companies for 480 hours at most in
24 months (code du travail, L5132-9 and R5132-18, [M]): to be checked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from alerts.model.reading import ClauseKind, Evidence, ReservationStatus
from alerts.model.structure import StructureKind
from alerts.reply_help.case import Case
from alerts.reply_help.hours import Estimate, estimate


class Way(StrEnum):
    """How hours are provided."""

    LENDING = "lending"  # mise à disposition de personnel
    WORKING = "working"  # sous-traitance ou cotraitance


WAYS = {
    StructureKind.ETTI: Way.LENDING,
    StructureKind.AI: Way.LENDING,
    StructureKind.GEIQ: Way.LENDING,
    StructureKind.EATT: Way.LENDING,
    StructureKind.EI: Way.WORKING,
    StructureKind.EITI: Way.WORKING,
}
TO_CHECK = frozenset({StructureKind.EITI, StructureKind.EATT})
_CLAUSES = (ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a structure may propose. `kinds`: those of its kinds that provide hours, `ways` how they do.

    `to_check`: none of them is surely admitted. `optional`: the notice leaves the clause to the winner's choice.
    `awarded`: it is too late for bidders, somebody won (perhaps nobody knows who yet).
    """

    kinds: tuple[StructureKind, ...]
    ways: tuple[Way, ...]
    to_check: bool
    optional: bool
    awarded: bool
    hours: Estimate
    facilitator: tuple[Evidence, ...] = ()


def sells_hours(kinds: Collection[StructureKind]) -> bool:
    """Whether a structure of these kinds provides hours of insertion to companies."""
    return any(one in WAYS for one in kinds)


def offer(case: Case) -> Offer | None:
    """None when the structure provides no hours, the lot carries no social clause, is or may be reserved, or the
    consultation is cancelled."""
    own = tuple(one for one in WAYS if one in case.structure.kinds)
    held = case.reading.reservation.status
    if not own or held is not ReservationStatus.NONE or case.closed == "cancelled" or not clausal(case):
        return None
    return Offer(
        own,
        tuple(dict.fromkeys(WAYS[one] for one in own)),
        to_check=all(one in TO_CHECK for one in own),
        optional=_optional(case),
        awarded=bool(case.winners) or case.closed == "awarded",
        hours=estimate(case),
        facilitator=case.asks.facilitator,
    )


def clausal(case: Case) -> bool:
    """The lot asks for insertion while it is carried out, as far as the notice says."""
    asks = case.asks
    return any(case.clause(one) for one in _CLAUSES) or bool(asks.hours or asks.insertion_share)


def _optional(case: Case) -> bool:
    return case.clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE) and not case.clause(ClauseKind.CLAUSE_SOCIALE)
