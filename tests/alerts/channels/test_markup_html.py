"""The page of a message: escaped, light, readable on a phone, by day and by night."""

import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from lxml import html

from alerts.channels.markup import safe_url, to_html, typography
from alerts.messages.alert import alert_message
from alerts.messages.message import BeforeAfter, Bullets, Fact, Heading, Link, Message, Paragraph, Quote
from alerts.model.reading import Answer
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, MATCH, NOW, ON_TED, READINGS

ALERT = to_html(alert_message(GARDENERS, MATCH, (GREEN_SPACES, ON_TED), READINGS, NOW))
STYLE = (files("alerts.channels") / "templates" / "style.css").read_text(encoding="utf-8")


def page(*blocks: object, title: str = "Titre") -> html.HtmlElement:
    return html.document_fromstring(to_html(Message(title, "Résumé", blocks)))  # type: ignore[arg-type]


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in root.xpath(path)]


def test_the_page_is_french_and_has_one_title() -> None:
    root = html.document_fromstring(ALERT)
    assert root.get("lang") == "fr"
    assert len(root.xpath("//h1")) == 1
    assert root.xpath("//title")[0].text == root.xpath("//h1")[0].text
    assert root.xpath("//main")


def test_every_tag_is_closed() -> None:
    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in {"meta", "br"}:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    reader = Tags()
    reader.feed(ALERT)
    assert reader.open == []


def test_each_kind_of_block_has_its_own_meaning() -> None:
    root = page(
        Heading("Ce qui change"),
        Fact("Lieu", "Ain (01)"),
        Fact("Pouvez-vous répondre ?", "Oui. Le lot est ouvert. À tous.", strong=True),
        Quote("Mot à mot.", "avis, BT-70"),
        Bullets(("un", "deux")),
        Link("Avis", "https://example.org/a"),
        Paragraph("Fin."),
    )
    assert texts(root, "//h2") == ["Ce qui change"]
    assert texts(root, "//dl/div") == ["Lieu : Ain (01)", "Pouvez-vous répondre ? Oui. Le lot est ouvert. À tous."]
    assert texts(root, "//div[@class='strong']/dd/strong") == ["Oui."], "the verdict stands out, not its reasons"
    assert texts(root, "//figure/blockquote") == ["Mot à mot."]
    assert texts(root, "//figure/figcaption") == ["avis, BT-70"]
    assert texts(root, "//ul[not(@class)]/li") == ["un", "deux"]
    assert root.xpath("//ul[@class='links']/li/a/@href") == ["https://example.org/a"]
    assert texts(root, "//p[@class='origin']") == ["Fin."]


def test_changes_in_a_row_are_one_table_with_named_columns() -> None:
    root = page(BeforeAfter("Date limite", "lundi", "mardi"), BeforeAfter("Lots", "lot 1", "lots 1 et 2"))
    assert texts(root, "//table/thead//th[@scope='col']") == ["Quoi", "Avant", "Après"]
    assert texts(root, "//table/tbody/tr/th[@scope='row']") == ["Date limite", "Lots"]
    assert texts(root, "//table/tbody/tr[1]/td") == ["Avant : lundi", "Après : mardi"]


HOSTILE = "A & B <script>alert(1)</script> \"x\" 'y' 🌱"


