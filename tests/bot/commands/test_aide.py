"""The menu, and the promises that hold for every command."""

import re

import pytest

from alerts.store.engine import Database
from bot.chat.command import Scope
from bot.commands import COMMANDS
from tests.bot.commands.conversation import Conversation, house_on


@pytest.mark.parametrize("words", ["/aide", "/help", "/menu", "aide", "Menu", "AIDE !", "/annuler", "annuler"])
def test_help_is_found_by_many_names(database: Database, words: str) -> None:
    told = Conversation(house_on(database)).write(words)
    assert told.startswith("Aide\n")
    assert "contact@vigie.example" in told


def test_help_begins_with_a_profile_for_who_has_none(database: Database) -> None:
    one = Conversation(house_on(database))
    one.write("/aide")
    assert one.labels == ["▶️ Commencer"]
    assert "Question 1 sur 3" in one.tap("▶️ Commencer")


def test_every_command_is_told_and_those_of_the_menu_are_nine_at_most() -> None:
    menu = [one.name for one in COMMANDS if one.scope is Scope.PRIVATE]
    assert len(menu) <= 9, menu


def test_names_spaces_and_lines_of_the_menu() -> None:
    """setMyCommands: 1 to 32 of a-z, 0-9 and _; a line of 1 to 256 characters."""
    for one in COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", one.name), one.name
        assert re.fullmatch(r"[a-z]{2}", one.space), one.name
        assert 3 <= len(one.about) <= 60, one.name
    names = [name for one in COMMANDS for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))
    assert len({one.space for one in COMMANDS}) == len(COMMANDS)


def test_an_unknown_word_is_answered_with_a_way_out(database: Database) -> None:
    one = Conversation(house_on(database))
    assert "tapez /aide" in one.write("quel temps fait-il ?")
    assert "tapez /aide" in one.write("/meteo").lower()
