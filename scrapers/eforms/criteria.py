"""The award criteria of a lot: kind (BT-539), name (BT-734, else BT-540), number (BT-541), what it counts (BT-5421)."""

from decimal import Decimal

from scrapers.eforms import names as n
from scrapers.eforms.draft import Draft
from scrapers.eforms.tree import Branches, Element, branches, extension, leaf
from scrapers.figures import Stated, Unit, number, weigh
from scrapers.notice import Topic

_KINDS = {"price": "Prix", "cost": "Coût", "quality": "Qualité"}  # names of the code list, when the buyer gave none
_UNITS = {"per-exa": Unit.PERCENT, "per-mid": Unit.PERCENT, "poi-exa": Unit.POINTS, "": Unit.POINTS}
_UNTOLD: tuple[Decimal | None, Unit] = (None, Unit.OTHER)


def award_criteria(draft: Draft, found: list[Element]) -> None:
    """The criteria, alone or under a head criterion, as passages and as figures.

    A head without a kind is a heading, or a note ("all criteria are in the documents"): a passage only.
    """
    stated: list[Stated | None] = []
    for awarding in found:
        for head in branches(awarding).get(n.AWARDING_CRITERION, ()):
            criterion = branches(head)
            stated.append(_criterion(draft, criterion))
            stated += [_criterion(draft, branches(one)) for one in criterion.get(n.SUBORDINATE_CRITERION, ())]
    draft.criteria += weigh([one for one in stated if one])


def _criterion(draft: Draft, criterion: Branches) -> Stated | None:
    name = draft.tell("BT-734", Topic.AWARD_CRITERIA, criterion.get(n.NAME))
    described = draft.tell("BT-540", Topic.AWARD_CRITERIA, criterion.get(n.DESCRIPTION))
    kind = leaf(criterion, n.CRITERION_TYPE)
    if not kind:
        return None
    field = "BT-734" if name else "BT-540" if described else "BT-539"
    value, unit = _figure(criterion) if n.UBL_EXTENSIONS in criterion else _UNTOLD
    return Stated(field, name or described or _KINDS.get(kind, kind), kind if kind in _KINDS else None, value, unit)


def _figure(criterion: Branches) -> tuple[Decimal | None, Unit]:
    """BT-541 and BT-5421. Thresholds and fixed amounts, told beside with other lists, are no weights."""
    for element in extension(criterion).get(n.CRITERION_PARAMETER, ()):
        parameter = branches(element)
        code = parameter[n.PARAMETER_CODE][0] if n.PARAMETER_CODE in parameter else None
        if code is None or code.get("listName") == "number-weight":
            told = (code.text or "").strip() if code is not None else ""
            return number(leaf(parameter, n.PARAMETER_NUMBER)), _UNITS.get(told, Unit.OTHER)
    return _UNTOLD
