"""Real notices, served over HTTP as the real sites serve them, all arrive; and no trouble on the way loses one."""

import asyncio
import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.demo.faults import Fault
from bot.demo.records import demo_notices
from bot.demo.standin import StandIn
from scrapers.fetch import Fetcher
from scrapers.notice import Notice
from scrapers.source import Reject, Request, Source
from scrapers.sources.boamp import Boamp
from scrapers.sources.ted import Ted

PARIS = ZoneInfo("Europe/Paris")
J = datetime(2026, 11, 22, 14, 0, tzinfo=PARIS)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=PARIS)


async def follow(fetcher: Fetcher, source: Source, asked: list[Request]) -> tuple[list[Notice], list[Reject]]:
    """Every request and those that follow, to the end."""
    notices: list[Notice] = []
    rejects: list[Reject] = []
    while asked:
        request = asked.pop(0)
        reply = await fetcher.get(request, source=source.name)
        if reply.status >= 400:
            instead = source.refused(request, reply.status, reply.body)
            assert instead is not None, (reply.status, reply.body[:300])
            asked[:0] = instead
            continue
        page = source.read(request, reply.body)
        notices += page.notices
        rejects += page.rejects
        asked += page.following
    return notices, rejects


def replay(
    site: StandIn, source: Source, since: datetime, now: datetime, asked: list[Request] | None = None
) -> tuple[list[Notice], list[Reject]]:
    """One whole reading of a source from the stand-in, by the real client; pauses and back-off take no time."""

    async def at_once(seconds: float) -> None:
        """How long is waited is tried in tests/scrapers."""

    async def story() -> tuple[list[Notice], list[Reject]]:
        options: dict[str, Any] = {"configured": [site.address], "pause": 0.0, "sleep": at_once}
        async with Fetcher("VigieESS/0.1", "https://vigie.example.org", **options) as fetcher:
            return await follow(fetcher, source, asked or list(source.requests(since, now)))

    return asyncio.run(asyncio.wait_for(story(), 120))


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line)["record"] for line in path.read_text("utf-8").splitlines() if line.strip()]


# Fictitious notices: always there


def ids(notices: list[Notice]) -> list[str]:
    return sorted(notice.publisher_id for notice in notices)


def test_every_notice_of_the_demonstration_arrives() -> None:
    demo = demo_notices(J.date())
    with StandIn(demo.records, demo.ted) as site:
        boamp, damaged = replay(site, Boamp(site.address), day("2026-11-17"), J)
        ted, none = replay(site, Ted(site.address, site.address, limit=3), day("2026-11-17"), J)
    assert (len(boamp), [reject.publisher_id for reject in damaged]) == (32, ["26-900112"])
    assert (ids(ted), none) == (sorted(demo.ted), [])


TROUBLES = {
    "breakdown": Fault(status=503),
    "cut": Fault(cut=True),
    "slow down": Fault(status=429, headers={"Retry-After": "2"}),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_troubles_on_the_way_lose_nothing_and_double_nothing(trouble: str) -> None:
    demo = demo_notices(J.date())
    with StandIn(demo.records, demo.ted) as site:
        for first in (1, 3, 6):
            site.fail("/", TROUBLES[trouble], first=first)
        boamp, damaged = replay(site, Boamp(site.address), day("2026-11-19"), J)
        ted, _ = replay(site, Ted(site.address, site.address, limit=3), day("2026-11-19"), J)
    assert ids(boamp) == sorted({notice.publisher_id for notice in boamp})
    assert (len(boamp), len(damaged), ids(ted)) == (32, 1, sorted(demo.ted))


@pytest.mark.parametrize("refused", [{"BT-71-Lot"}, {"BT-06-Lot", "BT-775-Lot"}])
def test_a_field_that_ted_no_longer_knows_stops_nothing(refused: set[str]) -> None:
    demo = demo_notices(J.date())
    with StandIn(demo.records, demo.ted) as site:
        site.ted.refuse = frozenset(refused)
        ted, _ = replay(site, Ted(site.address, site.address), day("2026-11-19"), J)
    assert ids(ted) == sorted(demo.ted)


def test_a_day_of_more_than_a_page_is_read_whole() -> None:
    template = demo_notices(J.date()).records[0]
    many = [template | {"idweb": f"26-{number}", "dateparution": "2026-11-20"} for number in range(1, 352)]
    with StandIn(many) as site:
        boamp, _ = replay(site, Boamp(site.address), day("2026-11-19"), day("2026-11-21"))
        assert site.count() == 1 + 4 + 1
    assert ids(boamp) == sorted(str(record["idweb"]) for record in many)


# Real notices: where they are at hand


def test_every_labelled_notice_of_boamp_arrives(shared_data: Path) -> None:
    file = shared_data / "boamp" / "labelled.jsonl"
    expected = sorted(str(record["idweb"]) for record in records(file))
    days = sorted(str(record["dateparution"]) for record in records(file))
    with StandIn.from_folder(file) as site:
        notices, rejects = replay(site, Boamp(site.address), day(days[0]), day(days[-1]))
    assert (ids(notices), rejects) == (expected, [])


def test_every_complete_record_of_boamp_arrives_or_is_kept_aside(shared_data: Path) -> None:
    files = [shared_data / "boamp" / "complete", shared_data / "boamp" / "boamp_v21_full_mapa_2.json"]
    with StandIn.from_folder(*files) as site:
        old = replay(site, Boamp(site.address), day("2024-06-30"), day("2024-07-03"))
        new = replay(site, Boamp(site.address), day("2026-08-10"), day("2026-09-05"))
    assert (ids(old[0] + new[0]), old[1] + new[1]) == (
        ["24-76638", "24-76932", "26-80528", "26-81190", "26-85090"],
        [],
    )


def test_french_notices_of_ted_are_found_by_the_search(shared_data: Path) -> None:
    with (shared_data / "ted" / "INDEX.csv").open(encoding="utf-8") as index:
        rows = [row for row in csv.DictReader(index) if row["file"].startswith("real/") and row["country"] == "FRA"]
    expected = sorted(row["publication"].lstrip("0") for row in rows)
    with StandIn.from_folder(shared_data / "ted" / "real") as site:
        notices, rejects = replay(site, Ted(site.address, site.address, limit=2), day("2022-01-01"), day("2024-12-31"))
    assert (ids(notices), rejects) == (expected, [])


def test_every_real_notice_of_ted_is_read_or_refused_in_french(shared_data: Path) -> None:
    with StandIn.from_folder(shared_data / "ted") as site:
        numbers = sorted(site.ted.by_number)
        asked = [
            Request(f"{site.address}/fr/notice/{number}/xml", step="xml", memory={"number": number})
            for number in numbers
        ]
        notices, rejects = replay(site, Ted(site.address, site.address), J, J, asked)
    assert len(notices) + len(rejects) == len(numbers) > 100
    for reject in rejects:
        assert "TED" in reject.reason or "eForms" in reject.reason or "XML" in reject.reason, reject.reason
    assert len(notices) >= 0.9 * len(numbers)
