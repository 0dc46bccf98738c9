"""Digests to a local sink, beside the plain way: one MJML document, one EmailMessage, one connection a mail.

Both write the same opportunities to the same people, from the same values, one sink in a process of its own. Ours is
the product's channel: parts rendered once and kept, our own quoted-printable, two kept connections. Asserted first: as
many mails as letters, on both sides. What each mail weighs is given beside: ours is styled, the plain one is not.

Both are timed by slices, in turn, and the median slice is told; « from nothing known » is the whole run, the first
slices among it, where everything is written for the first time. The peer has the first letters of each slice only: it
keeps nothing from one to the next.

- On this machine (no TLS), each structure with one person, then with three.
- Towards a remote relay (STARTTLS and login), where a connection costs most.
- Memory: the peak of a process that writes and sends 1,000 digests of 1,000 structures, beside that of one that sends
  20,000 to as many people: twenty in each of 1,000 structures, or with `--full` one in each of 20,000.

Seen on two idle cores, digests a second beside the plain way, in two runs: 840 and 828 beside 84 and 80 for one person
a structure (10 times; 9 over the whole run), 1,080 and 1,087 beside 83 and 85 for three (13), 838 and 744 beside 17
with STARTTLS and login (45 to 49). Peak memory 104 MB for 20,000, 103 for 1,000. Processor time when all parts are
known: about 0.6 ms a digest to write, 0.4 to send.
"""

import asyncio
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

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
from tests.smtp_server.sink import Sink, sink

LINKS = Links("https://vigie.example.org", "a secret for benches only")
SENDER = Sender("vigie@vigie.example.org", "Vigie ESS", "", "retours@vigie.example.org")
ABREAST = 10
SLICES = 10  # of each run: the plain way, ours, the plain way, ours…
PLAINLY = 10  # letters of a slice that the plain way writes
ALIKE = 20  # people a structure, where 20,000 digests are sent by default
PEER = "one message, one connection a mail"


def bench(full: bool = False) -> list[Row]:
    letters, count = Letters(), 4000 if full else 2400
    one, three = list(letters.posted(count)), list(letters.posted(count // 2, people=3))
    with tempfile.TemporaryDirectory() as folder:
        certificate = throw_away(Path(folder))
        return [
            *_beside("one person a structure", one, None),
            *_beside("three people a structure", three, None),
            *_beside("STARTTLS and login", one[: count // 4], certificate),
            *_memory(1 if full else ALIKE),
        ]


def _beside(what: str, posted: list[Posted], certificate: Certificate | None) -> list[Row]:
    with sink(certificate) as taking:
        tls = certificate.for_client() if certificate else None
        channel, plain = channel_to(taking.port, tls), Plain(taking.port, LINKS, tls)
        with asyncio.Runner() as runner:
            rounds = [_round(taking, channel, runner, plain, some) for some in _slices(posted)]
            runner.run(channel.close())
    theirs, ours = [one for one, _ in rounds], [one for _, one in rounds]
    weight = [sum(one.octets for one in side) / sum(one.mails for one in side) / 1024 for side in (ours, theirs)]
    rate = [statistics.median(one.mails / one.seconds for one in side) for side in (ours, theirs)]
    whole = [sum(one.mails for one in side) / sum(one.seconds for one in side) for side in (ours, theirs)]
    return [
        Row("digests", what, rate[0], "digests/s", PEER, rate[1], lower_is_better=False),
        Row("digests", f"{what}: from nothing known", whole[0], "digests/s", PEER, whole[1], lower_is_better=False),
        Row("digests", f"{what}: weight of one", weight[0], "KiB", PEER, weight[1]),
    ]


def _slices(posted: list[Posted]) -> list[list[Posted]]:
    size = len(posted) // SLICES
    return [posted[at * size : (at + 1) * size] for at in range(SLICES)]


def _round(
    taking: Sink, channel: EmailChannel, runner: asyncio.Runner, plain: Plain, posted: list[Posted]
) -> tuple["_Sent", "_Sent"]:
    """The plain way, then ours, one right after the other: what slows the machine down slows both."""
    some = posted[:PLAINLY]
    theirs = _timed(taking, lambda: plain.send_all(some))
    ours = _timed(taking, lambda: runner.run(send_all(channel, posted)))
    assert (theirs.mails, ours.mails) == (len(some), len(posted))
    return theirs, ours


@dataclass(frozen=True)
class _Sent:
    """What the sink took during a slice; `octets` as they travelled."""

    mails: int
    octets: int
    seconds: float


def _timed(taking: Sink, call: Callable[[], object]) -> _Sent:
    before = taking.counted()
    start = time.perf_counter()
    call()
    seconds, after = time.perf_counter() - start, taking.counted()
    return _Sent(after.mails - before.mails, after.octets - before.octets, seconds)


def channel_to(port: int, tls: ssl.SSLContext | None) -> EmailChannel:
    """The product's channel; the clock stands still."""
    security, login = ("starttls", "vigie") if tls else ("none", "")
    host = "localhost" if tls else "127.0.0.1"
    relay = Relay(host, port, security, login, "secret" if login else "")  # type: ignore[arg-type]
    return EmailChannel(relay, Envelopes(SENDER, LINKS), lambda: NOW, Guard(production=True), tls=tls)


async def send_all(channel: EmailChannel, posted: Iterable[Posted]) -> int:
    """So many at once as the ledger serves; how many were sent."""
    left = iter(posted)

    async def one_lane() -> int:
        return sum([isinstance(await channel.send(one.letter, one.row), Sent) for one in left])

    return sum(await asyncio.gather(*(one_lane() for _ in range(ABREAST))))


def _memory(alike: int) -> list[Row]:
    """Both at once: nothing is timed here."""
    with sink() as taking:
        both = [_peak(taking.port, *sizes) for sizes in ((1000, 1), (20_000, alike))]
        few, many = (float(one.communicate(timeout=600)[0]) for one in both)
        assert not any(one.returncode for one in both)
    return [Row("digests", "peak memory of 20,000", many, "MB", "of 1,000", few)]


def _peak(port: int, count: int, people: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.bench.digests", str(port), str(count), str(people)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def _send_them(port: int, count: int, people: int) -> int:
    channel = channel_to(port, None)
    sent = await send_all(channel, Letters().posted(count, people))
    await channel.close()
    return sent


def _main(port: int, count: int, people: int) -> None:
    sent = asyncio.run(_send_them(port, count, people))
    assert sent == count, sent
    status = Path("/proc/self/status").read_text()
    sys.stdout.write(str(int(status.split("VmHWM:")[1].split()[0]) / 1024))


if __name__ == "__main__":
    _main(*map(int, sys.argv[1:]))
