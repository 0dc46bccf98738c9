"""What was seen in the territory of a network over a period: figures, supply beside demand, local authorities.

Plain values, ready to be shown; `counting` and `pact` make them. Every figure is explained by `Territory.rules`, French
sentences to be shown with it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from alerts.model.network import Network
from alerts.model.reading import Beneficiary, ClauseKind
from alerts.network.seen import SeenOpportunity
from alerts.territory.authority_names import AuthorityKind as AuthorityKind  # the page and the letter take it here


@dataclass(frozen=True, slots=True)
class Told:
    """What members did, as far as it may be said: opportunities. `known` None: too few members for it to be said
    (« non montré »). `besides`: of members who do not share it, « au moins … autres »: a multiple of 5, 0 for nothing
    to say."""

    known: int | None = None
    besides: int = 0


@dataclass(frozen=True, slots=True)
class ReservedTo:
    """`to` None: the notice does not say to whom, or contradicts itself (« à vérifier »)."""

    to: Beneficiary | None
    lots: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`opportunities` and `lots` are what was seen; the following are lots of them, the last three opportunities.

    `claused`: with a social clause or a service of insertion. `social_criterion`: a criterion to choose the winner, and
    no clause. `environmental`: clause or criterion. A lot may be in several. `unsuccessful`: « infructueux » or « sans
    suite », as the award notice says. `cancelled` are opportunities. `uncovered`: lots reserved or claused whose
    deadline has passed and that no member is known to be on; None where it may not be said.
    """

    opportunities: int = 0
    lots: int = 0
    reserved: int = 0
    reserved_to: tuple[ReservedTo, ...] = ()
    claused: int = 0
    social_criterion: int = 0
    environmental: int = 0
    unsuccessful: int = 0
    cancelled: int = 0
    uncovered: int | None = None
    answered: Told = Told()
    won: Told = Told()
    lost: Told = Told()


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one trade, one buyer or one month. `key`: slug of a trade ("" for none known), SIREN or folded
    name of a buyer, first day of a month ("2026-11-01"). `label` is French."""

    key: str
    label: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Asked:
    """One trade. `lots`: reserved or claused in the territory over the period; `members`: how many do this trade."""

    trade: str
    label: str
    lots: int
    members: int


@dataclass(frozen=True, slots=True)
class Supply:
    """Demand is what is reserved or claused, whatever the trades of the network; offer is what members say they do.

    `trades`: every trade that is asked for or offered, the most asked for first. `unknown`: lots whose trade is not
    known. `anything`: members that name no trade: they look at all of them, and are not counted in any.
    """

    trades: tuple[Asked, ...] = ()
    unknown: int = 0
    anything: int = 0

    @property
    def nobody_offers(self) -> tuple[Asked, ...]:
        """Asked for, and offered by no member; the most asked for first."""
        return tuple(one for one in self.trades if one.lots and not one.members)

    @property
    def nobody_asks(self) -> tuple[Asked, ...]:
        """Offered, and asked for in no lot; the most offered first."""
        idle = (one for one in self.trades if one.members and not one.lots)
        return tuple(sorted(idle, key=lambda one: (-one.members, one.label)))


class Kept(StrEnum):
    """Has the authority at least one contract with a social or environmental clause or criterion?"""

    YES = "yes"  # and `proof` shows it
    NO = "no"  # not in the notices read since the date, which is not « non » in all
    CHECK = "check"  # the buyer or the clause is not sure
    UNSEEN = "unseen"  # no notice of it was read


@dataclass(frozen=True, slots=True)
class Proof:
    """The contract that proves it: a public notice, and its words. `kind` None: the lot is reserved, `quote` says it.

    `lot` is the title of the lot, None when the whole contract is meant. `field` is where the words stand.
    """

    notice_id: str
    title: str
    url: str | None
    published: date
    kind: ClauseKind | None
    quote: str
    field: str
    lot: str | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """One local authority. `code`: INSEE code, or SIREN; "" when none is known. `contracts`: opportunities of it seen
    over the period; `proving`: those of them with a clause or criterion. `doubt`: why it is to be checked, a French
    sentence."""

    name: str
    kind: AuthorityKind
    state: Kept
    code: str = ""
    contracts: int = 0
    proving: int = 0
    proof: Proof | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Pact:
    """Measure 15 of the « Pacte pour la transition », one authority after the other: région, départements, EPCI, then
    communes and others, each by name. Communes without a notice are only counted: `unseen_communes` of `communes`."""

    authorities: tuple[Authority, ...] = ()
    communes: int = 0
    unseen_communes: int = 0

    def count(self, state: Kept) -> int:
        """How many of those listed are in this state."""
        return sum(one.state is state for one in self.authorities)


@dataclass(frozen=True, slots=True)
class Territory:
    """All of it, over [since, until). `where` and `what` say in French which places and trades are looked at.

    `total` is of the trades of the network, `whole` of all trades; rows are of what `total` counts. `by_buyer`: those
    with most lots reserved or claused first. `seen` are the opportunities of `total`, the newest first. `read_since`:
    the first day of which anything was read, None when nothing was: the period before it is not « nothing ».
    `members`, and how many of them share neither answers nor outcomes (`discreet`). `for_animators`: with what only
    they may see.
    """

    network: Network
    since: date
    until: date
    generated_at: datetime
    where: str = ""
    what: str = ""
    total: Figures = Figures()
    whole: Figures = Figures()
    by_trade: tuple[Row, ...] = ()
    by_buyer: tuple[Row, ...] = ()
    by_month: tuple[Row, ...] = ()
    supply: Supply = Supply()
    pact: Pact = Pact()
    rules: tuple[str, ...] = ()
    seen: tuple[SeenOpportunity, ...] = ()
    read_since: date | None = None
    members: int = 0
    discreet: int = 0
    for_animators: bool = False
