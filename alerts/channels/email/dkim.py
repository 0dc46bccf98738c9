"""Signing what we send with the key of the sender's domain (DKIM, RFC 6376).

Most hosts leave that to their relay. RFC 8058 asks that both List-Unsubscribe headers be signed. `From` is signed once
more than it stands (RFC 6376, 8.15): nobody adds a second one. Signing takes tens of milliseconds: do it in a thread.
"""

import base64
import re
from collections.abc import Callable
from pathlib import Path

from dkim import DKIM  # type: ignore[import-untyped]
from dkim.crypto import UnparsableKeyError, parse_pem_private_key  # type: ignore[import-untyped]

SIGNED = (
    *("from", "reply-to", "to", "subject", "date", "message-id", "in-reply-to", "references"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post", "mime-version", "content-type"),
)
"""Those that stand in the message. Not the ones that relays write: Return-Path, Received."""

SMALLEST = 1024  # bits; RFC 8301: receivers take nothing smaller
_RELAXED = (b"relaxed", b"relaxed")
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")  # the algorithm identifier rsaEncryption, with its NULL
_INTEGER, _SEQUENCE, _BIT_STRING = 0x02, 0x30, 0x03


class KeyUnusable(Exception):
    """`sentence` is French, for the host. It says nothing of the key itself."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def signer(selector: str, domain: str, key_file: str | Path) -> Callable[[bytes], bytes]:
    """What takes a whole message (lines ending in CRLF) and gives it back with its signature on top.

    Raises KeyUnusable now rather than at the first message: unreadable file, no RSA key in it, key too small.
    """
    key = _read(Path(key_file))
    _numbers(key, key_file)

    def sign(message: bytes) -> bytes:
        return _signature(message, selector, domain, key) + message

    return sign


def public_key(key_file: str | Path) -> str:
    """What `p=` holds in the DNS record of the selector (RFC 6376, 3.6.1): base64. Raises KeyUnusable."""
    modulus, exponent = _numbers(_read(Path(key_file)), key_file)
    numbers = _der(_SEQUENCE, _integer(modulus) + _integer(exponent))
    return base64.b64encode(_der(_SEQUENCE, _RSA + _der(_BIT_STRING, b"\0" + numbers))).decode()


def _signature(message: bytes, selector: str, domain: str, key: bytes) -> bytes:
    one = DKIM(message)
    there = {bytes(name).lower() for name, _ in one.headers}
    signed = [name.encode() for name in SIGNED if name.encode() in there]
    line: bytes = one.sign(
        selector.encode(), domain.encode("idna"), key, canonicalize=_RELAXED, include_headers=[*signed, b"from"]
    )
    return line


def _read(path: Path) -> bytes:
    try:
        return re.sub(rb"[ \t]*\r?\n", b"\n", path.read_bytes())
    except OSError as error:
        raise KeyUnusable(f"la clé DKIM {path} ne se lit pas ({error.strerror})") from error


def _numbers(key: bytes, path: str | Path) -> tuple[int, int]:
    """Modulus and public exponent."""
    try:
        found = parse_pem_private_key(key)
    except (UnparsableKeyError, ValueError, AssertionError) as error:
        raise KeyUnusable(
            f"la clé DKIM {path} n’est pas une clé privée RSA au format PEM, sans mot de passe "
            "(pour en faire une : openssl genrsa -out dkim.pem 2048)"
        ) from error
    if found["modulus"].bit_length() < SMALLEST:
        raise KeyUnusable(f"la clé DKIM {path} est trop courte : 2048 bits sont recommandés, 1024 au moins")
    return found["modulus"], found["publicExponent"]


def _integer(number: int) -> bytes:
    return _der(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _der(tag: int, content: bytes) -> bytes:
    """One value in DER (X.690): its tag, its length, itself."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content
