"""The stand-in in its own process says what the bot did."""

import asyncio

import httpx

from tests.telegram_api import faults
from tests.telegram_api.alone import Report, alone
from tests.telegram_api.server import TOKEN


def test_a_bench_counts_what_was_sent_by_whom_and_how_fast() -> None:
    async def send(base: str) -> list[int]:
        async with httpx.AsyncClient(base_url=f"{base}/bot{TOKEN}/") as client:
            return [
                (await client.post("sendMessage", data={"chat_id": chat, "text": "<b>a"})).status_code
                for chat in (100, -1001, 100, 102)
            ]

    with alone(chats=(100, -1001), judged=False) as api:
        api.fail(faults.flood(1), after=2)
        assert asyncio.run(send(api.base)) == [200, 200, 429, 400]
        report = api.report()
        assert report == Report(2, {"100": 1, "-1001": 1}, 2, 1, 0, 2, report.seconds)
        api.reset()
        assert api.report().sent == 0
