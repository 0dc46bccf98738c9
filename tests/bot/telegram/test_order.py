"""In order within a chat, chats side by side, and nothing left behind in memory."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberLeft, ChatMemberMember, ChatMemberUpdated, Message, Update, User

from bot.telegram.order import Order, chat_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZOE = User(11, "Zoé", is_bot=False)
PRIVATE, FORUM = Chat(11, "private"), Chat(-1001, "supergroup", is_forum=True)


def written(number: int, chat: int | Chat, topic: int | None = None) -> Update:
    place = chat if isinstance(chat, Chat) else Chat(chat, "private")
    return Update(number, message=Message(number, NOON, place, from_user=ZOE, message_thread_id=topic))


class Answers:
    """Answers that end when the test says so."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.begun: list[int] = []
        self.ended: list[int] = []
        self._may_end: dict[int, asyncio.Event] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def give(self, update: Update) -> None:
        number = update.update_id
        self._may_end[number] = asyncio.Event()
        self._tasks[number] = asyncio.create_task(self.order.process_update(update, self._answer(number)))

    async def _answer(self, number: int) -> None:
        self.begun.append(number)
        await self._may_end[number].wait()
        self.ended.append(number)

    async def end(self, *numbers: int) -> None:
        for number in numbers:
            self._may_end[number].set()
        await self.settle()

    async def cancel(self, number: int) -> None:
        self._tasks[number].cancel()
        await self.settle()

    async def settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


def test_a_chat_waits_for_itself_and_others_do_not() -> None:
    async def story() -> None:
        answers = Answers(Order())
        for number in (1, 2, 3):
            answers.give(written(number, 11))
        answers.give(written(4, 12))
        await answers.settle()
        assert answers.begun == [1, 4]
        await answers.end(3, 2)  # ready early: they still wait for the first
        assert answers.begun == [1, 4]
        await answers.end(1, 4)
        assert answers.begun == [1, 4, 2, 3]
        assert answers.order.chats == 0

    asyncio.run(story())


def test_somebody_who_writes_three_hundred_times_takes_one_place() -> None:
    async def story() -> None:
        answers = Answers(Order(at_once=2))
        for number in range(300):
            answers.give(written(number, 11))
        answers.give(written(1000, 12))
        answers.give(written(1001, 13))
        await answers.settle()
        assert answers.begun == [0, 1000]
        await answers.end(1000)
        assert answers.begun == [0, 1000, 1001]
        await answers.end(*range(300), 1001)
        while answers.order.chats:
            await answers.settle()
        assert [number for number in answers.ended if number < 300] == list(range(300))

    asyncio.run(story())


def test_whoever_stops_waiting_blocks_nobody() -> None:
    async def story() -> None:
        answers = Answers(Order())
        for number in (1, 2, 3):
            answers.give(written(number, 11))
        await answers.settle()
        await answers.cancel(2)
        await answers.cancel(1)
        assert answers.begun == [1, 3]
        await answers.end(3)
        assert answers.order.chats == 0

    asyncio.run(story())


def test_an_answer_that_fails_lets_the_next_one_pass() -> None:
    async def fails() -> None:
        raise ValueError("no")

    async def story() -> list[Any]:
        order = Order()
        answers = Answers(order)
        failing = asyncio.create_task(order.process_update(written(1, 11), fails()))
        answers.give(written(2, 11))
        await answers.settle()
        await answers.end(2)
        assert answers.ended == [2]
        return await asyncio.gather(failing, return_exceptions=True)

    assert isinstance(asyncio.run(story())[0], ValueError)


def test_everything_of_a_chat_keeps_one_order() -> None:
    topics = [written(1, FORUM, topic=3), written(2, FORUM, topic=4)]
    tap = Update(3, callback_query=CallbackQuery("1", ZOE, "i", data="x", message=topics[0].message))
    left, member = ChatMemberLeft(ZOE), ChatMemberMember(ZOE)
    came = Update(4, my_chat_member=ChatMemberUpdated(FORUM, ZOE, NOON, left, member))
    assert {chat_of(one) for one in (*topics, tap, came)} == {-1001}
    assert chat_of(written(5, PRIVATE)) == 11
    assert chat_of(Update(6, callback_query=CallbackQuery("1", ZOE, "i", data="x"))) == 11
    assert chat_of(Update(7)) == 0


def test_it_knows_how_many_of_a_chat_wait() -> None:
    async def story() -> None:
        answers = Answers(Order())
        for number in (1, 2, 3):
            answers.give(written(number, 11))
        await answers.settle()
        assert answers.order.waiting(written(9, 11)) == 2
        assert answers.order.waiting(written(9, 12)) == 0
        await answers.end(1, 2, 3)

    asyncio.run(story())
