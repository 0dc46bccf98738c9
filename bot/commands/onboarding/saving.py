"""From a draft to a structure that is told, with what is open for it now."""

from dataclasses import replace

from alerts.model.structure import Structure
from alerts.services import people
from alerts.store.engine import Session
from bot.chat.screen import Reply
from bot.chat.talk import Talk
from bot.commands.onboarding.summary import saved
from bot.commands.profile.draft import Draft
from bot.commands.profile.told import name_of
from bot.commands.profile.volume import open_lines, preview


def save(talk: Talk, draft: Draft) -> Reply:
    """Doing it twice (a tap that comes again) makes one structure."""
    structure = replace(draft.structure, name=name_of(draft.structure))
    with talk.house.database.write() as session:
        kept = _already(session, talk, structure)
        if kept is None:
            _, kept = people.create_structure(session, talk.person.id, structure, talk.now)
    found = preview(talk, kept)
    talk.leave()
    return saved(open_lines(found.open, talk), [])


def _already(session: Session, talk: Talk, structure: Structure) -> Structure | None:
    mine = [one for _, one in people.memberships_of(session, talk.person.id)]
    return next((one for one in mine if replace(one, id="", channels=()) == replace(structure, channels=())), None)
