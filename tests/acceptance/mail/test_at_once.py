"""Claire wants to know at once: what comes together makes one letter, and a correction stands under its alert."""

import re

import httpx
import pytest

from scrapers.notice import NoticeKind
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import at, beat, due, subscribe
from tests.telegram_api.running import InThread

MOWING = due("26-900001", at(40, 12), "Tonte des stades de Montfictif")
HEDGES = due("26-900002", at(38, 12), "Haies champêtres de Valfictif")
PUT_OFF = due(
    "26-900101",
    at(47, 12),
    MOWING.title,
    kind=NoticeKind.CORRECTION,
    previous=("26-900001",),
    published=at(24, 9).date(),
)

MOVED = "avant : jeudi 10 décembre 2026 à 12 h 00 après : jeudi 17 décembre 2026 à 12 h 00"


@pytest.fixture(autouse=True)
def subscribed(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> None:
    service.clock.on(at(23, 10))
    subscribe(service, browser, mailbox, rythme="now")


def test_alerts_of_one_reading_leave_as_one_letter(service: InThread, mailbox: Mailbox) -> None:
    service.publish(MOWING, HEDGES)
    beat(service, at(23, 11))
    assert len(mailbox) == 2
    letter = mailbox.last()
    assert letter.subject == "2 annonces : Haies champêtres de Valfictif, et 1 autre", "what closes first, first"
    assert letter.words.index(HEDGES.title) < letter.words.index(MOWING.title)
    assert len(set(letter.links("a"))) >= 2, "each has its page"
    service.publish(due("26-900003", at(50, 12), "Débroussaillage des talus"))
    beat(service, at(23, 13))
    assert mailbox.last().subject.startswith("Débroussaillage des talus")
    assert len({one.id for one in mailbox.letters()}) == 3


def test_nothing_leaves_at_night(service: InThread, mailbox: Mailbox) -> None:
    service.publish(MOWING)
    assert beat(service, at(23, 22))["sent"] == 0
    beat(service, at(24, 8))
    assert mailbox.last().subject.startswith(MOWING.title)


def test_a_correction_stands_under_its_alert(service: InThread, mailbox: Mailbox) -> None:
    service.publish(MOWING)
    beat(service, at(23, 11))
    alert = mailbox.last()
    assert alert.thread == ("", "")
    service.publish(PUT_OFF)
    beat(service, at(24, 10))
    told = mailbox.last()
    assert told.thread == (alert.id, alert.id)
    assert told.subject.startswith("Date limite repoussée : Tonte des stades de Montfictif")
    assert MOVED in told.words
    assert told.link("a").rpartition("/")[2]


def test_told_together_corrected_under_the_letter_of_all(service: InThread, mailbox: Mailbox) -> None:
    service.publish(MOWING, HEDGES)
    beat(service, at(23, 11))
    both = mailbox.last()
    service.publish(PUT_OFF)
    beat(service, at(24, 10))
    assert mailbox.last().thread == (both.id, both.id)


def test_what_a_digest_told_is_corrected_under_that_digest(
    service: InThread, browser: httpx.Client, mailbox: Mailbox
) -> None:
    """She keeps it: its correction does not wait for the next Monday."""
    weekly(browser, mailbox)
    service.publish(MOWING, HEDGES)
    beat(service, at(24, 10))
    beat(service, at(30, 8))
    digest = mailbox.last()
    assert digest.subject.startswith("2 nouvelles pour Les Jardins fictifs")
    kept = next(one for one in digest.links("a") if MOWING.title in browser.get(one).text)
    assert "Gardée" in browser.post(kept, data={"geste": "keep"}).text
    service.publish(PUT_OFF)
    beat(service, at(31, 10))
    told = mailbox.last()
    assert told.subject.startswith("Date limite repoussée : Tonte des stades de Montfictif")
    assert told.thread == (digest.id, digest.id)


def test_what_nobody_keeps_is_corrected_in_the_next_digest(
    service: InThread, browser: httpx.Client, mailbox: Mailbox
) -> None:
    weekly(browser, mailbox)
    service.publish(MOWING)
    beat(service, at(24, 10))
    beat(service, at(30, 8))
    letters = len(mailbox)
    service.publish(PUT_OFF)
    assert beat(service, at(31, 10))["sent"] == 0
    beat(service, at(37, 8))
    assert len(mailbox) == letters + 1
    assert mailbox.last().subject.startswith("1 rectificatif pour Les Jardins fictifs")
    assert MOVED in mailbox.last().words


def weekly(browser: httpx.Client, mailbox: Mailbox) -> None:
    """She chooses Mondays at 8 instead, in her settings."""
    rhythm = next(one for one in hrefs(browser.get("/reglages").text) if one.endswith("/rythme"))
    wish = {"rythme": "week", "jour": "0", "heure": "8", "calme_de": "20", "calme_a": "8", "canal": "email"}
    said = browser.post(rhythm, data={**wish, "propose": "email"})
    assert "chaque lundi à 8 h" in said.text, said.text


def hrefs(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)
