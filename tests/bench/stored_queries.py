"""The peer of the matching bench: SQLite FTS5, one stored query a profile, asked over a batch of notices.

What a full-text index cannot know by itself (which trades a lot speaks of, who may answer, how far a postcode is) is
worked out beforehand by the same code as ours and is not timed: each lot carries it as words ("tespacesverts", "d01").
"""

import sqlite3
from collections.abc import Iterable
from functools import cache

from alerts.matching.document import Document, LotFacts
from alerts.matching.reasons.eligibility import asked
from alerts.matching.reasons.time_left import days_left
from alerts.matching.reasons.trade import by_prefix, by_trade
from alerts.matching.trades import trades
from alerts.matching.words import normal
from alerts.model.reading import Answer, ReservationStatus
from alerts.model.structure import Criteria, Radius, Structure, StructureKind, Territory, Want
from alerts.territory.distance import distance_km
from tests.bench.profiles import CODES, FRANCE, NOW, POSTCODES

Pairs = set[tuple[str, str]]  # structure, notice


def table(documents: Iterable[Document]) -> sqlite3.Connection:
    """One row a lot: its own words, those of the notice elsewhere, its facts as words, its numbers."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE lot USING fts5(own, elsewhere, facts, notice UNINDEXED, low UNINDEXED, high UNINDEXED,"
        " days UNINDEXED, detail = 'full')"
    )
    rows = (_row(document, lot) for document in documents for lot in document.lots)
    database.executemany("INSERT INTO lot VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    return database


def stored(structures: Iterable[Structure]) -> list[tuple[str, str, list[object]]]:
    """For each activity: whose it is, its SQL, and the values in it."""
    return [(one.id, *_query(one, criteria)) for one in structures for criteria in one.activities]


def matches(database: sqlite3.Connection, queries: list[tuple[str, str, list[object]]]) -> Pairs:
    """Every structure and notice that match."""
    return {(owner, notice) for owner, sql, values in queries for (notice,) in database.execute(sql, values)}


def _row(document: Document, lot: LotFacts) -> tuple[object, ...]:
    low, high = (float(lot.amount.low), float(lot.amount.high)) if lot.amount else (None, None)
    own = f"{lot.title.text.words} {lot.body.text.words}"
    facts = " ".join((*_places(lot), *_works(lot), *_rights(document, lot)))
    return own, lot.elsewhere.text.words, facts, document.notice_id, low, high, days_left(lot, NOW)


def _places(lot: LotFacts) -> Iterable[str]:
    for spot in lot.where.spots:
        yield from (f"d{code}" for code in spot.departements)
        if spot.point is None:
            yield from (f"m{code}" for code in spot.departements)
        else:
            yield from (f"p{code}" for code in POSTCODES if FRANCE.point_at(code) == spot.point)


def _works(lot: LotFacts) -> Iterable[str]:
    yield from (_word(slug) for slug, one in trades().items() if by_trade(one, lot))
    yield from (f"c{code}" for code in CODES if by_prefix(code, lot))


def _rights(document: Document, lot: LotFacts) -> Iterable[str]:
    reserved = lot.reservation.status is not ReservationStatus.NONE
    for kind in StructureKind:
        if asked(frozenset({kind}), lot, document.concession, document.may_answer).answer is not Answer.NO:
            yield f"k{_word(kind)}"
            if reserved:
                yield f"r{_word(kind)}"
    yield from (f"w{_word(clause)}" for clause in lot.clauses)


def _query(structure: Structure, criteria: Criteria) -> tuple[str, list[object]]:
    asked_for = [_facts([f"k{_word(kind)}" for kind in structure.kinds])]
    asked_for.append(_facts([_word(slug) for slug in criteria.trades] + [f"c{code}" for code in criteria.cpv_prefixes]))
    if not criteria.territory.whole_france:
        asked_for.append(_facts(_reached(criteria.territory)))
    if Want.OPEN not in criteria.wants:
        asked_for.append(_facts(_wished(structure, criteria)))
    if criteria.include_words:
        asked_for.append(f"{{own elsewhere}} : ({_any(normal(word).split()[0] for word in criteria.include_words)})")
    match = " AND ".join(asked_for)
    if criteria.exclude_words:
        match = f"({match}) NOT (own : ({_any(normal(word).split()[0] for word in criteria.exclude_words)}))"
    sql, values = "SELECT notice FROM lot WHERE lot MATCH ? AND days >= ?", [match, criteria.min_days_left]
    if criteria.amount_max is None:
        return sql, values
    return f"{sql} AND (low IS NULL OR low <= ?)", [*values, float(criteria.amount_max)]


def _reached(territory: Territory) -> list[str]:
    codes = territory.departements.union(*(FRANCE.departements_of(region) for region in territory.regions))
    return [*(f"d{code}" for code in codes), *(word for circle in territory.around for word in _within(circle))]


@cache
def _within(circle: Radius) -> tuple[str, ...]:
    centre = FRANCE.point_at(circle.postcode)
    assert centre is not None
    points = ((code, FRANCE.point_at(code)) for code in POSTCODES)
    inside = (f"p{code}" for code, point in points if point and distance_km(centre, point) <= circle.km)
    return *inside, *(f"m{code}" for code in FRANCE.reach(circle.postcode, circle.km).touched)


def _wished(structure: Structure, criteria: Criteria) -> list[str]:
    words = [f"w{_word(want)}" for want in criteria.wants]
    if Want.RESERVED in criteria.wants:
        words += [f"r{_word(kind)}" for kind in structure.kinds]
    return words


def _facts(words: Iterable[str]) -> str:
    return f"facts : ({_any(words)})"


def _any(words: Iterable[str]) -> str:
    return " OR ".join(words)


def _word(name: str) -> str:
    return "t" + name.replace("-", "").replace("_", "")
