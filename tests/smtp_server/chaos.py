"""A mail server that fails on demand: real sockets, in a thread of its own, on 127.0.0.1."""

import asyncio
import re
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "vigie", "mot de passe d'essai"
SILENCE = "SILENCE"
LIMIT = 32 * 1024 * 1024
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]*>)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Stored:
    """A message that the server has. `secure`: it came through TLS; `user`: who had logged in."""

    to: str
    sender: str
    message_id: str
    content: bytes
    secure: bool
    user: str


@dataclass
class Chaos:
    """What the server was told and what it saw. See the package for its behaviours."""

    port: int = 0
    slow_seconds: float = 3.0
    stored: list[Stored] = field(default_factory=list)
    attempts: Counter[str] = field(default_factory=Counter)  # of RCPT, by address
    connections: int = 0
    logins: int = 0
    open: set[asyncio.BaseTransport] = field(default_factory=set)
    _answers: dict[str, list[str]] = field(default_factory=dict)
    _contents: Counter[str] = field(default_factory=Counter)
    loop: asyncio.AbstractEventLoop | None = None

    def answer(self, stage: str, *replies: str) -> None:
        """What is said next at EHLO, MAIL, RCPT or DATA (after the dot), whoever it is for. At RCPT, SILENCE too."""
        self._answers.setdefault(stage, []).extend(replies)

    def said(self, stage: str) -> str | None:
        waiting = self._answers.get(stage)
        return waiting.pop(0) if waiting else None

    def to(self, address: str) -> list[Stored]:
        return [one for one in self.stored if one.to == address]

    def hang_up(self) -> None:
        """Closes every connection, as a relay does with those that say nothing."""
        assert self.loop is not None
        self.loop.call_soon_threadsafe(self._close_all)
        limit = time.monotonic() + 5
        while self.open:
            assert time.monotonic() < limit, "connections stay open"
            time.sleep(0.005)

    def _close_all(self) -> None:
        for one in list(self.open):
            one.close()

    def begun(self, address: str) -> int:
        """How often the content for this address began to come, this time included."""
        self._contents[address] += 1
        return self._contents[address]


class Talking(SMTP):
    """One connection. `mid` needs what handlers are not told of: the middle of DATA."""

    chaos: Chaos

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if transport not in self.chaos.open and self.session is None:
            self.chaos.connections += 1
        self.chaos.open.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.chaos.open = {one for one in self.chaos.open if not one.is_closing()}
        super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        to = self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else ""
        if to.startswith("mid") and self.chaos.begun(to) == 1:
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            await cut(self)
        await super().smtp_DATA(arg)


async def cut(talking: SMTP) -> None:
    """The connection is gone; what was being done is cancelled with it."""
    assert isinstance(talking.transport, asyncio.WriteTransport)
    talking.transport.abort()
    await asyncio.sleep(60)


@dataclass
class Behaving:
    """The handler: the local part of the recipient says how to behave."""

    chaos: Chaos
    pipelining: bool

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        if said := self.chaos.said("EHLO"):
            return [said]
        return [responses[0], *(["250-PIPELINING"] if self.pipelining else []), *responses[1:]]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if said := self.chaos.said("MAIL"):
            return said
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.chaos.attempts[address] += 1
        refusal = self.chaos.said("RCPT") or self._refusal(address)
        if refusal == SILENCE:
            await asyncio.sleep(60)
        if refusal.startswith("421"):
            await server.push(refusal)
            await cut(server)
        if not refusal:
            envelope.rcpt_tos.append(address)
        return refusal or "250 2.1.5 ok"

    def _refusal(self, address: str) -> str:
        if address.startswith("grey"):
            return "450 4.7.1 greylisted, come back later" if self.chaos.attempts[address] <= 2 else ""
        refusals = {
            "unknown": f"550 5.1.1 <{address}> no such user here",
            "full": "452 4.2.2 mailbox full",
            "close": "421 4.3.2 closing",
        }
        return next((said for prefix, said in refusals.items() if address.startswith(prefix)), "")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        to = envelope.rcpt_tos[0]
        if said := self.chaos.said("DATA"):
            return said
        if to.startswith("data4") and self.chaos.begun(to) == 1:
            return "451 4.3.0 try again"
        if to.startswith("data5"):
            return "554 5.7.1 message refused"
        if to.startswith("slow"):
            await asyncio.sleep(self.chaos.slow_seconds)
        self._store(session, envelope)
        if to.startswith("lost") and self.chaos.begun(to) == 1:
            await cut(server)
        return "250 2.0.0 stored"

    def _store(self, session: Session, envelope: Envelope) -> None:
        content = envelope.original_content or b""
        found = _MESSAGE_ID.search(content)
        named = found.group(1).decode() if found else ""
        login = session.auth_data.login.decode() if isinstance(session.auth_data, LoginPassword) else ""
        one = Stored(envelope.rcpt_tos[0], envelope.mail_from or "", named, content, session.ssl is not None, login)
        self.chaos.stored.append(one)


@contextmanager
def chaos_server(tls: ssl.SSLContext | None = None, *, login: bool = False, pipelining: bool = True) -> Iterator[Chaos]:
    """The server, until the end of the block. With `tls` it asks for STARTTLS, with `login` for USER and PASSWORD."""
    chaos = Chaos()
    ready = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(chaos, ready, tls, login, pipelining)), daemon=True)
    thread.start()
    assert ready.wait(10), "the server does not start"
    try:
        yield chaos
    finally:
        assert chaos.loop is not None
        chaos.loop.call_soon_threadsafe(_stop, chaos.loop)
        thread.join(10)
        assert not thread.is_alive(), "the server does not stop"


def _stop(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()


async def _serve(
    chaos: Chaos, ready: threading.Event, tls: ssl.SSLContext | None, login: bool, pipelining: bool
) -> None:
    chaos.loop = asyncio.get_running_loop()
    handler = Behaving(chaos, pipelining)

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        chaos.logins += 1
        good = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False, auth_data=given)

    def talking() -> Talking:
        one = Talking(
            handler,
            data_size_limit=LIMIT,
            hostname="127.0.0.1",
            tls_context=tls,
            require_starttls=tls is not None,
            auth_required=login,
            auth_require_tls=tls is not None,
            authenticator=authenticate if login else None,
            command_call_limit=100_000,
            loop=chaos.loop,
        )
        one.chaos = chaos
        return one

    server = await chaos.loop.create_server(talking, "127.0.0.1", 0)
    chaos.port = server.sockets[0].getsockname()[1]
    ready.set()
    try:
        await asyncio.sleep(900)
    except asyncio.CancelledError:
        pass
    finally:
        for one in list(chaos.open):
            one.close()
        server.close()
