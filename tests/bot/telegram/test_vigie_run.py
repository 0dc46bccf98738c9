"""`vigie run`, as a host starts it, and a phone: one process that reads, matches, writes pages and talks."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bot.conftest import Vigie
from tests.telegram_api.phone import Phone
from tests.telegram_api.server import TOKEN, BotApi

PATIENCE = 60  # seconds to start on a busy machine


@pytest.fixture
def on_telegram(monkeypatch: pytest.MonkeyPatch, bot_api: BotApi, configured: Path) -> Path:
    """The host's configuration, with a token given by the environment, as secrets are."""
    monkeypatch.setenv("VIGIE_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("VIGIE_TELEGRAM_API", bot_api.base)
    return configured


@contextmanager
def vigie_run(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = (sys.executable, "-c", "from bot.cli import main; main()", "run")
    with subprocess.Popen(command, cwd=folder, env=os.environ, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def test_a_structure_of_the_file_finds_its_people_and_they_its_alerts(
    vigie: Vigie, on_telegram: Path, phone: Phone
) -> None:
    invited = vigie("invite", "chantier-des-haies", "--json")
    (told,) = invited.objects
    link, token = told["link"].split("?start=")
    assert link.startswith("https://t.me/")
    with vigie_run(on_telegram.parent) as process:
        phone.start(token)
        phone.wait_for("Chantier des haies", timeout=PATIENCE)
        phone.tap("✅ Rejoindre")
        phone.wait_for("Chantier des haies", timeout=PATIENCE)
        for _ in range(PATIENCE):
            phone.write("/alertes")
            if "1." in phone.wait_for("Le Chantier des haies", timeout=PATIENCE).text:
                break
        assert "1." in phone.last.text
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in err
    assert TOKEN not in err
    assert "Camille" not in err


def test_a_refused_token_is_told_and_ends_the_process(
    on_telegram: Path, monkeypatch: pytest.MonkeyPatch, vigie: Vigie
) -> None:
    monkeypatch.setenv("VIGIE_TELEGRAM_TOKEN", "123:refused")
    with vigie_run(on_telegram.parent) as process:
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Telegram refuse le jeton du bot" in err
    assert "123:refused" not in err
    said = vigie("invite", "chantier-des-haies")
    assert (said.code, "Telegram refuse le jeton" in said.err) == (1, True)


def test_an_invitation_needs_a_bot_and_a_known_structure(vigie: Vigie, on_telegram: Path) -> None:
    said = vigie("invite", "inconnue", "--config", on_telegram)
    assert said.code == 1
    assert "Aucune structure « inconnue »" in said.err


def test_without_a_token_there_is_no_invitation(vigie: Vigie, configured: Path) -> None:
    said = vigie("invite", "chantier-des-haies", "--config", configured)
    assert said.code == 1
    assert "VIGIE_TELEGRAM_TOKEN" in said.err
