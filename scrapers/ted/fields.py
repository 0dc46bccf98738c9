"""Which fields to ask of TED's search: one unknown name refuses the whole request (HTTP 400).

Peers disagree on which names exist, so those that are not needed are given up one by one. After a first refusal the
needed fields are asked alone (if they are refused too, the fault is in the query), then the others by halves.
The state is plain text in `Request.memory`: a kill in the middle goes on from there.
"""

from dataclasses import dataclass

NEEDED = ("publication-number", "publication-date", "notice-type")

# What hints at a social purpose before the notice itself is read: per notice, not per lot, so a hint and no more.
HINTS = ("BT-71-Lot", "BT-736-Lot", "BT-775-Lot", "BT-06-Lot")


@dataclass(frozen=True, slots=True)
class Fields:
    """`accepted` is known to be, `tried` is in the request being made, `waiting` are groups not asked yet.

    `settled` once nothing is in doubt: the request is then a real page, and no longer a trial of names.
    `proven` when trials led there: a refusal then is not about names, and ends the search.
    """

    accepted: tuple[str, ...] = ()
    tried: tuple[str, ...] = HINTS
    waiting: tuple[tuple[str, ...], ...] = ()
    settled: bool = True
    proven: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        return (*NEEDED, *self.accepted, *self.tried)

    def after_refusal(self) -> "Fields | None":
        """What to try next, or None when the fault is not in the names: the needed ones are refused, or proven ones."""
        if self.proven or not (self.accepted or self.tried):
            return None
        if self.settled:
            return Fields((), (), _halves((*self.accepted, *self.tried)), False)
        return self._next(_halves(self.tried) if len(self.tried) > 1 else ())

    def after_acceptance(self) -> "Fields":
        """What to try next after a trial that was answered."""
        return Fields((*self.accepted, *self.tried), (), self.waiting, False)._next(())

    def _next(self, first: tuple[tuple[str, ...], ...]) -> "Fields":
        waiting = (*first, *self.waiting)
        return Fields(self.accepted, waiting[0] if waiting else (), waiting[1:], not waiting, not waiting)

    def to_memory(self) -> dict[str, str]:
        groups = ";".join(" ".join(group) for group in (self.accepted, self.tried, *self.waiting))
        return {"fields": groups, "names": "proven" if self.proven else "settled" if self.settled else "trial"}

    @staticmethod
    def from_memory(memory: dict[str, str]) -> "Fields":
        if "fields" not in memory:
            return Fields()
        accepted, tried, *waiting = (tuple(group.split()) for group in memory["fields"].split(";"))
        names = memory.get("names", "settled")
        return Fields(accepted, tried, tuple(waiting), names != "trial", names == "proven")


def _halves(fields: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    middle = (len(fields) + 1) // 2
    return tuple(half for half in (fields[:middle], fields[middle:]) if half)
