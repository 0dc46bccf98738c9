"""The page that somebody came for while their settings were closed: it travels in the demand for a link, so that the
link leads there on any device.

Only a few of our own pages, by a strict pattern: whoever writes the address of a demand leads nobody elsewhere, and no
token, which stands in addresses of other shapes, is kept on the way.
"""

import re
from urllib.parse import urlencode

ACCESS = "/acces"
FIELD = "vers"
_WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_OURS = re.compile(rf"/groupes|/reseaux(?:/demander|/invitation)?|/reseaux/[0-9]{{1,18}}(?:/{_WORD}){{0,3}}")
_LONGEST = 80  # signs


def ours(path: str) -> str:
    """`path` when it is that of one of these pages, else the empty text."""
    return path if len(path) <= _LONGEST and _OURS.fullmatch(path) else ""


def asking_from(path: str) -> str:
    """The address where a link is asked for, by somebody who came for the page at `path`."""
    wanted = ours(path)
    return f"{ACCESS}?{urlencode({FIELD: wanted}, safe='/')}" if wanted else ACCESS
