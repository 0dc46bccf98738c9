"""Pictures of pages in Debian's Chromium, with the true metrics of a screen, by day and by night."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

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


def _shoot(browser: Browser, html: str, path: Path, width: int, look: str) -> Path:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        device_scale_factor=2,
        is_mobile=width < 480,
        has_touch=width < 480,
        color_scheme="dark" if look == "dark" else "light",
        java_script_enabled=True,
        offline=True,
    )
    try:
        page = context.new_page()
        page.set_content(html)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            raise TooWide(f"{path.name}: wider than {width} pixels")
        page.screenshot(path=path, full_page=True)
    finally:
        context.close()
    return path
