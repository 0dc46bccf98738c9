"""`vigie admin network`: what the host decides, told to a person and to a program."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alerts.model.network import NetworkKind
from alerts.services import network_animating, network_asking, people
from alerts.store.engine import Database, open_database
from bot.cli import admin, app
from bot.telegram.trouble import ChatTrouble
from tests.alerts.services.stories import NOON
from tests.bot.conftest import Vigie


@pytest.fixture
def config(vigie: Vigie, tmp_path: Path) -> Path:
    """A host without a bot."""
    path = tmp_path / "config.toml"
    database = f"sqlite:///{tmp_path / 'vigie.db'}"
    path.write_text(f'[vigie]\ncontact = "veille@example.org"\ndatabase = "{database}"\n')
    assert vigie("db", "upgrade", "--config", path).code == 0
    return path


@pytest.fixture
def database(config: Path) -> Iterator[Database]:
    held = open_database(f"sqlite:///{config.parent / 'vigie.db'}")
    yield held
    held.close()


def asked(database: Database, name: str = "Réseau des haies") -> int:
    with database.write() as session:
        camille = people.meet(session, 7_000_000_001, "Camille", NOON).id
        return network_asking.ask(session, camille, name, NetworkKind.CRESS, NOON).id


def test_a_network_is_created_and_listed(vigie: Vigie, config: Path) -> None:
    made = vigie("admin", "network", "create", "PTCE des Rives & <Prés>", "--kind", "ptce", "--config", config)
    assert made.code == 0
    assert "Réseau 1 créé : PTCE des Rives & <Prés>." in made.out
    assert "vigie admin network invite-animator 1" in made.out
    listed = vigie("admin", "network", "list", "--config", config)
    assert "PTCE des Rives & <Prés>" in listed.out
    assert "sans animateur : invitez quelqu’un" in listed.out


def test_a_program_reads_the_same(vigie: Vigie, config: Path) -> None:
    (made,) = vigie("admin", "network", "create", "Réseau", "--json", "--config", config).objects
    assert (made["id"], made["name"], made["kind"]) == (1, "Réseau", "other")
    assert made["approved_at"] == made["created_at"]
    (listed,) = vigie("admin", "network", "list", "--json", "--config", config).objects
    assert listed == {**made, "members": 0, "animators": 0}


def test_none_yet(vigie: Vigie, config: Path) -> None:
    said = vigie("admin", "network", "list", "--config", config)
    assert (said.code, "Aucun réseau" in said.out) == (0, True)
    assert vigie("admin", "network", "list", "--json", "--config", config).out == ""


def test_one_that_was_asked_for_is_approved_once(vigie: Vigie, config: Path, database: Database) -> None:
    number = asked(database)
    waiting = vigie("admin", "network", "list", "--config", config)
    assert "Camille" in waiting.out
    assert f"vigie admin network approve {number}" in waiting.out
    said = vigie("admin", "network", "approve", number, "--config", config)
    assert (said.code, said.out) == (0, f"Réseau {number} ouvert : Réseau des haies.\n")
    again = vigie("admin", "network", "approve", number, "--config", config)
    assert (again.code, again.out) == (1, "")
    assert "déjà ouvert" in again.err


def test_one_that_is_refused_is_gone(vigie: Vigie, config: Path, database: Database) -> None:
    number = asked(database)
    words = ("refuse", number, "--why", "Ce territoire a déjà le sien.", "--json", "--config", config)
    (said,) = vigie("admin", "network", *words).objects
    assert (said["name"], said["approved_at"]) == ("Réseau des haies", None)
    assert vigie("admin", "network", "list", "--json", "--config", config).objects == []


@pytest.mark.parametrize("act", ["approve", "refuse", "close"])
def test_an_unknown_number_is_told(vigie: Vigie, config: Path, act: str) -> None:
    said = vigie("admin", "network", act, 42, "--config", config)
    assert (said.code, said.out) == (1, "")
    assert "Aucun réseau n’a le numéro 42" in said.err


def test_words_that_are_off(vigie: Vigie, config: Path) -> None:
    assert vigie("admin", "network", "create", "Réseau", "--kind", "club", "--config", config).code == 2
    short = vigie("admin", "network", "create", "ab", "--config", config)
    assert (short.code, "trop court" in short.err) == (1, True)


def test_closing_asks_first(vigie: Vigie, config: Path) -> None:
    vigie("admin", "network", "create", "Réseau", "--config", config)
    words = ["admin", "network", "close", "1", "--config", str(config)]
    no = CliRunner().invoke(app, words, input="n\n")
    assert (no.exit_code, "Rien n’a été effacé." in no.stderr) == (1, True)
    assert len(vigie("admin", "network", "list", "--json", "--config", config).objects) == 1
    assert vigie(*words, "--yes").out == "Réseau 1 fermé et effacé : Réseau.\n"
    assert vigie("admin", "network", "list", "--json", "--config", config).objects == []


def test_an_animator_is_invited_by_a_link_to_the_bot(
    vigie: Vigie, config: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def named(_: object) -> str:
        return "vigie_fictive_bot"

    monkeypatch.setenv("VIGIE_TELEGRAM_TOKEN", "123:fictive")
    monkeypatch.setattr(admin, "name_of", named)
    vigie("admin", "network", "create", "Réseau", "--config", config)
    (told,) = vigie("admin", "network", "invite-animator", 1, "--json", "--config", config).objects
    token = told["link"].removeprefix("https://t.me/vigie_fictive_bot?start=")
    assert re.fullmatch(r"m_[A-Za-z0-9_-]{43}", token)
    assert (told["network"], told["days"]) == (1, 7)
    with database.write() as session:
        anne = people.meet(session, 7_000_000_001, "Anne", NOON).id
        assert network_animating.accept(session, token, anne, NOON).name == "Réseau"
    said = vigie("admin", "network", "invite-animator", 1, "--config", config)
    assert "sert une fois, pendant 7 jours" in said.err
    assert told["page"] == ""
    assert said.out.startswith("https://t.me/vigie_fictive_bot?start=m_")
    unknown = vigie("admin", "network", "invite-animator", 42, "--config", config)
    assert (unknown.code, "Aucun réseau n’a le numéro 42" in unknown.err) == (1, True)


def test_an_invitation_needs_a_bot_that_answers(
    vigie: Vigie, config: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(_: object) -> str:
        raise ChatTrouble("Telegram ne répond pas")

    vigie("admin", "network", "create", "Réseau", "--config", config)
    said = vigie("admin", "network", "invite-animator", 1, "--config", config)
    assert (said.code, said.out, "VIGIE_TELEGRAM_TOKEN" in said.err) == (1, "", True)
    monkeypatch.setenv("VIGIE_TELEGRAM_TOKEN", "123:fictive")
    monkeypatch.setattr(admin, "name_of", silent)
    said = vigie("admin", "network", "invite-animator", 1, "--config", config)
    assert (said.code, said.out, said.err) == (1, "", "Pas d’invitation : Telegram ne répond pas.\n")
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM token").scalar() == 0


def test_the_same_invitation_has_an_address_on_the_web(
    vigie: Vigie, config: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a bot, or while Telegram is silent, the address alone is enough."""

    async def silent(_: object) -> str:
        raise ChatTrouble("Telegram ne répond pas")

    with config.open("a") as written:
        written.write('\n[pages]\npublic_url = "https://vigie.example"\n')
    monkeypatch.setenv("VIGIE_PAGES_SECRET", "s" * 32)
    vigie("admin", "network", "create", "Réseau", "--config", config)
    (told,) = vigie("admin", "network", "invite-animator", 1, "--json", "--config", config).objects
    assert told["link"] == ""
    token = told["page"].removeprefix("https://vigie.example/i/")
    assert re.fullmatch(r"m_[A-Za-z0-9_-]{43}", token)
    with database.read() as session:
        assert network_animating.look(session, token, NOON).network.name == "Réseau"
    monkeypatch.setenv("VIGIE_TELEGRAM_TOKEN", "123:fictive")
    monkeypatch.setattr(admin, "name_of", silent)
    said = vigie("admin", "network", "invite-animator", 1, "--config", config)
    assert said.code == 0
    assert "Pas de lien pour Telegram : Telegram ne répond pas." in said.err
    assert said.out.startswith("https://vigie.example/i/m_")
