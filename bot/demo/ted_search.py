"""TED as its search API v3 answers: `POST /v3/notices/search`, and the tree of each notice.

Answered as the real one does: one unknown field refuses the whole request (400), a date not written YYYYMMDD finds
nothing (200), a bad iteration token breaks (500), and the page after the last one still carries a token.
"""

import base64
import json
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from lxml import etree

MOST = 250
DEEPEST = 15_000  # notices, in PAGE_NUMBER mode
CLAUSE = re.compile(r"^\(?\s*(?P<field>[\w-]+)\s*(?P<sign>>=|<=|=|>|<| IN )\s*\(?(?P<value>[^()]*)\)*$", re.IGNORECASE)
SORT = re.compile(r"\s+SORT BY\s+publication-date(?P<down>\s+DESC)?\s*$", re.IGNORECASE)
SIGNS: Mapping[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
DAY = re.compile(r"^\d{8}$")


@dataclass(frozen=True)
class TedNotice:
    """One notice: its number as in addresses ("900001-2026"), its day, its eForms XML."""

    number: str
    day: date
    xml: bytes

    @cached_property
    def _tree(self) -> etree._Element | None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        return etree.fromstring(self.xml, parser) if self.xml.strip() else None

    def texts(self, *names: str) -> list[str]:
        """The texts at a path of local names, whatever the prefixes."""
        if self._tree is None:
            return []
        path = "//" + "/".join(f"*[local-name()='{name}']" for name in names) + "/text()"
        return [str(text).strip() for text in cast("list[str]", self._tree.xpath(path))]

    @cached_property
    def countries(self) -> list[str]:
        """The country of the first organisation is enough for a stand-in."""
        return self.texts("Company", "PostalAddress", "Country", "IdentificationCode")[:1]

    def coded(self, element: str, list_name: str) -> list[str]:
        """The codes of one eForms list, whatever the lot."""
        if self._tree is None:
            return []
        found = self._tree.xpath(f"//*[local-name()='{element}'][@listName='{list_name}']/text()")
        return [str(text).strip() for text in cast("list[str]", found)]


FIELDS: Mapping[str, Callable[[TedNotice], object]] = {
    "publication-number": lambda notice: notice.number,
    "publication-date": lambda notice: f"{notice.day.isoformat()}+01:00",
    "notice-title": lambda notice: {"fra": next(iter(notice.texts("ProcurementProject", "Name")), "")},
    "notice-type": lambda notice: next(iter(notice.texts("NoticeTypeCode")), ""),
    "buyer-name": lambda notice: {"fra": notice.texts("Company", "PartyName", "Name")[:1]},
    "buyer-country": lambda notice: notice.countries,
    "classification-cpv": lambda notice: notice.texts("ItemClassificationCode"),
    "place-of-performance": lambda notice: notice.texts("RealizedLocation", "Address", "CountrySubentityCode"),
    "deadline-receipt-tender-date-lot": lambda notice: notice.texts("TenderSubmissionDeadlinePeriod", "EndDate"),
    "BT-71-Lot": lambda notice: notice.coded("TendererRequirementTypeCode", "reserved-procurement"),
    "BT-736-Lot": lambda notice: notice.coded("ExecutionRequirementCode", "reserved-execution"),
    "BT-775-Lot": lambda notice: notice.coded("ProcurementTypeCode", "social-objective"),
    "BT-06-Lot": lambda notice: notice.coded("ProcurementTypeCode", "strategic-procurement"),
    "reserved-procurement-lot": lambda notice: notice.coded("TendererRequirementTypeCode", "reserved-procurement"),
    "strategic-procurement-lot": lambda notice: notice.coded("ProcurementTypeCode", "strategic-procurement"),
}


class TedTable:
    """The notices of a search, by day. `refuse` names fields that this stand-in pretends not to know."""

    def __init__(self, notices: list[TedNotice]) -> None:
        self._notices = sorted(notices, key=lambda notice: (notice.day, notice.number))
        self.by_number = {notice.number.lstrip("0"): notice for notice in notices}
        self.refuse: frozenset[str] = frozenset()

    def answer(self, asked: object, address: str) -> tuple[int, bytes]:
        """Status and body of one search; `address` is where the links of the results lead."""
        if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
            return _error(400, "query: must not be empty")
        wanted = asked.get("fields")
        if not isinstance(wanted, list) or not wanted:
            return _error(400, "fields: must not be empty")
        unknown = [field for field in wanted if field not in FIELDS or field in self.refuse]
        if unknown:
            return _error(400, f"Parameter 'fields' contains unsupported value ({unknown[0]})")
        limit = asked.get("limit", 10)
        if not isinstance(limit, int) or not 1 <= limit <= MOST:
            return _error(400, f"limit: must be between 1 and {MOST}")
        return self._page(asked, limit, address)

    def _page(self, asked: dict[str, object], limit: int, address: str) -> tuple[int, bytes]:
        try:
            found = self._found(str(asked["query"]))
        except ValueError as error:
            return _error(400, str(error))
        iterates = asked.get("paginationMode") == "ITERATION"
        start = _after(asked.get("iterationNextToken")) if iterates else _nth(asked.get("page", 1), limit)
        if start is None:
            return _error(500, "Internal server error")
        if not iterates and start + limit > DEEPEST:
            return _error(400, f"page: results after {DEEPEST} need the ITERATION mode")
        fields = [str(field) for field in asked["fields"]] if isinstance(asked["fields"], list) else []
        rows = [_row(notice, fields, address) for notice in found[start : start + limit]]
        token = _token(start + limit) if iterates else None
        answer = {"notices": rows, "totalNoticeCount": len(found), "iterationNextToken": token, "timedOut": False}
        return 200, json.dumps(answer).encode()

    def _found(self, query: str) -> list[TedNotice]:
        """Raises ValueError for a query that this stand-in cannot read."""
        sort = SORT.search(query)
        clauses = re.split(r"\s+AND\s+", SORT.sub("", query).strip(), flags=re.IGNORECASE)
        tests = [_test(clause.strip()) for clause in clauses]
        found = [notice for notice in self._notices if all(test(notice) for test in tests)]
        return found[::-1] if sort and sort["down"] else found


def _test(clause: str) -> Callable[[TedNotice], bool]:
    match = CLAUSE.match(clause)
    if match is None:
        raise ValueError(f"Syntax error in query: {clause}")
    field, sign, value = match["field"].lower(), match["sign"].strip().upper(), match["value"].strip()
    if field == "buyer-country" and sign in ("=", "IN"):
        return lambda notice: bool(set(notice.countries) & set(value.split()))
    if field != "publication-date" or sign == "IN":
        raise ValueError(f"Syntax error in query: {clause}")
    return _by_day(sign, value)


def _by_day(sign: str, value: str) -> Callable[[TedNotice], bool]:
    """A date that is not written YYYYMMDD finds nothing, and the real API does not say why."""
    valid = DAY.match(value) is not None
    return lambda notice: valid and SIGNS[sign](notice.day.strftime("%Y%m%d"), value)


def _row(notice: TedNotice, fields: list[str], address: str) -> dict[str, object]:
    links = {
        "xml": {"MUL": f"{address}/fr/notice/{notice.number}/xml"},
        "html": {"FRA": f"{address}/fr/notice/-/detail/{notice.number}"},
    }
    return {field: FIELDS[field](notice) for field in fields} | {"publication-number": notice.number, "links": links}


def _token(position: int) -> str:
    return base64.urlsafe_b64encode(f"after:{position}".encode()).decode()


def _after(token: object) -> int | None:
    """Where a token leads; None for a bad one."""
    if token is None or token == "":
        return 0
    try:
        text = base64.urlsafe_b64decode(str(token)).decode()
    except ValueError:
        return None
    return int(text[6:]) if re.fullmatch(r"after:\d{1,9}", text) else None


def _nth(page: object, limit: int) -> int | None:
    return (page - 1) * limit if isinstance(page, int) and page >= 1 else None


def _error(status: int, message: str) -> tuple[int, bytes]:
    return status, json.dumps({"message": message}).encode()
