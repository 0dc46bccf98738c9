"""Letters of the rhythm « tout de suite »: one opportunity whole, or several together; a correction, a reminder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.messages.alert import alert_message
from alerts.messages.french import count, shortened
from alerts.messages.mail.digest import FULL, in_lines
from alerts.messages.mail.entry import actions, brief, opportunity, reserved_to_them
from alerts.messages.mail.gathered import Corrected, Item
from alerts.messages.mail.room import ROOM, weight
from alerts.messages.mail.subject import SUBJECT, Counts, digest_summary, is_soon
from alerts.messages.message import Block, Message, Paragraph
from alerts.messages.phone.lines import for_whom, status_line
from alerts.messages.phone.reminder import reminder_message
from alerts.messages.told import Told, told
from alerts.model.preference import Preference
from alerts.model.structure import Structure

SEE = "Voir l'annonce"
BRIEF = 40  # opportunities that have their link


def letter_of_alerts(structure: Structure, items: Sequence[Item], now: datetime, full: int = FULL) -> Message:
    """One opportunity as the whole alert, with its proofs; several as entries, in the order given (the most urgent
    first): the first `full` of them whole, fewer when they would not hold in a letter, the others in brief.

    Those beyond `BRIEF` have a line and no link: better make several letters. Raises ValueError without any item.
    """
    if not items:
        raise ValueError("a letter needs at least one opportunity")
    if len(items) == 1:
        return _whole(structure, items[0], now)
    alerts = [told(structure, one.match, one.notices, one.readings, now) for one in items]
    summary = _summary(alerts)
    first, last = Paragraph(f"{summary}."), for_whom(structure)
    blocks = (first, *_entries(items, alerts, full), last)
    while full > 0 and weight(blocks) > ROOM:
        full -= 1
        blocks = (first, *_entries(items, alerts, full), last)
    return Message(_title(alerts), summary, blocks)


def _entries(items: Sequence[Item], alerts: Sequence[Told], full: int) -> Iterator[Block]:
    pairs = list(zip(items, alerts, strict=True))
    yield from (opportunity(alert, one.match_id, one.status) for one, alert in pairs[:full])
    yield from (brief(alert, one.match_id) for one, alert in pairs[full:BRIEF])
    if pairs[BRIEF:]:
        yield in_lines(alerts[BRIEF:], len(alerts))


def correction_letter(one: Corrected) -> Message:
    """The correction whole, with what the structure does with it, and the way to its page."""
    blocks = (*status_line(one.status), *one.message.blocks)
    return replace(one.message, blocks=blocks, actions=(actions(one.match_id, one.url, SEE),))


def reminder_letter(structure: Structure, one: Item, now: datetime) -> Message:
    """As on a phone: the time left, what, for whom, and the answer. Raises ValueError without any notice."""
    given = (structure, one.match, one.match_id, one.notices, one.readings, one.status)
    message = reminder_message(*given, now)
    url = told(structure, one.match, one.notices, one.readings, now).notice.url
    return replace(message, actions=(actions(one.match_id, url),))


def _whole(structure: Structure, one: Item, now: datetime) -> Message:
    message = alert_message(structure, one.match, one.notices, one.readings, now)
    url = told(structure, one.match, one.notices, one.readings, now).notice.url
    blocks = (*status_line(one.status), *message.blocks)
    return replace(message, blocks=blocks, actions=(actions(one.match_id, url),))


def _title(alerts: Sequence[Told]) -> str:
    """« 3 annonces : Tonte de la commune…, et 2 autres »: the first tells this letter from the last one."""
    before, after = f"{count(len(alerts), 'annonce')} : ", f", et {count(len(alerts) - 1, 'autre')}"
    return f"{before}{shortened(alerts[0].notice.title, SUBJECT - len(before) - len(after))}{after}"


def _summary(alerts: Sequence[Told]) -> str:
    """As the first line of a digest."""
    reserved = sum(reserved_to_them(one) for one in alerts)
    soon = sum(one.deadline is not None and is_soon(one.deadline.at, one.now) for one in alerts)
    return digest_summary(Counts(len(alerts), reserved, soon), Preference())
