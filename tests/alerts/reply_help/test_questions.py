"""What the buyer must be asked: for a reason, ready to send, and nothing more."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from alerts.model.reading import Beneficiary, Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from alerts.model.reply import Manner, Work
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks, AwardCriterion, CriterionFamily, Procedure, Visit
from alerts.reply_help.case import Case
from alerts.reply_help.questions import questions
from scrapers.notice import Amount, Lot
from tests.alerts.reply_help.cases import (
    CLEANING,
    COOPERATIVE,
    CRITERIA,
    NOW,
    at,
    cleaning,
    gardening,
    in_2049,
    laundry,
    structure,
    too_late,
    undated,
    until,
)

SAYS = Evidence("texte", "Une phrase de l'avis.")
KNOWN = Asks(Procedure.OPEN, criteria=CRITERIA, months=24, hours=300, facilitator=(SAYS,))
UNSURE = Reservation(ReservationStatus.UNKNOWN, possible=(Beneficiary.SIAE,), evidence=(SAYS,))
GEIQ = structure(Kind.GEIQ)
TOGETHER = Work(manner=Manner.TOGETHER)
UNWEIGHED = (AwardCriterion("Prix", CriterionFamily.PRICE),)
BIG = Asks(Procedure.OPEN, criteria=CRITERIA, months=12, turnover=Decimal(90_000), turnover_words=SAYS)


def asked(one: Case) -> list[str]:
    return [held.id.removeprefix("q-") for held in questions(one, NOW).items]


STORIES: list[tuple[str, Case, list[str]]] = [
    ("all is known", cleaning(asks=KNOWN), []),
    (
        "nothing is known of the reservation",
        gardening(reading=LotReading("2", UNSURE), asks=KNOWN),
        ["reservation", "avance"],
    ),
    ("a right to be checked", gardening(structure=GEIQ, asks=KNOWN), ["droit", "avance"]),
    ("reserved to others", gardening(structure=COOPERATIVE, asks=KNOWN), ["associer", "avance"]),
    ("a group on a reserved lot", gardening(asks=KNOWN, work=TOGETHER), ["groupement", "avance"]),
    ("a group on an open lot", cleaning(asks=KNOWN, work=TOGETHER), []),
    ("no criteria", cleaning(asks=replace(KNOWN, criteria=())), ["criteres"]),
    ("criteria without weights", cleaning(asks=replace(KNOWN, criteria=UNWEIGHED)), ["criteres"]),
    ("a clause without hours", cleaning(asks=replace(KNOWN, hours=None)), ["heures"]),
    ("a clause with a share", cleaning(asks=replace(KNOWN, hours=None, insertion_share=0.05)), []),
    ("a clause and nobody to follow it", cleaning(asks=replace(KNOWN, facilitator=())), ["facilitateur"]),
    ("no clause, no hours to ask", cleaning(asks=replace(KNOWN, hours=None), reading=LotReading(None)), []),
    ("staff to take over", cleaning(asks=replace(KNOWN, takeover=(SAYS,))), ["reprise"]),
    ("a visit without a date", cleaning(asks=replace(KNOWN, visit=Visit(True, SAYS))), ["visite"]),
    ("a visit that is over", cleaning(asks=replace(KNOWN, visit=Visit(True, SAYS, at(2026, 11, 2)))), ["autre-visite"]),
    ("a visit to come", cleaning(asks=replace(KNOWN, visit=Visit(True, SAYS, at(2026, 12, 2)))), []),
    ("a visit that is advised", cleaning(asks=replace(KNOWN, visit=Visit(False, SAYS))), []),
    ("a small contract", cleaning(asks=KNOWN, notice=replace(CLEANING, amount=Amount(Decimal(50_000)))), ["avance"]),
    ("a short one", cleaning(asks=replace(KNOWN, months=2)), ["avance"]),
    ("an advance is told", cleaning(asks=replace(KNOWN, months=2, advance=(SAYS,))), []),
    ("too much turnover", gardening(asks=BIG), ["chiffre-affaires", "avance"]),
    ("turnover within the rule", gardening(asks=replace(BIG, turnover=Decimal(72_750))), ["avance"]),
    ("adapted", cleaning(asks=replace(KNOWN, procedure=Procedure.ADAPTED)), ["dume"]),
    ("a concession", cleaning(asks=replace(KNOWN, months=1), notice=replace(CLEANING, concession=True)), []),
    ("no deadline", cleaning(asks=KNOWN, deadline=None), ["date"]),
    (
        "a date in doubt",
        cleaning(asks=KNOWN, deadline=until(2026, 12, 21, 12, doubt="Deux heures différentes.")),
        ["date"],
    ),
    ("in 2049", replace(in_2049(), asks=KNOWN), ["date", "avance"]),
]


@pytest.mark.parametrize(("story", "one", "wanted"), STORIES, ids=[one[0] for one in STORIES])
def test_what_is_asked(story: str, one: Case, wanted: list[str]) -> None:
    assert asked(one) == wanted, story


def every() -> list[Case]:
    silent: dict[str, Any] = {"asks": Asks(Procedure.ADAPTED, takeover=(SAYS,), visit=Visit(True, SAYS), months=1)}
    return [one for _, one, _ in STORIES] + [gardening(**silent), laundry(), undated()]


@pytest.mark.parametrize("one", every())
def test_a_question_is_ready_to_send_with_its_reason(one: Case) -> None:
    found = questions(one, NOW).items
    assert len({held.id for held in found}) == len(found)
    for held in found:
        assert held.text[0].isupper()
        assert "?" in held.text
        assert held.why[0].isupper()
        assert one.structure.name not in held.text, "what is asked before the deadline names nobody"


def test_the_article_of_the_question_follows_the_lot() -> None:
    (held, *_) = questions(gardening(structure=COOPERATIVE, asks=KNOWN), NOW).items
    assert held.text.startswith("Le lot 2 est réservé aux structures d'insertion par l'activité économique (SIAE).")
    (held, *_) = questions(cleaning(asks=replace(KNOWN, hours=None)), NOW).items
    assert "pour le marché" in held.text


UNTIL = [  # said by the notice, by the lot, expected
    (at(2026, 12, 4, 12), None, at(2026, 12, 4, 12)),
    (None, at(2026, 12, 5, 12), at(2026, 12, 5, 12)),
    (None, None, None),
]


@pytest.mark.parametrize(("said", "of_lot", "until_when"), UNTIL)
def test_until_when_questions_are_answered(said: Any, of_lot: Any, until_when: Any) -> None:
    lot = Lot(questions_until=of_lot)
    found = questions(cleaning(asks=replace(KNOWN, questions_until=said), the_lot=lot), NOW)
    assert (found.until, found.late) == (until_when, False)


def test_too_late_is_told() -> None:
    assert questions(cleaning(asks=replace(KNOWN, questions_until=at(2026, 11, 20))), NOW).late
    assert questions(too_late(), NOW).late
    assert not questions(undated(), NOW).late


ELSEWHERE = [
    (cleaning(asks=KNOWN), "facilitateur"),
    (gardening(structure=GEIQ, asks=KNOWN), "DDETS"),
    (
        cleaning(asks=KNOWN, reading=LotReading(None, clauses=(Clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, SAYS),))),
        "facilitateur",
    ),
]


@pytest.mark.parametrize(("one", "word"), ELSEWHERE)
def test_whom_else_to_ask(one: Case, word: str) -> None:
    assert any(word in sentence for sentence in questions(one, NOW).elsewhere)


def test_nobody_else_is_asked_when_all_is_clear() -> None:
    assert questions(cleaning(asks=KNOWN, reading=LotReading(None)), NOW).elsewhere == ()
