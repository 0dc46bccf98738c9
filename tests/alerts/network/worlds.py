"""Small networks before a few lots, drawn so that nobody does everything: trades, places and rights are spread."""

import random
from datetime import timedelta

from alerts.matching.document import Document, describe
from alerts.model.reading import Beneficiary, Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.network.peers import OpenLot, Peer
from scrapers.notice import Deadline, Lot, Place
from tests.alerts.matching.drawn import NOW
from tests.alerts.matching.people import FRANCE, notice

SLUGS = ("espaces-verts", "nettoyage-locaux", "petite-enfance")
CODES = ("77310000", "90910000", "80110000")
DEPARTEMENTS = ("01", "38", "69")
KINDS = (
    *(StructureKind.ACI, StructureKind.EA, StructureKind.ETTI, StructureKind.SCOP),
    *(StructureKind.EITI, StructureKind.ASSOCIATION),
)
PROOF = Evidence("BT-70", "preuve")


def peers(seed: int, most: int = 14) -> tuple[Peer, ...]:
    """From one to `most` members."""
    draw = random.Random(seed)
    return tuple(_peer(draw, number) for number in range(draw.randint(1, most)))


def _peer(draw: random.Random, number: int) -> Peer:
    kinds = frozenset(draw.sample(KINDS, draw.choice((1, 1, 2))))
    activities = tuple(_wish(draw) for _ in range(draw.choice((1, 1, 2))))
    joined = NOW - timedelta(days=draw.choice((30, 900)))
    structure = Structure(f"s{number:02}", f"Structure {number}", kinds, activities)
    return Peer(structure, joined, draw.choice((None, 1.0, 4.0, 12.0)), draw.random() < 0.7)


def _wish(draw: random.Random) -> Criteria:
    return Criteria(
        trades=frozenset(draw.sample(SLUGS, 1)) if draw.random() < 0.9 else frozenset(),
        cpv_prefixes=frozenset({"909"}) if draw.random() < 0.1 else frozenset(),
        territory=Territory(departements=frozenset(draw.sample(DEPARTEMENTS, draw.choice((1, 1, 2))))),
    )


def lots(seed: int) -> list[OpenLot]:
    """Those of one notice."""
    draw = random.Random(seed)
    drawn = tuple(_lot(draw, str(number)) for number in range(1, draw.choice((1, 2, 3)) + 1))
    document = _document(draw, drawn)
    return [OpenLot(f"o{seed}", document, lot, draw.choice((None, None, 1.0, 4.0))) for lot in document.lots]


def _document(draw: random.Random, drawn: tuple[Lot, ...]) -> Document:
    readings = [_reading(draw, lot.id) for lot in drawn]
    return describe(notice("Marché fictif", cpv=(), places=(), lots=drawn, deadline=None), readings, FRANCE)


def _lot(draw: random.Random, number: str) -> Lot:
    days = draw.choice((-1, 0, 1, 7, 8, 9, 14, 15, 16, None))
    return Lot(
        id=number,
        title=draw.choice(("Prestations", "Nettoyage de locaux et espaces verts")),
        cpv=tuple(draw.sample(CODES, draw.choice((0, 1, 2, 3)))),
        places=tuple(Place(departement=one) for one in draw.sample(DEPARTEMENTS, draw.choice((1, 1, 2, 3)))),
        deadline=None if days is None else Deadline(NOW + timedelta(days=days, hours=draw.choice((0, 1, 14)))),
    )


def _reading(draw: random.Random, lot_id: str | None) -> LotReading:
    clauses = (Clause(ClauseKind.CLAUSE_SOCIALE, PROOF),) if draw.random() < 0.6 else ()
    if draw.random() < 0.5:
        return LotReading(lot_id, Reservation(), clauses)
    to = (draw.choice((Beneficiary.SIAE, Beneficiary.EA_ESAT)),)
    return LotReading(lot_id, Reservation(ReservationStatus.RESERVED, to, None, (PROOF,)), clauses)


__all__ = ["FRANCE", "NOW", "lots", "peers"]
