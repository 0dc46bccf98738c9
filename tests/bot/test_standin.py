"""The stand-in answers like the real sites, refusals included: what passes here has a chance to pass there."""

import json
import socket
import time
from datetime import date
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest

from bot.demo.faults import Fault
from bot.demo.standin import StandIn

RECORDS = [
    {
        "idweb": f"26-{n}",
        "dateparution": f"2026-10-0{1 + n % 3}",
        "famille": "MAPA" if n % 2 else "FNS",
        "donnees": "{}",
    }
    for n in range(1, 31)
]


def get(address: str, body: dict[str, object] | None = None) -> tuple[int, bytes]:
    """Status and body, by the simplest client there is."""
    request = Request(address, data=None if body is None else json.dumps(body).encode())
    try:
        with urlopen(request, timeout=5) as answer:
            return answer.status, answer.read()
    except HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()


def boamp(site: StandIn, **params: object) -> tuple[int, dict[str, object]]:
    status, body = get(f"{site.boamp_url}?{urlencode(params, quote_via=quote)}")
    return status, json.loads(body)


def ids(answer: dict[str, object]) -> list[str]:
    return [record["idweb"] for record in answer["results"]]  # type: ignore[index, union-attr, attr-defined]


def xml(country: str = "FRA", number: str = "") -> bytes:
    """The least that a search looks at."""
    return (
        '<ContractNotice xmlns:x="urn:x"><x:Company><x:PostalAddress><x:Country>'
        f"<x:IdentificationCode>{country}</x:IdentificationCode></x:Country></x:PostalAddress></x:Company>"
        f"<x:NoticePublicationID>{number}</x:NoticePublicationID>"
        '<x:TendererRequirementTypeCode listName="reserved-procurement">res-ws</x:TendererRequirementTypeCode>'
        "</ContractNotice>"
    ).encode()


TED = {f"{n}-2026": (date(2026, 10, 1 + n % 5), xml("BEL" if n == 7 else "FRA")) for n in range(1, 12)}


# BOAMP


def test_a_day_of_boamp_in_the_order_of_ids() -> None:
    with StandIn(RECORDS) as site:
        status, answer = boamp(site, where="dateparution = date'2026-10-02'", order_by="idweb", limit=3)
        assert (status, answer["total_count"], ids(answer)) == (200, 10, ["26-1", "26-10", "26-13"])
        _, answer = boamp(site, where="dateparution = date'2026-10-02'", order_by="idweb desc", limit=2, offset=9)
        assert ids(answer) == ["26-1"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("dateparution >= date'2026-10-03'", 10),
        ("dateparution > date'2026-10-01' and dateparution <= date'2026-10-02'", 10),
        ("dateparution < date'2026-10-02' AND famille = \"MAPA\"", 5),
        ("idweb >= '26-9'", 1),
        ('idweb>="26-9"', 1),
        ("", 30),
    ],
)
def test_comparisons_joined_by_and(where: str, found: int) -> None:
    with StandIn(RECORDS) as site:
        assert boamp(site, where=where)[1]["total_count"] == found


def test_without_an_order_the_oldest_come_first_ten_at_a_time() -> None:
    with StandIn(RECORDS) as site:
        answer = boamp(site)[1]
        days = [record["dateparution"] for record in answer["results"]]  # type: ignore[index, union-attr, attr-defined]
        assert days == ["2026-10-01"] * 10


@pytest.mark.parametrize(
    ("params", "code", "part"),
    [
        ({"limit": 101}, "InvalidRESTParameterError", "limit API parameter: 101 was found but -1 <= limit <= 100"),
        ({"limit": "beaucoup"}, "InvalidRESTParameterError", "beaucoup was found"),
        ({"offset": -1}, "InvalidRESTParameterError", "offset"),
        ({"offset": 9_901, "limit": 100}, "InvalidRESTParameterError", "10001 was found but <= 10000 is expected"),
        ({"where": "cpv = '77310000'"}, "ODSQLError", "Unknown field: cpv"),
        ({"where": "dateparution ="}, "ODSQLError", "malformed"),
        ({"order_by": "siret"}, "ODSQLError", "Unknown field: siret"),
        ({"order_by": "idweb downwards"}, "ODSQLError", "order_by"),
        ({"select": "idweb,urlboamp"}, "ODSQLError", "Unknown field: urlboamp"),
    ],
)
def test_what_opendatasoft_refuses_is_refused(params: dict[str, object], code: str, part: str) -> None:
    with StandIn(RECORDS) as site:
        status, answer = boamp(site, **params)
    assert (status, answer["error_code"]) == (400, code)
    assert part in str(answer["message"])


def test_the_deepest_page_is_still_allowed() -> None:
    with StandIn(RECORDS) as site:
        assert boamp(site, offset=9_900, limit=100)[1] == {"total_count": 30, "results": []}


def test_a_selection_of_fields() -> None:
    with StandIn(RECORDS) as site:
        assert boamp(site, select="idweb, famille", limit=1)[1]["results"] == [{"idweb": "26-3", "famille": "MAPA"}]


# TED


