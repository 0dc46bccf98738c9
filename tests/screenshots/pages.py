"""Pictures of the pages of a living service, on a phone and on a desk, by day and by night."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests.screenshots.living import ADDRESS, SITE, Living, living
from tests.screenshots.shots import LOOKS, TooWide, opened

WIDTHS = (360, 1000)
PARTS = ("/grille", "/calendrier", "/pieces", "/heures", "/questions", "/fichiers", "/facile", "/suite")
# An address of this machine is nothing to show.
_PUBLIC = """
([here, there]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(here, there);
}
"""

Prepare = Callable[[Page], None]


def nothing(page: Page) -> None:
    """The page as it opens."""


def shoot_pages(browser: Browser, out: Path) -> Iterator[Path]:
    """`page-<name>-<width>-<look>.png` in `out`, each the whole length of the page. Raises TooWide."""
    with TemporaryDirectory() as folder, living(Path(folder)) as held:
        for name, path, prepare in pages(held):
            for width in WIDTHS:
                for look in LOOKS:
                    with visited(browser, held, path, width, look, prepare) as page:
                        target = out / f"page-{name}-{width}-{look}.png"
                        if page.evaluate("document.documentElement.scrollWidth") > width:
                            raise TooWide(f"{target.name}: wider than {width} pixels")
                        page.screenshot(path=target, full_page=True)
                        yield target


@contextmanager
def visited(
    browser: Browser, held: Living, path: str, width: int, look: str, prepare: Prepare = nothing
) -> Iterator[Page]:
    """Her browser, on such a screen, at this page."""
    with opened(browser, width, look, offline=False) as page:
        for name, value in held.browser.cookies.items():
            page.context.add_cookies([{"name": name, "value": value, "url": held.service.site}])
        page.goto(f"{held.service.site}{path}")
        prepare(page)
        page.evaluate(_PUBLIC, [held.service.site, SITE])
        yield page


def pages(held: Living) -> Iterator[tuple[str, str, Prepare]]:
    """(name, path, what is done there first), in the order of her story: each step is made before it is shown."""
    yield "inscription", "/inscription", fill_in
    held.ask()
    yield "confirmer", held.path("confirmer"), nothing
    held.confirm()
    yield "reglages", "/reglages", nothing
    yield "rythme", f"{membership(held)}/rythme", nothing
    for room in ("fiche", "tiroir"):
        yield room, f"{membership(held)}/{room}", nothing
    held.monday()
    yield "recapitulatif", held.path("d"), nothing
    yield "annonce", held.path("a"), nothing
    for part in ("", *PARTS):
        yield f"aide{part.replace('/', '-')}", f"{held.path('a')}/aide{part}", nothing
    yield "elargir", held.path("w"), nothing
    yield "desabonner", held.path("u"), nothing


def membership(held: Living) -> str:
    """Where the settings of her structure are."""
    page = held.browser.get("/reglages").text
    return page.partition('/rythme"')[0].rpartition('href="')[2]


def fill_in(page: Page) -> None:
    """What she writes before she asks for the volume."""
    page.get_by_label("Nom de la structure", exact=True).fill("Les Jardins fictifs")
    for value in ("aci", "espaces-verts"):
        page.locator(f'input[value="{value}"]').check()
    page.get_by_label("Où elle travaille", exact=True).fill("69, Ain")
    page.get_by_label("Adresse e-mail", exact=True).fill(ADDRESS)
    with page.expect_navigation():
        page.get_by_role("button", name="Voir d’abord le volume", exact=True).click()
