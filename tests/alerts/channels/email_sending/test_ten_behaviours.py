"""The ten ways in which a mail server answers, through the whole ledger and back, on both databases."""

from datetime import timedelta

import pytest

from alerts.model.delivery import Later, Refused, Sent, Unreachable
from alerts.store.engine import Database
from alerts.store.history import Summary
from tests.alerts.channels.email_sending.stories import FROM, Ledger, to_relay
from tests.alerts.ledger.stories import NOON
from tests.smtp_server.certificate import Certificate
from tests.smtp_server.chaos import PASSWORD, USER, Chaos, chaos_server

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def ledger(database: Database, chaos: Chaos) -> Ledger:
    return Ledger(database, to_relay(chaos))


def test_a_mail_that_is_taken_is_sent_once(ledger: Ledger, chaos: Chaos) -> None:
    ledger.owes("ok@asso.example")
    ledger.empties()
    ledger.clock.forward(HOUR)
    ledger.empties()
    assert ledger.outcomes == {"ok@asso.example": [Sent("<digest-0@vigie.example>")]}
    (taken,) = chaos.to("ok@asso.example")
    assert (taken.sender, taken.message_id) == (FROM, "<digest-0@vigie.example>")
    assert taken.content.endswith(b"\r\n\r\nBonjour.\r\n")


def test_greylisting_is_waited_for_five_minutes_then_fifteen(ledger: Ledger, chaos: Chaos) -> None:
    ledger.owes("grey@asso.example")
    ledger.empties()
    why = "le serveur du destinataire demande de revenir plus tard (450 4.7.1 greylisted, come back later)"
    assert ledger.last("grey@asso.example") == Later(NOON + 5 * MINUTE, why, failed=True)
    ledger.clock.forward(5 * MINUTE)
    ledger.empties()
    assert ledger.last("grey@asso.example") == Later(NOON + 20 * MINUTE, why, failed=True)
    ledger.clock.forward(15 * MINUTE)
    ledger.empties()
    assert ledger.last("grey@asso.example") == Sent("<digest-0@vigie.example>")
    assert chaos.attempts["grey@asso.example"] == 3
    assert len(chaos.to("grey@asso.example")) == 1


def test_an_unknown_address_is_out_of_reach_and_stands_in_no_reason(ledger: Ledger, chaos: Chaos) -> None:
    ledger.owes("unknown@asso.example")
    ledger.empties()
    why = "cette adresse n’existe pas ou n’existe plus (550 5.1.1 <•••> no such user here)"
    assert ledger.last("unknown@asso.example") == Unreachable(why, "cette adresse n’existe pas ou n’existe plus")
    ledger.clock.forward(timedelta(days=30))
    ledger.empties()
    assert chaos.attempts["unknown@asso.example"] == 1


def test_a_full_mailbox_is_tried_for_five_days_then_given_up(ledger: Ledger, chaos: Chaos) -> None:
    ledger.owes("full@asso.example")
    while ledger.summary.waiting:
        ledger.empties()
        last = ledger.last("full@asso.example")
        if isinstance(last, Later):
            ledger.clock.at = last.at
    assert timedelta(days=5) <= ledger.clock.at - NOON <= timedelta(days=5, hours=6)
    assert chaos.attempts["full@asso.example"] == 11
    why = "la boîte aux lettres du destinataire est pleine (452 4.2.2 mailbox full)"
    assert ledger.last("full@asso.example") == Refused(f"abandonné après cinq jours d’essais : {why}")


def test_a_connection_closed_on_a_recipient_keeps_the_others_from_nothing(ledger: Ledger, chaos: Chaos) -> None:
    ledger.owes("close@asso.example", *(f"ok{number}@asso.example" for number in range(5)))
    ledger.empties()
    why = "le relais demande d’attendre (421 4.3.2 closing)"
    assert ledger.last("close@asso.example") == Later(NOON + MINUTE, why, failed=True)
    assert ledger.summary == Summary(owed=6, sent=5, refused=0, waiting=1, tried=1)
    assert chaos.attempts["close@asso.example"] == 1


def test_a_refusal_for_now_after_the_content(ledger: Ledger, chaos: Chaos) -> None:
    ledger.owes("data4@asso.example")
    ledger.empties()
    why = "le serveur du destinataire ne peut pas prendre le message pour le moment (451 4.3.0 try again)"
    assert ledger.last("data4@asso.example") == Later(NOON + 5 * MINUTE, why, failed=True)
    ledger.clock.forward(5 * MINUTE)
    ledger.empties()
    assert ledger.last("data4@asso.example") == Sent("<digest-0@vigie.example>")


def test_a_content_refused_for_good_leaves_the_person_within_reach(ledger: Ledger) -> None:
    ledger.owes("data5@asso.example", "ok@asso.example")
    ledger.empties()
    why = "le serveur refuse le contenu de ce message (554 5.7.1 message refused)"
    assert ledger.last("data5@asso.example") == Refused(why)
    assert ledger.last("ok@asso.example") == Sent("<digest-1@vigie.example>")


def test_a_slow_server_is_waited_for(ledger: Ledger, chaos: Chaos) -> None:
    ledger.owes("slow@asso.example")
    ledger.empties()
    assert ledger.last("slow@asso.example") == Sent("<digest-0@vigie.example>")
    assert len(chaos.to("slow@asso.example")) == 1


@pytest.mark.parametrize(("prefix", "copies"), [("mid", 1), ("lost", 2)])
def test_cut_in_the_middle_and_reply_lost_look_the_same_and_are_sent_again(
    ledger: Ledger, chaos: Chaos, prefix: str, copies: int
) -> None:
    address = f"{prefix}@asso.example"
    ledger.owes(address)
    ledger.empties()
    why = "issue inconnue : le relais n’a pas dit s’il a reçu le message ; renvoyé, au risque d’un double"
    assert ledger.last(address) == Later(NOON + MINUTE, why, failed=True)
    ledger.clock.forward(MINUTE)
    ledger.empties()
    assert ledger.last(address) == Sent("<digest-0@vigie.example>")
    assert [one.message_id for one in chaos.to(address)] == ["<digest-0@vigie.example>"] * copies


def test_all_ten_at_once_over_tls_with_a_login(database: Database, certificate: Certificate) -> None:
    ten = ("ok", "grey", "unknown", "full", "close", "data4", "data5", "slow", "mid", "lost")
    addresses = [f"{prefix}{number}@asso.example" for number in range(5) for prefix in ten]
    with chaos_server(certificate.for_server(), login=True) as chaos:
        chaos.slow_seconds = 0.2
        relay = to_relay(chaos, security="starttls", username=USER, password=PASSWORD)
        ledger = Ledger(database, relay, tls=certificate.for_client())
        ledger.owes(*addresses)
        while ledger.summary.waiting:
            ledger.empties()
            ledger.clock.forward(30 * MINUTE)
    # unknown, full, close (each time), data5: refused in the end; the fifteenth content refused stops nobody for long
    assert ledger.summary == Summary(owed=50, sent=30, refused=20, waiting=0, tried=0)
    assert {one.secure for one in chaos.stored} == {True}
    assert {one.user for one in chaos.stored} == {USER}
    copies = {prefix: sum(one.to.startswith(prefix) for one in chaos.stored) for prefix in ten}
    taken = dict.fromkeys(("ok", "grey", "data4", "slow", "mid"), 5) | {"lost": 10}
    assert copies == dict.fromkeys(ten, 0) | taken
