"""The body of an e-mail: its lines, its parts, its files; what each reader finds there."""

import re
from base64 import b64decode
from dataclasses import replace
from quopri import decodestring

import pytest

from alerts.channels.email.mime import file_name
from alerts.channels.email.quoted_printable import encoded, joined
from alerts.messages.message import (
    Action,
    ActionKind,
    Attachment,
    BeforeAfter,
    Bullets,
    Entry,
    Fact,
    Heading,
    Link,
    Message,
    Paragraph,
    Quote,
)
from alerts.model.delivery import DeliveryKind
from alerts.model.reading import Answer
from tests.alerts.channels.email.test_fields import HOSTILE
from tests.alerts.channels.email.written import HELLO, URL, Page, Read, outgoing, read, too_long
from tests.screenshots.letters import Shown, letters
from tests.screenshots.worst import worst

LETTERS = {shown.name: shown for shown in letters()}
LIMIT = 95_000  # octets of HTML: Gmail cuts at about 102 KB, and the way to stop is at the end


@pytest.fixture(params=[*LETTERS, "pire"])
def mail(request: pytest.FixtureRequest) -> Read:
    """Each kind of e-mail, and the heaviest that a week can bring."""
    shown = LETTERS.get(request.param) or Shown("pire", DeliveryKind.DIGEST, worst())
    return read(shown.content())


def test_lines_are_short_and_end_as_the_protocol_says(mail: Read) -> None:
    assert b"\n" not in mail.raw.replace(b"\r\n", b"")
    assert b"\r" not in mail.raw.replace(b"\r\n", b"")
    assert too_long(mail.raw) == []
    assert mail.raw.isascii()


