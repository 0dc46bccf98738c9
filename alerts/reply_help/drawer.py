"""The drawer of a structure: what it should have, what it has, what ends soon or has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alerts.model.reply import Proof, ProofKind
from alerts.model.structure import Structure
from alerts.reply_help.proofs import State, current, expected, last_day, state_of

DAYS_BEFORE = (60, 15)  # when what ends is told


@dataclass(frozen=True, slots=True)
class Held:
    """`ends` is the last day, None when there is none or nobody knows; `days` from today to it, negative once past."""

    proof: Proof
    state: State
    ends: date | None
    days: int | None

    @property
    def soon(self) -> bool:
        """It ends within sixty days."""
        return self.days is not None and 0 <= self.days <= DAYS_BEFORE[0]


@dataclass(frozen=True, slots=True)
class Drawer:
    """`held`: what has ended, then what ends first. `missing`: what this kind of structure is asked for and is not
    there. `older`: those that a newer one of their kind has replaced."""

    held: tuple[Held, ...]
    missing: tuple[ProofKind, ...]
    older: tuple[Proof, ...] = ()

    @property
    def ended(self) -> tuple[Held, ...]:
        return tuple(one for one in self.held if one.state is State.ENDED)

    @property
    def soon(self) -> tuple[Held, ...]:
        return tuple(one for one in self.held if one.soon)


def drawer(structure: Structure, proofs: Sequence[Proof], today: date, legal_form: str = "") -> Drawer:
    """As of today. `legal_form`: that of the sheet, to tell an association from a company."""
    shown = current(proofs)
    held = sorted((_held(one, today) for one in shown), key=lambda one: (one.ends is None, one.ends or today))
    there = {one.kind for one in proofs}
    missing = tuple(one for one in expected(structure.kinds, legal_form) if one not in there)
    return Drawer(tuple(held), missing, tuple(one for one in proofs if one not in shown))


def _held(proof: Proof, today: date) -> Held:
    ends = last_day(proof)
    return Held(proof, state_of(proof, today, None), ends, (ends - today).days if ends else None)
