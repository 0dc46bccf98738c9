"""Pictures of pages in Debian's Chromium, with the true metrics of a screen, by day and by night."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (360, 600)  # a small phone, the reading pane of a desk
LOOKS = ("light", "dark")
_QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


class TooWide(AssertionError):
    """A page that has to be pushed sideways to be read."""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


def shoot(browser: Browser, html: str, out: Path, name: str) -> list[Path]:
    """`<name>-<width>-<look>.png` in `out`, each the whole length of the page. Raises TooWide."""
    return [
        _shoot(browser, html, out / f"{name}-{width}-{look}.png", width, look) for width in WIDTHS for look in LOOKS
    ]


@contextmanager
def opened(browser: Browser, width: int, look: str, *, offline: bool = True) -> Iterator[Page]:
    """An empty page with the metrics of such a screen; `offline`: that can reach nothing."""
    phone = width < 480
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        device_scale_factor=2,
        is_mobile=phone,
        has_touch=phone,
        color_scheme="dark" if look == "dark" else "light",
        offline=offline,
        locale="fr-FR",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def _shoot(browser: Browser, html: str, path: Path, width: int, look: str) -> Path:
    with opened(browser, width, look) as page:
        page.set_content(html)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            raise TooWide(f"{path.name}: wider than {width} pixels")
        page.screenshot(path=path, full_page=True)
    return path
