"""Digests to a local sink, beside the plain way: one MJML document, one EmailMessage, one connection a mail.

Both write the same opportunities to the same people, from the same values, one sink in a process of its own. Ours is
the product's channel: parts rendered once and kept, our own quoted-printable, two kept connections. Asserted first: as
many mails as letters, on both sides. What each mail weighs is given beside: ours is styled, the plain one is not.

The peer is timed over the first of the letters only: it keeps nothing from one to the next.

- On this machine (no TLS), each structure with one person, then with three.
- Towards a remote relay (STARTTLS and login), where a connection costs most.
- Memory: the peak of a process that writes and sends 1,000 digests, and 20,000, all of different structures.
"""

import asyncio
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from alerts.channels.email.channel import EmailChannel
from alerts.channels.email.envelope import Envelopes, Sender
from alerts.channels.email.guard import Guard
from alerts.channels.email.relay import Relay
from alerts.links.signed import Links
from alerts.model.delivery import Sent
from tests.bench.digests_letters import NOW, Letters, Posted
from tests.bench.digests_plain import Plain
from tests.bench.row import Row
from tests.smtp_server.certificate import Certificate, throw_away
from tests.smtp_server.sink import sink

LINKS = Links("https://vigie.example.org", "a secret for benches only")
SENDER = Sender("vigie@vigie.example.org", "Vigie ESS", "", "retours@vigie.example.org")
ABREAST = 10
PLAINLY = 100  # letters of the peer
PEER = "one message, one connection a mail"


def bench(full: bool = False) -> list[Row]:
    letters, count = Letters(), 4000 if full else 1000
    one, three = list(letters.posted(count)), list(letters.posted(count - count % 3, people=3))
    with tempfile.TemporaryDirectory() as folder:
        certificate = throw_away(Path(folder))
        return [
            *_beside("one person a structure", one, None),
            *_beside("three people a structure", three, None),
            *_beside("STARTTLS and login", one, certificate),
            *_memory(),
        ]


def _beside(what: str, posted: list[Posted], certificate: Certificate | None) -> list[Row]:
    with sink(certificate) as taking:
        tls = certificate.for_client() if certificate else None
        some = posted[:PLAINLY]
        plainly, its = _timed(lambda: Plain(taking.port, LINKS, tls).send_all(some))
        seen = taking.counted()
        assert seen.mails == len(some)
        channel = channel_to(taking.port, tls)
        ours, sent = _timed(lambda: asyncio.run(send_all(channel, posted)))
        now = taking.counted()
        assert sent == len(posted) == now.mails - seen.mails
    weight = (now.octets - seen.octets) / len(posted) / 1024, its / len(some) / 1024
    rate = len(posted) / ours, len(some) / plainly
    return [
        Row("digests", what, rate[0], "digests/s", PEER, rate[1], lower_is_better=False),
        Row("digests", f"{what}: weight of one", weight[0], "KiB", PEER, weight[1]),
    ]


def channel_to(port: int, tls: ssl.SSLContext | None) -> EmailChannel:
    """The product's channel; the clock stands still."""
    security, login = ("starttls", "vigie") if tls else ("none", "")
    host = "localhost" if tls else "127.0.0.1"
    relay = Relay(host, port, security, login, "secret" if login else "")  # type: ignore[arg-type]
    return EmailChannel(relay, Envelopes(SENDER, LINKS), lambda: NOW, Guard(production=True), tls=tls)


async def send_all(channel: EmailChannel, posted: Iterable[Posted]) -> int:
    """So many at once as the ledger serves; how many were sent."""
    left, done = iter(posted), 0

    async def one_lane() -> int:
        return sum([isinstance(await channel.send(one.letter, one.row), Sent) for one in left])

    done = sum(await asyncio.gather(*(one_lane() for _ in range(ABREAST))))
    await channel.close()
    return done


def _timed(call: object) -> tuple[float, int]:
    start = time.perf_counter()
    given = call()  # type: ignore[operator]
    return time.perf_counter() - start, cast(int, given)


def _memory() -> list[Row]:
    with sink() as taking:
        few, many = (_peak(taking.port, count) for count in (1000, 20_000))
    return [Row("digests", "peak memory of 20,000", many, "MB", "of 1,000", few)]


def _peak(port: int, count: int) -> float:
    command = [sys.executable, "-m", "tests.bench.digests", str(port), str(count)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return float(told.stdout)


def _main(port: int, count: int) -> None:
    sent = asyncio.run(send_all(channel_to(port, None), Letters().posted(count)))
    assert sent == count, sent
    status = Path("/proc/self/status").read_text()
    sys.stdout.write(str(int(status.split("VmHWM:")[1].split()[0]) / 1024))


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
