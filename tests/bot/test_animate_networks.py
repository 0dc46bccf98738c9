"""What networks say by themselves: on one machine, in turn; a fault in one part keeps the others from nothing."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.services import call_waves
from alerts.store.history import entries
from bot import jobs
from bot.config import Settings, VigieSettings
from bot.wiring import House, open_house
from tests.alerts.services.networked import MEMBERS, NADIA, network_of, person
from tests.alerts.services.stories import subscribed

MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # a Tuesday, the first of the month


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A network of twelve members, animated by Nadia, on Telegram."""
    settings = Settings(
        vigie=VigieSettings(contact="veille@example.org", database=f"sqlite:///{tmp_path / 'vigie.db'}")
    )
    opened = open_house(settings, lambda: MORNING)
    subscribed(opened.database, *MEMBERS)
    network_of(opened.database, "Pôle fictif des Cimes", person(opened.database, NADIA), *MEMBERS)
    return opened


def told(house: House) -> list[DeliveryKind]:
    with house.database.read() as session:
        return sorted({one.kind for one in entries(session)})


def test_the_letters_of_the_week_and_of_the_month_are_owed_once(house: House) -> None:
    assert asyncio.run(jobs.animate_networks(house)) > 0
    assert told(house) == [DeliveryKind.RADAR, DeliveryKind.TERRITORY]
    house.clock = lambda: MORNING + timedelta(minutes=5)
    assert asyncio.run(jobs.animate_networks(house)) == 0  # not their turn
    house.clock = lambda: MORNING + timedelta(hours=2)
    assert asyncio.run(jobs.animate_networks(house)) == 0  # looked at, and owed already
    house.close()


def test_a_fault_in_one_keeps_the_others_from_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def call(*_: object) -> int:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(call_waves, "call", call)
    with caplog.at_level(logging.ERROR):
        assert asyncio.run(jobs.animate_networks(house)) > 0
    assert [one.getMessage() for one in caplog.records] == ["what networks say by themselves could not be owed: call"]
    house.close()


def test_without_networks_nothing_is_looked_at(tmp_path: Path) -> None:
    settings = Settings(vigie=VigieSettings(contact="veille@example.org", database=f"sqlite:///{tmp_path / 'v.db'}"))
    opened = open_house(settings, lambda: MORNING)
    assert asyncio.run(jobs.animate_networks(opened)) == 0
    assert not opened.current.warm
    opened.close()
