"""A card of the chat as plain text, with its buttons: for `vigie demo`, and for the stories of the guide."""

from bot.chat.html import visible
from bot.chat.screen import Screen


def text_of(screen: Screen) -> str:
    """What a person sees: the words, a quote marked « | », then the rows of buttons as `[ J’y réponds ] [ Garder ]`."""
    rows = (" ".join(f"[ {button.label} ]" for button in row) for row in screen.rows)
    return "\n".join([_marked(screen.text), "", *rows]).rstrip() + "\n"


def _marked(html: str) -> str:
    """Quotes keep their bar: without it, words of the notice would read as ours."""
    lines = []
    quoted = False
    for line in html.split("\n"):
        quoted = quoted or "<blockquote" in line
        lines.append(f"| {visible(line)}" if quoted else visible(line))
        quoted = quoted and "</blockquote>" not in line
    return "\n".join(lines)
