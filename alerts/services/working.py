"""What a structure decides and does on one lot, in taps: marks of the grid, alone or together, what is ready.

Managers and members may, alike. Saying again what was said changes nothing. Each change reads and writes under the lock
of the match: of two people at once, nothing of either is lost, and on the same thing the last one wins.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import isfinite

from alerts.model.reply import Assumptions, Manner, Mark, Point, Work
from alerts.model.response import KEEPING, ResponseStatus
from alerts.reply_help.case import key_of
from alerts.reply_help.dossier.ids import DOCUMENTS
from alerts.reply_help.planning import StepId
from alerts.services import responding
from alerts.services.errors import Refusal
from alerts.store import notices, replies
from alerts.store.engine import Session
from alerts.store.responses import Held
from scrapers.notice import Lot

NO_LOT = "Ce lot ne figure pas, ou plus, dans cette annonce."
NO_ITEM = "Cette ligne n'existe pas, ou plus, dans la liste."
NOT_A_SHARE = "Une part s'écrit entre 0 et 100 %."
NOT_POSITIVE = "Ce nombre doit être plus grand que zéro."
TOO_LARGE = "Ce nombre est trop grand : vérifiez-le."
ITEMS = DOCUMENTS | {one.value for one in StepId}
_MOST = {"amount": 10_000_000_000, "hourly_cost": 1_000, "months": 600, "hours": 10_000_000}


def mark(
    session: Session, person_id: int, match_id: int, lot: str, point: Point, given: Mark | None, now: datetime
) -> Work:
    """The answer of somebody to one question of the grid; None takes it back. Raises NotYours, Refusal."""

    def changed(work: Work) -> Work:
        others = {one: held for one, held in work.marks.items() if one is not point}
        return replace(work, marks=others if given is None else {**others, point: given})

    return _change(session, person_id, match_id, lot, changed, now)


def unmark(session: Session, person_id: int, match_id: int, lot: str, point: Point, now: datetime) -> Work:
    """The question is Vigie's again. Raises NotYours, Refusal."""
    return mark(session, person_id, match_id, lot, point, None, now)


def choose_manner(
    session: Session, person_id: int, match_id: int, lot: str, manner: Manner | None, now: datetime
) -> Work:
    """Alone, together, or (None) as said of the opportunity. Raises NotYours, Refusal."""
    return _change(session, person_id, match_id, lot, lambda work: replace(work, manner=manner), now)


def tick(session: Session, person_id: int, match_id: int, lot: str, item_id: str, on: bool, now: datetime) -> Work:
    """A document or a step is ready, or no longer. Raises NotYours, Refusal (no such line)."""
    if on and item_id not in ITEMS:
        raise Refusal(NO_ITEM)

    def changed(work: Work) -> Work:
        return replace(work, done=work.done | {item_id} if on else work.done - {item_id})

    return _change(session, person_id, match_id, lot, changed, now)


def assume(session: Session, person_id: int, match_id: int, lot: str, assumptions: Assumptions, now: datetime) -> Work:
    """What the estimate of hours stands on, from now on; fields left None are the usual ones again.

    Raises NotYours, and Refusal for what cannot be (a share over 1, a cost of zero…).
    """
    _check(assumptions)
    return _change(session, person_id, match_id, lot, lambda work: replace(work, assumptions=assumptions), now)


def remind(session: Session, person_id: int, match_id: int, lot: str, on: bool, now: datetime) -> Work:
    """Whether the steps of the plan of this lot are recalled. Raises NotYours, Refusal.

    Only what a structure keeps is recalled: whoever asks for reminders keeps the announcement, if nobody did.
    """
    after = _change(session, person_id, match_id, lot, lambda work: replace(work, reminded=on), now)
    if on and not _keeps(responding.held_for(session, person_id, match_id)):
        responding.respond(session, person_id, match_id, ResponseStatus.KEPT, now)
    return after


def _keeps(held: Held) -> bool:
    """Whether the structure said that it answers, alone or together, or that it keeps the announcement."""
    return held.response is not None and held.response.status in KEEPING


def work_of(session: Session, match_id: int, lot: str) -> Work:
    """Nothing done yet when nobody touched it. Who asks is for the caller to check."""
    return replies.load_works(session, match_id).get(lot, Work())


def _change(
    session: Session, person_id: int, match_id: int, lot: str, changed: Callable[[Work], Work], now: datetime
) -> Work:
    held = responding.held_for(session, person_id, match_id, for_update=True)
    works = replies.load_works(session, match_id)
    if lot not in works and lot not in _lots(session, held):
        raise Refusal(NO_LOT)
    before = works.get(lot, Work())
    after = changed(before)
    if after != before:
        replies.put_work(session, match_id, lot, after, now)
    return after


def _lots(session: Session, held: Held) -> set[str]:
    """The keys of the lots that the notices of the opportunity have, whichever of them holds today."""
    group = notices.of_opportunities(session, [held.opportunity_id]).get(held.opportunity_id, ())
    listed = {key_of(lot) for one in group for lot in one.notice.lots}
    return listed | {key_of(Lot(one)) for one in held.match.lots}


def _check(given: Assumptions) -> None:
    for share in (given.labour_share, given.insertion_share):
        if share is not None and not 0 <= share <= 1:
            raise Refusal(NOT_A_SHARE)
    counted: dict[str, Decimal | float | None] = {name: getattr(given, name) for name in _MOST}
    for name, value in counted.items():
        if value is None:
            continue
        if not isfinite(value) or value <= 0:
            raise Refusal(NOT_POSITIVE)
        if value > _MOST[name]:
            raise Refusal(TOO_LARGE)
