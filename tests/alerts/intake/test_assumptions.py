"""Figures as people type them on a phone, to change an estimate of hours."""

from decimal import Decimal

import pytest

from alerts.intake.assumptions import EXAMPLES, understand_assumptions
from alerts.intake.understood import Unknown
from alerts.model.reply import Assumptions

NOTHING = Assumptions()


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("45 000 €", Assumptions(amount=Decimal(45_000))),
        ("45000", Assumptions(amount=Decimal(45_000))),
        ("45.000 €", Assumptions(amount=Decimal(45_000))),
        ("45\u202f000\u00a0€ HT", Assumptions(amount=Decimal(45_000))),
        ("45 k€", Assumptions(amount=Decimal(45_000))),
        ("1 200,50 €", Assumptions(amount=Decimal("1200.50"))),
        ("montant : 45 000 € hors taxes.", Assumptions(amount=Decimal(45_000))),
        ("70 %", Assumptions(labour_share=0.7)),
        ("70 % de main-d’œuvre", Assumptions(labour_share=0.7)),
        ("main-d'œuvre 70%", Assumptions(labour_share=0.7)),
        ("insertion 10 %", Assumptions(insertion_share=0.1)),
        ("10 % d'insertion", Assumptions(insertion_share=0.1)),
        ("2,5 % d'insertion", Assumptions(insertion_share=0.025)),
        ("28,50", Assumptions(hourly_cost=28.5)),
        ("28.50", Assumptions(hourly_cost=28.5)),
        ("28 €", Assumptions(hourly_cost=28.0)),
        ("28 €/h", Assumptions(hourly_cost=28.0)),
        ("28 euros de l'heure", Assumptions(hourly_cost=28.0)),
        ("coût horaire 28", Assumptions(hourly_cost=28.0)),
        ("18 mois", Assumptions(months=18.0)),
        ("durée : 2 ans", Assumptions(months=24.0)),
        ("300 h", Assumptions(hours=300.0)),
        ("1 226 heures d'insertion", Assumptions(hours=1226.0)),
        ("« 300 h »", Assumptions(hours=300.0)),
    ],
)
def test_a_figure_is_understood_as_people_write_it(typed: str, understood: Assumptions) -> None:
    assert understand_assumptions(typed, NOTHING) == understood


@pytest.mark.parametrize("typed", ["45 000 € ; 70 % ; 28,50", "45 000 €, 70 %, 28,50", "45 000 €\n70 %\n28,50"])
def test_several_figures_at_once(typed: str) -> None:
    before = Assumptions(months=12.0)
    assert understand_assumptions(typed, before) == Assumptions(Decimal(45_000), 0.7, None, 28.5, 12.0)


def test_a_new_figure_takes_the_place_of_the_one_before_and_leaves_the_others() -> None:
    before = Assumptions(Decimal(10_000), 0.5)
    assert understand_assumptions("70 %", before) == Assumptions(Decimal(10_000), 0.7)


@pytest.mark.parametrize("typed", ["effacer", "Par défaut", "TOUT EFFACER"])
def test_going_back_to_what_vigie_proposes(typed: str) -> None:
    assert understand_assumptions(typed, Assumptions(Decimal(10_000), hours=300.0)) == NOTHING


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez un montant"),
        ("bonjour", "Écrivez un montant"),
        ("12h30", "Écrivez un montant"),
        ("-5 %", "Écrivez un montant"),
        ("<b>70</b>", "Écrivez un montant"),
        ("12", "Ce nombre seul peut vouloir dire plusieurs choses"),
        ("0 %", "Une part va de 1 à 100 %"),
        ("120 %", "Une part va de 1 à 100 %"),
        ("0 h", "Ce nombre d'heures ne semble pas possible"),
        ("500 ans", "Une durée va de 1 à 240 mois"),
        ("3 000 €/h", "Le coût d'une heure est entre 5 et 200 €"),
        ("99 999 999 999 €", "Ce montant ne semble pas possible"),
    ],
)
def test_what_is_not_understood_is_asked_again_in_french(typed: str, said: str) -> None:
    answer = understand_assumptions(typed, NOTHING)
    assert isinstance(answer, Unknown)
    assert answer.hint.startswith(said)


def test_all_or_nothing_and_the_part_that_is_wrong_is_named() -> None:
    answer = understand_assumptions("45 000 € ; 70 pommes ; 28,50", NOTHING)
    assert answer == Unknown("70 pommes", EXAMPLES)
