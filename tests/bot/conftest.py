"""The command line as a person or a program uses it, in its own folder, reading the local site."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from bot.cli import app, screen
from bot.demo.records import STRUCTURES, DemoNotices, demo_notices
from bot.demo.standin import StandIn

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said to whom."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What it told a program: one object a line."""
        return [json.loads(line) for line in self.out.splitlines() if line.strip()]


class Vigie:
    """`vigie("read", path, "--json")`."""

    def __call__(self, *words: object) -> Said:
        root = logging.getLogger()
        before = list(root.handlers)
        result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
        for handler in [each for each in root.handlers if each not in before]:
            root.removeHandler(handler)  # it writes to a stream that ended with the command
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def vigie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vigie:
    """The command, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for console in (screen.out, screen.err):
        monkeypatch.setattr(console, "width", 200)  # a worker's screen is 80 wide, whatever COLUMNS says later
    return Vigie()


@pytest.fixture(scope="session")
def notices() -> DemoNotices:
    """The fictitious notices, dated from today."""
    return demo_notices(datetime.now(PARIS).date())


@pytest.fixture
def site(notices: DemoNotices) -> Iterator[StandIn]:
    """The local site, with all of them published."""
    with StandIn(notices.records, notices.ted) as site:
        yield site


@pytest.fixture
def configured(tmp_path: Path, site: StandIn) -> Path:
    """A host's configuration, which knows only the local site."""
    path = tmp_path / "config.toml"
    path.write_text(
        f"""
[vigie]
contact = "veille@example.org"
database = "sqlite:///{tmp_path / "vigie.db"}"
structures = "{STRUCTURES}"
messages = "{tmp_path / "messages"}"
[fetch]
pause_seconds = 0
[sources.boamp]
base = "{site.address}"
[sources.ted]
api = "{site.address}"
site = "{site.address}"
""",
        encoding="utf-8",
    )
    return path
