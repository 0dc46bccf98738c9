"""From a draft to a structure that is told, with what is open for it now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.adopting import adopt
from alerts.services.preview import Found
from alerts.store.engine import Session
from bot.chat.screen import Button, Reply
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.onboarding.summary import saved
from bot.commands.profile.draft import Draft
from bot.commands.profile.told import name_of
from bot.commands.profile.volume import BEST, open_lines, preview


def save(talk: Talk, draft: Draft) -> Reply:
    """Doing it twice (a tap that comes again) makes one structure."""
    structure = replace(draft.structure, name=name_of(draft.structure))
    if not talk.house.current.warm:  # just after a start: worth a few seconds, since what is open becomes theirs here
        talk.house.current.refresh(talk.now)
    found = preview(talk, structure).open
    with talk.house.database.write() as session:
        kept = _already(session, talk, structure)
        if kept is None:
            _, kept = people.create_structure(session, talk.person.id, structure, talk.now)
        numbers = adopt(session, kept.id, found, talk.now)
    talk.leave()
    return saved(open_lines(found, talk), _openers(found, numbers))


def _openers(found: Sequence[Found], numbers: Mapping[str, int]) -> list[Button]:
    """One for each line that is told, as it is numbered there."""
    lines = [(at, numbers.get(one.opportunity_id)) for at, one in enumerate(found[:BEST], 1)]
    return [Button(f"Voir la {at}", pack("ca", "o", number)) for at, number in lines if number is not None]


def _already(session: Session, talk: Talk, structure: Structure) -> Structure | None:
    mine = [one for _, one in people.memberships_of(session, talk.person.id)]
    return next((one for one in mine if replace(one, id="", channels=()) == replace(structure, channels=())), None)
