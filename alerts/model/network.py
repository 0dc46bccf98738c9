"""A network of structures, and what its animators and members do in it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from alerts.model.structure import StructureKind, Territory


class NetworkKind(StrEnum):
    """French terms stay French: `docs/glossaire.md` says what each is."""

    PTCE = "ptce"
    RESEAU_IAE = "reseau_iae"
    CRESS = "cress"
    CIRCUIT_COURT = "circuit_court"  # circuit court économique et solidaire
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Network:
    """`trades` and `territory` None: the union of its members'. `weekly_cap`: broadcasts a member receives a week, at
    most. `approved_at` None: asked for, and waiting for the host."""

    id: int
    name: str
    kind: NetworkKind
    created_at: datetime
    approved_at: datetime | None = None
    trades: frozenset[str] | None = None
    territory: Territory | None = None
    weekly_cap: int = 3


@dataclass(frozen=True, slots=True)
class Shares:
    """What a member lets its network see, chosen by its managers. Its name, kinds, trades and territory are what being
    a member means: they are always seen."""

    answers: bool = True  # what it keeps, answers, answers together; never what it refuses
    outcomes: bool = False  # answered, won, lost
    capacity: bool = False  # full-time equivalents of its sheet


@dataclass(frozen=True, slots=True)
class Member:
    """A structure in a network."""

    network_id: int
    structure_id: str
    joined_at: datetime
    shares: Shares = field(default_factory=Shares)


@dataclass(frozen=True, slots=True)
class Animator:
    """A person who animates a network; they need not be of any of its structures."""

    network_id: int
    person_id: int
    since: datetime


class Aim(StrEnum):
    """Whom a broadcast is for, among the members."""

    ALL = "all"
    TRADES = "trades"
    PLACE = "place"
    KINDS = "kinds"
    ELIGIBLE = "eligible"  # may answer the lot that it is about


@dataclass(frozen=True, slots=True)
class Target:
    """`trades`, `departements`, `kinds`: only the field that `aim` names is looked at."""

    aim: Aim = Aim.ALL
    trades: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    kinds: frozenset[StructureKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Written:
    """An opportunity written by hand, that no feed carries: what, for whom, where, until when, whom to call.

    `until` is aware, None when nobody said it. `contact` is shown to members only.
    """

    what: str
    buyer: str = ""
    departement: str = ""
    town: str = ""
    until: datetime | None = None
    contact: str = ""
    trades: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What an animator sends. Either about a notice (`notice_id`) or `written` by hand. `sent_at` None: a draft.

    `withdrawn_at`: taken back by an animator; whoever has not received it will not.
    """

    id: int
    network_id: int
    author: int | None
    note: str
    target: Target
    notice_id: str | None = None
    written: Written | None = None
    created_at: datetime | None = None
    sent_at: datetime | None = None
    withdrawn_at: datetime | None = None


class Interest(StrEnum):
    """What a member does with a broadcast. Who declines is told to nobody."""

    OPENED = "opened"
    INTERESTED = "interested"
    DECLINED = "declined"
