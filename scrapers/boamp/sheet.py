"""Where each shape of `donnees` keeps its facts, and the one reading that follows those sheets.

The shapes differ in their names far more than in their facts: a sheet lists, fact by fact, the paths to try in order.
The step "*" is the block of the notice's kind (initial, rectificatif, attribution, annulation).
"""

from dataclasses import dataclass, field
from datetime import date

from scrapers.boamp import lots, places, reservation, terms, winners, wording
from scrapers.boamp.correction import new_deadline
from scrapers.boamp.deadline import Clock
from scrapers.boamp.lots import Times
from scrapers.boamp.tree import Path, Spot, Tree, address, below, children, has, outside, raw, text, token
from scrapers.dates import zones_of
from scrapers.notice import Amount, Buyer, Code, Deadline, Lot, Passage, Place

Paths = tuple[str, ...]
_NATURES = (("serv", "services"), ("four", "supplies"), ("trav", "works"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paths from the root of one shape. `natures` lead to names such as services, FOURNITURES, travaux."""

    shape: str
    clock: Clock
    title: Paths
    name: Paths
    siret: Paths
    buyer_place: Paths
    places: Paths
    natures: Paths
    deadline: Paths
    amount: Paths
    documents: Paths
    reference: Paths
    concession: Paths = ()
    procedure: Paths = ()
    criteria: Paths = ()
    lengths: Paths = ()  # nodes that hold the duration, the start and the renewals


@dataclass(frozen=True, slots=True)
class Contents:
    """What `donnees` says, before the envelope completes it."""

    shape: str
    clock: Clock = Clock.UNKNOWN
    title: str | None = None
    buyer: Buyer = field(default_factory=Buyer)
    places: tuple[Place, ...] = ()
    cpv: tuple[str, ...] = ()
    nature: str | None = None
    deadline: Deadline | None = None
    corrected_deadline: Deadline | None = None
    amount: Amount | None = None
    documents_url: str | None = None
    reference: str | None = None
    concession: bool = False
    procedure: str | None = None
    several: bool = False  # an award that tells of several lots
    codes: tuple[Code, ...] = ()
    passages: tuple[Passage, ...] = ()
    lots: tuple[Lot, ...] = ()


def contents(root: Tree, prefix: Path, sheet: Sheet, day: date | None) -> Contents:
    """Read one shape. `prefix` is the path of `root` in `donnees`, which begins the fields shown as evidence."""
    buyer = _buyer(root, sheet)
    times = Times(sheet.clock, zones_of(buyer.place), day)
    spots = below(root, prefix)
    found = lots.find(spots)
    decided = winners.decisions(root)
    whole = outside(spots, frozenset(path for path, _ in found))
    return Contents(
        shape=sheet.shape,
        clock=sheet.clock,
        title=text(root, *sheet.title),
        buyer=buyer,
        places=_places(root, sheet),
        cpv=places.cpv(whole),
        nature=_nature(root, sheet),
        deadline=times.read(token(root, *sheet.deadline)),
        corrected_deadline=times.read(new_deadline(root)),
        amount=places.amount(root, *sheet.amount),
        documents_url=address(root, *sheet.documents),
        reference=token(root, *sheet.reference),
        procedure=terms.procedure(root, *sheet.procedure),
        several=len(decided) > 1,
        concession=any(has(root, *path.split("/")) for path in sheet.concession),
        codes=reservation.codes(whole),
        passages=wording.passages(whole),
        lots=_lots(root, prefix, sheet, found, times, decided),
    )


def _lots(
    root: Tree, prefix: Path, sheet: Sheet, found: list[Spot], times: Times, decided: list[winners.Decision]
) -> tuple[Lot, ...]:
    """The lots, or the whole as one, each with its terms and its winners."""
    stated = terms.of_whole(root, prefix, sheet.criteria, sheet.lengths, times.day)
    read = lots.read(found, times) or (Lot(),)
    return winners.award(tuple(terms.given(lot, stated) for lot in read), decided)


def _buyer(root: Tree, sheet: Sheet) -> Buyer:
    where = next((found for path in sheet.buyer_place for found in children(root, *path.split("/"))), None)
    return Buyer(
        name=text(root, *sheet.name),
        siret=places.siret(root, *sheet.siret),
        place=places.place(where) if isinstance(where, dict) else None,
    )


def _places(root: Tree, sheet: Sheet) -> tuple[Place, ...]:
    nodes = (found for path in sheet.places for found in children(root, *path.split("/")))
    return tuple(dict.fromkeys(place for node in nodes if (place := places.place(node)) is not None))


def _nature(root: Tree, sheet: Sheet) -> str | None:
    """The nature, when exactly one is ticked."""
    names = [name for path in sheet.natures for found in children(root, *path.split("/")) for name in _names(found)]
    return nature_of(names)


def nature_of(names: list[str]) -> str | None:
    """ "SERVICES", "travaux", "Fournitures" in eForms' words; None when there are none or several."""
    found = {nature for name in names for start, nature in _NATURES if name.lower().startswith(start)}
    return found.pop() if len(found) == 1 else None


def _names(node: object) -> list[str]:
    return list(node) if isinstance(node, dict) else [raw(node)]
