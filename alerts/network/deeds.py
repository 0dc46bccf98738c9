"""What members did with the opportunities of a territory, as far as it may be said.

Animators see what members share, and no more (`rights`); members see nothing of one another. So that no figure names
anybody: what a member does not share enters only « au moins … », by fives, and only when five such members at least
did it; what is shown to members enters only totals, when more than five of them did it, so that whoever knows their own
answer still cannot tell whose the others are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from alerts.clauses.lots import number_of
from alerts.model.network import Shares
from alerts.model.reply import Outcome
from alerts.model.response import KEEPING, ResponseStatus
from alerts.network.report import CROWD
from alerts.network.scorecard import Told
from alerts.network.seen import SeenLot

SAID = frozenset({ResponseStatus.ANSWERING, ResponseStatus.TOGETHER})
BY_FIVES = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """A member and an opportunity it was told of. `status` None: it said nothing, or refused, which is not read."""

    structure_id: str
    opportunity_id: str
    status: ResponseStatus | None = None
    outcome: Outcome | None = None
    lots: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """The opportunities that members who share it are known to have answered, won, lost; and the lots that they are on
    (numbers; None for all of them), by opportunity."""

    answered: frozenset[str] = frozenset()
    won: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    on: Mapping[str, frozenset[str | None]] = field(default_factory=dict)

    def covers(self, opportunity_id: str, lot: SeenLot) -> bool:
        """A member is on this lot, for all that is known."""
        told = self.on.get(opportunity_id)
        return told is not None and (None in told or number_of(lot.id) in told or lot.id is None)


Did = Callable[[Deed, Shares], bool]


def answered(deed: Deed, shares: Shares) -> bool:
    """It said that it answers, or what came of its answer; a result that it shares has the last word."""
    if shares.outcomes and deed.outcome is not None:
        return deed.outcome is not Outcome.NOT_ANSWERED
    return shares.answers and deed.status in SAID


def won(deed: Deed, shares: Shares) -> bool:
    return shares.outcomes and deed.outcome is Outcome.WON


def lost(deed: Deed, shares: Shares) -> bool:
    return shares.outcomes and deed.outcome is Outcome.LOST


EVERYTHING = Shares(answers=True, outcomes=True, capacity=True)


def shared(deeds: Iterable[Deed], shares: Mapping[str, Shares]) -> Open:
    """What is known from those who share it."""
    held = [(one, shares[one.structure_id]) for one in deeds if one.structure_id in shares]
    on: dict[str, set[str | None]] = {}
    for deed, _ in held:
        if _on(deed, shares):
            on.setdefault(deed.opportunity_id, set()).update(map(number_of, deed.lots) if deed.lots else (None,))
    known = [frozenset(one.opportunity_id for one, share in held if did(one, share)) for did in (answered, won, lost)]
    return Open(known[0], known[1], known[2], {key: frozenset(lots) for key, lots in on.items()})


def many_on(deeds: Iterable[Deed], shares: Mapping[str, Shares], within: Collection[str]) -> bool:
    """More than five members who share it are on some of these opportunities: members may see what nobody is on."""
    return _doers(one for one in deeds if one.opportunity_id in within and _on(one, shares)) > CROWD


def _on(deed: Deed, shares: Mapping[str, Shares]) -> bool:
    return deed.structure_id in shares and shares[deed.structure_id].answers and deed.status in KEEPING


def told(
    did: Did,
    deeds: Iterable[Deed],
    shares: Mapping[str, Shares],
    within: Collection[str],
    *,
    animators: bool,
    crowds: bool = True,
) -> Told:
    """Of these opportunities: those that members who share it did, and at least how many others. Members see no more
    than animators do, and the first figure only when more than five of them did it. `crowds` False: nothing is told of
    a crowd, since the period was chosen to the day and another one would tell the difference."""
    here = [one for one in deeds if one.opportunity_id in within and one.structure_id in shares]
    open_ = [one for one in here if did(one, shares[one.structure_id])]
    hidden = [one for one in here if not did(one, shares[one.structure_id]) and did(one, _more(one, shares))]
    known = {one.opportunity_id for one in open_}
    others = {one.opportunity_id for one in hidden} - known
    may = animators or (crowds and _doers(open_) > CROWD)
    besides = len(others) // BY_FIVES * BY_FIVES if crowds and _doers(hidden) >= CROWD else 0
    return Told(len(known) if may else None, besides)


def _doers(deeds: Iterable[Deed]) -> int:
    return len({one.structure_id for one in deeds})


def _more(deed: Deed, shares: Mapping[str, Shares]) -> Shares:
    """As if it shared everything; a result that it shares already still has the last word."""
    final = shares[deed.structure_id].outcomes and deed.outcome is not None
    return shares[deed.structure_id] if final else EVERYTHING
