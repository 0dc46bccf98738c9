"""The demonstration's notices, dated from a day J and put in the formats of the real sites.

Stored in `notices/`: `boamp/*.json` (heading and contents of a BOAMP notice; the contents of those of the European
family are an XML file that `eforms` names), `ted/*.xml`, `feeds/*`. Buyers, references and numbers are invented.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.demo.dates import Dating
from bot.demo.envelope import Heading, record
from bot.demo.tree_as_json import tree_as_json

NOTICES = Path(__file__).parent / "notices"
STRUCTURES = Path(__file__).parent / "structures.toml"
TED_DAY = re.compile(r"<efbc:PublicationDate>(\{J[+-]?\d*) offset\}</efbc:PublicationDate>")
TED_NUMBER = re.compile(r">0*(\d+)-\{year\}</efbc:NoticePublicationID>")

# What TED adds on publishing: the copy of the same notice in BOAMP does not have it.
TED_PUBLICATION = re.compile(r"<efac:Publication>.*?</efac:Publication>", re.DOTALL)


@dataclass(frozen=True)
class DemoNotices:
    """All that the stand-in serves on the day J, in the order and the types that `StandIn` takes."""

    records: list[dict[str, object]]
    ted: dict[str, tuple[date, bytes]]
    feeds: dict[str, bytes]


def demo_notices(today: date) -> DemoNotices:
    """The fictitious notices as published around `today` (the day J, in Paris)."""
    return DemoNotices(boamp_records(today), ted_notices(today), feeds(today))


def boamp_records(today: date) -> list[dict[str, object]]:
    """The BOAMP records, oldest first, `donnees` and `gestion` strings of JSON inside the JSON as the real API does."""
    dating = _dating(today)
    found = [_record(stored, dating) for stored in _stored()]
    return sorted(found, key=lambda each: (str(each["dateparution"]), str(each["idweb"])))


def ted_notices(today: date) -> dict[str, tuple[date, bytes]]:
    """Number → (day of publication, eForms XML)."""
    dating, found = _dating(today), {}
    for file in sorted((NOTICES / "ted").glob("*.xml")):
        text = file.read_text("utf-8")
        told, number = TED_DAY.search(text), TED_NUMBER.search(text)
        if told is None or number is None:
            raise ValueError(f"{file.name}: no number or no day of publication")
        day = dating.day(told[1] + "}")
        found[f"{number[1]}-{day.year}"] = (day, dating.fill(text.replace("{year}", str(day.year))).encode())
    return found


def feeds(today: date) -> dict[str, bytes]:
    """Feed or page name → bytes; `{site}` stays, for the stand-in to put its own address."""
    dating = _dating(today)
    return {file.name: dating.fill(file.read_text("utf-8")).encode() for file in sorted((NOTICES / "feeds").iterdir())}


def published_until(notices: DemoNotices, day: date) -> tuple[list[dict[str, object]], dict[str, tuple[date, bytes]]]:
    """The BOAMP records and TED notices that had been published at the end of that day."""
    records = [record for record in notices.records if str(record["dateparution"]) <= day.isoformat()]
    return records, {number: found for number, found in notices.ted.items() if found[0] <= day}


@cache
def _stored() -> list[dict[str, object]]:
    return [json.loads(file.read_text("utf-8")) for file in sorted((NOTICES / "boamp").glob("*.json"))]


def _dating(today: date) -> Dating:
    published = {int(re.sub(r"\D", "", str(stored["idweb"]))): str(stored["published"]) for stored in _stored()}
    return Dating(today, published)


def _record(stored: dict[str, object], dating: Dating) -> dict[str, object]:
    told = {name: dating.fill_all(value) for name, value in stored.items() if name not in ("published", "deadline")}
    deadline = dating.moment(str(stored["deadline"])) if "deadline" in stored else None
    heading = Heading(told, dating.day(str(stored["published"])), deadline)
    return record(heading, _donnees(told, dating))


def _donnees(told: dict[str, object], dating: Dating) -> str:
    """The contents as a string of JSON; `damaged` ones are kept as they are stored, cut."""
    if "damaged" in told:
        return str(told["damaged"])
    if "eforms" in told:
        xml = dating.fill(TED_PUBLICATION.sub("", (NOTICES / str(told["eforms"])).read_text("utf-8")))
        return json.dumps(tree_as_json(xml.encode()), ensure_ascii=False)
    return json.dumps(told["donnees"], ensure_ascii=False)
