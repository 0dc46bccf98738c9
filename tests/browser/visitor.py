"""Somebody before a page: reads it, ticks, writes, presses what it really shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, Response

Look = Callable[[Page], None]


@dataclass
class Visitor:
    """`site` is the address of the pages. `look` is called at each page that appears."""

    page: Page
    site: str
    look: Look = lambda page: None

    def open(self, address: str) -> Response:
        """A path of the site, or the address of a link in a letter."""
        answer = self.page.goto(address if "://" in address else f"{self.site}{address}")
        assert answer is not None
        self.look(self.page)
        return answer

    def press(self, label: str, within: str = "main") -> None:
        """A button, by its words."""
        self._go(self.page.locator(within).get_by_role("button", name=label, exact=True))

    def follow(self, label: str, within: str = "body") -> None:
        """A link, by its words."""
        self._go(self.page.locator(within).get_by_role("link", name=label, exact=True))

    def tick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def untick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).uncheck()

    def unfold(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).click()

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def choose(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=words)

    def value(self, label: str) -> str:
        return self.page.get_by_label(label, exact=True).input_value()

    def ticked(self, label: str) -> bool:
        return self.page.get_by_label(label, exact=True).is_checked()

    def download(self, label: str) -> bytes:
        """The file that a link gives."""
        with self.page.expect_download() as begun:
            self.page.get_by_role("link", name=label, exact=True).click()
        return begun.value.path().read_bytes()

    @property
    def text(self) -> str:
        """What is read of the page, on one line, with plain spaces."""
        return plain(self.page.locator("body").inner_text())

    @property
    def title(self) -> str:
        return plain(self.page.locator("h1").inner_text())

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site)

    def evaluate(self, script: str) -> Any:
        return self.page.evaluate(script)

    def _go(self, found: Locator) -> None:
        with self.page.expect_navigation():
            found.click()
        self.look(self.page)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
