"""The feed of somebody's structures, as a reader of feeds reads it."""

from datetime import UTC, date, datetime

import feedparser
from feedparser import FeedParserDict

from alerts.links.signed import LinkKind
from bot.wiring import House
from scrapers.notice import Deadline, NoticeKind
from tests.alerts.services.stories import at, ingested, judge_for, matched_new, notice
from tests.bot.pages.conftest import Clock
from tests.bot.pages.readers import Reader, everything, reader_of, with_address
from tests.bot.pages.visitor import Visitor


def followed(reader: Reader) -> str:
    return reader.path(LinkKind.FEED, reader.person_id, with_address(reader), suffix=".xml")


def read(visitor: Visitor, path: str) -> FeedParserDict:
    answer = visitor.get(path)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def test_what_was_told_with_may_we_answer_and_until_when(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, notice("26-1"))
    found = read(visitor, followed(reader))
    assert found.feed.title == "Vigie ESS : vos annonces"
    assert found.feed.id == f"tag:vigie.example,2026-11-23:feed/{reader.person_id}"
    (entry,) = found.entries
    assert entry.id == f"tag:vigie.example,2026-11-23:match/{reader.matches[0]}"
    assert entry.title == "Entretien des espaces verts de Sévigny-le-Vieux"
    assert entry.link == "https://vigie.example/annonce/boamp:26-1"
    assert entry.summary == (
        "Date limite : jeudi 10 décembre 2026 à 12 h 00. Pouvez-vous répondre ? Oui, d'après l'avis."
    )
    assert entry.updated == entry.published == "2026-11-23T12:00:00+00:00"


def test_a_correction_is_news(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = reader_of(house, notice("26-1"))
    path = followed(reader)
    (before,) = read(visitor, path).entries
    later = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "published": date(2026, 11, 24)}
    clock.now = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    ingested(house.database, notice("26-2", deadline=at(17), **later), now=clock.now)
    matched_new(house.database, judge_for("ateliers"), clock.now)
    found = read(visitor, path)
    (after,) = found.entries
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated == found.feed.updated == "2026-11-24T06:00:00+00:00"
    assert "jeudi 17 décembre 2026" in after.summary


def test_the_last_fifty_newest_first_without_what_was_refused(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, *(notice(f"26-{number}") for number in range(1, 54)))
    newest = sorted(reader.matches, reverse=True)
    visitor.post(reader.opened(newest[0]), {"geste": "refuse"})
    entries = read(visitor, followed(reader)).entries
    assert [one.id.partition("match/")[2] for one in entries[:2]] == [str(one) for one in newest[1:3]]
    assert len(entries) == 49  # of the last fifty, one was refused


def test_doubts_closings_and_hostile_words(house: House, visitor: Visitor) -> None:
    far = Deadline(at(10).at.replace(year=2049), "L'année 2049 est sans doute une erreur.")
    given = (
        notice("26-1", deadline=Deadline(at(10).at, "Une autre saison."), title="Marché <b>1</b> & \x07 suite"),
        notice("26-2", deadline=far),
        notice("26-3", deadline=None),
    )
    reader = reader_of(house, *given)
    gone = notice("26-9", kind=NoticeKind.CANCELLATION, previous=("26-3",), published=date(2026, 11, 22))
    ingested(house.database, gone)
    matched_new(house.database, judge_for("ateliers"))
    entries = {one.link[-4:]: one for one in read(visitor, followed(reader)).entries}
    assert entries["26-1"].title == "Marché <b>1</b> &   suite"
    assert "12 h 00 (à vérifier)." in entries["26-1"].summary
    assert "à vérifier (l'avis indique le" in entries["26-2"].summary
    assert entries["26-3"].summary.startswith("Consultation annulée.")


def test_the_same_is_not_sent_twice_and_asking_changes_nothing(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = reader_of(house, notice("26-1"))
    path = followed(reader)
    before = everything(house.database)
    first = visitor.get(path)
    clock.later(hours=30)
    assert visitor.get(path, if_none_match=first.headers["etag"]).status_code == 304
    assert everything(house.database) == before


def test_somebody_told_of_nothing_yet(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, notice("26-1"))
    visitor.post(reader.opened(), {"geste": "refuse"})
    found = read(visitor, followed(reader))
    assert found.entries == []
    assert found.feed.updated == "2026-11-23T09:00:00+00:00"
