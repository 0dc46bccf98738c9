"""Fictitious structures and notices of the stories."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from alerts.matching import oracle
from alerts.matching.document import describe
from alerts.matching.fields import criteria
from alerts.model.match import Criterion, Match, Verdict
from alerts.model.reading import Beneficiary, LotReading, Reservation, ReservationStatus
from alerts.model.structure import Structure, StructureKind
from alerts.territory.france import France
from scrapers.notice import Amount, Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic

FRANCE = France.load()
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FOR_SIAE = Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), "L2113-13")
FOR_EA_ESAT = Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), "L2113-12")


def structure(*kinds: str, **fields: Any) -> Structure:
    """One activity, from the fields of the TOML file."""
    return Structure("la-notre", "La nôtre", frozenset(map(StructureKind, kinds)), (criteria(**fields),))


def notice(title: str = "Entretien des espaces verts", **changes: Any) -> Notice:
    """A call for tenders in Ain, for green spaces, open for twelve days, changed as the story needs."""
    facts: dict[str, Any] = {
        "source": "boamp",
        "publisher_id": "26-1",
        "kind": NoticeKind.CALL,
        "title": title,
        "buyer": Buyer(name="Commune fictive", place=Place(postcode="01000", town="Bourg-en-Bresse")),
        "places": (Place(nuts="FRK21"),),
        "cpv": ("77310000",),
        "deadline": Deadline(NOW + timedelta(days=12, hours=3)),
    }
    return Notice(**facts | changes)


def euros(value: str) -> Amount:
    return Amount(Decimal(value))


def described(text: str) -> tuple[Passage, ...]:
    return (Passage("BT-24", text, Topic.DESCRIPTION),)


def reserved(reservation: Reservation, *lots: str | None) -> list[LotReading]:
    return [LotReading(lot, reservation) for lot in lots or (None,)]


def match(who: Structure, what: Notice, readings: list[LotReading] | None = None) -> Match | None:
    """What the structure is told of the notice."""
    return oracle.match(who, describe(what, readings or [], FRANCE), NOW)


def told(found: Match | None, criterion: str) -> tuple[str, str]:
    """Verdict and sentence of one criterion."""
    assert found is not None
    reason = next(one for one in found.reasons if one.criterion is Criterion(criterion))
    return reason.verdict.value, reason.text


def against(found: Match | None) -> list[str]:
    assert found is not None
    return [reason.criterion.value for reason in found.reasons if reason.verdict is Verdict.AGAINST]


__all__ = ["Lot", "Place"]
