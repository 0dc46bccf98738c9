"""Award criteria: coded, in a list, one a field, with weights or without."""

from decimal import Decimal

import pytest

from alerts.reply_help.asked import CriterionFamily
from scrapers.notice import Criterion, Lot, Passage, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, notice, said

PRICE, TECHNICAL, SOCIAL = CriterionFamily.PRICE, CriterionFamily.TECHNICAL, CriterionFamily.SOCIAL
ENVIRONMENT, DELAY, OTHER = CriterionFamily.ENVIRONMENT, CriterionFamily.DELAY, CriterionFamily.OTHER

LISTS = (
    ("Prix : 40 % ; valeur technique : 60 %", [("Prix", PRICE, 40), ("valeur technique", TECHNICAL, 60)]),
    ("1. Valeur technique (60%) 2. Prix 40%", [("Valeur technique", TECHNICAL, 60), ("Prix", PRICE, 40)]),
    ("1 - Prix des prestations : 55% 2 - Délai : 45%", [("Prix des prestations", PRICE, 55), ("Délai", DELAY, 45)]),
    (
        "Critères : prix (40 points), valeur technique (40 points), performances en matière d'insertion (20 points)",
        [("prix", PRICE, 40), ("valeur technique", TECHNICAL, 40), ("performances en matière d'insertion", SOCIAL, 20)],
    ),
    (
        "Critères de jugement : 60 % pour la valeur technique, 40 % pour le prix",
        [("la valeur technique", TECHNICAL, 60), ("le prix", PRICE, 40)],
    ),
    ("Prix pondération 60, Qualité pondération 40", [("Prix", PRICE, 60), ("Qualité", TECHNICAL, 40)]),
    (
        "Prix : coefficient 3 - Valeur technique : coefficient 2",
        [("Prix", PRICE, 60), ("Valeur technique", TECHNICAL, 40)],
    ),
    (
        "Prix noté sur 30, méthode notée sur 50, déchets notés sur 20",
        [("Prix", PRICE, 30), ("méthode", TECHNICAL, 50), ("déchets", ENVIRONMENT, 20)],
    ),
    (
        "Critères pondérés : valeur technique 60 % (dont méthodologie 30 %, moyens humains 30 %), prix 40 %",
        [("valeur technique", TECHNICAL, 60), ("prix", PRICE, 40)],
    ),
    (
        "Critère 1 : valeur technique (60 %) Sous-critère 1.1 équipe (40 %) 1.2 outils (20 %) Critère 2 : prix (40 %)",
        [("valeur technique", TECHNICAL, 60), ("prix", PRICE, 40)],
    ),
    (
        "1) Qualité du service : 50 % ; 2) Prix : 42,5 % ; 3) Mesures environnementales : 7,5 %",
        [("Qualité du service", TECHNICAL, 50), ("Prix", PRICE, 42.5), ("Mesures environnementales", ENVIRONMENT, 7.5)],
    ),
    (
        "L'offre la plus avantageuse est appréciée en fonction du prix pour 70 % et de la qualité pour 30 %.",
        [("prix", PRICE, 70), ("la qualité", TECHNICAL, 30)],
    ),
    (
        "1-Prix des prestations 60.0 % 2-Valeur technique 40.0 % 2.1-Méthodologie 20.0 % 2.2-Moyens 20.0 %",
        [("Prix des prestations", PRICE, 60), ("Valeur technique", TECHNICAL, 40)],
    ),
    (
        "Jugement des offres : prix 40 points / valeur technique 50 points / critère social 10 points",
        [("prix", PRICE, 40), ("valeur technique", TECHNICAL, 50), ("social", SOCIAL, 10)],
    ),
    (
        "Critères : prix 50 % - Valeur technique 50 % décomposée comme suit : méthodologie 30 %, moyens 20 %",
        [("prix", PRICE, 50), ("Valeur technique", TECHNICAL, 50)],
    ),
    (
        "Valeur technique (60 points) : méthode (30 points), moyens (20 points), déchets (10 points). Prix (40 points)",
        [("Valeur technique", TECHNICAL, 60), ("Prix", PRICE, 40)],
    ),
    (
        "Valeur technique 60 % (dont organisation 20 %), prix 40 %",
        [("Valeur technique", TECHNICAL, 60), ("prix", PRICE, 40)],
    ),
    (
        "Prix noté sur 20 avec un coefficient de 40 %, méthode notée sur 20 avec un coefficient de 60 %",
        [("Prix", PRICE, 40), ("méthode", TECHNICAL, 60)],
    ),
    (
        "Critère : prix (coef. 4), délai (coef. 1), technique (coef. 5)",
        [("prix", PRICE, 40), ("délai", DELAY, 10), ("technique", TECHNICAL, 50)],
    ),
    (
        "1° Accompagnement socioprofessionnel : 35 points ; 2° Moyens : 25 points ; 3° Prix : 40 points",
        [("Accompagnement socioprofessionnel", SOCIAL, 35), ("Moyens", TECHNICAL, 25), ("Prix", PRICE, 40)],
    ),
    ("Prix unique : 100 %", [("Prix unique", PRICE, 100)]),
)
NO_LIST = (
    "Retenue de garantie de 5 %. Avance de 30 %. Les critères sont énoncés dans le règlement de la consultation.",
    "Les critères de sélection des candidatures sont : capacités 60 %, références 40 %.",
    "Critères : prix 60 %, valeur technique 60 %",
    "Les sous-critères de la valeur technique sont les suivants : méthode 60 %, moyens 40 %",
    "Taux de remise de 10 % sur les critères du catalogue, puis 90 % du prix.",
)


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_list_with_its_weights(text: str, expected: list[tuple[str, CriterionFamily, float]]) -> None:
    criteria = asked(text, topic=Topic.AWARD_CRITERIA).criteria
    assert [(one.name, one.family, one.weight) for one in criteria] == expected
    assert all(one.evidence is not None and one.evidence.quote in text for one in criteria)


