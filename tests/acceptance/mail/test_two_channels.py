"""Camille is on Telegram and by e-mail: one rhythm, one pause, one team; each thing comes on both, on the same day."""

import httpx

from alerts.model.delivery import DeliveryKind
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import at, beat, due, on_both, owed, plain, say, since
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

MOWING = due("26-900001", at(45, 12), "Tonte des stades de Montfictif")
HEDGES = due("26-900002", at(48, 12), "Haies champêtres de Valfictif")


def test_one_weekly_rhythm_brings_the_list_and_the_letter_on_one_day(
    service: InThread, phone: Phone, mailbox: Mailbox
) -> None:
    on_both(service, phone, mailbox)
    say(phone, ("/rythme chaque lundi à 9 h", "C’est noté"))
    shown = len(phone.bubbles())
    service.publish(MOWING, HEDGES)
    assert beat(service, at(24, 10))["sent"] == 0
    assert beat(service, at(30, 8, 59))["sent"] == 0
    beat(service, at(30, 9))
    (told,) = since(phone, shown)
    assert "2 annonces pour vous" in told
    assert len(mailbox) == 2, "the confirmation, then one letter"
    letter = mailbox.last()
    assert letter.subject.startswith("2 nouvelles pour Les Haies fictives")
    for title in (MOWING.title, HEDGES.title):
        assert title in told
        assert title in letter.words
    beat(service, at(30, 10))
    assert (since(phone, shown), len(mailbox)) == ([told], 2), "told once"


def test_changing_the_rhythm_in_the_chat_moves_both(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    on_both(service, phone, mailbox)
    say(phone, ("/rythme chaque lundi à 9 h", "C’est noté"))
    service.publish(MOWING)
    assert beat(service, at(24, 10))["sent"] == 0
    say(phone, ("/rythme tous les jours à 7 h", "C’est noté"))
    shown = len(phone.bubbles())
    assert beat(service, at(25, 6, 59))["sent"] == 0
    beat(service, at(25, 7))
    (told,) = since(phone, shown)
    assert MOWING.title in told
    assert len(mailbox) == 2
    assert mailbox.last().subject.startswith("1 nouvelle pour Les Haies fictives")
    assert "mercredi 25 novembre" in mailbox.last().subject
    beat(service, at(30, 9))
    assert len(mailbox) == 2, "the Monday that was given up brings nothing more"


def test_a_pause_said_in_the_chat_holds_both_and_its_end_gives_back(
    service: InThread, phone: Phone, mailbox: Mailbox
) -> None:
    on_both(service, phone, mailbox)
    say(phone, ("/pause jusqu’au 30 novembre", "rien ne vous est envoyé jusqu’au lundi 30 novembre 2026 à 8 h 00"))
    shown = len(phone.bubbles())
    service.publish(MOWING)
    assert beat(service, at(24, 10))["sent"] == 0
    service.publish(HEDGES)
    assert beat(service, at(26, 10))["sent"] == 0
    beat(service, at(30, 8))
    (told,) = since(phone, shown)
    assert all(title in told for title in (MOWING.title, HEDGES.title))
    assert len(mailbox) == 2
    assert mailbox.last().subject.startswith("2 annonces : ")


def test_what_is_answered_from_the_letter_shows_in_the_chat_and_is_reminded_on_both(
    service: InThread, browser: httpx.Client, phone: Phone, mailbox: Mailbox
) -> None:
    on_both(service, phone, mailbox)
    service.publish(MOWING)
    beat(service, at(24, 10))
    page = mailbox.last().link("a")
    assert "J’y réponds" in browser.get(page).text
    assert "J’y réponds" in [label for row in phone.last.rows for label in row]
    answered = browser.post(page, data={"geste": "answering"})
    assert "Votre structure y répond." in plain(answered.text)
    listed = say(phone, ("/gardees", "Vos annonces gardées"))
    assert MOWING.title in listed.text
    assert listed.text.endswith("vous y répondez")

    shown, letters = len(phone.bubbles()), len(mailbox)
    beat(service, at(35, 10))
    beat(service, at(36, 10))
    (told,) = since(phone, shown)
    assert "Plus que" in told
    assert MOWING.title in told
    assert len(mailbox) == letters + 1
    assert "Plus que" in mailbox.last().subject
    assert MOWING.title in mailbox.last().subject
    kinds = [(one.kind, one.channel, one.outcome) for one in owed(service, DeliveryKind.REMINDER) if one.outcome]
    assert sorted(kinds) == [(DeliveryKind.REMINDER, "email", "sent"), (DeliveryKind.REMINDER, "telegram", "sent")]


def test_what_is_refused_in_the_chat_is_not_told_by_mail(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    """The mail server puts the letter off: meanwhile she says « Pas pour moi » on her phone."""
    on_both(service, phone, mailbox)
    mailbox.chaos.answer("RCPT", "450 4.7.1 come back later")
    service.publish(MOWING)
    beat(service, at(24, 10))
    say(phone, ("=Pas pour moi", "Pourquoi ?"))
    beat(service, at(24, 11))
    assert len(mailbox) == 1, "the confirmation alone"
    (put_off,) = [one for one in owed(service, DeliveryKind.ALERT) if one.channel == "email"]
    assert (put_off.outcome, put_off.reason) == ("refused", "plus suivi par la structure")
