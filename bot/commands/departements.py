"""`/departements 01 69`: straight to the territory, with or without words."""

from dataclasses import replace

from alerts.services import people
from bot.chat.command import Command, Scope
from bot.chat.screen import Reply
from bot.chat.talk import Talk
from bot.commands.profile import screens
from bot.commands.profile.asking_places import Where
from bot.commands.profile.editing import editing
from bot.commands.profile.whole import no_profile


class Departements(Command):
    """Words take the place of the territory that was, and are shown before anything is saved."""

    name = "departements"
    space = "de"
    about = "Changer votre territoire"
    scope = Scope.HIDDEN
    aliases = ("departement", "territoire", "zone", "lieux")

    def open(self, talk: Talk, words: str) -> Reply:
        """Raises NotAllowed for who may not change the profile."""
        with talk.house.database.read() as session:
            current = people.current_of(session, talk.person)
        if current is None:
            return no_profile()
        held = editing(talk, current[0].id).must_manage().afresh()
        if words:
            held = held.with_draft(replace(held.draft, activity=0).with_where(Where().heard(words)))
        return screens.places(talk, held)
