"""What an eForms notice does, from its form type (BT-03), its notice type (BT-02) and its sub-type (OPP-070)."""

from scrapers.notice import NoticeKind

# Form types: the @listName of cbc:NoticeTypeCode. "change" is an early form of corrections: the sub-type tells.
_BY_FORM = {
    "competition": NoticeKind.CALL,
    "planning": NoticeKind.PRIOR,
    "consultation": NoticeKind.PRIOR,
    "result": NoticeKind.AWARD,
    "dir-awa-pre": NoticeKind.AWARD,
    "cont-modif": NoticeKind.OTHER,
    "completion": NoticeKind.OTHER,
    "bri": NoticeKind.OTHER,
}
# Notice types by how they begin, longest first: "pin-cfc" calls for competition, other "pin" do not.
_BY_TYPE = {
    "pin-cfc": NoticeKind.CALL,
    "pin": NoticeKind.PRIOR,
    "pmc": NoticeKind.PRIOR,
    "cn-": NoticeKind.CALL,
    "qu-sy": NoticeKind.CALL,
    "subco": NoticeKind.CALL,
    "cei": NoticeKind.CALL,
    "can-modif": NoticeKind.OTHER,
    "can-": NoticeKind.AWARD,
    "veat": NoticeKind.AWARD,
}
_BY_LETTERED_SUB_TYPE = {
    "E1": NoticeKind.PRIOR,
    "E2": NoticeKind.PRIOR,
    "E3": NoticeKind.CALL,
    "E4": NoticeKind.AWARD,
    "T01": NoticeKind.PRIOR,
    "T02": NoticeKind.AWARD,
    "CEI": NoticeKind.CALL,
}
_CONCESSION_SUB_TYPES = frozenset({"14", "19", "28", "32", "35", "40"})
_CONCESSION_DIRECTIVE = "32014L0023"


def kind(form: str, notice_type: str, sub_type: str, *, changed: bool, cancelled: bool) -> NoticeKind:
    """A notice with efac:Changes is a correction, or a cancellation when its reason (BT-140) is "cancel";
    it then repeats the whole notice as it holds now."""
    if changed:
        return NoticeKind.CANCELLATION if cancelled else NoticeKind.CORRECTION
    for beginning, found in _BY_TYPE.items():
        if notice_type.startswith(beginning):
            return found
    return _BY_FORM.get(form) or _of_sub_type(sub_type)


def is_concession(sub_type: str, domain: str) -> bool:
    """Directive 2014/23/EU, from BT-01 or from the sub-type."""
    return sub_type in _CONCESSION_SUB_TYPES or _CONCESSION_DIRECTIVE in domain


def _of_sub_type(sub_type: str) -> NoticeKind:
    """Annex to Regulation (EU) 2019/1780: 1-9 planning, 10-24 competition, 25-28 ex ante transparency, 29-37 result,
    38-40 modification."""
    if not (sub_type.isascii() and sub_type.isdigit()):
        return _BY_LETTERED_SUB_TYPE.get(sub_type, NoticeKind.OTHER)
    number = int(sub_type[:3])
    if number <= 9:
        return NoticeKind.PRIOR if number else NoticeKind.OTHER
    if number <= 24:
        return NoticeKind.CALL
    return NoticeKind.AWARD if number <= 37 else NoticeKind.OTHER
