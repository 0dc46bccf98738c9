"""What a cac:ProcurementProject tells, of the procedure or of a lot: subject, codes, places, value."""

import re
from collections.abc import Iterator

from scrapers.eforms import names as n
from scrapers.eforms.tree import Branches, Element, branches, extension, leaf, leaf_at, under
from scrapers.eforms.wording import Wording
from scrapers.notice import Amount, Code, Passage, Place, Topic
from scrapers.text import to_decimal

_CPV = re.compile(r"\s*(\d{8})(?:-\d)?\s*", re.ASCII)

# eForms lists under cac:ProcurementAdditionalType, and their business term.
_ADDITIONAL_TYPES = {
    "strategic-procurement": "BT-06",
    "environmental-impact": "BT-774",
    "social-objective": "BT-775",
    "gpp-criteria": "BT-805",
}


def cpv(project: Branches) -> tuple[str, ...]:
    """BT-262 then BT-263, without check digits or repetitions."""
    codes = (
        _CPV.fullmatch(child.text or "")
        for tag in (n.MAIN_COMMODITY, n.ADDITIONAL_COMMODITY)
        for commodity in project.get(tag, ())
        for child in commodity
        if child.tag == n.CLASSIFICATION_CODE
    )
    return tuple(dict.fromkeys(code.group(1) for code in codes if code))


def nature(project: Branches) -> str | None:
    """BT-23."""
    return leaf(project, n.TYPE_CODE) or None


def amount(project: Branches) -> Amount | None:
    """BT-27, the estimated value with options and renewals, else BT-271, the ceiling of the framework agreement."""
    total = under(project, n.TENDER_TOTAL)
    return money(total.get(n.ESTIMATED_AMOUNT)) or money(extension(total).get(n.FRAMEWORK_MAXIMUM))


def money(found: list[Element] | None) -> Amount | None:
    """An amount and its currency; None when nothing, 0 or no number was published."""
    if not found:
        return None
    value = to_decimal(found[0].text or "")
    return Amount(value, found[0].get("currencyID") or "EUR") if value else None


def places(project: Branches) -> tuple[Place, ...]:
    """BT-5071 (NUTS, of whatever level its list claims), BT-5121, BT-5131, BT-5141."""
    addresses = (address(under(branches(location), n.ADDRESS)) for location in project.get(n.LOCATION, ()))
    return tuple(dict.fromkeys(place for place in addresses if place))


def address(grouped: Branches) -> Place | None:
    """A cac:Address or cac:PostalAddress; None when nothing of it was published."""
    place = Place(
        nuts=leaf(grouped, n.NUTS) or None,
        postcode=leaf(grouped, n.POSTCODE) or None,
        town=leaf(grouped, n.CITY) or None,
        country=leaf_at(grouped, n.COUNTRY, n.COUNTRY_CODE) or None,
    )
    return None if place == Place() else place


def codes(project: Branches, suffix: str = "") -> tuple[Code, ...]:
    """BT-06, BT-774, BT-775, BT-805, and BT-727 (an open place: "anyw", "anyw-cou", "anyw-eea")."""
    return tuple(dict.fromkeys((*_additional_types(project, suffix), *_open_places(project, suffix))))


def _additional_types(project: Branches, suffix: str) -> Iterator[Code]:
    for element in project.get(n.ADDITIONAL_TYPE, ()):
        for child in element:
            name = child.get("listName") or ""
            if child.tag == n.TYPE_CODE and name in _ADDITIONAL_TYPES:
                yield Code(_ADDITIONAL_TYPES[name] + suffix, name, (child.text or "").strip())


def _open_places(project: Branches, suffix: str) -> Iterator[Code]:
    for location in project.get(n.LOCATION, ()):
        region = leaf_at(branches(location), n.ADDRESS, n.REGION)
        if region:
            yield Code("BT-727" + suffix, "other-place-service", region)


def passages(project: Branches, wording: Wording) -> tuple[Passage, ...]:
    """BT-21, BT-24, BT-777, BT-300, BT-54 and BT-728, in that order."""
    kinds = [passage for one in project.get(n.ADDITIONAL_TYPE, ()) for passage in _type_text(branches(one), wording)]
    locations = [
        passage
        for one in project.get(n.LOCATION, ())
        for passage in wording.passage("BT-728", Topic.OTHER, branches(one), n.DESCRIPTION)
    ]
    return (
        *wording.passage("BT-21", Topic.TITLE, project, n.NAME),
        *wording.passage("BT-24", Topic.DESCRIPTION, project, n.DESCRIPTION),
        *kinds,
        *wording.passage("BT-300", Topic.OTHER, project, n.NOTE),
        *wording.passage("BT-54", Topic.OTHER, under(project, n.CONTRACT_EXTENSION), n.OPTIONS),
        *locations,
    )


def _type_text(grouped: Branches, wording: Wording) -> tuple[Passage, ...]:
    """BT-777: what the social, environmental or innovative aim is, in words (not BT-755, why accessibility is out)."""
    if any(code.get("listName") == "accessibility" for code in grouped.get(n.TYPE_CODE, ())):
        return ()
    return wording.passage("BT-777", Topic.CONDITIONS, grouped, n.TYPE_TEXT)
