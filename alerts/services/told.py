"""What was told to whom, and why: the ledger with the match and the notice behind each message."""

from dataclasses import dataclass

from alerts.messages.change import Change
from alerts.model.delivery import DeliveryKind
from alerts.model.match import Match
from alerts.store import history, matches, notices
from alerts.store.engine import Session
from alerts.store.history import Entry
from scrapers.notice import Notice


@dataclass(frozen=True, slots=True)
class Told:
    """One message, owed or settled. `match` is the one that made the structure concerned."""

    entry: Entry
    notice: Notice
    match: Match

    @property
    def corrects(self) -> bool:
        """True for a before → after message."""
        return self.entry.kind is DeliveryKind.CORRECTION

    @property
    def changes(self) -> tuple[Change, ...]:
        """What a before → after message tells."""
        return tuple(Change.from_json(one) for one in self.entry.cause.get("changes", ()))


def told(session: Session, structure_id: str | None = None, *, limit: int = 1000) -> list[Told]:
    """Latest first, of one structure or of all; messages about no notice, or whose notice is gone, are left out."""
    found = (_told(session, entry) for entry in history.entries(session, structure_id=structure_id, limit=limit))
    return [one for one in found if one is not None]


def _told(session: Session, entry: Entry) -> Told | None:
    notice_id = str(entry.cause.get("notice", ""))  # a word about the service is about none
    opportunity = notices.opportunity_of(session, notice_id)
    if opportunity is None:
        return None
    match = matches.load_match(session, entry.structure_id, opportunity)
    group = notices.of_opportunities(session, [opportunity])[opportunity]
    notice = next((one.notice for one in group if one.notice.id == notice_id), None)
    return Told(entry, notice, match) if match and notice else None
