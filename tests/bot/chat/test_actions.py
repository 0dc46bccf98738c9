"""What can be done about an opportunity, as buttons that Telegram takes."""

import pytest

from alerts.messages.message import Action, ActionKind
from alerts.messages.reply.after import actions
from alerts.reply_help.after import Stage
from bot.chat.actions import button, rows_of


@pytest.mark.parametrize(
    ("action", "data"),
    [
        (Action(ActionKind.HELP, "Aide à la réponse", 71), "1.ca.h.1z"),
        (Action(ActionKind.PLAN, "Le calendrier", 71), "1.ca.p.1z"),
        (Action(ActionKind.DRAWER, "Tiroir de preuves"), "1.ai.go.tiroir"),
        (Action(ActionKind.AFTER, "Oui, retenus", 71, about=("won",)), "1.ca.f.1z.won"),
        (Action(ActionKind.AFTER, "Pas encore", 71, about=("not_yet",)), "1.ca.f.1z.not_yet"),
        (Action(ActionKind.WHOLE, "Voir l'annonce", about=("71",)), "1.di.o.1z"),
        (Action(ActionKind.INTERESTED, "Ça m'intéresse", about=("71",)), "1.di.i.1z"),
        (Action(ActionKind.DECLINE, "Pas pour nous", about=("71",)), "1.di.d.1z"),
        (Action(ActionKind.MUTE, "Couper ce réseau", about=("71",)), "1.di.m.1z"),
    ],
)
def test_each_action_is_a_button(action: Action, data: str) -> None:
    found = button(action)
    assert found is not None
    assert found.data == data


def test_without_a_match_there_is_nothing_to_tap() -> None:
    assert button(Action(ActionKind.PLAN, "Le calendrier")) is None
    assert button(Action(ActionKind.AFTER, "Oui, retenus", about=("won",))) is None
    assert button(Action(ActionKind.INTERESTED, "Ça m'intéresse")) is None  # of a preview


@pytest.mark.parametrize("stage", list(Stage))
def test_the_questions_of_afterwards_have_all_their_answers(stage: Stage) -> None:
    asked = actions(71, stage)
    assert [len(row) for row in rows_of(asked)] == [len(row) for row in asked]
    assert all(len(one.label) <= 24 for row in rows_of(asked) for one in row)
