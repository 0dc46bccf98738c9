"""Proofs are exact, nothing crashes on strange texts, and what is beside the point changes nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.clauses.read import read_notice
from alerts.model.reading import LotReading
from scrapers.notice import Lot, Notice, NoticeKind, Passage, Topic
from tests.eval.sets import ours

ROWS = [pytest.param(notice, id=str(row["name"])) for row, notice in ours()]
PLAIN = [notice.passages[0] for row, notice in ours() if "listed" not in row and row.get("topic") != "award_criteria"]
# Sentences of every notice, which say nothing of our subject.
FILLERS = (
    "Les plis sont remis sur le profil d'acheteur avant la date limite.",
    "Le délai de validité des offres est de 120 jours.",
    "Les prix sont révisables selon la formule du cahier des charges.",
    "La visite du site est facultative.",
    "Retenue de garantie de 5 %, remplaçable par une garantie à première demande.",
    "Une avance est versée au titulaire.",
)
PIECES = st.sampled_from(
    [
        "réservé", "RÉSERVÉE", "lot 3", "lots 1 à 4", "aux ESAT", "SIAE", "L. 2113-12", "L2113-13 à 14", "n'est pas",
        "clause", "d'insertion", "sociale", "140 heures", "12h30", "(", ")", ":", ";", ".", "\n", "- ", "au lieu de",
        "lire", "désormais", "initialement", "sauf", "critère", "10 %", "œuvre", "İ", "🏗", "☐", "é" * 40, "9" * 40,
    ]
)  # fmt: skip


def proofs(reading: LotReading) -> list[str]:
    return [one.quote for one in (*reading.reservation.evidence, *(clause.evidence for clause in reading.clauses))]


def of_text(text: str, topic: Topic = Topic.OTHER) -> Notice:
    return Notice("essai", "1", NoticeKind.CALL, "", passages=(Passage("texte", text, topic),))


def verdict(text: str, topic: Topic) -> tuple[object, ...]:
    (reading,) = read_notice(of_text(text, topic))
    said = reading.reservation
    clauses = tuple((clause.kind, clause.hours, clause.lots_named) for clause in reading.clauses)
    return said.status, said.to, said.lots_named, clauses


@pytest.mark.parametrize("notice", ROWS)
def test_each_proof_is_a_piece_of_the_published_text(notice: Notice) -> None:
    for reading in read_notice(notice):
        for quote in proofs(reading):
            assert quote in notice.passages[0].text


def test_a_long_sentence_is_proved_by_a_piece_that_a_person_can_read() -> None:
    text = "Considérant " + "les objectifs de la collectivité, " * 30 + "le marché comporte une clause d'insertion" * 1
    (reading,) = read_notice(of_text(text + ", " + "selon le cahier des charges, " * 30))
    (clause,) = reading.clauses
    assert len(clause.evidence.quote) <= 300
    assert "clause d'insertion" in clause.evidence.quote
    assert clause.evidence.quote in text + ", " + "selon le cahier des charges, " * 30


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(PLAIN),
    st.lists(st.sampled_from(FILLERS), max_size=3),
    st.lists(st.sampled_from(FILLERS), max_size=3),
)
def test_sentences_beside_the_point_change_nothing(passage: Passage, before: list[str], after: list[str]) -> None:
    ended = passage.text if passage.text.endswith((".", ":", ";")) else passage.text + "."
    whole = "\n".join([*before, ended, *after])
    if passage.text.endswith(":"):
        return
    assert verdict(whole, passage.topic) == verdict(passage.text, passage.topic)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join)), st.sampled_from(Topic))
def test_any_text_is_read_without_a_crash_and_proved_exactly(text: str, topic: Topic) -> None:
    notice = Notice("essai", "1", NoticeKind.CALL, text[:50], passages=(Passage("texte", text, topic),))
    for listed in ((Lot(),), (Lot(id="LOT-0001"), Lot(id="2", title=text[:80]), Lot(id="lot unique"))):
        readings = read_notice(Notice("essai", "1", NoticeKind.CALL, "", passages=notice.passages, lots=listed))
        assert [reading.lot_id for reading in readings] == [lot.id for lot in listed]
        assert all(quote in text for reading in readings for quote in proofs(reading))


@pytest.mark.parametrize(
    "text",
    [
        "lots " + ", ".join(str(number) for number in range(3000)) + " réservés",
        "marché " + "9" * 5000 + " réservé",
        "lot 1, " * 3000 + "réservé aux ESAT",
        "ne pas " * 3000 + "clause d'insertion",
        "au lieu de " * 2000 + "réservé",
        "heures " * 4000 + "d'insertion",
        "(" * 4000 + "réservé" + ")" * 4000,
    ],
    ids=["many lots", "long number", "lot again", "denials", "instead", "hours", "brackets"],
)
def test_hostile_texts_take_less_than_a_few_seconds(text: str) -> None:
    start = time.perf_counter()
    read_notice(of_text(text))
    assert time.perf_counter() - start < 5


def test_the_same_text_read_twice_gives_the_same_reading() -> None:
    notice = of_text("Le lot 2 est réservé aux ESAT. Clause d'insertion de 70 heures.")
    assert read_notice(notice) == read_notice(notice)
