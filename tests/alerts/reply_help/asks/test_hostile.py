"""Texts made to be slow, and texts that make no sense: an answer in time, and nothing invented."""

import time

import pytest

from alerts.model.reading import LotReading
from alerts.reply_help.asked import Asks
from alerts.reply_help.asks.line import lines_of
from alerts.reply_help.read_asks import asks_of
from scrapers.notice import Criterion, Lot, Passage, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, notice

PIECES = (
    "visite obligatoire ",
    "prix 40 % ; ",
    "lots 1, 2 et ",
    "lot 1 : critères : prix 40 % ",
    "Mme A ",
    "a@a.",
    "0 0 ",
    "04 00 00 00 ",
    "12/10/2026 ",
    "critères de jugement ",
    "deux cent ",
    "durée de une période de ",
    "reconductible trois ",
    "nombre maximal de lots ",
    "chiffre d'affaires minimum 10 € ",
    "ne aucune sans ",
    "5 % des heures d'insertion ",
    "groupement solidaire ou conjoint ",
    "questions au plus tard dix jours avant ",
    "(",
    "A",
    "€",
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("topic", [Topic.OTHER, Topic.AWARD_CRITERIA])
def test_a_hundred_thousand_characters_are_read_in_a_second(piece: str, topic: Topic) -> None:
    lines_of.cache_clear()
    told = notice(Passage("x", (piece * 100_000)[:100_000], topic), lots=(Lot("1"), Lot("2")))
    begin = time.process_time()
    asks_of(told, told.lots[0], LotReading("1"))
    assert time.process_time() - begin < 1.0


@pytest.mark.parametrize(
    "text",
    ["", " ", "…", "%", "40 %", "lot", "31/02/2026", "visite", "\u00a0", "12345678901234567890 €", "fois", "a" * 5000],
)
def test_texts_without_sense_ask_nothing(text: str) -> None:
    assert asked(text) == Asks()


def test_a_deadline_in_2049_and_no_place_are_no_trouble() -> None:
    told = notice(
        Passage("x", "Questions au plus tard 8 jours ouvrés avant la date limite. Visite obligatoire le 12/10."),
        deadline=None,
        published=None,
        buyer=notice().buyer.__class__(),
        lots=(Lot("LOT-0000", criteria=(Criterion("BT-734", "  "),)),),
    )
    asks = asks_in(told)
    assert asks.questions_until is None
    assert asks.visit is not None
    assert (asks.visit.on, asks.criteria) == (None, ())
