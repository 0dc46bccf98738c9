"""The host's choices: `config.toml`, then the environment, with every problem told at once.

An option `[section] key` may be given by the environment as `VIGIE_SECTION_KEY`, or by `VIGIE_SECTION_KEY_FILE`, the
path of a file that holds it (the way for secrets). The environment wins over the file.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from bot.config_lines import lines_of
from bot.config_words import remedy_for, sentence_for


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ValueError("une adresse commence par https:// ou http://")
    return value.rstrip("/")


def _database_address(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql+psycopg://", "postgresql://")):
        raise ValueError("l’adresse d’une base commence par sqlite:/// ou postgresql://")
    address = value.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        urlsplit(address).port  # noqa: B018  (raises on a port that is none)
    except ValueError as error:
        raise ValueError("le port de l’adresse n’est pas un nombre (dans un mot de passe, @ s’écrit %40)") from error
    return address


def _header(value: str) -> str:
    """What travels in an HTTP header (RFC 9110, 5.5): visible ASCII, on one line."""
    if not value.isascii() or not value.isprintable():
        raise ValueError("écrivez ce contact sans accent ni retour à la ligne")
    return value


def _webhook_address(value: str) -> str:
    """Bot API, setWebhook: HTTPS only."""
    if value and not value.startswith("https://"):
        raise ValueError("Telegram n’appelle que des adresses https://")
    return value.rstrip("/")


def _webhook_secret(value: SecretStr) -> SecretStr:
    """Bot API, setWebhook, `secret_token`: 1 to 256 characters of A-Z, a-z, 0-9, _ and -."""
    if value.get_secret_value() and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("1 à 256 lettres sans accent, chiffres, tirets ou soulignés")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
DatabaseAddress = Annotated[str, AfterValidator(_database_address)]
Contact = Annotated[str, AfterValidator(_header)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VigieSettings(_Section):
    """`contact` is read by publishers: an e-mail or a web address where they can complain."""

    contact: Contact = ""
    database: DatabaseAddress = "sqlite:///vigie.db"
    structures: Path = Path("structures.toml")
    messages: Path = Path("messages")


class FetchSettings(_Section):
    pause_seconds: float = Field(default=1.0, ge=0, le=60)
    timeout_seconds: float = Field(default=30.0, gt=0, le=300)
    max_megabytes: int = Field(default=50, ge=1, le=500)


class LedgerSettings(_Section):
    """How messages are claimed: how many at once, and for how long (seconds) before another may take them over."""

    batch: int = Field(default=20, ge=1, le=500)
    lease_seconds: int = Field(default=120, ge=10, le=3600)
    every_seconds: int = Field(default=30, ge=1, le=3600)


class BoampSettings(_Section):
    enabled: bool = True
    base: WebAddress = "https://boamp-datadila.opendatasoft.com"
    every_minutes: int = Field(default=120, ge=1, le=10_080)
    first_days: int = Field(default=7, ge=1, le=5000)


class TedSettings(_Section):
    enabled: bool = True
    api: WebAddress = "https://api.ted.europa.eu"
    site: WebAddress = "https://ted.europa.eu"
    every_minutes: int = Field(default=360, ge=1, le=10_080)
    first_days: int = Field(default=3, ge=1, le=5000)


class SourcesSettings(_Section):
    boamp: BoampSettings = BoampSettings()
    ted: TedSettings = TedSettings()


class FeedSettings(_Section):
    """One RSS or Atom feed. Vigie only ever reads the addresses written here."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{1,30}$")
    title: str
    url: WebAddress
    every_minutes: int = Field(default=120, ge=5, le=10_080)


class TelegramSettings(_Section):
    """The bot. Without a token there is none. `webhook_url` empty: long polling, which needs no open port.

    `token` and `webhook_secret` are secrets: give them by the environment or by a file.
    """

    token: SecretStr = SecretStr("")
    api: WebAddress = "https://api.telegram.org"
    webhook_url: Annotated[str, AfterValidator(_webhook_address)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] = Field(
        default=SecretStr(""), validate_default=True
    )
    operator_chat: int = 0
    messages_per_second: float = Field(default=25.0, gt=0, le=30)
    connections: int = Field(default=10, ge=1, le=50)

    @field_validator("webhook_secret")
    @classmethod
    def _told_from_a_passer_by(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        """Without a secret, anybody who guesses the address writes in the name of Telegram."""
        if info.data.get("webhook_url") and not secret.get_secret_value():
            raise ValueError("webhook_url demande un secret : 32 lettres et chiffres au hasard")
        return secret


class PagesSettings(_Section):
    """Where the process listens over HTTP. It does only when something needs it (the webhook)."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)


class Settings(_Section):
    vigie: VigieSettings = VigieSettings()
    telegram: TelegramSettings = TelegramSettings()
    pages: PagesSettings = PagesSettings()
    fetch: FetchSettings = FetchSettings()
    ledger: LedgerSettings = LedgerSettings()
    sources: SourcesSettings = SourcesSettings()
    feeds: tuple[FeedSettings, ...] = ()


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
