"""What was seen in the territory of a network, over a period: for whoever is in it, on a page or in a letter.

Rights are those of `networks.require`; what members do is told as `alerts.network.deeds` says, so that no figure names
anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from alerts.intake.territory_words import territory_words
from alerts.matching.trades import known
from alerts.model.network import Network, Shares
from alerts.model.structure import Structure
from alerts.network import deeds as did
from alerts.network.counting import counted, in_all
from alerts.network.counting_rules import rules
from alerts.network.deeds import Deed
from alerts.network.pact import pact
from alerts.network.reach import Reach, reach
from alerts.network.rights import Act
from alerts.network.scorecard import Figures, Territory
from alerts.network.seen import SeenOpportunity
from alerts.network.supply import supply
from alerts.network.tabled import Kept
from alerts.network.within import Within, departements_of
from alerts.services import networks
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store import seen, territory
from alerts.store.engine import Database, Session
from alerts.territory.france import France

ANY_TRADE = "tous les métiers"
NO_TRADE, NO_PLACE = "aucun métier indiqué", "aucun lieu indiqué"


@dataclass(frozen=True, slots=True)
class _Ground:
    """All that the database tells of it."""

    network: Network
    reach: Reach
    structures: tuple[Structure, ...]
    shares: dict[str, Shares]
    deeds: list[Deed]
    seen: list[SeenOpportunity]
    read_since: date | None


def of_network(
    database: Database, person_id: int, network_id: int, since: date, until: date, now: datetime
) -> Territory:
    """Over [since, until), as this person may see it. Raises NotYours, NotAllowed."""
    with database.read() as session:
        network = networks.require(session, person_id, network_id, Act.SEE_TERRITORY)
        animator = inside.is_animator(session, network_id, person_id)
        ground = _ground(session, network, since, until)
    return _territory(ground, since, until, now, animators=animator)


def of_letter(
    database: Database, network_id: int, since: date, until: date, now: datetime, *, animators: bool = False
) -> Territory | None:
    """As its members may see it, or its animators: for what is sent to them, and to its chats (as members). None when
    the network is gone or waits for the host."""
    with database.read() as session:
        network = kept.load_network(session, network_id)
        if network is None or network.approved_at is None:
            return None
        ground = _ground(session, network, since, until)
    return _territory(ground, since, until, now, animators=animators)


def _ground(session: Session, network: Network, since: date, until: date) -> _Ground:
    members = inside.structures_of(session, network.id)
    structures = tuple(structure for _, structure in members)
    where = reach(network, structures)
    return _Ground(
        network,
        where,
        structures,
        {one.structure_id: one.shares for one, _ in members},
        territory.deeds(session, [one.id for one in structures]),
        seen.in_places(session, departements_of(where.territory, France.load()), since, until),
        seen.first_day(session),
    )


def _territory(ground: _Ground, since: date, until: date, now: datetime, *, animators: bool) -> Territory:
    whole, ours = _in_scope(ground)
    known_of = did.shared(ground.deeds, ground.shares)
    figures = counted(ours, known_of, now, animators=animators)
    hidden = [one for one in ground.shares.values() if not (one.answers or one.outcomes)]
    return Territory(
        network=ground.network,
        since=since,
        until=until,
        generated_at=now,
        where=", ".join(territory_words(ground.reach.territory)) or NO_PLACE,
        what=_trades(ground.reach),
        total=_told(figures.total, ours, ground, now, animators=animators, crowds=since.day == 1),
        whole=in_all(whole, known_of, now, animators=animators),
        by_trade=figures.by_trade,
        by_buyer=figures.by_buyer,
        by_month=figures.by_month,
        supply=supply((lot for _, lots in whole for lot in lots), ground.structures),
        pact=pact(ground.seen, ground.reach.territory, France.load()),
        rules=rules(since, until, ground.read_since, animators=animators),
        seen=tuple(one for one, _ in ours),
        read_since=ground.read_since,
        members=len(ground.structures),
        discreet=len(hidden),
        for_animators=animators,
    )


def _in_scope(ground: _Ground) -> tuple[list[Kept], list[Kept]]:
    """What is in the territory, and what of it is of the network's trades; only what somebody could answer."""
    within, whole, ours = Within(ground.reach, France.load()), list[Kept](), list[Kept]()
    for one in ground.seen:
        if not one.counted:
            continue
        if here := tuple(lot for lot in one.lots if within.place(lot)):
            whole.append((one, here))
        if mine := tuple(lot for lot in here if within.trade(lot)):
            ours.append((one, mine))
    return whole, ours


def _told(
    figures: Figures, held: Sequence[Kept], ground: _Ground, now: datetime, *, animators: bool, crowds: bool
) -> Figures:
    """With what members did, as far as it may be said in a total. `crowds`: see `deeds.told`."""
    ids = frozenset(one.id for one, _ in held)
    answered, won, lost = (
        did.told(which, ground.deeds, ground.shares, ids, animators=animators, crowds=crowds)
        for which in (did.answered, did.won, did.lost)
    )
    figures = replace(figures, answered=answered, won=won, lost=lost)
    if animators or not crowds or not did.many_on(ground.deeds, ground.shares, ids):
        return figures
    shown = in_all(held, did.shared(ground.deeds, ground.shares), now, animators=True)
    return replace(figures, uncovered=shown.uncovered)


def _trades(of: Reach) -> str:
    if of.any_trade:
        return ANY_TRADE
    named = [one.label for one in known(of.trades)] + [f"CPV {prefix}" for prefix in sorted(of.cpv_prefixes)]
    return ", ".join(named) or NO_TRADE
