"""How long, how many times renewed, from when? Published on 10 November 2026, offers until 14 December."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from scrapers.notice import Lot, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, at, notice, said

LASTS = (
    ("Durée du marché : 12 mois, renouvelable 3 fois.", 12, 3),
    ("Le marché est conclu pour une durée de 12 mois renouvelable trois fois.", 12, 3),
    ("L'accord-cadre est conclu pour une durée ferme de 12 mois à compter de sa notification.", 12, None),
    ("Il est reconductible tacitement trois (3) fois par période de 12 mois sans excéder 4 ans.", None, 3),
    ("Le marché est passé pour une période initiale de 1 an. Il est reconductible 3 fois par période d'un an.", 12, 3),
    ("La durée est de deux ans, reconductible une fois pour la même durée.", 24, 1),
    ("Durée : 4 ans.", 48, None),
    ("Le contrat est conclu pour une durée de 36 mois. Il n'est pas reconductible.", 36, 0),
    ("Marché d'une durée de 24 mois, non renouvelable.", 24, 0),
    (
        "Le présent marché est reconductible dans les mêmes termes et pour une même durée, deux fois au maximum.",
        None,
        2,
    ),
    ("Nombre de reconductions : 2", None, 2),
    ("Le marché est conclu pour un an et peut faire l'objet de 3 reconductions.", 12, 3),
    ("Le marché sera renouvelé deux fois, tacitement, par période de un an.", None, 2),
    ("Durée du marché ou délai d'exécution : 48 mois à compter de la notification.", 48, None),
    ("Le délai d'exécution des travaux est de 6 mois.", 6, None),
    ("Durée (en mois) : 36", 36, None),
    ("Marché d'un an reconductible 3 fois, soit 4 ans maximum.", 12, 3),
    ("Le marché est conclu du 01/01/2027 au 31/12/2027. Il est reconductible trois fois.", 12, 3),
    ("Le marché est conclu du 15/01/2027 au 20/12/2027.", None, None),
    ("Une avance est due quand le délai d'exécution est supérieur à deux mois.", None, None),
    ("Durée totale, reconductions comprises : 48 mois.", None, None),
    ("La durée maximale du contrat, toutes reconductions comprises, est de 4 ans.", None, None),
    ("La durée globale ne peut excéder 48 mois.", None, None),
    ("Délai de validité des offres : 6 mois. La durée de validité des offres est de 180 jours.", None, None),
    ("La durée de la garantie est de 24 mois.", None, None),
    ("Le recours peut être exercé dans une durée de 2 mois suivant la notification.", None, None),
    ("La durée du parcours d'insertion est de 24 mois.", None, None),
    ("Étude menée dans le cadre d'un renouvellement de la labellisation.", None, None),
    ("Renouvellement de 300 arbres par an.", None, None),
)
BEGINS = (
    ("Le marché débute le 1er janvier 2027.", at(2027, 1, 1)),
    ("Début des prestations : 04/01/2027", at(2027, 1, 4)),
    ("La date prévisionnelle de début d'exécution est fixée au 1.7.2027.", at(2027, 7, 1)),
    ("Le contrat prend effet à compter du 1er février 2027 pour une durée de 12 mois.", at(2027, 2, 1)),
    ("Les prestations démarrent le lundi 18 janvier 2027 à 8h.", at(2027, 1, 18, 8)),
    ("Date de début prévisionnelle : 15 janvier 2027", at(2027, 1, 15)),
    ("Le marché est conclu du 01/01/2027 au 31/12/2027.", at(2027, 1, 1)),
    ("L'exécution des prestations débute à compter de la date de notification du contrat.", None),
    ("À compter du 1er octobre 2018, la dématérialisation est obligatoire pour les marchés.", None),
    ("Prix du marché révisable chaque année à compter du 01/01/2028.", None),
    ("Durée du marché : du 1er janvier 2027 au 31 décembre 2030", at(2027, 1, 1)),
    ("Retrait des dossiers à compter du 15/12/2026 pour ce marché.", None),
    ("Le marché a débuté le 1er janvier 2020.", None),
    ("Les travaux commencent après la visite.", None),
)


@pytest.mark.parametrize(("sentence", "months", "renewals"), LASTS)
def test_how_long_and_how_many_times(sentence: str, months: int | None, renewals: int | None) -> None:
    asks = asked(sentence)
    assert (asks.months, asks.renewals) == (months, renewals)


@pytest.mark.parametrize(("sentence", "begins"), BEGINS)
def test_when_the_work_begins(sentence: str, begins: datetime | None) -> None:
    assert asked(sentence).starts == begins


def test_codes_win_over_words() -> None:
    lot = Lot(months=Decimal(18), renewals=2, starts=date(2027, 3, 1))
    asks = asks_in(notice(*said("Durée du marché : 12 mois renouvelable 3 fois à compter du 01/01/2027."), lots=(lot,)))
    assert (asks.months, asks.renewals, asks.starts) == (18.0, 2, at(2027, 3, 1))


def test_each_lot_has_its_own_duration() -> None:
    words = said("Lot 1 : durée du marché : 12 mois. Lot 2 : durée du marché : 24 mois.", topic=Topic.LOTS)
    told = notice(*words, lots=(Lot("1"), Lot("2"), Lot("3")))
    assert [asks_in(told, rank).months for rank in range(3)] == [12, 24, None]


def test_two_durations_are_none() -> None:
    assert asked("Durée du marché : 12 mois.", "Le marché est conclu pour une durée de 24 mois.").months is None


RENEWED = [
    ("Durée du marché : 24 mois, reconductible deux fois un an.", 24, 2, 12, 48),
    ("Le marché dure 1 an. Durée : 12 mois, reconductible 3 fois par période d'un an.", 12, 3, 12, 48),
    ("Le marché est conclu pour 36 mois, renouvelable une fois pour une durée de 12 mois.", 36, 1, 12, 48),
    ("Durée : 12 mois renouvelable 3 fois.", 12, 3, None, 48),
    ("Durée : 12 mois, non reconductible.", 12, 0, None, 12),
]


@pytest.mark.parametrize(("sentence", "first", "times", "each", "whole"), RENEWED)
def test_a_renewal_may_be_shorter_than_the_first_period(
    sentence: str, first: float, times: int, each: float | None, whole: float
) -> None:
    asks = asks_in(notice(*said(sentence)))
    assert (asks.months, asks.renewals, asks.renewal_months) == (first, times, each)
    assert asks.with_renewals(first) == whole
