"""The demonstration's notices: real formats, invented contents, and dates that make sense whatever the day."""

import json
import re
import tomllib
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.dates import Dating
from bot.demo.ods import FIELDS
from bot.demo.records import NOTICES, STRUCTURES, boamp_records, demo_notices, feeds, ted_notices
from scrapers.boamp.record import read_or_reject
from scrapers.eforms import read_xml
from scrapers.notice import Notice, NoticeKind
from scrapers.source import Reject

DAYS = [
    date(2026, 11, 22),
    date(2027, 1, 1),
    date(2026, 12, 31),
    date(2028, 2, 29),
    date(2027, 3, 28),
    date(2026, 10, 25),
    date(2027, 7, 14),
]
PLACE = re.compile(r"\{(?:[JD][+-]?\d*|id:|year|site)[^{}]*\}")


def read(today: date) -> tuple[dict[str, Notice], dict[str, Reject]]:
    """Every notice of the demonstration by its publisher's id, then what cannot be read."""
    found = [read_or_reject(record) for record in boamp_records(today)]
    found += [read_xml(xml, "ted") for _, xml in ted_notices(today).values()]
    notices = {each.publisher_id: each for each in found if isinstance(each, Notice)}
    return notices, {str(each.publisher_id): each for each in found if isinstance(each, Reject)}


@pytest.fixture(scope="module")
def notices() -> dict[str, Notice]:
    return read(DAYS[0])[0]


@pytest.mark.parametrize("today", DAYS)
def test_no_place_for_a_date_is_left_unfilled(today: date) -> None:
    demo = demo_notices(today)
    texts = [json.dumps(record, ensure_ascii=False) for record in demo.records]
    texts += [xml.decode() for _, xml in demo.ted.values()]
    texts += [feed.decode().replace("{site}", "") for feed in demo.feeds.values()]
    assert [PLACE.findall(text) for text in texts if PLACE.search(text)] == []


@pytest.mark.parametrize("today", DAYS)
def test_every_notice_is_read_but_the_damaged_one(today: date) -> None:
    found, rejects = read(today)
    assert len(found) == 32 + 8
    assert [number[3:] for number in rejects] == ["900112"]
    assert {notice.shape for notice in found.values()} == {"eforms", "fnsimple", "mapa", "legacy"}


@pytest.mark.parametrize("today", DAYS)
def test_dates_make_sense_whatever_the_day(today: date) -> None:
    found, _ = read(today)
    for notice in found.values():
        assert notice.published is not None
        assert today - timedelta(days=3) <= notice.published <= today, notice.id
        if notice.deadline is None or notice.publisher_id.endswith("900111"):
            continue
        assert today + timedelta(days=7) < notice.deadline.at.date() < today + timedelta(days=60), notice.id
        assert notice.deadline.at.weekday() < 5, notice.id
        assert notice.deadline.at.hour >= 10, notice.id


def test_ids_carry_the_year_of_their_own_publication_and_links_follow() -> None:
    found, _ = read(date(2027, 1, 2))
    assert found["27-900108"].previous == ("26-900101",)
    assert found["27-900128"].previous == ("26-900127",)


def test_the_unbelievable_deadline_is_published_as_it_is(notices: dict[str, Notice]) -> None:
    record = next(each for each in boamp_records(DAYS[0]) if str(each["idweb"]).endswith("900111"))
    assert record["datelimitereponse"] == "2049-12-31T12:00:00+00:00"
    deadline = notices["26-900111"].deadline
    assert deadline is None or deadline.doubt


@pytest.mark.parametrize(
    ("number", "kind", "previous"),
    [
        ("26-900101", NoticeKind.CALL, ()),
        ("26-900108", NoticeKind.CORRECTION, ("26-900101",)),
        ("26-900118", NoticeKind.CORRECTION, ("26-900115",)),
        ("26-900128", NoticeKind.CANCELLATION, ("26-900127",)),
        ("26-900109", NoticeKind.AWARD, ("26-900088",)),
    ],
)
def test_each_kind_of_notice_is_there(notices: dict[str, Notice], number: str, kind: str, previous: tuple[str]) -> None:
    assert (notices[number].kind, notices[number].previous) == (kind, previous)


@pytest.mark.parametrize(("number", "lots"), [("26-900107", 12), ("26-900102", 1), ("26-900114", 2), ("26-900131", 3)])
def test_lots(notices: dict[str, Notice], number: str, lots: int) -> None:
    assert len(notices[number].lots) == lots


def test_the_correction_moves_the_deadline_later(notices: dict[str, Notice]) -> None:
    before, after = notices["26-900101"].deadline, notices["26-900108"].deadline
    assert before is not None and after is not None
    assert timedelta(days=10) < after.at - before.at < timedelta(days=20)


