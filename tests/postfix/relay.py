"""The Postfix of the tests: how to reach it, and what it delivered."""

import os
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from alerts.channels.email.relay import Relay

T = TypeVar("T")
NAMED = os.environ.get("VIGIE_TEST_POSTFIX", "")
FOLDER = os.environ.get("VIGIE_TEST_POSTFIX_FOLDER", "")
PATIENCE = 20.0  # seconds; a message takes a tenth of one


@dataclass(frozen=True)
class Postfix:
    """Several tests share it: each writes to addresses of its own (`somebody`)."""

    host: str
    port: int
    folder: Path

    @property
    def relay(self) -> Relay:
        return Relay(self.host, self.port, "starttls", timeout=10)

    @property
    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))

    def delivered(self, address: str, count: int = 1) -> list[bytes]:
        """What arrived for this address of atelier.example, once that many did."""
        return eventually(lambda: self._those(self.folder / "mail" / "atelier", address), count)

    def hand_over(self, address: str, into: Path) -> None:
        """Moves what came back to this return path to a mailbox that no other test reads, once it came."""

        def moved() -> list[Path]:
            found = [path for path in self._paths("retours") if _is_for(path, address)]
            for path in found:
                path.rename(into / "new" / path.name)
            return found

        eventually(moved, 1)

    def _those(self, box: Path, address: str) -> list[bytes]:
        return [path.read_bytes() for path in (box / "new").iterdir() if _is_for(path, address)]

    def _paths(self, box: str) -> list[Path]:
        return list((self.folder / "mail" / box / "new").iterdir())


def the_real_one() -> Postfix | None:
    host, _, port = NAMED.rpartition(":")
    return Postfix(host, int(port), Path(FOLDER)) if NAMED else None


def somebody(behaviour: str, domain: str = "atelier.example") -> str:
    """An address of nobody else's whose name says what happens to its mail."""
    return f"{behaviour}-{uuid4().hex[:10]}@{domain}"


def eventually(look: Callable[[], list[T]], count: int) -> list[T]:
    until = time.monotonic() + PATIENCE
    while len(found := look()) < count:
        assert time.monotonic() < until, f"{len(found)} of {count} arrived"
        time.sleep(0.02)
    return found


def _is_for(path: Path, address: str) -> bool:
    try:
        with path.open("rb") as message:
            return f"X-Original-To: {address}\n".encode() in message.read(4096)
    except FileNotFoundError:
        return False  # another test took it
