"""The lots of a BOAMP notice: numbers, titles, and the facts and sentences that are theirs alone."""

import re
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from scrapers.boamp import places, reservation, terms, wording
from scrapers.boamp.deadline import Clock, of_gestion
from scrapers.boamp.tree import Path, Spot, address, below, children, raw, text, token
from scrapers.notice import Deadline, Lot, Place

_NUMBERED = re.compile(
    r"\s*(?:lot\s*)?(?:n\s?[°oº.]\s*)?(?P<id>\d{1,4}[A-Za-z]?)\s*(?:[:.)]\s+|\s[-–]\s*|:)", re.IGNORECASE
)
_TITLE_LENGTH = 200
_NUMBER = ("NUM", "numLot", "numero", "num", "NUM_LOT", "numLotMarche", "identifiant")
_TITLE = ("INTITULE", "intitule", "titre", "TITRE")
_DESCRIPTION = ("DESCRIPTION", "description", "libelle", "objet")
_VALUE = ("VALEUR", "valeurEstimee/valeur", "valeurEstimee/fourchette/valeurHaute", "valeurEstimee", "VALEUR_MAX")
_PLACE = ("lieuExecution", "lieuExecutionLivraison", "LIEU_EXEC_LIVR", "LIEU_PRINCIPAL")
_DEADLINE = ("dateReceptionOffres", "receptionOffres", "RECEPT_OFFRES", "delais/receptionOffres")


def find(spots: list[Spot]) -> list[Spot]:
    """The nodes that are lots, with their paths: "lots/lot", "LOTS/LOT", "lotsMarche" with or without a "lot" below."""
    return [(where, node) for where, node in spots if _is_lot(where, node)]


def _is_lot(where: Path, node: object) -> bool:
    above, name = ("", "", *where)[-2:]
    if name.lower() == "lot" and above.lower() in ("lots", "lotsmarche"):
        return isinstance(node, dict) or bool(raw(node).strip())
    return name == "lotsMarche" and isinstance(node, dict) and bool(text(node, *_TITLE, *_DESCRIPTION))


@dataclass(frozen=True, slots=True)
class Times:
    """How the times of one notice are read: what its digits are, the buyer's zones, the day of publication."""

    clock: Clock
    zones: tuple[tzinfo, ...]
    day: date | None

    def read(self, published: str | None) -> Deadline | None:
        return of_gestion(published, self.clock, self.zones, self.day) if published else None


def read(found: list[Spot], times: Times) -> tuple[Lot, ...]:
    """The lots of these nodes, with unique ids: the buyer's number, else the rank. Exact repeats are one lot.

    One lot without any number is the whole contract written as a lot: its id is None.
    """
    nodes = _once(found)
    lots = [_lot(path, node, times) for path, node in nodes]
    if len(lots) == 1 and lots[0].id is None:
        return (replace(lots[0], title=text(nodes[0][1], *_TITLE)),)
    return tuple(_numbered(lots))


def _once(found: list[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    seen: set[str] = set()
    for path, node in found:
        shape = repr(node)
        if shape not in seen and (node if isinstance(node, str) else isinstance(node, dict)):
            seen.add(shape)
            kept.append((path, node))
    return kept


def _numbered(lots: list[Lot]) -> list[Lot]:
    """Ids that no two lots share: a number that comes again gets its rank ("2-5" is a second lot 2, fifth of the list).

    A lot without a number takes its rank, unless that is the number of another.
    """
    taken = {lot.id for lot in lots}
    seen: set[str | None] = set()
    numbered = []
    for rank, lot in enumerate(lots, start=1):
        name = lot.id or str(rank)
        while name in seen or (lot.id is None and name in taken):
            name = f"{name}-{rank}"
        seen.add(name)
        numbered.append(replace(lot, id=name))
    return numbered


def _lot(path: Path, node: object, times: Times) -> Lot:
    node = {"description": node} if isinstance(node, str) else node
    spots = below(node, path)
    description = text(node, *_DESCRIPTION)
    title = text(node, *_TITLE) or description
    number = token(node, *_NUMBER)
    written = _NUMBERED.match(title or "") or _NUMBERED.match(description or "")
    if title and written and written["id"] == (number or written["id"]):
        title = title.removeprefix(written[0]).strip() or title  # the number is said by the id
    own = terms.of_lot(node, path, times.day) if isinstance(node, dict) else terms.NOTHING
    return Lot(
        id=number or (written["id"] if written else None),
        title=shortened(title),
        cpv=places.cpv(spots),
        places=_places(node),
        deadline=times.read(token(node, *_DEADLINE)),
        amount=places.amount(node, *_VALUE),
        documents_url=address(node, "urlDocConsul", "URL_DOCUMENT"),
        codes=reservation.codes(spots),
        passages=wording.passages(spots, short=True),
        criteria=own.criteria,
        months=own.months,
        renewals=own.renewals,
        starts=own.starts,
    )


def _places(node: object) -> tuple[Place, ...]:
    """Where this lot's work is done. A NUTS code stands on the lot itself, words and addresses below it."""
    nodes = [found for name in _PLACE for found in children(node, name)]
    nodes += [{"CODE_NUTS": code} for code in children(node, "CODE_NUTS")]
    return tuple(dict.fromkeys(place for found in nodes if (place := places.place(found)) is not None))


def shortened(title: str | None, most: int = _TITLE_LENGTH) -> str | None:
    """A title of at most that many characters, cut between two words: some lots have a page for a title."""
    if title is None or len(title) <= most:
        return title
    return title[:most].rsplit(" ", 1)[0] + "…"
