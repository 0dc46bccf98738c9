"""The whole eForms notice, from its root's branches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scrapers.dates import read_date, zones_of
from scrapers.eforms import names as n
from scrapers.eforms import project as subject
from scrapers.eforms.kind import is_concession, kind
from scrapers.eforms.lot import Setting, lots
from scrapers.eforms.organisations import buyer
from scrapers.eforms.tree import Branches, Element, branches, extension, leaf, leaf_at, under
from scrapers.eforms.wording import FRENCH, Wording
from scrapers.notice import Lot, Notice, NoticeKind, Passage, Topic

_PUBLICATION_NUMBER = re.compile(r"0*(\d{1,8}-\d{4})", re.ASCII)


def publication_number(text: str) -> str | None:
    """OPP-010 without leading zeros ("00047522-2024" gives "47522-2024"); None when it is not one."""
    found = _PUBLICATION_NUMBER.fullmatch(text.strip())
    return found.group(1) if found else None


@dataclass(frozen=True, slots=True)
class _Head:
    """What the notice says of itself."""

    identifier: str  # BT-701
    number: str | None  # OPP-010
    published: date | None
    sent: date | None  # BT-05
    language: str
    sub_type: str


def read(root: Element, source: str, publisher_id: str | None = None) -> Notice:
    """The notice; `publisher_id` is OPP-010, else BT-701, when the caller knows none. It is "" when there is none."""
    trunk = branches(root)
    eu = extension(trunk)
    head = _head(trunk, eu)
    wording = Wording(head.language)
    bought_by = buyer(trunk, eu, wording)
    setting = Setting(wording, zones_of(bought_by.place), head.published or head.sent)
    project, process = under(trunk, n.PROJECT), under(trunk, n.PROCESS)
    read_lots, general = _with_changes(lots(trunk.get(n.LOT, []), setting), tuple(_changes(eu, wording)))
    does = _kind(trunk, eu, head)
    return Notice(
        source=source,
        publisher_id=publisher_id or head.number or head.identifier,
        kind=does,
        title=wording.of(project.get(n.NAME)) or next((lot.title for lot in read_lots if lot.title), ""),
        published=head.published,
        buyer=bought_by,
        places=subject.places(project),
        cpv=subject.cpv(project),
        nature=subject.nature(project),
        deadline=min((lot.deadline for lot in read_lots if lot.deadline), key=lambda due: due.at, default=None),
        amount=subject.amount(project),
        documents_url=next((lot.documents_url for lot in read_lots if lot.documents_url), None),
        procedure_id=leaf(trunk, n.FOLDER_ID) or None,
        reference=leaf(project, n.ID) or None,
        previous=_previous(trunk, process, eu, does),
        concession=is_concession(head.sub_type, leaf(trunk, n.REGULATORY_DOMAIN)),
        language=head.language or None,
        shape="eforms",
        codes=subject.codes(project),
        passages=(*subject.passages(project, wording), *_procedure(trunk, process, wording), *general),
        lots=read_lots,
    )


def _head(trunk: Branches, eu: Branches) -> _Head:
    publication = under(eu, n.PUBLICATION)
    ids = trunk.get(n.ID, [])
    own = next((one for one in ids if one.get("schemeName") == "notice-id"), ids[0] if ids else None)
    return _Head(
        identifier=(own.text or "").strip() if own is not None else "",
        number=publication_number(leaf(publication, n.PUBLICATION_ID)),
        published=read_date(leaf(publication, n.PUBLICATION_DATE)),
        sent=read_date(leaf(trunk, n.ISSUE_DATE)),
        language=_language(trunk),
        sub_type=leaf_at(eu, n.NOTICE_SUB_TYPE, n.SUB_TYPE),
    )


def _language(trunk: Branches) -> str:
    """BT-702: French when the notice was published in French too, else its first language."""
    others = [leaf(branches(one), n.ID) for one in trunk.get(n.ADDITIONAL_LANGUAGE, ())]
    return FRENCH if FRENCH in others else leaf(trunk, n.NOTICE_LANGUAGE)


def _kind(trunk: Branches, eu: Branches, head: _Head) -> NoticeKind:
    codes = trunk.get(n.NOTICE_TYPE)
    form = (codes[0].get("listName") or "") if codes else ""
    reasons = [leaf(branches(one), n.REASON_CODE) for one in under(eu, n.CHANGES).get(n.CHANGE_REASON, ())]
    return kind(
        form,
        leaf(trunk, n.NOTICE_TYPE),
        head.sub_type,
        changes=n.CHANGES in eu,
        cancelled="cancel" in reasons,
    )


def _previous(trunk: Branches, process: Branches, eu: Branches, does: NoticeKind) -> tuple[str, ...]:
    """BT-758, the notice that is changed; for an award, the notices that its procedure and lots refer to
    (OPP-090, BT-125). A publication number, or "UUID-version" when that is what was published."""
    told = [leaf(under(eu, n.CHANGES), n.CHANGED_NOTICE_ID)]
    if does is NoticeKind.AWARD:
        processes = [process, *(under(branches(lot), n.PROCESS) for lot in trunk.get(n.LOT, ()))]
        told += [leaf(branches(one), n.ID) for each in processes for one in each.get(n.NOTICE_REFERENCE, ())]
    return tuple(dict.fromkeys(publication_number(one) or one for one in told if one))


def _procedure(trunk: Branches, process: Branches, wording: Wording) -> Iterator[Passage]:
    """BT-88 (features of the procedure) and BT-01(d) (the law it follows, in words)."""
    yield from wording.passage("BT-88", Topic.OTHER, process, n.DESCRIPTION)
    for law in under(trunk, n.TERMS).get(n.LEGISLATION, ()):
        yield from wording.passage("BT-01(d)", Topic.OTHER, branches(law), n.DOCUMENT_DESCRIPTION)


def _changes(eu: Branches, wording: Wording) -> Iterator[tuple[frozenset[str], Passage]]:
    """BT-141 (what changed) and BT-762 (why), each with the sections it names (BT-13716), in words as published."""
    changes = under(eu, n.CHANGES)
    for element in changes.get(n.CHANGE, ()):
        change = branches(element)
        holders = [change, *(branches(one) for one in change.get(n.CHANGED_SECTION, ()))]
        named = frozenset((one.text or "").strip() for each in holders for one in each.get(n.CHANGED_SECTION_ID, ()))
        for passage in wording.passage("BT-141", Topic.AFTER, change, n.CHANGE_DESCRIPTION):
            yield named, passage
    for element in changes.get(n.CHANGE_REASON, ()):
        for passage in wording.passage("BT-762", Topic.AFTER, branches(element), n.REASON_DESCRIPTION):
            yield frozenset(), passage


def _with_changes(
    read_lots: tuple[Lot, ...], changes: tuple[tuple[frozenset[str], Passage], ...]
) -> tuple[tuple[Lot, ...], tuple[Passage, ...]]:
    """A change that names only lots holds for those lots; any other is the notice's."""
    known = {lot.id for lot in read_lots}
    of_lots = [(named, passage) for named, passage in changes if named and named <= known]
    general = [passage for named, passage in changes if not named or not named <= known]
    if of_lots:
        read_lots = tuple(_added(lot, [passage for named, passage in of_lots if lot.id in named]) for lot in read_lots)
    return read_lots, tuple(dict.fromkeys(general))


def _added(lot: Lot, passages: list[Passage]) -> Lot:
    return replace(lot, passages=tuple(dict.fromkeys((*lot.passages, *passages)))) if passages else lot