@pytest.mark.parametrize("text", NO_LIST)
def test_figures_that_are_no_weights_make_no_criteria(text: str) -> None:
    assert asked(text).criteria == ()


def test_a_list_may_stand_in_the_middle_of_other_information() -> None:
    criteria = asked(
        "Les plis sont déposés sur le profil d'acheteur. Une avance de 10 % est prévue. Critères d'attribution :"
        " valeur technique (50 %), prix (50 %). Le délai de paiement est de 30 jours."
    ).criteria
    assert [(one.name, one.weight) for one in criteria] == [("valeur technique", 50), ("prix", 50)]


def test_coded_criteria_win() -> None:
    coded = (
        Criterion("BT-734", "Offre financière", "price", Decimal(45)),
        Criterion("BT-734", "Accompagnement des personnes en insertion", "quality", Decimal(55)),
    )
    told = notice(*said("Critères : prix 40 %, qualité 60 %"), lots=(Lot(criteria=coded),))
    criteria = asks_in(told).criteria
    assert [(one.name, one.family, one.weight) for one in criteria] == [
        ("Offre financière", PRICE, 45),
        ("Accompagnement des personnes en insertion", SOCIAL, 55),
    ]


def test_words_give_the_weights_that_the_codes_do_not() -> None:
    coded = (Criterion("BT-734", "Prix (80%)", "price"), Criterion("BT-734", "Délai (20 %)", "quality"))
    assert [one.weight for one in asks_in(notice(lots=(Lot(criteria=coded),))).criteria] == [80, 20]


def test_sub_criteria_of_one_coded_criterion_are_not_the_criteria() -> None:
    coded = (Criterion("BT-734", "Prix", "price"), Criterion("BT-734", "Qualité", "quality"))
    words = Passage("BT-540", "Notée sur : menus 50 points, accueil 50 points", Topic.AWARD_CRITERIA)
    criteria = asks_in(notice(lots=(Lot(criteria=coded, passages=(words,)),))).criteria
    assert [(one.name, one.weight) for one in criteria] == [("Prix", None), ("Qualité", None)]


