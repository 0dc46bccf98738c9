"""E-mails in a real browser: what is read stands out, what is tapped is large enough, nothing is cut, day and night."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from alerts.messages.message import BeforeAfter, Bullets, Entry, Fact, Message, Quote
from alerts.model.delivery import DeliveryKind
from tests.alerts.channels.email.written import outgoing, read
from tests.screenshots.letters import Shown, letters
from tests.screenshots.shots import LOOKS, WIDTHS, chromium, opened
from tests.screenshots.territory import posted, with_pictures
from tests.screenshots.worst import worst

LONG = "a" * 300
BLOCKS = (Fact(LONG, LONG), Quote(LONG, LONG), Bullets((LONG,)), BeforeAfter(LONG, LONG, LONG))
HTML = {shown.name: read(shown.content()).html for shown in letters()} | {
    "pire": read(Shown("pire", DeliveryKind.DIGEST, worst()).content()).html,
    **{shown.name: with_pictures(shown.content()) for shown in posted()},
    "sans-espace": read(outgoing(Message(LONG, LONG, (Entry(LONG, BLOCKS, tag=LONG), *BLOCKS))).content).html,
}

FAINT = """
() => {
  const parsed = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => colour.slice(0, 3).map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = parsed(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || !element.offsetParent || ['STYLE', 'SCRIPT'].includes(element.tagName)) continue;
    const [one, other] = [light(parsed(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${text.slice(0, 40)}`);
  }
  return found;
}
"""
SMALL = """
() => [...document.querySelectorAll('a')].map(link => [link.textContent, link.getBoundingClientRect().height])
  .filter(([, height]) => height < 44)
"""
TINY = """
() => [...document.querySelectorAll('p, li, h1, h2, h3, a, b, i, span')]
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < 14).map(one => one.textContent)
"""
LANDMARKS = "() => [document.documentElement.lang, document.title, document.querySelectorAll('h1').length]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(params=LOOKS)
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, WIDTHS[0], request.param) as page:
        yield page


@pytest.mark.parametrize("name", HTML)
def test_on_a_phone_by_day_and_by_night(phone: Page, name: str) -> None:
    phone.set_content(HTML[name])
    assert phone.evaluate(FAINT) == []
    assert phone.evaluate(SMALL) == []
    assert phone.evaluate(TINY) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTHS[0]
    language, title, titles = phone.evaluate(LANDMARKS)
    assert (language, bool(title), titles) == ("fr", True, 1)


def test_the_night_is_dark_and_the_day_is_light(browser: Browser) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    grounds = []
    for look in LOOKS:
        with opened(browser, WIDTHS[1], look) as page:
            page.set_content(HTML["recapitulatif"])
            grounds.append(page.evaluate(ground))
    assert grounds == ["rgb(240, 243, 242)", "rgb(15, 19, 21)"]


def test_faint_words_would_be_seen(phone: Page) -> None:
    phone.set_content("<body style='background:#fff'><p style='color:#999'>Trop pâle</p><a href='#'>petit</a>")
    assert phone.evaluate(FAINT)[0].endswith("Trop pâle")
    assert [words for words, _ in phone.evaluate(SMALL)] == ["petit"]
