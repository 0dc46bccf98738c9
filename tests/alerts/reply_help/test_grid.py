"""Should we answer? The score, the three outcomes, and what to answer first."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from alerts.model.match import Criterion, Reason, Verdict
from alerts.model.reading import Evidence, LotReading
from alerts.model.reply import Mark, Point, Work
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks, Visit
from alerts.reply_help.case import Case
from alerts.reply_help.grid import BROUGHT, NOT_ENTITLED, PASSED, STOPPED, TO_ASK, Advice, By, grid
from tests.alerts.reply_help.cases import (
    COOPERATIVE,
    NOW,
    at,
    case,
    cleaning,
    gardening,
    in_2049,
    laundry,
    structure,
    too_late,
    undated,
)

YES, PARTLY, NO = Mark.YES, Mark.PARTLY, Mark.NO
SAYS = Evidence("texte", "Une phrase de l'avis.")
ALL = tuple(Point)


def answered(one: Case, yes: int, partly: int = 0, no: int = 0) -> Case:
    """So many answers of a person, on the last questions: the first ones are those that may stop alone."""
    marks = [YES] * yes + [PARTLY] * partly + [NO] * no
    points = [point for point in reversed(ALL) if point not in {Point.ELIGIBILITY, Point.TRADE}]
    return replace(one, work=Work(marks=dict(zip(points, marks, strict=False))))


def bare() -> Case:
    """A lot that the notice says nothing of: eligibility, trade and place alone are known."""
    return cleaning(asks=Asks(), reading=LotReading(None), deadline=None, proofs=(), sheet=case().sheet)


SCORES = [  # marks of people beside three yes of Vigie: yes, partly, no → score, advice
    (4, 0, 0, 100, Advice.NOT_ENOUGH),  # seven answers
    (5, 0, 0, 100, Advice.GO),  # eight
    (3, 3, 1, 75, Advice.GO),
    (1, 5, 1, 65, Advice.TOGETHER),
    (0, 6, 2, 55, Advice.TOGETHER),
    (0, 4, 1, 62, Advice.TOGETHER),
    (1, 4, 4, 50, Advice.TOGETHER),
    (0, 4, 4, 45, Advice.NOT_THIS_TIME),
    (0, 0, 9, 25, Advice.NOT_THIS_TIME),
]


@pytest.mark.parametrize(("yes", "partly", "no", "score", "advice"), SCORES)
def test_the_score_is_over_what_is_answered(yes: int, partly: int, no: int, score: int, advice: Advice) -> None:
    found = grid(answered(bare(), yes, partly, no), NOW)
    assert len(found.answered) == yes + partly + no + 3
    assert (found.score, found.advice) == (score, advice)


def test_what_a_person_says_wins_and_is_said_to_be_theirs() -> None:
    one = gardening(work=Work(marks={Point.TRADE: PARTLY, Point.CASH: YES}))
    found = grid(one, NOW)
    trade, cash = found.of(Point.TRADE), found.of(Point.CASH)
    assert (trade.mark, trade.by, trade.found) == (PARTLY, By.PERSON, YES)
    assert (cash.mark, cash.by, cash.found) == (YES, By.PERSON, PARTLY)
    assert found.of(Point.PLACE).by is By.VIGIE
    assert found.of(Point.PEOPLE).by is By.NOBODY


def said(one: Case, **marks: Mark) -> Case:
    return replace(one, work=Work(marks={**one.work.marks, **{Point(name): mark for name, mark in marks.items()}}))


PAST_VISIT = Asks(visit=Visit(True, SAYS, at(2026, 11, 2, 9)))
NEXT_VISIT = Asks(visit=Visit(True, SAYS, at(2026, 12, 2, 9)))
AGAINST = Reason(Criterion.TRADE, Verdict.AGAINST, "aucun de vos métiers")
OUT: list[tuple[str, Case, Advice, str]] = [
    ("reserved to others", gardening(structure=COOPERATIVE), Advice.NOT_THIS_TIME, NOT_ENTITLED),
    ("and people know better", said(gardening(structure=COOPERATIVE), eligibility=YES), Advice.GO, ""),
    ("they know it is not for them", said(gardening(), eligibility=NO), Advice.NOT_THIS_TIME, NOT_ENTITLED),
    ("not our trade, a partner may have it", said(gardening(), trade=NO), Advice.TOGETHER, BROUGHT),
    ("not our trade, and no partner", said(gardening(), trade=NO, partners=NO), Advice.NOT_THIS_TIME, STOPPED),
    ("no insurance asked: nothing is stopped", said(gardening(), insurance=NO), Advice.GO, ""),
    ("insurance asked", said(gardening(asks=Asks(insurance=(SAYS,))), insurance=NO), Advice.TOGETHER, BROUGHT),
    ("the visit is over", laundry(asks=PAST_VISIT), Advice.NOT_THIS_TIME, STOPPED),
    ("the visit is over, we were there", said(laundry(asks=PAST_VISIT), visit=YES), Advice.NOT_ENOUGH, ""),
    ("we cannot go to the visit", said(laundry(asks=NEXT_VISIT), visit=NO), Advice.NOT_THIS_TIME, STOPPED),
    ("passed", too_late(), Advice.NOT_THIS_TIME, PASSED),
    ("cancelled", gardening(closed="cancelled"), Advice.NOT_THIS_TIME, "annulée"),
    ("awarded", gardening(closed="awarded"), Advice.NOT_THIS_TIME, "déjà attribué"),
]


@pytest.mark.parametrize(("story", "one", "advice", "why"), OUT, ids=[one[0] for one in OUT])
def test_one_answer_may_be_enough(story: str, one: Case, advice: Advice, why: str) -> None:
    found = grid(one, NOW)
    assert found.advice is advice, story
    assert why in found.why


def test_a_right_that_is_to_be_checked_is_asked_before_anything() -> None:
    geiq = answered(gardening(structure=structure(Kind.GEIQ)), 6)
    found = grid(geiq, NOW)
    assert found.score is not None
    assert found.score >= 70
    assert (found.advice, found.why) == (Advice.TOGETHER, TO_ASK)
    assert grid(said(geiq, eligibility=YES), NOW).advice is Advice.GO


def positions(points: Iterable[Point], *wanted: Point) -> list[int]:
    held = list(points)
    return [held.index(one) for one in wanted]


@pytest.mark.parametrize("one", [undated(), in_2049(), laundry()], ids=["undated", "2049", "laundry"])
def test_when_too_little_is_known_it_says_what_to_answer_first(one: Case) -> None:
    found = grid(one, NOW)
    assert found.advice is Advice.NOT_ENOUGH
    assert "moitié" in found.why
    assert set(found.first) == {held.point for held in found.answers if held.mark is None}
    insurance, people, penalties = positions(found.first, Point.INSURANCE, Point.PEOPLE, Point.PENALTIES)
    assert insurance < people < penalties, "what may stop alone comes first"


def test_nothing_is_asked_first_once_all_is_answered() -> None:
    one = replace(gardening(), work=Work(marks=dict.fromkeys(ALL, YES)))
    found = grid(one, NOW)
    assert (found.first, found.score, found.advice) == ((), 100, Advice.GO)
    assert (len(found.for_it), found.unsure, found.against) == (16, (), ())


def test_reasons_for_and_against_are_told_apart() -> None:
    found = grid(said(gardening(), people=NO, capacity=PARTLY), NOW)
    assert Point.PEOPLE in {one.point for one in found.against}
    assert Point.CAPACITY in {one.point for one in found.unsure}
    assert Point.ELIGIBILITY in {one.point for one in found.for_it}
    assert len(found.for_it) + len(found.unsure) + len(found.against) == len(found.answered)


def test_the_words_of_the_notice_stand_beside_what_they_prove() -> None:
    found = grid(gardening(), NOW)
    assert "réservé" in found.of(Point.ELIGIBILITY).evidence[0].quote
    assert "40 %" in found.of(Point.CRITERIA).evidence[0].quote


@pytest.mark.parametrize(
    ("point", "advice", "words"),
    [
        (Point.CAPACITY, Advice.TOGETHER, "un partenaire peut en apporter"),
        (Point.PENALTIES, Advice.GO, "Réglez d'abord ce qui est défavorable."),
    ],
)
def test_a_good_score_does_not_hide_a_no(point: Point, advice: Advice, words: str) -> None:
    marks = dict.fromkeys(Point, Mark.YES) | {point: Mark.NO}
    found = grid(gardening(work=Work(marks=marks)), NOW)
    assert (found.advice, words in found.why) == (advice, True)
