"""`/aide`: what one can do here, and whom to write to."""

from dataclasses import dataclass

from alerts.network.rights import Act, may
from alerts.services import networks, people
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack

# What stands on buttons, in this order: the name of a command and the words of its button.
_SHORTCUTS = (
    ("alertes", "🔎 Mes annonces"),
    ("gardees", "⭐ Annonces gardées"),
    ("profil", "👤 Mon profil"),
    ("rythme", "🕗 Rythme d’envoi"),
    ("pause", "⏸ Pause"),
    ("email", "📧 E-mail"),
    ("equipe", "👥 Mon équipe"),
    ("tiroir", "🗂 Tiroir de preuves"),
    ("fiche", "📋 Fiche structure"),
    ("reseau", "🤝 Mes réseaux"),
    ("diffuser", "📣 Diffuser"),
    ("etat", "📡 État du service"),
    ("confidentialite", "🔒 Mes données"),
)
BEGIN = Button("▶️ Commencer", pack("ob", "go"))
_DRAFTED = "ob"
# What somebody has a use for who animates a network and is of no structure.
_WITHOUT_STRUCTURE = frozenset({"reseau", "diffuser", "email", "etat", "confidentialite"})

TYPING = (
    "Chaque bouton peut aussi s’écrire : son texte (« retour »), son numéro, ou un mot du menu (« pause »)."
    " Majuscules et accents ne comptent pas."
)
NO_CONTACT = "Une question : adressez-vous à la personne qui vous a parlé de Vigie."
REPLYING = "Sur une annonce, vous pouvez répondre par un mot : « garder », « pas pour moi », « calendrier », « gagné »."


class Aide(Command):
    """Nothing is under way any more, but for a first profile: that one waits."""

    name = "aide"
    space = "ai"
    about = "Aide et contact"
    aliases = ("help", "menu", "annuler", "cancel")
    shared = True

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        if talk.step.space != _DRAFTED:
            talk.leave()
        use = use_of(talk)
        lines = [f"{b('Aide')}", *_listed(use), "", TYPING, REPLYING, "", _contact(talk)]
        return Screen("\n".join(lines), shortcuts(use))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """`go NAME` opens another command; `menu` comes back here."""
        if not talk.place.private:
            return Toast("", url=f"https://t.me/{talk.house.bot_name}?start=menu")
        if tap.action == "menu":
            return self.open(talk, "")
        wanted = tap.args[0] if tap.action == "go" and tap.args else ""
        command = next((one for one in _commands() if one.name == wanted), None)
        return command.open(talk, "") if command else Toast(OLD_BUTTON)


def go(name: str) -> str:
    """The data of a button that opens this command."""
    return pack("ai", "go", name)


@dataclass(frozen=True, slots=True)
class Use:
    """What of the menu this person has a use for. `known`: they have a profile."""

    known: bool
    networked: bool
    broadcasts: bool

    @property
    def hidden(self) -> frozenset[str]:
        """The commands that they are not shown; each of them still answers when it is typed."""
        shown = {"reseau": self.known or self.networked, "diffuser": self.broadcasts}
        return frozenset(name for name, useful in shown.items() if not useful)


def use_of(talk: Talk) -> Use:
    with talk.house.database.read() as session:
        known = bool(people.memberships_of(session, talk.person.id))
        seen = networks.of_person(session, talk.person.id)
    return Use(known, bool(seen), any(may(Act.BROADCAST, one.standing) for one in seen))


def _listed(use: Use) -> list[str]:
    private = [one for one in _commands() if one.scope is not Scope.GROUP and one.name not in use.hidden]
    grouped = [one for one in _commands() if one.scope is Scope.GROUP]
    lines = [f"/{one.name} – {h(one.about)}" for one in private]
    return (
        lines
        + (["", "Dans un groupe, par un administrateur :"] if grouped else [])
        + [f"/{one.name} – {h(one.about)}" for one in grouped]
    )


def shortcuts(use: Use) -> Rows:
    """The menu as buttons: for who has a profile, all that they have a use for; the way to one for who has none."""
    wanted = [name for name, _ in _SHORTCUTS if name not in use.hidden]
    wanted = [name for name in wanted if name != "reseau" or use.networked]
    if use.known:
        return shortcuts_to(*wanted)
    if not use.networked:
        return ((BEGIN,),)
    useful = [name for name in wanted if name in _WITHOUT_STRUCTURE]
    return (*shortcuts_to(*useful), (BEGIN,))


def shortcuts_to(*wanted: str) -> Rows:
    """The buttons of these commands, two a row; those that are not there are left out."""
    names = {one.name for one in _commands()}.intersection(wanted)
    buttons = [Button(label, go(name)) for name, label in _SHORTCUTS if name in names]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _contact(talk: Talk) -> str:
    contact = talk.house.settings.vigie.contact
    return f"Une question, une erreur : {h(contact)}" if contact else NO_CONTACT


def _commands() -> tuple[Command, ...]:
    from bot.commands import COMMANDS  # the list holds this command too

    return COMMANDS