def search(site: StandIn, **changes: object) -> tuple[int, dict[str, object]]:
    asked = {
        "query": "buyer-country=FRA AND publication-date>=20261001 AND publication-date<=20261031 "
        "SORT BY publication-date",
        "fields": ["publication-number", "BT-71-Lot"],
        "limit": 4,
        "paginationMode": "ITERATION",
    }
    status, body = get(site.ted_search_url, asked | changes)
    return status, json.loads(body)


def test_a_search_is_iterated_to_its_end_and_the_page_after_it_still_has_a_token() -> None:
    with StandIn(ted=TED) as site:
        found, token, tokens = [], None, set()
        for _ in range(4):
            status, answer = search(site, iterationNextToken=token)
            assert (status, answer["totalNoticeCount"], answer["timedOut"]) == (200, 10, False)
            found.append(len(answer["notices"]))  # type: ignore[arg-type]
            token = answer["iterationNextToken"]
            tokens.add(token)
    assert found == [4, 4, 2, 0]
    assert len(tokens) == 4 and None not in tokens


def test_a_row_of_the_search_has_the_fields_asked_and_links() -> None:
    with StandIn(ted=TED) as site:
        _, answer = search(site, limit=1)
        assert answer["notices"] == [
            {
                "publication-number": "10-2026",
                "BT-71-Lot": ["res-ws"],
                "links": {
                    "xml": {"MUL": f"{site.address}/fr/notice/10-2026/xml"},
                    "html": {"FRA": f"{site.address}/fr/notice/-/detail/10-2026"},
                },
            }
        ]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"fields": ["publication-number", "social-procurement"]}, 400),
        ({"fields": []}, 400),
        ({"limit": 251}, 400),
        ({"query": "n'importe quoi"}, 400),
        ({"query": "classification-cpv = 77*"}, 400),
        ({"iterationNextToken": "inventé"}, 500),
        ({"iterationNextToken": "aW52ZW50w6k="}, 500),
        ({"paginationMode": "PAGE_NUMBER", "page": 4000}, 400),
    ],
)
def test_what_ted_refuses_is_refused(changes: dict[str, object], status: int) -> None:
    with StandIn(ted=TED) as site:
        assert search(site, **changes)[0] == status


def test_a_date_that_ted_cannot_read_finds_nothing_and_says_nothing() -> None:
    with StandIn(ted=TED) as site:
        status, answer = search(site, query="publication-date>=2026-10-01")
    assert (status, answer["notices"], answer["totalNoticeCount"]) == (200, [], 0)


def test_a_field_can_be_made_unknown_to_try_bisection() -> None:
    with StandIn(ted=TED) as site:
        site.ted.refuse = frozenset({"BT-71-Lot"})
        assert search(site)[0] == 400
        assert search(site, fields=["publication-number"])[0] == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/fr/notice/7-2026/xml", 200), ("/en/notice/00000007-2026/xml", 200), ("/fr/notice/99-2026/xml", 404)],
)
def test_the_tree_of_a_notice(path: str, status: int) -> None:
    with StandIn(ted=TED) as site:
        assert get(site.address + path)[0] == status


# Troubles, log, end


def test_troubles_come_at_the_rank_asked_for() -> None:
    with StandIn(RECORDS) as site:
        site.fail("/api", Fault(status=503), first=2, times=2)
        assert [boamp_status(site) for _ in range(5)] == [200, 503, 503, 200, 200]


def boamp_status(site: StandIn) -> int:
    return get(site.boamp_url)[0]


def test_what_was_asked_is_kept() -> None:
    with StandIn(RECORDS) as site:
        boamp(site, where="idweb = '26-1'", limit=1)
        assert [(hit.method, hit.path, hit.query) for hit in site.log] == [
            ("GET", "/api/explore/v2.1/catalog/datasets/boamp/records", (("where", "idweb = '26-1'"), ("limit", "1")))
        ]


def test_it_listens_to_this_machine_only_and_stops_by_itself() -> None:
    with StandIn(RECORDS, seconds=0.2) as site:
        port = int(site.address.rpartition(":")[2])
        assert site.address.startswith("http://127.0.0.1:")
        assert boamp_status(site) == 200
        until = time.monotonic() + 5
        while answers(port) and time.monotonic() < until:
            time.sleep(0.05)
        assert not answers(port)


def answers(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def test_a_folder_of_files_is_served_as_it_is(tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    (tmp_path / "page.json").write_text(json.dumps({"total_count": 1, "results": [RECORDS[0]]}))
    (deep / "one.json").write_text(json.dumps(RECORDS[1]))
    (deep / "lines.jsonl").write_text("\n".join(json.dumps({"record": record}) for record in RECORDS[1:4]))
    (deep / "tree.xml").write_bytes(xml(number="00012345-2026"))
    (deep / "other.txt").write_text("no")
    with StandIn.from_folder(tmp_path) as site:
        assert sorted(ids(boamp(site)[1])) == ["26-1", "26-2", "26-3", "26-4"]
        assert get(site.address + "/fr/notice/12345-2026/xml") == (200, xml(number="00012345-2026"))
