"""Reading eForms, beside ElementTree on the same fields, and lxml's bare parse as the floor."""

from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from scrapers.eforms import read_xml
from scrapers.notice import Notice
from tests.bench import elementtree_reader
from tests.bench.row import Row, in_turn

FIXTURES = Path(__file__).parent.parent / "scrapers" / "fixtures" / "ted"
REAL = Path(__file__).parent.parent.parent.parent / "shared" / "data" / "ted" / "real"
FILES = 400  # notices read in one round, the files of the folder over and over


def bench(full: bool = False) -> list[Row]:
    rows = _rows("our fixtures", _contents(FIXTURES), full)
    if REAL.is_dir():
        rows += _rows("real notices", _contents(REAL), full)
    return rows


def _rows(what: str, contents: list[bytes], full: bool) -> list[Row]:
    for content in contents:
        assert _told_by(read_xml(content)) == _told_by_peer(content)
    files = contents * max(1, FILES * (5 if full else 1) // len(contents))
    ours, peer, floor = in_turn(
        partial(_all, read_xml, files),
        partial(_all, elementtree_reader.read, files),
        partial(_all, etree.fromstring, files),
    )
    each = 1000 / len(files)
    kilobytes = sum(map(len, contents)) / len(contents) / 1000
    label = f"eForms, {what} ({kilobytes:.0f} kB each)"
    return [
        Row("reading", label, ours * each, "ms a notice", "ElementTree, a path a field", peer * each),
        Row("reading", label, ours * each, "ms a notice", "lxml, bare parse (floor)", floor * each),
    ]


def _all(read: Any, files: list[bytes]) -> None:
    for content in files:
        read(content)


def _contents(folder: Path) -> list[bytes]:
    """Every file that both can read and that holds eForms."""
    contents = []
    for path in sorted(folder.glob("*.xml")):
        content = path.read_bytes()
        try:
            read_xml(content)
        except ValueError:
            continue
        contents.append(content)
    assert contents
    return contents


def _told_by(notice: Notice) -> dict[str, Any]:
    """What our reading says on the fields that the peer gives as plainly published."""
    return {
        "procedure": notice.procedure_id or "",
        "lots": [
            (lot.id, {field: [code.value for code in lot.codes if code.field.startswith(field)] for field in _FIELDS})
            for lot in notice.lots
            if lot.id
        ],
        "cpv": set(notice.cpv),
        "nuts": [{place.nuts for place in lot.places if place.nuts} for lot in notice.lots if lot.id],
    }


_FIELDS = tuple(elementtree_reader.CODES)


def _told_by_peer(content: bytes) -> dict[str, Any]:
    told = elementtree_reader.read(content)
    return {
        "procedure": told["procedure"],
        "lots": [(lot["id"], lot["codes"]) for lot in told["lots"]],
        "cpv": {code[:8] for code in told["cpv"]},
        "nuts": [set(filter(None, lot["nuts"])) for lot in told["lots"]],
    }
