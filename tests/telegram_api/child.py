"""The application in a process of its own, to be killed: `python -m tests.telegram_api.child OPTIONS` (JSON).

It obeys lines of its standard input ("match", "deliver") and answers each with a line of JSON. It ends by itself when
its input is closed: a test that dies leaves nobody behind.
"""

import asyncio
import json
import signal
import sys
from pathlib import Path

from tests.telegram_api.clock import Clock
from tests.telegram_api.living import living, obey, settings_for


async def main(options: dict[str, str]) -> None:
    clock = Clock(Path(options.pop("clock")), None)
    stopping, orders = asyncio.Event(), asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stopping.set)
    pipe, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    async with living(settings_for(**options), clock, stopping) as house:
        stopped = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            line = asyncio.create_task(orders.readline())
            await asyncio.wait((line, stopped), return_when=asyncio.FIRST_COMPLETED)
            if not line.done() or not line.result():
                line.cancel()
                break
            sys.stdout.write(json.dumps(await obey(house, line.result().decode().strip())) + "\n")
            sys.stdout.flush()
        stopped.cancel()
    pipe.close()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
