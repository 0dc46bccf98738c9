"""The profile of somebody, or the way to one."""

from alerts.services import people
from bot.chat.screen import Rows, Screen
from bot.chat.talk import Talk
from bot.commands.aide import BEGIN
from bot.commands.profile import screens
from bot.commands.profile.editing import editing

NO_PROFILE = "Vous n’avez pas encore de profil. Trois questions suffisent."


def no_profile() -> Screen:
    return Screen(NO_PROFILE, ((BEGIN,),))


def shown(talk: Talk, membership_id: int | None = None, notes: tuple[str, ...] = (), rows: Rows = ()) -> Screen | None:
    """The profile of this membership, or of the current one; None for somebody who has none."""
    with talk.house.database.read() as session:
        every = people.memberships_of(session, talk.person.id)
        current = people.current_of(session, talk.person)
    if not every or current is None:
        return None
    return screens.whole(talk, editing(talk, membership_id or current[0].id), len(every) > 1, notes, rows)
