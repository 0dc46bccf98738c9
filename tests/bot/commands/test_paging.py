"""Long messages on small screens: nothing is lost, nothing is cut inside a tag."""

from alerts.messages.message import Bullets, Heading, Message, Paragraph, Quote
from bot.chat.html import visible
from bot.chat.screen import Button
from bot.commands.reply.folding import folded, unfolded
from bot.commands.reply.paging import LINES, lines_of, paged, pages_of
from tests.bot.commands.conversation import judge

PARTS = (
    Paragraph("Avant tout."),
    Heading("Le calcul"),
    Bullets(("un", "deux")),
    Heading("Avec qui ?"),
    Paragraph("Seuls."),
)


def turn(label: str, page: int) -> Button:
    return Button(label, f"1.re.x.{page}")


def test_a_part_is_folded_away_or_read_alone() -> None:
    message = Message("Heures", "", PARTS)
    assert folded(message, ("Le calcul",)).blocks == (PARTS[0], PARTS[3], PARTS[4])
    alone = unfolded(message, ("Le calcul",))
    assert alone is not None
    assert alone.blocks == PARTS[1:3]
    assert unfolded(message, ("Autre",)) is None


def test_a_short_message_is_one_page_without_numbers() -> None:
    screen = paged(Message("Heures", "", PARTS), 0, turn, ())
    assert screen.rows == ()
    assert visible(screen.text).startswith("Heures\n\nAvant tout.")


def test_a_long_list_goes_on_over_pages_and_nothing_is_lost() -> None:
    items = tuple(f"Point {number} : {'mot ' * 12}fin." for number in range(40))
    message = Message("Raisons", "", (Heading("Favorable"), Bullets(items)))
    seen, page = "", 0
    while True:
        screen = paged(message, page, turn, ())
        judge(screen)
        seen += visible(screen.text).replace("\u00a0", " ")
        if all(one.label != "Suite ➡️" for row in screen.rows for one in row):
            break
        page += 1
    assert page == 3
    assert all(f"Point {number} :" in seen for number in range(40))


def test_a_title_is_never_alone_on_its_page() -> None:
    items = tuple(f"Point {number} : {'mot ' * 20}fin." for number in range(9))
    blocks = (Paragraph("Entretien – lot 1"), Heading("Favorable"), Bullets(items))
    first = visible(paged(Message("Raisons", "", blocks), 0, turn, ()).text).replace("\u00a0", " ")
    assert "Entretien – lot 1" in first
    assert "Favorable" in first
    assert "Point 2" in first


def test_a_page_that_does_not_exist_is_the_last_one() -> None:
    message = Message("Raisons", "", tuple(Paragraph(f"Phrase {number}. " * 20) for number in range(9)))
    last = paged(message, 99, turn, ())
    assert "Phrase 8." in visible(last.text)
    assert [one.label for row in last.rows for one in row] == ["⬅️ Avant"]


def test_a_folded_quote_takes_three_lines_and_is_never_cut() -> None:
    quote = Message("Avis", "", (Paragraph("Voici."), Quote("long " * 400, "avis fictif")))
    screen = paged(quote, 0, turn, ())
    judge(screen)
    assert screen.rows == ()
    assert lines_of(["un", "<blockquote expandable>" + "mot " * 500 + "</blockquote>"]) < LINES


def test_there_is_always_a_page() -> None:
    assert pages_of([]) == [[]]
    assert "Rien" in paged(Message("Rien", "", ()), 0, turn, ()).text
