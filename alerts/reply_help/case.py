"""One structure before one lot, as of today: everything that reply help stands on."""

from dataclasses import dataclass, field
from datetime import datetime

from alerts.messages.french import is_named, lot_number
from alerts.model.match import Match
from alerts.model.reading import ClauseKind, Eligibility, LotReading
from alerts.model.reply import Manner, Outcome, Proof, Sheet, Work
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure
from alerts.reply_help.asked import Asks
from scrapers.notice import Deadline, Lot, Notice, Winner


@dataclass(frozen=True, slots=True)
class Case:
    """`notice` is what holds today, corrections in it; `lot` one of its lots, `reading` what was read there.

    `lots` are all that concern the structure, `lot` among them, in the order of the notice. `deadline` is that of the
    lot, None when the notice gives none. `closed`: "cancelled" or "awarded". `page`: the address of the opportunity's
    public page, "" when there is none. `host`: the name that ends stable identifiers. `winners` are those of the lot.
    """

    structure: Structure
    match_id: int
    match: Match
    notice: Notice
    lot: Lot
    reading: LotReading
    eligibility: Eligibility
    asks: Asks
    sheet: Sheet = field(default_factory=Sheet)
    proofs: tuple[Proof, ...] = ()
    work: Work = field(default_factory=Work)
    status: ResponseStatus | None = None
    outcome: Outcome | None = None
    deadline: Deadline | None = None
    closed: str | None = None
    lots: tuple[Lot, ...] = ()
    winners: tuple[Winner, ...] = ()
    page: str = ""
    host: str = "vigie.invalid"
    sequence: int = 0  # grows when a correction changed the notice (RFC 5545, 3.8.7.4)
    since: datetime | None = None  # when the structure said what it says of it (`Response.at`): a plan begins there

    @property
    def manner(self) -> Manner:
        """As decided; together when the structure said « à plusieurs »."""
        if self.work.manner is not None:
            return self.work.manner
        return Manner.TOGETHER if self.status is ResponseStatus.TOGETHER else Manner.ALONE

    @property
    def title(self) -> str:
        """The contract, then its lot when it has several."""
        if is_named(self.lot.id) and self.lot.title and self.lot.title != self.notice.title:
            return f"{self.notice.title} – {self.lot.title}"
        return self.notice.title

    @property
    def lot_key(self) -> str:
        """What names the lot in the database: "" for the whole contract."""
        return key_of(self.lot)

    @property
    def others(self) -> tuple[Lot, ...]:
        """The other lots that concern the structure."""
        return tuple(one for one in self.lots if key_of(one) != self.lot_key)

    @property
    def cpv(self) -> tuple[str, ...]:
        return self.lot.cpv or self.notice.cpv

    def clause(self, kind: ClauseKind) -> bool:
        """Whether the lot carries a clause of this kind."""
        return any(one.kind is kind for one in self.reading.clauses)


def key_of(lot: Lot) -> str:
    """The same lot under its several spellings (« LOT-0001 », « 01 »); "" for the whole contract."""
    return lot_number(lot.id).casefold() if is_named(lot.id) else ""
