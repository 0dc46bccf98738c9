"""« Avant → après »: those who were told are told what changed, once; what changes nothing disturbs nobody."""

from datetime import date, timedelta
from typing import Any

import pytest

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind
from alerts.services.effective import effective
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind, Topic
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    all_sent,
    at,
    ingested,
    judge_for,
    later,
    lot,
    matched_new,
    notice,
    owed,
    read,
    says,
    subscribed,
    told_changes,
)

PROCEDURE = "11111111-2222-4333-8444-555555555555"
TENTH, SEVENTEENTH = "jeudi 10 décembre 2026 à 12 h 00", "jeudi 17 décembre 2026 à 12 h 00"


def correction(publisher_id: str = "26-2", **fields: Any) -> Notice:
    """A correction of 26-1 that says nothing but what `fields` say."""
    silent = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "deadline": None, "published": date(2026, 11, 24)}
    return notice(publisher_id, **{**silent, **fields})


def told_of(database: Database, first: Notice, *after: Notice) -> None:
    """The workshops were told of `first`; then each of the others comes, on its own day."""
    subscribed(database, ATELIERS)
    ingested(database, first)
    matched_new(database, judge_for("ateliers"))
    all_sent(database)
    for day, one in enumerate(after, 1):
        ingested(database, one, now=later(day))
        matched_new(database, judge_for("ateliers"), later(day))


def test_a_new_deadline_is_told_before_and_after(database: Database) -> None:
    told_of(database, notice("26-1"), correction(deadline=at(17)))
    assert told_changes(database) == [("ateliers", "deadline", TENTH, SEVENTEENTH)]
    assert len(owed(database, DeliveryKind.ALERT)) == 1


def test_a_correction_that_changes_nothing_that_matters_owes_nothing(database: Database) -> None:
    told_of(
        database,
        notice("26-1", passages=says("Une clause d'insertion s'applique.")),
        correction(deadline=at(10), passages=says("Le plan du site est joint au dossier.")),
    )
    assert told_changes(database) == []


def test_a_correction_that_speaks_of_one_lot_keeps_the_rest(database: Database) -> None:
    first = notice(
        "26-1",
        lots=(lot("1", passages=says("Lot réservé.")), lot("2", passages=says("Une clause d'insertion s'applique."))),
    )
    told_of(database, first, correction(lots=(lot("2", deadline=at(17)),)))
    assert told_changes(database) == [("ateliers", "deadline", TENTH, SEVENTEENTH)]
    assert [one.cause["changes"][0]["lots"] for one in owed(database, DeliveryKind.CORRECTION)] == [["2"]]


def test_a_reservation_that_appears_is_told(database: Database) -> None:
    told_of(database, notice("26-1"), correction(passages=says("Le marché est réservé.", topic=Topic.AFTER)))
    ((_, kind, _, after),) = told_changes(database)
    assert kind == "reservation"
    assert "réservé" in after
    assert "SIAE" in after


def test_a_correction_is_told_once_however_often_it_is_read(database: Database) -> None:
    fixed = correction(deadline=at(17))
    told_of(database, notice("26-1"), fixed, fixed, fixed)
    assert len(owed(database, DeliveryKind.CORRECTION)) == 1


def test_two_corrections_in_a_row_are_two_messages(database: Database) -> None:
    told_of(
        database,
        notice("26-1"),
        correction(deadline=at(17)),
        correction("26-3", deadline=at(18), published=date(2026, 11, 26)),
    )
    assert [(before, after) for _, _, before, after in told_changes(database)] == [
        (TENTH, SEVENTEENTH),
        (SEVENTEENTH, "vendredi 18 décembre 2026 à 12 h 00"),
    ]


def test_the_same_correction_published_on_ted_and_boamp_is_told_once(database: Database) -> None:
    both = {"procedure_id": PROCEDURE}
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1", **both), notice("700-2026", source="ted", **both))
    matched_new(database, judge_for("ateliers"))
    all_sent(database)
    ingested(
        database,
        correction(deadline=at(17), **both),
        correction("800-2026", source="ted", deadline=at(17), previous=("700-2026",), **both),
        now=later(),
    )
    matched_new(database, judge_for("ateliers"), later())
    assert told_changes(database) == [("ateliers", "deadline", TENTH, SEVENTEENTH)]


def test_copies_that_do_not_say_quite_the_same_are_not_a_change(database: Database) -> None:
    """TED's copy shows a clause that BOAMP's does not: nobody corrected anything."""
    told_of(
        database,
        notice("26-1", procedure_id=PROCEDURE),
        notice("700-2026", source="ted", procedure_id=PROCEDURE, passages=says("Une clause d'insertion s'applique.")),
    )
    assert told_changes(database) == []


def test_a_notice_changed_in_place_is_a_correction(database: Database) -> None:
    told_of(database, notice("26-1"), notice("26-1", deadline=at(17)), notice("26-1", deadline=at(18)))
    assert [(before, after) for _, _, before, after in told_changes(database)] == [
        (TENTH, SEVENTEENTH),
        (SEVENTEENTH, "vendredi 18 décembre 2026 à 12 h 00"),
    ]


