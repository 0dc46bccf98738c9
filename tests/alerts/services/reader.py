"""A reader of its own process, for the test that kills it: `python -m tests.alerts.services.reader URL FILE MOMENT`.

It reads the fictitious gazette at that moment, and adds one line a request to FILE.
"""

import asyncio
import os
import sys
from datetime import datetime

from alerts.services.read_source import read_source
from alerts.store.engine import open_database
from scrapers.source import Request
from tests.alerts.services.gazette import Answer, Gazette, whole

PAGES = 30


async def main(url: str, path: str, moment: datetime) -> bool:
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def fetch(request: Request, *, source: str) -> Answer:
        os.write(file, f"{request.url}\n".encode())
        await asyncio.sleep(0.005)
        return whole(request)

    done = await read_source(open_database(url), Gazette(pages=PAGES), fetch, lambda: moment)
    return done.complete


if __name__ == "__main__":
    complete = asyncio.run(main(sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])))
    sys.exit(0 if complete else 1)
