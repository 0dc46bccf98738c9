"""A worker of its own process that sends mails, for the tests that kill it.

`python -m tests.alerts.ledger.mail_worker URL PORT BEGAN` drains the ledger to the relay on this port until nothing is
left to send. Its clock runs 20 times faster than ours since BEGAN (seconds since 1970): a pause of a minute takes 3 s.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from alerts.channels.channel import Letter
from alerts.channels.email.channel import EmailChannel
from alerts.channels.email.envelope import Envelopes, Sender
from alerts.channels.email.relay import Relay
from alerts.ledger.desk import Written
from alerts.ledger.drain import LEASE, drain
from alerts.links.signed import Links
from alerts.messages.message import Entry, Fact, Message, Paragraph
from alerts.model.delivery import Claimed
from alerts.store.engine import Database, open_database
from alerts.store.history import summary
from tests.alerts.ledger.stories import ATELIERS

FASTER = 20
PATIENCE = LEASE.total_seconds() / FASTER * 0.9  # under the lease, in our seconds


def clock_since(began: float) -> Callable[[], datetime]:
    return lambda: datetime.fromtimestamp(began + (time.time() - began) * FASTER, UTC)


def compose(rows: Sequence[Claimed]) -> Written:
    """One digest for all that is due to one person."""
    told = tuple(Entry(str(one.cause["notice"]), (Fact("Date limite", "2 octobre"), Paragraph("Lot."))) for one in rows)
    letter = Letter(ATELIERS, Message("Votre semaine", "Deux annonces", told), str(rows[0].cause["address"]))
    return [(list(rows), letter)]


async def work(database: Database, port: int, clock: Callable[[], datetime]) -> None:
    envelopes = Envelopes(
        Sender("vigie@vigie.example", "Vigie"), Links("https://vigie.example", "secret of tests 0123")
    )
    channel = EmailChannel(Relay("127.0.0.1", port, "none"), envelopes, clock, patience=PATIENCE)
    while True:
        await drain(database, {channel.name: channel}, compose, clock)
        with database.read() as session:
            if summary(session).waiting == 0:
                break
        await asyncio.sleep(0.1)
    await channel.close()


if __name__ == "__main__":
    url, port, began = sys.argv[1:]
    asyncio.run(work(open_database(url), int(port), clock_since(float(began))))
