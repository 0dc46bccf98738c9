"""What is open when a structure subscribes, or widens its profile, becomes its matches.

It was shown, so that nothing is owed; buttons, corrections and reminders work on it as on the rest.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts.model.match import Match
from alerts.services.preview import Found
from alerts.store import current, matches, opportunities, structures
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
    matches.insert_matches(session, list(unique.values()), now)
    numbers = current.numbers_of(session, structure_id, unique)
    return {before: numbers[opportunity] for before, opportunity in today.items()}


def _today(session: Session, found: Sequence[Found]) -> dict[str, str]:
    """Opportunity found → the one that its notice is of now, when it is still open."""
    now_of = current.open_now(session, {one.match.notice_id for one in found})
    return {one.opportunity_id: now_of[one.match.notice_id] for one in found if one.match.notice_id in now_of}


def _own(match: Match, structure_id: str) -> Match:
    """A draft has no id yet when it is matched."""
    return replace(match, structure_id=structure_id)
