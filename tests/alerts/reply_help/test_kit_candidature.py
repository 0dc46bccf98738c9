"""The sheet that prepares DC1 and DC2."""

from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.model.reading import Evidence
from alerts.model.reply import Manner, ProofKind, Sheet, Work
from alerts.model.structure import StructureKind
from alerts.reply_help.asked import Asks, Procedure
from alerts.reply_help.case import Case
from alerts.reply_help.paper import Items, PaperKind, Table
from tests.alerts.reply_help.cases import (
    FICTITIOUS_SIRET,
    GARDENING,
    SHEET,
    gardening,
    laundry,
    structure,
    two_deadlines,
)
from tests.alerts.reply_help.reading_papers import fields, headings, of_kind, under, words


def sheet_of(case: Case) -> list[tuple[str, str]]:
    return fields(of_kind(case, PaperKind.CANDIDATURE))


def test_headings_follow_the_forms() -> None:
    assert headings(of_kind(gardening(), PaperKind.CANDIDATURE)) == [
        "DC1 – Lettre de candidature",
        "A. Acheteur",
        "B. Objet de la consultation",
        "C. Objet de la candidature",
        "D. Présentation du candidat",
        "E. Membres du groupement et répartition du travail",
        "F. Engagements et déclarations sur l'honneur",
        "G. Mandataire du groupement",
        "DC2 – Déclaration du candidat",
        "A et B. Acheteur et objet",
        "C1. Identification du candidat",
        "C2. Marché ou lot réservé",
        "E. Aptitude à exercer l'activité",
        "F. Capacité économique et financière",
        "G. Capacité technique et professionnelle",
        "H. Capacités d'autres opérateurs",
    ]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Nom de l'acheteur", "Commune de Saint-Exemple"),
        ("Objet de la consultation", "Entretien des espaces verts communaux"),
        ("Référence de la consultation", "2026-EV-07"),
        ("Dénomination sociale", "Association Les Jardins du Lien"),
        ("Nom commercial", "Les Jardins du Lien"),
        ("Forme juridique", "Association loi 1901"),
        ("Adresse de l'établissement", "4 chemin des Exemples, 69003 Lyon"),
        ("Courriel", "contact@jardins.example.org"),
        ("Téléphone", "04 00 00 00 00"),
        ("SIRET", FICTITIOUS_SIRET),
        ("Personne qui engage la structure (nom, qualité)", "Dominique Exemple, Présidence"),
        ("Effectif total (équivalents temps plein)", "18"),
        ("Salariés en parcours (équivalents temps plein)", "14"),
        ("Encadrants techniques (équivalents temps plein)", "3"),
        (
            "Personnes concernées, en part de l'effectif (au moins 50 %)",
            "78 % des équivalents temps plein (à vérifier)",
        ),
        ("Convention IAE", "référence ACI-2026-000, du 1er janvier 2026, valable jusqu'au 31 décembre 2026"),
    ],
)
def test_what_is_known_is_filled_in(label: str, value: str) -> None:
    assert {told for named, told in sheet_of(gardening()) if named == label} == {value}


def test_what_is_not_known_is_a_line_to_fill_in() -> None:
    told = dict(sheet_of(laundry(sheet=Sheet())))
    assert told["Nom commercial"] == "ESAT du Vieux Moulin"
    assert [
        told[one] for one in ("SIRET", "Dénomination sociale", "Courriel", "Adresse du siège, si elle est différente")
    ] == [""] * 4
    assert told["Arrêté d'autorisation de l'ESAT"] == ""


@pytest.mark.parametrize(
    ("kind", "proof"),
    [
        (StructureKind.ACI, "Convention IAE"),
        (StructureKind.ETTI, "Annexe financière de la convention IAE"),
    ],
)
def test_the_proofs_of_the_reservation_are_those_of_the_kind(kind: StructureKind, proof: str) -> None:
    assert proof in dict(sheet_of(gardening(structure=structure(kind), proofs=())))


def test_a_lot_that_is_not_reserved_asks_for_no_proof() -> None:
    paper = of_kind(two_deadlines(), PaperKind.CANDIDATURE)
    said = under(paper, "C2. Marché ou lot réservé")
    assert "Rien à prouver ici" in said and "50 %" not in said


def test_who_may_not_answer_is_told_before_filling_in() -> None:
    case = gardening(structure=structure(StructureKind.SCOP))
    said = under(of_kind(case, PaperKind.CANDIDATURE), "C2. Marché ou lot réservé")
    assert f"À vérifier avant de répondre : {case.eligibility.reason}" in said


def test_the_lot_is_ticked_and_others_are_named() -> None:
    paper = of_kind(two_deadlines("2"), PaperKind.CANDIDATURE)
    boxes = next(one for one in paper.pieces if isinstance(one, Items) and one.boxes)
    assert [boxes.items[at] for at in boxes.ticked] == ["Lot 2 : Rayonnages"]
    assert boxes.items[2] == "D'autres lots : lot 1 vous concerne peut-être aussi"


def test_alone_or_together() -> None:
    alone = of_kind(gardening(), PaperKind.CANDIDATURE)
    together = of_kind(gardening(work=Work(Manner.TOGETHER)), PaperKind.CANDIDATURE)
    assert "À laisser vide si vous répondez seul." in under(alone, "G. Mandataire du groupement")
    assert "Mandataire (nom, adresse, SIRET) : " in under(together, "G. Mandataire du groupement")
    assert "Association Les Jardins du Lien | " in under(together, "E. Membres du groupement et répartition du travail")
    assert "Un DC2 par membre" in words(together) and "Un DC2 par membre" not in words(alone)


def test_three_years_of_turnover_even_when_one_is_known() -> None:
    short = replace(SHEET, turnover=SHEET.turnover[:1])
    paper = of_kind(gardening(sheet=short), PaperKind.CANDIDATURE)
    table = next(one for one in paper.pieces if isinstance(one, Table) and one.head[0] == "Exercice clos")
    assert table.rows == (("2025", "410 000 €", ""), ("", "", ""), ("", "", ""))


def test_what_the_notice_asks_stands_beside_the_answer() -> None:
    words_of = Evidence("texte", "Un chiffre d'affaires annuel de 60 000 euros est exigé.")
    insured = Evidence("texte", "Une assurance décennale est exigée.")
    asks = Asks(Procedure.OPEN, turnover=Decimal(60_000), turnover_words=words_of, insurance=(insured,))
    said = under(of_kind(gardening(asks=asks), PaperKind.CANDIDATURE), "F. Capacité économique et financière")
    assert "Chiffre d'affaires annuel demandé par l'avis : 60 000 €" in said
    assert words_of.quote in said and insured.quote in said and "1,5 fois" in said


def test_it_says_what_it_is() -> None:
    said = words(of_kind(gardening(), PaperKind.CANDIDATURE))
    assert "pas un formulaire" in said and "DUME" in said and "R2143-4" in said
    concession = of_kind(gardening(notice=replace(GARDENING, concession=True)), PaperKind.CANDIDATURE)
    assert "Ceci est une concession" in words(concession)


def test_an_insurance_of_the_drawer_is_filled_in() -> None:
    assert ("Attestation d'assurance responsabilité civile", _INSURED) in sheet_of(gardening())
    assert ProofKind.ASSURANCE_RC in {one.kind for one in gardening().proofs}


_INSURED = "référence RC-000, du 1er janvier 2026, valable jusqu'au 31 décembre 2026"
