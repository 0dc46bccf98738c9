"""Outside production, nothing leaves for a real address unless it is allowed by name."""

from collections.abc import Collection
from dataclasses import dataclass

OUTSIDE = "hors production : aucun message ne part vers une vraie adresse ; nommez-la dans [email] allowed pour essayer"
_NOBODYS = ("example", "test", "invalid", "localhost", "example.org", "example.com", "example.net")


@dataclass(frozen=True, slots=True)
class Guard:
    """`allowed`: addresses, or domains written « @example.org » (their subdomains are others)."""

    production: bool = False
    allowed: Collection[str] = ()

    def refusal(self, address: str) -> str | None:
        """Why nothing may be sent there, in French; None when it may."""
        domain = address.rpartition("@")[2].lower()
        named = {one.strip().lower() for one in self.allowed}
        if self.production or is_nobodys(domain) or {address.lower(), f"@{domain}"} & named:
            return None
        return OUTSIDE


def is_nobodys(domain: str) -> bool:
    """Reserved for examples and tests: nobody lives there (RFC 2606, RFC 6761)."""
    labels = domain.rstrip(".")
    return any(labels == one or labels.endswith(f".{one}") for one in _NOBODYS)
