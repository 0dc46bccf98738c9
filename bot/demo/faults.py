"""Troubles that a stand-in can be told to make, so that each promise of the HTTP client is tried over real HTTP."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

PIECE = 65_536


@dataclass(frozen=True)
class Fault:
    """What goes wrong instead of, or on top of, the true answer.

    `status`, `headers`, `body`: the answer to give instead. `location`: a redirect (302 without `status`).
    `cut`: the length of the whole is announced, half is sent. `delay`: seconds before answering; `drip`: seconds
    between pieces of 16 bytes. `huge`: so many bytes sent without announcing a length. `bomb`: the body, gzipped, grows
    to so many bytes.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    location: str | None = None
    cut: bool = False
    delay: float = 0.0
    drip: float = 0.0
    huge: int = 0
    bomb: int = 0

    def pieces(self, body: bytes) -> Iterator[bytes]:
        """The body as it goes on the wire, by pieces."""
        if self.huge:
            yield from (b"x" * PIECE for _ in range(self.huge // PIECE + 1))
        elif self.drip:
            yield from (body[start : start + 16] for start in range(0, len(body), 16))
        else:
            yield body[: len(body) // 2] if self.cut else body

    def content(self, body: bytes) -> bytes:
        """The whole body to send, replaced or grown."""
        if self.bomb:
            return _bomb(self.bomb)
        return body if self.body is None else self.body


def _bomb(size: int) -> bytes:
    """So many zeros, gzipped piece by piece: the stand-in itself never holds them."""
    press = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    pieces = [press.compress(bytes(PIECE)) for _ in range(size // PIECE)]
    return b"".join([*pieces, press.flush()])


@dataclass
class _Rule:
    path: str
    fault: Fault
    first: int
    times: int | None
    seen: int = 0

    def fits(self, path: str) -> bool:
        if not path.startswith(self.path):
            return False
        self.seen += 1
        return self.seen >= self.first and (self.times is None or self.seen < self.first + self.times)


class Faults:
    """Which request meets which trouble: by the beginning of its path and its rank among those (from 1)."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []

    def add(self, path: str, fault: Fault, first: int, times: int | None) -> None:
        self._rules.append(_Rule(path, fault, first, times))

    def met(self, path: str) -> Fault | None:
        """The fault of this request, every rule counting it."""
        met = [rule.fault for rule in self._rules if rule.fits(path)]
        return met[0] if met else None
