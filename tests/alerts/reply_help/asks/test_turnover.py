"""The yearly turnover asked as a minimum, and how many lots one may ask for and win."""

from decimal import Decimal

import pytest

from scrapers.notice import Lot, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, notice, said

ASKED = (
    ("Chiffre d'affaires annuel minimum de 150 000 €.", 150_000),
    ("Le candidat justifie d'un chiffre d'affaires annuel minimum de 150.000 euros HT.", 150_000),
    ("Chiffre d'affaires minimum exigé : 80 000 euros HT par an.", 80_000),
    ("Les candidats présentent un chiffre d'affaires global annuel supérieur à 406 250 euros HT.", 406_250),
    ("Le chiffre d'affaires moyen doit être au moins égal à 0,5 M€.", 500_000),
    ("Le chiffre d'affaires annuel ne doit pas être inférieur à 200 k€.", 200_000),
    ("Chiffre d'affaires annuel minimal exigé : 2 millions d'euros.", 2_000_000),
    ("Un chiffre d'affaires annuel minimum de 300 000 €, dont 100 000 € dans la propreté, est exigé.", 300_000),
)
SILENT = (
    "Déclaration concernant le chiffre d'affaires global des trois derniers exercices disponibles.",
    "Aucun chiffre d'affaires minimum n'est exigé.",
    "Chiffre d'affaires minimum : sans objet.",
    "Le chiffre d'affaires exigé ne peut excéder 1,5 fois le montant estimé du marché.",
    "Le chiffre d'affaires cumulé sur trois ans est supérieur à 600 000 €.",
    "Le chiffre d'affaires est demandé pour un marché estimé au minimum à 200 000 €.",
    "Le montant maximum du marché est de 150 000 € HT.",
    "Le chiffre d'affaires de la délégation a été de 120 000 € en 2024.",
)


@pytest.mark.parametrize(("sentence", "amount"), ASKED)
def test_a_minimum_is_asked(sentence: str, amount: int) -> None:
    asks = asked(sentence, topic=Topic.PARTICIPATION)
    assert asks.turnover == Decimal(amount)
    assert asks.turnover_words is not None
    assert asks.turnover_words.quote in sentence


@pytest.mark.parametrize("sentence", SILENT)
def test_no_minimum_is_asked(sentence: str) -> None:
    asks = asked(sentence, topic=Topic.PARTICIPATION)
    assert (asks.turnover, asks.turnover_words) == (None, None)


def test_each_lot_has_its_minimum() -> None:
    words = said("Chiffre d'affaires annuel minimum : lot 1 : 150 000 €, lot 2 : 300 000 €.", topic=Topic.PARTICIPATION)
    told = notice(*words, lots=(Lot("1"), Lot("2"), Lot("3")))
    assert [asks_in(told, rank).turnover for rank in range(3)] == [150_000, 300_000, None]


def test_the_amount_may_come_before_its_lot() -> None:
    words = said(
        "Un chiffre d'affaires annuel minimum est exigé : 150 000 € pour le lot 1 et 300 000 € pour le lot 2.",
        topic=Topic.PARTICIPATION,
    )
    told = notice(*words, lots=(Lot("1"), Lot("2")))
    assert [asks_in(told, rank).turnover for rank in range(2)] == [150_000, 300_000]


def test_two_amounts_are_none_but_their_words_are_kept() -> None:
    asks = asked(
        "Chiffre d'affaires annuel minimum de 150 000 €.",
        "Chiffre d'affaires annuel minimum de 180 000 €.",
        topic=Topic.PARTICIPATION,
    )
    assert asks.turnover is None
    assert asks.turnover_words is not None


LIMITS = (
    ("Nombre maximal de lots pour lesquels une offre peut être soumise : 2", 2, None),
    ("Nombre maximum de lots pouvant être attribués à un même soumissionnaire : 3", None, 3),
    ("Les candidats peuvent présenter une offre pour un seul lot.", 1, None),
    ("Les candidats ne peuvent soumissionner que pour deux lots au maximum.", 2, None),
    ("Un même candidat ne pourra se voir attribuer plus de 2 lots.", None, 2),
    ("Un candidat ne peut être attributaire que d'un seul lot.", None, 1),
    ("Chaque soumissionnaire peut remettre une offre pour 3 lots maximum.", 3, None),
    ("Le nombre de lots attribués à un même candidat est limité à 2.", None, 2),
    ("Chaque candidat peut soumissionner à 2 lots au plus.", 2, None),
    ("Nombre de lots maximum par candidat : 2", None, None),  # to ask for, or to win? It does not say
    ("Les candidats peuvent présenter une offre pour un, plusieurs ou tous les lots.", None, None),
    ("Les candidats peuvent soumissionner pour un ou plusieurs lots.", None, None),
    ("Le candidat ne peut présenter qu'une seule offre par lot.", None, None),
    ("Le marché comporte 4 lots.", None, None),
    ("Le nombre de lots pouvant être attribués à un candidat n'est pas limité.", None, None),
)


@pytest.mark.parametrize(("sentence", "bid", "won"), LIMITS)
def test_how_many_lots_one_may_ask_for_and_win(sentence: str, bid: int | None, won: int | None) -> None:
    asks = asked(sentence)
    assert (asks.lots_bid, asks.lots_won) == (bid, won)
