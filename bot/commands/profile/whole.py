"""The profile of somebody, or the way to one."""

from alerts.services import networks, people
from bot.chat.screen import Rows, Screen
from bot.chat.talk import Talk
from bot.commands.aide import BEGIN, shortcuts_to
from bot.commands.profile import screens
from bot.commands.profile.editing import editing

NO_PROFILE = "Vous n’avez pas encore de profil. Trois questions suffisent."
OF_NETWORKS = (
    "La pause et le rythme se règlent pour une structure, et vous n’en avez pas ici. Les messages de vos réseaux vous"
    " arrivent entre 8 h et 20 h. Pour ne plus recevoir ceux d’un réseau : /reseau, puis « Ne plus recevoir »."
)


def no_profile() -> Screen:
    return Screen(NO_PROFILE, ((BEGIN,),))


def no_rhythm(talk: Talk) -> Screen:
    """When somebody without a structure is written to: by their networks, or never."""
    if not is_networked(talk):
        return no_profile()
    return Screen(OF_NETWORKS, (*shortcuts_to("reseau"), (BEGIN,)))


def is_networked(talk: Talk) -> bool:
    """Of a network, without a structure: they animate it, or wait for it to be open."""
    with talk.house.database.read() as session:
        return bool(networks.of_person(session, talk.person.id))


def shown(talk: Talk, membership_id: int | None = None, notes: tuple[str, ...] = (), rows: Rows = ()) -> Screen | None:
    """The profile of this membership, or of the current one; None for somebody who has none."""
    with talk.house.database.read() as session:
        every = people.memberships_of(session, talk.person.id)
        current = people.current_of(session, talk.person)
    if not every or current is None:
        return None
    return screens.whole(talk, editing(talk, membership_id or current[0].id), len(every) > 1, notes, rows)
