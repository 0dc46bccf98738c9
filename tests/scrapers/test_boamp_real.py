"""Real notices, when they are beside the checkout: all are read, and the sentences that matter are in what was read."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from scrapers.boamp.record import read_record
from scrapers.files import read_file
from scrapers.notice import Notice, NoticeKind, Topic
from scrapers.source import Reject
from scrapers.text import repair
from tests.scrapers.boamp_records import all_texts, texts


@pytest.fixture(scope="module")
def labelled(shared_data: Path) -> list[dict]:
    return [json.loads(line) for line in (shared_data / "boamp" / "labelled.jsonl").read_text("utf-8").splitlines()]


def folded(text: str) -> str:
    """Without punctuation, case and doubled spaces: labels were copied by hand."""
    return re.sub(r"\W+", " ", repair(text)).casefold().strip()


def test_each_labelled_sentence_stands_inside_one_passage(labelled: list[dict]) -> None:
    missing = []
    for line in labelled:
        passages = [folded(text) for text in all_texts(read_record(line["record"]))]
        for label, sentence in line["expected"]["evidence"].items():
            if not any(folded(sentence) in passage for passage in passages):
                missing.append((line["expected"]["idweb"], label))
    assert len(labelled) == 214
    assert missing == []


def test_no_text_of_a_labelled_notice_is_lost(labelled: list[dict]) -> None:
    for line in labelled:
        donnees = json.loads(line["record"]["donnees"])
        kept = folded(" ".join(all_texts(read_record(line["record"]))))
        for group, fields in donnees.items():
            if group != "IDENTITE":
                for text in _leaves(fields):
                    assert folded(text) in kept, (line["expected"]["idweb"], group)


def _leaves(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for below in node.values() for text in _leaves(below)]
    if isinstance(node, list):
        return [text for below in node for text in _leaves(below)]
    return [node] if isinstance(node, str) and node.strip() else []


def test_real_corrections_say_before_and_after(labelled: list[dict]) -> None:
    notices = [read_record(line["record"]) for line in labelled if line["record"]["nature"] == "RECTIFICATIF"]
    assert len(notices) == 14
    assert {notice.kind for notice in notices} == {NoticeKind.CORRECTION}
    assert sum(bool(texts(notice.passages, Topic.BEFORE)) for notice in notices) == 9
    assert sum(bool(texts(notice.passages, Topic.AFTER)) for notice in notices) == 11


def test_every_file_is_read_or_refused_with_a_sentence(shared_data: Path) -> None:
    found = {}
    for path in sorted(path for path in (shared_data / "boamp").rglob("*") if path.is_file()):
        read = list(read_file(path.read_bytes(), path.name))
        found[path.name] = sum(isinstance(each, Notice) for each in read)
        assert read, path.name
        assert all(each.reason for each in read if isinstance(each, Reject))
        assert not any("imprévue" in each.reason for each in read if isinstance(each, Reject)), path.name
    assert found["labelled.jsonl"] == 214
    assert found["boamp_v21_light_10000.json"] == 10_000
    assert found["boamp_v21_full_mapa_2.json"] == 2
    refused = {name for name, count in found.items() if count == 0}
    assert refused == {
        "boamp_derived_defense_2025-12.json",
        "descripteurs_codes_vus.tsv",
        "descripteurs_libelles_2026-01-04.txt",
    }


def test_real_deadlines_are_the_buyers_clock(shared_data: Path) -> None:
    folder = shared_data / "boamp"
    told = {}
    for path in (*(folder / "complete").iterdir(), folder / "boamp_v21_full_mapa_2.json"):
        for notice in read_file(path.read_bytes(), path.name):
            assert isinstance(notice, Notice)
            told[notice.publisher_id] = notice.deadline and notice.deadline.at.isoformat()
    assert told == {
        "24-76932": "2024-07-25T12:00:00+02:00",
        "24-76638": "2024-09-02T12:00:00+02:00",
        "24-70822": "2024-09-30T12:00:00+02:00",
        "26-85090": "2026-10-02T12:00:00+02:00",
        "26-80528": None,
        "26-81190": None,
    }


def test_real_light_records_end_at_noon_in_all_seasons(shared_data: Path) -> None:
    """Measured on the publisher's data: tenders close at noon, so noon must be by far the commonest hour we tell."""
    records = json.loads((shared_data / "boamp" / "boamp_v21_light_10000.json").read_bytes())
    hours = [notice.deadline.at.strftime("%H:%M") for notice in map(read_record, records) if notice.deadline]
    assert len(hours) == 10_000
    assert hours.count("12:00") > 6_000
    assert hours.count("11:00") + hours.count("13:00") < 500


def test_old_notices_tell_the_durations_and_the_winners_that_their_files_hold(shared_data: Path) -> None:
    lasting = named = 0
    for path in sorted((shared_data / "boamp" / "xml_v230").glob("*.xml")):
        (notice,) = read_file(path.read_bytes(), path.name)
        assert isinstance(notice, Notice)
        root = etree.fromstring(path.read_bytes())
        holders = {repair(one.text or "") for one in root.iterfind(".//{*}TITULAIRE/{*}DENOMINATION")}
        assert {winner.name for lot in notice.lots for winner in lot.winners} == holders, path.name
        durations = {
            int(one.text or "")
            for one in root.iterfind("{*}DONNEES/{*}OBJET//{*}DUREE_MOIS")
            if notice.kind is NoticeKind.CALL
        }
        assert not durations or {lot.months for lot in notice.lots} == durations, path.name
        lasting += bool(durations)
        named += bool(holders)
    assert (lasting, named) == (6, 10)
