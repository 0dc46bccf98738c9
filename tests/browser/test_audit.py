"""The judge itself: it sees each sort of fault, and nothing in a plain page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.audit import Audit
from tests.browser.chromium import PHONE, opened

PLAIN = """<!doctype html><html lang="fr"><title>Page</title><meta name="viewport" content="width=device-width">
<style>{style}</style><main><h1>Page</h1><p>Des mots.</p>{more}</main></html>"""
AT_NIGHT = "@media (prefers-color-scheme: dark) { p { color: #666; background: #555 } }"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, **PHONE) as context:
        yield context.new_page()


@pytest.mark.parametrize(
    ("style", "more", "found"),
    [
        ("", "", None),
        ("p { color: #bbb }", "", "light: color-contrast"),
        (AT_NIGHT, "", "dark: color-contrast"),
        ("", "<input name=x>", "light: label"),
        ("", "<h4>Trop bas</h4>", "light: heading-order"),
        ("h1 { width: 500px }", "", "pixels wide"),
        ("button { padding: 0; border: 0; font-size: 8px }", "<button>Oui</button>", "Oui: "),
    ],
)
def test_what_is_found(page: Page, style: str, more: str, found: str | None) -> None:
    audit = Audit()
    page.set_content(PLAIN.format(style=style, more=more))
    audit(page)
    said = " ".join(words for faults in audit.faults.values() for words in faults)
    assert (found in said) if found else (said == "")
