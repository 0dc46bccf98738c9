"""Fictitious profiles and notices for the matching bench: about one pair in three hundred matches."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from alerts.matching.trades import trades
from alerts.model.reading import Beneficiary, Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory, Want
from alerts.territory.france import France
from scrapers.notice import Amount, Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FRANCE = France.load()
SLUGS = tuple(trades())
DEPARTEMENTS = tuple(sorted(FRANCE.nuts("FR")))
POSTCODES = tuple(f"{code}000" for code in DEPARTEMENTS if FRANCE.point_at(f"{code}000"))
REGIONS = tuple(sorted({region for code in DEPARTEMENTS if (region := FRANCE.region_of(code))}))
WISHES = (
    frozenset(Want),
    frozenset(Want),
    frozenset({Want.RESERVED, Want.CLAUSE_SOCIALE, Want.SERVICE_INSERTION, Want.OPEN}),
    frozenset({Want.RESERVED, Want.CLAUSE_SOCIALE}),
    frozenset({Want.RESERVED}),
)
SYLLABLES = ("ba", "cor", "du", "fi", "gal", "hu", "jar", "ki", "lo", "mer", "no", "pi", "qua", "ro", "sti", "tu", "va")
FILLER = tuple(a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES) + tuple(
    a + b for a in SYLLABLES for b in SYLLABLES
)
CODES = ("77310000", "90910000", "45233140", "79810000", "55320000", "85310000", "80000000", "45000000", "33000000")
CLAUSES = tuple(ClauseKind)


def structures(how_many: int, seed: int = 1) -> Iterator[Structure]:
    """Fictitious structures, one or two activities each, the same for the same seed."""
    draw = random.Random(seed)
    for number in range(how_many):
        kinds = frozenset(draw.sample(tuple(StructureKind), draw.choice((1, 1, 1, 2))))
        activities = tuple(_criteria(draw) for _ in range(draw.choice((1, 1, 1, 2))))
        yield Structure(f"s{number:06}", f"Structure {number}", kinds, activities)


def _criteria(draw: random.Random) -> Criteria:
    return Criteria(
        trades=frozenset(draw.sample(SLUGS, draw.choice((1, 2, 3)))),
        cpv_prefixes=frozenset(draw.sample(CODES, 1)) if draw.random() < 0.1 else frozenset(),
        territory=_territory(draw),
        include_words=tuple(draw.sample(FILLER, 3)) if draw.random() < 0.2 else (),
        exclude_words=tuple(draw.sample(FILLER, 2)) if draw.random() < 0.3 else (),
        amount_max=Decimal(draw.randrange(20, 900) * 1000) if draw.random() < 0.3 else None,
        wants=draw.choice(WISHES),
        min_days_left=draw.choice((0, 0, 5, 7, 10)),
    )


def _territory(draw: random.Random) -> Territory:
    chance = draw.random()
    if chance < 0.25:
        return Territory(around=(Radius(draw.choice(POSTCODES), float(draw.randrange(20, 80))),))
    if chance < 0.30:
        return Territory(regions=frozenset(draw.sample(REGIONS, 1)))
    if chance < 0.31:
        return Territory(whole_france=True)
    return Territory(departements=frozenset(draw.sample(DEPARTEMENTS, draw.choice((1, 1, 2, 3)))))


def notices(how_many: int, seed: int = 2) -> Iterator[tuple[Notice, list[LotReading]]]:
    """Fictitious notices of about 3 kB of words, with what was read in them."""
    draw = random.Random(seed)
    for number in range(how_many):
        lots = tuple(_lot(draw, n) for n in range(1, draw.choice((1, 1, 1, 2, 4)) + 1))
        yield _notice(draw, number, lots), [_reading(draw, lot.id) for lot in lots]


def _lot(draw: random.Random, number: int) -> Lot:
    trade = trades()[draw.choice(SLUGS)]
    precise = f"{draw.choice(trade.cpv_prefixes):0<8}" if draw.random() < 0.85 else ""
    place = Place(nuts=None, departement=draw.choice(DEPARTEMENTS))
    if draw.random() < 0.5:
        place = Place(postcode=draw.choice(POSTCODES))
    return Lot(
        id=str(number),
        title=f"{draw.choice(trade.keywords)} {' '.join(draw.sample(FILLER, 4))}",
        cpv=(precise,) if precise else (),
        places=(place,) if draw.random() < 0.8 else (),
        amount=Amount(Decimal(draw.randrange(10, 1500) * 1000)) if draw.random() < 0.3 else None,
    )


def _notice(draw: random.Random, number: int, lots: tuple[Lot, ...]) -> Notice:
    words = " ".join(draw.choice(FILLER) for _ in range(450))
    return Notice(
        source="boamp",
        publisher_id=f"26-{number:05}",
        kind=NoticeKind.CALL,
        title=" ".join(draw.sample(FILLER, 8)),
        buyer=Buyer(name="Commune fictive", place=Place(postcode=draw.choice(POSTCODES))),
        deadline=Deadline(NOW + timedelta(days=draw.randrange(1, 45))),
        passages=(Passage("BT-24", words, Topic.DESCRIPTION),),
        lots=lots,
    )


def _reading(draw: random.Random, lot_id: str | None) -> LotReading:
    proof = Evidence("BT-70", "preuve")
    clauses = (Clause(draw.choice(CLAUSES), proof),) if draw.random() < 0.4 else ()
    if draw.random() < 0.95:
        return LotReading(lot_id, Reservation(), clauses)
    to = (draw.choice((Beneficiary.SIAE, Beneficiary.EA_ESAT)),)
    return LotReading(lot_id, Reservation(ReservationStatus.RESERVED, to, "L2113-13", (proof,)), clauses)
