"""`vigie reply`: the whole kit of one structure for one notice, in a folder."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from alerts.services.structures import save_structures
from bot.cli import screen
from bot.cli.reply import reply
from bot.config import Settings, VigieSettings
from bot.wiring import open_house
from tests.alerts.services.stories import ATELIERS, NOON, at, ingested, lot, notice

PAPERS = {
    "1-candidature",
    "2-memoire-technique",
    "3-courrier-partenaires",
    "4-questions-acheteur",
    "5-liste-de-controle",
}
CALENDAR, WORDS = "calendrier-de-reponse.ics", {"aide.txt", "facile-a-lire.txt"}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A host with one structure, and notices that nobody was told of."""
    database = f"sqlite:///{tmp_path / 'vigie.db'}"
    house = open_house(Settings(vigie=VigieSettings(contact="veille@example.org", database=database)))
    with house.database.write() as session:
        save_structures(session, [ATELIERS], NOON)
    two = (lot("LOT-0001", deadline=at(10)), lot("LOT-0002", title="Rives", deadline=at(20)))
    undated = notice("26-2", title="Sans date & <sans> limite", deadline=None)
    ingested(house.database, notice("26-1", lots=two), undated)
    house.close()
    for console in (screen.out, screen.err):
        monkeypatch.setattr(console, "width", 200)
    path = tmp_path / "config.toml"
    path.write_text(f'[vigie]\ncontact = "veille@example.org"\ndatabase = "{database}"\n')
    return path


def said(config: Path, *words: object) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(reply)
    result = CliRunner().invoke(app, [*map(str, words), "--config", str(config)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_everything_is_written_in_a_folder_that_did_not_exist(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "reponses" / "26-1"
    code, told, _ = said(config, "boamp:26-1", "--structure", "ateliers", "--out", out, "--lot", "02")
    both = {f"{name}.{form}" for name in PAPERS for form in ("docx", "odt")}
    assert code == 0
    assert {one.name for one in out.iterdir()} == both | WORDS | {CALENDAR}
    assert "Pour Les Ateliers fictifs, lot 2." in told
    assert "Rives" in (out / "aide.txt").read_text()


def test_only_the_format_asked_for_is_written_and_a_program_is_told(config: Path, tmp_path: Path) -> None:
    given = ("boamp:26-1", "--structure", "ateliers", "--out", tmp_path / "kit", "--format", "odt", "--json")
    code, told, _ = said(config, *given)
    found = json.loads(told)
    assert (code, found["notice"], found["lot"]) == (0, "boamp:26-1", "LOT-0001")
    assert {Path(one).name for one in found["files"]} == {f"{name}.odt" for name in PAPERS} | WORDS | {CALENDAR}


def test_without_a_deadline_there_is_no_calendar_and_nothing_else_is_missing(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "kit"
    code, _, _ = said(config, "boamp:26-2", "--structure", "ateliers", "--out", out)
    assert code == 0
    assert len(list(out.iterdir())) == 2 * len(PAPERS) + len(WORDS)
    assert "Sans date & <sans> limite" in (out / "aide.txt").read_text()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("boamp:404", "--structure", "ateliers"), "Il manque la structure « ateliers » ou l’avis « boamp:404 »"),
        (("boamp:26-1", "--structure", "inconnue"), "Il manque la structure « inconnue »"),
        (("boamp:26-1", "--structure", "ateliers", "--lot", "7"), "Cet avis n’a pas de lot « 7 » (lots : 1, 2)."),
        (("boamp:26-2", "--structure", "ateliers", "--lot", "7"), "le marché n’est pas alloti"),
    ],
)
def test_what_is_missing_is_said(config: Path, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    code, _, err = said(config, *words, "--out", tmp_path / "kit")
    assert code == 1
    assert sentence in err
    assert not (tmp_path / "kit").exists()


def test_a_folder_that_cannot_be_written_is_said(config: Path, tmp_path: Path) -> None:
    (tmp_path / "kit").write_text("a file stands there")
    code, _, err = said(config, "boamp:26-1", "--structure", "ateliers", "--out", tmp_path / "kit")
    assert code == 1
    assert "ne peut pas être écrit" in err


def test_what_somebody_finished_in_the_folder_is_not_written_over(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "kit"
    given = ("boamp:26-1", "--structure", "ateliers", "--out", out)
    assert said(config, *given, "--format", "odt")[0] == 0
    finished = out / "2-memoire-technique.odt"
    finished.write_bytes(b"an evening of work")
    code, _, err = said(config, *given)
    assert (code, finished.read_bytes()) == (1, b"an evening of work")
    assert not (out / "2-memoire-technique.docx").exists(), "all or nothing"
    assert "contient déjà 1-candidature.odt" in err
    assert "--replace" in err
    assert said(config, *given, "--replace")[0] == 0
    assert finished.read_bytes() != b"an evening of work"


@pytest.mark.parametrize("lot", ["2", "02", "LOT-0002", "lot-0002", " 2 "])
def test_a_lot_is_named_as_anybody_writes_it(config: Path, tmp_path: Path, lot: str) -> None:
    code, told, _ = said(config, "boamp:26-1", "--structure", "ateliers", "--out", tmp_path / "kit", "--lot", lot)
    assert (code, "lot 2." in told) == (0, True)
