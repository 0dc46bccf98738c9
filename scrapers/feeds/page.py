"""The sentences of a notice's own web page, when its feed says too little."""

from bs4 import BeautifulSoup, Tag

from scrapers.feeds.stated import Stated, stated
from scrapers.notice import Passage, Topic
from scrapers.text import from_html

_NOISE = ("script", "style", "template", "noscript", "nav", "header", "footer", "aside", "form", "svg", "iframe")
_MAIN = ("main", "article", "[role=main]", "#content", "#contenu", "body")
_BLOCKS = ("tr", "p", "li", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "caption")
_FIELD = "page"
LONGEST = 500  # blocks kept of one page: notices have dozens, catalogues thousands


def is_page(body: bytes) -> bool:
    """Whether these bytes may be a web page: not a PDF, an archive or an image."""
    return b"\x00" not in body[:2000] and not body.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8"))


def read(body: bytes) -> tuple[tuple[Passage, ...], Stated]:
    """The text of the page's main part, block by block, and what its labels state.

    A row of a table is one block, a term of a list with its definition too: a label stays with its value.
    """
    soup = BeautifulSoup(body, "lxml")
    for tag in soup(_NOISE):
        tag.decompose()
    main = next((found for found in map(soup.select_one, _MAIN) if found is not None), None)
    if main is None:
        return (), Stated()
    for term in main("dt"):
        _with_definitions(soup, term)
    blocks = _outer(main)
    known = stated(blocks)
    texts = [_text(block) for block in blocks]
    for block in blocks:
        block.decompose()
    texts.append(_text(main))  # what stands outside all blocks
    kept = [text for text in dict.fromkeys(texts) if len(text) > 2][:LONGEST]
    return tuple(Passage(_FIELD, text, Topic.DESCRIPTION) for text in kept), known


def _with_definitions(soup: BeautifulSoup, term: Tag) -> None:
    """Puts a <dt> and the <dd> that follow it in one paragraph."""
    following = []
    for tag in term.find_next_siblings():
        if tag.name != "dd":
            break
        following.append(tag)
    pair = soup.new_tag("p")
    term.insert_before(pair)
    for tag in (term, *following):
        pair.append(tag.extract())


def _outer(main: Tag) -> list[Tag]:
    """The blocks that hold no other block: of a table in a row of a table, the inner rows."""
    return [block for block in main(_BLOCKS) if block.find(_BLOCKS) is None]


def _text(block: Tag) -> str:
    return from_html(str(block))
