"""A text written to exhaust the reader, or only badly punctuated, is read in a time in proportion to its length."""

import time
from itertools import count

import pytest

from alerts.clauses.acts import MANY, acts
from alerts.clauses.read import read_notice
from alerts.clauses.sentences import LONG
from alerts.clauses.statement import statements
from alerts.model.reading import Beneficiary, LotReading
from scrapers.notice import Notice, NoticeKind, Passage, Topic

REPEATED = [
    "réservé ",
    "réservé : ",
    "réservé (",
    "☐ réservé ",
    "lot ( réservé ",
    "réservé aux EA ",
    "reserve a ",
    "2113-12 a ",
    "si le marché réservé ",
    "<b>réservé",
    "Clause d'insertion au lot 1. Cette clause s'applique au lot 1. ",
    "Réservé aux ESAT, lot 1. Réservé aux EA, lot 2. ",
]
HOSTILE = [
    *(pytest.param("", piece, "", id=piece) for piece in REPEATED),
    pytest.param("réservé aux ESAT ", "lot 1 ", "", id="lots without end"),
    pytest.param("", "au lieu de ", " réservé lire", id="au lieu de … lire"),
    pytest.param("réservé", ".", "", id="dots"),
    pytest.param("réservé", "\n", "x", id="blank lines"),
]
UNIQUE = count()  # the reader keeps what it has read: each measure must be of a passage never seen


def read(text: str) -> LotReading:
    passage = Passage(f"description {next(UNIQUE)}", text, Topic.DESCRIPTION)
    (reading,) = read_notice(Notice("boamp", "26-1", NoticeKind.CALL, "Achat", passages=(passage,)))
    return reading


def seconds(text: str) -> float:
    """The best of three readings, in time of processor: other programs of the machine do not count."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(("before", "piece", "after"), HOSTILE)
def test_twice_as_long_takes_about_twice_the_time(before: str, piece: str, after: str) -> None:
    short, long = (before + piece * (length // len(piece)) + after for length in (15_000, 30_000))
    assert seconds(long) < 3.2 * seconds(short) + 0.02


@pytest.mark.parametrize(("before", "piece", "after"), HOSTILE)
def test_no_statement_is_longer_than_the_limit_nor_has_more_acts(before: str, piece: str, after: str) -> None:
    passage = Passage("description", before + piece * (10_000 // len(piece)) + after, Topic.DESCRIPTION)
    for statement in statements(passage):
        assert len(statement.folded) <= LONG
        assert len(acts(statement)) <= MANY


def test_a_sentence_of_399_lots_is_read_to_its_end() -> None:
    text = "Réservé aux ESAT : " + ", ".join(f"lot {number} : fourniture de pain" for number in range(1, 400))
    reading = read(text)
    assert reading.reservation.to == (Beneficiary.EA_ESAT,)
    assert len(reading.reservation.lots_named) == 399
    assert all(proof.quote in text for proof in reading.reservation.evidence)


def test_a_cut_sentence_keeps_what_it_says_of_its_last_lots() -> None:
    names = ", ".join(f"lot {number} : entretien du site numéro {number} de la communauté" for number in range(1, 50))
    reading = read(f"Réservé aux ESAT : {names}. Le lot 77 est ouvert à tous.")
    assert "49" in reading.reservation.lots_named
    assert "77" not in reading.reservation.lots_named
