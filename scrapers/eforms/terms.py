"""What cac:TenderingTerms and cac:TenderingProcess tell: reservation, conditions, criteria, documents, deadlines."""

from scrapers.eforms import names as n
from scrapers.eforms.criteria import award_criteria
from scrapers.eforms.draft import Draft, Table, text_of
from scrapers.eforms.tree import Element, branches, extension, leaf, leaf_at
from scrapers.notice import Code, Topic
from scrapers.text import unescape


def _documents(draft: Draft, found: list[Element]) -> None:
    """BT-15 and BT-615, by type of document; the first of each."""
    for element in found:
        address = unescape(leaf_at(element, n.ATTACHMENT, n.EXTERNAL_REFERENCE, n.URI))
        if address:
            draft.documents.setdefault(leaf_at(element, n.DOCUMENT_TYPE), address)


def _qualification(draft: Draft, found: list[Element]) -> None:
    """BT-71, which may be told several times, and BT-76 (legal form of groups).

    Published empty, BT-71 is kept empty: unknown, and not "none". The words beside it, when a buyer wrote some, are
    kept too; exclusion grounds and other requirements are not.
    """
    for element in found:
        request = branches(element)
        for requirement in request.get(n.SPECIFIC_REQUIREMENT, ()):
            if _reserved(draft, requirement):
                draft.tell("BT-71", Topic.PARTICIPATION, branches(requirement).get(n.DESCRIPTION))
        draft.tell("BT-76", Topic.PARTICIPATION, request.get(n.LEGAL_FORM))


def _reserved(draft: Draft, requirement: Element) -> bool:
    told = False
    for code in requirement:
        if code.tag == n.REQUIREMENT_CODE and code.get("listName") == "reserved-procurement":
            draft.codes.append(Code("BT-71" + draft.suffix, "reserved-procurement", (code.text or "").strip()))
            told = True
    return told


def _execution(draft: Draft, found: list[Element]) -> None:
    """BT-736, and BT-70: the conditions of execution in words."""
    for element in found:
        requirement = branches(element)
        name = "BT-70"
        for code in requirement.get(n.EXECUTION_CODE, ()):
            if code.get("listName") == "reserved-execution":
                name = "BT-736"
                draft.codes.append(Code(name + draft.suffix, "reserved-execution", (code.text or "").strip()))
        draft.tell(name, Topic.CONDITIONS, requirement.get(n.DESCRIPTION))


def _selection(draft: Draft, found: list[Element]) -> None:
    """BT-749 and BT-750: names and descriptions of the selection criteria."""
    for element in extension({n.UBL_EXTENSIONS: found}).get(n.SELECTION_CRITERIA, ()):
        criterion = branches(element)
        draft.tell("BT-749", Topic.PARTICIPATION, criterion.get(n.NAME))
        draft.tell("BT-750", Topic.PARTICIPATION, criterion.get(n.DESCRIPTION))


def _legislation(draft: Draft, found: list[Element]) -> None:
    """BT-01(d): the law that the procedure follows, in words."""
    for element in found:
        draft.tell("BT-01(d)", Topic.OTHER, branches(element).get(n.DOCUMENT_DESCRIPTION))


def _participation_end(draft: Draft, found: list[Element]) -> None:
    draft.due("BT-1311", found[0])


def _tender_end(draft: Draft, found: list[Element]) -> None:
    draft.due("BT-131", found[0])


def _interest_end(draft: Draft, found: list[Element]) -> None:
    for period in extension({n.UBL_EXTENSIONS: found}).get(n.INTEREST_PERIOD, ())[:1]:
        draft.due("BT-630", period)


def _questions_end(draft: Draft, found: list[Element]) -> None:
    """BT-13: until when more may be asked about the documents."""
    grouped = branches(found[0])
    read = draft.setting.deadline(leaf(grouped, n.END_DATE), leaf(grouped, n.END_TIME))
    draft.questions = read.at if read else None


def _procedure(draft: Draft, found: list[Element]) -> None:
    """BT-105."""
    draft.procedure = (found[0].text or "").strip() or None


def _references(draft: Draft, found: list[Element]) -> None:
    """OPP-090, BT-125: the notices that this one follows."""
    draft.references += filter(None, (leaf_at(one, n.ID) for one in found))


TERMS: Table = {
    n.UBL_EXTENSIONS: _selection,
    n.CALL_DOCUMENT: _documents,
    n.QUALIFICATION: _qualification,
    n.EXECUTION_REQUIREMENT: _execution,
    n.AWARDING_TERMS: award_criteria,
    n.RECURRENCE: text_of("BT-95", Topic.OTHER),
}

# Of the procedure: its exclusion grounds, long and foreign to our subject, are passed over.
PROCEDURE_TERMS: Table = {n.LEGISLATION: _legislation}

PROCESS: Table = {
    n.DESCRIPTION: text_of("BT-88", Topic.OTHER),
    n.UBL_EXTENSIONS: _interest_end,
    n.TENDER_PERIOD: _tender_end,
    n.PARTICIPATION_PERIOD: _participation_end,
    n.NOTICE_REFERENCE: _references,
    n.PROCEDURE_CODE: _procedure,
    n.QUESTIONS_PERIOD: _questions_end,
}
