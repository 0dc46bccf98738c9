"""One lot of an eForms notice, or one part of a planning notice, which is read as a lot."""

from scrapers.eforms import names as n
from scrapers.eforms.draft import Draft, Setting, Table
from scrapers.eforms.subject import SUBJECT
from scrapers.eforms.terms import PROCESS, TERMS
from scrapers.eforms.tree import Branches, Element, branches, leaf
from scrapers.notice import Lot

_NON_RESTRICTED = "non-restricted-document"


def lots(found: list[Element], setting: Setting) -> tuple[tuple[Lot, ...], list[str]]:
    """Lots and parts in document order, without groups of lots (one nameless lot when there is none), and the notices
    that they name as the ones they follow."""
    read: list[Lot] = []
    references: list[str] = []
    for element in found:
        grouped = branches(element)
        kind = grouped[n.ID][0].get("schemeName") if n.ID in grouped else None
        if kind != "LotsGroup":
            told = draft(grouped, setting, "-Part" if kind == "Part" else "")
            read.append(_lot(leaf(grouped, n.ID) or None, told))
            references += told.references
    return tuple(read) or (Lot(),), references


def draft(grouped: Branches, setting: Setting, suffix: str = "", terms: Table = TERMS) -> Draft:
    """What the three branches shared by procedure and lots tell; the subject first, as people read it."""
    told = Draft(setting, suffix)
    for tag, table in ((n.PROJECT, SUBJECT), (n.TERMS, terms), (n.PROCESS, PROCESS)):
        for element in grouped.get(tag, ()):
            told.read(element, table)
    return told


def _lot(identifier: str | None, told: Draft) -> Lot:
    """Its deadline is the earliest of requests to participate, tenders and expressions of interest: who has not yet
    taken part must come before the first. Documents given to all come before those given on request."""
    return Lot(
        id=identifier,
        title=told.title,
        cpv=tuple(told.cpv),
        nature=told.nature,
        places=tuple(told.places),
        deadline=told.earliest(),
        amount=told.estimated or told.ceiling,
        documents_url=told.documents.get(_NON_RESTRICTED) or next(iter(told.documents.values()), None),
        codes=tuple(told.codes),
        passages=tuple(told.passages),
        criteria=tuple(told.criteria),
        months=told.months,
        renewals=told.renewals,
        starts=told.starts,
        questions_until=told.questions_until(),
    )
