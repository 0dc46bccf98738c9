"""« Demander un réseau »: its name, its kind, and it waits for the host."""

from alerts.model.network import NetworkKind
from alerts.services import network_asking
from alerts.services.errors import Refusal
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, h
from bot.chat.screen import Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.home import shown
from bot.commands.network.labels import ALL, KINDS, SHORT, SPACE, button, rows_of, word

NAME = "name"
WHICH_NAME = "Quel est le nom de votre réseau ? Écrivez-le tel que ses membres le connaissent."
WHICH_KIND = "Quel genre de réseau est-ce ?"
ASKED = (
    "C’est demandé. L’hébergeur de Vigie va répondre, et vous serez prévenu. D’ici là, le réseau ne reçoit personne et"
    " n’envoie rien."
)
LOST = "Je n’ai plus le nom de ce réseau. Recommencez : /reseau, puis « Demander un réseau »."


def ask_name(session: Session, talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    return naming(talk)


def naming(talk: Talk, trouble: str = "") -> Screen:
    talk.go(SPACE, NAME)
    lines = [*([b(trouble)] if trouble else []), b("Demander un réseau"), WHICH_NAME]
    return Screen("\n\n".join(lines), rows_of([], ALL))


def named(talk: Talk, text: str) -> Reply:
    """A name that cannot be taken is said at once, and asked again."""
    with talk.house.database.write() as session:
        try:
            name = network_asking.free_name(session, text)
        except Refusal as refusal:
            return naming(talk, refusal.sentence)
    talk.go(SPACE, "kind", name=name)
    kinds = [button(SHORT[kind], "akk", kind.value) for kind in NetworkKind]
    lines = [f"• {h(words)}" for kind, words in KINDS.items() if kind is not NetworkKind.OTHER]
    return Screen("\n".join([b(h(name)), WHICH_KIND, "", *lines]), rows_of(kinds, button("⬅️ Changer le nom", "ak")))


def ask(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`akk KIND`. Raises Refusal: the name was taken meanwhile, or three of theirs wait already."""
    kind = next((one for one in NetworkKind if one.value == word(tap, 0)), None)
    if kind is None:
        return Toast(OLD_BUTTON)
    name = talk.step.memo.get("name")
    if talk.step.space != SPACE or not isinstance(name, str):
        return Toast(LOST)
    made = network_asking.ask(session, talk.person.id, name, kind, talk.now)
    talk.leave()
    return shown(session, talk, made.id, ASKED)
