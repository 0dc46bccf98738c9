"""`/sante`, as the host's monitor reads it."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from alerts.channels.email.channel import EmailChannel
from alerts.channels.email.outcomes import Held
from alerts.channels.email.relay import Relay
from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed
from alerts.services import reading
from alerts.store.engine import Database
from bot.wiring import House
from tests.alerts.services.gazette import Gazette
from tests.alerts.services.stories import ATELIERS, subscribed
from tests.bot.pages.conftest import Clock
from tests.bot.pages.readers import everything
from tests.bot.pages.visitor import Visitor

NOTHING_TO_WRITE: Any = None  # it sends nothing in these stories


@pytest.fixture
def gazette(house: House) -> Gazette:
    """One source, read every two hours, the first time now."""
    source = Gazette()
    house.sources = (source,)
    was_read(house, source)
    return source


def was_read(house: House, source: Gazette) -> None:
    now = house.clock()
    with house.database.write() as session:
        state = reading.begin(session, source, now, timedelta(days=1), force=True)
        assert state is not None
        reading.end(session, source, reading.change(session, state, last_success=now), now)


def owe(house: House) -> None:
    now = house.clock()
    subscribed(house.database, ATELIERS)
    row = Owed("ateliers", "folder", DeliveryKind.NOTICE, {"title": "t", "text": "t"}, "notice:1", now)
    with house.database.write() as session:
        book.owe(session, [row], now)


def test_all_is_well(visitor: Visitor, gazette: Gazette) -> None:
    answer = visitor.get("/sante")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Tout va bien.",
        "ok  base : La base de données répond.",
        "ok  horloge : Les tâches sont mises en route à l’heure.",
        "ok  source gazette : Lue il y a 0 min.",
        "ok  envois : Aucun message n’attend.",
    ]
    assert visitor.head("/sante").status_code == 200


def test_for_a_program(visitor: Visitor, gazette: Gazette) -> None:
    answer = visitor.get("/sante", accept="application/json")
    assert answer.json()["well"] is True
    assert answer.json()["checks"][0] == {"name": "base", "well": True, "words": "La base de données répond."}


def test_a_source_that_no_longer_answers(visitor: Visitor, house: House, clock: Clock, gazette: Gazette) -> None:
    clock.later(hours=4, seconds=1)
    with house.database.write() as session:  # it is looked at, and gives nothing
        state = reading.begin(session, gazette, clock.now, timedelta(days=1), force=True)
        assert state is not None
    answer = visitor.get("/sante")
    assert answer.status_code == 503
    assert answer.text.splitlines()[:2] == [
        "Quelque chose ne va pas.",
        "NON source gazette : Rien de lu depuis 4 h.",
    ]


def test_a_source_never_read_is_waited_for(visitor: Visitor, house: House) -> None:
    house.sources = (Gazette(),)
    answer = visitor.get("/sante")
    assert answer.status_code == 200
    assert "ok  source gazette : Pas encore lue." in answer.text


def test_nobody_looks_at_the_clock(visitor: Visitor, clock: Clock, gazette: Gazette) -> None:
    clock.later(hours=2, minutes=6)
    answer = visitor.get("/sante")
    assert answer.status_code == 503
    assert answer.text.splitlines()[1] == "NON horloge : Rien n’a été mis en route depuis 6 min."


def test_messages_that_do_not_leave(visitor: Visitor, house: House, clock: Clock, gazette: Gazette) -> None:
    owe(house)
    clock.later(minutes=14)
    assert visitor.get("/sante").status_code == 200
    clock.later(minutes=1)
    answer = visitor.get("/sante")
    assert answer.status_code == 503
    assert answer.text.splitlines()[1] == "NON envois : Le plus ancien message à envoyer attend depuis 15 min."


def test_mail_that_the_relay_no_longer_takes(visitor: Visitor, house: House, clock: Clock, gazette: Gazette) -> None:
    channel = EmailChannel(Relay("127.0.0.1"), NOTHING_TO_WRITE, clock)
    house.channels["email"] = channel
    assert visitor.get("/sante").status_code == 200
    held = Held("le relais refuse notre expéditeur (550 5.7.1 mx7.example.org)", timedelta(minutes=15))
    channel._stops.stop(held, "example.org", clock.now)  # as after such a refusal
    clock.later(seconds=11)
    answer = visitor.get("/sante")
    assert answer.status_code == 503
    assert answer.text.splitlines()[1] == (
        "NON courrier : L'envoi des e-mails est arrêté : le relais refuse notre expéditeur."
    )


def test_a_database_that_does_not_answer(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("disk")

    monkeypatch.setattr(database, "read", broken)
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/sante")
    assert (answer.status_code, answer.text.splitlines()[1]) == (503, "NON base : La base de données ne répond pas.")
    assert "the database cannot be looked at" in caplog.text


def test_it_is_looked_at_once_in_ten_seconds_and_nothing_changes(
    visitor: Visitor, house: House, clock: Clock, gazette: Gazette
) -> None:
    owe(house)
    clock.later(minutes=14, seconds=55)
    before = everything(house.database)
    assert visitor.get("/sante").status_code == 200
    clock.later(seconds=9)
    assert visitor.get("/sante").status_code == 200  # what was found nine seconds ago
    clock.later(seconds=1)
    assert visitor.get("/sante").status_code == 503
    assert everything(house.database) == before
