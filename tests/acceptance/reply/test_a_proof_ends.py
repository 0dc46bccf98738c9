"""A document of the drawer comes to its end: told sixty days before, fifteen days before; once renewed, silence."""

from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import give_address
from tests.acceptance.reply.stories import beat, on, read, say, silent
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs


def kept_until(phone: Phone, day: str) -> None:
    say(
        phone,
        ("/tiroir", "Votre tiroir est vide"),
        ("=➕ Ajouter", "Quel document"),
        ("=Convention IAE", "numéro"),
        ("2026-1", "date de fin"),
        (day, "C’est noté."),
    )


def test_warned_twice_then_renewed_then_silence(service: InThread, phone: Phone) -> None:
    belongs(service.database, phone, service.clock())
    kept_until(phone, "31/03/2027")
    silent(service, phone, on(24), on(29, 1, year=2027))
    assert beat(service, on(30, 1, year=2027))["sent"] == 1
    read(phone, "Convention IAE, 2026-1 : jusqu’au 31 mars 2027, dans 60 jours.")
    silent(service, phone, on(31, 1, year=2027), on(1, 3, year=2027), on(15, 3, year=2027))
    assert beat(service, on(16, 3, year=2027))["sent"] == 1
    read(phone, "dans 15 jours. Où le renouveler : signée avec la DDETS")
    say(
        phone,
        ("=Tiroir de preuves", "1 bientôt à renouveler"),
        ("=1. Convention IAE", "31 mars 2027"),
        ("=Date de fin", "Écrivez sa date de fin"),
        ("31/03/2029", "31 mars 2029 (à jour)"),
    )
    silent(service, phone, on(17, 3, year=2027), on(1, 4, year=2027), on(2, 4, year=2027), on(30, 6, year=2027))
    service.rest()
    assert phone.api.refusals == []


def test_told_by_e_mail_too_and_once_it_has_ended(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    """Nobody renewed it: the day after, it is said; then no more."""
    belongs(service.database, phone, service.clock())
    give_address(service, phone, mailbox)
    kept_until(phone, "30/11/2026")
    letters = len(mailbox)
    assert beat(service, on(1, 12))["sent"] == 2
    assert len(mailbox) == letters + 1
    assert mailbox.last().subject.startswith("Un document ne vaut plus : Convention IAE, 2026-1")
    assert "ne vaut plus depuis le 30 novembre 2026" in mailbox.last().words
    read(phone, "Un document ne vaut plus")
    silent(service, phone, on(2, 12), on(20, 12), on(31, 1, year=2027))
    assert len(mailbox) == letters + 1
