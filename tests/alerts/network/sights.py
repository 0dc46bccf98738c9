"""What was seen, in a few words: opportunities of a small territory, for the figures."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from alerts.network.seen import Quoted, SeenBuyer, SeenClause, SeenLot, SeenNotice, SeenOpportunity, SeenSpot
from alerts.territory.france import France

FRANCE = France.load()
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAST, AHEAD = NOW - timedelta(days=3), NOW + timedelta(days=3)
GREEN, CLEAN, LAUNDRY = "espaces-verts", "nettoyage-locaux", "blanchisserie"


def said(number: str = "1", words: str = "Une clause d'insertion est prévue.") -> Quoted:
    return Quoted(
        words, "BT-70", SeenNotice(f"boamp:26-{number}", f"https://avis.example.org/{number}", date(2026, 11, 2))
    )


def clause(
    kind: ClauseKind = ClauseKind.CLAUSE_SOCIALE, words: str = "Une clause est prévue.", **given: Any
) -> SeenClause:
    return SeenClause(kind, said(words=words), **given)


def spot(departement: str = "38", town: str | None = None) -> SeenSpot:
    insee = FRANCE.town(town, departement) if town else None
    communes = frozenset({insee}) if insee else frozenset[str]()
    return SeenSpot(frozenset({departement}), communes, FRANCE.point(insee) if insee else None)


def lot(*clauses: ClauseKind, to: Beneficiary | None = None, **given: Any) -> SeenLot:
    """A lot of green spaces in Isère that closed three days ago."""
    facts: dict[str, Any] = {
        "id": None,
        "title": None,
        "trades": frozenset({GREEN}),
        "deadline": PAST,
        "spots": (spot(),),
    }
    if to is not None:
        words = said(words="Le lot est réservé.")
        facts |= {"status": ReservationStatus.RESERVED, "to": (to,), "proof": words}
    return SeenLot(**{**facts, "clauses": tuple(clause(one) for one in clauses), **given})


def seen(
    number: str, *lots: SeenLot, buyer: str = "Commune de Voiron", town: str = "Voiron", **given: Any
) -> SeenOpportunity:
    """Published on 2 November 2026 by a town of Isère."""
    facts: dict[str, Any] = {"appeared": date(2026, 11, 2), "title": f"Marché {number}"}
    who = SeenBuyer(buyer, None, spot("38", town))
    return SeenOpportunity(
        number, notice_id=f"boamp:26-{number}", buyer=given.pop("who", who), lots=lots or (lot(),), **{**facts, **given}
    )
