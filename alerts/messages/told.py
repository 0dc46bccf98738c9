"""What an alert tells: one opportunity as it concerns one structure, its title and its one-line summary."""

from dataclasses import dataclass
from datetime import datetime

from alerts.messages import proof, words
from alerts.messages.answers import Answered, answers, best
from alerts.messages.deadline import deadline_words, next_deadline, title_words
from alerts.messages.french import count, is_named, lots, sentence, shortened
from alerts.messages.where import Where, where
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import Answer, LotReading, ReservationStatus
from alerts.model.structure import Structure
from scrapers.notice import Deadline, Lot, Notice

OBJECT = 80  # characters of an object in a title
NAMED = 24  # characters of a list of lots in a title


_SUMMED = {
    Answer.YES: "Vous pouvez répondre, d'après l'avis",
    Answer.NO: "Vous ne pouvez pas répondre, d'après l'avis",
    Answer.CHECK: "À vérifier avant de répondre",
}


@dataclass(frozen=True, slots=True)
class Told:
    """`lots` are those that concern the structure, `readings` what was read in them."""

    notice: Notice
    lots: tuple[Lot, ...]
    readings: tuple[LotReading, ...]
    match: Match
    answers: tuple[Answered, ...]
    where: Where
    now: datetime

    @property
    def lot_ids(self) -> tuple[str, ...]:
        return tuple(lot.id for lot in self.lots if is_named(lot.id))

    @property
    def deadline(self) -> Deadline | None:
        return next_deadline(self.notice, self.lots, self.now)

    def texts(self, verdict: Verdict, *, without: tuple[Criterion, ...] = ()) -> tuple[str, ...]:
        """The reasons of one verdict as sentences, each once."""
        found = (one for one in self.match.reasons if one.verdict is verdict and one.criterion not in without)
        return tuple(dict.fromkeys(sentence(one.text) for one in found))


def told(
    structure: Structure, match: Match, notices: tuple[Notice, ...], readings: tuple[LotReading, ...], now: datetime
) -> Told:
    """Raises ValueError without any notice."""
    if not notices:
        raise ValueError("an alert needs at least one notice")
    notice = next((one for one in notices if one.id == match.notice_id), notices[0])
    concerned = tuple(lot for lot in notice.lots if lot.id in match.lots) or notice.lots
    ids = {lot.id for lot in concerned}
    read = tuple(one for one in readings if one.lot_id in ids)
    may = answers(structure, match, notice, concerned, read)
    return Told(notice, concerned, read, match, may, where(notice, concerned), now)


def title(alert: Told) -> str:
    """Object, lots, place, deadline: what tells this opportunity from another."""
    some = alert.lot_ids and len(alert.lot_ids) < len(alert.notice.lots)
    what = shortened(alert.notice.title, OBJECT) + (f", {_short_lots(alert.lot_ids)}" if some else "")
    parts = (what, alert.where.first, title_words(alert.deadline, alert.now))
    return ("Juste à côté : " if alert.match.near_miss else "") + " – ".join(part for part in parts if part)


def summary(alert: Told) -> str:
    """One line: may we answer, what is special, how long is left."""
    until = deadline_words(alert.deadline, alert.now) if alert.deadline else "non indiquée"
    special = (reservation_words(alert), next(iter(proof.by_words(proof.clauses(alert.readings))), ""))
    return " ; ".join(part for part in (_answer(alert), *special, f"date limite : {until}") if part)


def _short_lots(lot_ids: tuple[str, ...]) -> str:
    named = lots(lot_ids)
    return named if len(named) <= NAMED else f"{len(lot_ids)} lots"


def _answer(alert: Told) -> str:
    if alert.match.near_miss:
        failed = alert.texts(Verdict.AGAINST)
        return f"Juste à côté de vos critères : {failed[0].rstrip('.')}" if failed else "Juste à côté de vos critères"
    answer = _SUMMED[best(alert.answers)]
    checks = len(alert.texts(Verdict.CHECK, without=(Criterion.ELIGIBILITY,)))
    return f"{answer} ({count(checks, 'autre point', 'autres points')} à vérifier)" if checks else answer


def reservation_words(alert: Told) -> str:
    """To whom the first reserved lot is reserved, "" when none is."""
    for read in (one.reservation for one in alert.readings):
        if read.status is not ReservationStatus.NONE:
            return words.reservation(read.status, read.to, read.possible)
    return ""
