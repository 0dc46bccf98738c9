"""A sink for mail in a process of its own: it takes everything, counts it, and costs as little as it can.

For benches. It does not look at what it is given: a client that speaks badly is not told.
"""

import argparse
import asyncio
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.smtp_server.certificate import Certificate

END = b"\r\n.\r\n"
LIFE = 600  # seconds: it stops by itself, whatever happens to whoever started it
_EHLO = b"250-sink\r\n250-SIZE 33554432\r\n250-8BITMIME\r\n%s250 ENHANCEDSTATUSCODES\r\n"


@dataclass
class Counted:
    """What was taken since the sink started. `octets` are those of the contents, as they travelled."""

    mails: int = 0
    octets: int = 0
    connections: int = 0


class Taking(asyncio.Protocol):
    """One connection."""

    def __init__(self, counted: Counted, secure: ssl.SSLContext | None, pipelining: bool) -> None:
        self.counted, self.secure = counted, secure
        self.ehlo = _EHLO % (b"250-PIPELINING\r\n" if pipelining else b"")
        if secure:
            self.ehlo = self.ehlo.replace(b"250-SIZE", b"250-STARTTLS\r\n250-SIZE")
        self.content, self.left, self.tail = False, b"", b""
        self.upgrading: asyncio.Task[None] | None = None
        self.early = b""  # what comes through TLS before we are told that it stands

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.counted.connections += 1
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, received: bytes) -> None:
        if self.upgrading and not self.upgrading.done():
            self.early += received
            return
        while received:
            received = self._content(received) if self.content else self._commands(received)

    def _content(self, received: bytes) -> bytes:
        """Only the end is looked for; it may be cut anywhere."""
        seen = self.tail + received if len(received) < 5 else received
        at = len(seen) - 5 if seen.endswith(END) else (self.tail + received).find(END)
        if at < 0:
            self.counted.octets += len(received)
            self.tail = (self.tail + received[-4:])[-4:]
            return b""
        whole = seen if seen.endswith(END) else self.tail + received
        left = whole[at + 5 :]
        self.counted.octets += len(received) - len(left)
        self.counted.mails += 1
        self.content, self.tail = False, b""
        self.transport.write(b"250 2.0.0 taken\r\n")
        return left

    def _commands(self, received: bytes) -> bytes:
        *lines, self.left = (self.left + received).split(b"\r\n")
        answers = []
        for number, line in enumerate(lines):
            verb = line[:4].upper()
            answers.append(self._answer(verb))
            if verb == b"DATA":
                left = b"\r\n".join([*lines[number + 1 :], self.left])
                self.content, self.left, self.tail = True, b"", b"\r\n"
                self.transport.write(b"".join(answers))
                return left
        self.transport.write(b"".join(answers))
        return b""

    def _answer(self, verb: bytes) -> bytes:
        match verb:
            case b"EHLO":
                return self.ehlo
            case b"DATA":
                return b"354 go on\r\n"
            case b"XCOU":
                return b"250 %d %d %d\r\n" % (self.counted.mails, self.counted.octets, self.counted.connections)
            case b"STAR" if self.secure:
                self.transport.pause_reading()  # what comes next is for TLS
                self.upgrading = asyncio.get_running_loop().create_task(self._upgrade(self.secure))
                return b"220 2.0.0 go on\r\n"
            case b"AUTH":
                return b"235 2.7.0 welcome\r\n"
            case b"QUIT":
                asyncio.get_running_loop().call_soon(self.transport.close)
                return b"221 2.0.0 bye\r\n"
        return b"250 2.0.0 ok\r\n"

    async def _upgrade(self, secure: ssl.SSLContext) -> None:
        transport = await asyncio.get_running_loop().start_tls(self.transport, self, secure, server_side=True)
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ehlo = self.ehlo.replace(b"250-STARTTLS\r\n", b"250-AUTH PLAIN\r\n")
        asyncio.get_running_loop().call_soon(self._catch_up)

    def _catch_up(self) -> None:
        early, self.early = self.early, b""
        self.data_received(early)


async def serve(certificate: Certificate | None, pipelining: bool) -> None:
    counted = Counted()
    secure = certificate.for_server() if certificate else None
    server = await asyncio.get_running_loop().create_server(lambda: Taking(counted, secure, pipelining), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.sleep(LIFE)


@dataclass(frozen=True)
class Sink:
    """A running sink."""

    port: int
    pid: int

    def counted(self) -> Counted:
        """What it has taken so far."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line, line.makefile("rwb") as file:
            file.readline()
            file.write(b"XCOUNT\r\nQUIT\r\n")
            file.flush()
            mails, octets, connections = (int(word) for word in file.readline().split()[1:])
            return Counted(mails, octets, connections - 1)


@contextmanager
def sink(certificate: Certificate | None = None, *, pipelining: bool = True) -> Iterator[Sink]:
    """A sink until the end of the block. With a certificate it offers STARTTLS, then takes any login."""
    given = [str(certificate.chain), str(certificate.key), str(certificate.authority)] if certificate else []
    options = [] if pipelining else ["--no-pipelining"]
    command = [sys.executable, "-m", "tests.smtp_server.sink", *options, *given]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as running:
        assert running.stdout is not None
        try:
            yield Sink(int(running.stdout.readline()), running.pid)
        finally:
            running.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-pipelining", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    signal.alarm(LIFE)
    asyncio.run(serve(Certificate(*given.files) if given.files else None, not given.no_pipelining))
