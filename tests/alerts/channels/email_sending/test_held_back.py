"""Refusals that are about us, through the whole ledger: everybody waits, nobody is lost, nobody is suppressed."""

import logging
from datetime import timedelta

import pytest

from alerts.channels.email.outcomes import LOGIN
from alerts.channels.email.pacing import Warmup
from alerts.model.delivery import Later, Refused, Sent
from alerts.store.engine import Database
from alerts.store.history import Summary
from tests.alerts.channels.email_sending.stories import Ledger, to_relay
from tests.smtp_server.certificate import Certificate
from tests.smtp_server.chaos import PASSWORD, USER, Chaos, chaos_server

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ALL_SENT = Summary(owed=30, sent=30, refused=0, waiting=0, tried=0)
THIRTY = tuple(f"ok{number}@asso.example" for number in range(30))


@pytest.fixture
def ledger(database: Database, chaos: Chaos) -> Ledger:
    return Ledger(database, to_relay(chaos))


@pytest.mark.parametrize(
    ("stage", "reply"),
    [
        ("MAIL", "550 5.7.1 sender not authorised"),
        ("RCPT", "550 5.7.1 blocked by policy"),
        ("RCPT", "554 5.7.1 client host blocked"),
        ("DATA", "550 5.7.26 unauthenticated mail"),
        ("MAIL", "451 4.3.2 not accepting messages"),
    ],
)
def test_a_refusal_by_policy_stops_the_run_and_thirty_people_get_their_mail_later(
    ledger: Ledger, chaos: Chaos, caplog: pytest.LogCaptureFixture, stage: str, reply: str
) -> None:
    chaos.answer(stage, *[reply] * 2)  # both connections may be at it
    ledger.owes(*THIRTY)
    with caplog.at_level(logging.ERROR):
        ledger.empties()
    assert ledger.summary.refused == 0
    assert ledger.summary.waiting >= 20, "the relay is not asked thirty times"
    assert chaos.attempts.total() <= 12
    assert len([line for line in caplog.messages if reply in line]) == 1
    ledger.clock.forward(15 * MINUTE)
    ledger.empties()
    assert ledger.summary == ALL_SENT
    assert len(chaos.stored) == 30


def test_a_password_to_mend_costs_nobody_their_mail(database: Database, certificate: Certificate) -> None:
    with chaos_server(certificate.for_server(), login=True) as chaos:
        wrong = to_relay(chaos, security="starttls", username=USER, password="à revoir")
        ledger = Ledger(database, wrong, tls=certificate.for_client())
        ledger.owes(*THIRTY)
        for _ in range(10):
            ledger.empties()
            ledger.clock.forward(5 * HOUR)
        assert ledger.last(THIRTY[0]) == Later(ledger.clock.at - 5 * HOUR + 15 * MINUTE, LOGIN)
        ledger.relay = to_relay(chaos, security="starttls", username=USER, password=PASSWORD)
        ledger.empties()
    assert ledger.summary == ALL_SENT


def test_one_content_refused_is_that_message_three_in_a_row_are_us(ledger: Ledger, chaos: Chaos) -> None:
    chaos.answer("DATA", *["554 5.7.1 blocked"] * 4)
    ledger.owes(*THIRTY)
    ledger.empties()
    refused = [last for outcomes in ledger.outcomes.values() if isinstance(last := outcomes[-1], Refused)]
    held = [last for outcomes in ledger.outcomes.values() if isinstance(last := outcomes[-1], Later)]
    assert len(refused) == 2
    assert len(held) == 28
    assert all("plusieurs contenus refusés de suite" in one.why for one in held)
    while chaos.said("DATA"):  # the fourth was for a mail that may have been under way: the host has mended it all
        pass
    ledger.clock.forward(HOUR)
    ledger.empties()
    assert ledger.summary == Summary(owed=30, sent=28, refused=2, waiting=0, tried=0)


def test_thirty_mails_of_a_sender_that_may_send_ten_an_hour(database: Database, chaos: Chaos) -> None:
    left = [10]

    async def may_send() -> bool:
        left[0] -= 1
        return left[0] >= 0

    ledger = Ledger(database, to_relay(chaos), warmup=Warmup(10, may_send))
    ledger.owes(*THIRTY)
    for sent in (10, 20, 30):
        left[0] = 10
        ledger.empties()
        assert len(chaos.stored) == sent
        ledger.clock.forward(HOUR)
    assert ledger.summary == ALL_SENT
    tries = sum(len(outcomes) for outcomes in ledger.outcomes.values())
    assert tries == 30 + 20, "nobody is put off more than once"


def test_a_day_of_chaos_ends_well(ledger: Ledger, chaos: Chaos) -> None:
    """The relay closes when it likes, in the middle of a long list; connections are kept all along."""
    chaos.answer("MAIL", "503 5.5.1 bad sequence", "421 4.3.2 closing")
    chaos.answer("RCPT", "503 5.5.1 bad sequence", "450 4.7.1 later", "451 4.3.0 later", "500 what?")
    ledger.owes(*THIRTY)
    for _ in range(8):
        ledger.empties()
        ledger.clock.forward(HOUR)
    assert ledger.summary == ALL_SENT
    assert len(chaos.stored) == 30
    assert all(isinstance(outcomes[-1], Sent) for outcomes in ledger.outcomes.values())
