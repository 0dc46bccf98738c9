"""Workers killed (kill -9) in the middle of 1,000 digests by e-mail: none is lost, and doubles are counted.

The server's own record is the evidence. A double is either a reply that the server lost, or what a killed worker had
sent without having settled it yet; it has the Message-ID of the first copy, by which mailboxes know it again.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from alerts.ledger.drain import ABREAST
from alerts.model.delivery import DeliveryKind, Owed
from alerts.store.engine import Database
from alerts.store.history import Summary, summary
from tests.alerts.ledger.mail_worker import clock_since
from tests.alerts.ledger.stories import owe
from tests.smtp_server.chaos import Chaos, chaos_server

PEOPLE = 1_000
IN_TROUBLE = 20  # of each kind
KILL_AT = (100, 250, 400, 550, 700, 850)  # mails stored when a worker is killed
PATIENCE = 150.0

Worker = subprocess.Popen[bytes]


def address(number: int) -> str:
    """Every fiftieth person has a server that loses its reply, the next one a server that cuts the content short."""
    behaviour = {0: "lost", 1: "mid"}.get(number % (PEOPLE // IN_TROUBLE), "ok")
    return f"{behaviour}{number}@asso.example"


def start(database: Database, chaos: Chaos, began: float) -> Worker:
    given = [database.url.render_as_string(hide_password=False), str(chaos.port), str(began)]
    return subprocess.Popen([sys.executable, "-m", "tests.alerts.ledger.mail_worker", *given])


@contextmanager
def two_workers(database: Database, chaos: Chaos, began: float) -> Iterator[list[Worker]]:
    """Those of the list at the end have finished their work, all of it."""
    workers = [start(database, chaos, began) for _ in range(2)]
    try:
        yield workers
        for worker in workers:
            assert worker.wait(PATIENCE) == 0
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def wait_for(chaos: Chaos, stored: int) -> None:
    limit = time.monotonic() + PATIENCE
    while len(chaos.stored) < stored:
        assert time.monotonic() < limit, "the workers stopped sending"
        time.sleep(0.002)


def owe_digests(database: Database, began: float) -> None:
    """A digest and an alert each: they leave together."""
    now = clock_since(began)()
    kinds = (DeliveryKind.DIGEST, DeliveryKind.ALERT)
    owe(
        database,
        [
            Owed(
                "ateliers",
                "email",
                kind,
                {"address": address(number), "notice": f"boamp:{number}"},
                f"{kind}:{number}",
                now,
                f"person:{number}",
            )
            for number in range(PEOPLE)
            for kind in kinds
        ],
        now,
    )


def test_none_of_a_thousand_digests_is_lost(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.time()
    owe_digests(database, began)
    with chaos_server() as chaos:
        with two_workers(database, chaos, began) as workers:
            for turn, stored in enumerate(KILL_AT):
                wait_for(chaos, stored)
                workers[turn % 2].send_signal(signal.SIGKILL)
                workers[turn % 2].wait()
                workers[turn % 2] = start(database, chaos, began)
        copies = {address(number): chaos.to(address(number)) for number in range(PEOPLE)}
    assert all(copies.values()), "none is lost"
    again = {to: len(those) - 1 for to, those in copies.items() if len(those) > 1}
    lost_replies = sum(count for to, count in again.items() if to.startswith("lost"))
    killed = sum(again.values()) - lost_replies
    told = f"{database.dialect}: {PEOPLE} digests, {len(KILL_AT)} kills: none lost, "
    told += f"{lost_replies} doubles for {IN_TROUBLE} lost replies, {killed} for what was in flight"
    with capsys.disabled():
        sys.stderr.write(f"\n{told}\n")
    assert IN_TROUBLE <= lost_replies <= IN_TROUBLE + ABREAST * len(KILL_AT)
    assert killed <= ABREAST * len(KILL_AT)
    assert all(len({one.message_id for one in those}) == 1 for those in copies.values()), "a double can be known again"
    assert len({those[0].message_id for those in copies.values()}) == PEOPLE
    with database.read() as session:
        assert summary(session) == Summary(owed=2 * PEOPLE, sent=2 * PEOPLE, refused=0, waiting=0, tried=0)
