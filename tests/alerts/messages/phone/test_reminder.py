"""What a manager reads when the deadline of what was kept comes near."""

from dataclasses import replace
from datetime import datetime

import pytest

from alerts.messages.message import Fact, Link, Message, Paragraph
from alerts.messages.phone.card import actions
from alerts.messages.phone.reminder import reminder_message
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from scrapers.notice import Notice
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, MATCH, NOW, READINGS, at, until


def reminder(now: datetime, notice: Notice = GREEN_SPACES) -> Message:
    return reminder_message(GARDENERS, MATCH, 77, (notice,), READINGS, ResponseStatus.KEPT, now)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at(2026, 9, 22, 8), "Plus que 10 jours"),
        (at(2026, 9, 29, 8), "Plus que 3 jours"),
        (at(2026, 10, 1, 8), "Plus qu'un jour"),
        (at(2026, 10, 2, 8), "Dernier jour"),
        (at(2026, 10, 2, 12), "Date limite passée"),
    ],
)
def test_a_reminder_counts_the_days_when_it_is_written(now: datetime, said: str) -> None:
    assert reminder(now).title == f"{said} : Entretien des espaces verts communaux"


def test_a_reminder_says_what_is_needed_to_decide_again() -> None:
    message = reminder(at(2026, 9, 29, 8))
    assert message.blocks == (
        Fact("Lot 2", "Tonte et désherbage manuel"),
        Fact("Autres lots", "2 lots hors de vos critères"),
        Fact("Acheteur", "Commune de Saint-Exemple"),
        Fact("Lieu", "Rhône (69)"),
        Fact("Date limite", "vendredi 2 octobre 2026 à 12 h 00 – dans 3 jours", strong=True),
        Fact(
            "Pouvez-vous répondre ?",
            "Oui, d'après l'avis. Le lot 2 est réservé aux SIAE et vous êtes un ACI.",
            strong=True,
            answer=Answer.YES,
        ),
        Paragraph("Gardée par votre structure."),
        Paragraph(
            "Pour Les Jardins du Lien. Avis BOAMP 26-900001 du 18 septembre 2026."
            " Le règlement de consultation fait foi."
        ),
        Link("Dossier de consultation", "https://dossiers.example.org/900001"),
    )
    assert message.actions == actions(77, GREEN_SPACES.url, ResponseStatus.KEPT)


def test_a_reminder_of_a_deadline_that_nobody_believes_counts_nothing() -> None:
    assert reminder(NOW, replace(GREEN_SPACES, deadline=None)).title.startswith("Date limite non indiquée : ")
    assert reminder(NOW, replace(GREEN_SPACES, deadline=until(2049, 1, 1))).title.startswith(
        "Date limite à vérifier : "
    )
