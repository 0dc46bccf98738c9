"""What a change notice says it changed. It also repeats the whole notice, as it holds now."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from scrapers.eforms import names as n
from scrapers.eforms.tree import Branches, Element, branches, leaf_at, under
from scrapers.eforms.wording import Wording
from scrapers.notice import Lot, Passage, Topic


class Change(NamedTuple):
    """`sections` are the parts of the notice it names (BT-13716): "LOT-0001", "PROCEDURE"…, or none."""

    sections: frozenset[str]
    passage: Passage


def changes(eu: Branches, wording: Wording) -> tuple[Change, ...]:
    """BT-141 (what changed) and BT-762 (why), in words as published."""
    if n.CHANGES not in eu:
        return ()
    grouped = under(eu, n.CHANGES)
    reasons = ((frozenset[str](), one, "BT-762", n.REASON_DESCRIPTION) for one in grouped.get(n.CHANGE_REASON, ()))
    texts = ((_sections(one), one, "BT-141", n.CHANGE_DESCRIPTION) for one in grouped.get(n.CHANGE, ()))
    found = (
        Change(sections, Passage(name, text, Topic.AFTER))
        for sections, element, name, tag in (*texts, *reasons)
        if (text := wording.of(branches(element).get(tag, [])))
    )
    return tuple(dict.fromkeys(found))


def is_cancelled(eu: Branches) -> bool:
    """BT-140 is "cancel". "cancel-intent" is only an intention: the notice still holds."""
    reasons = under(eu, n.CHANGES).get(n.CHANGE_REASON, ())
    return any(leaf_at(reason, n.REASON_CODE) == "cancel" for reason in reasons)


def changed_notice(eu: Branches) -> list[str]:
    """BT-758: a publication number, or "UUID-version"."""
    return [leaf_at(one, n.CHANGED_NOTICE_ID) for one in eu.get(n.CHANGES, ())]


def share_out(read: tuple[Lot, ...], found: tuple[Change, ...]) -> tuple[tuple[Lot, ...], tuple[Passage, ...]]:
    """A change that names only lots holds for those lots; any other is the notice's."""
    known = {lot.id for lot in read}
    of_lots = [change for change in found if change.sections and change.sections <= known]
    general = dict.fromkeys(change.passage for change in found if change not in of_lots)
    if of_lots:
        read = tuple(_told(lot, [change.passage for change in of_lots if lot.id in change.sections]) for lot in read)
    return read, tuple(general)


def _told(lot: Lot, passages: list[Passage]) -> Lot:
    return replace(lot, passages=(*lot.passages, *passages)) if passages else lot


def _sections(change: Element) -> frozenset[str]:
    """Written in the change itself, or one level below in recent versions of the SDK."""
    grouped = branches(change)
    return frozenset(_section_ids(grouped.get(n.CHANGED_SECTION_ID, []), grouped.get(n.CHANGED_SECTION, [])))


def _section_ids(own: list[Element], sections: list[Element]) -> Iterator[str]:
    for element in (*own, *(one for section in sections for one in branches(section).get(n.CHANGED_SECTION_ID, ()))):
        yield (element.text or "").strip()
