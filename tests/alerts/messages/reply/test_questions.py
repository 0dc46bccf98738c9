"""Questions to the buyer in words: ready to copy, with the reason and the last day."""

from dataclasses import replace

from alerts.messages.message import Fact, Heading, Link, Paragraph
from alerts.messages.reply.questions import HOW, LATE, NONE, questions_message
from alerts.model.reading import LotReading
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks, Procedure
from tests.alerts.messages.stories import all_words
from tests.alerts.reply_help.cases import CRITERIA, NOW, at, cleaning, gardening, odd_name, structure, too_late

KNOWN = Asks(Procedure.OPEN, criteria=CRITERIA, months=24)


def test_a_question_its_reason_and_where_to_ask_it() -> None:
    said = questions_message(gardening(structure=structure(Kind.GEIQ), asks=KNOWN), NOW)
    assert said.summary == "2 questions à poser à l'acheteur."
    blocks = list(said.blocks)
    first = blocks.index(Heading("Question 1"))
    assert blocks[first + 1] == Paragraph(
        "Le lot 2 est réservé aux structures d'insertion par l'activité économique (SIAE). Notre statut est celui de "
        "GEIQ : admettez-vous notre candidature, et avec quelles preuves ?"
    )
    why = blocks[first + 2]
    assert isinstance(why, Fact)
    assert (why.label, "structure équivalente" in why.value) == ("Pourquoi", True)
    assert Paragraph(HOW) in blocks
    assert Link("Page de l'acheteur, pour poser vos questions", "https://dossiers.example.org/900001") in blocks


def test_the_last_day_is_told_when_the_notice_says_it() -> None:
    said = questions_message(cleaning(asks=replace(KNOWN, questions_until=at(2026, 12, 4, 12))), NOW)
    assert Fact("Limite pour les questions", "vendredi 4 décembre 2026 à 12 h 00") in said.blocks


def test_without_it_what_is_usual_is_told_as_such() -> None:
    (until,) = [
        one for one in questions_message(cleaning(), NOW).blocks if isinstance(one, Fact) and "Limite" in one.label
    ]
    assert until.value.startswith("non indiquée dans l'avis : voir le règlement (RC). Souvent 8 à 10 jours")


def test_too_late_is_told_and_the_questions_stay() -> None:
    said = questions_message(cleaning(asks=replace(KNOWN, questions_until=at(2026, 11, 20, 12), criteria=())), NOW)
    assert LATE in said.summary
    assert Heading("Question 1") in said.blocks
    assert LATE in all_words(questions_message(too_late(), NOW))


def test_a_limit_without_an_hour_is_a_day() -> None:
    said = questions_message(cleaning(asks=replace(KNOWN, questions_until=at(2026, 12, 8, 23, 59), criteria=())), NOW)
    assert Fact("Limite pour les questions", "mardi 8 décembre 2026") in said.blocks


def test_nothing_to_ask_is_said_kindly() -> None:
    said = questions_message(cleaning(asks=KNOWN, reading=LotReading(None)), NOW)
    assert said.summary == NONE
    assert Paragraph(NONE) in said.blocks
    assert HOW not in all_words(said)


def test_an_odd_name_is_told_whole() -> None:
    assert "<lot> 100 %" in questions_message(odd_name(), NOW).title
