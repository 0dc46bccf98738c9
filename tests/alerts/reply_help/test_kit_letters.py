"""The letter to partners, the questions and the list to tick."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.messages.french import day
from alerts.model.reply import Manner, Work
from alerts.reply_help.case import Case
from alerts.reply_help.documents import documents
from alerts.reply_help.paper import Items, PaperKind
from alerts.reply_help.plan.step import StepId
from alerts.reply_help.planning import plan
from alerts.reply_help.questions import questions
from tests.alerts.reply_help.cases import (
    GARDENING,
    NOW,
    PROOFS,
    cleaning,
    gardening,
    in_2049,
    laundry,
    too_late,
    undated,
)
from tests.alerts.reply_help.reading_papers import headings, of_kind, under, words


def letter(case: Case) -> str:
    return words(of_kind(case, PaperKind.PARTENAIRES))


def test_a_partner_reads_who_what_and_when() -> None:
    said = letter(gardening())
    assert (
        "« Entretien des espaces verts communaux – Tonte et désherbage manuel » (acheteur : Commune de Saint-Exemple)"
        in said
    )
    assert "Nous avons déjà réalisé : Tonte et désherbage de parcs pour Commune de Saint-Exemple." in said
    assert "Réservation : Réservé aux structures d'insertion (SIAE), article cité : L2113-13" in said
    assert "Dossier de consultation : https://dossiers.example.org/900001" in said
    assert "Clause ou critère : Clause sociale, 300 heures d'insertion" in letter(cleaning())


def test_the_answer_is_wanted_on_the_day_of_the_plan_for_several() -> None:
    together = gardening(work=Work(Manner.TOGETHER))
    asked = next(one.on for one in plan(together, NOW).steps if one.id is StepId.PARTNERS)
    assert asked is not None
    assert letter(gardening()) == letter(together)
    assert f"Merci de nous répondre avant le {day(asked)}, même pour dire non" in letter(together)


@pytest.mark.parametrize("case", [undated(), in_2049(), too_late()], ids=["no date", "2049", "too late"])
def test_a_calendar_that_cannot_be_counted_is_left_to_write(case: Case) -> None:
    said = letter(case)
    assert "Nos dates : [à compléter : réunion, accord, écriture, dépôt]." in said
    assert "Merci de nous répondre avant le [à compléter : date]" in said


def test_a_reserved_lot_asks_partners_for_their_right() -> None:
    assert "merci de nous dire si vous entrez dans la réservation" in letter(gardening())
    assert "réservation" not in letter(cleaning())


def test_every_question_is_there_with_its_reason() -> None:
    case = undated()
    paper = of_kind(case, PaperKind.QUESTIONS)
    found = questions(case, NOW)
    assert found.items
    for at, one in enumerate(found.items, start=1):
        said = under(paper, f"Question {at}")
        assert one.text in said and one.why in said
    assert "lisez-la dans le règlement (RC)" in words(paper)


def test_the_six_days_are_those_of_formal_procedures() -> None:
    assert "R2132-6" in words(of_kind(gardening(), PaperKind.QUESTIONS))
    assert "R2132-6" not in words(of_kind(laundry(), PaperKind.QUESTIONS))


@pytest.mark.parametrize("case", [gardening(), laundry(), cleaning(), undated(), too_late()])
def test_the_list_holds_every_document_and_every_step(case: Case) -> None:
    said = words(of_kind(case, PaperKind.CHECKLIST))
    for document in documents(case, NOW).items:
        assert document.name in said and document.where in said
    for step in plan(case, NOW).steps:
        assert step.title in said and step.why in said


def test_what_is_ready_is_ticked() -> None:
    first = documents(gardening(), NOW).items[0]
    case = gardening(work=Work(done=frozenset({first.id, StepId.WITHDRAW})))
    paper = of_kind(case, PaperKind.CHECKLIST)
    ticked = [one.items[at] for one in paper.pieces if isinstance(one, Items) for at in one.ticked]
    assert len(ticked) == 2
    assert ticked[0].startswith(first.name) and "Retirer le dossier" in ticked[1]


def test_the_last_look_before_the_deposit() -> None:
    said = under(of_kind(gardening(), PaperKind.CHECKLIST), "Dernier regard avant le dépôt")
    for word in (
        "Signature",
        "Noms de fichiers",
        "Taille",
        "24 heures",
        "seul le dernier dépôt",
        "R2151-6",
        "Accusé de réception",
    ):
        assert word in said


def test_a_consultation_that_is_over_has_no_steps() -> None:
    said = under(of_kind(gardening(closed="cancelled"), PaperKind.CHECKLIST), "Étapes")
    assert "la consultation est close" in said


def test_a_buyer_without_a_name_is_a_line_to_fill_in() -> None:
    nameless = replace(GARDENING, buyer=replace(GARDENING.buyer, name=None))
    assert "acheteur : )" not in letter(gardening(notice=nameless))
    assert headings(of_kind(gardening(notice=nameless), PaperKind.QUESTIONS))[0] == "À envoyer"


def test_a_proof_that_ends_too_early_is_to_be_renewed_in_plain_words() -> None:
    proofs = tuple(replace(one, valid_until=date(2026, 11, 25)) for one in PROOFS)
    said = words(of_kind(gardening(proofs=proofs), PaperKind.CHECKLIST))
    assert "à renouveler avant la date limite, valable jusqu'au 25 novembre 2026." in said
    assert "À vérifier : seulement si" not in said
    assert "…." not in said
