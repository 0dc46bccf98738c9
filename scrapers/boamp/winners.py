"""Who won, in BOAMP's own shapes of an award: by elements (legacy, MAPA), or in the words of platforms (FNSimple).

Only wordings that name a winner beyond doubt are read: a sentence that may mean something else gives no name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from scrapers.boamp import places
from scrapers.boamp.tree import Tree, children, has, raw, text, token
from scrapers.notice import NO_WINNER, Code, Lot, Winner
from scrapers.text import plain, unescape

_NUMBER = ("NUM_LOT", "numLot", "numeroLot", "lot/numLot")
_NAME = ("DENOMINATION", "denomination", "PersonneMorale", "PersonneMorale/denomination", "nomOfficiel", "nom")
_TOWN = ("VILLE", "ville", "adr/ville")
_SIRET = ("CODE_IDENT_NATIONAL", "SIRET", "siret", "codeIdentificationNational")
_SHORT = re.compile(r"0*(\d{1,3}[a-z]?)", re.IGNORECASE)  # the number of a lot, and not of a contract ("2016-52")

_LOT = re.compile(r"\blot\s*(?:n\s?[°oº.]\s*)?0*(?P<id>\d{1,3}[a-z]?)\s*[-–:]\s*", re.IGNORECASE)
_TITLE = re.compile(r"(?P<title>[^\n]{3,200}?)\s+Attribution\s*:")
_UNSUCCESSFUL = re.compile(r"infructueu|sans\s+suite|non\s+attribu|n'a\s+pas\s+été\s+attribu", re.IGNORECASE)
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^<>]{0,40}>", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:voir|cf|sans|n[ée]ant|nc|nr|aucun|infructueu|non|divers|plusieurs|confidentiel|secret)\b.*|\W*", re.IGNORECASE
)
_DIGITS = r"(?P<siret>\d{3}\s?\d{3}\s?\d{3}\s?\d{5})"
_WHO = r"(?P<name>[^\W\d_][^(){}\n:;]{1,90}?)"
_FORM = r"(?:l['’]entreprise|la\s+société|l['’]association|la\s+structure|le\s+groupement)\s*:?\s*"
_WORDINGS = (
    # « attribué à 1 entreprise(s) - NOM (SIRET) », several names one after the other
    re.compile(rf"(?:entreprise\(s\)\s*|\)\s*)-\s*{_WHO}\s*\({_DIGITS}\)"),
    # « attribué à la société NOM (SIRET) », « attribué le … à l'entreprise NOM - SIRET … »
    re.compile(rf"attribué\w*[^.\n]{{0,40}}?\s+à\s+{_FORM}{_WHO}\s*(?:\(|-\s*SIRE[TN]\s*:?\s*){_DIGITS}", re.I),
    # « attribué à l'association NOM pour un montant de … »
    re.compile(rf"attribué\w*[^.\n]{{0,40}}?\s+à\s+{_FORM}{_WHO}(?=\s+pour\s+(?:un\s+montant|une\s+durée|\d))", re.I),
    re.compile(rf"(?:nom\s+du\s+titulaire|titulaire(?:\s+du\s+marché)?)\s*:\s*{_WHO}\s*(?=\n|$)", re.I),
    # « Marché n° : … », then a line « Nom, adresse, 01999 Ville »
    re.compile(
        r"march[ée]\s+n\s?°[^\n]*\n\s*(?P<name>[^,\n:]{2,90}),[^\n]*?\b\d{5}\s+(?P<town>[^\W\d_][^,\n:]{1,40})", re.I
    ),
)


class Decision(NamedTuple):
    """What was decided of one lot, or of the whole (`lot` None). `lost`: that nobody is chosen, in a field for it."""

    lot: str | None
    title: str | None
    winners: tuple[Winner, ...]
    lost: bool = False


def decisions(root: Tree) -> list[Decision]:
    """What an award says, in its order."""
    if not {"ATTRIBUTION", "attribution"} & root.keys():
        return []
    if has(root, "ATTRIBUTION", "SANS_SUITE"):
        return [Decision(None, None, (), lost=True)]
    found = [_coded(node) for node in children(root, "ATTRIBUTION", "DECISION") if isinstance(node, dict)]
    found += [_coded(node) for node in children(root, "attribution", "attribution") if isinstance(node, dict)]
    told = (_lines(raw(node)) for node in children(root, "attribution", "attributionMarche"))
    return found + [one for words in told for one in _in_words(words)]


def award(read: tuple[Lot, ...], found: Sequence[Decision]) -> tuple[Lot, ...]:
    """The lots with their winners. An award often numbers lots that its notice does not list: they are then made."""
    read = tuple(_lost(lot, found) for lot in read)
    found = [one for one in found if one.winners]
    if not found:
        return read
    if len(read) == 1 and read[0].id is None:
        numbers = list(dict.fromkeys(one.lot for one in found if one.lot))
        if not numbers or (len(numbers) == 1 and not _SHORT.fullmatch(numbers[0])):
            return (replace(read[0], winners=_each(one.winners for one in found)),)
        titles = {one.lot: one.title for one in reversed(found)}
        read = tuple(replace(read[0], id=number, title=titles[number]) for number in numbers)
    return tuple(_won(lot, found, alone=len(read) == 1) for lot in read)


def named(names: Iterable[object]) -> tuple[Winner, ...]:
    """Winners that are told by name only (`titulaire` of the record)."""
    return _each((Winner(name),) for one in names if not _NOBODY.fullmatch(name := plain(raw(one))))


def _won(lot: Lot, found: Sequence[Decision], *, alone: bool) -> Lot:
    mine = [one.winners for one in found if _same(one.lot, lot.id) or (alone and one.lot is None)]
    return replace(lot, winners=_each(mine)) if mine else lot


def _lost(lot: Lot, found: Sequence[Decision]) -> Lot:
    """A decision that names no lot holds for all of them, when it is the only one."""
    mine = [one.lost for one in found if _same(one.lot, lot.id) or (one.lot is None and len(found) == 1)]
    if not mine or not all(mine):
        return lot
    return replace(lot, codes=(*lot.codes, Code("INFRUCTUEUX", NO_WINNER, "infructueux")))


def _same(number: str | None, lot: str | None) -> bool:
    return bool(number and lot) and str(number).lstrip("0").lower() == str(lot).lstrip("0").lower()


def _each(groups: Iterable[tuple[Winner, ...]]) -> tuple[Winner, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))


def _coded(node: Tree) -> Decision:
    """A legacy DECISION, or MAPA's `attribution` with its `resultat`."""
    lost = has(node, "INFRUCTUEUX") or has(node, "SANS_SUITE")
    holders = children(node, "TITULAIRE") + children(node, "resultat", "attribue", "titulaire")
    winners = _each((one,) for holder in holders if not lost and (one := _holder(holder)) is not None)
    return Decision(token(node, *_NUMBER), text(node, "INTITULE", "intitule"), winners, lost)


