"""Which of our routes a browser went through, so that a page that nobody looked at is found."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response
from starlette.routing import Match, Mount, Route

from bot.pages.routes import routes_of
from tests.telegram_api.running import InThread

Visit = tuple[str, str]  # method, path of the route
FOR_PROGRAMS = frozenset(
    {
        ("GET", "/style.css"),
        ("GET", "/sante"),
        ("GET", "/reglages/export"),
        ("GET", "/annonce/{notice_id:path}.ics"),
        ("GET", "/a/{token}.ics"),
        ("GET", "/a/{token}/aide/calendrier.ics"),
        ("GET", "/a/{token}/aide/fichiers/{name}"),
        ("GET", "/reglages/{membership:int}/tiroir/{proof:int}/document"),
        ("GET", "/i/{token}/qr.png"),
        ("GET", "/c/{token}"),
        ("GET", "/c/{token}.ics"),
        ("GET", "/f/{token}"),
        ("GET", "/f/{token}.xml"),
        ("GET", "/t/{token}/{name}.csv"),
        ("GET", "/reseaux/{network}/territoire/{name}.csv"),
        ("GET", "/g/{token}/calendrier.ics"),
        ("GET", "/g/{token}/lettre-d-intention.{form}"),
    }
)
"""No page: a file, a feed, a line of text."""


@dataclass
class Visits:
    """`follow` a page, then ask what is `missing`."""

    routes: tuple[Route, ...]
    made: set[Visit] = field(default_factory=set)

    def follow(self, page: Page) -> None:
        page.on("response", self._answered)

    @property
    def missing(self) -> set[Visit]:
        every = {(method, one.path) for one in self.routes for method in one.methods or () if method != "HEAD"}
        assert every >= FOR_PROGRAMS, "a route that is no more"
        return every - FOR_PROGRAMS - self.made

    def _answered(self, answer: Response) -> None:
        method, path = answer.request.method, urlsplit(answer.url).path
        scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
        route = next((one for one in self.routes if one.matches(scope)[0] is Match.FULL), None)
        if route is not None:
            self.made.add((method, route.path))


def visits_of(service: InThread) -> Visits:
    assert service.house is not None
    (mount,) = routes_of(service.house)
    assert isinstance(mount, Mount)
    return Visits(tuple(one for one in mount.routes if isinstance(one, Route)))
