"""How the stand-in speaks HTTP: answers, conditional answers, and troubles on the wire."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Protocol

from bot.demo.faults import Fault

LAST_MODIFIED = "Thu, 01 Jan 2026 06:00:00 GMT"


@dataclass(frozen=True)
class Answer:
    """What is sent when nothing goes wrong."""

    status: int
    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


def plain(status: int, text: str) -> Answer:
    """A short answer in words."""
    return Answer(status, text.encode(), "text/plain; charset=utf-8")


def conditional(name: str, body: bytes, asked: Mapping[str, str]) -> Answer:
    """A file with its ETag, or 304 when the client has this very version (RFC 9110, 13.1.2)."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    validators = {"ETag": etag, "Last-Modified": LAST_MODIFIED}
    if asked.get("if-none-match") == etag:
        return Answer(304, b"", "", validators)
    kind = "text/html; charset=utf-8" if name.endswith(".html") else "application/rss+xml"
    return Answer(200, body, kind, validators)


class Site(Protocol):
    """What the handler asks of the stand-in."""

    def receive(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> tuple[Answer, Fault | None]:
        """The answer to a request, and the trouble it meets."""

    def wait(self, seconds: float) -> None:
        """Wait, unless the stand-in stops."""


class Handler(BaseHTTPRequestHandler):
    """One connection. Silent on the standard error; a client that hangs up (body over its cap) is not an error."""

    protocol_version = "HTTP/1.1"
    server_version = "VigieStandIn"
    timeout = 60
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    site: Site

    def do_GET(self) -> None:
        """Answer a GET."""
        self._respond(b"")

    def do_POST(self) -> None:
        """Answer a POST."""
        self._respond(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the stand-in keeps its own log."""

    def _respond(self, body: bytes) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        answer, fault = self.site.receive(self.command, self.path, asked, body)
        try:
            self._send(answer) if fault is None else self._send_wrong(answer, fault)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        self._head(answer.status, answer.content_type, answer.headers, len(answer.body))
        self.wfile.write(answer.body)

    def _head(self, status: int, content_type: str, headers: Mapping[str, str], length: int | None) -> None:
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None and status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _send_wrong(self, answer: Answer, fault: Fault) -> None:
        self.site.wait(fault.delay)
        content = fault.content(answer.body)
        headers = dict(answer.headers) | dict(fault.headers)
        if fault.location is not None:
            headers["Location"] = fault.location
        if fault.bomb:
            headers["Content-Encoding"] = "gzip"
        status = fault.status or (302 if fault.location is not None else answer.status)
        self.close_connection = bool(fault.cut or fault.huge)
        self._head(status, answer.content_type, headers, None if fault.huge else len(content))
        for piece in fault.pieces(content):
            self.wfile.write(piece)
            self.wfile.flush()
            self.site.wait(fault.drip)
