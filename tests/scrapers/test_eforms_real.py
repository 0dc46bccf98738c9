"""Every real or official notice at hand is read, or refused with a clear reason."""

import csv
import json
from pathlib import Path

import pytest
from lxml import etree

from scrapers.eforms import read_json, read_xml
from scrapers.errors import NoticeUnreadable
from scrapers.notice import Notice, NoticeKind

INDEXED = ("BT-71", "BT-736", "BT-775", "BT-06")
NOT_COUNTED = {"BT-71": {"none", ""}, "BT-736": {"no", "not-known", ""}, "BT-775": set[str](), "BT-06": set[str]()}


@pytest.fixture(scope="module")
def index(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "ted" / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(notice: Notice, field: str) -> set[str]:
    values = {code.value for lot in notice.lots for code in lot.codes if code.field in (field, f"{field}-Part")}
    return {"oui" if field == "BT-736" else value for value in values - NOT_COUNTED[field]}


def groups_of_lots(content: bytes) -> int:
    """The index counts them as lots."""
    lots = etree.fromstring(content).iterfind("{*}ProcurementProjectLot/{*}ID")
    return sum(identifier.get("schemeName") == "LotsGroup" for identifier in lots)


def test_every_file_is_read_or_refused_with_a_reason(shared_data: Path, index: list[dict[str, str]]) -> None:
    refused: dict[str, str] = {}
    for line in index:
        try:
            read_xml((shared_data / "ted" / line["file"]).read_bytes())
        except NoticeUnreadable as trouble:
            refused[line["file"]] = trouble.reason

    old = {name: reason for name, reason in refused.items() if name.startswith("old-ted-export/")}
    assert len(old) == 6
    assert set(old.values()) == {"format TED_EXPORT, abandonné par TED fin 2023 : plus pris en charge"}
    assert {name.rpartition("/")[2] for name in refused.keys() - old.keys()} == {
        "INVALID_can_24_stage-2.xml",
        "bf687e-INVALID_can_24_stage-2.xml",
    }, "two official examples of invalid notices, without an identifier"


def test_lots_say_what_the_index_says(shared_data: Path, index: list[dict[str, str]]) -> None:
    compared = 0
    for line in index:
        content = (shared_data / "ted" / line["file"]).read_bytes()
        try:
            notice = read_xml(content)
        except NoticeUnreadable:
            continue
        compared += 1
        assert len(notice.lots) == int(line["lots"]) - groups_of_lots(content), line["file"]
        assert notice.lots[0].id, line["file"]
        for field in INDEXED:
            assert told(notice, field) == set(filter(None, line[field].split("|"))), (line["file"], field)
    assert compared == 124


def test_published_notices_have_what_an_alert_needs(shared_data: Path) -> None:
    calls = 0
    for path in sorted((shared_data / "ted" / "real").glob("*.xml")):
        notice = read_xml(path.read_bytes())
        assert notice.title, path.name
        assert notice.buyer.name, path.name
        assert notice.published, path.name
        assert notice.procedure_id, path.name
        assert notice.cpv or notice.lots[0].cpv, path.name
        calls += notice.kind is NoticeKind.CALL
    assert calls > 40


@pytest.mark.parametrize(
    ("name", "day"), [("2024-OJS017-00047522.xml", "2024-02-28"), ("2024-OJS015-00041387.xml", "2024-03-04")]
)
def test_french_notices_that_write_summer_time_in_winter(shared_data: Path, name: str, day: str) -> None:
    deadline = read_xml((shared_data / "ted" / "real" / name).read_bytes()).deadline

    assert deadline is not None
    assert deadline.at.isoformat() == f"{day}T12:00:00+01:00"
    assert deadline.doubt is not None


def test_the_spanish_notice_reserves_its_lots_to_sheltered_workshops(shared_data: Path) -> None:
    notice = read_xml((shared_data / "ted" / "real" / "262891-2023.xml").read_bytes())

    assert notice.id == "ted:262891-2023"
    assert {code.value for lot in notice.lots for code in lot.codes if code.field == "BT-71"} >= {"res-ws"}


def test_a_real_boamp_record_in_eforms(shared_data: Path) -> None:
    [path] = (shared_data / "boamp" / "complete").glob("26-85090*.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    tree = record.get("donnees", record)
    tree = json.loads(tree) if isinstance(tree, str) else tree
    notice = read_json(tree, source="boamp", publisher_id="26-85090")

    assert notice.kind is NoticeKind.CALL
    assert notice.procedure_id == "29a62cc4-71b7-4acd-bb4a-2f3755e09919"
    assert notice.amount is None
    assert notice.deadline is not None
    assert notice.deadline.at.isoformat() == "2026-10-02T12:00:00+02:00"
    assert notice.documents_url is not None
    assert notice.documents_url.endswith("&IDM=1866888")
    assert {(code.field, code.value) for code in notice.lots[0].codes} == {
        ("BT-71", "none"),
        ("BT-736", "no"),
        ("BT-774", "other"),
        ("BT-775", "other"),
    }
