"""Who is subscribed: a structure, what it is in law, and what it looks for."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class StructureKind(StrEnum):
    """What a structure is in law. One structure often has several (a SCIC with an EI agreement)."""

    EI = "ei"
    ACI = "aci"
    AI = "ai"
    ETTI = "etti"
    EITI = "eiti"
    GEIQ = "geiq"
    EA = "ea"
    EATT = "eatt"
    ESAT = "esat"
    SCOP = "scop"
    SCIC = "scic"
    ASSOCIATION = "association"
    MUTUELLE = "mutuelle"
    FONDATION = "fondation"
    SOCIETE_ESS = "societe_ess"  # commercial company of the ESS (law 2014-856, art. 1, II, 2°)
    PRISON = "prison"  # operator that employs detained persons (L2113-13-1)


class Want(StrEnum):
    """What a structure wants to hear of. A lot is wanted when it is any one of these."""

    RESERVED = "reserved"  # reserved to a group that this structure may belong to
    CLAUSE_SOCIALE = "clause_sociale"  # also facultative clauses
    SERVICE_INSERTION = "service_insertion"
    CRITERE_SOCIAL = "critere_social"
    ENVIRONMENT = "environment"  # clause or criterion
    OPEN = "open"  # none of the above is required


@dataclass(frozen=True, slots=True)
class Radius:
    """Around a postcode, `km` as the crow flies."""

    postcode: str
    km: float


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a structure can work: any of these is enough. All empty and `whole_france` False means nowhere."""

    departements: frozenset[str] = frozenset()  # "01", "2A", "974"
    regions: frozenset[str] = frozenset()  # INSEE codes of regions: "84", "11"
    epci: frozenset[str] = frozenset()  # SIREN of the EPCI
    around: tuple[Radius, ...] = ()
    whole_france: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """One activity of a structure: what it does, where, and what it wants. Each activity has its own territory.

    An empty field means "no wish there" (no trades: any trade), except `territory` and `wants`, which say what they
    say.
    """

    trades: frozenset[str] = frozenset()  # slugs of `alerts.matching.trades`
    cpv_prefixes: frozenset[str] = frozenset()  # free CPV prefixes, 2 to 8 digits
    territory: Territory = field(default_factory=lambda: Territory(whole_france=True))
    include_words: tuple[str, ...] = ()  # at least one must be found
    exclude_words: tuple[str, ...] = ()  # none may be found
    amount_min: Decimal | None = None  # euros without tax
    amount_max: Decimal | None = None
    wants: frozenset[Want] = frozenset(Want)
    min_days_left: int = 0  # whole days before the deadline


@dataclass(frozen=True, slots=True)
class Structure:
    """A subscribed structure. `id` is stable and short; `channels` names where its messages go ("folder"…)."""

    id: str
    name: str
    kinds: frozenset[StructureKind]
    activities: tuple[Criteria, ...] = (Criteria(),)
    channels: tuple[str, ...] = ("folder",)
