"""What was read in a notice, lot by lot, each verdict with its evidence."""

from dataclasses import dataclass
from enum import StrEnum


class Beneficiary(StrEnum):
    """To whom a lot may be reserved (code de la commande publique, L2113-12 to L2113-16, L3113-1 to L3113-3)."""

    EA_ESAT = "ea_esat"
    SIAE = "siae"
    ESS = "ess"
    PRISON = "prison"


class ReservationStatus(StrEnum):
    NONE = "none"  # denied, or nothing in the notice says so (R2113-7: a reservation must be said in the notice)
    RESERVED = "reserved"  # and `to` says to whom
    UNKNOWN = "unknown"  # reserved or perhaps so, but the notice does not say to whom
    CONFLICT = "conflict"  # the notice contradicts itself


class ClauseKind(StrEnum):
    CLAUSE_SOCIALE = "clause_sociale"
    CLAUSE_SOCIALE_FACULTATIVE = "clause_sociale_facultative"
    CRITERE_SOCIAL = "critere_social"
    SERVICE_INSERTION = "service_insertion"
    CLAUSE_ENV = "clause_env"
    CRITERE_ENV = "critere_env"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words and where they stand in the publisher's document."""

    field: str
    quote: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """`to` is sorted and only filled when RESERVED; `possible` lists who it may be when UNKNOWN or CONFLICT.

    `article` is the one cited by the notice, normalised ("L2113-12"), even when it is the wrong one.
    `lots_named` holds the lot numbers a sentence names when the notice itself lists no such lots.
    """

    status: ReservationStatus = ReservationStatus.NONE
    to: tuple[Beneficiary, ...] = ()
    article: str | None = None
    evidence: tuple[Evidence, ...] = ()
    possible: tuple[Beneficiary, ...] = ()
    lots_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """`hours` are hours of insertion work asked for, None when not stated."""

    kind: ClauseKind
    evidence: Evidence
    hours: float | None = None
    article: str | None = None
    lots_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LotReading:
    """What one lot of a notice says. At most one clause of each kind."""

    lot_id: str | None
    reservation: Reservation = Reservation()
    clauses: tuple[Clause, ...] = ()


class Answer(StrEnum):
    """May a structure answer? `CHECK` is said «à vérifier», with whom to ask."""

    YES = "yes"
    NO = "no"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """`article` grounds the answer when there is one; `reason` is a French sentence for the structure."""

    answer: Answer
    reason: str
    article: str | None = None
