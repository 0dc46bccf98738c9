"""The radar of a network and its search of partners, beside the plain loops over every member. Equal results first.

The plain loop takes a minute at the real size (2,000 members, 5,000 open lots): by default there are fewer lots.
Each ratio is that of its own size, in the same run; nothing is extrapolated. Times are those of the processor. The
tables of France are read before, and nothing is remembered of the lots; the plain loop comes second: what the process
remembers of the law and of places helps it.
"""

import gc
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from alerts.matching.document import describe
from alerts.matching.trades import trades
from alerts.model.reading import Beneficiary, Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory
from alerts.network import oracle, partners, radar
from alerts.network.crowd import Crowd
from alerts.network.peers import OpenLot, Peer, Scope
from scrapers.notice import Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic
from tests.bench.profiles import FILLER, FRANCE, NOW, SLUGS
from tests.bench.row import Row

Found = TypeVar("Found")
SMALL, REAL = (2_000, 1_500), (2_000, 5_000)  # members, open lots
SEARCHES = 40  # partners looked for, each by another member before another lot
KEY = b"network 1"
HOME = ("01", "07", "26", "38", "42", "69", "73", "74")  # a network over eight neighbouring départements
TOWNS = tuple(town for code in HOME for n in range(0, 1000, 10) if FRANCE.point_at(town := f"{code}{n:03}"))
KINDS = tuple(StructureKind)


@dataclass(frozen=True, slots=True)
class World:
    peers: tuple[Peer, ...]
    lots: list[OpenLot]
    on: frozenset[radar.On]


def bench(full: bool = False) -> list[Row]:
    """Rows for fewer lots, or at the real size."""
    members, lots = REAL if full else SMALL
    world, what = _world(members, lots), f"{members:,} members, {lots:,} open lots"
    _read_tables()
    gc.collect()
    gc.freeze()  # the world stays: looking at it again and again would be most of a collection, on both sides
    try:
        crowd, built = _timed(lambda: Crowd(world.peers, FRANCE, NOW, KEY))
        rows = [_radar(what, world), _partners(what, world, crowd)]
    finally:
        gc.unfreeze()
    return [*rows, Row("radar", f"{what}: building the index", built * 1000, "ms")]


def _radar(what: str, world: World) -> Row:
    def mine() -> radar.Radar:
        return radar.radar(Crowd(world.peers, FRANCE, NOW, KEY), _fresh(world.lots), world.on, Scope(), NOW)

    def loop() -> radar.Radar:
        return oracle.radar(world.peers, _fresh(world.lots), world.on, Scope(), NOW, KEY)

    ours, quick = _timed(mine)
    theirs, slow = _timed(loop)
    assert ours == theirs
    assert ours.spots
    named = f"{what}: the radar and its index, {len(ours.spots)} lots to take care of"
    return Row("radar", named, quick * 1000, "ms", "the plain loop", slow * 1000)


def _partners(what: str, world: World, crowd: Crowd) -> Row:
    draw = random.Random(5)
    asked = [(draw.choice(world.lots), draw.choice(world.peers).id) for _ in range(SEARCHES)]
    _fresh(world.lots)
    ours, quick = _timed(lambda: [partners.partners(lot, who, crowd) for lot, who in asked])
    _fresh(world.lots)
    theirs, slow = _timed(lambda: [oracle.partners(lot, who, world.peers, NOW, KEY) for lot, who in asked])
    assert ours == theirs
    assert any(ours)
    each = 1000 / len(asked)
    return Row("radar", f"{what}: partners", quick * each, "ms a search", "the plain loop", slow * each)


def _read_tables() -> None:
    """Both sides once on a small world: the tables of places are read."""
    other = _world(50, 50, seed=7)
    ours = radar.radar(Crowd(other.peers, FRANCE, NOW, KEY), other.lots, other.on, Scope(), NOW)
    assert ours == oracle.radar(other.peers, other.lots, other.on, Scope(), NOW, KEY)


def _timed(call: Callable[[], Found]) -> tuple[Found, float]:
    start = time.process_time()
    found = call()
    return found, time.process_time() - start


def _fresh(lots: list[OpenLot]) -> list[OpenLot]:
    """With nothing remembered of the trades that they speak of."""
    for one in lots:
        one.lot.opinions.clear()
    return lots


def _world(members: int, lots: int, seed: int = 6) -> World:
    draw = random.Random(seed)
    peers = tuple(_peer(draw, number) for number in range(members))
    opened = [_open(draw, number) for number in range(lots)]
    on = {(draw.choice(peers).id, *one.key) for one in opened if draw.random() < 0.3}
    return World(peers, opened, frozenset(on))


def _peer(draw: random.Random, number: int) -> Peer:
    kinds = frozenset(draw.sample(KINDS, draw.choice((1, 1, 1, 2))))
    activities = tuple(_wish(draw) for _ in range(draw.choice((1, 1, 1, 2))))
    structure = Structure(f"s{number:05}", f"Structure {number}", kinds, activities)
    fte = draw.choice((None, None, float(draw.randrange(1, 60))))
    return Peer(structure, NOW - timedelta(days=draw.randrange(2000)), fte, draw.random() < 0.9)


def _wish(draw: random.Random) -> Criteria:
    territory = Territory(departements=frozenset(draw.sample(HOME, draw.choice((1, 1, 2, 3)))))
    if draw.random() < 0.3:
        territory = Territory(around=(Radius(draw.choice(TOWNS), float(draw.randrange(15, 60))),))
    return Criteria(trades=frozenset(draw.sample(SLUGS, draw.choice((1, 2, 3)))), territory=territory)


def _open(draw: random.Random, number: int) -> OpenLot:
    named = [trades()[slug] for slug in draw.sample(SLUGS, draw.choice((1, 1, 2)))]
    lot = Lot(
        id=None,
        title=" et ".join(draw.choice(one.keywords) for one in named),
        cpv=tuple(f"{draw.choice(one.cpv_prefixes):0<8}" for one in named) if draw.random() < 0.85 else (),
        places=tuple(_place(draw) for _ in range(draw.choice((1, 1, 1, 2)))),
    )
    notice = Notice(
        source="boamp",
        publisher_id=f"26-{number:05}",
        kind=NoticeKind.CALL,
        title=lot.title or "",
        buyer=Buyer(name="Commune fictive"),
        deadline=Deadline(NOW + timedelta(days=draw.randrange(1, 45))),
        passages=(Passage("BT-24", " ".join(draw.sample(FILLER, 60)), Topic.DESCRIPTION),),
        lots=(lot,),
    )
    document = describe(notice, [_reading(draw)], FRANCE)
    return OpenLot(notice.id, document, document.lots[0], draw.choice((None, None, float(draw.randrange(1, 12)))))


def _place(draw: random.Random) -> Place:
    return Place(postcode=draw.choice(TOWNS)) if draw.random() < 0.5 else Place(departement=draw.choice(HOME))


def _reading(draw: random.Random) -> LotReading:
    """One lot in ten is reserved, one in four has a social clause."""
    proof = Evidence("BT-70", "preuve")
    if draw.random() < 0.1:
        to = (draw.choice((Beneficiary.SIAE, Beneficiary.EA_ESAT)),)
        return LotReading(None, Reservation(ReservationStatus.RESERVED, to, None, (proof,)))
    clauses = (Clause(ClauseKind.CLAUSE_SOCIALE, proof),) if draw.random() < 0.28 else ()
    return LotReading(None, Reservation(), clauses)