def test_text_comes_first_then_html(mail: Read) -> None:
    parts = [part.get_content_type() for part in mail.parsed.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert all(not part.defects for part in mail.parsed.walk())


def test_the_text_holds_every_address_of_the_html(mail: Read) -> None:
    followed = set(Page(mail.html).addresses)
    assert followed
    assert followed <= set(URL.findall(mail.text))


def test_the_text_is_78_columns_wide_but_for_addresses(mail: Read) -> None:
    assert [line for line in mail.text.splitlines() if len(line) > 78 and not URL.fullmatch(line.strip())] == []
    assert "\n\n\n" not in mail.text


def test_the_html_is_french_quiet_and_whole(mail: Read) -> None:
    page = Page(mail.html)
    tags = dict(page.tags)
    assert tags["html"]["lang"] == "fr"
    assert not {"img", "script", "link", "iframe", "form", "object", "video"} & set(tags)
    assert "@import" not in mail.html
    assert not re.search(r"url\(|utm_|src=|\bon\w+=", mail.html)
    assert {"name": "color-scheme", "content": "light dark"} in [
        attributes for tag, attributes in page.tags if tag == "meta"
    ]
    assert all(url.startswith("https://") for url in page.addresses)
    assert "Ce message ne contient aucun traceur." in mail.html
    assert "Ce message ne contient aucun traceur." in mail.text


def test_the_html_is_under_what_gmail_shows(mail: Read) -> None:
    assert len(mail.html.encode()) < LIMIT


def test_layout_tables_are_not_read_aloud_as_tables(mail: Read) -> None:
    assert all(attributes.get("role") == "presentation" for tag, attributes in Page(mail.html).tags if tag == "table")


def test_one_title_and_its_sections_in_order(mail: Read) -> None:
    levels = [int(tag[1]) for tag, _ in Page(mail.html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1


STORY = Message(
    "3 annonces",
    "Ce qu'il y a de neuf",
    (
        Paragraph("L'essentiel d'abord."),
        Heading("À rendre cette semaine"),
        Entry(
            "Tonte & taille <lot 2>",
            (
                Fact(
                    "Pouvez-vous répondre ?", "Oui, d'après l'avis. Vous êtes un ACI.", strong=True, answer=Answer.YES
                ),
                Fact("Date limite", "vendredi 2 octobre 2026 à 12 h 00"),
                Quote("C'est réservé.", "avis BOAMP 26-900001", "BT-71"),
                BeforeAfter("Date limite", "le 2", "le 9"),
                Bullets(("un", "deux")),
                Link("Dossier", "https://dossiers.example.org/1?lot=2&vue=3"),
            ),
            (
                Action(ActionKind.ANSWERING, "J'y réponds", 5),
                Action(ActionKind.KEEP, "Garder", 5),
                Action(ActionKind.READ, "Avis officiel", url="https://avis.example.org/1?lot=2&vue=3"),
                Action(ActionKind.READ, "Piège", url="javascript:alert(1)"),
                Action(ActionKind.WIDEN, "Élargir", about=("boamp:1", "place:38")),
            ),
            "Réservé à vous",
            Answer.YES,
        ),
        Entry("Sans suite", (Paragraph("Rien."),), answer=Answer.CHECK),
    ),
    ((Action(ActionKind.LIST, "Tout voir"),),),
)


def test_the_text_part_stands_alone() -> None:
    text = read(outgoing(STORY, DeliveryKind.DIGEST).content).text
    signed = re.sub(r"/([a-z])/[\w.-]+", r"/\1/…", text)
    assert signed == (
        "3 annonces\n"
        "\n"
        "L’essentiel d’abord.\n"
        "\n"
        "À rendre cette semaine\n"
        "\n"
        "----------------------------------------\n"
        "[Réservé à vous] Tonte & taille <lot 2>\n"
        "\n"
        "Pouvez-vous répondre ? Oui, d’après l’avis. Vous êtes un ACI.\n"
        "Date limite : vendredi 2 octobre 2026 à 12 h 00\n"
        "\n"
        "    « C'est réservé. »\n"
        "    (avis BOAMP 26-900001)\n"
        "\n"
        "Date limite :\n"
        "    avant : le 2\n"
        "    après : le 9\n"
        "\n"
        "- un\n"
        "- deux\n"
        "\n"
        "Dossier :\n"
        "    https://dossiers.example.org/1?lot=2&vue=3\n"
        "\n"
        "J’y réponds ou Garder :\n"
        "    https://vigie.example.org/a/…\n"
        "Avis officiel :\n"
        "    https://avis.example.org/1?lot=2&vue=3\n"
        "Élargir :\n"
        "    https://vigie.example.org/w/…\n"
        "\n"
        "----------------------------------------\n"
        "Sans suite\n"
        "\n"
        "Rien.\n"
        "\n"
        "Tout voir :\n"
        "    https://vigie.example.org/d/…\n"
        "\n"
        "----------------------------------------\n"
        "Vous recevez ce message chaque lundi à 8 h pour Chantier des Haies, parce que\n"
        "vous l’avez demandé.\n"
        "\n"
        "Voir dans le navigateur :\n"
        "    https://vigie.example.org/d/…\n"
        "Modifier mes réglages :\n"
        "    https://vigie.example.org/r/…\n"
        "Ne plus recevoir ces e-mails :\n"
        "    https://vigie.example.org/u/…\n"
        "Vos données :\n"
        "    https://vigie.example.org/confidentialite\n"
        "\n"
        "Ce message ne contient aucun traceur.\n"
    )


def test_the_html_says_the_same_with_its_links() -> None:
    html = read(outgoing(STORY, DeliveryKind.DIGEST).content).html
    page = Page(html)
    words = " ".join(" ".join(page.words).split())
    assert "Tonte & taille <lot 2>" in words
    assert "<lot" not in html
    assert "« C'est réservé. »" in words.replace("\u00a0", " ")
    assert "javascript" not in html
    assert "https://avis.example.org/1?lot=2&vue=3" in page.addresses
    assert "https://dossiers.example.org/1?lot=2&vue=3" in page.addresses
    kinds = [url.split("/")[3] for url in page.addresses if url.startswith("https://vigie.example.org/")]
    assert kinds == ["a", "a", "w", "d", "d", "r", "u", "confidentialite"]


def test_a_colour_is_never_alone_to_say_an_answer() -> None:
    html = read(outgoing(STORY, DeliveryKind.DIGEST).content).html
    card = html[html.index("Réservé à vous") : html.index("Tout voir")]
    assert "À vérifier" in card[: card.index("Sans suite")]


def trap(words: str) -> bytes:
    """These words everywhere."""
    blocks = (Fact(words, words), Quote(words, words), Bullets((words,)), BeforeAfter(words, words, words))
    entry = Entry(words, blocks, tag=words)
    return outgoing(Message(words, words, (entry, Paragraph(words), Link(words, words))), why=words).content


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    tags = [[tag for tag, _ in Page(read(trap(said)).html).tags] for said in (words, "Rien")]
    assert tags[0] == tags[1]
    mail = read(trap(words))
    assert not re.search("[\x00-\x08\x1b\u202e]", mail.html + mail.text)
    assert too_long(mail.raw) == []


@pytest.mark.parametrize(
    ("given", "followed"),
    [
        ('https://avis.example.org/é t/"x"?a=<b>', "https://avis.example.org/%C3%A9%20t/%22x%22?a=%3Cb%3E"),
        (" https://avis.example.org/1 ", "https://avis.example.org/1"),
        ("javascript:alert(1)", None),
        ("https:///nowhere", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_addresses_of_publishers_are_written_as_addresses_or_left_out(given: str, followed: str | None) -> None:
    entry = Entry("Tonte", (Paragraph("Rien."),), (Action(ActionKind.READ, "Avis officiel", url=given),))
    mail = read(outgoing(Message("x", "x", (entry,))).content)
    public = [url for url in Page(mail.html).addresses if not url.startswith("https://vigie.example.org/")]
    assert public == ([followed] if followed else [])
    assert ("Avis officiel" in mail.text) is bool(followed)


def test_a_file_is_joined_with_its_name() -> None:
    calendar = Attachment("échéance n° 1.ics", "text/calendar", "BEGIN:VCALENDAR\r\né\r\n".encode())
    sheet = Attachment("memo.docx", "application/octet-stream", bytes(range(256)) * 40)
    mail = read(outgoing(replace(HELLO, attachments=(calendar, sheet)), DeliveryKind.HELP).content)
    parts = [part.get_content_type() for part in mail.parsed.walk()]
    expected = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert parts == [*expected, "application/octet-stream"]
    files = list(mail.parsed.iter_attachments())
    assert [one.get_filename() for one in files] == ["échéance n° 1.ics", "memo.docx"]
    assert [b64decode(str(one.get_payload())) for one in files] == [calendar.content, sheet.content]
    assert too_long(mail.raw) == []


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("memo.docx", 'filename="memo.docx"'),
        ("../../etc/passwd", 'filename="passwd"'),
        ('a"b\r\nX: y.ics', "filename*=utf-8''a%22b%20X%3A%20y.ics"),
        ("…", "filename*=utf-8''%E2%80%A6"),
    ],
)
def test_the_name_of_a_file_cannot_leave_its_place(name: str, parameter: str) -> None:
    assert file_name(name) == parameter


@pytest.mark.parametrize(
    "text", ["", "é" * 200, "fin \n", "a\r\nb\rc\n", ".\n..\nFrom moi\n", " " * 100, "=" * 90, "x" * 76]
)
def test_quoted_printable_says_what_was_written(text: str) -> None:
    lines = encoded(text)
    assert decodestring(lines).decode() == text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    twice = joined([lines, lines])
    assert decodestring(twice) == decodestring(lines) * 2
    assert max(map(len, twice.split(b"\r\n"))) <= 78
