"""What machines broke in publishers' texts is mended; what people wrote is left as they wrote it."""

import pytest

from scrapers.text import from_html, plain, repair, to_decimal

DAMAGED = {
    "an entity escaped once": ("l&#039;insertion", "l'insertion"),
    "an entity escaped twice": ("l&amp;#039;insertion", "l'insertion"),
    "a named entity": ("ma&icirc;trise", "maîtrise"),
    "a cp1252 number for œ": ("D'&#140;UVRE", "D'ŒUVRE"),
    "a cp1252 number for a dash": ("Lot 1 &#150; Tri", "Lot 1 – Tri"),
    "a raw C1 apostrophe": ("d\x92insertion", "d’insertion"),
    "a raw C1 dash": ("prix\x96qualité", "prix–qualité"),
    "a C1 code that stands for nothing": ("avant\x81après", "avant après"),
    "a lost apostrophe": ("l?expérimentation de l?emploi", "l'expérimentation de l'emploi"),
    "a lost apostrophe in capitals": ("L?INSERTION", "L'INSERTION"),
    "a lost apostrophe after qu": ("lorsqu?un lot", "lorsqu'un lot"),
    "an apostrophe become an inverted mark": ("d¿insertion", "d'insertion"),
    "an apostrophe become a replacement mark": ("d\ufffdactivité", "d'activité"),
    "a lost œ": ("maîtrise d'?uvre", "maîtrise d'œuvre"),
    "a lost œ in capitals": ("MAITRISE D'?UVRE", "MAITRISE D'ŒUVRE"),
    "both lost": ("d??uvre", "d'œuvre"),
    "a lost œ in another word": ("le c?ur du bourg", "le cœur du bourg"),
    "accents read byte by byte": ("rÃ©servÃ© nÂ° 2 lâ€™emploi", "réservé n° 2 l’emploi"),
    "a combining accent": ("a\u0300 la", "à la"),
    "a combining accent escaped twice": ("a&amp;#768; la", "à la"),
    "line breaks, tabs, hard spaces": (" deux\n\tlots\u00a0: ", "deux lots :"),
    "a soft hyphen": ("inser\u00adtion", "insertion"),
    "a NUL and a lone surrogate": ("a\x00b\ud800c", "a bc"),
}


@pytest.mark.parametrize(("broken", "mended"), DAMAGED.values(), ids=DAMAGED.keys())
def test_what_a_machine_broke_is_mended(broken: str, mended: str) -> None:
    assert repair(broken) == mended


@pytest.mark.parametrize(
    "sentence",
    [
        "Le lot est-il réservé ? Non.",
        "Êtes-vous concerné?Oui",
        "Quels lots?autres que le premier",
        "https://achats.example.fr/l?id=3&copy=2",
        "voir www.example.fr/d?a",
        "« CAFÉ» et «THÉ»",
        "HÂTIF, PÂTÉ… et Â",
        "2 < 3 et 5 > 4",
        "dinsertion par lactivité",
    ],
)
def test_what_a_person_wrote_is_left_alone(sentence: str) -> None:
    assert repair(sentence) == sentence


def test_html_becomes_words_and_a_word_half_in_bold_stays_one_word() -> None:
    assert from_html("<p>Le <b>mar</b>ché<br>réservé</p><ul><li>lot 1</li><li>lot 2</li></ul>") == (
        "Le marché réservé lot 1 lot 2"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Le <b>mar</b>ché<br/>r&eacute;serv&#233;</p>",
        "<P class='x y'>Un</P><p>deux</p>",
        "<INIT><P>Tri</P>\n<P>le mardi</P></INIT>",
        "avant<br>après<sup>2</sup>",
    ],
)
def test_the_short_way_without_a_parser_gives_what_the_parser_gives(markup: str) -> None:
    assert from_html(markup) == from_html(markup + "<style></style>")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Tri <!-- un mot caché --> à Valfleuri</p>", "Tri à Valfleuri"),
        ("<p title='a > b'>Tri</p>", "Tri"),
        ("<p>Tri<p>sans fin <b>gras", "Tri sans fin gras"),
        ("", ""),
    ],
)
def test_markup_that_is_not_plain_is_left_to_the_parser(markup: str, words: str) -> None:
    assert from_html(markup) == words


def test_scripts_and_styles_are_not_words() -> None:
    assert from_html("<style>p{}</style><script>alert(1)</script><p>Tri</p>") == "Tri"


def test_xml_in_a_string_becomes_words_whatever_its_declared_encoding() -> None:
    assert from_html('<?xml version="1.0" encoding="UTF-16"?><INIT><P>Tri</P><P>le mardi</P></INIT>') == "Tri le mardi"


@pytest.mark.parametrize(
    ("published", "read"),
    [
        ("&lt;p&gt;Lot 1&lt;br/&gt;réservé&lt;/p&gt;", "Lot 1 réservé"),
        ("Marchés <90 k€ et > 40 k€", "Marchés <90 k€ et > 40 k€"),
        ("<?xml version='1.0'?>Tri", "Tri"),
    ],
)
def test_markup_is_seen_when_it_is_there_and_only_then(published: str, read: str) -> None:
    assert plain(published) == read


@pytest.mark.parametrize(
    ("published", "value"),
    [
        ("213400.41", "213400.41"),
        ("1 234,56", "1234.56"),
        ("1.234.567,00 €", "1234567.00"),
        ("90\u202f000 EUR", "90000"),
        ("0", None),
        ("0,00", None),
        ("NC", None),
        ("", None),
        ("de 10 à 20", None),
        ("1e17", None),
        ("-5", None),
    ],
)
def test_amounts_are_read_when_they_are_amounts(published: str, value: str | None) -> None:
    found = to_decimal(published)
    assert (None if found is None else str(found)) == value
