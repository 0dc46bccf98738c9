"""A worker of its own process, for the tests that kill them.

`python -m tests.alerts.ledger.worker URL FILE LEASE STYLE PAUSE` drains the ledger to a channel of that style that adds
one line a sending to FILE, then waits PAUSE seconds, until nothing is left to send.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta

from alerts.channels.channel import Letter, Style
from alerts.ledger.drain import drain
from alerts.model.delivery import Claimed, Outcome, Sent
from alerts.store.engine import Database, open_database
from alerts.store.history import summary
from tests.alerts.ledger.stories import compose


class Counting:
    """One line a sending, written in one go at the end of the file: whole lines, whoever is killed."""

    name = "paper"

    def __init__(self, path: str, style: Style, pause: float) -> None:
        self.style, self.pause = style, pause
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(self, letter: Letter, delivery: Claimed) -> Outcome:
        os.write(self.file, f"{letter.message.title}\n".encode())
        await asyncio.sleep(self.pause)  # the moment when a kill makes a double
        return Sent(str(os.getpid()))


async def work(database: Database, channel: Counting, lease: timedelta) -> None:
    while True:
        await drain(database, {"paper": channel}, compose, lambda: datetime.now(UTC), lease=lease)
        with database.read() as session:
            if summary(session).waiting == 0:
                return
        await asyncio.sleep(0.1)


if __name__ == "__main__":
    url, path, seconds, style, pause = sys.argv[1:]
    channel = Counting(path, Style(style), float(pause))
    asyncio.run(work(open_database(url), channel, timedelta(seconds=float(seconds))))
