"""`/profil`: all of a profile on one screen, each thing changed in a few taps, its effect told before it is saved."""

from collections.abc import Callable
from dataclasses import replace

from alerts.intake.places import merge, position
from alerts.services import people
from bot.chat.command import OLD_BUTTON, Command
from bot.chat.screen import Reply, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.profile import screens
from bot.commands.profile.asking_places import Where
from bot.commands.profile.changing import CHANGING, placed
from bot.commands.profile.editing import SPACE, Editing, of_step, of_tap
from bot.commands.profile.reading import READERS
from bot.commands.profile.whole import no_profile, shown

ABROAD = "Je n’ai pas trouvé de département français à cet endroit. Écrivez plutôt vos lieux."
YOURS = "Vos commandes portent maintenant sur cette structure."

Act = Callable[[Talk, Editing, Tap], Reply]


class Profil(Command):
    name = "profil"
    space = SPACE
    about = "Voir ou changer votre profil"
    aliases = ("profile", "reglages", "parametres")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        return shown(talk) or no_profile()

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """Whoever is of the structure sees; only a manager changes. Raises NotYours, NotAllowed."""
        held = of_tap(talk, tap)
        if tap.action in _SEEING:
            return _SEEING[tap.action](talk, held, tap)
        change = CHANGING.get(tap.action)
        return change(talk, held.must_manage(), tap) if change else Toast(OLD_BUTTON)

    def text(self, talk: Talk, text: str) -> Reply | None:
        reader = READERS.get(talk.step.at)
        held = of_step(talk) if reader else None
        return reader(talk, held.must_manage(), text) if reader and held else None

    def position(self, talk: Talk, latitude: float, longitude: float) -> Reply | None:
        held = of_step(talk) if talk.step.at in ("places", "position") else None
        if held is None:
            return None
        found = position(latitude, longitude)
        if found is None:
            return replace(screens.places(talk, held), text=ABROAD)
        return placed(talk, held.must_manage(), Where(merge(held.draft.criteria.territory, found)))


# What everybody of the structure sees


def _view(talk: Talk, held: Editing, tap: Tap) -> Reply:  # noqa: ARG001
    return shown(talk, held.membership.id) or no_profile()


def _structures(talk: Talk, held: Editing, tap: Tap) -> Reply:  # noqa: ARG001
    with talk.house.database.read() as session:
        every = people.memberships_of(session, talk.person.id)
    return screens.structures(held, every)


def _make_current(talk: Talk, held: Editing, tap: Tap) -> Reply:
    chosen = tap.number(2) or held.membership.id
    with talk.house.database.write() as session:
        people.make_current(session, talk.person.id, chosen)
    return shown(talk, chosen, (YOURS,)) or no_profile()


_SEEING: dict[str, Act] = {"v": _view, "st": _structures, "cu": _make_current}
