"""The glossary defines every word that the code shares with people."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.match import Criterion, Verdict
from alerts.model.reading import Answer, Beneficiary, ClauseKind, ReservationStatus
from alerts.model.structure import StructureKind, Want
from scrapers.notice import NoticeKind

GLOSSARY = (Path(__file__).resolve().parents[3] / "docs" / "glossaire.md").read_text(encoding="utf-8")
SHARED: tuple[type[StrEnum], ...] = (
    *(NoticeKind, ReservationStatus, Beneficiary, ClauseKind, Answer),
    *(StructureKind, Want, Criterion, Verdict, DeliveryKind),
)


@pytest.mark.parametrize("words", SHARED, ids=lambda words: words.__name__)
def test_every_value_that_people_meet_is_defined(words: type[StrEnum]) -> None:
    said = set(re.findall(r"`([^`]+)`", GLOSSARY))
    assert [one.value for one in words if one.value not in said] == []


def test_every_name_of_the_glossary_exists() -> None:
    """A name that the code lost is taken out of the glossary too."""
    root = Path(__file__).resolve().parents[3]
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for floor in ("scrapers", "alerts", "bot")
        for path in (root / floor).rglob("*.py")
    )
    names = {part for name in re.findall(r"`([A-Za-z_.]+)`", GLOSSARY) for part in name.split(".") if part}
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", code)) == []
