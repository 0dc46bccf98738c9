"""The lot of a call for partners, as it is today, whomever it concerns.

One notice is read for one call: nothing here waits for what is open to be in memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.matching.document import describe
from alerts.messages.deadline import believable
from alerts.messages.told import Told, told
from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.reading import Answer, LotReading
from alerts.model.structure import Structure
from alerts.network.calls import LAST
from alerts.network.peers import OpenLot
from alerts.reply_help.case import key_of
from alerts.services.current import Opened
from alerts.services.effective import effective
from alerts.services.radar_ground import lots_of
from alerts.store import notices, opportunities
from alerts.store.engine import Session
from alerts.store.notices import Stored
from alerts.territory.france import France
from scrapers.notice import Lot, Notice

GONE = "Cet avis n'est plus enregistré."
LOT_GONE = "Ce lot n'est plus dans l'avis."
ENDED = {
    "cancelled": "Cette consultation est annulée : il n'y a plus à répondre.",
    "awarded": "Ce marché est déjà attribué : il n'y a plus à répondre.",
}
PASSED = "La date limite est passée : il n'y a plus à répondre."
TOO_LATE = "La date limite est dans moins d'un jour : il est trop tard pour chercher des partenaires ici."
NO_ANSWER = "Cet avis n'appelle pas de réponse : il n'y a pas de partenaires à chercher."
_VERDICTS = {Answer.YES: Verdict.FOR, Answer.NO: Verdict.AGAINST, Answer.CHECK: Verdict.CHECK}


@dataclass(frozen=True, slots=True)
class Ground:
    """The lot of an opportunity as it is today. `lot_key`: see `alerts.reply_help.case.key_of`; `closed`: "cancelled"
    or "awarded"."""

    opportunity_id: str
    notice: Notice
    readings: tuple[LotReading, ...]
    lot: Lot
    what: OpenLot
    closed: str | None = None

    @property
    def lot_key(self) -> str:
        return key_of(self.lot)

    def closes(self, now: datetime) -> datetime | None:
        """The deadline of the lot; None when the notice gives none that can be believed."""
        found = self.lot.deadline or self.notice.deadline
        return found.at if found is not None and believable(found, now) else None

    def over(self, now: datetime) -> str:
        """Why nobody can answer any more, as a French sentence; "" while somebody can."""
        if self.closed is not None:
            return ENDED[self.closed]
        deadline = self.lot.deadline or self.notice.deadline
        if deadline is not None and deadline.at <= now:
            return PASSED
        return "" if self.what.document.answerable else NO_ANSWER

    def too_late(self, now: datetime) -> str:
        """The same, and as soon as nobody is asked any more."""
        closes = self.closes(now)
        late = closes is not None and closes - now <= LAST
        return self.over(now) or (TOO_LATE if late else "")

    def told(self, structure: Structure, now: datetime) -> Told:
        """The lot alone, in public words, for this structure: may it answer, being what it is in law. None of its
        wishes."""
        reservation = self.what.lot.reservation
        cpv, concession = self.what.lot.cpv, self.notice.concession
        may = may_answer(structure.kinds, reservation, cpv=cpv, concession=concession)
        why = (Reason(Criterion.ELIGIBILITY, _VERDICTS[may.answer], may.reason),) if may.reason else ()
        match = Match(structure.id, self.notice.id, may.answer, near_miss=False, reasons=why, lots=(self.lot.id,))
        return told(structure, match, (replace(self.notice, lots=(self.lot,)),), self.readings, now)


def load(session: Session, opportunity_id: str, notice_id: str, lot: str) -> Ground | str:
    """The lot of this key in the line of this notice; or why there is none, as a French sentence."""
    group = notices.of_opportunities(session, [opportunity_id]).get(opportunity_id, [])
    known = opportunities.load_opportunities(session, [opportunity_id]).get(opportunity_id)
    source = _source(group, notice_id)
    held = effective((one.notice for one in group if one.notice.source == source), read_notice)
    if held is None or known is None:
        return ENDED["awarded"] if group else GONE
    document = describe(held.notice, held.readings, France.load(), may_answer)
    named = zip(held.notice.lots, lots_of(Opened(opportunity_id, held.notice, document)), strict=True)
    lots = {key_of(one): (one, what) for one, what in named}
    if lot not in lots:
        return LOT_GONE
    closed = "cancelled" if held.facts.cancelled else known.closed
    return Ground(opportunity_id, held.notice, held.readings, *lots[lot], closed)


def _source(group: Iterable[Stored], notice_id: str) -> str:
    """Of the notice that was told, else of the first."""
    sources = {one.notice.id: one.notice.source for one in group}
    return sources.get(notice_id) or next(iter(sources.values()), "")
