"""Pages for a folder, cards and lists for a phone: what is due to one recipient of these channels."""

from collections.abc import Sequence
from datetime import datetime

from alerts.channels.channel import Letter
from alerts.ledger.desk import Written
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind, Later, Refused
from alerts.services import network_words, reply_words
from alerts.services.broadcast_words import BroadcastWords, is_one
from alerts.services.due import (
    CANCELLED,
    NOT_FOLLOWED,
    Due,
    late_reminder,
    too_late,
    urgency,
    words_of,
)
from alerts.services.network_words import NetworkWords
from alerts.services.reply_words import ReplyWords
from alerts.services.wording import Ground, Holding, Wording


class Phoning:
    """Writes them. Safe to use from several threads."""

    def __init__(
        self, wording: Wording, words: ReplyWords, passed_on: BroadcastWords, of_networks: NetworkWords
    ) -> None:
        self._wording, self._words, self._passed_on, self._of_networks = wording, words, passed_on, of_networks

    def pages(self, due: Sequence[Due], now: datetime) -> Written:
        """One page a message, the whole of it."""
        return [([one.row], self._alone(one, now, short=False)) for one in due]

    def cards(self, due: Sequence[Due], now: datetime) -> Written:
        """Alerts of one structure as one card, or one list; the rest alone, before them."""
        written: Written = []
        lists: dict[str, list[tuple[Due, Holding]]] = {}
        for one in due:
            if one.row.kind is not DeliveryKind.ALERT or one.ground is None:
                written.append(([one.row], self._alone(one, now, short=True)))
                continue
            held = self._wording.holding(one.ground)
            refused = too_late(one, held, now)
            if refused:
                written.append(([one.row], refused))
            else:
                lists.setdefault(one.structure.id, []).append((one, held))
        return [*written, *(self._listed(some, now) for some in lists.values())]

    def _alone(self, one: Due, now: datetime, *, short: bool) -> Letter | Refused | Later:
        if one.row.kind in reply_words.KINDS:
            said = self._words.message(one, now)
            return said if isinstance(said, Refused) else _letter(one, said)
        if is_one(one.row):
            passed = self._passed_on.message(one, now, taps=short)
            return passed if isinstance(passed, Refused | Later) else _letter(one, passed)
        if one.row.kind in network_words.KINDS:
            told = self._of_networks.message(one, now)
            return told if isinstance(told, Refused | Later) else _letter(one, told)
        if one.ground is None:
            return _letter(one, words_of(one.row))
        match one.row.kind:
            case DeliveryKind.CORRECTION if one.refused:
                return Refused(NOT_FOLLOWED)
            case DeliveryKind.CORRECTION:
                write = self._wording.short_correction if short else self._wording.correction
                return _letter(one, write(one.ground, one.row.cause))
            case DeliveryKind.REMINDER:
                return self._reminder(one, one.ground, now)
            case _:
                held = self._wording.holding(one.ground)
                return Refused(CANCELLED) if held.cancelled else _letter(one, self._wording.page(one.ground, held))

    def _reminder(self, one: Due, ground: Ground, now: datetime) -> Letter | Refused:
        held = self._wording.holding(ground)
        return late_reminder(one, held, now) or _letter(one, self._wording.reminder(ground, held))

    def _card(self, one: Due, ground: Ground, held: Holding, now: datetime) -> Message:
        """In words easy to read, for whoever asked for them."""
        easy = self._words.easy(ground.match_id, now) if one.listener.preference.easy else None
        return easy or self._wording.card(ground, held)

    def _listed(self, found: list[tuple[Due, Holding]], now: datetime) -> tuple[list[Claimed], Letter]:
        """One card, or one list with the most urgent first."""
        ordered = sorted(found, key=lambda pair: urgency(pair[0]))
        grounds = [(one.ground, held) for one, held in ordered if one.ground is not None]
        message = self._card(ordered[0][0], *grounds[0], now) if len(grounds) == 1 else self._wording.several(grounds)
        return [one.row for one, _ in ordered], _letter(ordered[0][0], message)


def _letter(one: Due, message: Message) -> Letter:
    return Letter(one.structure, message, one.listener.address, one.answers, membership=one.listener.membership)
