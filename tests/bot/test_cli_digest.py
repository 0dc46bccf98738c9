"""`vigie digest`: what would the next one say?"""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from alerts.services.structures import save_structures
from bot.cli import screen
from bot.cli.digest import digest
from bot.config import Settings, VigieSettings
from bot.wiring import open_house
from tests.alerts.services.stories import ATELIERS, NOON


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A host with one structure, which was told nothing yet."""
    database = f"sqlite:///{tmp_path / 'vigie.db'}"
    house = open_house(Settings(vigie=VigieSettings(contact="veille@example.org", database=database)))
    with house.database.write() as session:
        save_structures(session, [ATELIERS], NOON)
    house.close()
    for console in (screen.out, screen.err):
        monkeypatch.setattr(console, "width", 200)
    path = tmp_path / "config.toml"
    path.write_text(f'[vigie]\ncontact = "veille@example.org"\ndatabase = "{database}"\n')
    return path


def said(config: Path, *words: str) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(digest)
    result = CliRunner().invoke(app, [*words, "--config", str(config)])
    return result.exit_code, result.stdout, result.stderr


def test_the_next_digest_is_shown_in_text_and_in_html(config: Path) -> None:
    code, out, _ = said(config, "--structure", "ateliers", "--dry-run")
    assert code == 0
    assert "Aucune nouvelle annonce" in out
    code, out, _ = said(config, "--structure", "ateliers", "--dry-run", "--html")
    assert code == 0
    assert out.startswith("<!doctype html>") or out.startswith("<!DOCTYPE html>")


def test_a_program_gets_one_object(config: Path) -> None:
    _, out, _ = said(config, "--structure", "ateliers", "--dry-run", "--json")
    told = json.loads(out)
    assert told["structure"] == "ateliers"
    assert set(told) == {"structure", "title", "summary", "text"}


def test_an_unknown_structure_is_said(config: Path) -> None:
    code, _, err = said(config, "--structure", "inconnue", "--dry-run")
    assert code == 1
    assert "Aucune structure « inconnue » dans la base de données : vigie run y inscrit celles de votre fichier." in err


def test_digests_are_not_sent_by_hand(config: Path) -> None:
    code, _, err = said(config, "--structure", "ateliers")
    assert code == 2
    assert "--dry-run" in err
