"""The pictures of docs/guide: parts of a phone's screen, of the letters and pages as they are shown today; papers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests.screenshots.living import living
from tests.screenshots.networks import circle_in, pages_of_networks
from tests.screenshots.pages import pages, visited
from tests.screenshots.papers import fill_sheet, shoot_papers
from tests.screenshots.shots import LOOKS, opened

IMAGES = Path(__file__).parents[2] / "docs" / "guide" / "images"
WIDTH, SCREEN = 360, 620  # CSS pixels of a phone's screen, without its bars
MARGIN = 6
HEAVIEST = 150_000  # octets of a picture


@dataclass(frozen=True)
class Part:
    """`file` of the guide: from `start` (words of a title or a label, "" for the top) over `height` CSS pixels."""

    file: str
    start: str = ""
    height: int = SCREEN
    look: str = LOOKS[0]


# By name of page; letters are those that have just come when that page is shown.
LETTERS = {
    "confirmer": (Part("confirmation", height=540),),
    "recapitulatif": (
        Part("recapitulatif", height=640),
        Part("a-cote", "Juste à côté"),
    ),
}
PAGES = {
    "inscription": (Part("inscription", "Quand vous écrire", 640),),
    "annonce": (Part("annonce", height=745),),
    "elargir": (Part("elargir", height=560),),
    "reglages": (Part("reglages"), Part("agenda", "Agenda et flux", 290)),
    "aide-grille": (Part("aide-grille", "Les questions", 600),),
    "aide-pieces": (Part("aide-pieces", "À joindre maintenant", 536),),
}
NETWORKS = {
    "reseau-invitation": Part("reseau-invitation", "À afficher ou à montrer", 430),
    "reseau-apercu": Part("reseau-apercu", "Qui la reçoit", 420),
    "reseau-radar": Part("reseau-radar", height=612),
    "reseau-territoire": Part("reseau-territoire", "Métiers demandés, membres qui les offrent", 520),
    "reseau-groupe": Part("reseau-groupe", height=612),
}


def shoot_guide(browser: Browser, out: Path = IMAGES) -> Iterator[Path]:
    """Each picture, in `out`. AssertionError when one is too heavy for a page that is read on a phone."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, living(Path(folder)) as held:
        for name, path, prepare in pages(held):
            if name == "fiche":
                fill_sheet(held, path)
            for part in LETTERS.get(name, ()):
                with _letter(browser, held.mailbox.last().html, part.look) as page:
                    yield _cut(page, part, out)
            for part in PAGES.get(name, ()):
                with visited(browser, held, path, WIDTH, part.look, prepare) as page:
                    yield _cut(page, part, out)
        for picture in shoot_papers(held, out):
            yield _light(picture)
    yield from shoot_networks(browser, out)


def shoot_networks(browser: Browser, out: Path = IMAGES) -> Iterator[Path]:
    """Those of the guide of networks."""
    with TemporaryDirectory() as folder, circle_in(Path(folder)) as circle:
        for name, held, path, prepare in pages_of_networks(circle):
            part = NETWORKS[name]
            with visited(browser, held, path, WIDTH, part.look, prepare) as page:
                yield _cut(page, part, out)


@contextmanager
def _letter(browser: Browser, html: str, look: str) -> Iterator[Page]:
    with opened(browser, WIDTH, look) as page:
        page.set_content(html)
        yield page


def _cut(page: Page, part: Part, out: Path) -> Path:
    path, top = out / f"{part.file}.png", 0.0
    if part.start:
        found = page.get_by_text(part.start, exact=True).first.bounding_box()
        assert found is not None, f"{part.start} is not shown"
        top = found["y"] + page.evaluate("window.scrollY") - MARGIN
    height = min(float(part.height), page.evaluate("document.documentElement.scrollHeight") - top)
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": top, "width": WIDTH, "height": height})
    return _light(path)


def _light(path: Path) -> Path:
    assert path.stat().st_size < HEAVIEST, f"{path.name}: {path.stat().st_size} octets"
    return path
