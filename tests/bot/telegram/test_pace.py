"""Never more than Telegram bears, people first, and a flood answer stops everything."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.telegram.pace import Pace, PaceFull
from bot.telegram.speed import Priority
from tests.bot.telegram.seconds import Seconds

ZOE, YANN, GROUP = 11, 12, -100
PERSON, LEDGER = Priority.PERSON, Priority.LEDGER


class Wire:
    """Telegram at the other end: notes what left when, and answers True, or what `trouble` raises."""

    def __init__(self, *, per_second: float = 25, connections: int = 10, seconds: float = 0) -> None:
        self.clock = Seconds()
        self.pace = Pace(per_second, connections, self.clock, self.clock.sleep)
        self.answers_in = seconds
        self.left: list[tuple[float, str, Any]] = []  # (seconds since the start, method, chat)
        self.in_flight = self.most_in_flight = 0
        self.trouble: Callable[[int], None] = lambda number: None

    async def call(self, chat: Any, method: str = "sendMessage", priority: Priority | None = None) -> Any:
        given = {} if chat is None else {"chat_id": chat}
        return await self.pace.process_request(self._answer, (method, chat), {}, method, given, priority)

    async def _answer(self, method: str, chat: Any) -> bool:
        self.left.append((round(self.clock.now - 1000, 3), method, chat))
        number = len(self.left)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            if self.answers_in:
                await self.clock.sleep(self.answers_in)
            self.trouble(number)
        finally:
            self.in_flight -= 1
        return True

    def run(self, *calls: Any) -> list[Any]:
        """All at once; what each got."""

        async def all_of_them() -> list[Any]:
            return await self.clock.until(asyncio.gather(*calls, return_exceptions=True))

        return asyncio.run(all_of_them())

    def moments(self, chat: Any = None) -> list[float]:
        return [moment for moment, _, to in self.left if chat in (None, to)]


def most_in_a_second(moments: list[float]) -> int:
    """Over every closed second that begins with a message."""
    return max(sum(start <= moment <= start + 1 for moment in moments) for start in moments)


def flood_at(*numbers: int, seconds: int = 5) -> Callable[[int], None]:
    def trouble(number: int) -> None:
        if number in numbers:
            raise RetryAfter(seconds)

    return trouble


def test_a_thousand_alerts_to_a_thousand_people_leave_at_25_a_second() -> None:
    wire = Wire()
    answers = wire.run(*(wire.call(chat, priority=PERSON) for chat in range(1, 1001)))
    assert answers == [True] * 1000
    assert most_in_a_second(wire.moments()) == 25
    assert wire.moments()[-1] == pytest.approx(40.36, abs=0.1)


def test_the_ledger_writes_to_one_person_every_105_hundredths() -> None:
    wire = Wire()
    wire.run(*(wire.call(ZOE, priority=LEDGER) for _ in range(4)))
    assert wire.moments() == pytest.approx([0, 1.05, 2.1, 3.15])


def test_a_person_who_taps_fast_is_answered_at_once_three_times() -> None:
    wire = Wire()
    wire.run(*(wire.call(ZOE) for _ in range(5)))
    assert wire.moments() == pytest.approx([0, 0.04, 0.081, 1.05, 2.1], abs=0.01)


def test_then_the_ledger_waits_until_that_person_has_had_a_rest() -> None:
    wire = Wire()
    wire.run(*(wire.call(ZOE) for _ in range(3)), wire.call(ZOE, "sendDocument", LEDGER))
    assert wire.moments()[-1] == pytest.approx(3.15)


def test_ticking_ten_boxes_in_five_seconds_shows_each_at_once() -> None:
    wire = Wire()

    async def tick(number: int) -> float:
        await wire.clock.sleep(number * 0.5)
        await wire.call(ZOE, "editMessageText")
        return wire.clock.now - 1000 - number * 0.5

    assert max(wire.run(*(tick(number) for number in range(10)))) < 0.05


def test_a_group_hears_from_us_twenty_times_a_minute_whoever_writes() -> None:
    wire = Wire()
    methods = ["sendMessage", "editMessageText", "sendDocument", "copyMessage"]
    wire.run(*(wire.call(GROUP, method, priority) for method in methods for priority in (PERSON, LEDGER)))
    assert wire.moments() == pytest.approx([3.1 * number for number in range(8)])
    assert [method for _, method, _ in wire.left] == methods * 2  # people before the ledger


@pytest.mark.parametrize("name", ["@vigie_essai", "-100"])
def test_a_group_named_by_text_is_a_group(name: str) -> None:
    wire = Wire()
    wire.run(wire.call(name), wire.call(name))
    assert wire.moments() == pytest.approx([0, 3.1])


@pytest.mark.parametrize("method", ["answerCallbackQuery", "getChatMember", "sendChatAction", "setMyCommands"])
def test_what_shows_no_message_waits_for_nobody(method: str) -> None:
    wire = Wire(connections=100)
    wire.run(*(wire.call(GROUP, method) for _ in range(50)))
    assert wire.moments() == [0] * 50


def test_whoever_is_talking_goes_before_a_thousand_alerts() -> None:
    wire = Wire()

    async def tap() -> float:
        await wire.clock.sleep(5)
        await wire.call(5000)
        return wire.clock.now - 1005

    *_, waited = wire.run(*(wire.call(chat, priority=LEDGER) for chat in range(1, 1001)), tap())
    assert waited < 0.05


def test_one_chat_that_must_wait_holds_no_other() -> None:
    wire = Wire()
    wire.run(*(wire.call(GROUP) for _ in range(10)), wire.call(YANN))
    assert wire.moments(YANN) == pytest.approx([0.04], abs=0.001)


def test_at_most_ten_connections_and_two_of_them_for_people() -> None:
    wire = Wire(seconds=20)  # a slow answer
    wire.run(*(wire.call(chat, priority=LEDGER) for chat in range(1, 21)), wire.call(5000))
    assert wire.most_in_flight == 8
    assert wire.moments(5000) == [pytest.approx(0.04, abs=0.01)]
    wire = Wire(seconds=20)
    wire.run(*(wire.call(chat) for chat in range(1, 31)))
    assert wire.most_in_flight == 10


def test_one_connection_is_enough() -> None:
    wire = Wire(connections=1)
    assert wire.run(wire.call(ZOE, priority=LEDGER), wire.call(YANN)) == [True, True]


def test_a_flood_answer_stops_everything_then_the_pace_goes_on() -> None:
    wire = Wire()
    wire.trouble = flood_at(50)
    answers = wire.run(*(wire.call(chat) for chat in range(1, 201)))
    assert answers == [True] * 200
    before, after = wire.moments()[:50], wire.moments()[50:]
    assert after[0] - before[-1] == pytest.approx(5.5)
    assert most_in_a_second(wire.moments()) == 25
    assert {chat for chat, times in Counter(chat for _, _, chat in wire.left).items() if times == 2} == {50}


def test_what_is_not_a_message_waits_for_the_end_of_the_flood_too() -> None:
    wire = Wire()
    wire.trouble = flood_at(1)

    async def tap() -> float:
        await wire.clock.sleep(1)
        await wire.call(ZOE, "answerCallbackQuery")
        return wire.clock.now - 1000

    assert wire.run(wire.call(YANN), tap())[1] == pytest.approx(5.5)


def test_an_answer_to_a_person_is_given_up_at_the_fourth_flood() -> None:
    wire = Wire()
    wire.trouble = flood_at(1, 2, 3, 4, 5)
    (given_up,) = wire.run(wire.call(ZOE))
    assert isinstance(given_up, RetryAfter)
    assert wire.moments() == pytest.approx([0, 5.5, 11, 16.5])


def test_the_ledger_is_told_of_a_flood_and_keeps_its_row() -> None:
    wire = Wire()
    wire.trouble = flood_at(1)
    (flood,) = wire.run(wire.call(ZOE, priority=LEDGER))
    assert isinstance(flood, RetryAfter)
    assert flood.retry_after == timedelta(seconds=5)
    assert len(wire.left) == 1


def test_the_ledger_never_waits_over_a_minute_in_here() -> None:
    wire = Wire()
    answers = wire.run(*(wire.call(GROUP, priority=LEDGER) for _ in range(25)))
    assert answers[:20] == [True] * 20
    assert [type(one) for one in answers[20:]] == [PaceFull] * 5
    assert wire.clock.now == pytest.approx(1060)
    assert len(wire.left) == 20  # whoever was turned away sent nothing


def test_during_a_long_flood_the_ledger_is_turned_away_at_once() -> None:
    wire = Wire()
    wire.trouble = flood_at(1, seconds=600)

    async def later() -> Any:
        await wire.clock.sleep(1)
        try:
            await wire.call(YANN, priority=LEDGER)
        except PaceFull as full:
            return full.retry_after, wire.clock.now

    _, (asked, moment) = wire.run(wire.call(ZOE, priority=LEDGER), later())
    assert moment == pytest.approx(1001)
    assert asked == timedelta(seconds=599.5)


def test_whoever_leaves_the_queue_takes_nobody_s_turn() -> None:
    wire = Wire(connections=1, seconds=10)

    async def impatient() -> str:
        waiting = asyncio.ensure_future(wire.call(YANN))
        await wire.clock.sleep(1)
        waiting.cancel()
        return "left"

    assert wire.run(wire.call(ZOE), impatient(), wire.call(13)) == [True, "left", True]
    assert [chat for _, _, chat in wire.left] == [ZOE, 13]


def test_an_error_gives_the_connection_back() -> None:
    wire = Wire(connections=1)

    def trouble(number: int) -> None:
        if number == 1:
            raise ValueError("not sent")

    wire.trouble = trouble
    first, second = wire.run(wire.call(ZOE), wire.call(YANN))
    assert isinstance(first, ValueError)
    assert second is True


def test_with_a_real_clock_too() -> None:
    left: list[float] = []

    async def answer() -> bool:
        left.append(time.monotonic())
        return True

    async def send() -> None:
        pace = Pace(50, 10)
        calls = (pace.process_request(answer, (), {}, "sendMessage", {"chat_id": chat}, None) for chat in range(1, 31))
        await asyncio.gather(*calls)
        await pace.shutdown()

    asyncio.run(send())
    gaps = [after - before for before, after in pairwise(left)]
    assert min(gaps) > 0.0199
    assert 0.55 < left[-1] - left[0] < 2
