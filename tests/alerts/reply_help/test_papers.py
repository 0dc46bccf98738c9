"""A whole kit, for cases that are ordinary and cases that are not: nothing is dropped, nothing is invented."""

from dataclasses import fields as fields_of
from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.files.context import context_of
from alerts.model.reply import Manner, Reference, Sheet, Work
from alerts.model.structure import StructureKind
from alerts.reply_help.case import Case
from alerts.reply_help.paper import PaperKind
from alerts.reply_help.papers import papers
from tests.alerts.reply_help.cases import (
    NOW,
    SHEET,
    cleaning,
    gardening,
    in_2049,
    laundry,
    odd_name,
    structure,
    too_late,
    two_deadlines,
    undated,
)
from tests.alerts.reply_help.reading_papers import of_kind, words

FULL_SHEET = replace(
    SHEET,
    training="Douze salariés ont passé un certificat l'an dernier.",
    exits="Six personnes sur dix ont trouvé un emploi ou une formation.",
    equipment="Deux tondeuses électriques et un fourgon.",
    quality="Le chef d'équipe contrôle chaque chantier avec une grille.",
    safety="Chaque arrivée commence par une journée de sécurité.",
    environment="Le broyat est laissé sur place.",
)
CASES = {
    "an ACI before a reserved lot": gardening(sheet=FULL_SHEET),
    "an ESAT without a sheet": laundry(),
    "a clause of 300 hours": cleaning(sheet=FULL_SHEET),
    "the first of two lots": two_deadlines(),
    "no deadline": undated(sheet=FULL_SHEET),
    "in 2049": in_2049(sheet=FULL_SHEET),
    "too late": too_late(sheet=FULL_SHEET),
    "odd names": odd_name(),
    "together": gardening(sheet=FULL_SHEET, work=Work(Manner.TOGETHER)),
    "no kind at all": gardening(structure=structure()),
    "every kind": gardening(structure=structure(*StructureKind), sheet=FULL_SHEET),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_five_papers_that_can_be_written_as_files(case: Case) -> None:
    made = papers(case, NOW)
    assert [one.kind for one in made] == list(PaperKind)
    for one in made:
        context_of(one)
        said = words(one)
        assert case.title in said
        assert "None" not in said and "{" not in said and "StructureKind" not in said
        assert (case.sheet.legal_name or case.structure.name) in one.footer


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_that_the_structure_said_is_dropped(case: Case) -> None:
    said = "\n".join(words(one) for one in papers(case, NOW))
    for one in fields_of(Sheet):
        value = getattr(case.sheet, one.name)
        assert not isinstance(value, str) or value in said, one.name
    assert all(one.what in said and one.buyer in said for one in case.sheet.references)
    assert all(str(one.year) in said for one in case.sheet.turnover)
    assert all(one.reference in said for one in case.proofs)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_sentence_of_the_notice_that_binds_is_cited(case: Case) -> None:
    said = words(of_kind(case, PaperKind.MEMOIRE))
    for held in (*case.reading.reservation.evidence, *(one.evidence for one in case.reading.clauses)):
        assert held.quote in said


def test_two_hundred_references_are_all_there() -> None:
    many = tuple(
        Reference(f"Chantier numéro {at:03}", "Commune d'Exemple", 2024, Decimal(1000 + at)) for at in range(200)
    )
    case = gardening(sheet=replace(SHEET, references=many))
    for kind in (PaperKind.CANDIDATURE, PaperKind.MEMOIRE):
        said = words(of_kind(case, kind))
        assert all(one.what in said for one in many)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (gardening(), "Date limite : lundi 21 décembre 2026 à 12 h 00"),
        (undated(), "Date limite : non indiquée dans l'avis ; à lire dans le règlement de consultation (RC)"),
        (
            in_2049(),
            (
                "Date limite : vendredi 31 décembre 2049 à 12 h 00"
                " (à vérifier : L'avis donne une date en 2049, sans doute par erreur.)"
            ),
        ),
        (too_late(), "Date limite : dimanche 22 novembre 2026 à 9 h 00 (passée)"),
        (two_deadlines("2"), "Date limite : vendredi 18 décembre 2026 à 16 h 00"),
    ],
    ids=["known", "missing", "doubtful", "passed", "of the lot"],
)
def test_the_deadline_is_said_as_it_is(case: Case, expected: str) -> None:
    for one in papers(case, NOW):
        assert expected in words(one).split("\n"), one.kind


def test_names_are_written_as_they_are() -> None:
    sheet = words(of_kind(odd_name(), PaperKind.CANDIDATURE)).split("\n")
    assert "Nom de l'acheteur : Mairie d'Exemple & alentours <69>" in sheet
    assert "Dénomination sociale : Jardins & Cie <solidaires>" in sheet


def test_what_is_sent_to_others_is_signed_by_the_structure_alone() -> None:
    foots = {one.kind: one.footer for one in papers(gardening(), NOW)}
    assert foots[PaperKind.MEMOIRE] == "Association Les Jardins du Lien – Mémoire technique"
    assert foots[PaperKind.PARTENAIRES] == "Association Les Jardins du Lien – Proposition de réponse commune"
    assert "préparé avec Vigie ESS le 23 novembre 2026" in foots[PaperKind.CHECKLIST]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_paper_promises_a_result(case: Case) -> None:
    promises = ("garanti", "vous gagnerez", "obtiendrez", "sera retenue", "certainement")
    for one in papers(case, NOW):
        assert not [word for word in promises if word in words(one).lower().replace("ce qui le garantit", "")], one.kind
