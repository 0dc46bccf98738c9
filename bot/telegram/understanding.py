"""What people type, brought to what they could have tapped or commanded. Only letters and numbers count."""

import re
from collections.abc import Iterable, Sequence

from alerts.clauses.fold import fold
from bot.chat.command import Command

_WORD = re.compile(r"[a-z0-9]+")
_COUNT = re.compile(r"\(\d+\)")  # « Valider (2) »: the number of choices is not a choice
_SIGNED = re.compile(r"\s*[+-]\s*\w")  # « +espaces verts »: words of a profile, never a button
_YES = frozenset({"oui", "ok", "d accord", "valider", "c est bon", "suivant", "continuer", "enregistrer"})
_YES_LABELS = ("oui", "valider", "c est bon", "enregistrer", "continuer", "commencer", "suivant")
_NO = frozenset({"non", "annuler"})
_NO_LABELS = ("non", "annuler")
_MENU = frozenset({"menu", "accueil"})

Buttons = Sequence[tuple[str, str]]


def plain(text: str) -> str:
    """Words and numbers, folded, single spaces between: « ⬅️ Retour » gives "retour"; "" when there is none."""
    return " ".join(_WORD.findall(fold(text.replace("œ", "oe").replace("Œ", "oe"))))


class Vocabulary:
    """The commands, by what people call them."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self.commands = tuple(commands)
        self._by_space = {one.space: one for one in self.commands}
        self._by_name = {
            plain(name): one for one in reversed(self.commands) for name in (*one.aliases, one.name, *_also(one))
        }

    def named(self, name: str) -> Command | None:
        """`/name`, or the one word `name`."""
        return self._by_name.get(plain(name))

    def of_space(self, space: str) -> Command | None:
        return self._by_space.get(space)


def _also(command: Command) -> frozenset[str]:
    return _MENU if command.name == "aide" else frozenset()


def tapped_by(text: str, buttons: Buttons) -> str | None:
    """The data of the button that this text is a way to say: its label, its number, yes, no.

    None when it is none of them, or could be two.
    """
    said = plain(text)
    if not said or _SIGNED.match(text):
        return None
    labels = [(plain(_COUNT.sub("", label)), data) for label, data in buttons]
    return _one(data for label, data in labels if label == said) or (
        _numbered(said, labels) if said.isdigit() else _agreed(said, labels)
    )


def begun_by(text: str, buttons: Buttons) -> str | None:
    """As `tapped_by`, for the first words of a label (« retour » for « Retour à la liste »): a weaker way to say it."""
    said = plain(text)
    if len(said) < 3 or _SIGNED.match(text):
        return None
    return _one(data for label, data in buttons if plain(label).startswith(f"{said} "))


def _numbered(said: str, labels: Buttons) -> str | None:
    """« 2 » is the label that begins with 2, else the one that ends with it (« Voir la 2 »)."""
    first = _one(data for label, data in labels if label.split(" ")[0] == said)
    return first or _one(data for label, data in labels if label.split(" ")[-1] == said)


def _agreed(said: str, labels: Buttons) -> str | None:
    for words, begins in ((_YES, _YES_LABELS), (_NO, _NO_LABELS)):
        if said in words:
            return _one(data for label, data in labels if f"{label} ".startswith(tuple(f"{one} " for one in begins)))
    return None


def _one(found: Iterable[str]) -> str | None:
    """The only one; the same thing said twice is one."""
    distinct = list(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else None
