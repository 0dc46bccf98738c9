"""Reading eForms, beside ElementTree on the same fields, and lxml's bare parse as the floor."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from scrapers.eforms import read_xml
from scrapers.notice import Notice
from scrapers.text import plain
from tests.bench import elementtree_reader
from tests.bench.row import Row, in_turn

FIXTURES = Path(__file__).parent.parent / "scrapers" / "fixtures" / "ted"
REAL = Path(__file__).parent.parent.parent.parent / "shared" / "data" / "ted" / "real"
FILES = 400  # notices read in one round, the files of the folder over and over


def bench(full: bool = False) -> list[Row]:
    rows = _rows("our fixtures", FIXTURES, full)
    if REAL.is_dir():
        rows += _rows("real notices", REAL, full)
    return rows


def _rows(what: str, folder: Path, full: bool) -> list[Row]:
    contents = _contents(folder)
    for content in contents:
        ours, theirs = _told_by(read_xml(content)), _told_by_peer(content)
        if b"cac:AdditionalNoticeLanguage" in content or folder != FIXTURES:
            # Where texts come in several languages or parts, we choose and join; the peer gives them all.
            ours.pop("texts"), theirs.pop("texts")
        assert ours == theirs
    files = contents * max(1, FILES * (5 if full else 1) // len(contents))
    mine, peer, floor = in_turn(
        partial(_all, read_xml, files),
        partial(_all, elementtree_reader.read, files),
        partial(_all, etree.fromstring, files),
    )
    each = 1000 / len(files)
    kilobytes = sum(map(len, contents)) / len(contents) / 1000
    label = f"eForms, {what} ({kilobytes:.0f} kB each)"
    return [
        Row("reading", label, mine * each, "ms a notice", "ElementTree, a path a field, the same fields", peer * each),
        Row("reading", label, mine * each, "ms a notice", "lxml, bare parse (floor)", floor * each),
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
    lots = [lot for lot in notice.lots if lot.id]
    return {
        "procedure": notice.procedure_id or "",
        "lots": [
            (lot.id, {field: [code.value for code in lot.codes if code.field.startswith(field)] for field in _FIELDS})
            for lot in lots
        ],
        "cpv": set(notice.cpv),
        "nuts": [{place.nuts for place in lot.places if place.nuts} for lot in lots],
        "texts": [_of_fields((passage.field, passage.text) for passage in lot.passages) for lot in lots],
    }


_FIELDS = tuple(elementtree_reader.CODES)
_ONE_LANGUAGE = ("BT-300", "BT-750", "BT-70", "BT-76")  # told in one language by every file: the texts are equal


def _told_by_peer(content: bytes) -> dict[str, Any]:
    told = elementtree_reader.read(content)
    return {
        "procedure": told["procedure"],
        "lots": [(lot["id"], lot["codes"]) for lot in told["lots"]],
        "cpv": {code[:8] for code in told["project"]["cpv"]},
        "nuts": [set(filter(None, lot["project"]["nuts"])) for lot in told["lots"]],
        "texts": [
            _of_fields(
                (field, plain(text))
                for texts in (lot["project"]["texts"], lot["texts"])
                for field, found in texts.items()
                for text in found
            )
            for lot in told["lots"]
        ],
    }


def _of_fields(texts: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(field, text) for field, text in texts if field in _ONE_LANGUAGE and text}
