"""A network of structures, and what its animators and members do in it."""

from collections.abc import Mapping
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
    calls: bool = True  # it may be proposed to a member that looks for partners, without its name until it says yes


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
    MEMBERS = "members"  # these ones: whom the radar found for a lot


@dataclass(frozen=True, slots=True)
class Target:
    """`members` are ids of structures. Only the field that `aim` names is looked at."""

    aim: Aim = Aim.ALL
    trades: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    kinds: frozenset[StructureKind] = frozenset()
    members: frozenset[str] = frozenset()


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


@dataclass(frozen=True, slots=True)
class NetworkChat:
    """A Telegram group, a topic of it, or a channel, where a network speaks. `trouble`: why it can no longer be written
    to, in French; None while it can."""

    id: int
    network_id: int
    chat_id: int
    topic_id: int | None
    title: str = ""
    channel: bool = False
    linked_by: int | None = None
    trouble: str | None = None


class Answered(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Call:
    """A blind call: a member looks, inside a network, for partners to answer one lot (`lot` "": the whole contract).

    `freely`: it says yes beforehand to whoever says yes. `closes_at`: the deadline, None when it is not known.
    """

    id: int
    network_id: int
    structure_id: str
    opportunity_id: str
    notice_id: str
    lot: str
    opened_at: datetime
    opened_by: int | None = None
    freely: bool = False
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    waved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member that a call was proposed to. `rank`: from 1, in the order in which they were found. `brings`: French
    words of the pieces that it adds. Names are shown when both `answer` and `seeker_answer` are yes."""

    call_id: int
    structure_id: str
    rank: int
    brings: tuple[str, ...]
    asked_at: datetime
    answer: Answered | None = None
    seeker_answer: Answered | None = None

    @property
    def agreed(self) -> bool:
        return self.answer is Answered.YES and self.seeker_answer is Answered.YES


class GroupForm(StrEnum):
    """Kind of group (code de la commande publique, R2142-19 to R2142-27)."""

    CONJOINT = "conjoint"  # each answers for its part
    CONJOINT_SOLIDARY = "conjoint_solidary"  # the same, and the mandataire answers for all
    SOLIDARY = "solidary"  # each answers for all


@dataclass(frozen=True, slots=True)
class Task:
    """A step of the shared plan: who takes it, and whether it is done. `step` is its id in the plan."""

    step: str
    structure_id: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """Where a group prepares its answer. `does`: structure → what it does, in its own words. `mandataire`: who speaks
    to the buyer for all. `agreed`: the structures that agree with this sharing as it stands."""

    id: int
    network_id: int
    opportunity_id: str
    notice_id: str
    lot: str
    created_at: datetime
    call_id: int | None = None
    members: tuple[str, ...] = ()
    mandataire: str | None = None
    form: GroupForm | None = None
    does: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    agreed: frozenset[str] = frozenset()
    closed_at: datetime | None = None
