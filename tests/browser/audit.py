"""What is asked of every page: axe finds nothing, by day and by night; nothing is too wide; nothing is too small."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import axe_core_python
from playwright.sync_api import Page

from tests.browser.chromium import WIDTH

PICTURES = os.environ.get("VIGIE_TEST_PICTURES")  # a folder: each page is kept there as a picture, to be looked at
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
TOO_SMALL = """
() => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(one => one.checkVisibility() && getComputedStyle(one).display !== 'inline' && !one.matches('.skip'))
  .map(one => [one.innerText || one.name, (one.closest('label') || one).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([words, box]) => `${words}: ${box.width} × ${box.height}`)
"""
"""WCAG 2.2, 2.5.8: 24 pixels each way, but for links within a sentence. This axe does not know it yet."""


SHAPE = """
() => [...document.querySelectorAll('*')].map(one => [
  one.tagName, ...[...one.attributes].map(held => held.name + (held.name === 'class' ? held.value : '')),
].join()).join(' ')
"""


@cache
def axe() -> str:
    return (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Audit:
    """Called at each page that appears. `faults` by page; `seen` counts them. Axe judges pages of one shape once."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    seen: int = 0
    _shapes: set[str] = field(default_factory=set)

    def __call__(self, page: Page) -> None:
        found = [*self._judged(page), *page.evaluate(TOO_SMALL)]
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{width} pixels wide"] if width > WIDTH else []
        if found:
            self.faults[f"{self.seen} {page.title()}"] = found
        self.seen += 1

    def _judged(self, page: Page) -> Iterator[str]:
        shape = page.evaluate(SHAPE)
        if shape in self._shapes:
            return
        self._shapes.add(shape)
        page.evaluate(axe())
        for look, asked in (("dark", CONTRAST), ("light", EVERYTHING)):
            page.emulate_media(color_scheme="dark" if look == "dark" else "light")
            yield from (f"{look}: {one}" for one in _violations(page, asked))
            self._picture(page, look)

    def _picture(self, page: Page, look: str) -> None:
        if PICTURES:
            name = re.sub(r"\W+", "-", page.title().rpartition(" – ")[0].lower())[:50]
            page.screenshot(path=Path(PICTURES) / f"{self.seen:02}-{name}-{look}.png", full_page=True)


def _violations(page: Page, asked: dict[str, Any]) -> Iterator[str]:
    answer: dict[str, Any] = page.evaluate("asked => axe.run(document, asked)", asked)
    for one in answer["violations"]:
        for node in one["nodes"]:
            yield f"{one['id']}: {node['html'][:150]} ({node['failureSummary'][:200]})"
