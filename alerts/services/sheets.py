"""The sheet of a structure: what forms ask of it, said once by its managers, read by its whole team."""

from collections.abc import Mapping
from datetime import datetime

from alerts.intake.pauses import Misunderstood
from alerts.intake.sheet import BY_NAME, faults, tidied, understand, understand_all
from alerts.messages.french import PARIS
from alerts.model.people import Role
from alerts.model.reply import Sheet
from alerts.services import people
from alerts.services.errors import NotAllowed, Refusal
from alerts.store import people as people_store
from alerts.store import replies
from alerts.store.engine import Session

ONLY_MANAGERS = "Seul un responsable de la structure peut modifier sa fiche."
NO_FIELD = "Cette ligne n'existe pas dans la fiche."


def sheet_of(session: Session, person_id: int, structure_id: str) -> Sheet:
    """An empty one when nothing was said. Raises NotYours."""
    people.member_for(session, person_id, structure_id)
    return replies.load_sheet(session, structure_id)


def save_sheet(session: Session, person_id: int, structure_id: str, sheet: Sheet, now: datetime) -> None:
    """In the place of the one before. Raises NotYours, NotAllowed unless a manager asks, and Refusal with the first
    thing that is wrong (a SIRET whose key is false, a postcode of four digits…)."""
    _manager(session, person_id, structure_id)
    wrong = faults(sheet, now.astimezone(PARIS).date())
    if wrong:
        name, why = next(iter(wrong.items()))
        raise Refusal(f"{BY_NAME[name].label} : {why}")
    _put(session, structure_id, tidied(sheet), now)


def fill(session: Session, person_id: int, structure_id: str, name: str, text: str, now: datetime) -> Sheet:
    """One field as it was typed (`alerts.intake.sheet.FIELDS`); "" empties it. The others stay, whoever changes them at
    the same moment. Raises NotYours, NotAllowed, Refusal."""
    _manager(session, person_id, structure_id)
    if name not in BY_NAME:
        raise Refusal(NO_FIELD)
    before = replies.load_sheet(session, structure_id)
    match understand(name, text, before, now.astimezone(PARIS).date()):
        case Misunderstood(why):
            raise Refusal(why)
        case sheet:
            return _put(session, structure_id, sheet, now)


def fill_all(
    session: Session, person_id: int, structure_id: str, typed: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """A whole form: what is understood is kept, and field → the sentence for what is not.

    Raises NotYours, NotAllowed."""
    _manager(session, person_id, structure_id)
    before = replies.load_sheet(session, structure_id)
    sheet, wrong = understand_all(typed, before, now.astimezone(PARIS).date())
    _put(session, structure_id, sheet, now)
    return wrong


def _put(session: Session, structure_id: str, sheet: Sheet, now: datetime) -> Sheet:
    if sheet != replies.load_sheet(session, structure_id):
        replies.put_sheet(session, structure_id, sheet, now)
    return sheet


def _manager(session: Session, person_id: int, structure_id: str) -> None:
    """Nobody else changes the sheet until the end of the transaction."""
    if people.member_for(session, person_id, structure_id).role is not Role.MANAGER:
        raise NotAllowed(ONLY_MANAGERS)
    people_store.hold_structure(session, structure_id)
