"""The sources are an explicit list, and each answers for itself."""

from datetime import UTC, datetime, timedelta

import pytest

from scrapers.catalogue import catalogue
from scrapers.sources.boamp import Boamp
from scrapers.sources.feeds import Feed

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
FEED = Feed("exemple", "https://annonces.example.org/rss")


def test_boamp_ted_and_the_feeds_of_the_configuration() -> None:
    assert [source.name for source in catalogue([FEED])] == ["boamp", "ted", "exemple"]


def test_each_source_says_who_publishes_under_which_licence_and_has_something_to_ask() -> None:
    for source in catalogue([FEED]):
        assert source.title and source.licence
        assert source.home.startswith("https://")
        assert source.rhythm >= timedelta(minutes=5)
        assert source.requests(NOW - timedelta(days=1), NOW)


def test_a_stand_in_takes_the_place_of_the_public_api() -> None:
    boamp = catalogue(boamp=Boamp("http://127.0.0.1:9"))[0]
    assert boamp.requests(NOW, NOW)[0].url.startswith("http://127.0.0.1:9/api/")


def test_two_sources_never_share_a_name() -> None:
    with pytest.raises(ValueError, match="same name: boamp"):
        catalogue([Feed("boamp", "https://annonces.example.org/rss")])
