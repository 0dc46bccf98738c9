"""Claire asks for help by e-mail: one letter says what to do and brings the papers; its links open the rest."""

from email.message import EmailMessage
from io import BytesIO
from typing import cast
from zipfile import ZipFile

import httpx
import pytest
from icalendar import Calendar

from scrapers.notice import NoticeKind
from tests.acceptance.mail.mailbox import Letter, Mailbox
from tests.acceptance.mail.stories import at, beat, due, enter, subscribe
from tests.telegram_api.running import InThread

MOWING = due("26-900001", at(51, 12), "Tonte des stades & talus <Montfictif>")
PAPERS = [
    "1-candidature.docx",
    "2-memoire-technique.docx",
    "3-courrier-partenaires.docx",
    "4-questions-acheteur.docx",
    "5-liste-de-controle.docx",
]
LETTER = 95_000  # octets of HTML: Gmail hides the rest from 102 KB on


@pytest.fixture
def page(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> str:
    """The page of the opportunity, from the letter that told of it."""
    service.clock.on(at(23, 10))
    subscribe(service, browser, mailbox, rythme="now")
    service.publish(MOWING)
    beat(service, at(23, 11))
    return mailbox.last().link("a")


def asked(service: InThread, browser: httpx.Client, mailbox: Mailbox, page: str) -> Letter:
    assert browser.post(page, data={"aide": "oui"}).status_code in (200, 303)
    service.deliver()
    return mailbox.last()


def attached(letter: Letter) -> list[EmailMessage]:
    return list(letter.whole.iter_attachments())


def content(file: EmailMessage) -> bytes:
    return cast(bytes, file.get_payload(decode=True))


def test_the_letter_says_what_to_do_and_brings_the_papers(
    service: InThread, browser: httpx.Client, mailbox: Mailbox, page: str
) -> None:
    letter = asked(service, browser, mailbox, page)
    assert letter.subject.startswith("Aide à la réponse : Tonte des stades & talus <Montfictif>")
    told = [
        letter.words.index(words)
        for words in (
            "Date limite : lundi 21 décembre 2026 à 12 h 00",
            "Pouvez-vous répondre ? Oui, d’après l’avis",
            "Faut-il y aller ?",
            "Toute l’aide, en ligne",
            "Le calendrier",
            "déposer sur la plateforme",
            "Les pièces",
            "DC1, lettre de candidature",
            "Les heures d’insertion",
            "Fichiers joints",
        )
    ]
    assert told == sorted(told)
    assert len(letter.html.encode()) < LETTER
    assert "<Montfictif>" not in letter.html
    assert "List-Unsubscribe" not in letter.whole, "asked for once: there is nothing to stop"


def test_its_files_open(service: InThread, browser: httpx.Client, mailbox: Mailbox, page: str) -> None:
    plan, *papers = attached(asked(service, browser, mailbox, page))
    assert plan.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(content(plan))
    assert any("step-deadline" in str(one["uid"]) for one in calendar.walk("VEVENT"))
    assert [one.get_filename() for one in papers] == PAPERS
    for one in papers:
        with ZipFile(BytesIO(content(one))) as archive:
            assert "word/document.xml" in archive.namelist()


def test_its_links_open_the_help_and_the_same_files(
    service: InThread, browser: httpx.Client, mailbox: Mailbox, page: str
) -> None:
    letter = asked(service, browser, mailbox, page)
    online = next(one for one in letter.links("a") if one.endswith("/aide"))
    assert browser.get(online).status_code == 200
    (first, *_) = [one for one in attached(letter) if one.get_filename() == PAPERS[0]]
    given = browser.get(f"{online}/fichiers/{PAPERS[0]}")
    assert given.content == content(first)


def test_in_easy_words_for_who_asked_for_them(
    service: InThread, browser: httpx.Client, mailbox: Mailbox, page: str
) -> None:
    enter(service, browser, mailbox)
    wish = {"rythme": "now", "propose": ["email", "facile"], "canal": "email", "facile": "oui"}
    assert browser.post("/reglages/1/rythme", data=wish).status_code in (200, 303)
    letter = asked(service, browser, mailbox, page)
    assert "De quoi parle ce message ?" in letter.words
    assert len(attached(letter)) == 1 + len(PAPERS)


def test_once_cancelled_it_brings_no_paper(
    service: InThread, browser: httpx.Client, mailbox: Mailbox, page: str
) -> None:
    since = {"previous": ("26-900001",), "published": at(24, 9).date()}
    service.publish(due("26-900002", at(51, 12), MOWING.title, kind=NoticeKind.CANCELLATION, **since))
    beat(service, at(24, 10))
    letter = asked(service, browser, mailbox, page)
    assert "La consultation est annulée" in letter.words
    assert [one.get_filename() for one in attached(letter) if str(one.get_filename()).endswith(".docx")] == []
