"""Somebody who touches everything in reply help: each screen holds what we promise, and stays on a phone."""

import random
from collections import Counter

import pytest

from alerts.store.engine import Database
from bot.chat.html import visible
from bot.chat.screen import Screen
from bot.chat.taps import pack
from bot.commands.reply.paging import lines_of
from tests.bot.commands.answering_help import Caller, prepared

GESTURES = 220
TALLEST = 36  # lines of a phone: a page of a plan with what is left to do
TYPED = (
    "45 000",
    "70 %",
    "31/12/2030",
    "sans fin",
    "x" * 4000,
    "<b>gras</b> & « co »",
    "-",
    "retour",
    "2025 : 410 000",
)
ELSEWHERE = ("ob", "pf", "al", "ga", "pa", "et", "co", "em", "eq", "ry", "st")


@pytest.mark.parametrize("seed", range(3))
def test_nothing_breaks_and_nothing_is_too_tall(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    match, phone = prepared(database), Caller(database)
    phone.tap_data(pack("ca", "h", match))
    touched: Counter[str] = Counter()
    for _ in range(GESTURES):
        taps = [one for one in phone.shown if one.data and one.data.split(".")[1] not in ELSEWHERE]
        if not taps or chance.random() < 0.05:
            phone.tap_data(pack("ca", "h", match))
        elif chance.random() < 0.12:
            phone.write(chance.choice(TYPED))
        else:
            seldom = min(taps, key=lambda one: (touched[deed(one.data)], chance.random()))
            touched[deed(seldom.data)] += 1
            phone.tap(seldom.label)
        assert phone.screens or phone.toasts
        for screen in (one for one in phone.screens if ours(one)):
            assert lines_of(screen.text.split("\n\n")) <= TALLEST, visible(screen.text)
    assert sum(one.startswith("re.") for one in touched) > 20, touched


def ours(screen: Screen) -> bool:
    """Reply help, drawer or sheet."""
    return any(button.data.startswith(("1.re.", "1.ti.", "1.fi.")) for row in screen.rows for button in row)


def deed(data: str) -> str:
    """The command and the deed, whatever it is done to."""
    return ".".join(data.split(".")[1:3])