def test_boamp_and_ted_publish_one_procedure_twice() -> None:
    found, _ = read(DAYS[0])
    ted = read_xml(ted_notices(DAYS[0])["900001-2026"][1], "ted")
    boamp = found["26-900131"]
    assert ted.procedure_id == boamp.procedure_id
    assert [lot.codes for lot in ted.lots] == [lot.codes for lot in boamp.lots]
    assert ted.deadline == boamp.deadline


def test_codes_of_ted_hold_for_their_lot() -> None:
    ted = read_xml(ted_notices(DAYS[0])["900002-2026"][1], "ted")
    reserved = [[code.value for code in lot.codes if code.name == "reserved-procurement"] for lot in ted.lots]
    assert reserved == [["none"], ["res-ws"]]


def test_records_have_the_fields_of_the_real_api() -> None:
    for record in boamp_records(DAYS[0]):
        assert set(record) == FIELDS
        assert isinstance(record["gestion"], str) and isinstance(record["donnees"], str)
        assert json.loads(record["gestion"])["REFERENCE"]["IDWEB"] == record["idweb"]


def test_deadlines_are_labelled_as_wrongly_as_the_real_ones() -> None:
    records = {str(record["idweb"])[3:]: record for record in boamp_records(date(2026, 7, 6))}
    mapa, eforms = records["900101"], records["900131"]
    assert (str(mapa["datelimitereponse"])[10:], "T12:00:00+" in str(mapa["gestion"])) == ("T12:00:00+00:00", False)
    assert (str(eforms["datelimitereponse"])[10:], "T12:00:00+02:00" in str(eforms["gestion"])) == (
        "T10:00:00+00:00",
        True,
    )


def test_nobody_real_is_named() -> None:
    """SIRETs that cannot exist (they fail Luhn's test), addresses of example.org, no telephone."""
    texts = [file.read_text("utf-8") for file in sorted(NOTICES.rglob("*.*"))]
    for text in texts:
        assert all(not luhn(siret) and siret.startswith("999999999") for siret in re.findall(r"\b\d{14}\b", text))
        assert all(domain.endswith("example.org") for domain in re.findall(r"[\w.]+@([\w.-]+)", text))
        assert re.findall(r"\b0[1-9](?:[ .]?\d\d){4}\b", text) == []
    hosts = {host for text in texts for host in re.findall(r"https?://([\w.-]+)", text)}
    names = {"docs.oasis-open.org", "data.europa.eu", "purl.org", "achats.example.org"}  # the others name XML spaces
    assert hosts <= names


def luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def test_three_structures_in_the_documented_format() -> None:
    structures = tomllib.loads(STRUCTURES.read_text("utf-8"))["structure"]
    assert [structure["id"] for structure in structures] == ["chantier-des-haies", "atelier-du-drac", "la-passerelle"]
    assert structures[1]["activity"][0]["around"] == [{"postcode": "38000", "km": 40}]


def test_feeds_are_dated_and_lead_to_pages_that_exist() -> None:
    served = feeds(DAYS[0])
    links = re.findall(r"<link>\{site\}/feeds/(consultation-\d+\.html)</link>", served["alertes.xml"].decode())
    assert links == ["consultation-41.html", "consultation-42.html", "consultation-43.html"]
    assert set(links) < set(served)
    assert "Sat, 21 Nov 2026 08:00:00 +0100" in served["alertes.xml"].decode()


# Dates


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{J}", "2026-10-02"),
        ("{J-2}", "2026-09-30"),
        ("{D+1}", "2026-10-05"),
        ("{J+1T12:00:00}", "2026-10-03T12:00:00"),
        ("{D+1T12:00:00 offset}", "2026-10-05T12:00:00+02:00"),
        ("{D+30 offset}", "2026-11-02+01:00"),
        ("{D+30T09:30:00 clock}", "09:30:00+01:00"),
        ("{D+30T12:00:00 utc}", "2026-11-02T11:00:00+00:00"),
        ("{J-1T12:05:00 texte}", "jeudi 1er octobre 2026 à 12 h 05"),
        ("{J-1T12:05:00 rfc822}", "Thu, 01 Oct 2026 12:05:00 +0200"),
        ("n° {id:900101} du {J}", "n° 26-900101 du 2026-10-02"),
        ("{autre}", "{autre}"),
    ],
)
def test_dates_are_written_as_each_format_wants(written: str, expected: str) -> None:
    assert Dating(date(2026, 10, 2), {900101: "{J-2}"}).fill(written) == expected


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_a_deadline_never_falls_on_a_week_end_nor_far_from_where_it_was_put(today: date, days: int) -> None:
    found = Dating(today, {}).day(f"{{D+{days}}}")
    assert found.weekday() < 5
    assert today + timedelta(days=days) <= found <= today + timedelta(days=days + 5)
    assert datetime.fromisoformat(Dating(today, {}).fill(f"{{D+{days}T12:00:00 utc}}")).date() == found
