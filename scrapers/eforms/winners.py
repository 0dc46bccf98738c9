"""Who won each lot, in an award notice: from the result of the lot to tenders, tendering parties and organisations."""

from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from scrapers.eforms import names as n
from scrapers.eforms.organisations import winners
from scrapers.eforms.tree import Branches, Element, branches, leaf, leaf_at, under
from scrapers.eforms.wording import Wording
from scrapers.notice import NO_WINNER, Code, Lot, Winner

_CLOSED = "clos-nw"  # BT-142: closed without a winner
_NO_WINNER = frozenset({_CLOSED, "open-nw"})  # still open


class Result(NamedTuple):
    """One efac:NoticeResult, each thing by its identifier."""

    by_lot: dict[str, list[Branches]]
    tenders: dict[str, Branches]
    contracts: dict[str, Branches]
    parties: dict[str, Branches]


def award(read: tuple[Lot, ...], eu: Branches, wording: Wording) -> tuple[Lot, ...]:
    """The lots with their winners. A notice of one lot whose result names none speaks of that lot."""
    if n.NOTICE_RESULT not in eu:
        return read
    result = _result(under(eu, n.NOTICE_RESULT))
    alone = result.by_lot.get("", []) if len(read) == 1 else []
    results = [result.by_lot.get(lot.id or "", []) + alone for lot in read]
    told = [_tenderers(some, result) for some in results]
    known = winners(eu, {one for ids in told for one in ids}, wording)
    won = (_won(lot, ids, known) for lot, ids in zip(read, told, strict=True))
    return tuple(_closed(lot, some) for lot, some in zip(won, results, strict=True))


def _won(lot: Lot, ids: list[str], known: dict[str, Winner]) -> Lot:
    found = tuple(dict.fromkeys(known[one] for one in ids if one in known))
    return replace(lot, winners=found) if found else lot


def _closed(lot: Lot, results: list[Branches]) -> Lot:
    """Said in so many words, which is not the same as a winner that is not told."""
    said = {leaf(told, n.RESULT_CODE) for told in results}
    if lot.winners or said != {_CLOSED}:
        return lot
    return replace(lot, codes=(*lot.codes, Code("BT-142", NO_WINNER, _CLOSED)))


def _tenderers(results: list[Branches], result: Result) -> list[str]:
    return [one for told in results for tender in _tenders(told, result) for one in _members(tender, result)]


def _result(told: Branches) -> Result:
    by_lot: dict[str, list[Branches]] = defaultdict(list)
    for element in told.get(n.LOT_RESULT, ()):
        grouped = branches(element)
        for lot in _ids(grouped, n.TENDER_LOT) or [""]:
            by_lot[lot].append(grouped)
    return Result(by_lot, *(_by_id(told.get(tag, [])) for tag in (n.LOT_TENDER, n.SETTLED_CONTRACT, n.TENDERING_PARTY)))


def _by_id(found: list[Element]) -> dict[str, Branches]:
    return {leaf(grouped, n.ID): grouped for grouped in map(branches, found)}


def _ids(grouped: Branches, tag: str) -> list[str]:
    return [leaf_at(element, n.ID) for element in grouped.get(tag, ())]


def _tenders(told: Branches, result: Result) -> list[str]:
    """The tenders that won (BT-13720, OPT-320). A result may list every tender received: those that its contracts
    (BT-3202) name have won; without contracts, those of the first rank (BT-171), or all when none is ranked. A result
    may list none: its contracts do, and may hold for other lots too (BT-13714)."""
    if leaf(told, n.RESULT_CODE) in _NO_WINNER:
        return []
    listed = _ids(told, n.LOT_TENDER)
    contracts = [result.contracts.get(one, {}) for one in _ids(told, n.SETTLED_CONTRACT)]
    signed = {tender for contract in contracts for tender in _ids(contract, n.LOT_TENDER)}
    if signed:
        lots = set(_ids(told, n.TENDER_LOT))
        of_lot = (one for one in sorted(signed) if lots & {*_ids(result.tenders.get(one, {}), n.TENDER_LOT)})
        return [one for one in listed if one in signed] if listed else list(of_lot)
    first = [one for one in listed if leaf(result.tenders.get(one, {}), n.RANK) == "1"]
    return first or listed


def _members(tender: str, result: Result) -> list[str]:
    """The organisations of the tendering party (OPT-300), its leader (OPT-170) first, without subcontractors."""
    members = [
        branches(member)
        for party in _ids(result.tenders.get(tender, {}), n.TENDERING_PARTY)
        for member in result.parties.get(party, {}).get(n.TENDERER, ())
    ]
    members.sort(key=lambda member: leaf(member, n.GROUP_LEAD) != "true")
    return [leaf(member, n.ID) for member in members]
