"""Who is told of what, once: matches, copies, and what happens when two workers do the same work."""

import logging
from datetime import date

import pytest

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind
from alerts.model.match import Match
from alerts.model.reading import LotReading
from alerts.services.match_new import Matched
from alerts.services.structures import remove_structures
from alerts.services.telling import Judge
from alerts.store import matches, notices
from alerts.store.engine import Database
from scrapers.notice import Notice, NoticeKind
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    ingested,
    judge_for,
    later,
    matched,
    matched_new,
    notice,
    owed,
    read,
    subscribed,
)

PROCEDURE = "11111111-2222-4333-8444-555555555555"


def messages(database: Database) -> list[tuple[str, str, object]]:
    """(structure, channel, notice) of each alert owed."""
    return [(one.structure_id, one.channel, one.cause["notice"]) for one in owed(database, DeliveryKind.ALERT)]


def test_each_match_owes_one_alert_on_each_channel_of_the_structure(database: Database) -> None:
    subscribed(database, ATELIERS, CHANTIERS)
    ingested(database, notice("26-1"))
    assert matched_new(database, judge_for("ateliers", "chantiers")) == Matched(notices=1, matches=2, alerts=3)
    assert messages(database) == [
        ("ateliers", "folder", "boamp:26-1"),
        ("chantiers", "folder", "boamp:26-1"),
        ("chantiers", "email", "boamp:26-1"),
    ]
    assert [one.next_at for one in owed(database)] == [NOON] * 3


def test_what_was_dealt_with_is_not_dealt_with_again(database: Database) -> None:
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for("ateliers"))
    ingested(database, notice("26-1"), now=later())
    assert matched_new(database, judge_for("ateliers"), later()) == Matched()


def test_a_near_miss_owes_nothing(database: Database) -> None:
    subscribed(database, ATELIERS, CHANTIERS)
    ingested(database, notice("26-1"))
    assert matched_new(database, judge_for("ateliers", near=["chantiers"])) == Matched(notices=1, matches=1, alerts=1)


def test_two_copies_of_one_procedure_are_told_once(database: Database) -> None:
    subscribed(database, ATELIERS)
    boamp = notice("26-1", procedure_id=PROCEDURE)
    ted = notice("700-2026", source="ted", procedure_id=PROCEDURE)
    ingested(database, boamp)
    matched_new(database, judge_for("ateliers"))
    ingested(database, ted, now=later())
    assert matched_new(database, judge_for("ateliers"), later()) == Matched(notices=1)
    assert messages(database) == [("ateliers", "folder", "boamp:26-1")]


def test_two_copies_read_together_are_told_once(database: Database) -> None:
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1", procedure_id=PROCEDURE), notice("700-2026", source="ted", procedure_id=PROCEDURE))
    assert matched_new(database, judge_for("ateliers")) == Matched(notices=2, matches=1, alerts=1)


def test_the_second_copy_concerns_those_whom_the_first_did_not(database: Database) -> None:
    """The first copy said nothing of insertion."""
    subscribed(database, ATELIERS, CHANTIERS)
    ingested(database, notice("26-1", procedure_id=PROCEDURE))
    matched_new(database, judge_for("ateliers"))
    ingested(database, notice("700-2026", source="ted", procedure_id=PROCEDURE), now=later())
    matched_new(database, judge_for("ateliers", "chantiers"), later())
    assert messages(database) == [
        ("ateliers", "folder", "boamp:26-1"),
        ("chantiers", "folder", "ted:700-2026"),
        ("chantiers", "email", "ted:700-2026"),
    ]


def test_opportunities_that_turn_out_to_be_one_drop_the_alert_that_still_waits(database: Database) -> None:
    """Both were matched before the link was known: the alert not yet sent would be the second of one opportunity."""
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for("ateliers"))
    ingested(database, notice("700-2026", source="ted", procedure_id=PROCEDURE), now=later())
    matched_new(database, judge_for("ateliers"), later())
    assert len(messages(database)) == 2
    link = notice(
        "26-2", kind=NoticeKind.CORRECTION, previous=("26-1",), procedure_id=PROCEDURE, published=date(2026, 11, 24)
    )
    ingested(database, link, now=later(2))
    told = {one.cause["notice"]: (one.outcome, one.reason) for one in owed(database, DeliveryKind.ALERT)}
    assert told == {
        "boamp:26-1": (None, None),
        "ted:700-2026": ("refused", "même consultation qu'une autre alerte, déjà due à cette structure"),
    }
    assert matched_new(database, judge_for("ateliers"), later(2)).alerts == 0


