"""The guide of e-mail quotes the product: what stands between « » there is what people read here."""

import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path

import httpx
import pytest

from scrapers.notice import Notice, NoticeKind, Passage, Topic
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import WISH, at, beat, beside, due, enter, plain
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import garden_call

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "email.md"
IMAGES = GUIDE.parent / "images"
ELSEWHERE = {"spam", "+"}  # words of others
HEAVIEST = 150_000  # octets of a picture: the guide is read on a phone
_PICTURE = re.compile(r"!\[([^\]]+)\]\(images/([^)]+)\)")


def words_of(page: str) -> str:
    return plain(unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_the_guide_quotes_is_what_people_read(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> None:
    shown = [*beginning(service, browser, mailbox), *weeks(service, browser, mailbox)]
    shown += leaving(browser, mailbox)
    told = [words_of(one) for one in shown]
    told += [f"{one.subject} {plain(one.text)} {words_of(one.html)}" for one in mailbox.letters()]
    quoted = set(re.findall(r"« ([^»]+) »", plain(GUIDE.read_text(encoding="utf-8"))))
    assert len(quoted) > 30
    assert sorted(one for one in quoted - ELSEWHERE if not any(one in page for page in told)) == []


def beginning(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> list[str]:
    service.clock.on(at(23, 10))
    seen = [browser.get("/").text, browser.get("/inscription").text]
    browser.post("/inscription", data={**WISH, "adresse": mailbox.address})
    service.deliver()
    link = mailbox.last().link("confirmer")
    return [*seen, browser.get(link).text, browser.post(link).text]


def weeks(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> list[str]:
    """One with news, one with what became of them."""
    kept, moved = due("26-900001", at(48, 12), "Tonte"), due("26-900002", at(51, 12), "Haies")
    service.publish(kept, moved, beside("26-900003"))
    beat(service, at(24, 10))
    beat(service, at(30, 8))
    letter = mailbox.last()
    pages = [letter.link(kind) for kind in ("a", "w", "d", "r")]
    seen = [browser.get(one).text for one in pages]
    seen.append(browser.post(pages[0], data={"geste": "keep"}).text)
    enter(service, browser, mailbox)
    seen += settings(browser)
    put_off = {"kind": NoticeKind.CORRECTION, "previous": ("26-900002",), "published": at(31, 9).date()}
    service.publish(due("26-900102", at(58, 12), "Haies", **put_off))
    service.publish(due("26-900004", at(42, 12), "Talus"), unclear("26-900005", at(60, 12)))
    beat(service, at(31, 10))
    beat(service, at(37, 8))
    return seen


def unclear(number: str, closes: datetime) -> Notice:
    """Reserved, the notice does not say to whom."""
    (lot,) = garden_call(number).lots
    said = Passage("texte", "Ce lot est un marché réservé.", Topic.PARTICIPATION)
    return due(number, closes, "Berges", lots=(replace(lot, passages=(said,)),))


def settings(browser: httpx.Client) -> list[str]:
    paths = ("", "/donnees", "/adresse", "/effacer")
    return [browser.get(f"/reglages{path}").text for path in paths]


def leaving(browser: httpx.Client, mailbox: Mailbox) -> list[str]:
    stop = mailbox.last().link("u")
    return [browser.get(stop).text, browser.post(stop).text]


def test_the_pictures_of_the_guides_are_there_light_and_described() -> None:
    told = "\n".join(one.read_text(encoding="utf-8") for one in sorted(GUIDE.parent.glob("*.md")))
    pictures = _PICTURE.findall(told)
    assert {file for _, file in pictures} == {one.name for one in IMAGES.iterdir()}
    assert all(len(words) > 30 for words, _ in pictures)
    for path in IMAGES.iterdir():
        assert path.stat().st_size < HEAVIEST, path.name
