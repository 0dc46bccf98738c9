"""Our web pages, served inside the running loop: one process, one loop, and signals that stay ours."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LAST_ANSWERS = 5  # seconds for the answers under way, when the process stops
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class CannotListen(Exception):
    """`sentence` is for the host, in French."""

    def __init__(self, host: str, port: int, why: str) -> None:
        self.sentence = f"rien ne peut écouter sur {host}, port {port} ({why}) : changez [pages] host ou port"
        super().__init__(self.sentence)


class Guarded:
    """Gives each answer the headers that browsers obey; a page may say otherwise of itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)


class _Server(uvicorn.Server):
    """Leaves SIGTERM and SIGINT to the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(routes: Sequence[BaseRoute], host: str, port: int) -> AsyncIterator[str]:
    """Serve these routes until the end of the block. Gives the address (port 0: a free one). Raises CannotListen."""
    listener = _listening(host, port)
    app = Starlette(routes=list(routes), middleware=[Middleware(Guarded)])
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,  # addresses of people, and of the webhook
        server_header=False,
        proxy_headers=False,  # whom to believe is a choice of the host: `bot.pages.visitors`
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]), name="pages")
    try:
        yield _address(listener)
    finally:
        server.should_exit = True
        await task


def _listening(host: str, port: int) -> socket.socket:
    """Bound at once: what cannot be is told before anything else starts."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(host, port, str(error)) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise CannotListen(host, port, error.strerror or str(error)) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
