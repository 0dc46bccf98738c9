"""What comes back days later, to the mailbox of returns: refusals, a complaint, « Se désabonner » of a program."""

from alerts.channels.email.verp import delivery_of
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import at, beat, due, on_both, plain, say, since
from tests.alerts.channels.email_bounces import samples
from tests.telegram_api.living import SECRET
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

MOWING = due("26-900001", at(40, 12), "Tonte des stades de Montfictif")
HEDGES = due("26-900002", at(44, 12), "Haies champêtres de Valfictif")


def comes_back(service: InThread, raw: bytes) -> None:
    """The mail server of the host puts it in the Maildir."""
    number = len(list(service.returns.glob("*/*")))
    (service.returns / "new" / f"{number:05}.vigie").write_bytes(raw)


def return_path(mailbox: Mailbox) -> str:
    """The address to which the last letter comes back: it names the delivery, and nobody."""
    sender = mailbox.chaos.to(mailbox.address)[-1].sender
    assert delivery_of(sender, SECRET) is not None
    return sender


def refusal(to: str, status: str, said: str, mailbox: Mailbox) -> bytes:
    return samples.postfix(to, status, said, who=mailbox.address, final=mailbox.address)


def told(service: InThread, phone: Phone, mailbox: Mailbox) -> int:
    """She has an alert on both channels; how many messages she has in the chat."""
    on_both(service, phone, mailbox)
    service.publish(MOWING)
    beat(service, at(24, 10))
    assert mailbox.last().subject.startswith(MOWING.title)
    return len(phone.bubbles())


def test_a_refusal_that_comes_back_stops_mails_and_is_told_in_the_chat(
    service: InThread, phone: Phone, mailbox: Mailbox
) -> None:
    shown = told(service, phone, mailbox)
    gone = refusal(return_path(mailbox), "5.1.1", "550 5.1.1 no such user here", mailbox)
    comes_back(service, gone)
    service.clock.on(at(24, 11))
    assert service.read_returns() == {"gone": 1}
    assert list(service.returns.glob("*/*")) == [], "what was understood is taken away"
    service.publish(HEDGES)
    beat(service, at(24, 12))
    words = since(phone, shown)
    assert sum("Vos e-mails ne passent plus" in one for one in words) == 1
    assert sum(HEDGES.title in one for one in words) == 1
    assert len(mailbox) == 2
    comes_back(service, gone)
    service.clock.on(at(24, 13))
    assert service.read_returns() == {"again": 1}
    assert service.deliver()["sent"] == 0, "told once"


def test_a_forged_refusal_silences_nobody(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    told(service, phone, mailbox)
    forged = return_path(mailbox).replace("+", "+1")
    comes_back(service, refusal(forged, "5.1.1", "550 5.1.1 no such user here", mailbox))
    service.clock.on(at(24, 11))
    assert "gone" not in service.read_returns()
    service.publish(HEDGES)
    beat(service, at(24, 12))
    assert mailbox.last().subject.startswith(HEDGES.title)


def test_full_for_five_days_makes_a_pause_of_a_week(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    shown = told(service, phone, mailbox)
    effects: list[str] = []
    for day in range(5):
        comes_back(service, refusal(return_path(mailbox), "4.2.2", "452 4.2.2 mailbox full", mailbox))
        service.clock.on(at(24 + day, 11))
        effects += service.read_returns()
        service.publish(due(f"26-90010{day}", at(48, 12), f"Chantier fictif {day}"))
        beat(service, at(24 + day, 12))
    assert effects == ["counted"] * 4 + ["paused"]
    assert sum("Vos e-mails ne passent plus" in one for one in since(phone, shown)) == 1
    assert "Chantier fictif 4" in " ".join(since(phone, shown))
    assert "Chantier fictif 4" not in " ".join(one.words for one in mailbox.letters())


def test_a_complaint_stops_mails_at_once_and_the_chat_goes_on(
    service: InThread, phone: Phone, mailbox: Mailbox
) -> None:
    shown = told(service, phone, mailbox)
    comes_back(service, samples.complaint("retours@vigie.example", return_path=return_path(mailbox)))
    service.clock.on(at(24, 11))
    assert service.read_returns() == {"complaint": 1}
    service.publish(HEDGES)
    beat(service, at(24, 12))
    assert len(mailbox) == 2
    assert HEDGES.title in " ".join(since(phone, shown))
    said = say(phone, ("/email", "E-mail –"))
    assert "Envois par : Telegram" in plain(said.text)


def test_a_mail_program_asks_to_stop_by_mail(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    told(service, phone, mailbox)
    token = mailbox.last().link("u").rpartition("/")[2]
    comes_back(service, samples.asking_to_stop("retours@vigie.example", token))
    service.clock.on(at(24, 11))
    assert service.read_returns() == {"unsubscribed": 1}
    service.publish(HEDGES)
    beat(service, at(24, 12))
    assert len(mailbox) == 2
