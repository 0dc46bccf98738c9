"""What a signed link of a page names."""

from alerts.links.signed import BadLink, LinkKind
from bot.pages.site import Site


def subject(site: Site, kind: LinkKind, token: str, many: int) -> tuple[str, ...]:
    """Its `many` parts. Raises BadLink."""
    found = site.links.read(kind, token, site.now)
    if len(found) != many:
        raise BadLink
    return found


def numbers(site: Site, kind: LinkKind, token: str, many: int) -> tuple[int, ...]:
    """The same, all numbers of rows. Raises BadLink."""
    found = subject(site, kind, token, many)
    if not all(one.isdecimal() and len(one) < 19 for one in found):
        raise BadLink
    return tuple(map(int, found))
