"""Until when may questions be asked? Offers are due on Monday 14 December 2026 at noon."""

from datetime import datetime

import pytest

from scrapers.notice import Deadline, Lot
from tests.alerts.reply_help.asks.telling import asked, asks_in, at, notice, said

TOLD = (
    ("Les questions doivent être posées au plus tard le 4 décembre 2026 à 17h.", at(2026, 12, 4, 17)),
    ("Date limite pour poser les questions : 04/12/2026 à 12:00.", at(2026, 12, 4, 12)),
    ("Les demandes de renseignements complémentaires sont reçues jusqu'au 04/12/2026.", at(2026, 12, 4, 23, 59)),
    (
        "Les candidats posent leurs questions au plus tard 8 jours avant la date limite de remise des offres.",
        at(2026, 12, 6, 12),
    ),
    (
        "Une demande de renseignements est adressée au plus tard dix (10) jours calendaires avant la date limite.",
        at(2026, 12, 4, 12),
    ),
    (
        "Toute question parvient à l'acheteur au moins 6 jours ouvrés avant la date limite de dépôt.",
        at(2026, 12, 4, 12),
    ),
    (
        "Les questions sont posées au plus tard 5 jours francs avant la date limite de remise des plis.",
        at(2026, 12, 8, 12),
    ),
    ("Les questions sont reçues une semaine avant la date limite de remise des offres.", at(2026, 12, 7, 12)),
    (
        "Pour obtenir des précisions, les candidats écrivent au plus tard huit jours avant la remise des offres.",
        at(2026, 12, 6, 12),
    ),
    (
        "Les questions sont posées 10 jours avant la date limite et l'acheteur répond 6 jours avant la date limite.",
        at(2026, 12, 4, 12),
    ),
    ("Date limite d'obtention des renseignements complémentaires : 4 décembre 2026 à 12h00.", at(2026, 12, 4, 12)),
    ("Les questions reçues après le 4 décembre 2026 ne sont pas traitées.", at(2026, 12, 4, 23, 59)),
    ("Aucune question n'est traitée au-delà du 4 décembre 2026 à 12h.", at(2026, 12, 4, 12)),
    ("Les candidats peuvent poser leurs questions jusqu'à J-8 de la date limite.", at(2026, 12, 6, 12)),
    ("Cette demande doit intervenir au plus tard 6 jours avant la date limite.", at(2026, 12, 8, 12)),
    ("Les questions sont closes 48 heures avant la date limite.", at(2026, 12, 12, 12)),
)
SILENT = (
    "L'acheteur répond aux questions au plus tard 6 jours avant la date limite de remise des offres.",
    "Une réponse est adressée au plus tard 4 jours avant la date fixée pour la réception des offres.",
    "Les renseignements complémentaires seront communiqués au plus tard six jours avant la date limite.",
    "L'acheteur se réserve d'apporter des modifications de détail au plus tard 6 jours avant la date limite.",
    "Pour poser des questions à l'acheteur, allez sur le profil d'acheteur.",
    "La prestation est reconductible au plus tard 2 mois avant son terme.",
    "Questions au plus tard le 20/12/2026.",  # after the deadline: it cannot be
)


@pytest.mark.parametrize(("sentence", "until"), TOLD)
def test_the_last_moment_is_read_or_counted_back(sentence: str, until: datetime) -> None:
    assert asked(sentence).questions_until == until


@pytest.mark.parametrize("sentence", SILENT)
def test_what_the_buyer_does_is_not_what_one_asks(sentence: str) -> None:
    assert asked(sentence).questions_until is None


def test_two_answers_are_none() -> None:
    told = asked("Questions au plus tard le 3/12/2026 à 12h.", "Questions au plus tard le 4/12/2026 à 12h.")
    assert told.questions_until is None


def test_nothing_is_counted_back_from_no_deadline() -> None:
    sentence = "Les questions sont posées au plus tard 8 jours avant la date limite de remise des offres."
    assert asked(sentence, deadline=None).questions_until is None


def test_nothing_is_counted_back_from_a_deadline_that_cannot_be_believed() -> None:
    sentence = "Les questions sont posées au plus tard 8 jours avant la date limite de remise des offres."
    for day in (at(2049, 12, 14, 12), at(2026, 10, 1, 12)):
        assert asked(sentence, deadline=Deadline(day, "Date à vérifier.")).questions_until is None


def test_each_lot_counts_back_from_its_own_deadline() -> None:
    told = notice(
        *said("Questions au plus tard 8 jours avant la date limite."),
        lots=(Lot("1", deadline=Deadline(at(2026, 12, 9, 12))), Lot("2")),
    )
    assert [asks_in(told, rank).questions_until for rank in range(2)] == [at(2026, 12, 1, 12), at(2026, 12, 6, 12)]


def test_the_code_wins_over_the_words() -> None:
    coded = at(2026, 12, 1, 16)
    told = notice(*said("Questions au plus tard le 4/12/2026 à 12h."), lots=(Lot(questions_until=coded),))
    assert asks_in(told).questions_until == coded
