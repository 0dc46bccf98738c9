"""Precision, recall and F1 by label, hours, wrong beneficiaries, and the list of what was missed."""

from collections import Counter
from dataclasses import dataclass, field

from alerts.model.reading import LotReading
from tests.eval.labels import UNSURE, hours_of, of_readings

TARGET = 0.95


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what is expected of it. `hours` is compared only when `with_hours`."""

    name: str
    text: str
    expected: frozenset[str]
    readings: tuple[LotReading, ...]
    hours: float | None = None
    with_hours: bool = False


@dataclass
class Score:
    """Counts over cases. `wrong` are cases where a beneficiary was named who is not the expected one."""

    title: str
    right: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    wrong: int = 0
    cases: int = 0
    hours_right: int = 0
    hours_asked: int = 0

    def add(self, case: Case) -> None:
        """Count one case and keep its line when something is missed."""
        found = of_readings(case.readings)
        self.cases += 1
        for counts, labels in (
            (self.right, found & case.expected),
            (self.invented, found - case.expected),
            (self.missed, case.expected - found),
        ):
            counts.update(labels)
            counts["reservations"] += sum(label.startswith("res:") for label in labels)
        self.wrong += _names_another(found, case.expected)
        given = hours_of(case.readings)
        if case.with_hours:
            self.hours_asked += 1
            self.hours_right += given == case.hours
        if found != case.expected or (case.with_hours and given != case.hours):
            self.misses.append(_told(case, found, given))

    def precision(self, label: str) -> float:
        """1.0 when nothing was said."""
        said = self.right[label] + self.invented[label]
        return self.right[label] / said if said else 1.0

    def recall(self, label: str) -> float:
        """1.0 when nothing was expected."""
        expected = self.right[label] + self.missed[label]
        return self.right[label] / expected if expected else 1.0

    def f1(self, label: str) -> float:
        """Harmonic mean of the two."""
        precision, recall = self.precision(label), self.recall(label)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def labels(self) -> list[str]:
        """Every label met, the total of reservations last."""
        every = {*self.right, *self.invented, *self.missed} - {"reservations"}
        return [*sorted(label for label in every if label), "reservations"]

    def reaches(self) -> bool:
        """Whether the targets are met: social clauses, reservations together, and no wrong beneficiary."""
        figures = [
            measure(label) for label in ("clause_sociale", "reservations") for measure in (self.precision, self.recall)
        ]
        return min(figures) >= TARGET and not self.wrong


def _names_another(found: frozenset[str], expected: frozenset[str]) -> bool:
    named = {label for label in found if label.startswith("res:")} - {UNSURE}
    return bool(named - expected)


def _told(case: Case, found: frozenset[str], given: float | None) -> str:
    lines = [f"{case.name}: expected {sorted(case.expected)}, read {sorted(found)}"]
    if case.with_hours and given != case.hours:
        lines.append(f"    hours expected {case.hours}, read {given}")
    for reading in case.readings:
        lines += [f"    {one.field}: {one.quote}" for one in reading.reservation.evidence]
        lines += [f"    {one.kind} ← {one.evidence.field}: {one.evidence.quote}" for one in reading.clauses]
    lines.append(f"    text: {case.text[:400]}")
    return "\n".join(lines)
