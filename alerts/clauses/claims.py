"""What one statement claims about a reservation, before lots and codes are put together."""

from dataclasses import dataclass
from enum import Enum

from alerts.clauses.lots import Scope
from alerts.model.reading import Beneficiary, Evidence

ALL = frozenset(Beneficiary)
WORKSHOPS = frozenset({Beneficiary.EA_ESAT, Beneficiary.SIAE})  # what BT-71 "res-ws" covers


class Said(Enum):
    RESERVED = "reserved"  # to `to`
    UNNAMED = "unnamed"  # reserved, to one of `possible`
    CONTRADICTORY = "contradictory"  # among `possible`
    DENIED = "denied"
    OPEN = "open"  # "toutes les entreprises peuvent répondre": contradicts a mere article
    HINT = "hint"  # groups named without a word of reservation: only tells to whom a coded reservation is
    SHELTERED = "sheltered"  # execution within sheltered programmes: perhaps a reservation


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `lot_id` when it stands in the lot's own text.

    `local` when it only ends a line of description ("… - réservé ESAT"): another line may say otherwise.
    """

    said: Said
    evidence: Evidence
    to: frozenset[Beneficiary] = frozenset()
    possible: frozenset[Beneficiary] = frozenset()
    article: str | None = None
    scope: Scope = Scope()  # noqa: RUF009
    lot_id: str | None = None
    local: bool = False
    bare: bool = False  # an article cited without a word of reservation: says to whom, never that it is reserved
    by_article: bool = False  # no beneficiary named: only an article says to whom
    after: bool = False  # stands in what a correction says holds now
