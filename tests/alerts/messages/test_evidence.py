"""The words that prove, inside the text around them: exact, whatever the spaces, and never lost."""

import pytest

from alerts.messages import proof
from alerts.messages.evidence import CUT, Segment, excerpt, marked
from alerts.messages.proved import proved
from alerts.model.reading import Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from scrapers.notice import Lot, Notice, NoticeKind, Passage

TEXT = "Le marché a deux lots.  Le lot 2 est\nréservé aux ESAT. Les offres sont en ligne."


def shown(segments: tuple[Segment, ...]) -> str:
    """With brackets around what is marked."""
    return "".join(f"[{one.text}]" if one.marked else one.text for one in segments)


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (
            ["Le lot 2 est réservé aux ESAT."],
            "Le marché a deux lots.  [Le lot 2 est\nréservé aux ESAT.] Les offres sont en ligne.",
        ),
        (
            ["Le marché a deux lots."],
            "[Le marché a deux lots.]  Le lot 2 est\nréservé aux ESAT. Les offres sont en ligne.",
        ),
        (
            ["lot 2 est réservé", "réservé aux ESAT"],
            "Le marché a deux lots.  Le [lot 2 est\nréservé aux ESAT]. Les offres sont en ligne.",
        ),
        ([TEXT], f"[{TEXT}]"),
        (["ESAT", "ESAT"], "Le marché a deux lots.  Le lot 2 est\nréservé aux [ESAT]. Les offres sont en ligne."),
        ([".*", ""], TEXT),
    ],
)
def test_quotes_are_marked_where_they_stand(quotes: list[str], expected: str) -> None:
    found = marked(TEXT, quotes)
    assert shown(found.segments) == expected
    assert "".join(one.text for one in found.segments) == TEXT


def test_a_quote_that_is_not_there_is_told() -> None:
    found = marked(TEXT, ["Le lot 3 est réservé.", "  "])
    assert (found.found, found.missing) == (False, ("Le lot 3 est réservé.",))


def test_a_short_text_is_shown_whole() -> None:
    segments = marked(TEXT, ["réservé aux ESAT"]).segments
    assert excerpt(segments) == segments


def test_a_long_text_is_cut_around_its_marks_and_never_within_them() -> None:
    filling = "Des mots sans rapport avec la preuve. " * 100
    proofs = ("Première phrase qui prouve.", "Seconde phrase qui prouve. " * 60)
    text = f"{filling}{proofs[0]} {filling}{proofs[1]}{filling}"
    cut = excerpt(marked(text, proofs).segments)
    told = shown(cut)
    assert told.count(CUT) == 3
    assert told.startswith(f"{CUT} ")
    assert told.endswith(f" {CUT}")
    assert [one.text for one in cut if one.marked] == [proofs[0], proofs[1].strip()]
    assert len(told) < len(proofs[1]) + 1500
    words = set(text.split())
    assert all(word.strip("[]") in words for word in told.replace(CUT, " ").split())  # no word is cut


def test_a_long_text_without_marks_is_its_beginning() -> None:
    (only,) = excerpt(marked("mot " * 1000, ()).segments)
    assert only.text.startswith("mot mot")
    assert only.text.endswith(CUT)
    assert len(only.text) < 1000


def notice(*lots: Lot, passages: tuple[Passage, ...] = ()) -> Notice:
    return Notice("boamp", "26-1", NoticeKind.CALL, "Entretien", passages=passages, lots=lots or (Lot(),))


def social(lot_id: str | None, quote: str, field: str = "BT-70") -> LotReading:
    return LotReading(lot_id, clauses=(Clause(ClauseKind.CLAUSE_SOCIALE, Evidence(field, quote)),))


def test_the_same_text_in_two_lots_is_one_passage() -> None:
    text = "Une clause sociale s'applique. Le reste est au CCAP."
    lots = tuple(Lot(number, passages=(Passage("BT-70", text),)) for number in ("1", "2"))
    readings = [social(number, "Une clause sociale s'applique.") for number in ("1", "2")]
    (found,), apart = proved(notice(*lots), proof.clauses(readings))
    assert shown(found.segments) == "[Une clause sociale s'applique.] Le reste est au CCAP."
    assert [(one.words, one.lots) for one in found.reads] == [("clause sociale", ("1", "2"))]
    assert (found.source, found.field) == ("avis BOAMP 26-1, conditions d'exécution", "BT-70")
    assert apart == ()


def test_the_text_of_the_lot_comes_before_the_one_of_the_whole() -> None:
    sentence = "Une clause sociale s'applique."
    given = notice(
        Lot("1", passages=(Passage("BT-70", f"Lot 1. {sentence}"),)), passages=(Passage("BT-70", f"Tout. {sentence}"),)
    )
    (found,), _ = proved(given, proof.clauses([social("1", sentence)]))
    assert shown(found.segments) == f"Lot 1. [{sentence}]"


def test_words_of_a_correction_are_found_in_its_own_field() -> None:
    given = notice(passages=(Passage("BT-141", "Lire : une clause sociale s'applique."),))
    reading = social(None, "une clause sociale s'applique.", "BT-141, avis rectificatif 26-2")
    (found,), _ = proved(given, proof.clauses([reading]))
    assert found.field == "BT-141"
    assert "rectificatif BOAMP 26-2" in found.source


def test_what_stands_in_no_text_is_shown_apart() -> None:
    coded = Reservation(ReservationStatus.NONE, evidence=(Evidence("BT-71", "none"),))
    readings = [LotReading("1", coded), social("2", "Des mots qui ont changé depuis.")]
    found, apart = proved(notice(Lot("1"), Lot("2")), (*proof.reservations(readings), *proof.clauses(readings)))
    assert found == ()
    assert [(one.read.words, one.read.lots, one.quote.text) for one in apart] == [
        ("non réservé", ("1",), "none"),
        ("clause sociale", ("2",), "Des mots qui ont changé depuis."),
    ]
