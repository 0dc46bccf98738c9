"""The host's choices: `config.toml`, then the environment, with every problem told at once.

An option `[section] key` may be given by the environment as `VIGIE_SECTION_KEY`, or by `VIGIE_SECTION_KEY_FILE`, the
path of a file that holds it (the way for secrets). The environment wins over the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.config_lines import lines_of
from bot.config_sections import (
    BoampSettings,
    BouncesSettings,
    EmailSettings,
    FeedSettings,
    FetchSettings,
    LedgerSettings,
    PagesSettings,
    ReplySettings,
    Settings,
    SourcesSettings,
    TedSettings,
    TelegramSettings,
    VigieSettings,
)
from bot.config_words import remedy_for, sentence_for

__all__ = [
    "BoampSettings",
    "BouncesSettings",
    "ConfigProblems",
    "EmailSettings",
    "FeedSettings",
    "FetchSettings",
    "LedgerSettings",
    "PagesSettings",
    "Problem",
    "ReplySettings",
    "Settings",
    "SourcesSettings",
    "TedSettings",
    "TelegramSettings",
    "VigieSettings",
    "load",
    "option_names",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` counts from 1 in the file; None when the trouble comes from the environment."""

    line: int | None
    where: str
    sentence: str
    remedy: str


class ConfigProblems(Exception):
    """Everything that is wrong with the configuration, at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.sentence}" for problem in problems))
        self.problems = problems


def load(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read the file (which must exist) and the environment. Raises ConfigProblems with every problem found."""
    text, found = _text_of(path)
    problems: list[Problem] = []
    overrides = _from_environment(environ, problems)
    lines = lines_of(text)
    try:
        settings = Settings.model_validate(_merge(found, overrides))
    except ValidationError as error:
        problems += [_problem(detail, lines) for detail in error.errors()]
    if problems:
        raise ConfigProblems(tuple(problems))
    return settings


def _text_of(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigProblems(
            (Problem(None, str(path), f"fichier illisible ({error})", "vérifiez ses droits"),)
        ) from error
    except tomllib.TOMLDecodeError as error:
        line = int(str(error).split("line ")[1].split(",")[0]) if "line " in str(error) else None
        problem = Problem(line, str(path), f"écriture TOML incorrecte ({error})", "comparez avec config.example.toml")
        raise ConfigProblems((problem,)) from error


def _from_environment(environ: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """Options given by the environment, as the nested dict that the file would give."""
    found: dict[str, Any] = {}
    for path in _option_paths(Settings):
        name = "VIGIE_" + "_".join(path).upper()
        value = environ.get(name)
        if f"{name}_FILE" in environ:
            value = _secret(environ[f"{name}_FILE"], f"{name}_FILE", problems)
        if value is not None:
            _put(found, path, value)
    return found


def _secret(path: str, name: str, problems: list[Problem]) -> str | None:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(
            Problem(None, name, f"fichier de secret illisible ({error})", "vérifiez le chemin et les droits")
        )
        return None


def _option_paths(model: type[BaseModel], prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    for name, option in model.model_fields.items():
        kind = option.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            paths += _option_paths(kind, (*prefix, name))
        elif name != "feeds":
            paths.append((*prefix, name))
    return paths


def option_names() -> dict[str, str]:
    """Every name that may stand in the file, with its section: what a mistyped or misplaced name is compared with."""
    names = {part: ".".join(path[:index]) for path in _option_paths(Settings) for index, part in enumerate(path)}
    return names | dict.fromkeys(set(FeedSettings.model_fields) - names.keys(), "[feeds]")


def _put(found: dict[str, Any], path: tuple[str, ...], value: str) -> None:
    for part in path[:-1]:
        found = found.setdefault(part, {})
    found[path[-1]] = value


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _problem(detail: Any, lines: Mapping[tuple[str | int, ...], int]) -> Problem:
    where = tuple(detail["loc"])
    line = next((lines[where[:size]] for size in range(len(where), 0, -1) if where[:size] in lines), None)
    return Problem(
        line, ".".join(str(part) for part in where), sentence_for(detail), remedy_for(detail, option_names())
    )
