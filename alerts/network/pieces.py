"""What a lot asks for, piece by piece: the right to answer, trades, places, hours of insertion, volume.

Who provides hours of insertion, checked on 22/11/2026 (docs/droit.md): the staff of EA, EATT, ESAT, of the structures
of insertion by work and of GEIQ counts (CCAG-FCS 2021, art. 16.1.1, [S]); EITI ([?]) and EATT ([?], [M]) are to be
checked with the facilitator of clauses.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from alerts.matching.document import LotFacts
from alerts.matching.reasons.sentence import one_of_several
from alerts.matching.reasons.trade import by_trade
from alerts.matching.trades import trades
from alerts.model.match import Verdict
from alerts.model.reading import ReservationStatus
from alerts.model.structure import StructureKind, Want
from alerts.network.peers import OpenLot
from alerts.reply_help.selling import TO_CHECK, WAYS
from alerts.territory.places import Spot

PROVIDES_HOURS = frozenset(WAYS) | {StructureKind.ACI, StructureKind.EA, StructureKind.ESAT}
HOURS_TO_CHECK = TO_CHECK
MOST_TRADES, MOST_PLACES = 4, 6


class Need(StrEnum):
    RIGHT = "right"  # to answer a lot that is reserved, or perhaps so
    TRADE = "trade"
    PLACE = "place"
    HOURS = "hours"  # of insertion, for a social clause
    VOLUME = "volume"  # enough people


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing asked for. `words` is French, to follow « apporte » or « manque ».

    A trade: any of `trades` does it, or a free prefix of one of `codes`; `sure` False when the notice hardly says it.
    A place: `spot`, None for the lot's place as a whole.
    """

    need: Need
    words: str
    trades: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    spot: Spot | None = None
    sure: bool = True


def pieces(what: OpenLot) -> tuple[Piece, ...]:
    """What the lot asks for, as far as the notice says: always a place, a volume only when it is known."""
    return tuple(_pieces(what))


def _pieces(what: OpenLot) -> Iterator[Piece]:
    if what.reserved:
        which = one_of_several(what.lot) or "lot"
        sure = what.lot.reservation.status is ReservationStatus.RESERVED
        yield Piece(Need.RIGHT, f"le droit de répondre à ce {which} {'' if sure else 'peut-être '}réservé")
    yield from list(_trades(what))[:MOST_TRADES]
    yield from _places(what)
    if not what.reserved and Want.CLAUSE_SOCIALE in what.lot.clauses:
        yield Piece(Need.HOURS, "des heures d'insertion")
    if what.fte is not None and what.fte > 0:
        yield Piece(Need.VOLUME, "assez de personnes")


def _trades(what: OpenLot) -> Iterator[Piece]:
    """Trades of the codes; without any, those of the title; without any, one of those that the text lets think of."""
    yield from (found := list(_coded(what)))
    if found or _mute(what.lot):
        return
    near = spoken_of(what.lot)
    opinions = {
        slug: opinion for slug, one in trades().items() if slug in near and (opinion := by_trade(one, what.lot))
    }
    sure = [slug for slug, opinion in opinions.items() if opinion[0] is Verdict.FOR]
    if sure:
        yield from (Piece(Need.TRADE, _named({slug}), frozenset({slug})) for slug in sure)
    elif opinions:
        yield Piece(Need.TRADE, _named(opinions), frozenset(opinions), sure=False)
    elif what.lot.cpv:
        yield Piece(Need.TRADE, f"le métier du code CPV {what.lot.cpv[0]}", codes=what.lot.cpv)


def _coded(what: OpenLot) -> Iterator[Piece]:
    """Codes of the same trades are one piece; a code of several trades is work for any of them."""
    found: dict[frozenset[str], list[str]] = {}
    for code in dict.fromkeys(what.lot.cpv):
        if slugs := trades_of(code):
            found.setdefault(slugs, []).append(code)
    for slugs, codes in found.items():
        yield Piece(Need.TRADE, _named(slugs), slugs, tuple(codes))


@lru_cache(maxsize=16384)
def trades_of(code: str) -> frozenset[str]:
    """The trades that a CPV code is work of."""
    return frozenset(slug for slug, one in trades().items() if code.startswith(one.cpv_prefixes))


def spoken_of(lot: LotFacts) -> frozenset[str]:
    """The trades that anything at all may speak for (`reasons.trade.by_trade`): by a code or a word."""
    if _mute(lot):
        return frozenset(trades())
    named = (lot.title.trades, lot.body.trades, lot.elsewhere.trades)
    return frozenset(slug for some in (*map(trades_of, lot.cpv), *named) for slug in some)


def _mute(lot: LotFacts) -> bool:
    """No code and no word: any trade might do."""
    return not lot.cpv and lot.title.empty and lot.body.empty and lot.elsewhere.empty


def _named(slugs: Collection[str]) -> str:
    labels = [one.label for slug, one in trades().items() if slug in slugs]
    some = " ou ".join(f"« {label} »" for label in labels[:2]) + (" ou un métier voisin" if len(labels) > 2 else "")
    return f"le métier {some}"


def _places(what: OpenLot) -> Iterator[Piece]:
    where = what.lot.where
    if len(where.spots) < 2 or len(where.spots) > MOST_PLACES:
        yield Piece(Need.PLACE, f"le lieu « {where.words} »" if where.words else "le lieu")
        return
    yield from (Piece(Need.PLACE, f"le lieu « {spot.words} »", spot=spot) for spot in where.spots)
