"""The two questions that come after the deadline, as they are read."""

import pytest

from alerts.messages.message import ActionKind, Fact, Message, Paragraph
from alerts.messages.reply.after import AWARDED, NO_MORE, SAID, actions, after_message, said_words
from alerts.model.reply import Outcome
from alerts.reply_help.after import CODES, NOT_YET, Stage, next_stage, settled
from scrapers.notice import Winner
from tests.alerts.reply_help.cases import NOW, cleaning, gardening, odd_name, two_deadlines, undated

LONGEST = 24  # characters of a button


def buttons(message: Message) -> list[list[tuple[str, str]]]:
    return [[(one.label, one.about[0]) for one in row] for row in message.actions]


def test_did_you_answer() -> None:
    message = after_message(gardening(), Stage.ANSWERED, NOW)
    assert message.title == (
        "Avez-vous répondu à ce marché ? Entretien des espaces verts communaux – Tonte et désherbage manuel"
    )
    assert buttons(message) == [
        [("Oui, répondu", "waiting"), ("Non, pas répondu", "not_answered")],
        [("Me redemander plus tard", "not_yet")],
    ]
    facts = [(one.label, one.value) for one in message.blocks if isinstance(one, Fact)]
    assert facts == [
        ("Lot", "lot 2 – Tonte et désherbage manuel"),
        ("Acheteur", "Commune de Saint-Exemple"),
        ("Date limite", "21 décembre 2026"),
    ]


def test_did_you_win() -> None:
    message = after_message(cleaning(closed="awarded", winners=(Winner("Propre & Net"),)), Stage.DECIDED, NOW)
    assert buttons(message) == [
        [("Oui, retenus", "won"), ("Non, pas retenus", "lost")],
        [("Pas encore", "not_yet"), ("Nous n'avons pas répondu", "not_answered")],
    ]
    assert Paragraph(AWARDED) in message.blocks
    assert Fact("Titulaire", "Propre & Net") in message.blocks
    assert any(isinstance(one, Paragraph) and "R2181-2" in one.text for one in message.blocks)


def test_without_an_award_nothing_is_said_of_one() -> None:
    assert Paragraph(AWARDED) not in after_message(cleaning(), Stage.DECIDED, NOW).blocks


def test_of_several_lots_the_question_is_asked_of_the_whole() -> None:
    message = after_message(two_deadlines(), Stage.ANSWERED, NOW)
    assert message.title == "Avez-vous répondu à ce marché ? Fourniture et pose de mobilier"
    assert Fact("Lots", "lots 1 et 2") in message.blocks


def test_odd_cases_are_said_clearly() -> None:
    assert "Tonte & « taille » <lot> 100 %" in after_message(odd_name(), Stage.DECIDED, NOW).title
    labels = [one.label for one in after_message(undated(), Stage.ANSWERED, NOW).blocks if isinstance(one, Fact)]
    assert labels == ["Lot", "Acheteur"]


@pytest.mark.parametrize("stage", Stage)
def test_buttons_are_short_name_the_match_and_have_their_words(stage: Stage) -> None:
    found = [one for row in actions(7, stage) for one in row]
    assert all(len(one.label) <= LONGEST and one.match_id == 7 and one.kind is ActionKind.AFTER for one in found)
    assert tuple(one.about[0] for one in found) == CODES[stage]
    assert {one.about[0] for one in found} <= set(SAID)


@pytest.mark.parametrize("code", [*Outcome, NOT_YET])
def test_every_answer_is_acknowledged(code: str) -> None:
    assert said_words(code).startswith("C'est noté :")
    assert said_words(code, asked_again=False) == (NO_MORE if code == NOT_YET else SAID[code])


@pytest.mark.parametrize(
    ("outcome", "first", "second", "following"),
    [
        (None, False, False, Stage.ANSWERED),
        (Outcome.WAITING, True, False, Stage.DECIDED),
        (Outcome.NOT_ANSWERED, True, True, None),
        (Outcome.WON, True, True, None),
        (Outcome.LOST, True, True, None),
    ],
)
def test_what_each_answer_settles(outcome: Outcome | None, first: bool, second: bool, following: Stage | None) -> None:
    assert (settled(Stage.ANSWERED, outcome), settled(Stage.DECIDED, outcome)) == (first, second)
    assert next_stage(outcome) is following
