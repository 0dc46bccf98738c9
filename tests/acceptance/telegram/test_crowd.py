"""A thousand alerts on their way when Telegram says « too many », when lines break, and when the process is killed."""

import re
from dataclasses import replace

from tests.acceptance.telegram.stories import read
from tests.telegram_api import faults
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InProcess, InThread, Running
from tests.telegram_api.stock import GARDENS, belongs, garden_call

STRUCTURES = range(100, 200)  # one person each, whose account has this number
CALLS = range(10, 20)
ALERTS = {(structure, number) for structure in STRUCTURES for number in CALLS}
IN_HAND = 10  # connections: what a kill, or an answer that is lost, may tell twice


def a_thousand(bot: Running) -> list[Phone]:
    """Owed, none of them sent."""
    people = [Phone(bot.api, number, f"Personne {number}") for number in STRUCTURES]
    for one in people:
        belongs(bot.database, one, bot.clock(), replace(GARDENS, id=f"s{one.id}", name=f"Structure fictive {one.id}"))
    bot.publish(*(garden_call(f"26-9000{n}", title=f"Chantier fictif {n}") for n in CALLS))
    assert bot.match()["matches"] == len(ALERTS)
    return people


def told(people: list[Phone]) -> list[tuple[int, int]]:
    """(structure, call) for each line that somebody can read."""
    return [
        (one.id, int(number))
        for one in people
        for bubble in one.bubbles()
        for number in re.findall(r"Chantier fictif (\d+)", bubble.text)
    ]


def test_a_flood_and_broken_lines_in_the_middle_of_a_thousand_alerts(bot: InThread) -> None:
    people = a_thousand(bot)
    for after, fault in ((20, faults.flood(1)), (35, faults.DROP), (45, faults.BROKEN), (55, faults.LOST_REPLY)):
        bot.api.faults.add(fault, after=after)
    bot.deliver()
    bot.clock.later(hours=1)
    bot.deliver()
    found = told(people)
    assert set(found) == ALERTS
    assert len(found) - len(ALERTS) <= len(CALLS), "the one list whose answer was lost"
    assert bot.api.faults.left == 0


def test_killed_in_the_middle_of_a_thousand_alerts_while_somebody_writes(bot_process: InProcess) -> None:
    people = a_thousand(bot_process)
    talker = Phone(bot_process.api, 77, "Camille")
    bot_process.deliver_meanwhile()
    bot_process.api.wait_until(lambda: len(told(people)) >= 300)
    talker.write("/aide")
    read(talker, "Aide")
    assert len(told(people)) < len(ALERTS), "answers to people go first"
    bot_process.kill()
    assert len(told(people)) < len(ALERTS), "the kill came too late to prove anything"
    bot_process.start()
    bot_process.clock.later(minutes=5)  # what the killed process had claimed is free again
    bot_process.deliver()
    found = told(people)
    assert set(found) == ALERTS
    assert len(found) - len(ALERTS) <= IN_HAND * len(CALLS)
