"""Deadlines that help nobody: passed, not given, in 2049, two in one notice. It is said, and nothing is lost."""

import re
from dataclasses import replace
from datetime import datetime
from html import unescape

import httpx
import pytest

from alerts.model.delivery import DeliveryKind
from scrapers.notice import Deadline
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import on_both, plain
from tests.acceptance.reply.stories import TO_SIAE, beat, call, documents, events, on, opens, owed, read, say, silent
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

HOME = "⬅️ Retour à l’aide"
NEVER = [
    (None, "L’avis ne donne pas de date limite. Les étapes sont dans l’ordre, sans dates"),
    (on(31, 12, 12, year=2049), "La date limite est à vérifier. Les étapes sont dans l’ordre, sans dates"),
]


def words_at(browser: httpx.Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return plain(unescape(re.sub(r"<[^>]+>", " ", answer.text)))


@pytest.mark.parametrize(("closes", "sentence"), NEVER, ids=["none", "2049"])
def test_without_a_date_to_believe_all_the_rest_is_there(
    service: InThread, phone: Phone, browser: httpx.Client, mailbox: Mailbox, closes: datetime | None, sentence: str
) -> None:
    on_both(service, phone, mailbox)
    service.alert(call("26-900001", TO_SIAE, closes=closes))
    page = mailbox.last().link("a")
    say(phone, ("=Aide à la réponse", "Faut-il y aller ?"), ("=Calendrier", sentence))
    say(phone, ("=Les étapes", "☐ 1. Retirer le dossier de consultation : date à vérifier"))
    say(phone, ("=⬅️ Retour au calendrier", sentence), (f"={HOME}", "Faut-il y aller ?"))
    say(phone, ("=Fichiers à finir", "Mémoire technique"), ("=Tout recevoir", "relisez"))
    files = documents(phone)
    assert len(files) == 5
    assert all(opens(content) for content in files.values())

    assert sentence in words_at(browser, f"{page}/aide/calendrier")
    assert browser.get(f"{page}/aide/calendrier.ics").status_code == 404
    browser.post(page, data={"aide": "oui"})
    service.deliver()
    letter = mailbox.last()
    assert sentence in letter.words
    names = [str(one.get_filename()) for one in letter.whole.iter_attachments()]
    assert len([one for one in names if one.endswith(".docx")]) == 5

    browser.post(f"{page}/aide/calendrier", data={"rappels": "oui"})
    silent(service, phone, on(24), on(26), on(18, 12), on(25, 1, year=2027))
    assert owed(service, DeliveryKind.STEP, DeliveryKind.OUTCOME) == []
    service.rest()
    assert phone.api.refusals == []


def test_once_the_deadline_has_passed(service: InThread, phone: Phone, browser: httpx.Client, mailbox: Mailbox) -> None:
    on_both(service, phone, mailbox)
    service.alert(call("26-900001", TO_SIAE))
    page = mailbox.last().link("a")
    service.clock.on(on(18, 12, 12, 1))
    seen = say(phone, ("/repondre", "La date limite est passée"))
    assert seen.labels[0] == "Dire ce qu’il en est"
    say(phone, ("=Calendrier", "La date limite est passée."), (f"={HOME}", "La date limite est passée"))
    say(phone, ("=Pièces", "DC1"), (f"={HOME}", "La date limite est passée"), ("=Fichiers à finir", "Mémoire"))
    assert "La date limite est passée" in words_at(browser, f"{page}/aide")
    browser.post(page, data={"aide": "oui"})
    service.deliver()
    assert "La date limite est passée" in mailbox.last().words
    assert list(mailbox.last().whole.iter_attachments()) == []


def test_two_lots_two_deadlines_each_its_own_help(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    on_both(service, phone, mailbox)
    parks = call("26-900001", TO_SIAE)
    first = replace(parks.lots[0], id="1", title="Tonte & <taille>", deadline=Deadline(on(7, 12, 12)))
    second = replace(first, id="2", title="Massifs", deadline=Deadline(on(18, 12, 16)))
    service.alert(replace(parks, lots=(first, second)))
    seen = say(phone, ("=Aide à la réponse", "lundi 7 décembre 2026 à 12 h 00"))
    assert "lot 1" in seen.text
    seen = say(phone, ("=Changer de lot", "Tonte & <taille>"))
    (label,) = [one for one in seen.labels if "2" in one]
    say(phone, (f"={label}", "vendredi 18 décembre 2026 à 16 h 00"), ("=Calendrier", "Prochaine étape"))
    say(phone, ("=Me rappeler", "je vous rappellerai"), ("=Dans mon agenda", "Ouvrez ce fichier"))
    found = events(documents(phone)["calendrier-de-reponse.ics"])
    assert len(found) > 5
    assert all("-lot-2-" in uid for uid in found)

    beat(service, on(16, 12))
    assert beat(service, on(17, 12, 8))["sent"] > 0
    told = read(phone, "Déposer sur la plateforme")
    assert "jeudi 17 décembre à 16 h 00" in told.text
    assert "lundi 7 décembre" in told.text, "that of the other lot is said beside"
    recalled = {one.cause["lot"] for one in owed(service, DeliveryKind.STEP)}
    assert recalled == {"2"}, "nobody asked for reminders of the other lot"
    service.rest()
    assert phone.api.refusals == []
