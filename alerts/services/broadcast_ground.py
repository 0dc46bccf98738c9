"""What a broadcast stands on, as of now: its opportunity, until when one may answer, who may, and its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.messages.deadline import believable, deadline_of
from alerts.messages.message import Message
from alerts.messages.network.broadcast import Passed, by_hand, of_notice
from alerts.messages.told import Told, told
from alerts.model.match import Criterion, Match, Reason, Verdict
from alerts.model.network import Broadcast
from alerts.model.reading import Answer, Eligibility, LotReading
from alerts.model.structure import Structure, StructureKind
from alerts.network.targets import LotAsked, best_answer
from alerts.services.effective import CHANGING, WHOLE
from alerts.services.wording import Ground, Holding, MayAnswer, Wording
from alerts.store import notices, opportunities
from alerts.store.engine import Session
from alerts.store.notices import Stored
from scrapers.notice import Lot, Notice

GONE = "Cet avis n'est plus enregistré."
CANCELLED = "Cette consultation est annulée : il n'y a plus à répondre."
AWARDED = "Ce marché est déjà attribué : il n'y a plus à répondre."
OVER = "La date limite est passée : il n'y a plus à répondre."

_NOBODY = Structure("", "", frozenset())
_VERDICTS = {Answer.YES: Verdict.FOR, Answer.NO: Verdict.AGAINST, Answer.CHECK: Verdict.CHECK}


@dataclass(frozen=True, slots=True)
class Basis:
    """What the database knows of it: to be read in a short session. `group`: the notices of its opportunity, in the
    order of publication; empty for what is written by hand, or gone. `closed`: "cancelled" or "awarded"."""

    broadcast: Broadcast
    group: tuple[Stored, ...] = ()
    closed: str | None = None

    @property
    def notice_ids(self) -> frozenset[str]:
        return frozenset(one.notice.id for one in self.group)

    @property
    def versions(self) -> tuple[str, ...]:
        """What a preview stood on."""
        return tuple(sorted(f"{one.notice.id}@{one.version}" for one in self.group))


def load(session: Session, broadcast: Broadcast) -> Basis:
    if broadcast.notice_id is None:
        return Basis(broadcast)
    opportunity = notices.opportunity_of(session, broadcast.notice_id)
    if opportunity is None:
        return Basis(broadcast)
    group = notices.of_opportunities(session, [opportunity]).get(opportunity, [])
    known = opportunities.load_opportunities(session, [opportunity]).get(opportunity)
    return Basis(broadcast, tuple(group), known.closed if known else None)


class Grounds:
    """Reads them. Safe to use from several threads."""

    def __init__(self, wording: Wording, may_answer: MayAnswer) -> None:
        self._wording, self._may_answer = wording, may_answer

    def over(self, basis: Basis, now: datetime) -> str:
        """Why nobody can answer any more, as a French sentence; "" while somebody can."""
        written = basis.broadcast.written
        if written is not None:
            return OVER if written.until is not None and written.until <= now else ""
        held = self._holding(basis)
        if held is None:
            return AWARDED if basis.group else GONE
        if held.cancelled or basis.closed == "cancelled":
            return CANCELLED
        if basis.closed == "awarded":
            return AWARDED
        return "" if _open(_main(held), now) else OVER

    def closes(self, basis: Basis, now: datetime) -> datetime | None:
        """The deadline that comes first, among those that can be believed; None when nobody knows it."""
        if basis.broadcast.written is not None:
            return basis.broadcast.written.until
        held = self._holding(basis)
        main = _main(held) if held else None
        found = [one for lot in main.lots if (one := deadline_of(main, lot))] if main else []
        return min((one.at for one in found if one.at > now and believable(one, now)), default=None)

    def lots(self, basis: Basis, now: datetime) -> tuple[LotAsked, ...]:
        """What decides who may answer each lot that is still open; none for what is written by hand."""
        held = self._holding(basis)
        if held is None:
            return ()
        main = _main(held)
        read = {one.lot_id: one.reservation for one in held.readings}
        return tuple(
            LotAsked(read.get(lot.id) or LotReading(lot.id).reservation, lot.cpv or main.cpv, main.concession)
            for lot in _open(main, now)
        )

    def may_answer(self, kinds: frozenset[StructureKind], lot: LotAsked) -> Eligibility:
        return self._may_answer(kinds, lot.reservation, cpv=lot.cpv, concession=lot.concession)

    def message(self, basis: Basis, passed: Passed, now: datetime) -> Message | None:
        """None when the notice is gone, or when there is nothing left of it to tell."""
        if basis.broadcast.written is not None:
            return by_hand(passed, basis.broadcast.written, now)
        held = self._holding(basis)
        if held is None:
            return None
        match = self._neutral(passed.structure, _main(held), basis, now)
        return of_notice(passed, told(passed.structure, match, held.notices, held.readings, now))

    def for_everybody(self, basis: Basis, now: datetime) -> Told | None:
        """The notice as it is today, for no structure in particular; None for what is written by hand, or gone."""
        held = self._holding(basis)
        if held is None:
            return None
        main = _main(held)
        match = Match("", main.id, Answer.CHECK, near_miss=False, reasons=(), lots=_ids(main.lots))
        return told(_NOBODY, match, held.notices, held.readings, now)

    def _neutral(self, structure: Structure, main: Notice, basis: Basis, now: datetime) -> Match:
        """May they answer, being what they are in law; nothing of what their profile asks for."""
        best = best_answer(structure.kinds, self.lots(basis, now), self.may_answer)
        may = best or Eligibility(Answer.CHECK, "")
        why = (Reason(Criterion.ELIGIBILITY, _VERDICTS[may.answer], may.reason),) if may.reason else ()
        return Match(structure.id, main.id, may.answer, near_miss=False, reasons=why, lots=_ids(main.lots))

    def _holding(self, basis: Basis) -> Holding | None:
        """None for what is written by hand, for a notice that is gone, and when only its award is known."""
        if not any(one.notice.kind in WHOLE | CHANGING for one in basis.group):
            return None
        first = basis.group[0].notice
        named = next((one.notice for one in basis.group if one.notice.id == basis.broadcast.notice_id), first)
        match = Match("", named.id, Answer.CHECK, near_miss=False, reasons=(), lots=_ids(named.lots))
        return self._wording.holding(Ground(_NOBODY, 0, match, list(basis.group)))


def _main(held: Holding) -> Notice:
    return next(one for one in held.notices if one.id == held.match.notice_id)


def _open(notice: Notice, now: datetime) -> tuple[Lot, ...]:
    """The lots that can still be answered; one without a deadline can."""
    ends = ((lot, deadline_of(notice, lot)) for lot in notice.lots)
    return tuple(lot for lot, ends_at in ends if ends_at is None or ends_at.at > now)


def _ids(lots: Sequence[Lot]) -> tuple[str | None, ...]:
    return tuple(one.id for one in lots)
