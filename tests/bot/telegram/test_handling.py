"""One update is dealt with once; again when its answer could not leave; never when that would change nothing."""

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.telegram.handling import CROWD, Handling

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Desk:
    """`errors` are raised by the answers, one after the other; then they succeed."""

    def __init__(
        self, *errors: Exception, known: bool = True, pauses: tuple[float, ...] = (0.01, 0.01), waiting: int = 0
    ) -> None:
        self.errors, self.known = list(errors), known
        self.answers = 0
        self.notes: list[str] = []
        self.incidents: list[Exception] = []
        self.handling = Handling(self, self.answer, self, pauses, lambda _: waiting)  # type: ignore[arg-type]

    async def begin(self, number: int) -> bool:
        self.notes.append("begin")
        return self.known

    async def done(self, number: int) -> None:
        self.notes.append("done")

    async def tell(self, error: Exception, update: Update) -> str:
        self.incidents.append(error)
        return "E-7F3A"

    async def answer(self, update: Update, bot: Bot) -> None:
        self.answers += 1
        if self.errors:
            raise self.errors.pop(0)

    async def receive(self) -> None:
        context: Any = SimpleNamespace(bot=None)
        await self.handling(Update(1), context)

    def run(self) -> "Desk":
        asyncio.run(self.receive())
        return self


def test_an_update_is_begun_answered_and_done() -> None:
    desk = Desk().run()
    assert (desk.answers, desk.notes, desk.incidents) == (1, ["begin", "done"], [])


def test_one_that_is_dealt_with_already_is_left_alone() -> None:
    desk = Desk(known=False).run()
    assert (desk.answers, desk.notes) == (0, ["begin"])


@pytest.mark.parametrize("error", [NetworkError("Bad Gateway"), TimedOut(), RetryAfter(1)])
def test_an_answer_that_may_leave_later_is_tried_again(error: Exception) -> None:
    desk = Desk(error, error).run()
    assert (desk.answers, desk.notes, desk.incidents) == (3, ["begin", "done"], [])


def test_after_the_last_try_it_is_an_incident() -> None:
    desk = Desk(TimedOut(), TimedOut(), TimedOut()).run()
    assert (desk.answers, desk.notes, len(desk.incidents)) == (3, ["begin", "done"], 1)


@pytest.mark.parametrize("error", [BadRequest("chat not found"), Forbidden("blocked"), ValueError("ours")])
def test_what_will_fail_again_is_not_tried_again(error: Exception) -> None:
    desk = Desk(error).run()
    assert (desk.answers, desk.notes, desk.incidents) == (1, ["begin", "done"], [error])


def test_stopping_between_two_tries_leaves_it_to_the_next_start() -> None:
    async def story() -> Desk:
        desk = Desk(TimedOut(), pauses=(60,))
        task = asyncio.create_task(desk.receive())
        while not desk.answers:
            await asyncio.sleep(0)
        desk.handling.stop()
        await asyncio.wait_for(task, 5)
        return desk

    assert asyncio.run(story()).notes == ["begin"]


def test_of_a_crowd_of_one_chat_the_oldest_are_left_so_that_others_are_answered() -> None:
    desk = Desk(waiting=CROWD + 1).run()
    assert (desk.answers, desk.notes) == (0, ["done"])
    desk = Desk(waiting=CROWD).run()
    assert (desk.answers, desk.notes) == (1, ["begin", "done"])


def test_nothing_is_begun_once_we_stop() -> None:
    async def story() -> Desk:
        desk = Desk()
        desk.handling.stop()
        await desk.receive()
        return desk

    desk = asyncio.run(story())
    assert (desk.answers, desk.notes) == (0, [])
