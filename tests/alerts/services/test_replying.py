"""What reply help stands on: the lot chosen, what holds today, what was prepared, who won."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.links.signed import Links
from alerts.model.reading import Answer
from alerts.model.reply import Manner, Mark, Outcome, Point, Proof, ProofKind, Sheet, Told, Work
from alerts.model.response import ResponseStatus
from alerts.reply_help.case import Case
from alerts.services import replying
from alerts.services.replying import Replying
from alerts.services.responding import respond
from alerts.services.wording import Wording
from alerts.store import replies
from alerts.store.engine import Database
from scrapers.notice import NoticeKind, Winner
from tests.alerts.services.respondents import INES, joined, told_of
from tests.alerts.services.stories import (
    ATELIERS,
    NOON,
    at,
    ingested,
    judge_for,
    later,
    lot,
    matched_new,
    notice,
    read,
    says,
    subscribed,
)

LINKS = Links("https://vigie.example.org", "a secret for tests only")
GARDENS = lot("LOT-0001", title="Parc", deadline=at(10))
CEMETERY = lot("LOT-0002", title="Cimetière", deadline=at(4), passages=says("Ce lot est réservé aux SIAE."))
CaseOf = Callable[..., Case]


@pytest.fixture
def case_of(database: Database) -> CaseOf:
    made = Replying(Wording(read, may_answer, lambda: NOON), may_answer, LINKS)

    def case(match_id: int, lot: str | None = None, now: datetime = NOON) -> Case:
        with database.read() as session:
            loaded = replying.load(session, match_id)
        assert loaded is not None
        return made.case(loaded, now, lot)

    return case


def test_of_two_lots_the_one_that_closes_first_is_prepared_and_the_other_is_one_tap_away(
    database: Database, case_of: CaseOf
) -> None:
    (match,) = told_of(database, notice("26-1", lots=(GARDENS, CEMETERY)))
    first, other = case_of(match), case_of(match, "1")
    assert (first.lot.title, first.deadline, first.others) == ("Cimetière", at(4), (GARDENS,))
    assert (other.lot.title, other.deadline, other.others) == ("Parc", at(10), (CEMETERY,))
    assert first.title == "Entretien des espaces verts de Sévigny-le-Vieux – Cimetière"
    assert (first.eligibility.answer, first.eligibility.article) == (Answer.YES, "L2113-13")


def test_a_lot_that_has_closed_is_not_prepared_before_one_that_is_open(database: Database, case_of: CaseOf) -> None:
    (match,) = told_of(database, notice("26-1", lots=(GARDENS, CEMETERY)))
    assert case_of(match, now=at(5).at).lot.title == "Parc"


def test_of_lots_that_close_together_the_one_reserved_to_them_comes_first(database: Database, case_of: CaseOf) -> None:
    (match,) = told_of(database, notice("26-1", lots=(GARDENS, replace(CEMETERY, deadline=at(10)))))
    assert case_of(match).lot.title == "Cimetière"


def test_the_lot_last_worked_on_is_found_again(database: Database, case_of: CaseOf) -> None:
    (match,) = told_of(database, notice("26-1", lots=(GARDENS, CEMETERY)))
    work = Work(manner=Manner.TOGETHER, marks={Point.CAPACITY: Mark.PARTLY}, done=frozenset({"dc1"}))
    with database.write() as session:
        replies.put_work(session, match, "2", Work(), NOON)
        replies.put_work(session, match, "1", work, later())
    found = case_of(match)
    assert (found.lot.title, found.work, found.manner) == ("Parc", work, Manner.TOGETHER)


def test_a_lot_of_nobody_is_not_shown(database: Database, case_of: CaseOf) -> None:
    """A forged button, or a lot that a correction took away."""
    (match,) = told_of(database, notice("26-1", lots=(GARDENS, CEMETERY)))
    assert case_of(match, "77").lot.title == "Cimetière"


def test_a_correction_changes_what_is_prepared(database: Database, case_of: CaseOf) -> None:
    (match,) = told_of(database, notice("26-1"))
    assert (case_of(match).deadline, case_of(match).sequence) == (at(10), 0)
    ingested(
        database,
        notice("26-2", kind=NoticeKind.CORRECTION, previous=("26-1",), deadline=at(18), published=date(2026, 11, 24)),
        now=later(),
    )
    matched_new(database, judge_for("ateliers"), later())
    assert (case_of(match).deadline, case_of(match).sequence) == (at(18), 1)


def test_together_is_what_the_structure_said_unless_its_plan_says_otherwise(
    database: Database, case_of: CaseOf
) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    assert case_of(match).manner is Manner.ALONE
    with database.write() as session:
        respond(session, ines.id, match, ResponseStatus.TOGETHER, NOON)
    assert case_of(match).manner is Manner.TOGETHER
    with database.write() as session:
        replies.put_work(session, match, "", Work(manner=Manner.ALONE), NOON)
    assert case_of(match).manner is Manner.ALONE


def test_sheet_drawer_and_outcome_are_those_of_the_structure(database: Database, case_of: CaseOf) -> None:
    (match,) = told_of(database)
    sheet = Sheet(legal_name="Les Ateliers fictifs & <Cie>", insertion_fte=12.5)
    proof = Proof(ProofKind.CONVENTION_IAE, "2026-17", valid_until=date(2026, 12, 31))
    with database.write() as session:
        replies.put_sheet(session, ATELIERS.id, sheet, NOON)
        number = replies.put_proof(session, ATELIERS.id, proof, NOON)
        replies.put_outcome(session, Told(match, Outcome.WAITING, NOON.date()), NOON)
    found = case_of(match)
    assert (found.sheet, found.proofs, found.outcome) == (sheet, (replace(proof, id=number),), Outcome.WAITING)


@pytest.mark.parametrize(
    ("award_lots", "winners"),
    [
        ((lot("2", winners=(Winner("Verger fictif"),)),), (Winner("Verger fictif"),)),
        ((lot("LOT-0001", winners=(Winner("Jardins fictifs"),)),), ()),
    ],
)
def test_the_winner_is_that_of_the_lot(
    database: Database, case_of: CaseOf, award_lots: tuple[object, ...], winners: tuple[Winner, ...]
) -> None:
    (match,) = told_of(database, notice("26-1", lots=(GARDENS, CEMETERY)))
    award = notice("26-3", kind=NoticeKind.AWARD, previous=("26-1",), lots=award_lots, deadline=None)
    ingested(database, award, now=later())
    matched_new(database, judge_for(), later())
    assert case_of(match, "2").winners == winners
    assert case_of(match, "2").closed == "awarded"


def test_a_notice_that_nobody_was_told_of_can_be_prepared_too(database: Database) -> None:
    subscribed(database, ATELIERS)
    ingested(database, notice("26-1"))
    made = Replying(Wording(read, may_answer, lambda: NOON), may_answer, None)
    with database.read() as session:
        loaded = replying.load_notice(session, "ateliers", "boamp:26-1")
        assert replying.load_notice(session, "ateliers", "boamp:404") is None
        assert replying.load_notice(session, "personne", "boamp:26-1") is None
    assert loaded is not None
    case = made.case(loaded, NOON)
    assert (case.match_id, case.match.reasons, case.deadline, case.page) == (0, (), at(10), "")


def test_two_matches_that_become_one_keep_what_was_prepared_for_either(database: Database) -> None:
    first, second = told_of(database, notice("26-1"), notice("26-2", deadline=at(12), title="Autre"))
    sheet_work, other = Work(reminded=True), Work(manner=Manner.TOGETHER)
    with database.write() as session:
        replies.put_work(session, first, "", sheet_work, NOON)
        replies.put_work(session, second, "", other, NOON)
        replies.put_work(session, second, "2", other, NOON)
        replies.put_outcome(session, Told(second, Outcome.WON, NOON.date()), NOON)
        replies.moved(session, second, first)
        assert replies.works_of(session, [first]) == {first: {"": sheet_work, "2": other}}
        assert replies.outcomes_of(session, [first, second])[first].outcome is Outcome.WON


def test_a_proof_of_another_structure_is_neither_changed_nor_dropped(database: Database) -> None:
    subscribed(database, ATELIERS)
    proof = Proof(ProofKind.RIB)
    with database.write() as session:
        number = replies.put_proof(session, ATELIERS.id, proof, NOON)
        assert replies.put_proof(session, "chantiers", replace(proof, id=number, reference="volé"), NOON) == 0
        assert not replies.drop_proof(session, "chantiers", number)
        assert replies.load_proofs(session, ATELIERS.id) == (replace(proof, id=number),)
        assert replies.drop_proof(session, ATELIERS.id, number)
        assert replies.load_proofs(session, ATELIERS.id) == ()


def test_amounts_and_shares_come_back_as_they_were(database: Database) -> None:
    (match,) = told_of(database)
    work = Work(assumptions=replace(Work().assumptions, amount=Decimal("48500.50"), labour_share=0.7, hours=300.0))
    with database.write() as session:
        replies.put_work(session, match, "", work, NOON)
        assert replies.load_works(session, match) == {"": work}