@pytest.mark.parametrize("kind", [NoticeKind.AWARD, NoticeKind.CANCELLATION])
def test_what_is_over_is_not_announced(database: Database, kind: NoticeKind) -> None:
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"), notice("26-2", kind=kind, previous=("26-1",), published=date(2026, 11, 22)))
    matched_new(database, judge_for())
    ingested(database, notice("26-1", title="Entretien des espaces verts, relu"), now=later())
    assert matched_new(database, judge_for("ateliers"), later()) == Matched(notices=1)


def test_a_notice_of_no_known_kind_is_announced_when_it_has_a_deadline(database: Database) -> None:
    subscribed(database, ATELIERS)
    ingested(
        database,
        notice("26-1", kind=NoticeKind.OTHER),
        notice("26-2", kind=NoticeKind.OTHER, deadline=None),
    )
    matched_new(database, judge_for("ateliers"))
    assert messages(database) == [("ateliers", "folder", "boamp:26-1")]


def test_a_structure_that_left_meanwhile_is_owed_nothing(database: Database) -> None:
    subscribed(database, ATELIERS, CHANTIERS)
    ingested(database, notice("26-1"))
    with database.write() as session:
        remove_structures(session, ["ateliers"])
    assert matched_new(database, judge_for("ateliers")) == Matched(notices=1)


def test_a_structure_that_leaves_takes_everything_with_it(database: Database) -> None:
    subscribed(database, ATELIERS, CHANTIERS)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for("chantiers", "ateliers"))
    with database.write() as session:
        remove_structures(session, ["chantiers"])
    assert messages(database) == [("ateliers", "folder", "boamp:26-1")]
    with database.read() as session:
        assert matches.count_matches(session) == 1


def test_a_notice_that_our_code_cannot_read_keeps_nobody_waiting(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1", title="Illisible"), notice("26-2"))

    def stumbles(given: Notice) -> tuple[LotReading, ...]:
        if given.title == "Illisible":
            raise ZeroDivisionError
        return read(given)

    judge = judge_for("ateliers")
    with caplog.at_level(logging.ERROR):
        done = matched_new(database, Judge(stumbles, judge.matches))
    assert (done.notices, done.troubles, done.alerts) == (1, 1, 1)
    assert "notice boamp:26-1 cannot be matched" in caplog.text
    with database.write() as session:
        assert notices.count_troubles(session) == {"boamp": 1}
        assert notices.forget_troubles(session, "boamp") == 1
    assert matched_new(database, judge).notices == 1, "once repaired, it is dealt with"


def test_many_notices_are_dealt_with_in_several_rounds(database: Database) -> None:
    subscribed(database, ATELIERS)
    ingested(database, *(notice(f"26-{number}") for number in range(450)))
    assert matched_new(database, judge_for("ateliers")) == Matched(notices=450, matches=450, alerts=450)


def test_two_workers_on_the_same_notices_owe_each_message_once(database: Database) -> None:
    """The second worker does the whole work while the first is still thinking."""
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"), notice("26-2"))
    done: list[Matched] = []

    def while_thinking(given: Notice, readings: tuple[LotReading, ...], now: object) -> list[Match]:
        if not done:
            done.append(matched_new(database, judge_for("ateliers")))
        return [matched("ateliers", given)]

    assert matched_new(database, Judge(read, while_thinking)) == Matched()
    assert done == [Matched(notices=2, matches=2, alerts=2)]


def test_a_notice_that_changes_while_it_is_matched_waits_for_the_next_round(database: Database) -> None:
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"))
    seen: list[str] = []

    def meanwhile(given: Notice, readings: tuple[LotReading, ...], now: object) -> list[Match]:
        seen.append(given.title)
        if len(seen) == 1:
            ingested(database, notice("26-1", title="Nouvel objet"))
        return [matched("ateliers", given)]

    assert matched_new(database, Judge(read, meanwhile)) == Matched(notices=1, matches=1, alerts=1)
    assert seen == ["Entretien des espaces verts de Sévigny-le-Vieux", "Nouvel objet"]


def test_what_cannot_be_written_is_not_half_written(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes off between the match and the message: both are done again later."""
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"))

    def power_cut(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(book, "owe", power_cut)
        with pytest.raises(KeyboardInterrupt):
            matched_new(database, judge_for("ateliers"))
    with database.read() as session:
        assert matches.count_matches(session) == 0
    assert matched_new(database, judge_for("ateliers")) == Matched(notices=1, matches=1, alerts=1)
