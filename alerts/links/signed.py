"""Links that name somebody: what they give right to travels in them, signed; nothing is kept until they act.

A token is `payload.mac`: the subject and the last day on which it is good, in base64url, then 128 bits of keyed BLAKE2
(RFC 7693, 2.9) whose key comes from the host's secret. Short, since it travels in `List-Unsubscribe`, and URL-safe.
What must act only once is written down when it acts (`alerts.services.tokens.spend`).
"""

import hashlib
from binascii import b2a_base64
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache, partial

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode
from itsdangerous.signer import SigningAlgorithm

_FOR_EVER = ""
_BETWEEN = "~"
_OCTETS = 16
_URL_SAFE = bytes.maketrans(b"+/", b"-_")


class LinkKind(StrEnum):
    """Also the first segment of the path. The subject of each is told beside it."""

    UNSUBSCRIBE = "u"  # membership id
    OPPORTUNITY = "a"  # membership id, match id
    DIGEST = "d"  # membership id, delivery id
    WIDEN = "w"  # membership id, notice id, mark of the change
    SETTINGS = "r"  # membership id: asks for a link that opens their settings
    BROADCAST = "b"  # membership id, delivery id
    CALL = "p"  # membership id, call id: partners looked for
    ROOM = "g"  # membership id, room id: a group that answers together
    MUTE = "k"  # person id, network id: no more letters of this network
    TERRITORY = "t"  # person id, network id
    CALENDAR = "c"  # person id, generation of their address
    FEED = "f"  # the same
    INVITATION = "i"  # not signed: the token of an invitation, into a team or a network (`alerts.services.tokens`)
    CONFIRM = "confirmer"  # not signed: a token of `alerts.services.tokens`
    ENTER = "entrer"  # the same


LASTS = {
    LinkKind.UNSUBSCRIBE: timedelta(days=3 * 365),
    LinkKind.OPPORTUNITY: timedelta(days=365),
    LinkKind.DIGEST: timedelta(days=90),
    LinkKind.WIDEN: timedelta(days=30),
    LinkKind.SETTINGS: timedelta(days=365),
    LinkKind.BROADCAST: timedelta(days=365),
    LinkKind.CALL: timedelta(days=365),
    LinkKind.ROOM: timedelta(days=365),
    LinkKind.MUTE: timedelta(days=3 * 365),
    LinkKind.TERRITORY: timedelta(days=90),
}
"""Those that are not here do not end: they stand in programs (a calendar), and are taken back by their generation."""


class BadLink(Exception):
    """Forged, cut short, or of another kind. `expired`: it was good once."""

    def __init__(self, *, expired: bool = False) -> None:
        self.expired = expired
        super().__init__("expired" if expired else "not one of ours")


@dataclass(frozen=True, slots=True)
class Links:
    """`base` is the public address of the pages, without a slash at its end; `secret` is the host's."""

    base: str
    secret: str

    def page(self, path: str) -> str:
        """« inscription » → the address of that page."""
        return f"{self.base}/{path}"

    def url(self, kind: LinkKind, *subject: object, now: datetime) -> str:
        """The address of the page of this kind, for this subject."""
        return f"{self.base}/{kind.value}/{self.token(kind, *subject, now=now)}"

    def token(self, kind: LinkKind, *subject: object, now: datetime) -> str:
        """The same token all day long, so that a message sent again is the same message."""
        payload = _BETWEEN.join((*map(str, subject), _until(kind, now.date())))
        return _signed(_base64(payload.encode()), self.secret, kind).decode()

    def read(self, kind: LinkKind, token: str, now: datetime) -> tuple[str, ...]:
        """The subject. Raises BadLink."""
        try:
            written = _signer(self.secret, kind).unsign(token.encode())
            payload = base64_decode(written).decode()
        except (BadData, UnicodeError) as error:
            raise BadLink from error
        if _signed(written, self.secret, kind) != token.encode():
            raise BadLink  # base64 has several spellings: one that acted must not act again under another
        *subject, until = payload.split(_BETWEEN)
        if until != _FOR_EVER and now.date() > date.fromisoformat(until):
            raise BadLink(expired=True)
        return tuple(subject)


class _Keyed(SigningAlgorithm):
    """One call where HMAC makes four."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hashlib.blake2b(value, digest_size=_OCTETS, key=key).digest()


@lru_cache(64)
def _until(kind: LinkKind, today: date) -> str:
    lasts = LASTS.get(kind)
    return _FOR_EVER if lasts is None else (today + lasts).isoformat().replace("-", "")


def _signed(written: bytes, secret: str, kind: LinkKind) -> bytes:
    """What `_signer` would write, several times as fast: a digest holds fifteen links."""
    mac = _keyed(secret, kind).copy()
    mac.update(written)
    return b"%b.%b" % (written, _base64(mac.digest()))


def _base64(octets: bytes) -> bytes:
    return b2a_base64(octets, newline=False).rstrip(b"=").translate(_URL_SAFE)


@lru_cache(64)
def _keyed(secret: str, kind: LinkKind) -> "hashlib.blake2b":
    """Has read its key and nothing else: it is copied for each token."""
    return hashlib.blake2b(digest_size=_OCTETS, key=_signer(secret, kind).derive_key())


@lru_cache(64)
def _signer(secret: str, kind: LinkKind) -> Signer:
    """Its key is derived once."""
    mac = partial(hashlib.blake2b, digest_size=_OCTETS)
    key = Signer(secret, salt=f"vigie.{kind.value}", key_derivation="hmac", digest_method=mac).derive_key()
    return Signer(key, key_derivation="none", algorithm=_Keyed())
