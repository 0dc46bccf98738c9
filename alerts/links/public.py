"""Addresses that name nobody and may be shared."""

from urllib.parse import quote

from alerts.links.signed import Links

ANNONCE = "annonce"


def notice_page(links: Links, notice_id: str) -> str:
    """The public page of the opportunity that this notice is of: « …/annonce/boamp:26-900101 »."""
    return links.page(f"{ANNONCE}/{quote(notice_id, safe=':')}")
