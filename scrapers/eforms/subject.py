"""What a cac:ProcurementProject tells, of the procedure or of a lot: subject, codes, places, value."""

import re
from datetime import date

from scrapers.dates import read_date
from scrapers.eforms import names as n
from scrapers.eforms.draft import Draft, Table, text_of
from scrapers.eforms.tree import Element, branches, descend, extension, leaf, under
from scrapers.figures import likely_start, months, months_between, renewals
from scrapers.notice import Amount, Code, Place, Topic
from scrapers.text import plain, to_decimal

_CPV = re.compile(r"\s*(\d{8})(?:-\d)?\s*", re.ASCII)

# eForms lists under cac:ProcurementAdditionalType, and their business term.
_ADDITIONAL_TYPES = {
    "strategic-procurement": "BT-06",
    "environmental-impact": "BT-774",
    "social-objective": "BT-775",
    "gpp-criteria": "BT-805",
}


def address(element: Element) -> Place | None:
    """A cac:Address or cac:PostalAddress (BT-5071, NUTS of whatever level its list claims; BT-5121, BT-5131,
    BT-5141); None when nothing of it was published."""
    grouped = branches(element)
    nuts, postcode, town = leaf(grouped, n.NUTS), leaf(grouped, n.POSTCODE), plain(leaf(grouped, n.CITY))
    country = leaf(under(grouped, n.COUNTRY), n.COUNTRY_CODE)
    if not (nuts or postcode or town or country):
        return None
    return Place(nuts=nuts or None, postcode=postcode or None, town=town or None, country=country or None)


def _name(draft: Draft, found: list[Element]) -> None:
    draft.title = draft.tell("BT-21", Topic.TITLE, found) or None


def _reference(draft: Draft, found: list[Element]) -> None:
    draft.reference = plain(found[0].text or "") or None


def _nature(draft: Draft, found: list[Element]) -> None:
    draft.nature = (found[0].text or "").strip() or None


def _cpv(draft: Draft, found: list[Element]) -> None:
    """BT-262, BT-263, without check digits or repetitions."""
    for commodity in found:
        for child in commodity:
            code = _CPV.fullmatch(child.text or "") if child.tag == n.CLASSIFICATION_CODE else None
            if code and code.group(1) not in draft.cpv:
                draft.cpv.append(code.group(1))


def _additional_types(draft: Draft, found: list[Element]) -> None:
    """BT-06, BT-774, BT-775, BT-805, and BT-777: in words, what the social or environmental aim is."""
    for element in found:
        grouped = branches(element)
        names = []
        for code in grouped.get(n.TYPE_CODE, ()):
            name = code.get("listName") or ""
            names.append(name)
            if name in _ADDITIONAL_TYPES:
                draft.codes.append(Code(_ADDITIONAL_TYPES[name] + draft.suffix, name, (code.text or "").strip()))
        if n.TYPE_TEXT in grouped and "accessibility" not in names:  # BT-755 says why access was left out
            draft.tell("BT-777", Topic.CONDITIONS, grouped[n.TYPE_TEXT])


def _total(draft: Draft, found: list[Element]) -> None:
    """BT-27, the estimated value with options and renewals, and BT-271, the ceiling of the framework agreement."""
    grouped = branches(found[0])
    draft.estimated = _money(grouped.get(n.ESTIMATED_AMOUNT))
    draft.ceiling = _money(extension(grouped).get(n.FRAMEWORK_MAXIMUM))


def _money(found: list[Element] | None) -> Amount | None:
    """An amount and its currency; None when nothing, 0 or no number was published."""
    value = to_decimal(found[0].text or "") if found else None
    return Amount(value, found[0].get("currencyID") or "EUR") if found and value else None


def _locations(draft: Draft, found: list[Element]) -> None:
    """Places, BT-727 (an open place: "anyw", "anyw-cou", "anyw-eea") and BT-728."""
    for location in found:
        grouped = branches(location)
        if n.ADDRESS in grouped:
            place = address(grouped[n.ADDRESS][0])
            if place and place not in draft.places:
                draft.places.append(place)
            region = descend(grouped[n.ADDRESS][0], n.REGION)
            if region is not None:
                open_to = (region.text or "").strip()
                draft.codes.append(Code("BT-727" + draft.suffix, "other-place-service", open_to))
        draft.tell("BT-728", Topic.OTHER, grouped.get(n.DESCRIPTION))


def _extension(draft: Draft, found: list[Element]) -> None:
    """BT-54, the options, and BT-58, how many times the contract may be renewed."""
    grouped = branches(found[0])
    draft.tell("BT-54", Topic.OTHER, grouped.get(n.OPTIONS))
    draft.renewals = renewals(leaf(grouped, n.RENEWALS))


def _period(draft: Draft, found: list[Element]) -> None:
    """BT-36, else from BT-536 to BT-537; "UNLIMITED" and "UNKNOWN" (BT-538) are no length."""
    grouped = branches(found[0])
    start, end = _day(leaf(grouped, n.START_DATE)), _day(leaf(grouped, n.END_DATE))
    measures = grouped.get(n.DURATION)
    stated = months(measures[0].text or "", measures[0].get("unitCode") or "") if measures else None
    draft.months = stated or months_between(start, end)
    draft.starts = likely_start(start, draft.setting.published)


def _day(text: str) -> date | None:
    return read_date(text) if text else None


SUBJECT: Table = {
    n.ID: _reference,
    n.NAME: _name,
    n.DESCRIPTION: text_of("BT-24", Topic.DESCRIPTION),
    n.NOTE: text_of("BT-300", Topic.OTHER),
    n.TYPE_CODE: _nature,
    n.ADDITIONAL_TYPE: _additional_types,
    n.TENDER_TOTAL: _total,
    n.MAIN_COMMODITY: _cpv,
    n.ADDITIONAL_COMMODITY: _cpv,
    n.LOCATION: _locations,
    n.CONTRACT_EXTENSION: _extension,
    n.PLANNED_PERIOD: _period,
}
