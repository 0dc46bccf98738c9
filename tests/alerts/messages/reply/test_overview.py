"""The door of reply help: may we, should we, until when, what next."""

from dataclasses import replace

import pytest

from alerts.messages.message import ActionKind, Bullets, Fact, Message, Paragraph, Quote
from alerts.messages.reply.overview import CLOSED, PASSED, overview_message
from alerts.model.reading import Answer
from alerts.model.reply import Manner, Work
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks
from scrapers.notice import Place
from tests.alerts.messages.stories import all_words
from tests.alerts.reply_help.cases import (
    COOPERATIVE,
    GARDENING,
    NOW,
    cleaning,
    gardening,
    in_2049,
    odd_name,
    structure,
    too_late,
    two_deadlines,
    undated,
)


def facts(message: Message) -> dict[str, Fact]:
    return {one.label: one for one in message.blocks if isinstance(one, Fact)}


def following(message: Message) -> tuple[str, ...]:
    return next(one.items for one in message.blocks if isinstance(one, Bullets))


def test_may_we_should_we_until_when_and_what_next() -> None:
    said = overview_message(gardening(), NOW)
    held = facts(said)
    assert said.title == "Aide à la réponse : Entretien des espaces verts communaux – Tonte et désherbage manuel"
    assert held["Lot 2"].value == "Tonte et désherbage manuel"
    assert held["Date limite"].value == "lundi 21 décembre 2026 à 12 h 00 – dans 28 jours"
    right = held["Pouvez-vous répondre ?"]
    assert right.value.startswith("Oui, d'après l'avis (article L2113-13). Lot réservé aux structures d'insertion")
    assert right.answer is Answer.YES
    assert held["Faut-il y aller ?"].value.startswith("Plutôt oui")
    assert following(said) == (
        (
            "La grille : 8 réponses sur 16. D'abord : Avez-vous les assurances et qualifications ? "
            "La visite du site est-elle possible ? Avez-vous les personnes et l'encadrement ?"
        ),
        "Les documents : 2 documents prêts sur 10 à joindre.",
        "Les questions : 1 question à poser à l'acheteur.",
        "Vous répondez seuls : le calendrier et les documents en tiennent compte.",
    )
    assert [one.text for one in said.blocks if isinstance(one, Quote)] == [
        "Le lot 2 est réservé à des structures d'insertion par l'activité économique."
    ]
    assert {one.kind for row in said.actions for one in row} == {ActionKind.PLAN, ActionKind.DRAWER, ActionKind.OPEN}


RIGHTS = [
    (gardening(), Answer.YES, "Oui, d'après l'avis (article L2113-13)."),
    (gardening(structure=COOPERATIVE), Answer.NO, "Non, d'après l'avis (article L2113-13)."),
    (gardening(structure=structure(Kind.GEIQ)), Answer.CHECK, "À vérifier (article L2113-13)."),
    (cleaning(), Answer.YES, "Oui, d'après l'avis. Aucune réservation n'est indiquée"),
]


@pytest.mark.parametrize(("one", "answer", "words"), RIGHTS)
def test_the_verdict_has_its_article_and_its_colour(one: object, answer: Answer, words: str) -> None:
    right = facts(overview_message(one, NOW))["Pouvez-vous répondre ?"]  # type: ignore[arg-type]
    assert right.answer is answer
    assert right.value.startswith(words)


def test_of_two_lots_it_says_which_one_this_is_about_and_until_when() -> None:
    first, second = overview_message(two_deadlines("1"), NOW), overview_message(two_deadlines("2"), NOW)
    both = "Cette aide porte sur le lot 1. Vous concerne aussi : le lot 2 (pas à la même date limite)."
    assert Paragraph(both) in first.blocks
    assert facts(first)["Date limite"].value.startswith("lundi 7 décembre 2026")
    assert facts(second)["Date limite"].value.startswith("vendredi 18 décembre 2026")


def test_a_limit_on_the_number_of_lots_is_told_beside_them() -> None:
    said = overview_message(two_deadlines("1", asks=Asks(lots_bid=2, lots_won=1)), NOW)
    assert "D'après l'avis, vous pouvez répondre à 2 lots au plus et en gagner 1 au plus." in all_words(said)


STRANGE = [
    (undated(), "non indiquée dans l'avis"),
    (in_2049(), "à vérifier (l'avis indique le vendredi 31 décembre 2049"),
    (too_late(), "passée hier"),
]


@pytest.mark.parametrize(("one", "words"), STRANGE)
def test_a_date_that_is_missing_or_wrong_is_said(one: object, words: str) -> None:
    assert words in facts(overview_message(one, NOW))["Date limite"].value  # type: ignore[arg-type]


ENDED = [
    (too_late(), PASSED),
    (gardening(closed="cancelled"), CLOSED["cancelled"]),
    (gardening(closed="awarded"), CLOSED["awarded"]),
]


@pytest.mark.parametrize(("one", "sentence"), ENDED)
def test_when_it_is_over_nothing_is_left_to_do(one: object, sentence: str) -> None:
    assert following(overview_message(one, NOW)) == (sentence,)  # type: ignore[arg-type]


def test_overseas_the_hour_over_there_is_told() -> None:
    guadeloupe = gardening(notice=replace(GARDENING, places=(Place(departement="971"),)))
    assert "heure de la Guadeloupe" in facts(overview_message(guadeloupe, NOW))["Date limite"].value


def test_together_is_said_and_odd_names_are_told_whole() -> None:
    said = overview_message(odd_name(work=Work(manner=Manner.TOGETHER)), NOW)
    assert following(said)[-1].startswith("Vous répondez à plusieurs")
    assert "<lot> 100 %" in said.title
    assert "sans valeur de conseil juridique" in all_words(said)