def test_one_field_a_criterion_with_and_without_weights() -> None:
    weighed = asked("Prix : 40 %", "Valeur technique : 60 %", topic=Topic.AWARD_CRITERIA, field="criteres/critere")
    assert [(one.name, one.weight) for one in weighed.criteria] == [("Prix", 40), ("Valeur technique", 60)]
    bare = asked("Prix", "Valeur technique", topic=Topic.AWARD_CRITERIA, field="criteres/critere")
    assert [(one.name, one.family, one.weight) for one in bare.criteria] == [
        ("Prix", PRICE, None),
        ("Valeur technique", TECHNICAL, None),
    ]


def test_criteria_that_stand_elsewhere_are_not_named() -> None:
    text = "Critères énoncés dans le règlement de la consultation"
    assert asked(text, topic=Topic.AWARD_CRITERIA).criteria == ()


def test_each_lot_has_its_criteria() -> None:
    words = said("Critères d'attribution : Lot 1 : prix 60 %, qualité 40 %. Lot 2 : prix 30 %, qualité 70 %.")
    told = notice(*words, lots=(Lot("1"), Lot("2")))
    assert [[one.weight for one in asks_in(told, rank).criteria] for rank in range(2)] == [[60, 40], [30, 70]]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Prix", PRICE),
        ("Coût global", PRICE),
        ("Valeur technique et environnementale", TECHNICAL),
        ("Insertion paysagère du projet", OTHER),
        ("Performances sociales et environnementales", SOCIAL),
        ("Embauche de publics en insertion", SOCIAL),
        ("Performance en matière de développement durable", ENVIRONMENT),
        ("Réduction des déchets", ENVIRONMENT),
        ("Délai d'intervention", DELAY),
        ("Critère 2", OTHER),
    ],
)
def test_the_family_is_told_by_the_name(name: str, family: CriterionFamily) -> None:
    criteria = asked(name, topic=Topic.AWARD_CRITERIA, field="criteres/critere").criteria
    assert [one.family for one in criteria] == [family]


def test_a_coded_criterion_that_only_sends_elsewhere_is_no_criterion() -> None:
    coded = (Criterion("BT-540", "Critères énoncés dans le règlement de la consultation", "quality"),)
    assert asks_in(notice(lots=(Lot(criteria=coded),))).criteria == ()


def test_a_whole_list_published_as_one_coded_criterion_is_read() -> None:
    text = "Valeur technique : 60 %, prix : 40 %"
    lot = Lot(
        criteria=(Criterion("BT-540", text, "quality"),), passages=(Passage("BT-540", text, Topic.AWARD_CRITERIA),)
    )
    assert [(one.name, one.weight) for one in asks_in(notice(lots=(lot,))).criteria] == [
        ("Valeur technique", 60),
        ("prix", 40),
    ]


def test_a_name_that_turns_into_an_explanation_is_cut_between_two_words() -> None:
    coded = (Criterion("BT-540", "Qualité du service rendu aux usagers " + "et de son suivi " * 30, "quality"),)
    (one,) = asks_in(notice(lots=(Lot(criteria=coded),))).criteria
    assert one.name.startswith("Qualité du service rendu")
    assert len(one.name) <= 160
    assert one.name.split()[-1] in ("et", "de", "son", "suivi")


def test_a_cost_is_a_price_unless_its_name_says_another_thing() -> None:
    coded = (Criterion("BT-734", "Qualité du service", "cost"), Criterion("BT-734", "Offre", "cost"))
    assert [one.family for one in asks_in(notice(lots=(Lot(criteria=coded),))).criteria] == [TECHNICAL, PRICE]


def test_how_candidacies_are_judged_is_not_how_offers_are() -> None:
    assert asked("Critères : références 60 %, moyens 40 %", topic=Topic.PARTICIPATION).criteria == ()
