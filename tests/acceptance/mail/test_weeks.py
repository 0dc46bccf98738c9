"""Claire reads one letter a week: what cannot wait for it, weeks without anything, and what is just beside."""

import httpx
import pytest

from alerts.store import sources
from alerts.store.tables import SourceStateRow
from alerts.store.writing import table_of
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import at, beat, beside, due, plain, subscribe
from tests.telegram_api.running import InThread


@pytest.fixture(autouse=True)
def subscribed(service: InThread, browser: httpx.Client, mailbox: Mailbox) -> None:
    service.clock.on(at(23, 10))
    subscribe(service, browser, mailbox)


def read_until(service: InThread, day: int, hour: int, minute: int) -> None:
    """BOAMP was read to its end at that moment; TED never was."""
    table = table_of(SourceStateRow)
    with service.database.write() as session:
        sources.make_known(session, ["boamp"], service.clock())
        read_at = table.update().where(table.c.name == "boamp").values(last_complete=at(day, hour, minute))
        session.execute(read_at)


def test_what_closes_on_thursday_does_not_wait_for_monday(service: InThread, mailbox: Mailbox) -> None:
    pressing = due("26-900001", at(26, 12), "Tonte du stade avant jeudi")
    usual = due("26-900002", at(40, 12), "Haies champêtres de Valfictif")
    service.publish(pressing, usual)
    beat(service, at(23, 11))
    assert len(mailbox) == 2
    assert mailbox.last().subject.startswith(pressing.title)
    assert usual.title not in mailbox.last().words
    assert beat(service, at(27, 10))["sent"] == 0
    beat(service, at(30, 8))
    assert len(mailbox) == 3
    digest = mailbox.last()
    assert digest.subject.startswith("1 nouvelle pour Les Jardins fictifs")
    assert usual.title in digest.words
    assert pressing.title not in digest.words, "told once"


def test_what_is_found_on_friday_for_tuesday_waits_for_no_digest(service: InThread, mailbox: Mailbox) -> None:
    service.publish(due("26-900001", at(31, 12), "Débroussaillage pressé"))
    assert beat(service, at(27, 21))["sent"] == 0, "nobody is woken"
    beat(service, at(28, 8))
    assert mailbox.last().subject.startswith("Débroussaillage pressé")


def test_an_empty_week_says_so_in_two_lines_with_what_was_read(service: InThread, mailbox: Mailbox) -> None:
    read_until(service, 30, 6, 10)
    beat(service, at(29, 23))
    beat(service, at(30, 8))
    assert len(mailbox) == 2
    letter = mailbox.last()
    assert letter.subject == "Rien de nouveau pour Les Jardins fictifs – semaine du 30 novembre"
    said, read = letter.text.split("\n\n")[1:3]
    assert plain(said) == "Aucune nouvelle annonce pour vous."
    assert plain(read).startswith("Ce qui a été lu : BOAMP lu jusqu’au lundi 30 novembre 2026 à 6 h 10")
    beat(service, at(37, 8))
    assert plain(mailbox.last().text.split("\n\n")[1]) == (
        "Aucune nouvelle annonce pour vous depuis le lundi 30 novembre 2026 à 8 h 00."
    )


def test_what_is_just_beside_becomes_a_match_in_one_gesture(
    service: InThread, browser: httpx.Client, mailbox: Mailbox
) -> None:
    service.publish(beside("26-900001"))
    beat(service, at(24, 10))
    beat(service, at(29, 23))
    beat(service, at(30, 8))
    letter = mailbox.last()
    assert "Juste à côté" in letter.words
    assert "Isère (38)" in letter.words
    assert letter.links("a") == [], "it is not a match of theirs"
    widen = letter.link("w")
    asked = browser.get(widen).text
    assert "Oui, élargir le profil" in asked
    mark = asked.partition('name="reglage" value="')[2].partition('"')[0]
    assert "Isère" not in browser.get("/reglages/donnees").text, "opening the link is not asking for it"
    done = browser.post(widen, data={"reglage": mark})
    assert "Le profil de Les Jardins fictifs est élargi." in plain(done.text)
    assert "Cette annonce fait déjà partie des vôtres." in plain(browser.post(widen, data={"reglage": mark}).text)
    own = browser.get(done.text.partition('class="button" href="')[2].partition('"')[0])
    assert "Taille des haies de Valfictif" in own.text
    assert "J’y réponds" in own.text

    service.publish(beside("26-900002", "Élagage du parc de Montfictif"))
    beat(service, at(31, 10))
    beat(service, at(37, 8))
    assert mailbox.last().subject.startswith("1 nouvelle pour Les Jardins fictifs")
    assert "Élagage du parc de Montfictif" in mailbox.last().words
    assert "Taille des haies" not in mailbox.last().words, "it was told already"
