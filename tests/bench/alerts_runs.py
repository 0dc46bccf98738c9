"""One sending of the bench `alerts`, ours or the peer's, measured and checked."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

from alerts.channels.channel import Channel, Letter, Style
from alerts.model.delivery import Claimed, Outcome, Sent
from alerts.store import history
from bot import jobs
from bot.telegram.assistant import channel_of
from bot.telegram.channel import parts_of
from bot.wiring import House
from tests.bench.alerts_owed import Size, letters, owed
from tests.bench.alerts_peer import Plain, Ready, ready
from tests.telegram_api.alone import Alone, Report

ABREAST = 10
PATIENCE = 120.0  # seconds until the ledger is empty
Due = Sequence[tuple[Claimed, Letter]]
Before = Callable[[], None]


@dataclass
class Noted:
    """Our channel, with what it sent kept: read after the measure, which it would weigh on."""

    inner: Channel
    name: str = "telegram"
    style: Style = Style.CARD
    sent: list[Letter] = field(default_factory=list)

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        outcome = await self.inner.send(letter, delivery)
        if isinstance(outcome, Sent):
            self.sent.append(letter)
        return outcome


@dataclass(frozen=True)
class Run:
    """Of one sender: `seconds` from its start to its last word, `cpu` seconds of this process, alerts `lost`."""

    seconds: float
    cpu: float
    report: Report
    lost: int


def alerts_of(letters: Iterable[Letter]) -> Counter[tuple[int, str]]:
    """(chat, number of the alert) → times."""
    parts = [part for letter in letters for part in parts_of(letter)]
    return Counter((part.chat, number) for part in parts for number in re.findall(r"Parcelle (\d{5})", part.text))


def nothing() -> None:
    """Happens before."""


def ours(api: Alone, size: Size, *, limits: bool, before: Before = nothing) -> tuple[Run, list[Ready]]:
    """Our delivery at its real pace, and the same alerts ready for the peer."""
    with owed(size, api.base) as house:
        due = letters(house)
        run = emptied(api, size, house, due, limits=limits, before=before)
    return run, ready([letter for _, letter in due])


def emptied(api: Alone, size: Size, house: House, due: Due, *, limits: bool = False, before: Before = nothing) -> Run:
    """The whole ledger of the house, and that it told everybody every alert of `due` once."""
    api.reset(size.people, limits=limits)
    before()
    run, noted = asyncio.run(_emptied(api, house))
    wanted = alerts_of(letter for _, letter in due)
    bubbles = Counter(str(part.chat) for letter in noted.sent for part in parts_of(letter))
    assert len(wanted) == size.alerts, "each alert has its chat and its number"
    assert alerts_of(noted.sent) == wanted, "everybody is told every alert once"
    assert run.report.chats == bubbles, "the stand-in showed what we say we sent"
    return run


async def _emptied(api: Alone, house: House) -> tuple[Run, Noted]:
    """The beat of the product, again until nothing waits."""

    async def beat() -> int:
        end = time.monotonic() + PATIENCE
        while True:
            await jobs.deliver_due(house)
            told = await house.database.reading(history.summary)
            if not told.waiting:
                return told.owed - told.sent
            assert time.monotonic() < end, f"alerts still wait: {told}"
            await asyncio.sleep(0.05)

    async with channel_of(house):
        noted = house.channels["telegram"] = Noted(house.channels["telegram"])
        return await _measured(api, beat), noted


def channel_alone(api: Alone, size: Size, house: House, due: Due) -> Run:
    """What is ready, through our channel, ten at a time, as the ledger hands them over. Nothing is settled."""
    api.reset(size.people)

    async def go() -> Run:
        async with channel_of(house):
            room, channel = asyncio.Semaphore(ABREAST), house.channels["telegram"]

            async def one(claimed: Claimed, letter: Letter) -> bool:
                async with room:
                    return isinstance(await channel.send(letter, claimed), Sent)

            async def send() -> int:
                return len(due) - sum(await asyncio.gather(*(one(*pair) for pair in due)))

            return await _measured(api, send)

    run = asyncio.run(go())
    assert (run.report.sent, run.lost) == (size.alerts, 0), "everybody is told"
    return run


def plain(
    api: Alone, size: Size, texts: Sequence[Ready], peer: Plain, *, limits: bool = False, before: Before = nothing
) -> Run:
    """The peer, one message an alert; what it did not send, it says it lost."""
    api.reset(size.people, limits=limits)
    before()

    async def go() -> Run:
        async with peer.bot() as bot:
            return await _measured(api, lambda: peer.send(bot, texts))

    run = asyncio.run(go())
    assert run.report.sent == size.alerts - run.lost
    return run


async def _measured(api: Alone, send: Callable[[], Awaitable[int]]) -> Run:
    start, cpu = time.perf_counter(), time.process_time()
    lost = await send()
    seconds, spent = time.perf_counter() - start, time.process_time() - cpu
    return Run(seconds, spent, api.report(), lost)
