"""The mémoire technique: its plan is that of the notice, its blanks are counted, its sentences are the structure's."""

from dataclasses import replace

import pytest

from alerts.model.reading import Evidence
from alerts.reply_help.asked import Asks, AwardCriterion, CriterionFamily, Procedure
from alerts.reply_help.case import Case
from alerts.reply_help.kit.blanks import count_blanks
from alerts.reply_help.kit.outline import outline
from alerts.reply_help.kit.parts import PARTS
from alerts.reply_help.paper import Cited, PaperKind
from tests.alerts.reply_help.cases import SHEET, cleaning, gardening, laundry
from tests.alerts.reply_help.reading_papers import headings, of_kind, under, words

F = CriterionFamily


def criteria(*given: tuple[str, CriterionFamily, float | None]) -> tuple[AwardCriterion, ...]:
    return tuple(AwardCriterion(name, family, weight) for name, family, weight in given)


def memoire_of(*given: tuple[str, CriterionFamily, float | None]) -> Case:
    return gardening(asks=Asks(Procedure.OPEN, criteria=criteria(*given)))


def test_the_plan_follows_the_criteria_with_their_weights() -> None:
    assert headings(of_kind(gardening(), PaperKind.MEMOIRE), level=1) == [
        "1. Prix des prestations (40 %)",
        "2. Valeur technique (40 %)",
        "3. Insertion professionnelle (20 %)",
        "4. Ce que les critères ne nomment pas",
    ]


def test_without_criteria_the_plan_is_the_usual_one_and_says_so() -> None:
    paper = of_kind(laundry(), PaperKind.MEMOIRE)
    assert headings(paper, level=1)[:3] == [
        "1. Compréhension du besoin et du site",
        "2. La structure, son agrément, sa gouvernance",
        "3. L'équipe",
    ]
    assert headings(paper, level=1)[10:] == ["11. Références et annexes", "À côté du mémoire : le prix"]
    assert "Les critères de ce lot ne sont pas dans l'avis." in words(paper)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            [("Moyens humains affectés", F.TECHNICAL, 30), ("Méthodologie", F.TECHNICAL, 30), ("Prix", F.PRICE, 40)],
            {"L'équipe": "Moyens humains affectés", "Méthode, planning et continuité": "Méthodologie"},
        ),
        (
            [
                ("Valeur technique", F.TECHNICAL, 60),
                ("Qualité environnementale", F.ENVIRONMENT, 10),
                ("Prix", F.PRICE, 30),
            ],
            {"L'équipe": "Valeur technique", "Environnement": "Qualité environnementale"},
        ),
        (
            [
                ("Performance en insertion", F.SOCIAL, 20),
                ("Sécurité des agents", F.TECHNICAL, 20),
                ("Prix", F.PRICE, 60),
            ],
            {
                "La part sociale de ce lot": "Performance en insertion",
                "Sécurité et accessibilité des postes": "Sécurité des agents",
            },
        ),
        ([("Prix", F.PRICE, 100)], {"L'équipe": "", "La part sociale de ce lot": ""}),
        ([("Prix des produits", F.PRICE, 100)], {"Matériel et produits": ""}),
        ([("Références et expérience", F.OTHER, 20)], {"Références et annexes": "Références et expérience"}),
    ],
)
def test_each_part_answers_the_criterion_that_names_it(
    given: list[tuple[str, CriterionFamily, float | None]], expected: dict[str, str]
) -> None:
    chapters = outline(criteria(*given))
    found = {part.title: one.criterion.name if one.criterion else "" for one in chapters for part in one.parts}
    assert {title: found[title] for title in expected} == expected


@pytest.mark.parametrize(
    "given",
    [
        [],
        [("Prix", F.PRICE, 100)],
        [("Valeur technique", F.TECHNICAL, None)] * 3,
        [("Insertion, équipe, méthode, environnement, références, sécurité, matériel", F.OTHER, 100)],
        [(f"Critère {one.value}", one, 10) for one in F],
        [("", F.OTHER, None)],
    ],
)
def test_no_part_is_lost_nor_said_twice(given: list[tuple[str, CriterionFamily, float | None]]) -> None:
    chapters = outline(criteria(*given))
    assert sorted(part.title for one in chapters for part in one.parts) == sorted(part.title for part in PARTS)
    assert [one.criterion for one in chapters if one.criterion] == list(criteria(*given))


def test_a_criterion_that_nothing_answers_keeps_its_place() -> None:
    paper = of_kind(memoire_of(("Originalité", F.OTHER, 10), ("Prix", F.PRICE, 90)), PaperKind.MEMOIRE)
    assert "répondez à ce critère avec ses propres mots" in under(paper, "1. Originalité (10 %)")


def test_a_weight_that_the_notice_does_not_give_is_said_to_be_missing() -> None:
    said = words(of_kind(memoire_of(("Valeur technique", F.TECHNICAL, None)), PaperKind.MEMOIRE))
    assert "Partie 1 | Valeur technique | non indiqué dans l'avis" in said


def test_the_words_that_prove_several_criteria_are_cited_once() -> None:
    paper = of_kind(gardening(), PaperKind.MEMOIRE)
    quotes = [one.text for one in paper.pieces if isinstance(one, Cited)]
    assert quotes.count("Prix 40 %, valeur technique 40 %, insertion 20 %.") == 1


def test_blanks_are_counted_at_the_top() -> None:
    paper = of_kind(gardening(), PaperKind.MEMOIRE)
    left = count_blanks(paper.pieces)
    assert left == words(paper).count("[à compléter : ")
    assert f"Il en reste aujourd'hui : {left} passages surlignés à compléter." in words(paper)


def test_each_sentence_of_the_sheet_takes_the_place_of_a_blank_and_of_its_warning() -> None:
    before, after = gardening(), gardening(sheet=replace(SHEET, equipment="Deux tondeuses électriques."))
    said = under(of_kind(after, PaperKind.MEMOIRE), "Matériel et produits")
    assert "Deux tondeuses électriques." in said and "Encore général" not in said
    assert "Encore général" in under(of_kind(before, PaperKind.MEMOIRE), "Matériel et produits")
    least, most = (count_blanks(of_kind(one, PaperKind.MEMOIRE).pieces) for one in (after, before))
    assert least == most - 1


def test_what_the_notice_asks_is_cited_where_it_is_answered() -> None:
    takeover = Evidence("texte", "Le personnel en place est à reprendre.")
    penalty = Evidence("texte", "Une pénalité de 100 euros par jour de retard est prévue.")
    sample = Evidence("texte", "Un échantillon est à remettre.")
    asks = Asks(Procedure.OPEN, takeover=(takeover,), penalties=(penalty,), samples=(sample,))
    paper = of_kind(gardening(asks=asks), PaperKind.MEMOIRE)
    assert takeover.quote in under(paper, "3. L'équipe")
    assert sample.quote in under(paper, "5. Matériel et produits")
    assert penalty.quote in under(paper, "6. Qualité, contrôle et réactivité")


def test_the_visit_is_told_with_its_day() -> None:
    said = under(of_kind(laundry(), PaperKind.MEMOIRE), "1. Compréhension du besoin et du site")
    assert "Visite du site obligatoire, mercredi 2 décembre 2026 à 10 h 00." in said


def test_price_advice_names_its_articles() -> None:
    said = under(of_kind(cleaning(), PaperKind.MEMOIRE), "1. Prix des prestations (40 %)")
    assert "L2152-6" in said and "R2152-5" in said and "productivité réelle" in said
