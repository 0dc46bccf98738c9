"""Real and official notices tell the procedure, the terms and the winners that a second walk finds in the raw files.

The second walk has one path a fact and goes from organisations up to lots, where ours goes down from the result.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from scrapers.eforms import read_xml
from scrapers.errors import NoticeUnreadable
from scrapers.notice import Lot, Notice

Raw = etree._Element


@pytest.fixture(scope="module")
def files(shared_data: Path) -> list[tuple[str, Notice, Raw]]:
    return [found for path in sorted((shared_data / "ted").glob("*/*.xml")) if (found := read(path)) is not None]


def read(path: Path) -> tuple[str, Notice, Raw] | None:
    try:
        notice = read_xml(path.read_bytes())
    except NoticeUnreadable:
        return None
    return path.name, notice, etree.fromstring(path.read_bytes())


def lots(files: list[tuple[str, Notice, Raw]]) -> Iterator[tuple[str, Lot, Raw]]:
    for name, notice, root in files:
        elements = {one.findtext("{*}ID"): one for one in root.iterfind("{*}ProcurementProjectLot")}
        yield from ((f"{name} {lot.id}", lot, elements[lot.id]) for lot in notice.lots)


def text(element: Raw, path: str) -> str | None:
    return (element.findtext(path) or "").strip() or None


def winners(root: Raw, lot: str | None) -> set[str]:
    """Names of those whose party sent a tender listed for the lot, and signed if any of them was."""
    result = ".//{*}NoticeResult/"
    results = [one for one in root.iterfind(result + "{*}LotResult") if text(one, "{*}TenderLot/{*}ID") == lot]
    won = [one for one in results if text(one, "{*}TenderResultCode") not in ("clos-nw", "open-nw")]
    listed = {text(one, "{*}ID") for found in won for one in found.iterfind("{*}LotTender")}
    contracts = {text(one, "{*}ID") for found in won for one in found.iterfind("{*}SettledContract")}
    signed = {
        text(one, "{*}ID")
        for contract in root.iterfind(result + "{*}SettledContract")
        for one in contract.iterfind("{*}LotTender")
        if text(contract, "{*}ID") in contracts
    }
    tenders = (listed & signed) or listed or signed
    parties = {
        text(one, "{*}TenderingParty/{*}ID")
        for one in root.iterfind(result + "{*}LotTender")
        if text(one, "{*}ID") in tenders and (listed or text(one, "{*}TenderLot/{*}ID") == lot)
    }
    members = {
        text(one, "{*}ID")
        for party in root.iterfind(result + "{*}TenderingParty")
        for one in party.iterfind("{*}Tenderer")
        if text(party, "{*}ID") in parties
    }
    return {
        " ".join((text(one, "{*}PartyName/{*}Name") or "").split())
        for one in root.iterfind(".//{*}Organization/{*}Company")
        if text(one, "{*}PartyIdentification/{*}ID") in members
    }


def test_the_procedure(files: list[tuple[str, Notice, Raw]]) -> None:
    told = {
        name: (notice.procedure, text(root, "{*}TenderingProcess/{*}ProcedureCode")) for name, notice, root in files
    }

    assert {name: pair for name, pair in told.items() if pair[0] != pair[1]} == {}
    assert Counter(code for code, _ in told.values()).most_common(2) == [("open", 38), (None, 23)]


def test_durations_in_months_and_renewals(files: list[tuple[str, Notice, Raw]]) -> None:
    compared = 0
    for where, lot, element in lots(files):
        renewals = text(element, "{*}ProcurementProject/{*}ContractExtension/{*}MaximumNumberNumeric")
        assert lot.renewals == (int(renewals) if renewals else None), where
        months = text(element, "{*}ProcurementProject/{*}PlannedPeriod/{*}DurationMeasure[@unitCode='MONTH']")
        if months:
            assert lot.months == int(months), where
            compared += 1
    assert compared == 58


def test_limits_of_questions_and_weights(files: list[tuple[str, Notice, Raw]]) -> None:
    compared: Counter[str] = Counter()
    for where, lot, element in lots(files):
        end = text(element, "{*}TenderingProcess/{*}AdditionalInformationRequestPeriod/{*}EndDate")
        if lot.questions_until:
            assert lot.questions_until.date().isoformat() == (end or "")[:10], where
        compared["believed" if lot.questions_until else "not told" if end is None else "not believed"] += 1
        coded = [one.text for one in element.iterfind(".//{*}ParameterCode[@listName='number-weight']")]
        if coded and set(coded) == {"per-exa"}:
            numbers = [float(one.text or "") for one in element.iterfind(".//{*}ParameterNumeric")]
            weights = [float(one.weight) for one in lot.criteria if one.weight is not None]
            assert weights == [one for one in numbers if one in weights], where
            compared["weighed"] += bool(weights)
    assert compared == {"believed": 325, "not told": 193, "weighed": 374}


def test_winners(files: list[tuple[str, Notice, Raw]]) -> None:
    named = 0
    for name, notice, root in files:
        for lot in notice.lots:
            assert {winner.name for winner in lot.winners} == winners(root, lot.id), f"{name} {lot.id}"
            named += bool(lot.winners)
    assert named == 52
