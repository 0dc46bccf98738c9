"""The digest: what the days since the last one brought, urgent first, then what was read, so that silence is believed.

Everything is told in the words of the phone and of the alert; a channel makes cards of the entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.messages.deadline import believable
from alerts.messages.french import count, moment, sentence
from alerts.messages.mail import sections
from alerts.messages.mail.entry import opportunity, reserved_to_them
from alerts.messages.mail.gathered import Corrected, Digest, Item, KeptOne, Near, SourceRead
from alerts.messages.mail.room import ROOM, weight
from alerts.messages.mail.subject import Counts, digest_summary, digest_title, is_soon, within
from alerts.messages.message import Action, ActionKind, Block, Bullets, Entry, Heading, Message, Paragraph
from alerts.messages.phone.lines import for_whom
from alerts.messages.phone.several import in_a_line
from alerts.messages.told import Told, told
from scrapers.notice import Deadline

__all__ = ["Corrected", "Digest", "Item", "KeptOne", "Near", "SourceRead", "digest_message"]

FULL = 15  # told whole, corrections among them; fewer when they are long
LISTED = 40  # told in a line after them
CORRECTED = 5  # of the corrections
STEP = 2  # fewer, each time that it is too long for a letter


@dataclass(frozen=True, slots=True)
class _New:
    item: Item
    alert: Told
    reserved: bool
    soon: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is told, in order, each opportunity once."""

    new: tuple[_New, ...]
    corrections: tuple[Corrected, ...]
    kept: tuple[KeptOne, ...]
    counts: Counts


def digest_message(digest: Digest, now: datetime, full: int = FULL) -> Message:
    """`now` is aware. `full`: how many are told whole, and fewer when they would not hold in a letter; more than `FULL`
    is for a page, which has room for all.

    Without anything to tell it says so in two lines, with what was read.
    """
    plan = _plan(digest, now)
    title = digest_title(digest.structure, digest.preference, plan.counts, now)
    if not (plan.new or plan.corrections or plan.kept or digest.near):
        return Message(title, _nothing_new(digest), tuple(_nothing(digest)))
    summary = digest_summary(plan.counts, digest.preference)
    return Message(title, summary, (Paragraph(sentence(summary)), *_fitting(digest, plan, now, full)))


def _fitting(digest: Digest, plan: _Plan, now: datetime, full: int) -> tuple[Block, ...]:
    found = tuple(_sections(digest, plan, now, full))
    while full <= FULL and full > STEP and weight(found) > ROOM:
        full -= STEP
        found = tuple(_sections(digest, plan, now, full))
    return found


def _plan(digest: Digest, now: datetime) -> _Plan:
    found = {one.match_id: one for one in digest.new}
    new = tuple(sorted((_new(digest, one, now) for one in found.values()), key=_order))
    corrections = tuple(one for one in digest.corrections if one.match_id not in found)
    kept = tuple(one for one in digest.kept if one.match_id not in found and _still_worth(one, digest.since or now))
    soon = sum(one.soon for one in new) + sum(_soon(one.deadline, now) and not one.over for one in kept)
    counts = Counts(
        len(new), sum(one.reserved for one in new), soon, len(corrections), len(kept), len(digest.near[: sections.NEAR])
    )
    return _Plan(new, corrections, kept, counts)


def _new(digest: Digest, item: Item, now: datetime) -> _New:
    alert = told(digest.structure, item.match, item.notices, item.readings, now)
    return _New(item, alert, reserved_to_them(alert), _soon(alert.deadline, now))


def _order(one: _New) -> tuple[bool, bool, float]:
    """What closes soon, then what is reserved to them, then by deadline, those without a sure one last."""
    deadline = one.alert.deadline
    at = deadline.at.timestamp() if deadline and believable(deadline, one.alert.now) else float("inf")
    return not one.soon, not one.soon and not one.reserved, at


def _soon(deadline: Deadline | None, now: datetime) -> bool:
    return deadline is not None and is_soon(deadline.at, now)


def _still_worth(one: KeptOne, since: datetime) -> bool:
    """What is over is told once: in the digest that follows its deadline."""
    return not one.over or (one.deadline is not None and one.deadline.at > since)


def _nothing_new(digest: Digest) -> str:
    since = f" depuis le {moment(digest.since)}" if digest.since else ""
    return f"Aucune nouvelle annonce pour vous{since}."


def _nothing(digest: Digest) -> Iterator[Block]:
    yield Paragraph(_nothing_new(digest))
    lines = sections.receipt(digest.sources)
    yield Paragraph(f"Ce qui a été lu : {' ; '.join(lines)}." if lines else "Aucune source n'a encore été lue.")


def _sections(digest: Digest, plan: _Plan, now: datetime, full: int) -> Iterator[Block]:
    corrected = min(CORRECTED, len(plan.corrections), max(1, full // 3))
    whole, held = full - corrected, min(sections.KEPT, full * 2 // 3)
    urgent = tuple(one for one in plan.kept if _urgent_kept(one, now))[:held]
    yield from _urgent(digest, plan.new[:whole], urgent)
    yield from _others(plan.new, whole)
    yield from sections.corrected(plan.corrections, corrected)
    yield from sections.kept(tuple(one for one in plan.kept if one not in urgent), held - len(urgent))
    yield from sections.near(digest.structure, digest.near, now)
    yield from sections.read(digest.sources)
    yield for_whom(digest.structure)


def _urgent(digest: Digest, new: Sequence[_New], kept: Sequence[KeptOne]) -> Iterator[Block]:
    """What closes soon, new or kept, by deadline."""
    told_of = [(one.alert.deadline, _entry(one)) for one in new if one.soon]
    told_of += [(one.deadline, sections.kept_entry(one)) for one in kept]
    dated = [(deadline.at, entry) for deadline, entry in told_of if deadline]
    if dated:
        yield Heading(f"À rendre {within(digest.preference)}")
        yield from (entry for _, entry in sorted(dated, key=lambda pair: pair[0]))


def _urgent_kept(one: KeptOne, now: datetime) -> bool:
    return not one.over and _soon(one.deadline, now)


def _others(new: Sequence[_New], whole: int) -> Iterator[Block]:
    """The other new ones; those beyond `whole` in a line, with the way to all of them."""
    told_whole = [one for one in new[:whole] if not one.soon]
    rest = new[whole:]
    if told_whole or rest:
        yield Heading("Nouvelles annonces")
        yield from map(_entry, told_whole)
    if rest:
        yield in_lines(tuple(one.alert for one in rest), len(new))


def in_lines(rest: Sequence[Told], total: int) -> Entry:
    """Those that are not told whole, in a line each, and the way to all of them."""
    lines = [in_a_line(one) for one in rest[:LISTED]]
    more = [f"et {count(len(rest) - LISTED, 'autre')}"] if len(rest) > LISTED else []
    see = Action(ActionKind.LIST, f"Voir les {total} annonces")
    return Entry(f"Et {count(len(rest), 'autre annonce', 'autres annonces')}", (Bullets((*lines, *more)),), (see,))


def _entry(one: _New) -> Entry:
    return opportunity(one.alert, one.item.match_id, one.item.status)
