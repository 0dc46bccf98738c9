"""Figures of what was seen in a territory: in all, by trade, by buyer, by month."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from alerts.matching.trades import trades
from alerts.messages.french import day
from alerts.model.reading import Beneficiary, ReservationStatus
from alerts.network.deeds import Open
from alerts.network.scorecard import Figures, ReservedTo, Row, Told
from alerts.network.seen import End, SeenBuyer, SeenLot, SeenOpportunity
from alerts.territory.names import folded

Kept = tuple[SeenOpportunity, tuple[SeenLot, ...]]  # and those of its lots that are counted
NO_TRADE, NO_BUYER = "métier non reconnu", "acheteur non indiqué"


@dataclass(slots=True)
class _Sum:
    """What is being counted. `ids`: the opportunities."""

    lots: Counter[str] = field(default_factory=Counter)
    to: Counter[Beneficiary | None] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)

    def add(self, one: SeenOpportunity, lot: SeenLot, uncovered: bool) -> None:
        self.ids.add(one.id)
        if one.end is End.CANCELLED:
            self.cancelled.add(one.id)
        self.lots["lots"] += 1
        self.lots["claused"] += lot.claused
        self.lots["social_criterion"] += lot.social_criterion and not lot.claused
        self.lots["environmental"] += lot.environmental
        self.lots["unsuccessful"] += lot.unsuccessful
        self.lots["uncovered"] += uncovered
        if lot.reserved:
            self.lots["reserved"] += 1
            self.to.update(lot.to if lot.status is ReservationStatus.RESERVED and lot.to else (None,))

    def figures(self, known: Open | None) -> Figures:
        """`known` None: nothing of what members did is said."""
        if known is None:
            return self._of_notices()
        done = (len(self.ids & some) for some in (known.answered, known.won, known.lost))
        answered, won, lost = map(Told, done)
        return replace(self._of_notices(), uncovered=self.lots["uncovered"], answered=answered, won=won, lost=lost)

    def _of_notices(self) -> Figures:
        return Figures(
            opportunities=len(self.ids),
            lots=self.lots["lots"],
            reserved=self.lots["reserved"],
            reserved_to=tuple(ReservedTo(to, lots) for to, lots in sorted(self.to.items(), key=_most_first)),
            claused=self.lots["claused"],
            social_criterion=self.lots["social_criterion"],
            environmental=self.lots["environmental"],
            unsuccessful=self.lots["unsuccessful"],
            cancelled=len(self.cancelled),
        )


def _most_first(one: tuple[Beneficiary | None, int]) -> tuple[int, bool, str]:
    to, lots = one
    return -lots, to is None, to or ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures and rows of what is counted once."""

    total: Figures
    by_trade: tuple[Row, ...]
    by_buyer: tuple[Row, ...]
    by_month: tuple[Row, ...]


def counted(kept: Iterable[Kept], known: Open, now: datetime, *, animators: bool) -> Counted:
    """As of `now`, which says what has closed. Without `animators`, what members did is in no figure."""
    every, by_trade, by_month = _Sum(), dict[str, _Sum](), dict[str, _Sum]()
    by_buyer: dict[str, tuple[str, _Sum]] = {}
    for one, lots in kept:
        key, name = _buyer(one.buyer)
        _, buyer = by_buyer.setdefault(key, (name, _Sum()))
        month = by_month.setdefault(f"{one.appeared:%Y-%m}-01", _Sum())
        for lot in lots:
            open_end = uncovered(one, lot, known, now)
            into = [by_trade.setdefault(slug, _Sum()) for slug in lot.trades or ("",)]
            for some in (every, month, buyer, *into):
                some.add(one, lot, open_end)
    shown = known if animators else None
    return Counted(
        every.figures(shown),
        _by_trade(by_trade, shown),
        _by_buyer(by_buyer, shown),
        tuple(Row(key, _month(key), by_month[key].figures(shown)) for key in sorted(by_month)),
    )


def in_all(kept: Iterable[Kept], known: Open, now: datetime, *, animators: bool) -> Figures:
    """As the total of `counted`."""
    every = _Sum()
    for one, lots in kept:
        for lot in lots:
            every.add(one, lot, uncovered(one, lot, known, now))
    return every.figures(known if animators else None)


def uncovered(one: SeenOpportunity, lot: SeenLot, known: Open, now: datetime) -> bool:
    """Reserved or claused, over, and no member is known to have been on it."""
    if not (lot.reserved or lot.claused) or one.end is End.CANCELLED:
        return False
    return lot.deadline is not None and lot.deadline <= now and not known.covers(one.id, lot)


def _by_trade(sums: dict[str, _Sum], known: Open | None) -> tuple[Row, ...]:
    """Those with most opportunities first; what has no known trade last."""
    rows = [Row(slug, _label(slug), one.figures(known)) for slug, one in sums.items()]
    return tuple(sorted(rows, key=lambda row: (not row.key, -row.figures.opportunities, row.label)))


def _label(slug: str) -> str:
    return trades()[slug].label if slug in trades() else NO_TRADE


def _by_buyer(sums: dict[str, tuple[str, _Sum]], known: Open | None) -> tuple[Row, ...]:
    rows = [Row(key, name, one.figures(known)) for key, (name, one) in sums.items()]
    return tuple(sorted(rows, key=_worth))


def _month(first_day: str) -> str:
    """« novembre 2026 »."""
    return day(date.fromisoformat(first_day)).split(" ", 1)[1]


def _worth(row: Row) -> tuple[int, int, str]:
    """Those with most lots reserved or claused first."""
    return -(row.figures.reserved + row.figures.claused), -row.figures.opportunities, folded(row.label)


def _buyer(buyer: SeenBuyer) -> tuple[str, str]:
    """What it is known by, and its name: the newest notice comes first, and names it."""
    return buyer.siren or folded(buyer.name), buyer.name or NO_BUYER
