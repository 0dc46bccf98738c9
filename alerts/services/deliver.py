"""Writing and sending what is owed: messages are written when they are sent, from what holds that day."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from alerts.channels.channel import Channel
from alerts.ledger.drain import Drained, Letter, drain
from alerts.messages.alert import alert_message
from alerts.messages.change import Change
from alerts.messages.correction import correction_message
from alerts.model.delivery import Claimed, DeliveryKind, Refused
from alerts.model.match import Match
from alerts.model.reading import Answer, Eligibility, LotReading, Reservation
from alerts.model.structure import Structure, StructureKind
from alerts.services.effective import Effective, Read, effective
from alerts.store import matches, notices, structures
from alerts.store.engine import Database, Session
from alerts.store.notices import Stored
from scrapers.notice import Notice

NOTHING_LEFT = "l'avis ou la structure n'est plus enregistré : il n'y a plus rien à dire"
REMEMBERED = 256  # opportunities: one is often told to many structures in a row
BEST_FIRST = (Answer.YES, Answer.CHECK, Answer.NO)


class MayAnswer(Protocol):
    """`alerts.clauses.eligibility.may_answer`."""

    def __call__(
        self, kinds: frozenset[StructureKind], reservation: Reservation, *, cpv: tuple[str, ...], concession: bool
    ) -> Eligibility: ...


class Composer:
    """Writes the message of a row of the ledger. Called from threads, one at a time per drain."""

    def __init__(self, database: Database, read: Read, may_answer: MayAnswer, now: Callable[[], datetime]) -> None:
        self._database, self._read, self._may_answer, self._now = database, read, may_answer, now
        self._lines: OrderedDict[tuple[tuple[str, int], ...], list[Effective]] = OrderedDict()

    def __call__(self, claimed: Claimed) -> Letter | Refused:
        """Refused when the structure unsubscribed or the notice is gone. Raises ValueError on a cause it cannot read."""
        with self._database.read() as session:
            found = _load(session, claimed)
        if found is None:
            return Refused(NOTHING_LEFT)
        structure, match, group = found
        match claimed.kind:
            case DeliveryKind.ALERT:
                return Letter(structure, self._alert(structure, match, group))
            case DeliveryKind.CORRECTION:
                return Letter(structure, self._correction(structure, match, group, claimed.cause))
