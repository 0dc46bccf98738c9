"""The award criteria of a lot: kind (BT-539), name (BT-734, else BT-540), number (BT-541), what it counts (BT-5421)."""

from collections.abc import Iterator
from decimal import Decimal

from scrapers.eforms import names as n
from scrapers.eforms.draft import Draft
from scrapers.eforms.tree import Branches, Element, branches, extension
from scrapers.figures import Stated, Unit, number, weigh
from scrapers.notice import Topic

_KINDS = {"price": "Prix", "cost": "Coût", "quality": "Qualité"}  # names of the code list, when the buyer gave none
_UNITS = {"per-exa": Unit.PERCENT, "per-mid": Unit.PERCENT, "poi-exa": Unit.POINTS, "": Unit.POINTS}


def award_criteria(draft: Draft, found: list[Element]) -> None:
    """The criteria, alone or under a head criterion, as passages and as figures.

    A head without a kind is a heading, or a note ("all criteria are in the documents"): a passage only.
    """
    stated: list[Stated] = []
    for awarding in found:
        for head in branches(awarding).get(n.AWARDING_CRITERION, ()):
            criterion = branches(head)
            stated += _criterion(draft, criterion)
            for element in criterion.get(n.SUBORDINATE_CRITERION, ()):
                stated += _criterion(draft, branches(element))
    draft.criteria += weigh(stated)


def _criterion(draft: Draft, criterion: Branches) -> Iterator[Stated]:
    name = draft.tell("BT-734", Topic.AWARD_CRITERIA, criterion.get(n.NAME))
    described = draft.tell("BT-540", Topic.AWARD_CRITERIA, criterion.get(n.DESCRIPTION))
    kind = next((text for code in criterion.get(n.CRITERION_TYPE, ()) if (text := (code.text or "").strip())), None)
    if kind is None:
        return
    field = "BT-734" if name else "BT-540" if described else "BT-539"
    value, unit = _figure(criterion) if n.UBL_EXTENSIONS in criterion else (None, Unit.OTHER)
    yield Stated(field, name or described or _KINDS.get(kind, kind), kind if kind in _KINDS else None, value, unit)


def _figure(criterion: Branches) -> tuple[Decimal | None, Unit]:
    """BT-541 and BT-5421. Thresholds and fixed amounts, told beside with other lists, are no weights."""
    for element in extension(criterion).get(n.CRITERION_PARAMETER, ()):
        parameter = branches(element)
        codes = parameter.get(n.PARAMETER_CODE, [])
        if all(code.get("listName") == "number-weight" for code in codes):
            text = "".join(one.text or "" for one in parameter.get(n.PARAMETER_NUMBER, ()))
            return number(text), _UNITS.get("".join(code.text or "" for code in codes).strip(), Unit.OTHER)
    return None, Unit.OTHER