def test_a_cancellation_is_told_to_those_who_know_of_it(database: Database) -> None:
    told_of(database, notice("26-1"), correction(kind=NoticeKind.CANCELLATION))
    assert told_changes(database) == [("ateliers", "cancelled", "en cours", "annulée")]


def test_an_award_disturbs_nobody(database: Database) -> None:
    told_of(database, notice("26-1"), correction(kind=NoticeKind.AWARD))
    assert told_changes(database) == []


def test_a_correction_read_before_its_notice_is_told_as_it_holds(database: Database) -> None:
    """The notice itself comes a day later, with the old deadline: that is not news."""
    subscribed(database, ATELIERS)
    ingested(database, correction(deadline=at(17)))
    matched_new(database, judge_for("ateliers"))
    all_sent(database)
    ingested(database, notice("26-1"), now=later())
    matched_new(database, judge_for("ateliers"), later())
    assert (len(owed(database, DeliveryKind.ALERT)), told_changes(database)) == (1, [])


def test_a_notice_and_its_correction_read_together_make_one_alert(database: Database) -> None:
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"), correction(deadline=at(17)))
    matched_new(database, judge_for("ateliers"))
    all_sent(database)
    assert (len(owed(database, DeliveryKind.ALERT)), told_changes(database)) == (1, [])


def test_a_structure_that_matches_since_the_correction_gets_an_alert_and_the_others_the_change(
    database: Database,
) -> None:
    subscribed(database, ATELIERS, CHANTIERS)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for("ateliers"))
    all_sent(database)
    fixed = correction(deadline=at(17), passages=says("Le marché est réservé.", topic=Topic.AFTER))
    ingested(database, fixed, now=later())
    matched_new(database, judge_for("ateliers", "chantiers"), later())
    kinds = [(one.structure_id, one.kind.value, one.cause["notice"]) for one in owed(database)]
    assert kinds == [
        ("ateliers", "alert", "boamp:26-1"),
        ("chantiers", "alert", "boamp:26-1"),
        ("chantiers", "alert", "boamp:26-1"),
        ("ateliers", "correction", "boamp:26-2"),
    ]


def test_those_whose_alert_has_not_left_are_told_what_holds_and_no_correction(database: Database) -> None:
    subscribed(database, CHANTIERS)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for("chantiers"))
    with database.write() as session:
        (first,) = book.claim(session, NOON, n=1, lease=timedelta(minutes=2))
    ingested(database, correction(deadline=at(17)), now=later())
    matched_new(database, judge_for("chantiers"), later())
    owed_to = [one.channel for one in owed(database, DeliveryKind.CORRECTION)]
    assert owed_to == [first.channel], "the message that is leaving may say the old date"


def test_after_a_cancellation_nobody_new_is_told_until_it_is_published_again(database: Database) -> None:
    told_of(database, notice("26-1"), correction(kind=NoticeKind.CANCELLATION, procedure_id=PROCEDURE))
    subscribed(database, CHANTIERS)
    copy = notice("700-2026", source="ted", procedure_id=PROCEDURE)
    ingested(database, copy, now=later(2))
    assert matched_new(database, judge_for("chantiers"), later(2)).alerts == 0
    again = notice("26-5", procedure_id=PROCEDURE, deadline=at(20), published=date(2026, 11, 28))
    ingested(database, again, now=later(5))
    matched_new(database, judge_for("chantiers"), later(5))
    assert [one.structure_id for one in owed(database, DeliveryKind.ALERT)] == ["ateliers", "chantiers", "chantiers"]


def test_what_holds_after_a_partial_correction_shows_where_it_is_said() -> None:
    first = notice("26-1", passages=says("Une clause d'insertion s'applique."))
    fixed = correction(deadline=at(17), passages=says("Le marché est réservé.", topic=Topic.AFTER))
    held = effective([first, fixed], read)
    assert held is not None
    assert (held.notice.id, held.notice.deadline) == ("boamp:26-1", at(17))
    (reading,) = held.readings
    assert reading.reservation.evidence[0].field == "texte, avis rectificatif 26-2"
    assert reading.clauses[0].evidence.field == "texte"


def test_a_whole_eforms_correction_replaces_the_notice() -> None:
    first = notice("26-1", shape="eforms", lots=(lot("LOT-0001"), lot("LOT-0002", passages=says("Lot réservé."))))
    fixed = correction(shape="eforms", deadline=at(17), lots=(lot("LOT-0001"),))
    held = effective([first, fixed], read)
    assert held is not None
    assert (held.notice.id, [one.id for one in held.notice.lots]) == ("boamp:26-2", ["LOT-0001"])
    assert [one.id for one in held.facts.lots] == ["LOT-0001"]


@pytest.mark.parametrize("kinds", [(), (NoticeKind.AWARD,)])
def test_nothing_holds_where_nothing_is_to_be_answered(kinds: tuple[NoticeKind, ...]) -> None:
    assert effective([notice("26-1", kind=kind) for kind in kinds], read) is None
