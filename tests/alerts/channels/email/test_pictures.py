"""Pictures in a letter: shown where they help, named by the page, told to who does not see them."""

from base64 import b64decode
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from alerts.channels.pictures import HEAVIEST
from alerts.messages.message import Attachment, Entry, Fact, Heading, Message, Paragraph
from tests.alerts.channels.email.written import Page, outgoing, read, too_long
from tests.alerts.channels.pictured import FIGURES, LETTER, SEEN, TRADES, png

STRICT = policy.default.clone(raise_on_defect=True)
RELATED = ["multipart/related", "text/html", "image/png", "image/png"]


def test_pictures_stand_with_the_html_and_files_apart() -> None:
    mail = message_from_bytes(outgoing(LETTER).content, policy=STRICT)
    parts = [part.get_content_type() for part in mail.walk()]
    assert parts == ["multipart/mixed", "multipart/alternative", "text/plain", *RELATED, "text/csv"]
    assert [one.get_filename() for one in mail.iter_attachments()] == [FIGURES.name]
    assert too_long(outgoing(LETTER).content) == []


def test_without_files_the_letter_is_its_two_ways_of_being_read() -> None:
    mail = message_from_bytes(outgoing(replace(LETTER, attachments=(SEEN, TRADES))).content, policy=STRICT)
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", *RELATED]


def test_each_picture_is_the_one_that_the_page_names() -> None:
    mail = read(outgoing(LETTER).content)
    parts = {part["Content-ID"]: part for part in mail.parsed.walk() if part.get_content_maintype() == "image"}
    shown = [attributes for tag, attributes in Page(mail.html).tags if tag == "img"]
    named = [parts[f"<{str(one['src']).removeprefix('cid:')}>"] for one in shown]
    assert [b64decode(str(one.get_payload())) for one in named] == [SEEN.content, TRADES.content]
    assert [one.get_content_disposition() for one in named] == ["inline", "inline"]
    assert [one.get_filename() for one in named] == ["chemin.png", "métiers.png"]
    assert [one["alt"] for one in shown] == [
        "31 annonces vues, dont 4 «\u00a0réservées\u00a0» & 2 gagnées",
        "Espaces verts\u00a0: 12 annonces",
    ]
    assert [one["width"] for one in shown] == ["400", "400"], "two dots a pixel, for phones"


def test_the_text_says_it_without_pictures() -> None:
    text = read(outgoing(LETTER).content).text
    assert "Vues : 31" in text
    assert "chemin" not in text
    assert "31 annonces vues" not in text


LISTED = Message("Deux", "Deux.", (Entry("A", (Paragraph("a"),)), Entry("B", ())), attachments=(SEEN,))


@pytest.mark.parametrize(
    ("message", "before", "after"),
    [
        (LETTER, "Vues", "Par métier"),
        (replace(LETTER, blocks=(Heading("D’abord"), Fact("Vues", "31"), Heading("Ensuite"))), "Vues", "Ensuite"),
        (replace(LETTER, blocks=(Paragraph("Vues."), Entry("Ensuite", ()))), "Vues.", "Ensuite"),
        (replace(LETTER, blocks=(Paragraph("Un mot."),)), "Un mot.", "traceur"),
        (LISTED, ">B<", "traceur"),
    ],
    ids=["a letter", "that begins with a heading", "with entries", "short", "of entries only"],
)
def test_pictures_come_after_what_comes_first(message: Message, before: str, after: str) -> None:
    html = read(outgoing(message).content).html
    assert html.index(before) < html.index("<img") < html.index(after)


def test_a_letter_never_weighs_more_than_half_a_megabyte() -> None:
    heavy = tuple(Attachment(f"{n}.png", "image/png", png() + bytes([n]) * 100_000, f"{n}") for n in range(5))
    content = outgoing(replace(LETTER, attachments=heavy)).content
    shown = [attributes["alt"] for tag, attributes in Page(read(content).html).tags if tag == "img"]
    assert shown == ["0", "1", "2"]
    assert len(content) < 500_000
    assert HEAVIEST * 4 / 3 < 460_000


@pytest.mark.parametrize("kind", ["image/svg+xml", "image/tiff", "text/html"])
def test_what_readers_do_not_show_is_a_file(kind: str) -> None:
    drawn = replace(LETTER, attachments=(Attachment("dessin", kind, b"<svg/>", "un dessin"),))
    mail = read(outgoing(drawn).content)
    assert "<img" not in mail.html
    assert [one.get_content_type() for one in mail.parsed.iter_attachments()] == [kind]


def test_the_same_letter_is_the_same_bytes() -> None:
    assert outgoing(LETTER).content == outgoing(LETTER).content
