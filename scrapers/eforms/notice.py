"""The whole eForms notice, from its root."""

import re
from dataclasses import dataclass
from datetime import date

from scrapers.dates import read_date, zones_of
from scrapers.eforms import names as n
from scrapers.eforms.changes import changed_notice, changes, is_cancelled, share_out
from scrapers.eforms.draft import Setting
from scrapers.eforms.kind import is_concession, kind
from scrapers.eforms.lot import draft, lots
from scrapers.eforms.organisations import buyer
from scrapers.eforms.terms import PROCEDURE_TERMS
from scrapers.eforms.tree import Branches, Element, branches, extension, leaf, leaf_at, under
from scrapers.eforms.winners import award
from scrapers.eforms.wording import FRENCH, Wording
from scrapers.notice import Notice, NoticeKind

_PUBLICATION_NUMBER = re.compile(r"0*(\d{1,8}-\d{4})", re.ASCII)
_PAGE_ON_TED = "https://ted.europa.eu/fr/notice/-/detail/{}"


def publication_number(text: str) -> str | None:
    """OPP-010 without leading zeros ("00047522-2024" gives "47522-2024"); None when it is not one."""
    found = _PUBLICATION_NUMBER.fullmatch(text.strip())
    return found.group(1) if found else None


@dataclass(frozen=True, slots=True)
class Head:
    """What the notice says of itself."""

    identifier: str  # BT-701, a UUID
    number: str | None  # OPP-010
    published: date | None
    sent: date | None  # BT-05
    language: str
    sub_type: str
    kind: NoticeKind


def read(root: Element, source: str, publisher_id: str | None = None) -> Notice:
    """The notice. Its id is `publisher_id`, else OPP-010, else BT-701, else "". Its address is told for TED only."""
    trunk = branches(root)
    eu = extension(trunk)
    head = _head(trunk, eu)
    wording = Wording(head.language)
    bought_by = buyer(trunk, eu, wording)
    setting = Setting(wording, zones_of(bought_by.place), head.published or head.sent)
    told = draft(trunk, setting, terms=PROCEDURE_TERMS)
    read_lots, references = lots(trunk.get(n.LOT, []), setting)
    read_lots = award(read_lots, eu, wording)
    read_lots, changed = share_out(read_lots, changes(eu, wording))
    return Notice(
        source=source,
        publisher_id=publisher_id or head.number or head.identifier,
        kind=head.kind,
        title=told.title or next((lot.title for lot in read_lots if lot.title), ""),
        url=_PAGE_ON_TED.format(head.number) if source == "ted" and head.number else None,
        published=head.published,
        buyer=bought_by,
        places=tuple(told.places),
        cpv=tuple(told.cpv),
        nature=told.nature,
        deadline=min((lot.deadline for lot in read_lots if lot.deadline), key=lambda due: due.at, default=None),
        amount=told.estimated or told.ceiling,
        documents_url=next((lot.documents_url for lot in read_lots if lot.documents_url), None),
        procedure_id=leaf(trunk, n.FOLDER_ID) or None,
        procedure=told.procedure,
        reference=told.reference,
        previous=_previous(eu, [*told.references, *references] if head.kind is NoticeKind.AWARD else []),
        concession=is_concession(head.sub_type, leaf(trunk, n.REGULATORY_DOMAIN)),
        language=head.language or None,
        shape="eforms",
        codes=tuple(told.codes),
        passages=(*told.passages, *changed),
        lots=read_lots,
    )


def _head(trunk: Branches, eu: Branches) -> Head:
    publication = under(eu, n.PUBLICATION)
    ids = trunk.get(n.ID, [])
    own = next((one for one in ids if one.get("schemeName") == "notice-id"), ids[0] if ids else None)
    codes = trunk.get(n.NOTICE_TYPE)
    sub_type = leaf(under(eu, n.NOTICE_SUB_TYPE), n.SUB_TYPE)
    form = (codes[0].get("listName") or "") if codes else ""
    changed, cancelled = n.CHANGES in eu, n.CHANGES in eu and is_cancelled(eu)
    return Head(
        identifier=(own.text or "").strip() if own is not None else "",
        number=publication_number(leaf(publication, n.PUBLICATION_ID)),
        published=read_date(leaf(publication, n.PUBLICATION_DATE)),
        sent=read_date(leaf(trunk, n.ISSUE_DATE)),
        language=_language(trunk),
        sub_type=sub_type,
        kind=kind(form, leaf(trunk, n.NOTICE_TYPE), sub_type, changed=changed, cancelled=cancelled),
    )


def _language(trunk: Branches) -> str:
    """BT-702: French when the notice was published in French too, else its first language."""
    others = [leaf_at(one, n.ID) for one in trunk.get(n.ADDITIONAL_LANGUAGE, ())]
    return FRENCH if FRENCH in others else leaf(trunk, n.NOTICE_LANGUAGE)


def _previous(eu: Branches, references: list[str]) -> tuple[str, ...]:
    """BT-758, the notice that is changed, and for an award those that its procedure and lots follow."""
    told = (*changed_notice(eu), *references)
    return tuple(dict.fromkeys(publication_number(one) or one for one in told if one))