def _holder(node: object) -> Winner | None:
    name = text(node, *_NAME) or plain(raw(node))
    return None if _NOBODY.fullmatch(name) else Winner(name, places.siret(node, *_SIRET), token(node, *_TOWN))


def _in_words(words: str) -> Iterator[Decision]:
    """The text of each lot that it announces ("Lot 1 : …"), or the whole text."""
    starts = list(_LOT.finditer(words))
    if not starts:
        yield Decision(None, None, _winners(words))
    ends = [following.start() for following in starts[1:]] + [len(words)]
    for start, end in zip(starts, ends, strict=True) if starts else ():
        told = words[start.end() : end]
        title = _TITLE.match(told)
        yield Decision(start["id"], title["title"] if title else None, _winners(told))


def _winners(words: str) -> tuple[Winner, ...]:
    if _UNSUCCESSFUL.search(words):
        return ()
    found = next((read for wording in _WORDINGS if (read := list(wording.finditer(words)))), [])
    said = (_said(match.groupdict("")) for match in found)
    return _each((one,) for one in said if not _NOBODY.fullmatch(one.name))


def _said(told: dict[str, str]) -> Winner:
    siret = re.sub(r"\s", "", told.get("siret", ""))
    return Winner(told["name"].strip(" -,"), siret or None, told.get("town", "").strip() or None)


def _lines(words: str) -> str:
    """The words repaired, with their lines: platforms give each fact its own."""
    return "\n".join(plain(line) for line in _BREAK.sub("\n", unescape(words)).splitlines())
