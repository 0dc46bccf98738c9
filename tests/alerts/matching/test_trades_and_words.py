"""The trades are well formed, and words are found as people mean them."""

import pytest

from alerts.matching.trades import UnknownTrade, named_in, trade, trades, trades_around
from alerts.matching.words import PhraseBook, holds, normal, read


def test_the_thirty_nine_trades_are_well_formed() -> None:
    assert len(trades()) == 39
    for one in trades().values():
        assert one.label and one.keywords
        assert all(prefix.isdigit() and 2 <= len(prefix) <= 8 for prefix in one.cpv_prefixes)
        assert list(map(len, one.cpv_prefixes)) == sorted(map(len, one.cpv_prefixes), reverse=True)
        assert all(len(normal(keyword)) > 3 for keyword in one.keywords)


@pytest.mark.parametrize(
    ("asked", "proposed"), [("espace-vert", "espaces-verts"), ("traiteur", "restauration-traiteur")]
)
def test_an_unknown_trade_is_refused_with_the_nearest(asked: str, proposed: str) -> None:
    with pytest.raises(UnknownTrade, match=proposed):
        trade(asked)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Entretien des ESPACES-VERTS", "espace vert", True),
        ("Un espace très vert", "espace vert", False),
        ("Second œuvre", "second oeuvre", True),
        ("Le cours d’eau", "cours d'eau", True),
        ("Aménagement de bureaux", "bureau", True),
        ("Locaux communaux", "local communal", True),
        ("Cartonnage", "carton", False),
        ("Entretien", "…", False),
        ("", "entretien", False),
    ],
)
def test_a_phrase_is_found_whatever_its_accents_plural_and_apostrophes(text: str, phrase: str, found: bool) -> None:
    assert holds(read(text), phrase) is found


def test_a_phrase_never_spans_two_texts() -> None:
    assert not holds(read("espaces", "verts"), "espaces verts")


def test_a_text_names_its_trades() -> None:
    assert named_in(read("Tonte au cimetière")) == {"espaces-verts": "tonte", "funeraire-cimetieres": "cimetière"}


def test_a_free_prefix_falls_within_trades_or_holds_some() -> None:
    assert "espaces-verts" in trades_around("7731")
    assert {"espaces-verts", "espaces-naturels"} <= set(trades_around("77"))
    assert trades_around("14") == ()


def test_a_phrase_that_left_is_no_longer_found() -> None:
    book = PhraseBook()
    for owner, phrase in ((1, "espaces verts"), (2, "espace vert"), (3, "verts")):
        book.add(phrase, owner)
    assert sorted(book.owners_in([read("des espaces verts")])) == [1, 2, 3]
    book.remove("Espaces verts", 1)
    book.remove("verts", 3)
    assert list(book.owners_in([read("des espaces verts")])) == [2]
