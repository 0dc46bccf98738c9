"""What the page of an opportunity says, in the words of the messages. Nothing here is about anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.channels.markup import safe_url
from alerts.messages import proof, words
from alerts.messages.alert import ASK
from alerts.messages.deadline import deadline_facts, deadline_of, deadline_words, doubts
from alerts.messages.french import capitalised, is_named, lot_number, lots, money, sentence, short_day
from alerts.messages.links import links, name
from alerts.messages.message import BeforeAfter, Fact, Link
from alerts.messages.proved import Apart, Proved, proved
from alerts.messages.where import Where, where
from alerts.model.reading import LotReading, ReservationStatus
from alerts.services.showing import Corrected, Shown
from alerts.services.wording import NO_LONGER
from scrapers.notice import Lot, Notice, NoticeKind

FULL = 12  # lots shown one under the other; the others unfold
PROOFS = 12  # passages shown; the others unfold
MOST = 60  # passages at all: beyond, the notice itself is the place to read
AWARDED = "Ce marché est déjà attribué : il n'y a plus à répondre."
_DOUBTFUL = (ReservationStatus.UNKNOWN, ReservationStatus.CONFLICT)


@dataclass(frozen=True, slots=True)
class LotSeen:
    """`said` are (label, words) pairs. `yours`: it concerns the structure that looks."""

    name: str
    title: str
    reservation: str
    status: str
    said: tuple[tuple[str, str], ...]
    yours: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One correction: what it is, where to read it, and « avant → après »."""

    heading: str
    url: str
    rows: tuple[BeforeAfter, ...]


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """`over`: why nobody can answer any more, "" while one can."""

    title: str
    over: str
    facts: tuple[Fact, ...]
    lots: tuple[LotSeen, ...]
    more_lots: tuple[LotSeen, ...]
    checks: tuple[str, ...]
    proofs: tuple[Proved, ...]
    more_proofs: tuple[Proved, ...]
    unread: int
    apart: tuple[Apart, ...]
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    documents: tuple[Link, ...]
    origin: str


def seen(shown: Shown, now: datetime, yours: Sequence[str | None] = ()) -> NoticeSeen:
    """`yours`: the lots that concern whoever looks; they come first, unless they are all of them."""
    notice, readings = shown.held.notice, shown.held.readings
    there = where(notice, notice.lots)
    mine = frozenset(yours) if any(lot.id not in yours for lot in notice.lots) else frozenset()
    every = _lots(notice, readings, now, there, mine)
    found, apart = proved(notice, (*proof.reservations(readings), *proof.clauses(readings)))
    pages = [one for one in links(shown.notices) if isinstance(one, Link)]
    return NoticeSeen(
        notice.title,
        _over(shown),
        tuple(_facts(notice, now, there)),
        every[:FULL],
        every[FULL:],
        tuple(_checks(notice, readings)),
        found[:PROOFS],
        found[PROOFS:MOST],
        max(len(found) - MOST, 0),
        apart[:MOST],
        tuple(_step(one) for one in shown.corrections),
        tuple(one for one in pages if not _is_file(one)),
        tuple(one for one in pages if _is_file(one)),
        _origin(notice),
    )


def _over(shown: Shown) -> str:
    if shown.closed == "cancelled" or shown.held.facts.cancelled:
        return NO_LONGER
    return AWARDED if shown.closed == "awarded" else ""


def _facts(notice: Notice, now: datetime, there: Where) -> Iterator[Fact]:
    yield Fact("Acheteur", notice.buyer.name or words.NO_FACT)
    yield Fact("Lieu", there.words or words.NO_FACT)
    for fact in deadline_facts(notice, notice.lots, now, there.overseas):
        yield Fact(fact.label, fact.value, strong=True)
    if notice.concession:
        yield Fact("Nature du contrat", "concession")
    if notice.kind is not NoticeKind.CALL:
        yield Fact("Nature de l'avis", words.NOTICES[notice.kind])
    if notice.amount:
        several = any(is_named(lot.id) for lot in notice.lots)
        yield Fact("Montant estimé", money(notice.amount) + (" pour l'ensemble des lots" if several else ""))
    if notice.published:
        yield Fact("Paru le", short_day(notice.published))


def _lots(
    notice: Notice, readings: Sequence[LotReading], now: datetime, there: Where, yours: frozenset[str | None]
) -> tuple[LotSeen, ...]:
    """Those that concern whoever looks first, then in the order of the notice."""
    read = {one.lot_id: one for one in readings}
    several = len({deadline_of(notice, lot) for lot in notice.lots}) > 1
    told = [
        _lot(lot, read.get(lot.id) or LotReading(lot.id), notice, lot.id in yours, now if several else None, there)
        for lot in notice.lots
    ]
    return tuple(sorted(told, key=lambda one: not one.yours))


def _lot(lot: Lot, reading: LotReading, notice: Notice, yours: bool, now: datetime | None, there: Where) -> LotSeen:
    """`now` is None where the deadline is the same for all the lots, and told above them."""
    named = is_named(lot.id)
    clauses = dict.fromkeys(words.clause(one) for one in reading.clauses)
    deadline = deadline_of(notice, lot) if now else None
    said = (
        ("Clauses", " ; ".join(clauses) or words.NO_CLAUSES),
        ("Date limite", deadline_words(deadline, now, there.overseas) if deadline and now else ""),
        ("Montant estimé", money(lot.amount) if lot.amount else ""),
    )
    return LotSeen(
        f"Lot {lot_number(lot.id)}" if named and lot.id else capitalised(lots([])),
        lot.title if named and lot.title and lot.title != notice.title else "",
        capitalised(words.reserved(reading.reservation)),
        reading.reservation.status.value,
        tuple(pair for pair in said if pair[1]),
        yours,
    )


def _checks(notice: Notice, readings: Sequence[LotReading]) -> Iterator[str]:
    """What the notice leaves in doubt, whoever looks."""
    doubtful = [one for one in proof.reservations(readings) if any(_doubts(read, one.words) for read in readings)]
    for said, lot_ids in proof.by_words(doubtful).items():
        yield sentence(f"{capitalised(lots(lot_ids))} : {said}" if lot_ids else said)
    if doubtful:
        yield ASK
    yield from map(sentence, doubts(notice, notice.lots))


def _doubts(reading: LotReading, said: str) -> bool:
    held = reading.reservation
    return held.status in _DOUBTFUL and words.reserved(held) == said


def _step(one: Corrected) -> Step:
    by = one.by
    rows = tuple(BeforeAfter(change.label, change.before, change.after) for change in one.changes)
    published = f", paru le {short_day(by.published)}" if by.published else ""
    url = by.url if by.url and safe_url(by.url) else ""
    return Step(f"Avis {name(by)}{published}", url, rows)


def _is_file(link: Link) -> bool:
    return link.label.startswith("Dossier")


def _origin(notice: Notice) -> str:
    return f"Source : avis {name(notice)}. {words.DISCLAIMER}"
