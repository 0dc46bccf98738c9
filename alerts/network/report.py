"""What became of a broadcast: delivered, opened by tapping, interested. Never who declined.

Whoever declines has opened it, and counts as such: nobody can tell them from those who only looked. A structure that
does not share its answers counts only in a crowd, so that no number names it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from alerts.model.network import Interest, Shares

CROWD = 5  # structures that hide their answers: below, what they did is not even counted


@dataclass(frozen=True, slots=True)
class Heard:
    """One member that a broadcast was owed to. `interest`: the last thing it did with it, None for nothing."""

    name: str
    delivered: bool
    interest: Interest | None = None
    shares: Shares = field(default_factory=Shares)


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of structures. `names`: those interested that let their network see it, in the order of the alphabet;
    `unnamed` is how many more are interested. `discreet`: how many do not share their answers; `counted` tells whether
    what they did is in `opened` and `interested`."""

    reached: int
    delivered: int
    opened: int
    interested: int
    names: tuple[str, ...] = ()
    unnamed: int = 0
    discreet: int = 0
    counted: bool = True


def report(reached: int, heard: Iterable[Heard]) -> Report:
    """`reached`: how many structures it was owed to, those that have left the network since included."""
    members = list(heard)
    discreet = [one for one in members if not one.shares.answers]
    counted = not discreet or len(discreet) >= CROWD
    seen = members if counted else [one for one in members if one.shares.answers]
    interested = [one for one in seen if one.interest is Interest.INTERESTED]
    names = sorted((one.name for one in interested if one.shares.answers), key=str.casefold)
    return Report(
        reached,
        sum(one.delivered for one in members),
        sum(one.interest is not None for one in seen),
        len(interested),
        tuple(names),
        len(interested) - len(names),
        len(discreet),
        counted,
    )
