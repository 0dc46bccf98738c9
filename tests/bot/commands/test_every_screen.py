"""Somebody who touches everything: whatever they do, each screen holds what we promise (`conversation.judge`)."""

import random
from collections import Counter

import pytest

from alerts.store.engine import Database
from bot.chat.command import Scope
from bot.chat.screen import Button
from bot.commands import COMMANDS
from tests.bot.commands.conversation import Conversation, house_on

GESTURES = 250
TYPED = (
    *("01, 69", "69003 30 km", "Grenoble", "Saint-Denis", "20", "tonte, poterie", "+espaces verts -arrosage", "🌻"),
    *("Les Genêts", "oui", "non", "retour", "1", "2", "10 jours", "de 10 000 à 90 000", "<b>gras</b> & « co »"),
    *("x" * 4000, "annuler", "sauf 69", "jusqu’en juin", "8 h", "lundi", "@", "-", "\u202eenvers", "A" * 300),
)
OPENED = [f"/{one.name}" for one in COMMANDS if one.scope is not Scope.GROUP]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_breaks_whatever_is_touched_or_written(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    one = Conversation(house_on(database))
    for words in ("/start", "commencer", "esat", "valider", "tonte", "valider", "01, 69", "enregistrer"):
        one.write(words)
    touched: Counter[str] = Counter()
    for _ in range(GESTURES):
        taps = [button for button in one.shown if button.data]
        way = chance.random()
        if taps and way < 0.75:
            seldom = min(taps, key=lambda button: (touched[action(button)], chance.random()))
            touched[action(seldom)] += 1
            assert one.tap(seldom.label)
        else:
            assert one.write(chance.choice(TYPED if way < 0.9 else OPENED))
        if chance.random() < 0.05 and one.screens and one.screens[-1].asks_location:
            one.share(45.764, 4.8357)
    assert len(touched) > 20, touched


def action(button: Button) -> str:
    """The command and the deed, whatever it is done to."""
    return ".".join(button.data.split(".")[1:3])


def test_a_typed_label_is_its_tap(database: Database) -> None:
    """Every button of the first screens has words that say it."""
    one = Conversation(house_on(database))
    for words in ("/start", "commencer", "esat", "valider", "voir plus", "retour"):
        before = one.text
        assert one.write(words) != before
