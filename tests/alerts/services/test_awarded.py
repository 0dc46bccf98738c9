"""Somebody won a lot with a social clause: those who provide hours are told who, once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.messages.message import Fact, Message, Paragraph
from alerts.messages.reply.award import OTHERS
from alerts.model.delivery import DeliveryKind, Refused
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure, StructureKind
from alerts.reply_help.case import Case
from alerts.services import awarded
from alerts.services.awarded import DROPPED, NO_OFFER, NO_WINNER, owe_awards
from alerts.services.deliver import Composer
from alerts.services.responding import respond
from alerts.store.engine import Database
from alerts.store.history import Entry
from scrapers.notice import Lot, Notice, NoticeKind, Winner
from tests.alerts.reply_help.cases import COOPERATIVE, INTERIM, NOW, cleaning, gardening
from tests.alerts.services.respondents import BRUNO, INES, joined, told_of
from tests.alerts.services.stories import (
    NOON,
    ingested,
    judge_for,
    later,
    lot,
    matched_new,
    notice,
    owed,
    read,
    says,
)

TREMPLIN = Structure("tremplin", "Tremplin fictif", frozenset({StructureKind.ETTI}))
SCOP = Structure("scop", "Scop fictive", frozenset({StructureKind.SCOP}))
CLAUSE = says("40 heures d'insertion.")
WINNER = Winner("Entreprise Exemple", town="Sévigny-le-Vieux")
CALL = notice("26-1", passages=CLAUSE)


def told(database: Database, call: Notice = CALL, structure: Structure = TREMPLIN) -> int:
    """The match of a structure whose manager is Inès."""
    (match,) = told_of(database, call, structure=structure)
    joined(database, INES, "Inès", structure)
    return match


def awarded_to(database: Database, *lots: Lot, number: str = "26-9", **fields: Any) -> None:
    """An award notice of 26-1, read a day later."""
    given = {"kind": NoticeKind.AWARD, "previous": ("26-1",), "lots": lots or (Lot(winners=(WINNER,)),), **fields}
    ingested(database, notice(number, **given), now=later())
    matched_new(database, judge_for("tremplin"), later())


def beaten(database: Database, days: float = 1) -> int:
    """One daily beat."""
    with database.write() as session:
        return owe_awards(session, later(1) + timedelta(days=days - 1))


def rows(database: Database) -> list[Entry]:
    return owed(database, DeliveryKind.AWARD)


def test_everybody_of_the_structure_is_told_once(database: Database) -> None:
    match = told(database)
    awarded_to(database)
    assert [beaten(database), beaten(database), beaten(database, 2)] == [2, 0, 0]
    assert sorted(one.recipient[:7] for one in rows(database)) == ["", "person:"]
    assert {one.match_id for one in rows(database)} == {match}
    assert rows(database)[0].cause == {"notice": "boamp:26-1", "award": "boamp:26-9", "lot": "", "lots": [""]}


def test_a_beat_that_was_missed_is_made_up_for_within_a_week(database: Database) -> None:
    told(database)
    awarded_to(database)
    assert beaten(database, 7.9) == 2
    assert beaten(database, 20) == 0


def test_an_old_award_says_nothing(database: Database) -> None:
    told(database)
    awarded_to(database)
    assert beaten(database, 8.1) == 0


@pytest.mark.parametrize(
    ("call", "structure"),
    [
        (CALL, SCOP),  # provides no hours
        (notice("26-1"), TREMPLIN),  # no clause
        (notice("26-1", passages=(*CLAUSE, *says("Lot réservé."))), TREMPLIN),  # reserved: it would have answered
    ],
)
def test_who_is_not_told(database: Database, call: Notice, structure: Structure) -> None:
    told(database, call, structure)
    awarded_to(database)
    assert beaten(database) == 0


def test_whoever_refused_is_left_in_peace(database: Database) -> None:
    match = told(database)
    ines, _ = joined(database, INES, "Inès", TREMPLIN)
    with database.write() as session:
        respond(session, ines.id, match, ResponseStatus.REFUSED, NOON)
    awarded_to(database)
    assert beaten(database) == 0


def test_an_award_without_winners_says_nothing(database: Database) -> None:
    told(database)
    awarded_to(database, Lot())
    assert beaten(database) == 0


def test_only_lots_that_are_claused_and_won(database: Database) -> None:
    """Lots 1 and 2 are claused, 3 is not; 1 and 3 are won, then 2 in another notice, then all of them on TED."""
    lots = (lot("1", passages=CLAUSE), lot("LOT-0002", passages=CLAUSE), lot("3"))
    told(database, notice("26-1", lots=lots))
    won = {"winners": (WINNER,)}
    awarded_to(database, lot("LOT-0001", **won), lot("3", **won), lot("2"))
    assert beaten(database) == 2
    assert [one.cause["lots"] for one in rows(database)] == [["1"], ["1"]]
    awarded_to(database, lot("2", **won), number="26-10")
    assert beaten(database) == 2
    assert rows(database)[-1].cause["lot"] == "2"
    awarded_to(database, lot("1", **won), lot("2", **won), lot("3", **won), number="26-11")
    assert beaten(database) == 0


def test_an_award_of_the_whole_holds_for_each_lot(database: Database) -> None:
    told(database, notice("26-1", lots=(lot("1", passages=CLAUSE), lot("2", passages=CLAUSE))))
    awarded_to(database)
    assert beaten(database) == 2
    assert rows(database)[0].cause["lots"] == ["1", "2"]


def test_somebody_who_joins_later_is_not_told_of_the_past(database: Database) -> None:
    told(database)
    awarded_to(database)
    beaten(database)
    joined(database, BRUNO, "Bruno", TREMPLIN)
    assert beaten(database, 2) == 0


def case_of(database: Database, row: Entry) -> Case:
    """As the composer makes it when the row leaves."""
    found = Composer(database, read, may_answer, later).case(row.match_id or 0, str(row.cause["lot"]))
    assert found is not None
    return found


def test_from_the_notice_to_the_words(database: Database) -> None:
    """Lots 1 and 2 are won by different companies: the message is about lot 1, and names lot 2."""
    told(database, notice("26-1", lots=(lot("1", passages=CLAUSE), lot("2", passages=CLAUSE))))
    awarded_to(database, lot("LOT-0001", winners=(WINNER,)), lot("LOT-0002", winners=(Winner("Une autre"),)))
    beaten(database)
    row = rows(database)[0]
    held = case_of(database, row)
    assert (held.closed, held.winners, held.lot_key) == ("awarded", (WINNER,), "1")
    written = awarded.message(held, row.cause, later())
    assert isinstance(written, Message)
    assert written.summary == "Titulaire : Entreprise Exemple"
    assert Fact("Lot", "lot 1 – Secteur 1") in written.blocks
    assert written.blocks[-1] == Paragraph(OTHERS.format("lot 2"))


WON = (Winner("Propre & Net <SAS>"),)


def test_the_message_is_written_when_it_leaves() -> None:
    written = awarded.message(cleaning(structure=INTERIM, winners=WON), {"lot": ""}, NOW)
    assert isinstance(written, Message)
    assert "Propre & Net <SAS>" in written.summary


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (cleaning(structure=INTERIM), NO_WINNER),
        (cleaning(structure=COOPERATIVE, winners=WON), NO_OFFER),
        (gardening(structure=INTERIM, winners=WON), NO_OFFER),
        (cleaning(structure=INTERIM, winners=WON, status=ResponseStatus.REFUSED), DROPPED),
        (replace(cleaning(structure=INTERIM, winners=WON), closed="cancelled"), NO_OFFER),
    ],
)
def test_without_ground_nothing_leaves(held: Any, why: str) -> None:
    assert awarded.message(held, {"lot": ""}, NOW) == Refused(why)
