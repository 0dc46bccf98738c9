"""The grid in words, as people read it on a phone."""

from dataclasses import replace

import pytest

from alerts.messages.message import Bullets, Fact, Heading, Message, Quote
from alerts.messages.reply.grid import MARKS, QUESTIONS, grid_message
from alerts.model.reading import Answer
from alerts.model.reply import Mark, Point, Work
from alerts.model.structure import StructureKind as Kind
from tests.alerts.messages.stories import all_words
from tests.alerts.reply_help.cases import (
    COOPERATIVE,
    NOW,
    cleaning,
    gardening,
    in_2049,
    odd_name,
    structure,
    too_late,
    undated,
)


def part(message: Message, title: str) -> tuple[str, ...]:
    """The bullets under a heading; () when it is not there."""
    blocks = list(message.blocks)
    at = next((number for number, one in enumerate(blocks) if one == Heading(title)), None)
    following = blocks[at + 1] if at is not None else None
    return following.items if isinstance(following, Bullets) else ()


def advice(message: Message) -> Fact:
    return next(one for one in message.blocks if isinstance(one, Fact) and one.label == "Notre avis")


def test_the_advice_then_what_speaks_for_and_against() -> None:
    said = grid_message(gardening(), NOW)
    assert said.title == "Faut-il y aller ? Entretien des espaces verts communaux – Tonte et désherbage manuel"
    assert said.summary == (
        "Plutôt oui, à confirmer par vos réponses. Les réponses connues sont bonnes dans l'ensemble. "
        "Score : 88 % (8 réponses sur 16)."
    )
    assert advice(said) == Fact("Notre avis", said.summary, strong=True, answer=Answer.YES)
    assert (
        part(said, "Ce qui est favorable")[1]
        == "Est-ce votre métier ? Oui. Votre métier « espaces verts » : CPV 77310000."
    )
    assert part(said, "Ce qui est incertain")[0] == (
        "Avez-vous les pièces ? En partie. Pas dans votre tiroir : annexe financière de la convention IAE."
    )
    assert len(part(said, "À vous de répondre")) == 8
    assert any(isinstance(one, Quote) and "réservé" in one.text for one in said.blocks)


def test_with_too_few_answers_it_says_what_to_answer_first() -> None:
    said = grid_message(undated(), NOW)
    assert said.summary.startswith("Trop tôt pour le dire. 7 réponses sur 16")
    assert part(said, "Répondez d'abord à ceci")[0].startswith("Avez-vous les assurances et qualifications ?")
    assert advice(said).answer is Answer.CHECK


def test_all_answered_yes_is_said_plainly() -> None:
    said = grid_message(gardening(work=Work(marks=dict.fromkeys(Point, Mark.YES))), NOW)
    assert said.summary.startswith("Oui, allez-y.")
    assert part(said, "À vous de répondre") == ()


def test_what_a_person_answered_is_said_to_be_theirs_with_what_vigie_read() -> None:
    said = grid_message(gardening(work=Work(marks={Point.TRADE: Mark.NO, Point.PEOPLE: Mark.YES})), NOW)
    assert part(said, "Ce qui est défavorable") == (
        "Est-ce votre métier ? Vous avez répondu : non. Vigie lisait : votre métier « espaces verts » : CPV 77310000.",
    )
    assert "Est-ce bon pour les personnes ? Vous avez répondu : oui." in part(said, "Ce qui est favorable")


def test_a_right_is_not_held_in_part() -> None:
    said = grid_message(gardening(structure=structure(Kind.GEIQ)), NOW)
    (right, *_) = part(said, "Ce qui est incertain")
    assert right.startswith("Avez-vous le droit de répondre ? À vérifier. Lot réservé")


NOT_THIS_TIME = [
    (gardening(structure=COOPERATIVE), "réservé à d'autres structures"),
    (too_late(), "passée"),
    (gardening(closed="awarded"), "déjà attribué"),
]


@pytest.mark.parametrize(("one", "why"), NOT_THIS_TIME)
def test_no_is_said_with_its_reason(one: object, why: str) -> None:
    said = grid_message(one, NOW)  # type: ignore[arg-type]
    assert said.summary.startswith("Pas cette fois.")
    assert why in said.summary
    assert "Score" not in said.summary, "it does not stand on the score"
    assert advice(said).answer is Answer.NO


def test_no_promise_and_no_markup_in_a_name() -> None:
    said = grid_message(odd_name(), NOW)
    assert "Tonte & « taille » <lot> 100 %" in said.title
    for one in (said, grid_message(in_2049(), NOW), grid_message(cleaning(), NOW)):
        assert "repères de Vigie : la décision est la vôtre" in all_words(one)
        assert "sans valeur de conseil juridique" in all_words(one)
        assert "garanti" not in all_words(one)


def test_each_question_has_words_that_fit_a_button_and_a_screen() -> None:
    assert set(QUESTIONS) == set(Point)
    assert set(MARKS) == set(Mark)
    assert all(words.endswith(" ?") and len(words) <= 50 for words in QUESTIONS.values())


def test_the_words_of_a_long_title_are_cut() -> None:
    long = gardening(notice=replace(gardening().notice, title="Entretien " * 60))
    assert len(grid_message(long, NOW).title) < 130
