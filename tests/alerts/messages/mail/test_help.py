"""The letter of reply help: the whole of it in reading order, each thing once, in easy words for who asked."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from alerts.messages.mail.help import easy_blocks, help_blocks
from alerts.messages.mail.room import weight
from alerts.messages.message import Block, Bullets, Fact, Heading, Paragraph
from alerts.model.reply import Work
from alerts.reply_help.case import Case
from scrapers.notice import Deadline
from tests.alerts.reply_help.cases import NOW, at, cleaning, gardening, laundry

STORIES: tuple[Callable[..., Case], ...] = (gardening, cleaning, laundry)
LETTER = 95_000  # octets of HTML: Gmail hides the rest from 102 KB on


def headings(blocks: Iterable[Block]) -> list[str]:
    return [one.text for one in blocks if isinstance(one, Heading)]


def said(blocks: Iterable[Block]) -> str:
    lines: list[str] = []
    for one in blocks:
        lines += one.items if isinstance(one, Bullets) else ()
        lines += [one.text] if isinstance(one, Paragraph | Heading) else []
        lines += [f"{one.label} : {one.value}"] if isinstance(one, Fact) else []
    return "\n".join(lines)


def test_what_decides_then_what_to_do() -> None:
    blocks = help_blocks(gardening(), NOW)
    assert headings(blocks) == [
        "La suite",
        "Le calendrier",
        "Les pièces",
        "Les heures d'insertion",
        "Les questions à l'acheteur",
    ]
    facts = [one.label for one in blocks if isinstance(one, Fact)]
    assert facts.index("Pouvez-vous répondre ?") < facts.index("Temps")
    told = said(blocks)
    for words in (
        "☐ vendredi 18 décembre à 17 h 00 : déposer sur la plateforme",
        "☐ DC1, lettre de candidature (à préparer)",
        "☑ Convention IAE (prêt, valable jusqu'au 31 décembre 2026)",
        "les heures écrites dans le dossier",
    ):
        assert words in told


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("written", [help_blocks, easy_blocks])
def test_it_holds_in_a_letter(story: Callable[..., Case], written: Callable[..., tuple[Block, ...]]) -> None:
    assert weight(written(story(), NOW)) < LETTER / 2


@pytest.mark.parametrize("story", STORIES)
def test_nothing_is_said_twice(story: Callable[..., Case]) -> None:
    blocks = help_blocks(story(), NOW)
    assert len(set(blocks)) == len(blocks)
    assert "sans valeur de conseil" not in said(blocks), "the caution stands once, at the end of the letter"


def test_what_is_done_is_ticked() -> None:
    done = frozenset({"step-withdraw", "doc-dc1"})
    told = said(help_blocks(gardening(work=Work(done=done)), NOW))
    assert "☑ lundi 23 novembre : retirer le dossier de consultation (fait)" in told
    assert "☑ DC1, lettre de candidature (prêt, coché)" in told


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (None, "L'avis ne donne pas de date limite."),
        (Deadline(at(2049, 1, 1, 12)), "La date limite est à vérifier."),
        (Deadline(at(2026, 11, 20, 12)), "La date limite est passée."),
        (Deadline(at(2026, 11, 24, 12)), "C'est trop tard pour un bon dossier."),
    ],
)
def test_a_date_that_does_not_let_one_answer_is_told(deadline: Deadline | None, words: str) -> None:
    case = gardening()
    notice = replace(case.notice, deadline=deadline)
    assert words in said(help_blocks(gardening(notice=notice, deadline=deadline), NOW))


def test_easy_words_say_the_card_then_the_documents() -> None:
    blocks = easy_blocks(gardening(), NOW)
    assert headings(blocks)[0] == "De quoi parle ce message ?"
    assert headings(blocks).index("Les documents") > headings(blocks).index("Jusqu'à quand ?")
    assert max(len(one) for block in blocks if isinstance(block, Bullets) for one in block.items) < 260
