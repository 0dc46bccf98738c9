"""The deadline in words: when, how long is left, and whether it can be believed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from alerts.messages.french import PARIS, lots, moment, short_day, time_left
from alerts.messages.message import Fact
from alerts.messages.where import Overseas, local_moment
from alerts.messages.words import NO_DEADLINE
from scrapers.notice import Deadline, Lot, Notice

MOST = 4  # deadlines told in one alert
BELIEVABLE_YEARS = 2  # TED holds deadlines in 2049 (eForms-SDK issue 1290): no count of days beyond


def deadline_of(notice: Notice, lot: Lot) -> Deadline | None:
    """The lot's own deadline, or the one of the whole contract."""
    return lot.deadline or notice.deadline


def believable(deadline: Deadline, now: datetime) -> bool:
    """False for a date so far away that nobody should count days to it."""
    return deadline.at.year <= now.year + BELIEVABLE_YEARS


def next_deadline(notice: Notice, concerned: Sequence[Lot], now: datetime) -> Deadline | None:
    """The earliest deadline still to come among these lots, or the last one when all have passed."""
    found = sorted((held for lot in concerned if (held := deadline_of(notice, lot))), key=lambda deadline: deadline.at)
    return next((deadline for deadline in found if deadline.at > now), found[-1] if found else None)


def deadline_words(deadline: Deadline, now: datetime, away: Overseas | None = None) -> str:
    """« vendredi 2 octobre 2026 à 12 h 00 (dans 12 jours) », and « à vérifier » when there is a doubt."""
    said = local_moment(deadline.at, away)
    if not believable(deadline, now):
        return f"à vérifier (l'avis indique le {said})"
    return f"{said} – {time_left(deadline.at, now)}" + (" – à vérifier" if deadline.doubt else "")


def deadline_facts(
    notice: Notice, concerned: Sequence[Lot], now: datetime, away: Overseas | None = None, most: int = MOST
) -> tuple[Fact, ...]:
    """One fact for each deadline among the lots concerned, earliest first; those beyond `most` are counted."""
    groups: dict[Deadline, list[str | None]] = {}
    for lot in concerned:
        held = deadline_of(notice, lot)
        if held is not None:
            groups.setdefault(held, []).append(lot.id)
    if not groups:
        return (Fact("Date limite", NO_DEADLINE),)
    ordered = sorted(groups, key=lambda deadline: deadline.at)
    told = ordered if len(ordered) <= most else ordered[: most - 1]
    facts = [Fact(_label(groups[deadline], len(groups)), deadline_words(deadline, now, away)) for deadline in told]
    if len(ordered) > len(told):
        last = moment(ordered[-1].at)
        facts.append(Fact("Autres dates limites", f"{len(ordered) - len(told)}, jusqu'au {last} : voir l'avis"))
    return tuple(facts)


def doubts(notice: Notice, concerned: Iterable[Lot]) -> tuple[str, ...]:
    """The sentences that say why a deadline is in doubt, each once."""
    found = (deadline_of(notice, lot) for lot in concerned)
    return tuple(dict.fromkeys(held.doubt for held in found if held and held.doubt))


def title_words(deadline: Deadline | None, now: datetime) -> str:
    """The end of a title: « avant le 2 octobre 2026 »."""
    if deadline is None:
        return "échéance non indiquée"
    if not believable(deadline, now):
        return "échéance à vérifier"
    if deadline.at <= now:
        return "échéance passée"
    return f"avant le {short_day(deadline.at.astimezone(PARIS))}"


def _label(lot_ids: list[str | None], groups: int) -> str:
    return "Date limite" if groups == 1 else f"Date limite, {lots(lot_ids)}"
