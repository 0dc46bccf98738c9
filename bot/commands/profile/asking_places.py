"""Where a structure works: what was typed is said back, what is ambiguous is asked, nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from alerts.intake.places import merge, remove, territory_words, understand_places
from alerts.intake.understood import Question
from alerts.model.structure import Territory
from bot.chat.html import b, h, i
from bot.chat.screen import Button, Rows

Naming = Callable[..., str]  # the data of a button: `name(action, *args)`

NOWHERE = Territory()
_LESS = re.compile(r"\s*(?:sauf|hors|sans|retirer|enlever|supprimer|-(?=\s*\w))\s*", re.IGNORECASE)
SHOWN = 12  # parts of a territory that a screen names
MOST_CHOICES = 8
MOST_UNKNOWN = 4
EXAMPLES = (
    f"{b('Écrivez vos lieux')} comme vous voulez :",
    "• des départements : 01, 69, 2A",
    "• un code postal et un rayon : 69003 30 km",
    "• un nom : Rhône, Bretagne, Grenoble",
)


@dataclass(frozen=True, slots=True)
class Where:
    """A territory being told. `said`: the last text; `answered`: the questions of it that are closed."""

    territory: Territory = NOWHERE
    said: str = ""
    answered: tuple[int, ...] = ()

    def heard(self, text: str) -> "Where":
        """What is sure in this text is added. « sauf le Rhône », alone, is taken out of what was there."""
        less = _LESS.match(text)
        if less:
            gone = understand_places(text[less.end() :]).territory
            return Where(remove(self.territory, gone), text[less.end() :] if gone == NOWHERE else "")
        found = understand_places(text).territory
        return Where(merge(self.territory, found) if found != NOWHERE else self.territory, text)

    def chosen(self, question: int | None, choice: int | None) -> "Where":
        """One of the choices of one of the questions. Nothing happens for one that is gone."""
        asked = understand_places(self.said).questions
        if question is None or choice is None or question >= len(asked) or choice >= len(asked[question].choices):
            return self
        territory = merge(self.territory, asked[question].choices[choice][1])
        return replace(self, territory=territory, answered=(*self.answered, question))

    @property
    def settled(self) -> bool:
        """Everything was understood, and there is somewhere."""
        understood = understand_places(self.said)
        return self.territory != NOWHERE and not understood.unknown and not self.open_questions()

    def open_questions(self) -> list[tuple[int, Question[Territory]]]:
        asked = enumerate(understand_places(self.said).questions)
        return [(number, one) for number, one in asked if number not in self.answered]


def territory_line(territory: Territory) -> str:
    """« Ain (01), Rhône (69) », plain text; « … et 7 autres » beyond a dozen."""
    words = territory_words(territory)
    more = len(words) - SHOWN
    return ", ".join(words[:SHOWN]) + (f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else "") or "aucun lieu"


def where_lines(where: Where) -> list[str]:
    """What was understood, what is asked, what was not recognised, in HTML."""
    lines = [f"J’ai compris : {b(territory_line(where.territory))}."] if where.territory != NOWHERE else []
    unknown = understand_places(where.said).unknown if where.said else ()
    lines += [f"Je n’ai pas reconnu : « {h(short(one.text, 60))} ». {i(one.hint)}" for one in unknown[:MOST_UNKNOWN]]
    if len(unknown) > MOST_UNKNOWN:
        lines.append(f"Ni {len(unknown) - MOST_UNKNOWN} autres mots.")
    return lines + [h(question.text) for _, question in where.open_questions()[:1]]


def choice_rows(where: Where, name: Naming) -> Rows:
    """The choices of the first question that is still open."""
    asked = where.open_questions()
    if not asked:
        return ()
    number, question = asked[0]
    buttons = [
        Button(short(label), name("wq", number, choice))
        for choice, (label, _) in enumerate(question.choices[:MOST_CHOICES])
    ]
    return in_twos(_distinct(buttons))


def in_twos(buttons: list[Button]) -> Rows:
    """Two a row."""
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def short(label: str, most: int = 24) -> str:
    """Words that fit on a button."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _distinct(buttons: list[Button]) -> list[Button]:
    """Two labels cut at the same place would be one: they are numbered."""
    labels = [one.label for one in buttons]
    if len(set(labels)) == len(labels):
        return buttons
    return [Button(short(f"{at} {one.label}"), one.data) for at, one in enumerate(buttons, 1)]
