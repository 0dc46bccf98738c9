"""Words to follow and words to leave out: « +espaces verts -arrosage »."""

import re
from dataclasses import dataclass, replace

from alerts.matching.words import normal
from alerts.model.structure import Criteria
from bot.chat.html import b, h, i
from bot.commands.profile.told import words_line

MOST = 30  # words of each sort
LONGEST = 60  # characters of one of them
_SIGNED = re.compile(r"(?:^|(?<=[\s,;]))([+\-−–])\s*")
_SPLIT = re.compile(r"[,;\n]")

EXAMPLE = "Écrivez par exemple : <b>+espaces verts -arrosage</b>. Le + suit un mot, le - l’écarte."
MEANING = "Avec des mots suivis, seules les annonces qui contiennent au moins l’un d’eux vous sont envoyées."


@dataclass(frozen=True, slots=True)
class Heard:
    """The criteria after a text, and a sentence for each thing that was not simply done."""

    criteria: Criteria
    told: tuple[str, ...] = ()


def hear_words(criteria: Criteria, text: str) -> Heard:
    """Adds and takes away. A word said with the other sign is first taken from where it was."""
    heard = Heard(criteria)
    for sign, word in _signed(text):
        heard = _one(heard, sign, word)
    return heard if heard.told or heard.criteria != criteria else Heard(criteria, ("Aucun mot lu.",))


def _signed(text: str) -> list[tuple[str, str]]:
    """Each word or phrase with its sign; one that has none is followed."""
    pieces = _SIGNED.split(text)
    pairs = [("+", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    return [
        ("+" if sign == "+" else "-", " ".join(word.split()))
        for sign, said in pairs
        for word in _SPLIT.split(said)
        if word.strip()
    ]


def _one(heard: Heard, sign: str, word: str) -> Heard:
    criteria, told = heard.criteria, heard.told
    if len(normal(word)) < 4 or len(word) > LONGEST:
        return Heard(criteria, (*told, f"« {word[:LONGEST]} » ne peut pas être cherché : deux lettres au moins."))
    wanted, other = (criteria.include_words, criteria.exclude_words)
    if sign == "-":
        wanted, other = other, wanted
    if _held(other, word):
        left = tuple(one for one in other if normal(one) != normal(word))
        what = "n’est plus écarté" if sign == "+" else "n’est plus suivi"
        return Heard(_with(criteria, sign, wanted, left), (*told, f"« {word} » {what}."))
    if _held(wanted, word):
        return heard
    if len(wanted) >= MOST:
        return Heard(criteria, (*told, f"« {word} » est de trop : {MOST} mots au plus."))
    return Heard(_with(criteria, sign, (*wanted, word), other), told)


def _held(words: tuple[str, ...], word: str) -> bool:
    return normal(word) in [normal(one) for one in words]


def _with(criteria: Criteria, sign: str, wanted: tuple[str, ...], other: tuple[str, ...]) -> Criteria:
    include, exclude = (wanted, other) if sign == "+" else (other, wanted)
    return replace(criteria, include_words=include, exclude_words=exclude)


def word_lines(criteria: Criteria, told: tuple[str, ...] = ()) -> list[str]:
    return [
        f"{b('Suivis :')} {h(words_line(criteria.include_words) or 'aucun')}",
        f"{b('Écartés :')} {h(words_line(criteria.exclude_words) or 'aucun')}",
        *(h(one) for one in told),
        EXAMPLE,
        i(MEANING),
    ]
