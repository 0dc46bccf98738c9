"""Reading files of real notices for a stand-in: BOAMP records and eForms trees, left as they are."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot.demo.ods import Record
from bot.demo.ted_search import TedNotice

NUMBER = re.compile(r"^0*(\d{1,8}-\d{4})$")


def _files(paths: Iterable[Path], *suffixes: str) -> Iterator[Path]:
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.suffix in suffixes and file.is_file())


def boamp_in(paths: Iterable[Path]) -> list[Record]:
    """Every BOAMP record (an object with `idweb`) of .json and .jsonl files, at any depth; the first of an id wins."""
    found: dict[str, Record] = {}
    for file in _files(paths, ".json", ".jsonl"):
        text = file.read_text("utf-8")
        values = [json.loads(line) for line in text.splitlines() if line.strip()] if file.suffix == ".jsonl" else None
        for record in _records(json.loads(text) if values is None else values):
            found.setdefault(str(record["idweb"]), record)
    return list(found.values())


def _records(value: object) -> Iterator[Record]:
    if isinstance(value, list):
        for each in value:
            yield from _records(each)
    elif isinstance(value, dict) and "idweb" in value and "dateparution" in value:
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            if isinstance(each, dict | list):
                yield from _records(each)


def ted_in(paths: Iterable[Path]) -> dict[str, tuple[date, bytes]]:
    """Every eForms file by its publication number; one without a number is given one of its rank, year 2000."""
    found: dict[str, tuple[date, bytes]] = {}
    for rank, file in enumerate(_files(paths, ".xml"), start=1):
        notice = TedNotice("", date.min, file.read_bytes())
        told = [match[1] for text in notice.texts("NoticePublicationID") if (match := NUMBER.match(text))]
        number = told[0] if told and told[0] not in found else f"{rank}-2000"
        found[number] = (_day(notice), notice.xml)
    return found


def _day(notice: TedNotice) -> date:
    for text in notice.texts("Publication", "PublicationDate") + notice.texts("IssueDate"):
        if re.match(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text[:10])
    return date(2000, 1, 1)
