"""The relay that takes our mail, and how to get to it: connection, TLS, login. From there on, see `dialogue`."""

import asyncio
import socket
import ssl
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from typing import Literal, cast

import aiosmtplib
from aiosmtplib import errors

from alerts.channels.email.dialogue import Dialogue
from alerts.channels.email.trouble import Missing, NotTaken, Reply, Stage

BARE = "[email] security : « none » ne vaut que vers cette machine ou un conteneur voisin ; choisissez « starttls »"


class RelayUnusable(Exception):
    """The configuration of the relay cannot be used. `sentence` is French, for the host."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Relay:
    """`timeout` (seconds) bounds each step until the content leaves. At most `connections` are open.

    Raises RelayUnusable for « none » towards another machine: letters and passwords would travel in clear.
    """

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 60.0
    connections: int = 2

    def __post_init__(self) -> None:
        if self.security == "none" and not _close_by(self.host):
            raise RelayUnusable(BARE)


def _close_by(host: str) -> bool:
    """This machine, or a name without a dot: that of a container, which the Internet cannot know."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return "." not in host


@cache
def _own_name() -> str:
    """What we say that we are (RFC 5321, 4.1.4). Asked for once: a name server may take seconds to answer."""
    name = socket.getfqdn()
    return name if name.isascii() and name.isprintable() and " " not in name and name else "[127.0.0.1]"


async def connect(relay: Relay, tls: ssl.SSLContext) -> Dialogue:
    """A conversation ready for its first mail. Raises NotTaken, at CONNECT or LOGIN."""
    client = aiosmtplib.SMTP(
        hostname=relay.host,
        port=relay.port,
        timeout=relay.timeout,
        use_tls=relay.security == "tls",
        start_tls=relay.security == "starttls",
        tls_context=tls,
        local_hostname=await asyncio.to_thread(_own_name),
    )
    try:
        await client.connect()
        await client.ehlo()  # through TLS now: what it offers is only believed from there (RFC 3207, 4.2)
        if relay.username:
            await _log_in(client, relay)
        return _taken_over(client)
    except BaseException as error:
        _give_up(client)
        if isinstance(error, Exception):
            raise _why(error) from error
        raise


def _give_up(client: aiosmtplib.SMTP) -> None:
    """At once: closing politely waits for the other side to end TLS too, longer than a process that stops."""
    transport = cast(asyncio.Transport | None, client.transport)
    client.close()
    if transport is not None:
        transport.abort()


async def _log_in(client: aiosmtplib.SMTP, relay: Relay) -> None:
    try:
        await client.login(relay.username, relay.password)
    except errors.SMTPResponseException as error:
        raise NotTaken(Stage.LOGIN, Reply.of(error.code, error.message)) from error
    except (errors.SMTPServerDisconnected, errors.SMTPTimeoutError):
        raise
    except errors.SMTPException as error:
        raise NotTaken(Stage.LOGIN, missing=Missing.NO_LOGIN) from error


def _taken_over(client: aiosmtplib.SMTP) -> Dialogue:
    """The library waits for each answer and copies each message four times: mails are spoken by `Dialogue`, over the
    transport that it opened."""
    transport = cast(asyncio.Transport, client.transport)
    if transport is None or transport.is_closing():
        raise errors.SMTPServerDisconnected("closed after the greeting")
    return Dialogue(transport, frozenset(client.esmtp_extensions))


def _why(error: Exception) -> NotTaken:
    match error:
        case NotTaken():
            return error
        case errors.SMTPResponseException():
            return NotTaken(Stage.CONNECT, Reply.of(error.code, error.message))
        case ssl.SSLError() | errors.SMTPConnectError(__cause__=ssl.SSLError()):
            return NotTaken(Stage.CONNECT, missing=Missing.UNSAFE)
        case TimeoutError():
            return NotTaken(Stage.CONNECT, missing=Missing.SILENT)
        case errors.SMTPConnectError() | errors.SMTPServerDisconnected() | OSError():
            return NotTaken(Stage.CONNECT, missing=Missing.UNREACHED)
        case errors.SMTPException():  # « STARTTLS extension not supported »
            return NotTaken(Stage.CONNECT, missing=Missing.UNSAFE)
        case _:
            raise error
