"""What README.md shows works: its structures, its commands, its links."""

import re
from pathlib import Path

from typer.main import get_command

from alerts.matching.structures_file import read_structures
from alerts.model.reading import LotReading
from bot.cli import app
from bot.cli.formats import notice_object
from scrapers.notice import Notice, NoticeKind

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_structures_shown_can_be_read() -> None:
    (block,) = re.findall(r"```toml\n(\[\[structure\]\].*?)```", README, flags=re.DOTALL)
    (structure,) = read_structures(block)
    assert structure.id == "chantier-des-haies"
    assert len(structure.activities) == 1


def test_each_command_shown_exists() -> None:
    shown = set(re.findall(r"vigie ([a-z]+)", README))
    known = set(getattr(get_command(app), "commands", {}))
    assert shown - known - {"ess"} == set()
    assert known - shown == {"demo"}, "each command is shown; the demonstration as ./run demo"


def test_each_way_to_run_it_exists() -> None:
    run = (ROOT / "run").read_text(encoding="utf-8")
    ways = set(re.findall(r"\./run ([a-z]+)", README))
    assert {"demo", "test", "check", "bench", "eval", "start", "lock"} <= ways
    assert [way for way in ways if not re.search(rf"\b{way}\b", run.split("case ")[1])] == []


def test_the_keys_promised_are_the_keys_given() -> None:
    (line,) = re.findall(r'```text\n(\{"id".*?)```', README, flags=re.DOTALL)
    promised = set(re.findall(r'"([a-z]+)"', line))
    given = notice_object(Notice("boamp", "26-1", NoticeKind.CALL, "Objet"), (LotReading(None),))
    keys = set(given) | set(given["lots"][0]) | set(given["lots"][0]["reservation"]) | set(given["buyer"])
    assert keys - promised == set()
    assert promised - keys == {"hours", "field", "quote", "weight", "town"}  # of lists that are empty here


def test_each_file_linked_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
