"""The e-mail channel as the host configures it: from something owed to a mailbox, and out of the house again."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from alerts.channels.email import verp
from alerts.channels.email.dkim import KeyUnusable
from alerts.channels.email.relay import RelayUnusable
from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.ledger.drain import Drained
from alerts.model.delivery import DeliveryKind, Later
from alerts.services.current import Current
from alerts.services.deliver import Composer
from alerts.store import addresses
from alerts.store.engine import Database
from bot import jobs
from bot.config import Settings
from bot.config_sections import EmailSettings, PagesSettings
from bot.mail import channel_of, mailing, warmup_of
from bot.wiring import STYLES, House, describe_here, links_of
from tests.alerts.services.addressees import asked
from tests.alerts.services.stories import NOON, owed
from tests.smtp_server.certificate import Certificate, throw_away
from tests.smtp_server.chaos import PASSWORD, USER, Chaos, chaos_server

SECRET = "s" * 32
MARIE = "marie@potagers.example"


@dataclass
class Clock:
    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """One that this machine trusts, as a host adds the authority of a relay of theirs."""
    made = throw_away(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.authority))
    return made


@pytest.fixture
def chaos() -> Iterator[Chaos]:
    with chaos_server() as held:
        yield held


def house_of(database: Database, chaos: Chaos | None, **email: Any) -> House:
    there = {"host": "127.0.0.1", "port": chaos.port, "security": "none"} if chaos else {}
    settings = Settings(
        pages=PagesSettings(public_url="https://vigie.example", secret=SecretStr(SECRET)),
        email=EmailSettings(sender="vigie@vigie.example", bounces_to="retours@vigie.example", **(there | email)),
    )
    clock, links = Clock(), links_of(settings)
    composer = Composer(database, read_notice, may_answer, clock, STYLES, links)
    current = Current(database, read_notice, describe_here)
    return House(settings, database, (), {}, clock, composer, current, links=links)


def delivered(house: House) -> Drained:
    async def story() -> Drained:
        async with mailing(house):
            assert ("email" in house.channels) == bool(house.settings.email.host)
            return await jobs.deliver_due(house)

    told = asyncio.run(story())
    assert house.channels == {}
    return told


def test_without_a_relay_there_is_no_channel_and_nothing_is_lost(database: Database) -> None:
    asked(database, MARIE)
    assert delivered(house_of(database, None)) == Drained(later=1)


def test_a_confirmation_leaves_through_starttls_and_a_login(
    database: Database,
    certificate: Certificate,
) -> None:
    asked(database, MARIE)
    with chaos_server(certificate.for_server(), login=True) as chaos:
        login = {"security": "starttls", "username": USER, "password": SecretStr(PASSWORD)}
        assert delivered(house_of(database, chaos, **login)) == Drained(sent=1)
        assert not chaos.open, "the relay was told goodbye"
    (mail,) = chaos.to(MARIE)
    assert (mail.secure, mail.user) == (True, USER)
    assert b"\r\nSubject: " in mail.content
    (row,) = owed(database, DeliveryKind.CONFIRMATION)
    assert row.receipt == mail.message_id
    assert verp.delivery_of(mail.sender, SECRET) == row.id, "a refusal that comes back will name it"


def test_nothing_leaves_for_a_real_address_outside_production(
    database: Database,
    chaos: Chaos,
) -> None:
    asked(database, "quelqu.un@vraie.fr")
    assert delivered(house_of(database, chaos)) == Drained(refused=1)
    assert chaos.connections == 0
    (row,) = owed(database, DeliveryKind.CONFIRMATION)
    assert row.reason is not None
    assert row.reason.startswith("hors production : aucun message ne part vers une vraie adresse")


def test_an_address_that_does_not_exist_is_written_down(database: Database, chaos: Chaos) -> None:
    asked(database, "unknown@potagers.example")
    assert delivered(house_of(database, chaos)) == Drained(refused=1)
    with database.read() as session:
        known = addresses.of_email(session, "unknown@potagers.example")
    assert known is not None
    assert known.trouble == "cette adresse n’existe pas ou n’existe plus", "codes are for the host"
    (row,) = owed(database, DeliveryKind.CONFIRMATION)
    assert row.reason is not None
    assert row.reason.startswith("cette adresse n’existe pas ou n’existe plus (550 5.1.1")


def test_a_new_sender_warms_up_for_all_machines_together(database: Database, chaos: Chaos) -> None:
    """Two machines, one hour: two digests in all. What somebody waits for leaves all the same."""

    async def story() -> list[Later | None]:
        here, there = (warmup_of(house_of(database, chaos, per_hour=2)) for _ in range(2))
        kinds = (DeliveryKind.DIGEST, DeliveryKind.DIGEST, DeliveryKind.DIGEST, DeliveryKind.CONFIRMATION)
        return [await machine.later(kind, NOON) for kind in kinds for machine in (here, there)]

    told = asyncio.run(story())
    assert told[:2] == [None, None]
    assert {one and one.at for one in told[2:6]} == {NOON + timedelta(hours=1)}
    assert told[6:] == [None, None]


def test_settings_that_cannot_work_are_said_at_once(database: Database, chaos: Chaos) -> None:
    with pytest.raises(RelayUnusable) as bare:
        channel_of(house_of(database, chaos, host="mail.example.org"))
    assert "security" in bare.value.sentence
    with pytest.raises(KeyUnusable):
        channel_of(house_of(database, chaos, dkim_selector="vigie", dkim_key_file="/nowhere/key.pem"))
