"""A network of twelve members of different kinds, and lots of its territory, for the stories."""

from datetime import timedelta
from typing import Any

from alerts.matching.document import describe
from alerts.model.reading import (
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.network.crowd import Crowd
from alerts.network.peers import OpenLot, Peer
from alerts.network.pieces import Piece
from scrapers.notice import Deadline, Lot, Notice, Place
from tests.alerts.matching.people import FRANCE, NOW, notice

PROOF = Evidence("BT-70", "preuve")
FOR_SIAE = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), "L2113-13", (PROOF,))
FOR_EA_ESAT = Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), "L2113-12", (PROOF,))
PERHAPS = Reservation(ReservationStatus.UNKNOWN, evidence=(PROOF,))
GREEN, CLEAN, LAUNDRY = "espaces-verts", "nettoyage-locaux", "blanchisserie"
CODES = {GREEN: "77310000", CLEAN: "90910000", LAUNDRY: "98310000"}
LONG_AGO = NOW - timedelta(days=2000)


def peer(name: str, kind: str, trade: str, *places: str, **fields: Any) -> Peer:
    """One activity: a trade in some départements."""
    activity = Criteria(frozenset({trade}), territory=Territory(departements=frozenset(places or ("38",))))
    structure = Structure(name, f"Structure {name}", frozenset({StructureKind(kind)}), (activity,))
    return Peer(structure, fields.pop("joined_at", LONG_AGO), **fields)


TWELVE = (
    peer("aci-vert", "aci", GREEN),
    peer("ei-vert", "ei", GREEN, "69"),
    peer("ea-net", "ea", CLEAN),
    peer("esat-linge", "esat", LAUNDRY),
    peer("esat-vert", "esat", GREEN, "38", "69"),
    peer("etti-net", "etti", CLEAN, "69"),
    peer("ai-net", "ai", CLEAN),
    peer("scop-vert", "scop", GREEN),
    peer("scic-net", "scic", CLEAN),
    peer("asso-linge", "association", LAUNDRY),
    peer("eiti-vert", "eiti", GREEN, "01"),
    peer("geiq-linge", "geiq", LAUNDRY, "69"),
)


def opened(
    *trades: str,
    place: str | tuple[str, ...] = "38",
    days: int | None = 6,
    reservation: Reservation | None = None,
    clause: ClauseKind | None = None,
    fte: float | None = None,
    name: str = "o1",
    **changes: Any,
) -> OpenLot:
    """The only lot of a notice."""
    places = (place,) if isinstance(place, str) else place
    facts: dict[str, Any] = {
        "cpv": tuple(CODES[one] for one in trades or (GREEN,)),
        "places": tuple(Place(departement=one) for one in places),
        "deadline": None if days is None else Deadline(NOW + timedelta(days=days, hours=4)),
    }
    given: Notice = notice(**{"title": "Marché fictif", **facts, **changes})
    clauses = (Clause(clause, PROOF),) if clause else ()
    document = describe(given, [LotReading(None, reservation or Reservation(), clauses)], FRANCE)
    return OpenLot(name, document, document.lots[0], fte)


def crowd(*peers: Peer) -> Crowd:
    return Crowd(peers or TWELVE, FRANCE, NOW, b"network 1")


def needs(pieces: tuple[Piece, ...]) -> list[str]:
    return [one.need.value for one in pieces]


__all__ = ["NOW", "Lot"]
