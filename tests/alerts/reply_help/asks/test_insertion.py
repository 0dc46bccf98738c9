"""Hours and share of insertion work."""

import pytest

from alerts.model.reading import Clause, ClauseKind, Evidence, LotReading
from alerts.reply_help.read_asks import asks_of
from scrapers.notice import Lot, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, notice, said

SHARES = (
    ("Le titulaire réserve 5 % des heures travaillées à des personnes en insertion.", 0.05),
    ("Au moins 10 % du temps total de travail est confié à des publics éloignés de l'emploi.", 0.1),
    ("Le titulaire réalise un minimum d'heures d'insertion : 50 % du nombre d'heures réalisées.", 0.5),
    ("Taux d'insertion de 7,5 % appliqué à la main-d'œuvre.", 0.075),
    ("La part d'insertion est fixée à 6 %.", 0.06),
)
SILENT = (
    "Plus de 50 % des effectifs sont des travailleurs défavorisés (insertion).",
    "La part de main-d'œuvre est de 15 % dans ce marché.",
    "Critère d'insertion : 10 %.",
    "Une avance de 5 % est versée aux structures d'insertion.",
    "L'insertion compte pour 20 % de la note.",
)
EVIDENCE = Evidence("BT-70", "300 heures d'insertion.")


@pytest.mark.parametrize(("sentence", "share"), SHARES)
def test_a_share_is_stated(sentence: str, share: float) -> None:
    assert asked(sentence, topic=Topic.CONDITIONS).insertion_share == share


@pytest.mark.parametrize("sentence", SILENT)
def test_other_percentages_are_no_share(sentence: str) -> None:
    assert asked(sentence, topic=Topic.CONDITIONS).insertion_share is None


def test_two_shares_are_none() -> None:
    told = asked("5 % des heures travaillées vont à l'insertion.", "8 % des heures travaillées vont à l'insertion.")
    assert told.insertion_share is None


def test_hours_are_those_of_the_clauses_that_were_read() -> None:
    told = notice()
    clauses = (
        Clause(ClauseKind.CLAUSE_SOCIALE, EVIDENCE, 300.0),
        Clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, EVIDENCE),
    )
    assert asks_of(told, told.lots[0], LotReading(None, clauses=clauses)).hours == 300.0
    assert asks_of(told, told.lots[0], LotReading(None)).hours is None


def test_each_lot_has_its_share() -> None:
    words = said(
        "Clause d'insertion : lot 1 : 5 % des heures travaillées, lot 2 : 8 % des heures travaillées.",
        topic=Topic.CONDITIONS,
    )
    told = notice(*words, lots=(Lot("1"), Lot("2"), Lot("3")))
    assert [asks_in(told, rank).insertion_share for rank in range(3)] == [0.05, 0.08, None]
