"""What a notice says, lot by lot: its reservation and its clauses, each with the words that prove it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from alerts.clauses import codes, verdict
from alerts.clauses.claims import Claim, Said
from alerts.clauses.clause import Ask
from alerts.clauses.clauses_of_lot import clauses_of
from alerts.clauses.follow import asked, claimed, followed
from alerts.clauses.lots import Scope, number_of
from alerts.clauses.statement import statements
from alerts.model.reading import ClauseKind, LotReading
from scrapers.notice import Lot, Notice, Passage, Topic

_DECIDING = (Said.RESERVED, Said.CONTRADICTORY, Said.DENIED)


def read_notice(notice: Notice) -> tuple[LotReading, ...]:
    """One reading a lot, in the order of `notice.lots`.

    Coded fields come first, then texts; what is said of the whole notice is given on each lot. Sentences that name
    lots hold for those lots when the notice lists them; when it does not, they are given on every lot with
    `lots_named` filled.
    """
    claims, wanted = _everything(notice)
    known = frozenset(number for lot in notice.lots if (number := number_of(lot.id)) is not None)
    return tuple(_lot(notice, lot, known, claims, wanted) for lot in notice.lots)


def _everything(notice: Notice) -> tuple[list[Claim], list[Ask]]:
    claims: list[Claim] = []
    wanted: list[Ask] = []
    for passage, lot_id in _passages(notice):
        made, asking = _read(passage)
        claims += made if lot_id is None else [replace(one, lot_id=lot_id) for one in made]
        wanted += asking if lot_id is None else [replace(one, lot_id=lot_id) for one in asking]
    return claims, wanted


@lru_cache(maxsize=2048)
def _read(passage: Passage) -> tuple[tuple[Claim, ...], tuple[Ask, ...]]:
    """What one passage says. Kept: buyers write the same sentences on each lot and in each notice."""
    found = list(followed(statements(passage)))
    made = claimed(found)
    return tuple(one for one in made if one is not None), tuple(asked(found, made))


def _passages(notice: Notice) -> Iterator[tuple[Passage, str | None]]:
    """Every text of the notice, titles included, with the lot that it belongs to. Texts met twice are read once."""
    seen: set[tuple[str, str | None]] = set()
    own: list[tuple[Passage, str | None]] = [(Passage("titre", notice.title, Topic.TITLE), None)]
    own += [(passage, None) for passage in notice.passages]
    for lot in notice.lots:
        if lot.title:
            own.append((Passage("titre du lot", lot.title, Topic.TITLE), lot.id))
        own += [(passage, lot.id) for passage in lot.passages]
    for passage, lot_id in sorted(own, key=lambda one: one[0].field in ("titre", "titre du lot")):
        if (passage.text, lot_id) not in seen:
            seen.add((passage.text, lot_id))
            yield passage, lot_id


def _lot(notice: Notice, lot: Lot, known: frozenset[str], claims: list[Claim], wanted: list[Ask]) -> LotReading:
    number = number_of(lot.id)
    coded = list(codes.reservation_claims(lot.codes, lot.id)) or list(codes.reservation_claims(notice.codes, None))
    said = [one for one in wanted if _holds(one.scope, one.lot_id, lot, number, known)]
    said += [*codes.asks(lot.codes, lot.id), *codes.asks(notice.codes, None)]
    clauses = clauses_of(said, known, number)
    stated = _nearest([one for one in claims if _holds(one.scope, one.lot_id, lot, number, known)], known)
    has_clause = any(one.kind is ClauseKind.CLAUSE_SOCIALE for one in clauses)
    reserved = verdict.reservation(coded, stated, has_clause, lots_named(stated, known))
    return LotReading(lot.id, reserved, clauses)


def _holds(scope: Scope, lot_id: str | None, lot: Lot, number: str | None, known: frozenset[str]) -> bool:
    """Whether what was said with this scope, in the text of `lot_id` (None: of the notice), holds for this lot."""
    listed = scope.named & known
    if listed:
        return number in listed
    if lot_id is not None:
        return lot_id == lot.id
    if scope.named:
        return True
    return number is None or number not in scope.excluded


def _nearest(claims: list[Claim], known: frozenset[str]) -> list[Claim]:
    """What a correction says now, then claims that name the lot or stand in its own text, outrank the rest."""
    for rank in (lambda one: one.after, lambda one: one.lot_id is not None or bool(one.scope.named & known)):
        near = [one for one in claims if rank(one)]
        if any(one.said in _DECIDING for one in near):
            claims = [*near, *(one for one in claims if not rank(one) and one.said is Said.HINT)]
    return claims


def lots_named(claims: Iterable[Claim], known: frozenset[str]) -> tuple[str, ...]:
    """Numbers that the claims name and that the notice does not list."""
    unlisted = [
        one.scope.named for one in claims if one.said not in (Said.DENIED, Said.OPEN) and not one.scope.named & known
    ]
    numbers = frozenset[str]().union(*unlisted)
    return tuple(sorted(numbers, key=lambda number: (len(number), number)))
