"""Without a mouse: everything that acts is reached with Tab, and one sees where one is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import opened
from tests.browser.stories import ACI, GARDENS, GREEN
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread

FOCUSED = """
() => {
  const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
  const words = one.labels && one.labels.length ? one.labels[0].innerText : one.innerText || one.value;
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {words: words.trim(), ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2, seen};
}
"""


@pytest.fixture
def desk(browser: Browser, service: InThread) -> Iterator[Visitor]:
    """A large screen, a keyboard, no JavaScript."""
    with opened(browser, java_script_enabled=False, viewport={"width": 1024, "height": 768}) as context:
        yield Visitor(context.new_page(), service.site)


def walk(page: Page, to: str, most: int = 90) -> list[str]:
    """Tab until what is called so has the focus. The names of what was met. Each shows where one is."""
    met: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        met.append(focused["words"])
        assert focused["ring"], f"no ring around {focused['words']!r}"
        assert focused["seen"], f"{focused['words']!r} has the focus out of sight"
        if focused["words"] == to:
            return met
    raise AssertionError(f"{to!r} is not reached; met: {met}")


def test_subscribing(desk: Visitor) -> None:
    desk.open("/inscription")
    page, keys = desk.page, desk.page.keyboard
    assert walk(page, "Aller au contenu") == ["Aller au contenu"], "the first thing met"
    keys.press("Enter")
    assert walk(page, "Nom de la structure") == ["Nom de la structure"], "the header was skipped"
    keys.type(GARDENS)
    walk(page, ACI)
    keys.press("Space")
    walk(page, "Autres statuts")
    keys.press("Enter")
    walk(page, "Mutuelle")
    walk(page, GREEN)
    keys.press("Space")
    walk(page, "Où elle travaille")
    keys.type("69")
    walk(page, "Une fois par semaine, dans une seule lettre")
    keys.press("ArrowDown")
    walk(page, "Adresse e-mail")
    keys.type("claire@jardins.example")
    walk(page, "Ce que nous gardons")
    walk(page, "M’inscrire")
    with page.expect_navigation():
        keys.press("Enter")
    assert desk.title == "Ouvrez votre messagerie"


def test_from_a_mistake_to_its_field(desk: Visitor) -> None:
    desk.open("/inscription")
    desk.press("M’inscrire")
    keys = desk.page.keyboard
    walk(desk.page, "Dites au moins un lieu : un département, une ville, une région, ou « France entière ».")
    keys.press("Enter")
    assert desk.page.evaluate(FOCUSED)["words"] == "Où elle travaille"
