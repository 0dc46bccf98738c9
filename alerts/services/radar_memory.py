"""The radars of all networks, remembered for a few minutes: a letter, a screen and a tap look at the same one.

What costs is remembered: which lots close soon, the index of the members, who could. What may not be stale is read each
time: who is a member, what it shares, what members are on.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from alerts.model.network import Network
from alerts.network import radar as radars
from alerts.network.crowd import Crowd
from alerts.network.marks import mark_of
from alerts.network.peers import OpenLot, Scope
from alerts.network.radar import Radar, Spot, Stage
from alerts.services import radar_ground
from alerts.services.current import Current, Opened
from alerts.services.errors import NotAllowed
from alerts.store import radar as kept
from alerts.store.engine import Session
from alerts.territory.france import France
from scrapers.notice import Notice

LASTS = timedelta(minutes=5)
NOT_READ_YET = "Les annonces sont en cours de lecture : réessayez dans quelques minutes."

Near = tuple[tuple[OpenLot, Stage | None], ...]
"""Lots reserved or claused that close soon, or without a date."""
Key = tuple[str, str | None]
Told = slice
WHOLE = slice(None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A radar with what is needed to tell it: opportunity → its notice, structure → its name."""

    network: Network
    radar: Radar
    notices: Mapping[str, Notice] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Called:
    """A lot of the radar, and all the members who could answer it, alone or in a group that it tells."""

    spot: Spot
    notice: Notice
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lots:
    """What closes soon, whomever it concerns."""

    at: datetime
    near: Near
    opened: Mapping[str, Opened]


@dataclass(slots=True)
class _Seen:
    """One network before them. `members`: what was known of its members, and of itself."""

    at: datetime
    members: object
    lots: _Lots
    crowd: Crowd
    scope: Scope
    near: Near
    answering: list[str]
    names: Mapping[str, str]
    spots: dict[Key, Spot] = field(default_factory=dict)


class Radars:
    """Over what is open now. For several threads at once: one at a time in each network."""

    def __init__(self, current: Current) -> None:
        self._current, self._own = current, Lock()
        self._locks: dict[int, Lock] = {}
        self._seen: dict[int, _Seen] = {}
        self._lots: _Lots | None = None

    def of(
        self,
        session: Session,
        network: Network,
        now: datetime,
        told: Told = WHOLE,
        only: Collection[Key] | None = None,
    ) -> Shown:
        """As of now; `only` these lots. Who could is looked for where it is `told`: elsewhere nobody is named. Raises
        NotAllowed until what is open has been read."""
        with self._lock(network.id):
            seen = self._look(session, network, now)
            found = _radar(session, seen, now, told, only)
        named = {spot.what.opportunity for spot in found.spots}
        notices = {one: seen.lots.opened[one].notice for one in named}
        return Shown(network, found, notices, seen.names)

    def uncovered(self, session: Session, network: Network, now: datetime) -> dict[Key, Stage]:
        """The lots of `of`, without asking who could. Raises NotAllowed until what is open has been read."""
        with self._lock(network.id):
            seen = self._look(session, network, now)
            taken = _taken(session, seen)
            return {what.key: near for what, near in _still(seen, now) if near is not None and what.key not in taken}

    def called(self, session: Session, network: Network, mark: str, now: datetime) -> Called | None:
        """The lot of this mark (`mark_of`); None when it is not on the radar. Raises NotAllowed as above."""
        with self._lock(network.id):
            seen = self._look(session, network, now)
            what = next((one for one, near in _still(seen, now) if near and mark_of(*one.key) == mark), None)
            if what is None or what.key in _taken(session, seen):
                return None
            spot = _spot(seen, what, now)
            able = {seen.crowd.peers[one].id for one in np.unique(seen.crowd.owners[seen.crowd.able(what)])}
        together = {part.structure_id for group in spot.together for part in group.parts}
        return Called(spot, seen.lots.opened[what.opportunity].notice, frozenset(able | together))

    def _lock(self, network_id: int) -> Lock:
        with self._own:
            return self._locks.setdefault(network_id, Lock())

    def _look(self, session: Session, network: Network, now: datetime) -> _Seen:
        members = network, kept.members_known(session, network.id)
        seen = self._seen.get(network.id)
        if seen is None or seen.members != members or not _fresh(seen.at, now):
            seen = self._seen[network.id] = self._looked(session, network, members, now)
        return seen

    def _looked(self, session: Session, network: Network, members: object, now: datetime) -> _Seen:
        lots, ground = self._open(now), radar_ground.ground(session, network)
        crowd = Crowd(ground.peers, France.load(), now, radar_ground.key_of(network))
        scope = Scope(network.trades, network.territory)
        near = tuple((what, stage) for what, stage in lots.near if crowd.in_scope(what, scope))
        names = {one.id: one.structure.name for one in ground.peers}
        return _Seen(now, members, lots, crowd, scope, near, ground.answering, names)

    def _open(self, now: datetime) -> _Lots:
        if not self._current.warm:
            raise NotAllowed(NOT_READ_YET)
        with self._own:
            if self._lots is None or not _fresh(self._lots.at, now):
                self._lots = _near(self._current.opened(), now)
            return self._lots


_OF: WeakKeyDictionary[Current, Radars] = WeakKeyDictionary()
_ONE_EACH = Lock()


def radars_of(current: Current) -> Radars:
    """One for what is open, for as long as it is kept."""
    with _ONE_EACH:
        return _OF.setdefault(current, Radars(current))


def _fresh(at: datetime, now: datetime) -> bool:
    """Days are counted on the clocks of buyers: they change with an hour."""
    return abs(now - at) < LASTS and _hour(at) == _hour(now)


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _near(opened: list[Opened], now: datetime) -> _Lots:
    near = tuple(
        (what, stage)
        for one in opened
        for what in radar_ground.lots_of(one)
        if radars.to_look_at(what, stage := radars.stage_of(what, now), now)
    )
    told = {what.opportunity for what, _ in near}
    return _Lots(now, near, {one.opportunity_id: one for one in opened if one.opportunity_id in told})


def _radar(session: Session, seen: _Seen, now: datetime, told: Told, only: Collection[Key] | None) -> Radar:
    """`radars.radar`, from what is remembered."""
    taken = _taken(session, seen)
    spots: list[Spot] = []
    covered = undated = 0
    for what, near in _still(seen, now):
        if only is not None and what.key not in only:
            continue
        if what.key in taken:
            covered += near is not None
        elif near is None:
            undated += 1
        else:
            spots.append(Spot(what, near, radars.days_left(what, now)))
    spots.sort(key=radars.order)
    spots[told] = [_spot(seen, one.what, now) for one in spots[told]]
    return Radar(tuple(spots), covered, undated)


def _still(seen: _Seen, now: datetime) -> Iterator[tuple[OpenLot, Stage | None]]:
    return ((what, near) for what, near in seen.near if not what.lot.passed(now))


def _taken(session: Session, seen: _Seen) -> frozenset[Key]:
    by_members = kept.kept_among(session, seen.answering)
    return frozenset((opportunity, lot) for _, opportunity, lot in radar_ground.on(by_members, seen.lots.opened))


def _spot(seen: _Seen, what: OpenLot, now: datetime) -> Spot:
    """Who could is looked for once a lot."""
    if what.key not in seen.spots:
        (seen.spots[what.key],) = radars.radar(seen.crowd, [what], (), seen.scope, now).spots
    return seen.spots[what.key]
