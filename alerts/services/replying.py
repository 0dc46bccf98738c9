"""A structure before a lot, as of today: what every screen, letter, page and file of reply help stands on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.links.public import notice_page
from alerts.links.signed import Links
from alerts.messages.calendar import domain
from alerts.model.match import Match
from alerts.model.reading import Answer, Eligibility, LotReading, ReservationStatus
from alerts.model.reply import Outcome, Proof, Sheet, Work
from alerts.model.structure import Structure
from alerts.reply_help.case import Case, key_of
from alerts.reply_help.read_asks import asks_of
from alerts.services.wording import Ground, Holding, MayAnswer, Wording
from alerts.store import notices, opportunities, replies, responses, showing, structures
from alerts.store.engine import Session
from scrapers.notice import Lot, Notice, NoticeKind, Winner

UNTOLD = 0  # the number of no match


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the database knows of it: to be read in a short session, before anything is worked out."""

    ground: Ground
    sheet: Sheet
    proofs: tuple[Proof, ...]
    works: dict[str, Work]
    outcome: Outcome | None
    closed: str | None
    versions: int
    since: datetime | None = None  # when the structure said what it does of it


def load(session: Session, match_id: int) -> Loaded | None:
    """None when the match, its structure or its notices are gone. Who asks is for the caller to check."""
    held = responses.load_held(session, match_id)
    structure = structures.load_structure(session, held.structure_id) if held else None
    group = notices.of_opportunities(session, [held.opportunity_id]).get(held.opportunity_id) if held else None
    if held is None or structure is None or not group:
        return None
    ground = Ground(structure, match_id, held.match, group, held.response.status if held.response else None)
    told = replies.outcomes_of(session, [match_id]).get(match_id)
    known = opportunities.load_opportunities(session, [held.opportunity_id]).get(held.opportunity_id)
    stamp = showing.stamps(session, [match_id]).get(match_id)
    return Loaded(
        ground,
        replies.load_sheet(session, structure.id),
        replies.load_proofs(session, structure.id),
        replies.load_works(session, match_id),
        told.outcome if told else None,
        known.closed if known else None,
        stamp.versions if stamp else 1,
        held.response.at if held.response else None,
    )


def load_notice(session: Session, structure_id: str, notice_id: str) -> Loaded | None:
    """The same for a notice that the structure names itself, whether or not it was told of it; None when there is no
    such structure or no such notice. Without a match there are no reasons, and nothing was said of it yet."""
    held = responses.held_about(session, [structure_id], [notice_id]).get((structure_id, notice_id))
    if held is not None:
        return load(session, held.match_id)
    structure = structures.load_structure(session, structure_id)
    opportunity = notices.opportunity_of(session, notice_id)
    group = notices.of_opportunities(session, [opportunity]).get(opportunity) if opportunity else None
    if structure is None or not group or opportunity is None:
        return None
    match = Match(structure_id, notice_id, Answer.CHECK, near_miss=False, reasons=(), lots=(None,))
    known = opportunities.load_opportunities(session, [opportunity]).get(opportunity)
    sheet, proofs = replies.load_sheet(session, structure_id), replies.load_proofs(session, structure_id)
    closed = known.closed if known else None
    return Loaded(Ground(structure, UNTOLD, match, group), sheet, proofs, {}, None, closed, versions=len(group))


class Replying:
    """Makes cases. Safe to use from several threads. `links`: those of our pages, None when there are none."""

    def __init__(self, wording: Wording, may_answer: MayAnswer, links: Links | None) -> None:
        self._wording, self._may_answer, self._links = wording, may_answer, links

    def case(self, loaded: Loaded, now: datetime, lot: str | None = None) -> Case:
        """`lot`: a key of `alerts.reply_help.case.key_of`. None, or one that does not concern the structure: the lot
        last worked on, else the one that closes first."""
        held = self._wording.holding(loaded.ground)
        notice = next(one for one in held.notices if one.id == held.match.notice_id)
        lots = _concerned(notice, held)
        wanted = [lot, *loaded.works] if lot is not None else [*loaded.works]
        chosen = _chosen(lots, wanted, lambda one: self._urgency(loaded.ground.structure, notice, one, held, now))
        reading = _reading(held.readings, chosen)
        return Case(
            structure=loaded.ground.structure,
            match_id=loaded.ground.match_id,
            match=held.match,
            notice=notice,
            lot=chosen,
            reading=reading,
            eligibility=self._eligibility(loaded.ground.structure, notice, chosen, reading),
            asks=asks_of(notice, chosen, reading),
            sheet=loaded.sheet,
            proofs=loaded.proofs,
            work=loaded.works.get(key_of(chosen), Work()),
            status=loaded.ground.status,
            outcome=loaded.outcome,
            deadline=chosen.deadline or notice.deadline,
            closed="cancelled" if held.cancelled else loaded.closed,
            lots=lots,
            winners=_winners((one.notice for one in loaded.ground.group), chosen),
            page=notice_page(self._links, notice.id) if self._links else "",
            host=domain(self._links.base) if self._links else "vigie.invalid",
            sequence=loaded.versions - 1,
            since=loaded.since,
        )

    def _urgency(
        self, structure: Structure, notice: Notice, lot: Lot, held: Holding, now: datetime
    ) -> tuple[int, float, bool]:
        """What comes first: to come before unknown before passed, then what closes first, then what is reserved to
        them."""
        reading = _reading(held.readings, lot)
        reserved = reading.reservation.status is ReservationStatus.RESERVED
        theirs = reserved and self._eligibility(structure, notice, lot, reading).answer is Answer.YES
        deadline = lot.deadline or notice.deadline
        if deadline is None:
            return 1, 0.0, not theirs
        return (0 if deadline.at > now else 2), deadline.at.timestamp(), not theirs

    def _eligibility(self, structure: Structure, notice: Notice, lot: Lot, reading: LotReading) -> Eligibility:
        cpv, concession = lot.cpv or notice.cpv, notice.concession
        return self._may_answer(structure.kinds, reading.reservation, cpv=cpv, concession=concession)


def _concerned(notice: Notice, held: Holding) -> tuple[Lot, ...]:
    """Those of the match, as they are called today; all of them when it is on the whole, or when its lots are gone."""
    wanted = {key_of(Lot(one)) for one in held.match.lots}
    found = tuple(one for one in notice.lots if key_of(one) in wanted)
    return found if found and "" not in wanted else notice.lots


def _chosen(lots: Sequence[Lot], wanted: Sequence[str], urgency: Callable[[Lot], tuple[int, float, bool]]) -> Lot:
    by_key = {key_of(one): one for one in lots}
    named = next((by_key[one] for one in wanted if one in by_key), None)
    return named or min(lots, key=urgency)


def _reading(readings: Iterable[LotReading], lot: Lot) -> LotReading:
    return next((one for one in readings if key_of(Lot(one.lot_id)) == key_of(lot)), LotReading(lot.id))


def _winners(group: Iterable[Notice], lot: Lot) -> tuple[Winner, ...]:
    """Of this lot, or of the whole when the award speaks of no lots; the latest award wins."""
    found: tuple[Winner, ...] = ()
    for notice in group:
        if notice.kind is NoticeKind.AWARD:
            named = {key_of(one): one.winners for one in notice.lots}
            found = named.get(key_of(lot)) or (named.get("", ()) if len(named) == 1 else ()) or found
    return found
