"""Reading a body without ever holding more than the cap, on the wire or decompressed.

httpx decompresses each piece whole, however large it becomes; here zlib is given the room that is left and no more,
so a gzip bomb costs one piece of memory. Only gzip and deflate are asked for (RFC 9110, section 12.5.3).
"""

import zlib
from collections.abc import AsyncIterator

import httpx

ACCEPT_ENCODING = "gzip, deflate"
GZIP = b"\x1f\x8b"
PIECE = 65_536  # bytes asked of zlib at a time


class BodyTooLarge(Exception):
    """More bytes than the cap, announced or received."""


class BodyCut(Exception):
    """The body stopped before its end, or cannot be decompressed."""


async def read_body(response: httpx.Response, cap: int) -> bytes:
    """The decompressed body, at most `cap` bytes. Raises BodyTooLarge, BodyCut, httpx.TransportError."""
    if _announced(response) > cap:
        raise BodyTooLarge
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    received = _within(response.aiter_raw(), cap)
    if encoding in ("", "identity"):
        return b"".join([piece async for piece in received])
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise BodyCut(f"content-encoding {encoding[:40]}")
    return await _inflated(received, cap)


def _announced(response: httpx.Response) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


async def _within(pieces: AsyncIterator[bytes], cap: int) -> AsyncIterator[bytes]:
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > cap:
            raise BodyTooLarge
        yield piece


async def _inflated(pieces: AsyncIterator[bytes], cap: int) -> bytes:
    inflater = _Inflater(cap)
    async for piece in pieces:
        inflater.feed(piece)
    return inflater.finish()


class _Inflater:
    """gzip (several members allowed, RFC 1952), zlib or raw deflate, growing by `PIECE` and never over the cap."""

    def __init__(self, cap: int) -> None:
        self._cap, self._size, self._pieces = cap, 0, list[bytes]()
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._started = False

    def feed(self, piece: bytes) -> None:
        while piece:
            if self._zlib.eof and not piece.startswith(GZIP):
                return  # padding after the end, which everybody ignores
            if self._zlib.eof:
                self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 32)
            self._keep(self._decompress(piece))
            piece = self._zlib.unconsumed_tail or self._zlib.unused_data

    def finish(self) -> bytes:
        self._keep(self._zlib.flush())
        if self._started and not self._zlib.eof:
            raise BodyCut("compressed body without its end")
        return b"".join(self._pieces)

    def _decompress(self, piece: bytes) -> bytes:
        try:
            grown = self._zlib.decompress(piece, PIECE)
        except zlib.error as error:
            if self._started:
                raise BodyCut(str(error)) from error
            grown = self._raw_deflate(piece)
        self._started = True
        return grown

    def _raw_deflate(self, piece: bytes) -> bytes:
        """Some servers send "deflate" without its zlib envelope: browsers accept it, so do we."""
        self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._zlib.decompress(piece, PIECE)
        except zlib.error as error:
            raise BodyCut(str(error)) from error

    def _keep(self, grown: bytes) -> None:
        self._size += len(grown)
        if self._size > self._cap:
            raise BodyTooLarge
        self._pieces.append(grown)
