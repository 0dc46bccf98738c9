"""How a plain wording is found: folding, plurals, lost apostrophes, gaps; and no wording hides from the first look."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.clauses.fold import fold
from alerts.clauses.sentences import sentences
from alerts.clauses.triggers import places
from alerts.clauses.vocabulary.beneficiaries import BENEFICIARIES
from alerts.clauses.vocabulary.environment import ENVIRONMENT
from alerts.clauses.vocabulary.social import SOCIAL
from alerts.clauses.words import Lexicon

LEXICON = Lexicon({"clause": ("clause … insertion",), "ea": ("entreprise adaptée",), "aid": ("service d'aide",)})
DECIDING = [
    *((concept, line) for concept in ("ea_esat", "siae", "iae", "ess", "prison") for line in BENEFICIARIES[concept]),
    *((concept, line) for concept in ("social_clause", "social_subject", "social_means") for line in SOCIAL[concept]),
    *((concept, line) for concept in ("insertion_service", "insertion_object") for line in SOCIAL[concept]),
    *((concept, line) for concept in ("environment_clause", "environment_subject") for line in ENVIRONMENT[concept]),
    *((concept, line) for concept in ("social_criterion", "environment_criterion") for line in ENVIRONMENT[concept]),
]
# Groups named by short words only count beside "réservé", an article or a word that is a trigger of its own.
ONLY_BESIDE_AN_ACT = {"ea_esat", "siae", "iae", "ess", "prison"}


def found(text: str) -> list[str]:
    return [mention.concept for mention in LEXICON.find(LEXICON.words(fold(text)))]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Entreprises adaptées", ["ea"]),
        ("ENTREPRISE ADAPTEE", ["ea"]),
        ("clause obligatoire d’insertion", ["clause"]),
        ("clause dinsertion", ["clause"]),
        ("clause technique mais insertion", []),
        ("services daide", ["aid"]),
        ("entreprise très adaptée", []),
    ],
)
def test_a_wording_is_found_as_people_write_it(text: str, concepts: list[str]) -> None:
    assert found(text) == concepts


@given(st.text(max_size=200))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_takes_accents_capitals_and_odd_spaces_away() -> None:
    assert fold("ÉVÉNEMENT\u00a0: l’Œuvre – « n° 3 »") == 'evenement : l\'ouvre - " n° 3 "'


@pytest.mark.parametrize(("concept", "line"), DECIDING)
def test_no_wording_hides_from_the_first_look(concept: str, line: str) -> None:
    assert places(fold(line)) or concept in ONLY_BESIDE_AN_ACT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marché réservé. Visite libre.", ["Marché réservé.", "Visite libre."]),
        ("Art. L. 2113-12 du code. Suite", ["Art. L. 2113-12 du code.", "Suite"]),
        ("Clause socialeIl est demandé", ["Clause sociale", "Il est demandé"]),
        ("l'économie.L'entreprise devra", ["l'économie.", "L'entreprise devra"]),
        ("du CCTPLe marché comporte", ["du CCTP", "Le marché comporte"]),
        ("Lot 1 : 175 hLot 2 : 70 h", ["Lot 1 : 175 h", "Lot 2 : 70 h"]),
        ("Taux de 2.50 % du C.C.A.P. du marché", ["Taux de 2.50 % du C.C.A.P. du marché"]),
        ("Liste :\n- un ;\n- deux", ["Liste :", "un", "deux"]),
        ("Marché réservé\nNon", ["Marché réservé\nNon"]),
        ("aux\nentreprises adaptées", ["aux\nentreprises adaptées"]),
    ],
)
def test_sentences_are_cut_even_in_damaged_texts(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(max_size=300))
def test_sentences_never_overlap_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [letter for letter in kept if letter.isalnum()] == [letter for letter in text if letter.isalnum()]