def test_words_of_a_notice_are_never_markup() -> None:
    blocks = (
        Heading(HOSTILE),
        Paragraph(HOSTILE),
        Fact(HOSTILE, HOSTILE),
        Quote(HOSTILE, HOSTILE),
        Bullets((HOSTILE,)),
        Link(HOSTILE, 'https://example.org/?a=1&b="><script>alert(1)</script>'),
        BeforeAfter(HOSTILE, HOSTILE, HOSTILE),
    )
    root = page(*blocks, title=HOSTILE)
    assert root.xpath("//script") == []
    assert root.xpath("//@onclick") == []
    assert texts(root, "//figure/blockquote") == [HOSTILE]
    assert root.xpath("//a/@href") == ['https://example.org/?a=1&b="><script>alert(1)</script>']
    assert root.text_content().count("🌱") == 13, "the page's title twice, then each place of each block"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/avis?id=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<b>x</b>", False),
        ("file:///etc/passwd", False),
        ("//example.org/x", False),
        ("www.example.org", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_the_web_can_be_clicked(url: str, safe: bool) -> None:
    assert safe_url(url) is safe
    root = page(Link("Dossier", url))
    assert bool(root.xpath("//a")) is safe
    assert safe or url.strip() in texts(root, "//ul[@class='links']")[0], "what cannot be clicked is still shown"


def test_nothing_is_fetched_from_elsewhere() -> None:
    root = html.document_fromstring(ALERT)
    assert root.xpath("//img | //script | //link | //iframe | //@src | //@srcset") == []
    assert not re.search(r"@import|url\(", ALERT)
    assert len(ALERT.encode()) < 20_000


@pytest.mark.parametrize(
    ("plain", "typed"),
    [
        ("48 500 € HT", "48\u202f500\u00a0€ HT"),
        ("1 234 567,50 € HT", "1\u202f234\u202f567,50\u00a0€ HT"),
        ("aux lots 1 et 2, au lot 3 ?", "aux lots\u00a01 et 2, au lot\u00a03\u202f?"),
        ("à 12 h 00", "à 12\u00a0h\u00a000"),
        ("Lieu : Ain ; Rhône", "Lieu\u00a0: Ain\u202f; Rhône"),
        ("Oui ? Non !", "Oui\u202f? Non\u202f!"),
        ("« espaces verts »", "«\u00a0espaces verts\u00a0»"),
        ("d'après l'avis", "d’après l’avis"),
        ("vendredi 2 octobre 2026", "vendredi 2 octobre 2026"),
        ("avis 26-900001", "avis 26-900001"),
    ],
)
def test_french_typography_is_for_screens(plain: str, typed: str) -> None:
    assert typography(plain) == typed
    assert typography(typed) == typed


def test_a_quote_is_shown_as_published() -> None:
    assert texts(page(Quote("Prix d'un lot : 48 500 €", "BT-27")), "//blockquote/p") == ["Prix d'un lot : 48 500 €"]


def colours(dark: bool) -> dict[str, str]:
    """The custom properties that hold by day or by night."""
    light, night = STYLE.split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", light))
    return found | (dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", night.split("}")[0])) if dark else {})


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["by day", "by night"])
@pytest.mark.parametrize("ink", ["ink", "soft", "link"])
@pytest.mark.parametrize("paper", ["paper", "tint", "yestint", "checktint", "notint"])
def test_every_text_has_the_contrast_of_level_aa(dark: bool, ink: str, paper: str) -> None:
    found = colours(dark)
    assert contrast(found[ink], found[paper]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["by day", "by night"])
@pytest.mark.parametrize("verdict", ["yes", "check", "no"])
def test_every_verdict_has_the_contrast_of_level_aa(dark: bool, verdict: str) -> None:
    found = colours(dark)
    assert contrast(found[verdict], found[f"{verdict}tint"]) >= 4.5


@pytest.mark.parametrize("answer", list(Answer))
def test_a_verdict_has_its_look_and_its_words(answer: Answer) -> None:
    root = page(Fact("Pouvez-vous répondre ?", "Le mot. Le reste.", strong=True, answer=answer))
    assert texts(root, f"//div[@class='strong {answer.value}']/dd/strong") == ["Le mot."]
    assert f".{answer.value} {{" in STYLE


def test_the_place_for_machines_is_out_of_sight() -> None:
    root = page(Quote("Mot à mot.", "avis, conditions d'exécution", "BT-70"))
    assert root.xpath("//figcaption/@title") == ["BT-70"]
    assert "BT-70" not in root.text_content()


def test_contrast_is_measured_as_the_norm_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
