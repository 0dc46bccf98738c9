"""Reading TED: the search gives numbers page after page, then each notice gives its lots."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scrapers.errors import SourceChanged, SourceUnreachable
from scrapers.notice import Notice
from scrapers.source import Page, Reject, Request, Source
from scrapers.sources.ted import Ted
from tests.scrapers.eforms_samples import xml

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=4)
KNOWN = frozenset({"publication-number", "publication-date", "notice-type"})
HINTS = frozenset({"BT-71-Lot", "BT-736-Lot", "BT-775-Lot", "BT-06-Lot"})


@dataclass
class Search:
    """TED's search, as little of it as a reading needs: pages, tokens, and field names that it refuses."""

    numbers: list[str]
    known: frozenset[str] = KNOWN | HINTS
    hints: Mapping[str, dict[str, object]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, request: Request) -> tuple[int, bytes]:
        body: dict[str, Any] = dict(request.json or {})
        self.asked.append(body)
        if not set(body["fields"]) <= self.known:
            return 400, b"Bad request"
        start = int(str(body.get("iterationNextToken", "t0"))[1:])
        page = self.numbers[start : start + body["limit"]]
        entries = [{"publication-number": number, **self.hints.get(number, {})} for number in page]
        return 200, found(entries, total=len(self.numbers), token=f"t{start + body['limit']}")


def found(entries: list[Any], total: object = None, token: object = None, **more: object) -> bytes:
    answer = {"notices": entries, "totalNoticeCount": total, "iterationNextToken": token, "timedOut": False, **more}
    return json.dumps(answer).encode()


def go_through(source: Ted, search: Search, most: int = 1000) -> list[Request]:
    """Follow the search to its end; the requests for notices, in the order they are to be made."""
    waiting, notices = list(source.requests(SINCE, NOW)), list[Request]()
    for _ in range(most):
        if not waiting:
            return notices
        request = waiting.pop(0)
        if request.step == "xml":
            notices.append(request)
            continue
        status, body = search.answer(request)
        follow = source.read(request, body).following if status == 200 else source.refused(request, status, body)
        assert follow is not None, "the source gave up"
        waiting += follow
    raise AssertionError("the reading does not end")


def first(source: Source) -> Request:
    [request] = source.requests(SINCE, NOW)
    return request


def of_notice(number: str = "900101-2026", hints: str = "") -> Request:
    url = f"https://ted.europa.eu/fr/notice/{number}/xml"
    return Request(url, step="xml", memory={"number": number, "hints": hints})


def read_one(page: Page) -> Notice:
    [notice] = page.notices
    assert not page.rejects
    return notice


def reject_of(page: Page) -> Reject:
    [reject] = page.rejects
    assert not page.notices
    return reject


def test_the_first_request_asks_for_the_days_of_french_buyers() -> None:
    request = first(Ted())

    assert request.url == "https://api.ted.europa.eu/v3/notices/search"
    assert request.json == {
        "query": "buyer-country=FRA AND publication-date>=20261118 AND publication-date<=20261122 "
        "SORT BY publication-date",
        "fields": [
            "publication-number",
            "publication-date",
            "notice-type",
            "BT-71-Lot",
            "BT-736-Lot",
            "BT-775-Lot",
            "BT-06-Lot",
        ],
        "limit": 250,
        "scope": "ALL",
        "paginationMode": "ITERATION",
        "onlyLatestVersions": False,
        "checkQuerySyntax": False,
    }


def test_a_reading_can_be_stored_and_taken_up_again() -> None:
    request = first(Ted())
    stored = json.loads(json.dumps({"json": request.json, "memory": request.memory}))

    assert stored == {"json": request.json, "memory": request.memory}


@pytest.mark.parametrize(
    ("since", "now", "wrong"),
    [
        (datetime(2026, 11, 18), NOW, "aware"),
        (NOW, SINCE, "back"),
        (datetime(26, 11, 18, tzinfo=UTC), NOW, "before 1993"),
    ],
)
def test_dates_are_checked_before_they_are_sent(since: datetime, now: datetime, wrong: str) -> None:
    """TED answers 200 and no notice at all to a date it cannot read: the mistake would pass for a quiet day."""
    with pytest.raises(ValueError, match=wrong):
        Ted().requests(since, now)


@pytest.mark.parametrize("limit", [0, 251])
def test_a_page_holds_at_most_250_notices(limit: int) -> None:
    with pytest.raises(ValueError, match="250"):
        Ted(limit=limit)


def test_every_notice_of_every_page_is_asked_once() -> None:
    search = Search([f"{number:08}-2026" for number in range(1, 126)])
    notices = go_through(Ted(api="http://127.0.0.1:9", site="http://127.0.0.1:9/", limit=50), search)

    assert len(search.asked) == 3, "the count told the end: no fourth, empty page"
    assert [request.memory["number"] for request in notices] == [f"{number}-2026" for number in range(1, 126)]
    assert notices[0].url == "http://127.0.0.1:9/fr/notice/1-2026/xml"
    assert notices[0].unless_known == "1-2026", "a published notice never changes: it is asked once"


