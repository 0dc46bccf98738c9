"""What is open when a structure subscribes, or widens its profile, becomes its matches.

It was shown, so that nothing is owed; buttons, corrections and reminders work on it as on the rest.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts.model.match import Match
from alerts.services.preview import Found
from alerts.store import matches, notices, opportunities, structures
from alerts.store.engine import Session


def adopt(session: Session, structure_id: str, found: Sequence[Found], now: datetime) -> dict[str, int]:
    """`Found.opportunity_id` → number of the match, known or new. Doing it twice is doing it once.

    What was closed, joined to another opportunity or forgotten since it was found is left out, or follows. Nothing when
    the structure is gone.
    """
    opportunities.take_turn(session)
    if structure_id not in structures.channels_of(session, [structure_id]):
        return {}
    today = _today(session, found)
    pairs = [(today[one.opportunity_id], _own(one.match, structure_id)) for one in found if one.opportunity_id in today]
    unique = {opportunity: (opportunity, match) for opportunity, match in reversed(pairs)}
    new = matches.insert_matches(session, list(unique.values()), now)
    numbers = {
        before: new.get((structure_id, opportunity)) or matches.number_of(session, structure_id, opportunity)
        for before, opportunity in today.items()
    }
    return {before: number for before, number in numbers.items() if number is not None}


def _today(session: Session, found: Sequence[Found]) -> dict[str, str]:
    """Opportunity found → the one that its notice is of now, when it is still open."""
    now_of = {one.opportunity_id: notices.opportunity_of(session, one.match.notice_id) for one in found}
    known = opportunities.load_opportunities(session, {one for one in now_of.values() if one})
    return {before: now for before, now in now_of.items() if now in known and known[now].closed is None}


def _own(match: Match, structure_id: str) -> Match:
    """A draft has no id yet when it is matched."""
    return replace(match, structure_id=structure_id)
