"""Thousands of damaged records, always the same ones: each is a notice or a sentence that says why not."""

import json
import random
from pathlib import Path

import pytest

from scrapers.boamp.record import read_dila_xml, read_record
from scrapers.errors import NoticeUnreadable
from scrapers.files import read_file
from scrapers.notice import Notice
from tests.scrapers.boamp_records import FOLDER, SHAPES, decoded, published

ODD = (
    None,
    "",
    " ",
    "oui",
    0,
    -1,
    1.5,
    True,
    [],
    {},
    [[]],
    [{}],
    {"#text": None},
    {"@a": "b"},
    "\ud800",
    "\x00",
    "é" * 3000,
)
ODD += ("2049-01-01T00:00:00", "0000-00-00", "9999-12-31T23:59:59+14:00", "<b", "&#x110000;", "[" * 50, 10**400)


def mutated(node: object, chance: random.Random) -> object:
    """The same tree with some branches replaced, dropped, doubled or moved."""
    if chance.random() < 0.04:
        return chance.choice(ODD)
    if isinstance(node, dict):
        kept = {key: mutated(value, chance) for key, value in node.items() if chance.random() > 0.03}
        if kept and chance.random() < 0.05:
            kept[chance.choice(list(kept))] = mutated(node, chance)
        return kept
    if isinstance(node, list):
        return [mutated(each, chance) for each in node for _ in range(chance.choice((1, 1, 1, 2)))]
    return [node, node] if chance.random() < 0.02 else node


@pytest.mark.parametrize("name", SHAPES)
def test_no_damaged_record_brings_the_reading_down(name: str) -> None:
    chance = random.Random(name)
    whole, read = decoded(name), 0
    for _ in range(300):
        record = mutated(whole, chance)
        if isinstance(record, dict) and chance.random() < 0.5:
            record = published(record)
        try:
            notice = read_record(record)
        except NoticeUnreadable as error:
            assert error.reason
            continue
        read += 1
        assert_storable(notice)
    assert read > 100


def assert_storable(notice: Notice) -> None:
    """What was read can be stored: no lone surrogate, no NUL, at least one lot, ids that differ."""
    words = [notice.title, *(passage.text for passage in notice.passages), *notice.keywords]
    words += [passage.text for lot in notice.lots for passage in lot.passages]
    assert "\x00" not in "".join(words).encode().decode()
    assert notice.lots
    assert len({lot.id for lot in notice.lots}) == len(notice.lots)
    hash(notice)


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_damaged_file_brings_the_reading_down(path: Path) -> None:
    chance = random.Random(path.name)
    whole = path.read_bytes()
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 1, 5, 40))):
            spot = chance.randrange(len(content))
            content[spot : spot + chance.choice((0, 1, 30))] = chance.choice(
                (b"", b"<", b'"', b"\x00", b"\xff", b"&", b"{")
            )
        for found in read_file(
            bytes(content[: chance.choice((len(content), chance.randrange(1, len(content) + 1)))]), "x"
        ):
            assert isinstance(found, Notice) or (found.reason and "imprévue" not in found.reason)


def test_a_depth_that_no_notice_has_is_kept_as_written_in_json_and_refused_in_xml() -> None:
    deep: object = "fond"
    for _ in range(600):
        deep = {"a": deep}
    (passage,) = read_record({"idweb": "26-1", "donnees": json.dumps({"MAPA": deep})}).passages
    assert passage.text.startswith('{"a": {"a": ') and '"fond"' in passage.text
    with pytest.raises(NoticeUnreadable):
        read_dila_xml(b"<ANNONCE>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</ANNONCE>")
