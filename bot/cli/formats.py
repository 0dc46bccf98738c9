"""The JSON that `vigie read` and `vigie match` print: a public format, one object a line."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from alerts.model.match import Match
from alerts.model.reading import Clause, Evidence, LotReading
from scrapers.notice import Amount, Deadline, Lot, Notice, Place


def notice_object(notice: Notice, readings: tuple[LotReading, ...]) -> dict[str, Any]:
    """One notice with what was read in it; what is stated for the whole notice is given on each lot."""
    return {
        "id": notice.id,
        "source": notice.source,
        "kind": notice.kind.value,
        "corrects": f"{notice.source}:{notice.previous[0]}" if notice.previous else None,
        "published": notice.published.isoformat() if notice.published else None,
        "title": notice.title,
        "buyer": {"name": notice.buyer.name, "siret": notice.buyer.siret},
        "places": _places(notice.places or _union(lot.places for lot in notice.lots)),
        "deadline": _time(notice.deadline or _earliest(notice.lots)),
        "url": notice.url,
        "amount": _number(notice.amount),
        "procedure": notice.procedure,
        "lots": [_lot(notice, lot, reading) for lot, reading in zip(notice.lots, readings, strict=True)],
    }


def match_object(match: Match) -> dict[str, Any]:
    """One structure and one opportunity."""
    return {
        "structure": match.structure_id,
        "notice": match.notice_id,
        "answer": match.answer.value,
        "near_miss": match.near_miss,
        "reasons": [asdict(reason) for reason in match.reasons],
        "lots": list(match.lots),
    }


def _lot(notice: Notice, lot: Lot, reading: LotReading) -> dict[str, Any]:
    reservation = reading.reservation
    return {
        "id": lot.id,
        "title": lot.title or (notice.title if lot.id is None else None),
        "cpv": list(lot.cpv or notice.cpv),
        "places": _places(lot.places or notice.places),
        "deadline": _time(lot.deadline or notice.deadline),
        "reservation": {
            "status": reservation.status.value,
            "to": [beneficiary.value for beneficiary in reservation.to],
            "article": reservation.article,
            "evidence": [_evidence(evidence) for evidence in reservation.evidence],
        },
        "clauses": [_clause(clause) for clause in reading.clauses],
    } | _terms(lot)


def _terms(lot: Lot) -> dict[str, Any]:
    """How the contract is judged and runs, and who won it: what the publisher coded."""
    return {
        "criteria": [{"name": one.name, "kind": one.kind, "weight": _plain(one.weight)} for one in lot.criteria],
        "months": _plain(lot.months),
        "renewals": lot.renewals,
        "starts": lot.starts.isoformat() if lot.starts else None,
        "questions": lot.questions_until.isoformat() if lot.questions_until else None,
        "winners": [asdict(winner) for winner in lot.winners],
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "kind": clause.kind.value,
        "hours": _plain(clause.hours),
        "article": clause.article,
        "evidence": _evidence(clause.evidence),
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    return {"field": evidence.field, "quote": evidence.quote}


def _places(places: Iterable[Place]) -> list[str]:
    return list(dict.fromkeys(label for place in places if (label := place.label())))


def _union(groups: Iterable[tuple[Place, ...]]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for group in groups for place in group))


def _earliest(lots: tuple[Lot, ...]) -> Deadline | None:
    return min((lot.deadline for lot in lots if lot.deadline), key=lambda deadline: deadline.at, default=None)


def _time(deadline: Deadline | None) -> str | None:
    return deadline.at.isoformat() if deadline else None


def _number(amount: Amount | None) -> float | int | None:
    return _plain(amount.value) if amount else None


def _plain(value: Decimal | float | None) -> float | int | None:
    """A whole number without its ".0": JSON readers compare 300 with 300."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
