"""Where a structure works, from a form: what was known and stays ticked, what was typed, what was chosen."""

from dataclasses import dataclass

from alerts.intake.places import merge, remove, understand_places
from alerts.intake.understood import Question, Unknown
from alerts.model.structure import Territory
from bot.pages.forms import Form
from bot.pages.profile.parts import NOWHERE, parts_of, territory_of

NONE = "Dites au moins un lieu : un département, une ville, une région, ou « France entière »."
UNCLEAR = "Précisez vos lieux : il reste une question, ou un nom que nous n’avons pas reconnu."
MOST_SAID = 4  # what was not recognised


@dataclass(frozen=True, slots=True)
class Choice:
    """One meaning of what was typed. `value` is that of its box."""

    words: str
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What may mean several things, and what was answered so far."""

    text: str
    choices: tuple[Choice, ...]

    @property
    def answered(self) -> bool:
        return any(one.chosen for one in self.choices)


@dataclass(frozen=True, slots=True)
class Places:
    """`kept`: (words, value) of the boxes of what was known before. `understood`: what was typed, said back in full."""

    territory: Territory
    kept: tuple[tuple[str, str], ...]
    understood: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def error(self) -> str:
        """A French sentence, "" when everything is clear and there is somewhere."""
        if self.unknown or not all(one.answered for one in self.asked):
            return UNCLEAR
        return NONE if self.territory == NOWHERE else ""


def read_places(form: Form) -> Places:
    """From the fields « lieu » (boxes), « lieux » (words) and « choix » (answers to what was asked)."""
    said = understand_places(form.text("lieux"))
    before = remove(territory_of(form.every("lieu")), said.taken_out)
    territory, asked = merge(before, said.territory), list[Asked]()
    chosen = frozenset(form.every("choix"))
    for question in said.questions:
        asked.append(Asked(question.text, tuple(_choice(question, label, chosen) for label, _ in question.choices)))
        for label, meant in question.choices:
            if _value(question, label) in chosen:
                territory = merge(territory, meant)
    return Places(territory, tuple(parts_of(before)), said.understood, tuple(asked), said.unknown[:MOST_SAID])


def _choice(question: Question[Territory], label: str, chosen: frozenset[str]) -> Choice:
    value = _value(question, label)
    return Choice(label, value, value in chosen)


def _value(question: Question[Territory], label: str) -> str:
    """The words themselves: when what was typed changes, the question is another one."""
    return f"{question.text} {label}"
