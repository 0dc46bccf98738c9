"""The host's choices, section by section, with their values by default. Read by `bot.config`."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

LONGEST_BOUNCES = 37


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


def _public_address(value: str) -> str:
    """RFC 8058: links of messages are HTTPS; plain HTTP is for this machine alone."""
    if not value:
        return value
    parts = urlsplit(value)
    if parts.path.strip("/") or parts.query:
        raise ValueError("l’adresse publique des pages n’a pas de chemin : elles ont un nom de domaine à elles")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}):
        raise ValueError("l’adresse publique des pages commence par https://")
    return value.rstrip("/")


def _link_secret(value: SecretStr) -> SecretStr:
    if 0 < len(value.get_secret_value()) < 16:
        raise ValueError("16 caractères au moins, au hasard")
    return value


def _mail_address(value: str) -> str:
    if not value:
        return value
    try:
        return validate_email(value, check_deliverability=False, allow_smtputf8=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise ValueError("ce n’est pas une adresse électronique") from error


def _bounces_address(value: str) -> str:
    """What stands before its @ is followed by the name of each message, signed: 64 characters in all (RFC 5321)."""
    address = _mail_address(value)
    if len(address.partition("@")[0]) > LONGEST_BOUNCES:
        raise ValueError(f"{LONGEST_BOUNCES} caractères au plus avant le signe @")
    return address


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
    """Where the process listens over HTTP. It does when something needs it: the webhook, or pages with an address.

    `public_url` is what people open, behind the host's proxy. `secret` signs the links of messages: give it by the
    environment or by a file. `behind_proxy`: the address of visitors is the one that the proxy tells.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)
    public_url: Annotated[str, AfterValidator(_public_address)] = ""
    secret: Annotated[SecretStr, AfterValidator(_link_secret)] = Field(default=SecretStr(""), validate_default=True)
    behind_proxy: bool = False

    @field_validator("secret")
    @classmethod
    def _links_are_signed(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        """Without a secret, anybody could make a link that unsubscribes somebody else."""
        if info.data.get("public_url") and not secret.get_secret_value():
            raise ValueError("public_url demande un secret : 32 lettres et chiffres au hasard")
        return secret


class EmailSettings(_Section):
    """The relay that takes our mail. Without a `host` there is none. `password` is a secret.

    Outside `production` only `allowed` receive anything: addresses, or domains (« @example.org »). `per_hour` 0: no
    limit; a new sender warms up. `dkim_key_file` empty: the relay signs, or nobody.
    """

    host: str = ""
    port: int = Field(default=587, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: SecretStr = SecretStr("")
    sender: Annotated[str, AfterValidator(_mail_address)] = Field(default="", validate_default=True)
    sender_name: str = "Vigie ESS"
    reply_to: Annotated[str, AfterValidator(_mail_address)] = ""
    bounces_to: Annotated[str, AfterValidator(_bounces_address)] = ""
    production: bool = False
    allowed: tuple[str, ...] = ()
    per_hour: int = Field(default=0, ge=0)
    connections: int = Field(default=2, ge=1, le=20)
    timeout_seconds: float = Field(default=60.0, gt=0, le=900)
    dkim_selector: str = ""
    dkim_key_file: str = ""

    @field_validator("sender")
    @classmethod
    def _somebody_writes(cls, sender: str, info: ValidationInfo) -> str:
        if info.data.get("host") and not sender:
            raise ValueError("il faut une adresse d’expéditeur, dans un domaine à vous")
        return sender


class BouncesSettings(_Section):
    """The mailbox where refusals come back: a Maildir on this machine, or IMAP over TLS. Neither: nobody reads them."""

    maildir: str = ""
    imap_host: str = ""
    imap_port: int = Field(default=993, ge=1, le=65_535)
    imap_security: Literal["tls", "none"] = "tls"
    imap_user: str = ""
    imap_password: SecretStr = SecretStr("")
    imap_folder: str = "INBOX"
    every_minutes: int = Field(default=10, ge=1, le=1440)


class ReplySettings(_Section):
    """Reply help. `keep_documents`: whether structures may leave the documents of their drawer here."""

    keep_documents: bool = False
    max_megabytes: int = Field(default=5, ge=1, le=20)


class Settings(_Section):
    vigie: VigieSettings = VigieSettings()
    telegram: TelegramSettings = TelegramSettings()
    pages: PagesSettings = PagesSettings()
    email: EmailSettings = EmailSettings()
    bounces: BouncesSettings = BouncesSettings()
    reply: ReplySettings = ReplySettings()
    fetch: FetchSettings = FetchSettings()
    ledger: LedgerSettings = LedgerSettings()
    sources: SourcesSettings = SourcesSettings()
    feeds: tuple[FeedSettings, ...] = ()

    @model_validator(mode="after")
    def _mail_has_its_pages(self) -> Self:
        """Each message carries links to stop it and to change it (RFC 8058): they need an address."""
        if self.email.host and not self.pages.public_url:
            raise ValueError("[email] host demande [pages] public_url : chaque message porte un lien pour l’arrêter")
        return self
