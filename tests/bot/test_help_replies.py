"""What reply help says by itself: on one machine, once an hour; a fault in one part keeps the others from nothing."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.reply import Proof, ProofKind
from alerts.services.structures import save_structures
from alerts.store import replies
from alerts.store.history import entries
from bot import jobs
from bot.config import Settings, VigieSettings
from bot.wiring import House, open_house
from tests.alerts.services.stories import ATELIERS, NOON

ENDS = NOON.date() + timedelta(days=15)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A structure whose insurance ends in fifteen days."""
    settings = Settings(
        vigie=VigieSettings(contact="veille@example.org", database=f"sqlite:///{tmp_path / 'vigie.db'}")
    )
    opened = open_house(settings, lambda: NOON)
    with opened.database.write() as session:
        save_structures(session, [ATELIERS], NOON)
        replies.put_proof(session, ATELIERS.id, Proof(ProofKind.ASSURANCE_RC, valid_until=ENDS), NOON)
    return opened


def told(house: House) -> list[DeliveryKind]:
    with house.database.read() as session:
        return [one.kind for one in entries(session)]


def test_a_proof_that_ends_is_told_of_once(house: House) -> None:
    assert asyncio.run(jobs.help_replies(house)) == 1
    house.clock = lambda: NOON + timedelta(minutes=30)
    assert asyncio.run(jobs.help_replies(house)) == 0  # not looked at again within the hour
    house.clock = lambda: NOON + timedelta(hours=2)
    assert asyncio.run(jobs.help_replies(house)) == 0  # looked at, and told already
    assert told(house) == [DeliveryKind.PROOF]
    house.close()


def test_a_fault_in_one_part_is_logged_and_the_others_go_on(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(jobs.following_up, "owe_questions", broken)
    with caplog.at_level(logging.ERROR):
        assert asyncio.run(jobs.help_replies(house)) == 1
    assert "could not be owed: broken" in caplog.text
    assert told(house) == [DeliveryKind.PROOF]
    house.close()
