"""The words of each message, from what holds on the day when it is written."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any, Protocol

from alerts.matching.widening import propose
from alerts.messages.alert import alert_message
from alerts.messages.answers import Answered, together
from alerts.messages.change import Change, LotFacts
from alerts.messages.correction import correction_message
from alerts.messages.mail.gathered import Corrected, Near
from alerts.messages.message import Fact, Message, Paragraph
from alerts.messages.phone.card import actions, card_message
from alerts.messages.phone.correction import short_correction
from alerts.messages.phone.reminder import reminder_message
from alerts.messages.phone.several import Item, several_message
from alerts.model.match import Match
from alerts.model.reading import Eligibility, LotReading, Reservation
from alerts.model.response import ResponseStatus
from alerts.model.structure import Structure, StructureKind
from alerts.services.effective import Effective, Read, effective
from alerts.services.tuning import mark_of
from alerts.store.notices import Stored
from scrapers.notice import Notice

REMEMBERED = 1024  # opportunities: those of a week, when a thousand structures are told their digests in a row
NO_LONGER = "Cette consultation est annulée : il n'y a plus à répondre."


class MayAnswer(Protocol):
    """`alerts.clauses.eligibility.may_answer`."""

    def __call__(
        self, kinds: frozenset[StructureKind], reservation: Reservation, *, cpv: tuple[str, ...], concession: bool
    ) -> Eligibility: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """What a message stands on: one match of a structure, and the notices of its opportunity as they are today."""

    structure: Structure
    match_id: int
    match: Match
    group: list[Stored]
    status: ResponseStatus | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds of it: `match` names the notice that `readings` are of; `notices` are all the copies."""

    match: Match
    notices: tuple[Notice, ...]
    readings: tuple[LotReading, ...]
    cancelled: bool


class Wording:
    """Writes messages. Safe to use from several threads."""

    def __init__(self, read: Read, may_answer: MayAnswer, now: Callable[[], datetime]) -> None:
        self._read, self._may_answer, self._now = read, may_answer, now
        self._lines: OrderedDict[tuple[tuple[str, int], ...], dict[str, Effective]] = OrderedDict()
        self._one_reader = Lock()

    def holding(self, ground: Ground) -> Holding:
        """What holds today in the line of the notice that matched, with every copy."""
        lines = self._effective(ground.group)
        held = lines.get(_source_of(ground.match.notice_id, ground.group)) or next(iter(lines.values()))
        main = [one.notice for one in lines.values()]
        others = [one.notice for one in ground.group if one.notice.id not in {notice.id for notice in main}]
        cancelled = any(one.facts.cancelled for one in lines.values())
        return Holding(replace(ground.match, notice_id=held.notice.id), (*main, *others), held.readings, cancelled)

    def page(self, ground: Ground, held: Holding) -> Message:
        return alert_message(ground.structure, held.match, held.notices, held.readings, self._now())

    def card(self, ground: Ground, held: Holding) -> Message:
        """One that is cancelled says so first, and counts no days to a date that no longer binds."""
        given = (ground.structure, held.match, ground.match_id, held.notices, held.readings, ground.status)
        card = card_message(*given, self._now())
        if not held.cancelled:
            return card
        left = tuple(one for one in card.blocks if not (isinstance(one, Fact) and one.strong))
        return replace(card, summary=NO_LONGER, blocks=(Paragraph(NO_LONGER), *left))

    def several(self, grounds: list[tuple[Ground, Holding]]) -> Message:
        """The grounds are of one structure, the most urgent first."""
        items = [self.item(one, held) for one, held in grounds]
        return several_message(grounds[0][0].structure, items, self._now())

    def item(self, ground: Ground, held: Holding) -> Item:
        """One opportunity among others, in a letter or a list."""
        return Item(ground.match_id, held.match, held.notices, held.readings, ground.status)

    def corrected(self, ground: Ground, cause: Mapping[str, Any]) -> Corrected:
        """The same for what a correction changed."""
        url = next(one.notice.url for one in ground.group if one.notice.id == cause["notice"])
        return Corrected(ground.match_id, self.correction(ground, cause), url, ground.status)

    def near(self, ground: Ground) -> Near:
        """A near miss, with the change of the profile that would take it in."""
        held = self.holding(ground)
        main = next(one for one in held.notices if one.id == held.match.notice_id)
        change = propose(ground.structure, held.match, main, held.readings, self._now())
        about = (held.match.notice_id, mark_of(change)) if change else ()
        return Near(held.match, held.notices, held.readings, change.text if change else "", about)

    def reminder(self, ground: Ground, held: Holding) -> Message:
        given = (ground.structure, held.match, ground.match_id, held.notices, held.readings, ground.status)
        return reminder_message(*given, self._now())

    def correction(self, ground: Ground, cause: Mapping[str, Any]) -> Message:
        correcting = next(one.notice for one in ground.group if one.notice.id == cause["notice"])
        copies = [one.notice for one in ground.group if one.notice.id != correcting.id]
        held = self._effective(ground.group)[correcting.source]
        return correction_message(
            ground.structure,
            tuple(Change.from_json(one) for one in cause["changes"]),
            held.facts,
            (*copies, correcting),
            ground.match,
            self._answers_now(ground, held),
            self._now(),
            self._read(correcting),
        )

    def short_correction(self, ground: Ground, cause: Mapping[str, Any]) -> Message:
        """For a phone, with what can be done about it."""
        url = next(one.notice.url for one in ground.group if one.notice.id == cause["notice"])
        return short_correction(self.correction(ground, cause), actions(ground.match_id, url, ground.status))

    def _answers_now(self, ground: Ground, held: Effective) -> tuple[Answered, ...]:
        """The answers for the lots that concern the structure; none when these lots are gone."""
        concerned = {LotFacts(lot).key for lot in ground.match.lots}
        lots = {LotFacts(lot.id).key: lot for lot in held.notice.lots}
        answers: list[tuple[str | None, Eligibility]] = []
        for one in held.readings:
            lot = lots.get(LotFacts(one.lot_id).key)
            if lot is not None and LotFacts(one.lot_id).key in concerned:
                cpv, concession = lot.cpv or held.notice.cpv, held.notice.concession
                kinds = ground.structure.kinds
                answers.append((one.lot_id, self._may_answer(kinds, one.reservation, cpv=cpv, concession=concession)))
        return together(answers)

    def _effective(self, group: list[Stored]) -> dict[str, Effective]:
        """Source → what holds in its line; remembered, since one opportunity is told to many structures in a row."""
        key = tuple((one.notice.id, one.version) for one in group)
        with self._one_reader:
            lines = self._lines.get(key)
            if lines is None:
                lines = self._lines[key] = self._read_lines(group)
                while len(self._lines) > REMEMBERED:
                    self._lines.popitem(last=False)
        return lines

    def _read_lines(self, group: list[Stored]) -> dict[str, Effective]:
        sources = dict.fromkeys(one.notice.source for one in group)
        lines = {
            source: effective((one.notice for one in group if one.notice.source == source), self._read)
            for source in sources
        }
        return {source: held for source, held in lines.items() if held is not None}


def _source_of(notice_id: str, group: list[Stored]) -> str:
    return next((one.notice.source for one in group if one.notice.id == notice_id), group[0].notice.source)
