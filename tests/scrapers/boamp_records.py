"""Fictitious BOAMP records, in the form in which the API sends them: JSON in strings inside the JSON."""

import json
from copy import deepcopy
from pathlib import Path

from scrapers.boamp.record import read_record
from scrapers.notice import Notice, Passage, Topic

FOLDER = Path(__file__).parent / "fixtures" / "boamp"
SHAPES = (
    "fnsimple_call",
    "fnsimple_rectif",
    "fnsimple_award",
    "mapa_call",
    "legacy_call",
    "legacy_rectif",
    "eforms_call",
)


def decoded(name: str) -> dict:
    """The record with `gestion` and `donnees` already decoded, to be changed by a test."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def published(record: dict) -> dict:
    """As the API sends it: `gestion` and `donnees` are strings."""
    record = deepcopy(record)
    for name in ("gestion", "donnees"):
        if isinstance(record.get(name), dict):
            record[name] = json.dumps(record[name])
    return record


def notice(name: str) -> Notice:
    return read_record(published(decoded(name)))


def with_donnees(donnees: object, **envelope: object) -> Notice:
    """A notice of which only `donnees`, and what the test says of the envelope, are published."""
    record = {"idweb": "26-90099", "objet": "Un objet fictif", "dateparution": "2026-11-02", "nature": "APPEL_OFFRE"}
    return read_record(record | {"donnees": json.dumps(donnees)} | envelope)


def texts(passages: tuple[Passage, ...], topic: Topic | None = None) -> list[str]:
    return [passage.text for passage in passages if topic is None or passage.topic is topic]


def all_texts(notice: Notice) -> list[str]:
    return texts(notice.passages) + [text for lot in notice.lots for text in texts(lot.passages)]
