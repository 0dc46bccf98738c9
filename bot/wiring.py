"""Builds everything, once: the only file that sees everything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alerts.channels.channel import Channel, Style
from alerts.channels.folder import FolderChannel
from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.links.signed import Links
from alerts.matching.document import Document, describe
from alerts.matching.index import Index
from alerts.model.match import Match
from alerts.model.reading import LotReading
from alerts.model.structure import Structure
from alerts.services.current import Current
from alerts.services.deliver import Composer
from alerts.services.status import names_of
from alerts.services.telling import Judge
from alerts.store import validators
from alerts.store.engine import Database, open_database
from alerts.store.schema import upgrade
from alerts.territory.france import France
from bot.config import Settings
from scrapers.catalogue import catalogue
from scrapers.fetch import Fetcher, Validator
from scrapers.notice import Notice
from scrapers.source import Source
from scrapers.sources.boamp import Boamp
from scrapers.sources.feeds import Feed
from scrapers.sources.ted import Ted

# Known before the channels are: a card is shown again on demand whatever happens to be open.
STYLES = {"telegram": Style.CARD, "email": Style.MAIL}
USER_AGENT = "VigieESS/0.1"
Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Now, aware."""
    return datetime.now(UTC)


@dataclass(slots=True)
class House:
    """An open house: close it with `close()`.

    `composer` writes what is owed, and a card again when somebody asks for it. `current` is what is open now, once a
    beat has read it. `bot_name` is the bot's @name, "" until Telegram has told it. `links` are those of our pages, None
    when the host gives them no address.
    """

    settings: Settings
    database: Database
    sources: tuple[Source, ...]
    channels: dict[str, Channel]
    clock: Clock
    composer: Composer
    current: Current
    bot_name: str = ""
    links: Links | None = None

    def close(self) -> None:
        self.database.close()

    def first_days(self, source: Source) -> timedelta:
        """How far back the very first reading of a source goes."""
        chosen = self.settings.sources
        days = {"boamp": chosen.boamp.first_days, "ted": chosen.ted.first_days}
        return timedelta(days=days.get(source.name, 7))


def open_house(settings: Settings, clock: Clock = wall_clock) -> House:
    """Open the database (bringing its schema up to date), the sources and the channels.

    Raises DatabaseUnusable.
    """
    database = open_database(settings.vigie.database)
    upgrade(database)
    folder = FolderChannel(settings.vigie.messages, clock)
    links, sources = links_of(settings), sources_of(settings)
    current = Current(database, read_notice, describe_here)
    composer = Composer(database, read_notice, may_answer, clock, STYLES, links, titles_of(sources), current)
    return House(settings, database, sources, {folder.name: folder}, clock, composer, current, links=links)


def titles_of(sources: Iterable[Source]) -> dict[str, str]:
    """Name of a source → its title as people know it."""
    return names_of([(source.name, source.title) for source in sources])


def links_of(settings: Settings) -> Links | None:
    """The signed links of our pages; None when they have no public address."""
    pages = settings.pages
    return Links(pages.public_url, pages.secret.get_secret_value()) if pages.public_url else None


def describe_here(notice: Notice, readings: tuple[LotReading, ...]) -> Document:
    """A notice as it is matched, in France."""
    return describe(notice, readings, France.load(), may_answer)


def sources_of(settings: Settings) -> tuple[Source, ...]:
    """The sources that the host enabled, each with its rhythm."""
    chosen = settings.sources
    enabled = {"boamp": chosen.boamp.enabled, "ted": chosen.ted.enabled}
    return tuple(source for source in catalogue_of(settings) if enabled.get(source.name, True))


def catalogue_of(settings: Settings) -> tuple[Source, ...]:
    """Every source of the catalogue, at the addresses and in the rhythm of the configuration."""
    chosen = settings.sources
    boamp, ted = Boamp(chosen.boamp.base), Ted(chosen.ted.api, chosen.ted.site)
    boamp.rhythm = timedelta(minutes=chosen.boamp.every_minutes)
    ted.rhythm = timedelta(minutes=chosen.ted.every_minutes)
    feeds = [Feed(one.name, one.url, one.title, timedelta(minutes=one.every_minutes)) for one in settings.feeds]
    return catalogue(feeds, boamp=boamp, ted=ted)


def fetcher(house: House) -> Fetcher:
    """The polite client, with what servers told last time. Use inside one event loop."""
    settings = house.settings
    with house.database.read() as session:
        known = {url: Validator(*told) for url, told in validators.load_validators(session).items()}
    return Fetcher(
        USER_AGENT,
        settings.vigie.contact,
        configured=_addresses(settings),
        validators=known,
        pause=settings.fetch.pause_seconds,
        cap=settings.fetch.max_megabytes * 1_000_000,
        timeout=settings.fetch.timeout_seconds,
        now=house.clock,
    )


def _addresses(settings: Settings) -> list[str]:
    chosen = settings.sources
    return [chosen.boamp.base, chosen.ted.api, chosen.ted.site, *(feed.url for feed in settings.feeds)]


def judge_of(structures: tuple[Structure, ...], *, near_misses: bool = False) -> Judge:
    """Reading and matching, put together over these structures.

    A crowd of them has a hundred near misses for each match: they are looked for when somebody asks.
    """
    france = France.load()
    index = Index(structures, france)

    def matches(notice: Notice, readings: tuple[LotReading, ...], now: datetime) -> list[Match]:
        return index.matches(describe(notice, readings, france, may_answer), now, near_misses=near_misses)

    return Judge(read_notice, matches)
