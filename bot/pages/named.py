"""What a signed link of a page names."""

from alerts.links.signed import BadLink, LinkKind
from bot.pages.site import Site

LONGEST = 18  # digits of a number that databases hold


def subject(site: Site, kind: LinkKind, token: str, many: int) -> tuple[str, ...]:
    """Its `many` parts. Raises BadLink."""
    found = site.links.read(kind, token, site.now)
    if len(found) != many:
        raise BadLink
    return found


def numbers(site: Site, kind: LinkKind, token: str, many: int) -> tuple[int, ...]:
    """The same, all numbers of rows. Raises BadLink."""
    return tuple(map(number, subject(site, kind, token, many)))


def number(text: str) -> int:
    """Of a row. Raises BadLink."""
    if not text.isdecimal() or len(text) > LONGEST:
        raise BadLink
    return int(text)
