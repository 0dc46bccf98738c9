"""One lot of an eForms notice, or one part of a planning notice, which is read as a lot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from scrapers.dates import deadline
from scrapers.eforms import names as n
from scrapers.eforms import project as subject
from scrapers.eforms.tree import Branches, Element, branches, extension, leaf, leaf_at, under
from scrapers.eforms.wording import Wording
from scrapers.notice import Code, Deadline, Lot, Passage, Topic
from scrapers.text import unescape

_PERIODS = (("BT-1311", n.PARTICIPATION_PERIOD), ("BT-131", n.TENDER_PERIOD))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a lot's reading needs from its notice: texts' language, the buyer's times, the day of publication."""

    wording: Wording
    zones: tuple[tzinfo, ...]
    published: date | None


def lots(found: list[Element], setting: Setting) -> tuple[Lot, ...]:
    """Lots and parts in document order, without groups of lots; one nameless lot when there is none."""
    read = (_lot(branches(element), setting) for element in found)
    return tuple(lot for lot in read if lot is not None) or (Lot(),)


def _lot(grouped: Branches, setting: Setting) -> Lot | None:
    identifier = grouped.get(n.ID)
    kind = identifier[0].get("schemeName") if identifier else None
    if kind == "LotsGroup":
        return None
    suffix = "-Part" if kind == "Part" else ""
    terms, project = under(grouped, n.TERMS), under(grouped, n.PROJECT)
    due, raw = _deadline(under(grouped, n.PROCESS), setting)
    return Lot(
        id=leaf(grouped, n.ID) or None,
        title=setting.wording.of(project.get(n.NAME)) or None,
        cpv=subject.cpv(project),
        nature=subject.nature(project),
        places=subject.places(project),
        deadline=due,
        amount=subject.amount(project),
        documents_url=_documents(terms),
        codes=(*_reserved(terms, suffix), *_reserved_execution(terms, suffix), *subject.codes(project, suffix)),
        passages=(*subject.passages(project, setting.wording), *_terms(terms, setting.wording), *raw),
    )


def _deadline(process: Branches, setting: Setting) -> tuple[Deadline | None, tuple[Passage, ...]]:
    """The earliest of BT-1311 (requests to participate), BT-131 (tenders) and BT-630 (expressions of interest):
    who has not yet taken part must come before the first. One that cannot exist is kept as it was written.
    """
    read: list[Deadline] = []
    raw: list[Passage] = []
    for field, period in _periods(process):
        day, clock = leaf(period, n.END_DATE), leaf(period, n.END_TIME)
        due = deadline(day, clock, zones=setting.zones, published=setting.published)
        if due is not None:
            read.append(due)
        elif day or clock:
            raw.append(Passage(field, f"{day} {clock}".strip()))
    return min(read, key=lambda due: due.at, default=None), tuple(raw)


def _periods(process: Branches) -> Iterator[tuple[str, Branches]]:
    for field, tag in _PERIODS:
        yield field, under(process, tag)
    yield "BT-630", under(extension(process), n.INTEREST_PERIOD)


def _documents(terms: Branches) -> str | None:
    """BT-15, the address of the documents, else BT-615, that of the documents given on request."""
    by_type: dict[str, str] = {}
    for element in terms.get(n.CALL_DOCUMENT, ()):
        document = branches(element)
        address = unescape(leaf_at(document, n.ATTACHMENT, n.EXTERNAL_REFERENCE, n.URI))
        if address:
            by_type.setdefault(leaf(document, n.DOCUMENT_TYPE), address)
    return by_type.get("non-restricted-document") or next(iter(by_type.values()), None)


def _reserved(terms: Branches, suffix: str) -> Iterator[Code]:
    """BT-71, which may be told several times; published empty, it is kept empty: unknown, and not "none"."""
    for request in terms.get(n.QUALIFICATION, ()):
        for requirement in branches(request).get(n.SPECIFIC_REQUIREMENT, ()):
            for code in requirement:
                if code.tag == n.REQUIREMENT_CODE and code.get("listName") == "reserved-procurement":
                    yield Code("BT-71" + suffix, "reserved-procurement", (code.text or "").strip())


def _reserved_execution(terms: Branches, suffix: str) -> Iterator[Code]:
    """BT-736."""
    for requirement in terms.get(n.EXECUTION_REQUIREMENT, ()):
        for code in requirement:
            if code.tag == n.EXECUTION_CODE and code.get("listName") == "reserved-execution":
                yield Code("BT-736" + suffix, "reserved-execution", (code.text or "").strip())


def _terms(terms: Branches, wording: Wording) -> tuple[Passage, ...]:
    return (
        *_conditions(terms, wording),
        *_participation(terms, wording),
        *_selection(terms, wording),
        *_award_criteria(terms, wording),
        *wording.passage("BT-95", Topic.OTHER, terms, n.RECURRENCE),
    )


def _conditions(terms: Branches, wording: Wording) -> Iterator[Passage]:
    """BT-70, and the words beside BT-736 when a buyer wrote some."""
    for element in terms.get(n.EXECUTION_REQUIREMENT, ()):
        requirement = branches(element)
        if n.DESCRIPTION in requirement:
            lists = [code.get("listName") for code in requirement.get(n.EXECUTION_CODE, ())]
            field = "BT-736" if "reserved-execution" in lists else "BT-70"
            yield from wording.passage(field, Topic.CONDITIONS, requirement, n.DESCRIPTION)


def _participation(terms: Branches, wording: Wording) -> Iterator[Passage]:
    """BT-76 (legal form of groups), and the words beside BT-71 when a buyer wrote some."""
    for element in terms.get(n.QUALIFICATION, ()):
        request = branches(element)
        yield from wording.passage("BT-76", Topic.PARTICIPATION, request, n.LEGAL_FORM)
        for requirement in request.get(n.SPECIFIC_REQUIREMENT, ()):
            told = branches(requirement)
            if any(code.get("listName") == "reserved-procurement" for code in told.get(n.REQUIREMENT_CODE, ())):
                yield from wording.passage("BT-71", Topic.PARTICIPATION, told, n.DESCRIPTION)


def _selection(terms: Branches, wording: Wording) -> Iterator[Passage]:
    """BT-749 and BT-750: names and descriptions of the selection criteria."""
    for element in extension(terms).get(n.SELECTION_CRITERIA, ()):
        criterion = branches(element)
        yield from wording.passage("BT-749", Topic.PARTICIPATION, criterion, n.NAME)
        yield from wording.passage("BT-750", Topic.PARTICIPATION, criterion, n.DESCRIPTION)


def _award_criteria(terms: Branches, wording: Wording) -> Iterator[Passage]:
    """BT-734 and BT-540: names and descriptions of the award criteria, alone or under a head criterion."""
    for head in under(terms, n.AWARDING_TERMS).get(n.AWARDING_CRITERION, ()):
        grouped = branches(head)
        for criterion in (grouped, *(branches(one) for one in grouped.get(n.SUBORDINATE_CRITERION, ()))):
            yield from wording.passage("BT-734", Topic.AWARD_CRITERIA, criterion, n.NAME)
            yield from wording.passage("BT-540", Topic.AWARD_CRITERIA, criterion, n.DESCRIPTION)
