"""Whose refusal is it? The address that a message returns to names its delivery, signed (VERP).

`bounce@example.org` becomes `bounce+2s-0f3c9a1be774@example.org`: the delivery in base 36, then 48 bits of HMAC.
Servers change the case of local parts and rewrite what stands in a notice; they do not touch the address they send it
to. What has no good signature is nobody's: a forged notice silences no one. RFC 5321, 4.5.3.1.1: 64 octets before
the @.
"""

import hmac
import re
import string
from hashlib import sha256

from alerts.model.delivery import Claimed

LONGEST_LOCAL_PART = 64
LONGEST_MAILBOX = 37  # of the mailbox of returns, before its @: what leaves room for any delivery
_DIGITS = string.digits + string.ascii_lowercase
_MAC_LENGTH = 12  # hexadecimal digits
_ADDRESS = re.compile(r"\+([0-9a-z]{1,13})-([0-9a-f]{12})@[^@\s]+$", re.ASCII)


def return_path(bounces_to: str, secret: str, delivery: Claimed) -> str:
    """The envelope sender of this delivery, in the mailbox `bounces_to`.

    Raises ValueError when `bounces_to` is no address, or leaves no room before its @ (`LONGEST_MAILBOX`).
    """
    local, at, domain = bounces_to.rpartition("@")
    signed = f"{local}+{_base36(delivery.id)}-{_mac(secret, delivery.id)}"
    if not (at and local and domain) or len(signed) > LONGEST_LOCAL_PART:
        raise ValueError(f"no room for a delivery in this address: {LONGEST_MAILBOX} characters at most before its @")
    return f"{signed}@{domain}"


def delivery_of(address: str, secret: str) -> int | None:
    """The delivery that this address names; None when it names none that we signed. `address` may stand in < >."""
    found = _ADDRESS.search(address.strip().strip("<>").lower())
    if found is None:
        return None
    delivery = int(found.group(1), 36)
    return delivery if hmac.compare_digest(found.group(2), _mac(secret, delivery)) else None


def _mac(secret: str, delivery: int) -> str:
    return hmac.new(secret.encode(), f"vigie.bounce:{delivery}".encode(), sha256).hexdigest()[:_MAC_LENGTH]


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
