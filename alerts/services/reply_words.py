"""What reply help says by itself: steps that come near, proofs that end, what became of it, who won."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from alerts.messages.french import PARIS
from alerts.messages.message import Message
from alerts.messages.reply.easy import easy_message
from alerts.model.delivery import DeliveryKind, Refused
from alerts.reply_help.case import Case
from alerts.services import awarded, expiring, following_up, replying, stepping
from alerts.services.due import NOTHING_LEFT, Due
from alerts.services.replying import Replying
from alerts.store import replies
from alerts.store.engine import Database

_Writer = Callable[[Case, dict[str, Any], datetime], Message | Refused]
_OF_A_CASE: dict[DeliveryKind, _Writer] = {
    DeliveryKind.STEP: stepping.message,
    DeliveryKind.OUTCOME: following_up.message,
    DeliveryKind.AWARD: awarded.message,
}
KINDS = frozenset({*_OF_A_CASE, DeliveryKind.PROOF})


class ReplyWords:
    """Writes them. Safe to use from several threads."""

    def __init__(self, database: Database, made: Replying) -> None:
        self._database, self._replying = database, made

    def message(self, one: Due, now: datetime) -> Message | Refused:
        """Refused when it no longer means anything: the step is done, the proof renewed, the question answered."""
        if one.row.kind is DeliveryKind.PROOF:
            with self._database.read() as session:
                proofs = replies.load_proofs(session, one.structure.id)
            return expiring.message(one.structure, proofs, one.row.cause, now.astimezone(PARIS).date())
        case = self._case(one, now)
        return Refused(NOTHING_LEFT) if case is None else _OF_A_CASE[one.row.kind](case, one.row.cause, now)

    def easy(self, match_id: int, now: datetime) -> Message | None:
        """The card in words easy to read; None when several lots concern the structure: each has its own, behind « Aide
        à la réponse », and the usual card says them all."""
        with self._database.read() as session:
            loaded = replying.load(session, match_id)
        case = self._replying.case(loaded, now) if loaded else None
        return easy_message(case, now) if case is not None and len(case.lots) == 1 else None

    def _case(self, one: Due, now: datetime) -> Case | None:
        if one.ground is None:
            return None
        with self._database.read() as session:
            loaded = replying.load(session, one.ground.match_id)
        lot = one.row.cause.get("lot")
        return self._replying.case(loaded, now, str(lot) if lot is not None else None) if loaded else None
