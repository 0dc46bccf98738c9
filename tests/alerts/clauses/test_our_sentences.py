"""Every sentence that we wrote is read as a careful person would: to whom, which lots, which clauses, which hours."""

from typing import Any

import pytest

from alerts.clauses.read import read_notice
from alerts.model.reading import LotReading, ReservationStatus
from scrapers.notice import Notice
from tests.eval.sets import ours

SENTENCES = list(ours())


def with_key(key: str) -> list[Any]:
    """The sentences whose line has this key."""
    return [pytest.param(row, notice, id=str(row["name"])) for row, notice in SENTENCES if key in row]


ROWS = with_key("text")


def told(reading: LotReading) -> Any:
    """The reservation as the fixtures write it: a list of groups, or a status."""
    reservation = reading.reservation
    if reservation.status is ReservationStatus.RESERVED:
        return [group.value for group in reservation.to]
    return reservation.status.value


@pytest.mark.parametrize(("row", "notice"), ROWS)
def test_says_to_whom_each_lot_is_reserved(row: dict[str, Any], notice: Notice) -> None:
    expected = row.get("by_lot") or dict.fromkeys((lot.id for lot in notice.lots), row.get("reservation", "none"))
    assert {reading.lot_id: told(reading) for reading in read_notice(notice)} == expected


@pytest.mark.parametrize(("row", "notice"), ROWS)
def test_says_which_clauses_each_lot_carries(row: dict[str, Any], notice: Notice) -> None:
    expected = row.get("clauses_by_lot") or dict.fromkeys((lot.id for lot in notice.lots), row.get("clauses", []))
    found = {reading.lot_id: [clause.kind.value for clause in reading.clauses] for reading in read_notice(notice)}
    assert found == expected


@pytest.mark.parametrize(("row", "notice"), with_key("hours"))
def test_counts_the_hours_of_insertion(row: dict[str, Any], notice: Notice) -> None:
    (reading,) = read_notice(notice)
    assert [clause.hours for clause in reading.clauses] == [row["hours"]]


@pytest.mark.parametrize(("row", "notice"), with_key("hours_by_lot"))
def test_gives_each_lot_its_own_hours(row: dict[str, Any], notice: Notice) -> None:
    found = {reading.lot_id: reading.clauses[0].hours for reading in read_notice(notice)}
    assert found == row["hours_by_lot"]


@pytest.mark.parametrize(("row", "notice"), with_key("lots"))
def test_names_the_lots_that_the_notice_does_not_list(row: dict[str, Any], notice: Notice) -> None:
    (reading,) = read_notice(notice)
    named = {*reading.reservation.lots_named, *(number for clause in reading.clauses for number in clause.lots_named)}
    assert sorted(named) == sorted(row["lots"])


@pytest.mark.parametrize(("row", "notice"), with_key("article"))
def test_cites_the_article_as_people_write_it(row: dict[str, Any], notice: Notice) -> None:
    (reading,) = read_notice(notice)
    assert [clause.article for clause in reading.clauses] == [row["article"]]


def test_there_are_enough_sentences_to_mean_something() -> None:
    assert len(ROWS) >= 300
