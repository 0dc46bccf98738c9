"""Letters: what is due together to one recipient by e-mail, as one letter a structure where it can be one.

A digest takes in the alerts and the corrections that are due with it. Without one, alerts leave together; a correction
answers the letter that told of the opportunity; reminders and words leave alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alerts.channels.channel import Letter
from alerts.ledger.desk import Written
from alerts.messages.mail.digest import digest_message
from alerts.messages.mail.footer import why_words
from alerts.messages.mail.gathered import Digest
from alerts.messages.mail.letter import correction_letter, letter_of_alerts, reminder_letter
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind, Later, Refused
from alerts.model.preference import Preference, Rhythm
from alerts.model.structure import Structure
from alerts.services import network_words, reply_words
from alerts.services.broadcast_words import BroadcastWords, is_one
from alerts.services.due import NOT_FOLLOWED, Due, late_reminder, too_late, urgency, words_of
from alerts.services.gathering import Gathered
from alerts.services.helping import Helping
from alerts.services.network_words import NetworkWords
from alerts.services.reply_words import ReplyWords
from alerts.services.wording import Wording

NOTHING_NEW = "rien de nouveau depuis le dernier récapitulatif : il n'y a pas de quoi écrire"
SOON_AFTER = timedelta(days=4)  # whoever has just had a digest is not written to for nothing
_IN_DIGEST = frozenset({DeliveryKind.DIGEST, DeliveryKind.ALERT, DeliveryKind.CORRECTION})
_ORDER = (DeliveryKind.HELP, DeliveryKind.CORRECTION, DeliveryKind.REMINDER)

_Answer = Message | Refused | Later


class Mailing:
    """Writes letters. Safe to use from several threads. `taps`: there are pages where what they ask is answered."""

    def __init__(
        self,
        wording: Wording,
        helping: Helping,
        words: ReplyWords,
        passed_on: BroadcastWords,
        of_networks: NetworkWords,
        *,
        taps: bool = True,
    ) -> None:
        self._wording, self._helping, self._words, self._passed_on = wording, helping, words, passed_on
        self._of_networks, self._taps = of_networks, taps

    def letters(self, due: Sequence[Due], gathered: Mapping[str, Gathered], now: datetime) -> Written:
        """What is due to one recipient. `gathered`: structure → what its digest tells beside the news, for those whose
        digest is due."""
        written: Written = []
        for some in _by_structure(due):
            beside = gathered.get(some[0].structure.id)
            told = [] if beside is None else [one for one in some if one.row.kind in _IN_DIGEST]
            written += self._apart([one for one in some if one not in told], now)
            written += self._as_digest(told, beside, now) if beside is not None else []
        return written

    def digest(self, structure: Structure, wish: Preference, news: Iterable[Due], beside: Gathered) -> Digest:
        """What a digest tells; `news`: alerts and corrections. An opportunity that it tells whole is told as it is
        today: what was corrected meanwhile is in it."""
        alerts = {
            one.ground.match_id: one.ground
            for one in sorted(news, key=urgency)
            if one.ground is not None and one.row.kind is DeliveryKind.ALERT
        }
        corrections = [one for one in news if one.row.kind is DeliveryKind.CORRECTION and one.ground is not None]
        items = [self._wording.item(ground, self._wording.holding(ground)) for ground in alerts.values()]
        corrected = [
            self._wording.corrected(one.ground, one.row.cause)
            for one in corrections
            if one.ground is not None and one.ground.match_id not in alerts
        ]
        near = tuple(self._wording.near(ground) for ground in beside.near)
        return Digest(structure, wish, beside.since, tuple(items), tuple(corrected), beside.kept, near, beside.sources)

    def _as_digest(self, due: list[Due], beside: Gathered, now: datetime) -> Written:
        """The digest is the first row of its letter: what identifies one identifies the other."""
        written: Written = []
        told: list[Due] = []
        for one in due:
            refused = self._not_worth(one, now)
            if refused is None:
                told.append(one)
            else:
                written.append(([one.row], refused))
        first = next(one for one in told if one.row.kind is DeliveryKind.DIGEST)
        rows = [one.row for one in sorted(told, key=lambda one: (one.row.kind is not DeliveryKind.DIGEST, one.row.id))]
        digest = self.digest(first.structure, first.listener.preference, [one for one in told if one.ground], beside)
        if not _worth_a_letter(digest, now):
            return [*written, (rows, Refused(NOTHING_NEW))]
        return [*written, (rows, letter_to(first, digest_message(digest, now)))]

    def _apart(self, due: list[Due], now: datetime) -> Written:
        """Alerts together, the rest one by one."""
        written: Written = []
        alerts: list[Due] = []
        for one in sorted(due, key=_place):
            if one.row.kind is not DeliveryKind.ALERT:
                written.append(([one.row], self._alone(one, now)))
            elif (refused := self._not_worth(one, now)) is not None:
                written.append(([one.row], refused))
            else:
                alerts.append(one)
        return [*written, self._together(alerts, now)] if alerts else written

    def _together(self, alerts: list[Due], now: datetime) -> tuple[list[Claimed], Letter]:
        """The most urgent first; the rows in the order of their numbers, so that the first one stays the first."""
        grounds = {one.ground.match_id: one.ground for one in sorted(alerts, key=urgency) if one.ground is not None}
        items = [self._wording.item(ground, self._wording.holding(ground)) for ground in grounds.values()]
        ordered = sorted(alerts, key=lambda one: one.row.id)
        message = letter_of_alerts(ordered[0].structure, items, now)
        return [one.row for one in ordered], letter_to(ordered[0], message)

    def _alone(self, one: Due, now: datetime) -> Letter | Refused | Later:
        """What stops a broadcast stops those of its network, and leaves the alerts of the structure alone."""
        said = self._said(one, now)
        if isinstance(said, Refused | Later):
            return said
        letter = letter_to(one, said)
        return replace(letter, network=self._passed_on.whose(one)) if is_one(one.row) else letter

    def _said(self, one: Due, now: datetime) -> _Answer:
        if one.row.kind in reply_words.KINDS:
            return self._words.message(one, now)
        if is_one(one.row):
            return self._passed_on.message(one, now, taps=self._taps)
        if one.row.kind in network_words.KINDS:
            return self._of_networks.message(one, now)
        if one.ground is None:
            return words_of(one.row)
        if one.row.kind is DeliveryKind.HELP:
            return self._helping.message(one.ground, one.deadline, now, easy=one.listener.preference.easy)
        if one.row.kind is DeliveryKind.CORRECTION:
            if one.refused:
                return Refused(NOT_FOLLOWED)
            return correction_letter(self._wording.corrected(one.ground, one.row.cause))
        held = self._wording.holding(one.ground)
        refused = late_reminder(one, held, now)
        return refused or reminder_letter(one.structure, self._wording.item(one.ground, held), now)

    def _not_worth(self, one: Due, now: datetime) -> Refused | None:
        """Why this alert or correction is not told any more."""
        if one.ground is None:
            return None
        if one.refused:
            return Refused(NOT_FOLLOWED)
        if one.row.kind is not DeliveryKind.ALERT:
            return None
        return too_late(one, self._wording.holding(one.ground), now)


def letter_to(one: Due, message: Message) -> Letter:
    """To its recipient, with why they receive it."""
    to, listener = one.structure, one.listener
    why = why_words(listener.preference, to, one.row.kind) if listener.membership is not None else ""
    return Letter(to, message, listener.address, one.answers, why, listener.membership)


def _worth_a_letter(digest: Digest, now: datetime) -> bool:
    """A day without news is silent. A week without anything still says so, unless the last digest has just left."""
    if digest.new or digest.corrections:
        return True
    if digest.preference.rhythm is not Rhythm.WEEK:
        return False
    return digest.since is None or now - digest.since > SOON_AFTER


def _by_structure(due: Sequence[Due]) -> Iterator[list[Due]]:
    found: dict[str, list[Due]] = {}
    for one in due:
        found.setdefault(one.structure.id, []).append(one)
    yield from found.values()


def _place(one: Due) -> tuple[int, int]:
    kind = one.row.kind
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER), one.row.id
