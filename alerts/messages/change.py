"""What changed between two states of an opportunity, in French: « avant → après », grouped by lots.

A title or a text that changed is not a change: people are disturbed for a cancellation, a deadline, lots, a reservation
or a clause.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alerts.messages.facts import Facts, LotFacts, facts
from alerts.messages.french import count, enumeration, is_named, lot_number, lots, moment
from alerts.messages.merge import merge
from alerts.messages.words import CLAUSES, reservation

__all__ = ["Change", "ChangeKind", "Facts", "LotFacts", "changes", "concerning", "facts", "merge"]


class ChangeKind(StrEnum):
    """In the order in which changes are told."""

    CANCELLED = "cancelled"
    DEADLINE = "deadline"
    LOTS = "lots"
    RESERVATION = "reservation"
    CLAUSES = "clauses"


@dataclass(frozen=True, slots=True)
class Change:
    """French words for people. `lots` are those it holds for, empty when it is the whole contract or all of them."""

    kind: ChangeKind
    label: str
    before: str
    after: str
    lots: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "label": self.label,
            "before": self.before,
            "after": self.after,
            "lots": list(self.lots),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Change":
        kind = ChangeKind(stored["kind"])
        return cls(kind, stored["label"], stored["before"], stored["after"], tuple(stored["lots"]))


def concerning(told: Iterable[Change], lot_ids: Iterable[str | None]) -> tuple[Change, ...]:
    """Those that touch one of these lots, or the whole contract. No lot, or None among them, means all of it."""
    wanted = set(lot_ids)
    keys = {lot_number(lot_id) for lot_id in wanted if is_named(lot_id)}
    if not wanted or not all(is_named(lot_id) for lot_id in wanted):
        return tuple(told)
    return tuple(one for one in told if not one.lots or keys & {lot_number(lot) for lot in one.lots})


def changes(before: Facts, after: Facts) -> tuple[Change, ...]:
    """Every change that matters, most serious first; empty when nothing that matters changed."""
    pairs = _pairs(before, after)
    return (
        *_cancelled(before, after),
        *_grouped(ChangeKind.DEADLINE, _deadline_label, pairs, _deadline_key, _deadline_words),
        *_lot_list(before, after),
        *_grouped(
            ChangeKind.RESERVATION, lambda _old, _new: "Réservation", pairs, _reservation_key, _reservation_words
        ),
        *_grouped(ChangeKind.CLAUSES, lambda _old, _new: "Clauses", pairs, lambda lot: lot.clauses, _clauses_words),
    )


Pair = tuple[LotFacts, LotFacts]


def _pairs(before: Facts, after: Facts) -> list[Pair]:
    """Lots that are in both states; a contract that gains or loses its lots is compared as a whole."""
    held = {lot.key: lot for lot in before.lots}
    whole = held.get(None)
    found = [(held.get(lot.key) or whole, lot) for lot in after.lots]
    return [(old, new) for old, new in found if old is not None]


def _cancelled(before: Facts, after: Facts) -> tuple[Change, ...]:
    if before.cancelled == after.cancelled:
        return ()
    words = {False: "en cours", True: "annulée"}
    return (Change(ChangeKind.CANCELLED, "Consultation", words[before.cancelled], words[after.cancelled]),)


def _lot_list(before: Facts, after: Facts) -> tuple[Change, ...]:
    old, new = {lot.key for lot in before.lots}, {lot.key for lot in after.lots}
    if old == new:
        return ()
    named = tuple(lot.id for lot in (*before.lots, *after.lots) if is_named(lot.id) and lot.key in old ^ new)
    return (Change(ChangeKind.LOTS, "Lots", _lot_names(before), _lot_names(after), named),)


def _grouped(
    kind: ChangeKind,
    label: Callable[[LotFacts, LotFacts], str],
    pairs: list[Pair],
    key: Callable[[LotFacts], object],
    words: Callable[[LotFacts], str],
) -> tuple[Change, ...]:
    """One change for all the lots that change in the same way."""
    groups: dict[tuple[str, str, str], list[str | None]] = {}
    for old, new in pairs:
        if key(old) != key(new):
            groups.setdefault((label(old, new), words(old), words(new)), []).append(new.id)
    told = []
    for (name, was, now), ids in groups.items():
        named = () if len(ids) == len(pairs) else tuple(lot_id for lot_id in ids if is_named(lot_id))
        title = f"{name} ({lots(named)})" if named else name
        told.append(Change(kind, title, was, now, named))
    return tuple(told)


def _deadline_label(old: LotFacts, new: LotFacts) -> str:
    if old.deadline is None or new.deadline is None:
        return "Date limite"
    return f"Date limite {'repoussée' if new.deadline.at > old.deadline.at else 'avancée'}"


def _deadline_key(lot: LotFacts) -> object:
    """To the minute, as it is told."""
    return lot.deadline.at.replace(second=0, microsecond=0) if lot.deadline else None


def _deadline_words(lot: LotFacts) -> str:
    if lot.deadline is None:
        return "non indiquée"
    return moment(lot.deadline.at) + (" (à vérifier)" if lot.deadline.doubt else "")


def _reservation_key(lot: LotFacts) -> object:
    return lot.reservation, lot.to


def _reservation_words(lot: LotFacts) -> str:
    return reservation(lot.reservation, lot.to, lot.possible, told=lot.told)


def _clauses_words(lot: LotFacts) -> str:
    if not lot.clauses:
        return "aucune clause indiquée dans l'avis"
    return enumeration(
        CLAUSES[kind] + (f" ({count(hours, 'heure')})" if hours is not None else "") for kind, hours in lot.clauses
    )


def _lot_names(held: Facts) -> str:
    named = [lot.id for lot in held.lots if is_named(lot.id)]
    return lots(named) if named else "pas de lots détaillés"
