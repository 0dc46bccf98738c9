"""What comes from outside is harmless, and nothing we show is longer than Telegram takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teremok.validation import validate_html

from bot.chat.html import (
    ENTITIES,
    LEFT_OUT,
    MESSAGE,
    b,
    cut,
    fit,
    h,
    i,
    is_address,
    link,
    quote,
    split,
    units,
    visible,
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Tonte & taille <b>gratuite</b>", "Tonte &amp; taille &lt;b&gt;gratuite&lt;/b&gt;"),
        ("&amp; déjà échappé", "&amp;amp; déjà échappé"),
        ('dit "gratuit"', "dit &quot;gratuit&quot;"),
        ("l'insertion", "l'insertion"),
        ("sans\x00fin\x07\x1b", "sansfin"),
        ("coupé\ud83d", "coupé"),
        ("à l'envers \u202e04\u202c €", "à l'envers 04 €"),
        ("un\r\ndeux\rtrois\u2028quatre\tcinq", "un\ndeux\ntrois\nquatre cinq"),
        ("👩🏽‍🌾 et אבג", "👩🏽‍🌾 et אבג"),
    ],
)
def test_what_comes_from_outside_is_made_harmless(written: str, shown: str) -> None:
    assert h(written) == shown
    validate_html(h(written))


def test_nothing_is_escaped_twice() -> None:
    assert h(h("Terre & Mer")) == "Terre &amp; Mer"
    assert b(h("Terre & Mer")) == "<b>Terre &amp; Mer</b>"
    assert b(i("Terre & Mer")) == "<b><i>Terre &amp; Mer</i></b>"
    assert h("dans " + h("a & b")) == "dans a &amp;amp; b", "glued to a bare text, it is a bare text again"


def test_the_markup_we_use() -> None:
    assert b("a<b") == "<b>a&lt;b</b>"
    assert i("a&b") == "<i>a&amp;b</i>"
    assert quote("« réservé »") == "<blockquote expandable>« réservé »</blockquote>"
    assert quote("court", expandable=False) == "<blockquote>court</blockquote>"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://avis.example.org/?a=1&b=2", '<a href="https://avis.example.org/?a=1&amp;b=2">Avis</a>'),
        ("http://avis.example.org", '<a href="http://avis.example.org">Avis</a>'),
        ("javascript:alert(1)", "Avis"),
        ("tg://user?id=1", "Avis"),
        ("ftp://avis.example.org", "Avis"),
        ("https://", "Avis"),
        ("https://[", "Avis"),
        ("https://avis.example.org/a b", "Avis"),
        ('https://avis.example.org/"><b>', "Avis"),
        ("https://avis.example.org/\u202e", "Avis"),
        ("https://avis.example.org/" + "a" * 2000, "Avis"),
        ("", "Avis"),
    ],
)
def test_only_web_pages_are_links(url: str, shown: str) -> None:
    assert link("Avis", url) == shown
    assert is_address(url) == ("<a" in shown)


def test_an_emoji_counts_for_two() -> None:
    assert (units("é"), units("👋"), units("👩🏽‍🌾"), units("a\ud83d")) == (1, 2, 7, 2)


def test_people_read_neither_tags_nor_entities() -> None:
    assert visible('<b>A &amp; B</b> &lt;c&gt; <a href="https://x.example/?a&amp;b">lien</a>') == "A & B <c> lien"
    assert visible(h("&lt;")) == "&lt;", "once only"


def test_what_holds_is_untouched() -> None:
    assert fit(["un", "deux"]) == "un\ndeux"
    assert fit(["un", "deux"], joined="\n\n") == "un\n\ndeux"
    assert split(["un", "deux"]) == ["un\ndeux"]


def test_what_does_not_hold_is_left_out_by_whole_blocks_and_said() -> None:
    blocks = [b("Titre"), "a" * 30, "b" * 30]
    assert fit(blocks, 73) == f"<b>Titre</b>\n{'a' * 30}\n{LEFT_OUT}"
    assert fit(blocks, 73, left_out="… et 1 autre.") == f"<b>Titre</b>\n{'a' * 30}\n… et 1 autre."


def test_a_first_block_too_long_is_cut_between_words_with_its_tags_closed() -> None:
    told = fit([f"<b>Oui, d’après {h('Terre & Mer')} <i>et d’autres encore</i></b>"], 60)
    assert told == f"<b>Oui, d’après Terre &amp;…</b>\n{LEFT_OUT}"
    assert cut("<b>Oui, <i>d’après vous</i></b>", 27) == "<b>Oui, <i>d’après…</i></b>"
    assert cut("a" * 40, 10) == "a" * 9 + "…"
    assert cut("👋" * 40, 10) == "👋" * 4 + "…"
    assert cut(h("<" * 40), 10) == "&lt;&lt;…"


def test_a_long_letter_becomes_several_bubbles_between_blocks() -> None:
    blocks = ["a" * 3000, "b" * 3000, "c" * 1000, "d" * 9000]
    told = split(blocks)
    assert [len(one) for one in told] == [3000, 4001, 4096]
    assert told[1] == f"{'b' * 3000}\n{'c' * 1000}"
    assert told[2].endswith("d…")


def test_more_than_a_hundred_bold_words_make_two_bubbles() -> None:
    told = split([b(str(n)) for n in range(150)])
    assert [one.count("<b>") for one in told] == [ENTITIES, 50]


def test_nothing_to_show_is_no_bubble() -> None:
    assert split(["", " ", "<b></b>"]) == []


TEXTS = st.text(max_size=300) | st.sampled_from(
    ["<b>", "&amp;", "a" * 10_000, "👩🏽‍🌾" * 800, "\u202e", "\ud83d", "mot " * 2000]
)
MARKED = st.builds(lambda how, text: how(text), st.sampled_from([h, b, i, quote, lambda text: b(i(text))]), TEXTS)


@given(st.lists(MARKED, min_size=1, max_size=30), st.integers(60, MESSAGE))
def test_whatever_is_written_it_fits_and_is_valid(blocks: list[str], limit: int) -> None:
    for told in (fit(blocks, limit), *split(blocks, limit)):
        validate_html(told)
        assert units(told) <= limit
        assert units(visible(told)) <= limit
        assert told.count("<b>") + told.count("<i>") + told.count("<blockquote") <= ENTITIES


@given(TEXTS)
def test_what_people_read_is_what_was_written(text: str) -> None:
    kept = visible(h(text))
    assert set(kept) <= set(text) | {"\n", " "}
    assert [letter for letter in kept if letter.isalnum()] == [letter for letter in text if letter.isalnum()]
