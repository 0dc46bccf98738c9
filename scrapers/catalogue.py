"""The sources, in an explicit tuple: adding one is one file in `scrapers/sources/` and one line here."""

from collections.abc import Iterable

from scrapers.source import Source
from scrapers.sources.boamp import Boamp
from scrapers.sources.feeds import Feed
from scrapers.sources.ted import Ted


def catalogue(feeds: Iterable[Feed] = (), *, boamp: Boamp | None = None, ted: Ted | None = None) -> tuple[Source, ...]:
    """BOAMP, TED, then the feeds of the configuration, in its order.

    `boamp` and `ted` replace the public addresses (a stand-in, a mirror). Raises ValueError when two sources have one
    name: notices are named after their source.
    """
    sources: tuple[Source, ...] = (boamp or Boamp(), ted or Ted(), *feeds)
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"sources with the same name: {', '.join(twice)}")
    return sources
