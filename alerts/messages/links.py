"""Where a message comes from: the addresses of all the copies of a notice, and what the message is worth."""

from collections.abc import Iterator, Sequence

from alerts.messages.french import short_day
from alerts.messages.message import Block, Heading, Link, Paragraph
from alerts.messages.words import DISCLAIMER, SOURCES, source_title
from alerts.model.structure import Structure
from scrapers.notice import Notice

MOST = 4  # addresses of documents


def links(notices: Sequence[Notice]) -> Iterator[Block]:
    """A link for each copy (BOAMP, TED…), in this order, then where the documents are."""
    pages = {one.url: Link(f"Avis {name(one)}", one.url) for one in notices if one.url}
    stated = (url for one in notices for url in (one.documents_url, *(lot.documents_url for lot in one.lots)) if url)
    documents = [Link("Dossier de consultation", url) for url in dict.fromkeys(stated) if url not in pages]
    if pages or documents:
        yield Heading("Liens")
        yield from (*pages.values(), *documents[:MOST])


def origin(structure: Structure, notice: Notice) -> Paragraph:
    """Whom the message is for, what it was drawn from and what it is worth."""
    published = f", paru le {short_day(notice.published)}" if notice.published else ""
    return Paragraph(f"Message pour {structure.name}. Source : avis {name(notice)}{published}. {DISCLAIMER}")


def name(notice: Notice) -> str:
    """« BOAMP 26-123456 »; the items of a feed have no number that people know."""
    title = source_title(notice.source)
    return f"{title} {notice.publisher_id}" if notice.source in SOURCES else f"du flux « {title} »"
