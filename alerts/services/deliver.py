"""Writing and sending what is owed: messages are written when they are sent, from what holds that day."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from alerts.channels.channel import Channel, Letter
from alerts.ledger.drain import Drained, drain
from alerts.messages.alert import alert_message
from alerts.messages.answers import Answered, together
from alerts.messages.change import Change, LotFacts
from alerts.messages.correction import correction_message
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind, Refused
from alerts.model.match import Match
from alerts.model.reading import Eligibility, Reservation
from alerts.model.structure import Structure, StructureKind
from alerts.services.effective import Effective, Read, effective
from alerts.store import matches, notices, structures
from alerts.store.engine import Database, Session
from alerts.store.notices import Stored

NOTHING_LEFT = "l'avis ou la structure n'est plus enregistré : il n'y a plus rien à dire"
CANCELLED = "consultation annulée avant l'envoi de l'alerte"
REMEMBERED = 256  # opportunities: one is often told to many structures in a row


class MayAnswer(Protocol):
    """`alerts.clauses.eligibility.may_answer`."""

    def __call__(
        self, kinds: frozenset[StructureKind], reservation: Reservation, *, cpv: tuple[str, ...], concession: bool
    ) -> Eligibility: ...


class Composer:
    """Writes the message of a row of the ledger. Called from threads, one at a time per drain."""

    def __init__(self, database: Database, read: Read, may_answer: MayAnswer, now: Callable[[], datetime]) -> None:
        self._database, self._read, self._may_answer, self._now = database, read, may_answer, now
        self._lines: OrderedDict[tuple[tuple[str, int], ...], dict[str, Effective]] = OrderedDict()

    def __call__(self, claimed: Claimed) -> Letter | Refused:
        """Refused when the structure unsubscribed or the notice is gone."""
        with self._database.read() as session:
            found = _load(session, claimed)
        if found is None:
            return Refused(NOTHING_LEFT)
        structure, match, group = found
        match claimed.kind:
            case DeliveryKind.ALERT:
                message = self._alert(structure, match, group)
                return Letter(structure, message) if message else Refused(CANCELLED)
            case DeliveryKind.CORRECTION:
                return Letter(structure, self._correction(structure, match, group, claimed.cause))
            case _:
                return Refused(NOTHING_LEFT)

    def _alert(self, structure: Structure, match: Match, group: list[Stored]) -> Message | None:
        """From what holds today in the line of the notice that matched, with the links of every copy; None when it was
        cancelled meanwhile."""
        lines = self._effective(group)
        held = lines.get(_source_of(match.notice_id, group)) or next(iter(lines.values()))
        if any(one.facts.cancelled for one in lines.values()):
            return None
        main = [one.notice for one in lines.values()]
        others = [one.notice for one in group if one.notice.id not in {notice.id for notice in main}]
        match = replace(match, notice_id=held.notice.id)
        return alert_message(structure, match, (*main, *others), held.readings, self._now())

    def _correction(self, structure: Structure, match: Match, group: list[Stored], cause: Mapping[str, Any]) -> Message:
        correcting = next(one.notice for one in group if one.notice.id == cause["notice"])
        copies = [one.notice for one in group if one.notice.id != correcting.id]
        held = self._effective(group)[correcting.source]
        return correction_message(
            structure,
            tuple(Change.from_json(one) for one in cause["changes"]),
            held.facts,
            (*copies, correcting),
            match,
            self._answers_now(structure, match, held),
            self._now(),
            self._read(correcting),
        )

    def _answers_now(self, structure: Structure, match: Match, held: Effective) -> tuple[Answered, ...]:
        """The answers for the lots that concern the structure; none when these lots are gone."""
        concerned = {LotFacts(lot).key for lot in match.lots}
        lots = {LotFacts(lot.id).key: lot for lot in held.notice.lots}
        answers: list[tuple[str | None, Eligibility]] = []
        for one in held.readings:
            lot = lots.get(LotFacts(one.lot_id).key)
            if lot is not None and LotFacts(one.lot_id).key in concerned:
                cpv, concession = lot.cpv or held.notice.cpv, held.notice.concession
                answer = self._may_answer(structure.kinds, one.reservation, cpv=cpv, concession=concession)
                answers.append((one.lot_id, answer))
        return together(answers)

    def _effective(self, group: list[Stored]) -> dict[str, Effective]:
        """Source → what holds in its line; remembered, since one opportunity is told to many structures in a row."""
        key = tuple((one.notice.id, one.version) for one in group)
        if key not in self._lines:
            self._lines[key] = self._read_lines(group)
            while len(self._lines) > REMEMBERED:
                self._lines.popitem(last=False)
        return self._lines[key]

    def _read_lines(self, group: list[Stored]) -> dict[str, Effective]:
        sources = dict.fromkeys(one.notice.source for one in group)
        lines = {
            source: effective((one.notice for one in group if one.notice.source == source), self._read)
            for source in sources
        }
        return {source: held for source, held in lines.items() if held is not None}


async def deliver(
    database: Database,
    channels: Mapping[str, Channel],
    read: Read,
    may_answer: MayAnswer,
    now: Callable[[], datetime],
    **options: Any,
) -> Drained:
    """Send everything that is due. `options` are those of `alerts.ledger.drain.drain`."""
    return await drain(database, channels, Composer(database, read, may_answer, now), now, **options)


def _load(session: Session, claimed: Claimed) -> tuple[Structure, Match, list[Stored]] | None:
    """Whom to tell, the match that made them concerned, and the notices of the opportunity as it is today."""
    structure = structures.load_structure(session, claimed.structure_id)
    opportunity = notices.opportunity_of(session, str(claimed.cause["notice"]))
    if structure is None or opportunity is None:
        return None
    match = matches.load_match(session, structure.id, opportunity)
    group = notices.of_opportunities(session, [opportunity]).get(opportunity)
    return (structure, match, group) if match and group else None


def _source_of(notice_id: str, group: list[Stored]) -> str:
    return next((one.notice.source for one in group if one.notice.id == notice_id), group[0].notice.source)
