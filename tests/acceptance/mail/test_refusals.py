"""Letters that do not arrive: what is told, on which channel, and what comes when the way is open again."""

import pytest

from alerts.model.delivery import DeliveryKind
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import at, beat, due, on_both, owed, plain, say, since, subscribe, visiting
from tests.smtp_server.chaos import Chaos, chaos_server
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

MOWING = due("26-900001", at(40, 12), "Tonte des stades de Montfictif")
HEDGES = due("26-900002", at(44, 12), "Haies champêtres de Valfictif")
NO_SUCH_USER = "550 5.1.1 no such user here"


def test_an_address_that_is_no_more_is_told_in_the_chat_and_a_new_one_brings_mail_back(
    service: InThread, phone: Phone, mailbox: Mailbox, chaos: Chaos
) -> None:
    on_both(service, phone, mailbox)
    chaos.answer("RCPT", NO_SUCH_USER)
    shown = len(phone.bubbles())
    service.publish(MOWING)
    beat(service, at(24, 10))
    service.deliver()
    alert, word = sorted(since(phone, shown), key=lambda one: "Vos e-mails" in one)
    assert MOWING.title in alert
    assert word.startswith("Vos e-mails ne passent plus")
    assert "Raison donnée : cette adresse n’existe pas ou n’existe plus. Pour vérifier" in word, "no answer of a server"
    assert "/email" in word
    assert mailbox.address not in word

    tried = chaos.attempts[mailbox.address]
    service.publish(HEDGES)
    beat(service, at(25, 10))
    assert chaos.attempts[mailbox.address] == tried, "nobody knocks at that door again"
    assert HEDGES.title in plain(phone.last.text)

    new = Mailbox(chaos, "camille@haies.example")
    say(phone, ("/email", "Vos e-mails ne passent plus"), ("=Changer d’adresse", "Écrivez votre adresse"))
    say(phone, (new.address, "Un message vient de partir"))
    service.deliver()
    with visiting(service) as browser:
        assert browser.post(new.last().link("confirmer")).status_code == 200
    service.publish(due("26-900003", at(48, 12), "Débroussaillage des talus"))
    beat(service, at(26, 10))
    assert new.last().subject.startswith("Débroussaillage des talus")
    assert len(mailbox) == 1, "nothing but its confirmation ever came to the old one"


def test_an_address_that_never_was_is_written_to_once(service: InThread, phone: Phone, chaos: Chaos) -> None:
    """Nobody knows whose it is: there is nobody to tell."""
    service.clock.on(at(23, 10))
    with visiting(service) as browser:
        wish = {"nom": "X", "statut": ["aci"], "lieux": "69", "adresse": "unknown@jardins.example"}
        said = browser.post("/inscription", data={**wish, "cherche": ["reserved"], "rythme": "week", "jour": "0"})
        assert "Ouvrez votre messagerie" in said.text
    service.deliver()
    service.deliver()
    assert chaos.attempts["unknown@jardins.example"] == 1
    (asked,) = owed(service, DeliveryKind.CONFIRMATION)
    assert asked.outcome == "refused"


@pytest.mark.parametrize(
    ("answers", "moments"),
    [
        (["452 4.2.2 mailbox full"], [(24, 10, 0), (24, 10, 5)]),
        (["450 4.7.1 greylisted"] * 2, [(24, 10, 0), (24, 10, 5), (24, 10, 20)]),
        (["421 4.3.2 closing"], [(24, 10, 0), (24, 10, 1)]),
    ],
    ids=["full", "grey", "close"],
)
def test_what_passes_passes_and_the_letter_comes_once(
    service: InThread,
    phone: Phone,
    mailbox: Mailbox,
    chaos: Chaos,
    answers: list[str],
    moments: list[tuple[int, int, int]],
) -> None:
    on_both(service, phone, mailbox)
    chaos.answer("RCPT", *answers)
    service.publish(MOWING)
    for moment in moments:
        assert len(mailbox) == 1
        beat(service, at(*moment))
    assert [one.subject.startswith(MOWING.title) for one in mailbox.letters()] == [False, True]
    assert beat(service, at(24, 12))["sent"] == 0
    assert "Vos e-mails ne passent plus" not in " ".join(since(phone, 0))


def test_a_relay_that_is_down_for_a_day_loses_nothing_and_floods_nobody(
    service: InThread, phone: Phone, mailbox: Mailbox, chaos: Chaos
) -> None:
    """Telegram goes on meanwhile. When the relay is back, what waited comes as one letter."""
    on_both(service, phone, mailbox)
    service.stop()
    up = service.options["mail_port"]
    service.options["mail_port"] = nobody_listens()
    service.start()
    shown = len(phone.bubbles())
    for number, hour in ((1, 10), (2, 14), (3, 18)):
        service.publish(due(f"26-90000{number}", at(44, 12), f"Chantier fictif {number}"))
        beat(service, at(24, hour))
    assert len(since(phone, shown)) == 3
    waiting = [one for one in owed(service, DeliveryKind.ALERT) if one.channel == "email"]
    assert [one.outcome for one in waiting] == [None] * 3, "nothing is given up"
    service.stop()
    service.options["mail_port"] = up
    service.start()
    for hour in (10, 12, 14):
        beat(service, at(25, hour))
    assert len(since(phone, shown)) == 3
    letters = [plain(one.text) for one in mailbox.letters()[1:]]
    assert len(letters) == 1
    assert all(f"Chantier fictif {number}" in letters[0] for number in (1, 2, 3))


def nobody_listens() -> int:
    """The port of a relay that has just closed."""
    with chaos_server() as closed:
        return closed.port


def test_by_mail_alone_a_refusal_is_said_in_the_settings(service: InThread, mailbox: Mailbox, chaos: Chaos) -> None:
    service.clock.on(at(23, 10))
    with visiting(service) as browser:
        subscribe(service, browser, mailbox, rythme="now")
        chaos.answer("RCPT", NO_SUCH_USER)
        service.publish(MOWING)
        beat(service, at(23, 11))
        said = "Nos messages n’y arrivent plus : cette adresse n’existe pas ou n’existe plus. Donnez une autre adresse."
        assert said in plain(browser.get("/reglages").text)
    service.publish(HEDGES)
    beat(service, at(25, 10))
    assert len(mailbox) == 1
    assert chaos.attempts[mailbox.address] == 2
