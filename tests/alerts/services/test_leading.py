"""A claused lot is won near a network: its members that provide hours hear of it, the others are left in peace."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from alerts.messages.message import Message, Paragraph
from alerts.messages.network.lead import FROM, NOT_ITS_TRADE
from alerts.model.delivery import DeliveryKind
from alerts.network.leads import MOST_A_WEEK
from alerts.services import leading
from alerts.services.awarded import NO_WINNER
from alerts.services.leading import LEFT
from alerts.services.network_leaving import leave
from alerts.store import network_people
from alerts.store.engine import Database
from alerts.store.history import Entry
from scrapers.notice import Lot, Notice, NoticeKind, Place, Winner
from tests.alerts.services.networked import Circle, delivered, twelve
from tests.alerts.services.stories import ingested, judge_for, later, lot, matched_new, notice, owed, says

ISERE = (Place(departement="38"),)
CLAUSE = says("40 heures d'insertion.")
WINNER = Winner("Entreprise Exemple", town="Grenoble")
CALL = notice("26-1", passages=CLAUSE, places=ISERE)


def won(
    database: Database, call: Notice = CALL, *lots: Lot, number: str = "26-9", judged: tuple[str, ...] = ()
) -> None:
    """The call is read, nobody's profile fits it unless said; then its award, a day later."""
    ingested(database, call)
    matched_new(database, judge_for(*judged))
    given = lots or (Lot(winners=(WINNER,)),)
    ingested(database, notice(number, kind=NoticeKind.AWARD, previous=(call.publisher_id,), lots=given), now=later())
    matched_new(database, judge_for(), later())


def beaten(database: Database, days: float = 1) -> int:
    with database.write() as session:
        return leading.owe_leads(session, later(1) + timedelta(days=days - 1))


def rows(database: Database) -> list[Entry]:
    return owed(database, DeliveryKind.LEAD)


def told(database: Database) -> list[str | None]:
    return sorted({str(one.structure_id) for one in rows(database)})


def received(database: Database, structure_id: str, now: datetime) -> list[Message]:
    return [one for one in delivered(database, now).of(structure_id) if one.blocks[0] == SAID]


SAID = Paragraph(FROM.format("Pôle fictif des Cimes"))


def test_those_near_who_provide_hours_are_told_once(database: Database) -> None:
    """In Isère: the AI and the GEIQ provide hours; the ETTI and the EI work in the Rhône, the ESAT sells no hours."""
    twelve(database)
    won(database)
    assert [beaten(database), beaten(database), beaten(database, 2)] == [2, 0, 0]
    assert told(database) == ["m05", "m07"]
    (message,) = received(database, "m05", later(1))
    assert "Entreprise Exemple" in message.summary
    assert Paragraph(NOT_ITS_TRADE) not in message.blocks
    assert [action.label for row in message.actions for action in row] == ["Voir l'annonce", "Avis officiel"]


def test_whoever_was_told_of_the_lot_hears_of_it_otherwise(database: Database) -> None:
    twelve(database)
    won(database, judged=("m05",))
    beaten(database)
    assert told(database) == ["m07"]


@pytest.mark.parametrize(
    ("call", "lots"),
    [
        (notice("26-1", places=ISERE), ()),  # no clause
        (notice("26-1", passages=(*CLAUSE, *says("Lot réservé.")), places=ISERE), ()),  # reserved
        (notice("26-1", passages=CLAUSE, places=(Place(departement="29"),)), ()),  # far away
        (CALL, (Lot(),)),  # nobody knows who won
    ],
)
def test_what_is_no_lead(database: Database, call: Notice, lots: tuple[Lot, ...]) -> None:
    twelve(database)
    won(database, call, *lots)
    assert beaten(database) == 0


def test_the_lots_won_with_a_clause_and_no_other(database: Database) -> None:
    twelve(database)
    claused: dict[str, Any] = {"passages": CLAUSE}
    call = notice("26-1", lots=(lot("1", **claused), lot("2", **claused), lot("3")), places=ISERE)
    won(database, call, lot("1", winners=(WINNER,)), lot("2"), lot("3", winners=(WINNER,)))
    beaten(database)
    assert {tuple(one.cause["lots"]) for one in rows(database)} == {("1",)}


def test_a_week_holds_three_of_them_those_of_its_trade_first(database: Database) -> None:
    """Four contracts are won: three of gardening, which the AI does, and one of roofing, which it does not."""
    twelve(database)
    roof = notice("26-50", title="Réfection de la toiture", cpv=("45261900",), passages=CLAUSE, places=ISERE)
    won(database, roof, number="26-60")
    for number in range(3):
        call = notice(f"26-{number}", title=f"Tonte {number}", cpv=("77310000",), passages=CLAUSE, places=ISERE)
        won(database, call, number=f"26-7{number}")
    assert beaten(database) == 2 * MOST_A_WEEK
    assert {str(one.cause["notice"]) for one in rows(database)} == {"boamp:26-0", "boamp:26-1", "boamp:26-2"}
    assert beaten(database, 1.5) == 0


def test_a_trade_that_is_not_theirs_is_said(database: Database) -> None:
    twelve(database)
    won(database, notice("26-50", title="Toiture", cpv=("45261900",), passages=CLAUSE, places=ISERE))
    beaten(database)
    (message,) = received(database, "m07", later(1))
    assert Paragraph(NOT_ITS_TRADE) in message.blocks


def test_whoever_left_the_network_before_it_leaves_is_not_told(database: Database) -> None:
    circle: Circle = twelve(database)
    won(database)
    beaten(database)
    with database.write() as session:
        leave(session, circle.person("m05"), circle.id, "m05", later(1))
    delivered(database, later(1))
    assert {one.structure_id: one.reason for one in rows(database)} == {"m05": LEFT, "m07": None}


def test_an_award_taken_back_is_not_told(database: Database) -> None:
    """It is published again, without a winner, before the message leaves."""
    twelve(database)
    won(database)
    beaten(database)
    again = notice("26-9", kind=NoticeKind.AWARD, previous=("26-1",), lots=(Lot(),))
    ingested(database, again, now=later(1))
    matched_new(database, judge_for(), later(1))
    delivered(database, later(1))
    assert {one.reason for one in rows(database)} == {NO_WINNER}


def test_no_network_no_lead(database: Database) -> None:
    circle = twelve(database)
    with database.write() as session:
        for one in ("m05", "m07"):
            network_people.drop_member(session, circle.id, one)
    won(database)
    assert beaten(database) == 0