def test_the_next_page_is_asked_before_the_notices_of_this_one() -> None:
    """Two hundred and fifty notices take minutes, and nobody says how long a token lives."""
    source = Ted(limit=2)
    page = source.read(first(source), found([{"publication-number": f"{n}-2026"} for n in (1, 2)], total=3, token="t2"))

    assert [request.step for request in page.following] == ["page", "xml", "xml"]


def test_a_quiet_day_has_no_notice_and_no_error() -> None:
    assert go_through(Ted(), Search([])) == []


def test_notices_with_a_hint_of_reservation_come_first() -> None:
    hints: dict[str, dict[str, object]] = {
        "2-2026": {"BT-71-Lot": ["none", "res-ws"], "BT-06-Lot": {"fra": ["soc-obj"]}},
        "3-2026": {"BT-71-Lot": ["none"], "BT-736-Lot": "no"},
    }
    notices = go_through(Ted(), Search(["1-2026", "2-2026", "3-2026"], hints=hints))

    assert [(one.memory["number"], one.memory["hints"]) for one in notices] == [
        ("2-2026", "res-ws soc-obj"),
        ("1-2026", ""),
        ("3-2026", ""),
    ]


@pytest.mark.parametrize("refused", [{"BT-775-Lot"}, {"BT-71-Lot", "BT-06-Lot"}, set(HINTS)])
def test_refused_fields_are_found_and_given_up(refused: set[str]) -> None:
    source, search = Ted(limit=50), Search([f"{number}-2026" for number in range(1, 61)], KNOWN | HINTS - refused)
    notices = go_through(source, search)

    assert len(notices) == 60
    assert set(search.asked[-1]["fields"]) == search.known
    trials = search.asked[1:-2]
    assert len(trials) <= 8
    assert {trial["limit"] for trial in trials} == {1}, "a trial of names asks for one notice"


def test_what_was_accepted_is_remembered_by_the_next_reading() -> None:
    source, search = Ted(), Search(["1-2026"], KNOWN | {"BT-71-Lot"})
    go_through(source, search)
    search.asked.clear()

    assert len(go_through(source, search)) == 1
    assert len(search.asked) == 1


def test_a_refusal_that_is_not_about_fields_ends_the_search() -> None:
    source = Ted()
    request = first(source)
    follow = source.refused(request, 400, b"query syntax")

    assert follow is not None
    [needed_alone] = follow
    assert set(dict[str, Any](needed_alone.json or {})["fields"]) == KNOWN
    assert source.refused(needed_alone, 400, b"query syntax") is None


def test_a_page_refused_after_its_fields_were_proven_ends_the_search() -> None:
    source, search = Ted(), Search(["1-2026"], KNOWN)
    waiting = [first(source)]
    while waiting[0].memory["names"] != "proven":
        status, body = search.answer(waiting[0])
        follow = source.read(waiting[0], body).following if status == 200 else source.refused(waiting[0], status, body)
        assert follow
        waiting = list(follow)

    assert source.refused(waiting[0], 400, b"limit") is None


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_other_refusals_of_the_search_are_errors(status: int) -> None:
    assert Ted().refused(first(Ted()), status, b"") is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html>Maintenance</html>", "la réponse n'est pas du JSON"),
        (b'{"notices": [{"publication-nu', "la réponse n'est pas du JSON"),
        (b"", "la réponse n'est pas du JSON"),
        (b'{"results": []}', "la réponse ne contient pas la liste « notices »"),
        (b"[]", "la réponse ne contient pas la liste « notices »"),
        (b'{"notices": null}', "la réponse ne contient pas la liste « notices »"),
        (found([], total=12), "la recherche annonce 12 avis et s'arrête après 0"),
        (found([{"publication-number": "1-2026"}], total=12), "la recherche annonce 12 avis et s'arrête après 1"),
        (
            found([{"publication-number": "1-2026"}]),
            "la recherche annonce un nombre inconnu d'avis et s'arrête après 1",
        ),
    ],
)
def test_an_answer_that_is_not_a_whole_search_is_an_error(body: bytes, sentence: str) -> None:
    with pytest.raises(SourceChanged) as changed:
        Ted().read(first(Ted()), body)

    assert changed.value.sentence == f"TED a changé de forme : {sentence}"
    assert changed.value.source == "ted"
    assert changed.value.address == "https://api.ted.europa.eu/v3/notices/search"


def test_json_nested_beyond_reason_is_an_error_of_the_source() -> None:
    with pytest.raises(SourceChanged):
        Ted().read(first(Ted()), b"[" * 100_000)


def test_a_search_that_timed_out_on_their_side_is_asked_again_and_never_believed() -> None:
    with pytest.raises(SourceUnreachable, match="redemandée"):
        Ted().read(first(Ted()), found([{"publication-number": "1-2026"}], total=1, timedOut=True))


