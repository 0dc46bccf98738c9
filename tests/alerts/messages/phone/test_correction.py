"""What a manager reads on a phone when an opportunity changes."""

from dataclasses import replace
from datetime import timedelta

from alerts.messages.answers import Answered
from alerts.messages.change import changes, facts, merge
from alerts.messages.correction import correction_message
from alerts.messages.message import BeforeAfter, Fact, Heading, Link, Message, Paragraph
from alerts.messages.phone.card import actions
from alerts.messages.phone.correction import short_correction
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from scrapers.notice import Deadline, NoticeKind
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, MATCH, NOW, READINGS, until

LATER = "https://avis.example.org/boamp/26-900009"
REASON = "Lot réservé aux SIAE ; votre statut le permet, à condition de joindre les preuves : convention."


def corrected(**new: object) -> Message:
    """The first notice as changed by a correction that has these fields."""
    later = {"publisher_id": "26-900009", "url": LATER, "kind": NoticeKind.CORRECTION, **new}
    correcting = replace(GREEN_SPACES, **later)  # type: ignore[arg-type]
    before = facts(GREEN_SPACES, READINGS)
    after = merge(before, facts(correcting, ()), correcting, ())
    told = changes(before, after)
    answers = (Answered(Answer.YES, REASON),)
    whole = correction_message(GARDENERS, told, after, (GREEN_SPACES, correcting), MATCH, answers, NOW)
    return short_correction(whole, actions(77, correcting.url, ResponseStatus.ANSWERING))


def test_a_correction_says_first_what_was_and_what_is() -> None:
    message = corrected(deadline=Deadline(GREEN_SPACES.deadline.at + timedelta(days=14)))  # type: ignore[union-attr]
    assert message.title == "Date limite repoussée : Entretien des espaces verts communaux – Rhône (69)"
    assert message.blocks == (
        BeforeAfter("Date limite repoussée", "vendredi 2 octobre 2026 à 12 h 00", "vendredi 16 octobre 2026 à 12 h 00"),
        Fact("Lots qui vous concernent", "lot 2"),
        Fact("Acheteur", "Commune de Saint-Exemple"),
        Fact("Date limite", "vendredi 16 octobre 2026 à 12 h 00 – dans 26 jours"),
        Fact(
            "Pouvez-vous encore répondre ?",
            "Oui, d'après l'avis. Lot réservé aux SIAE ; votre statut le permet, preuves à joindre.",
            strong=True,
            answer=Answer.YES,
        ),
        Paragraph(
            "Message pour Les Jardins du Lien. Source : avis BOAMP 26-900009, paru le 18 septembre 2026."
            " Le règlement de consultation fait foi."
        ),
        Link("Avis rectificatif BOAMP 26-900009", LATER),
    )
    assert message.actions == actions(77, LATER, ResponseStatus.ANSWERING)


def test_a_cancellation_says_first_that_there_is_nothing_left_to_answer() -> None:
    message = corrected(kind=NoticeKind.CANCELLATION)
    assert message.title == "Annulé : Entretien des espaces verts communaux – Rhône (69)"
    assert message.blocks[0] == Paragraph("Cette consultation est annulée : il n'y a plus à répondre.")
    assert not [one for one in message.blocks if isinstance(one, BeforeAfter)]
    assert [one.value for one in message.blocks if isinstance(one, Fact) and one.strong] == [
        "Non : la consultation est annulée."
    ]


def test_what_changes_for_other_lots_is_counted() -> None:
    lots = tuple(replace(lot, deadline=until(2026, 11, n, 12)) for n, lot in enumerate(GREEN_SPACES.lots, start=1))
    message = corrected(lots=lots)
    told = [one for one in message.blocks if isinstance(one, BeforeAfter)]
    assert [one.after for one in told] == ["lundi 2 novembre 2026 à 12 h 00"]
    assert Paragraph("Et 2 autres changements, dans l'avis.") in message.blocks


def test_words_without_end_are_cut() -> None:
    message = corrected(deadline=until(2026, 10, 16, 12))
    endless = BeforeAfter("Lots", "lot " * 200, "lot " * 300)
    short = short_correction(replace(message, blocks=(Heading("Ce qui change pour vous"), endless)))
    assert [len(one.before) <= 160 and len(one.after) <= 160 for one in short.blocks if isinstance(one, BeforeAfter)]


def test_the_actions_it_had_stay_when_none_are_given() -> None:
    message = corrected(deadline=until(2026, 10, 16, 12))
    assert short_correction(message).actions == message.actions
