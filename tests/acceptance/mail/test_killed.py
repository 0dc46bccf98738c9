"""A process killed (SIGKILL) in the middle of a round of letters: after its return, each has come, each once."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.preference import BY_MAIL
from alerts.services import subscribing
from alerts.services.subscribing import Proof
from alerts.store.engine import Database
from alerts.store.history import entries
from tests.acceptance.mail.stories import at, owed
from tests.smtp_server.chaos import Chaos
from tests.telegram_api.clock import Clock
from tests.telegram_api.running import InProcess
from tests.telegram_api.server import BotApi
from tests.telegram_api.stock import GARDENS, garden_call

PEOPLE = 12
KILLED_AT = 4  # letters that the relay has when the process dies
AT_ONCE = 2  # connections to the relay: what may have left without having been written down
PATIENCE = 30.0


@pytest.fixture
def service_process(
    database: Database, bot_api: BotApi, clock: Clock, chaos: Chaos, tmp_path: Path
) -> Iterator[InProcess]:
    """The whole service in a process of its own. Its relay takes a fifth of a second for each letter."""
    chaos.slow_seconds = 0.2
    held = InProcess(database, bot_api, clock, tmp_path)
    held.with_mail(chaos.port)
    held.start()
    yield held
    held.kill()


def subscribed(database: Database, number: int, clock: Clock) -> str:
    """Somebody with a structure of their own, who reads one letter each Monday."""
    address, now = f"slow{number}@jardins.example", clock()
    draft = replace(GARDENS, id="", name=f"Jardin fictif {number}", channels=())
    with database.write() as session:
        subscribing.ask(session, address, draft, BY_MAIL, Proof(now, subscribing.PAGE, "essai"), now)
    with database.read() as session:
        cause = entries(session)[0].cause
    with database.write() as session:
        subscribing.confirm(session, subscribing.token_of(session, cause, now), now)
    return address


def killed_in_the_middle(service: InProcess, chaos: Chaos) -> None:
    service.deliver_meanwhile()
    end = time.monotonic() + PATIENCE
    while len(chaos.stored) < KILLED_AT:
        assert time.monotonic() < end, "nothing leaves"
        time.sleep(0.005)
    service.kill()


def test_each_letter_comes_and_comes_once(service_process: InProcess, chaos: Chaos, clock: Clock) -> None:
    service = service_process
    clock.on(at(23, 10))
    people = [subscribed(service.database, number, clock) for number in range(PEOPLE)]
    service.deliver()  # their confirmations, which they no longer need
    service.publish(garden_call("26-900001"))
    clock.on(at(24, 10))
    service.match()
    clock.on(at(30, 8))
    service.gather()
    assert chaos.stored == []

    killed_in_the_middle(service, chaos)
    assert KILLED_AT <= len(chaos.stored) < PEOPLE
    service.start()
    clock.on(at(30, 8, 10))
    service.deliver()
    clock.on(at(30, 9))
    assert service.deliver()["sent"] == 0

    received = Counter(one.to for one in chaos.stored)
    assert received.keys() == set(people), "none is lost"
    assert len({one.message_id for one in chaos.stored}) == PEOPLE, "a double has the Message-ID of the first copy"
    assert sum(received.values()) - PEOPLE <= AT_ONCE
    told = [one for one in owed(service, DeliveryKind.DIGEST, DeliveryKind.ALERT) if one.outcome == "sent"]
    assert len(told) == 2 * PEOPLE, "each digest with the alert that it tells"
