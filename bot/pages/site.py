"""Our pages: plain HTML made by templates, over the database of the house."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from starlette.responses import HTMLResponse

from alerts.channels.markup import typography
from alerts.links.signed import LinkKind, Links
from alerts.messages.french import moment
from alerts.store.engine import Session
from bot.pages.profile import choices
from bot.wiring import House

P = ParamSpec("P")
T = TypeVar("T")

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # marks that show what follows in another order
_CODE = re.compile(r"({[{%#].*?[}%#]})", re.DOTALL)
FOLDER = Path(__file__).parent


class NoAddress(RuntimeError):
    """The host gives the pages no address: no link can be made, so there are no pages."""


def spaced(words: str) -> str:
    """With the spaces of French typography, where a line must not be cut: « … », ; : ! ?"""
    return re.sub(r" (?=[;:!?])", "\u00a0", quoted(words))


def quoted(words: str) -> str:
    return re.sub(r" (?=»)|(?<=«) ", "\u00a0", words)


class _Spaces(Extension):
    """Gives our own words their spaces. What people typed is left as it is."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        parts = _CODE.split(source)
        return "".join(quoted(part) if _CODE.fullmatch(part) else spaced(part) for part in parts)


@cache
def templates() -> Environment:
    """Everything is escaped, and what a template needs is given or it fails. Compiled once for the process."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[_Spaces],
        finalize=_readable,
    )
    environment.globals.update(choices=choices, day=_when)
    return environment


def _readable(shown: object) -> object:
    """Names come from Telegram and from hosts' files too, not only from our forms: none turns the words around it."""
    if not isinstance(shown, str) or not _TURNING.search(shown):
        return shown
    return type(shown)(_TURNING.sub("", shown))


def _when(at: datetime) -> str:
    """A moment that no line cuts: « 8 h 00 »."""
    return typography(moment(at))


class Site:
    """What a page needs: the house, its words, its database. One for the process."""

    def __init__(self, house: House) -> None:
        """Raises NoAddress when `[pages] public_url` is empty."""
        if house.links is None:
            raise NoAddress
        self.house = house
        self.links: Links = house.links
        self.secure = urlsplit(self.links.base).scheme == "https"
        contact = house.settings.vigie.contact
        self._always = {"contact": contact, "contact_link": contact_link(contact), "style": self.style_address}

    @property
    def now(self) -> datetime:
        return self.house.clock()

    def page(
        self, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
    ) -> HTMLResponse:
        """`template` without its « .html.j2 ». `values` are escaped; one that the template needs and lacks is an
        error."""
        text = templates().get_template(f"{template}.html.j2").render(self._always | values)
        return HTMLResponse(text, status, headers)

    def message(
        self, title: str, *lines: str, status: int = 200, links: Sequence[tuple[str, str]] = ()
    ) -> HTMLResponse:
        """A short page that only says something. `links`: (words, address)."""
        return self.page("message", status=status, title=title, lines=[spaced(line) for line in lines], links=links)

    async def read(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(session, …)` in one read transaction, in a thread."""
        return await self.house.database.reading(work, *args, **kwargs)

    async def write(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(session, …)` in one write transaction, in a thread."""
        return await self.house.database.writing(work, *args, **kwargs)

    def numbers(self, kind: LinkKind, token: str) -> tuple[int, ...]:
        """The subject of a signed link, all of whose parts are numbers. Raises BadLink."""
        return tuple(map(int, self.links.read(kind, token, self.now)))

    @cached_property
    def style(self) -> bytes:
        return (FOLDER / "style.css").read_bytes()

    @cached_property
    def style_address(self) -> str:
        """It changes with the sheet, so that browsers may keep it for long."""
        return f"/style.css?v={sha256(self.style).hexdigest()[:10]}"


def contact_link(contact: str) -> str:
    """The address of whoever hosts Vigie, as a link; "" when there is none."""
    if contact.startswith(("https://", "http://")) or not contact:
        return contact
    return f"mailto:{contact}" if "@" in contact else ""
