"""A group before its lot, as one of its members sees it: values only, that messages, screens, pages and files tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from alerts.model.network import Room
from alerts.model.reading import Eligibility, ReservationStatus
from alerts.model.structure import Structure
from alerts.network.brought import Asked, Brought
from alerts.network.group import Act, Lacking
from alerts.network.group_law import GroupRight
from alerts.network.group_plan import Shared
from alerts.network.group_said import Twice
from alerts.network.partners import partnership
from alerts.network.pieces import Need, Piece
from alerts.reply_help.capacity import ON_ONE_CONTRACT
from alerts.reply_help.case import Case
from alerts.reply_help.planning import Plan, StepId


@dataclass(frozen=True, slots=True)
class Contact:
    """As the structure's sheet says it; "" for what it does not."""

    person: str = ""
    phone: str = ""
    email: str = ""
    town: str = ""

    @property
    def known(self) -> bool:
        return bool(self.phone or self.email)


@dataclass(frozen=True, slots=True)
class Fellow:
    """A member of the group. `brings` is sure, `perhaps` is to be checked. `right`: alone, before this lot; its reason
    speaks to the structure itself. `fte`: of its people, None when it does not share them."""

    structure: Structure
    contact: Contact
    right: Eligibility
    brings: tuple[Piece, ...] = ()
    perhaps: tuple[Piece, ...] = ()
    does: str = ""
    agreed: bool = False
    fte: float | None = None

    @property
    def id(self) -> str:
        return self.structure.id

    @property
    def name(self) -> str:
        return self.structure.name


@dataclass(frozen=True, slots=True)
class Volume:
    """Full-time equivalents. `asked`: that the lot takes, in order of magnitude. `given`: that those who share their
    figures could give it; `told` of `members` do."""

    asked: float
    given: float
    told: int
    members: int

    @property
    def enough(self) -> bool:
        return self.given >= self.asked


@dataclass(frozen=True, slots=True)
class View:
    """`own`: the structure in whose name somebody looks; `acts`: what they may do. `left`: what nobody brings,
    `to_check`: what somebody perhaps brings. `lacking`: before anybody may agree. `mark`: names the sharing shown.
    `twice`: what the notice says of answering alone too, or in two groups. `warnings` are for `own` alone. `lot_gone`:
    a correction removed the lot, `case` is about another."""

    room: Room
    network: str
    case: Case
    plan: Plan
    steps: tuple[Shared, ...]
    fellows: tuple[Fellow, ...]
    own: str
    acts: frozenset[Act]
    right: GroupRight
    lacking: Lacking
    mark: str
    left: tuple[Piece, ...] = ()
    to_check: tuple[Piece, ...] = ()
    volume: Volume | None = None
    warnings: tuple[str, ...] = ()
    twice: Twice = field(default_factory=Twice)
    lot_gone: bool = False

    @property
    def closed(self) -> bool:
        return self.room.closed_at is not None

    @property
    def me(self) -> Fellow:
        return next(one for one in self.fellows if one.id == self.own)

    @property
    def hours(self) -> float | None:
        return self.case.asks.hours

    @property
    def reserved(self) -> bool:
        """Reserved, or perhaps so."""
        return self.case.reading.reservation.status is not ReservationStatus.NONE

    @property
    def everybody(self) -> bool:
        return len(self.fellows) > 1 and all(one.agreed for one in self.fellows)

    @property
    def deposited(self) -> bool:
        return any(one.step.id is StepId.DEPOSIT and one.step.done for one in self.steps)

    def provides_hours(self) -> tuple[str, ...]:
        """The names of who surely brings hours of insertion."""
        return tuple(one.name for one in self.fellows if any(piece.need is Need.HOURS for piece in one.brings))


@dataclass(frozen=True, slots=True)
class Cover:
    """What the members bring together: what nobody brings, what is to be checked, the volume."""

    left: tuple[Piece, ...]
    to_check: tuple[Piece, ...]
    volume: Volume | None


def pieces_of(one: Brought, to: Asked) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What it surely brings, and what is to be checked."""
    return to.named(one.sure), to.named(one.maybe & ~one.sure)


def cover(named: Sequence[tuple[str, Brought]], fte: Sequence[float | None], to: Asked) -> Cover:
    """Of these members, in this order; `fte` of each, None when it is not shared."""
    found = partnership(named, to)
    told = [one for one in fte if one is not None]
    needed = to.what.fte
    volume = Volume(needed, sum(told) * ON_ONE_CONTRACT, len(told), len(fte)) if needed and told else None
    return Cover(found.left, found.to_check, volume)
