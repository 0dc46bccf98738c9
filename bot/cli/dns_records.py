"""What the DNS says of a name, when it can be asked from here."""

import dns.exception
import dns.resolver

from alerts.channels.email.guard import is_nobodys

PATIENCE = 3.0  # seconds for one name


def texts_of(name: str) -> list[str] | None:
    """The TXT records of `name`, their strings joined (RFC 7208, 3.3); None when nobody could tell."""
    if is_nobodys(name.lower()):
        return None
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=PATIENCE)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, UnicodeError):
        return None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
