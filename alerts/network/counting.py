"""Figures of what was seen in a territory: in all, by trade, by buyer, by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from alerts.matching.trades import trades
from alerts.messages.french import short_day
from alerts.network.deeds import Open
from alerts.network.scorecard import Figures, Row
from alerts.network.seen import SeenBuyer
from alerts.network.tabled import Columns, Kept, numbered
from alerts.territory.names import folded

NO_TRADE, NO_BUYER = "métier non reconnu", "acheteur non indiqué"


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures and rows of what is counted once."""

    total: Figures
    by_trade: tuple[Row, ...]
    by_buyer: tuple[Row, ...]
    by_month: tuple[Row, ...]


def counted(kept: Sequence[Kept], known: Open, now: datetime, *, animators: bool) -> Counted:
    """As of `now`. `kept`: the newest first. Without `animators`, what members did is in no figure."""
    columns = Columns(kept, known, now)
    return Counted(
        _total(columns, len(kept), told=animators),
        _by_trade(columns, told=animators),
        _by_buyer(columns, kept, told=animators),
        _by_month(columns, kept, told=animators),
    )


def in_all(kept: Sequence[Kept], known: Open, now: datetime, *, animators: bool) -> Figures:
    """As the total of `counted`."""
    return _total(Columns(kept, known, now), len(kept), told=animators)


def _total(columns: Columns, opportunities: int, *, told: bool) -> Figures:
    (found,) = columns.figures(np.zeros(opportunities, dtype=np.intp), 1, told=told)
    return found


def _by_trade(columns: Columns, *, told: bool) -> tuple[Row, ...]:
    """Those with most opportunities first; what has no known trade last."""
    asked = [(entry, slug) for entry, lot in enumerate(columns.lots) for slug in lot.trades or ("",)]
    groups, slugs = numbered([slug for _, slug in asked])
    entries = np.array([entry for entry, _ in asked], dtype=np.intp)
    found = columns.figures(groups, len(slugs), told=told, entries=entries, by_lot=True)
    rows = (Row(slug, _label(slug), figures) for slug, figures in zip(slugs, found, strict=True))
    return tuple(sorted(rows, key=lambda row: (not row.key, -row.figures.opportunities, row.label)))


def _label(slug: str) -> str:
    return trades()[slug].label if slug in trades() else NO_TRADE


def _by_buyer(columns: Columns, kept: Sequence[Kept], *, told: bool) -> tuple[Row, ...]:
    """Those with most lots reserved or claused first. The newest notice names them."""
    known = [_buyer_key(one.buyer) for one, _ in kept]
    groups, keys = numbered(known)
    names = dict(zip(reversed(known), (one.buyer.name for one, _ in reversed(kept)), strict=True))
    found = columns.figures(groups, len(keys), told=told)
    rows = (Row(key, names[key] or NO_BUYER, figures) for key, figures in zip(keys, found, strict=True))
    return tuple(sorted(rows, key=_worth))


def _buyer_key(buyer: SeenBuyer) -> str:
    return buyer.siren or _one_spelling(buyer.name)


_one_spelling = lru_cache(maxsize=16384)(folded)  # a few thousand buyers come again and again


def _worth(row: Row) -> tuple[int, int, str]:
    return -(row.figures.reserved + row.figures.claused), -row.figures.opportunities, row.label.casefold()


def _by_month(columns: Columns, kept: Sequence[Kept], *, told: bool) -> tuple[Row, ...]:
    groups, keys = numbered([f"{one.appeared.isoformat()[:7]}-01" for one, _ in kept])
    found = columns.figures(groups, len(keys), told=told)
    return tuple(
        sorted((Row(key, _month(key), one) for key, one in zip(keys, found, strict=True)), key=lambda row: row.key)
    )


def _month(first_day: str) -> str:
    """« novembre 2026 »."""
    return short_day(date.fromisoformat(first_day)).split(" ", 1)[1]
