"""Where a message comes from: the addresses of all the copies of a notice, and what the message is worth."""

from collections.abc import Iterator, Sequence

from alerts.messages.french import is_named, lots, short_day
from alerts.messages.message import Block, Heading, Link, Paragraph
from alerts.messages.words import DISCLAIMER, SOURCES, source_title
from alerts.model.structure import Structure
from scrapers.notice import Notice, NoticeKind

MOST = 4  # addresses of documents
_LATER = {NoticeKind.CORRECTION: "Avis rectificatif", NoticeKind.CANCELLATION: "Avis d'annulation"}


def links(notices: Sequence[Notice]) -> Iterator[Block]:
    """A link for each copy (BOAMP, TED…), in this order, then where the documents are."""
    changed = any(one.kind in _LATER for one in notices)
    pages = {one.url: Link(_page(one, changed), one.url) for one in notices if one.url}
    documents = [link for link in _documents(notices) if link.url not in pages]
    if pages or documents:
        yield Heading("Liens")
        yield from (*pages.values(), *documents[:MOST])


def _page(notice: Notice, changed: bool) -> str:
    """Which is the correction and which the first notice, as soon as there is a correction."""
    kind = _LATER.get(notice.kind) or ("Premier avis" if changed else "Avis")
    return f"{kind} {name(notice)}"


def _documents(notices: Sequence[Notice]) -> list[Link]:
    """Lots are named when the lots have different addresses."""
    found: dict[str, list[str | None]] = {}
    for one in notices:
        for lot_id, url in ((None, one.documents_url), *((lot.id, lot.documents_url) for lot in one.lots)):
            if url:
                found.setdefault(url, []).append(lot_id)
    several = len({url for url, lot_ids in found.items() if any(map(is_named, lot_ids))}) > 1
    return [Link(_file(lot_ids, several), url) for url, lot_ids in found.items()]


def _file(lot_ids: Sequence[str | None], several: bool) -> str:
    named = [lot_id for lot_id in lot_ids if is_named(lot_id)]
    return f"Dossier de consultation ({lots(named)})" if several and named else "Dossier de consultation"


def origin(structure: Structure, notice: Notice) -> Paragraph:
    """Whom the message is for, what it was drawn from and what it is worth."""
    published = f", paru le {short_day(notice.published)}" if notice.published else ""
    return Paragraph(f"Message pour {structure.name}. Source : avis {name(notice)}{published}. {DISCLAIMER}")


def name(notice: Notice) -> str:
    """« BOAMP 26-123456 »; the items of a feed have no number that people know."""
    title = source_title(notice.source)
    return f"{title} {notice.publisher_id}" if notice.source in SOURCES else f"du flux « {title} »"