def test_a_search_that_turns_in_circles_is_stopped() -> None:
    source = Ted(limit=1)
    page = found([{"publication-number": "1-2026"}], total=9, token="same")
    second, _notice = source.read(first(source), page).following

    assert second.json is not None
    assert second.json["iterationNextToken"] == "same"
    with pytest.raises(SourceChanged, match="tourne en rond après 2 avis"):
        source.read(second, page.replace(b"1-2026", b"2-2026"))


def test_an_entry_without_a_number_is_set_aside_and_the_rest_goes_on() -> None:
    entries = [
        {"publication-number": None},
        "?",
        {"publication-number": ["00000007-2026"]},
        {"publication-number": "../x"},
    ]
    page = Ted().read(first(Ted()), found(entries, total=4))

    assert [request.memory["number"] for request in page.following] == ["7-2026"]
    assert [reject.reason for reject in page.rejects] == ["la recherche TED donne un avis sans numéro lisible"] * 3
    assert json.loads(page.rejects[2].content) == {"publication-number": "../x"}


def test_a_notice_is_read_with_its_page_on_the_site_it_came_from() -> None:
    notice = read_one(Ted(site="http://127.0.0.1:9").read(of_notice(), xml()))

    assert notice.id == "ted:900101-2026"
    assert notice.url == "http://127.0.0.1:9/fr/notice/-/detail/900101-2026"


def test_a_notice_whose_xml_tells_no_publication_number_keeps_the_one_asked() -> None:
    nameless = xml("call_two_lots.xml", ("00900101-2026", ""))

    assert read_one(Ted().read(of_notice(), nameless)).id == "ted:900101-2026"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!DOCTYPE html><html></html>", "une page HTML a été reçue au lieu d'un avis XML"),
        (b"", "fichier vide"),
        (b"<TED_EXPORT/>", "format TED_EXPORT, abandonné par TED fin 2023 : plus pris en charge"),
        (xml("award.xml"), "TED a rendu l'avis 900777-2027 au lieu de l'avis demandé"),
    ],
)
def test_a_notice_that_cannot_be_read_is_kept_aside_with_its_bytes(body: bytes, reason: str) -> None:
    assert reject_of(Ted().read(of_notice(), body)) == Reject("ted", "900101-2026", reason, body)


def test_a_reject_says_what_the_search_announced() -> None:
    reject = reject_of(Ted().read(of_notice(hints="res-ws"), b""))

    assert reject.reason == "fichier vide (la recherche TED y annonçait : res-ws)"


def test_a_notice_missing_in_french_is_asked_once_at_its_english_address() -> None:
    source, request = Ted(), of_notice()
    follow = source.refused(request, 404, b"")

    assert follow is not None
    [english] = follow
    assert english.url == "https://ted.europa.eu/en/notice/900101-2026/xml"
    assert source.refused(english, 404, b"") is None
    assert source.refused(request, 403, b"") is None


def test_a_reject_is_read_again_once_its_trouble_is_over() -> None:
    source = Ted()

    assert read_one(source.reread(xml())).id == "ted:900101-2026"
    assert reject_of(source.reread(b'{"publication-number": null}')).reason == (
        "du JSON a été reçu au lieu d'un avis XML"
    )


class TestASearchThatNeverEnds:
    """A search that turns in circles is told as a trouble, whatever its count and its tokens say."""

    def read_until_refused(self, pages: list[list[str]], total: object) -> tuple[str, int]:
        """The sentence of the refusal and how many answers were read; the pages come again and again, 10 a page."""
        source, asked = Ted(limit=10), 0
        request = first(source)
        while asked < 10_000:
            entries = [{"publication-number": number} for number in pages[asked % len(pages)]]
            asked += 1
            try:
                page = source.read(request, found(entries, total=total, token=f"new{asked}"))
            except SourceChanged as error:
                return error.sentence, asked
            request = next(one for one in page.following if one.step == "page")
        raise AssertionError("it never ends")

    def test_the_same_page_for_ever_with_new_tokens(self) -> None:
        page = [f"{number}-2026" for number in range(900_100, 900_110)]
        assert self.read_until_refused([page], 5_000) == (
            "TED a changé de forme : la recherche redonne les mêmes avis après 20 avis",
            2,
        )
        assert self.read_until_refused([page, page[:5], page[::-1]], None)[1] == 3

    def test_pages_without_end_and_a_count_that_is_not_told(self) -> None:
        pages = [[f"{number}-2026"] for number in range(100_000, 400_000)]
        sentence, asked = self.read_until_refused(pages, 200)
        assert sentence == "TED a changé de forme : la recherche ne finit pas, après 61 avis en 61 pages"
        assert asked == 61

    def test_a_count_that_nobody_can_believe(self) -> None:
        sentence, asked = self.read_until_refused([["900101-2026"]], 100_001)
        assert (sentence, asked) == ("TED a changé de forme : la recherche annonce 100001 avis", 1)

    def test_the_last_page_may_be_asked_again_after_a_kill(self) -> None:
        search = Search([f"{number}-2026" for number in range(900_100, 900_125)])
        source = Ted(limit=10)
        request = first(source)
        page = source.read(request, search.answer(request)[1])
        assert source.read(request, search.answer(request)[1]) == page
