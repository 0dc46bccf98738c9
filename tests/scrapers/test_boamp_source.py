"""BOAMP is read day by day, every notice announced is seen, and a kill in the middle loses nothing."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from bot.demo.ods import BoampTable
from scrapers.errors import SourceChanged
from scrapers.source import Page, Request
from scrapers.sources.boamp import Boamp
from tests.scrapers.boamp_records import decoded, published

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
Answer = Callable[[dict[str, str]], bytes]


def record(number: int, day: str = "2026-11-05") -> dict:
    return {"idweb": f"26-{number}", "objet": f"Avis {number}", "dateparution": day, "nature": "APPEL_OFFRE"}


def one_day(source: Boamp) -> Request:
    (request,) = source.requests(NOW, NOW)
    return request


def follow(source: Boamp, first: Iterable[Request], answer: Answer) -> tuple[list[str], list[Request]]:
    """Make the requests one after the other, as the reading loop does: the ids read, and what was asked."""
    waiting, asked, ids = list(first), [], []
    while waiting:
        request = waiting.pop(0)
        asked.append(request)
        page = source.read(request, answer(dict(request.params)))
        ids += [notice.publisher_id for notice in page.notices]
        waiting += [Request(**json.loads(json.dumps(_plain(each)))) for each in page.following]
    return ids, asked


def _plain(request: Request) -> dict:
    return {"url": request.url, "params": request.params, "step": request.step, "memory": request.memory}


def test_there_is_one_window_a_day_of_paris_from_the_first_to_today() -> None:
    late = datetime(2026, 11, 5, 23, 30, tzinfo=UTC)  # already the 6th in Paris
    wheres = [
        dict(request.params)["where"] for request in Boamp().requests(datetime(2026, 11, 4, 9, 0, tzinfo=UTC), late)
    ]
    assert wheres == [f"dateparution = date'2026-11-{day:02}'" for day in (4, 5, 6)]


def test_the_address_is_that_of_the_public_api_or_of_a_stand_in() -> None:
    assert one_day(Boamp()).url == (
        "https://boamp-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/boamp/records"
    )
    assert urlsplit(one_day(Boamp("http://127.0.0.1:8000/")).url).netloc == "127.0.0.1:8000"


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2), (250, 3)])
def test_all_the_pages_of_a_day_are_read(count: int, pages: int) -> None:
    table = BoampTable([record(number) for number in range(count)] + [record(9_999, "2026-11-04")])
    ids, asked = follow(Boamp(), [one_day(Boamp())], table.answer)
    assert sorted(ids) == sorted(f"26-{number}" for number in range(count))
    assert len(asked) == pages


def test_a_day_of_more_than_ten_thousand_is_read_from_both_ends_never_past_the_limit() -> None:
    table = BoampTable([record(number) for number in range(10_450)])
    ids, asked = follow(Boamp(), [one_day(Boamp())], table.answer)  # the table refuses an offset past the limit
    assert set(ids) == {f"26-{number}" for number in range(10_450)}
    assert {dict(request.params)["order_by"] for request in asked} == {"idweb", "idweb desc"}
    assert max(int(dict(request.params)["offset"]) + int(dict(request.params)["limit"]) for request in asked) <= 10_000


def test_a_day_that_cannot_be_read_whole_is_an_error_that_says_so() -> None:
    with pytest.raises(SourceChanged) as caught:
        Boamp().read(one_day(Boamp()), b'{"total_count": 25000, "results": []}')
    assert "25000 avis le 2026-11-05" in caught.value.sentence


def test_a_notice_added_while_we_read_makes_the_day_be_read_again() -> None:
    records = [record(number) for number in range(100, 300)]
    asked_once: list[str] = []

    def answer(params: dict[str, str]) -> bytes:
        if params["offset"] == "100" and not asked_once:
            asked_once.append("now")
            records.insert(0, record(1))  # it shifts the second page by one
        return BoampTable(records).answer(params)

    ids, asked = follow(Boamp(), [one_day(Boamp())], answer)
    assert set(ids) == {f"26-{number}" for number in (1, *range(100, 300))}
    assert [request.memory["again"] for request in asked] == ["", "", "", "1", "1", "1"]
    assert len({str(dict(request.params)) for request in asked}) == 6  # no 304 of the first reading can hide the second


def test_a_day_that_stays_short_twice_is_an_error_not_a_complete_day() -> None:
    with pytest.raises(SourceChanged) as caught:
        follow(Boamp(), [one_day(Boamp())], lambda _: json.dumps({"total_count": 3, "results": [record(1)]}).encode())
    assert caught.value.sentence == ("le BOAMP annonce 3 avis le 2026-11-05 mais en a donné 1, deux fois de suite")


def test_a_page_that_comes_for_ever_is_asked_twice_then_told() -> None:
    """Whatever the count says: the first page, the same again, then both once more."""
    asked: list[dict[str, str]] = []

    def answer(params: dict[str, str]) -> bytes:
        asked.append(params)
        return json.dumps({"total_count": 9_000, "results": [record(number) for number in range(100)]}).encode()

    with pytest.raises(SourceChanged) as caught:
        follow(Boamp(), [one_day(Boamp())], answer)
    assert caught.value.sentence.endswith("annonce 9000 avis le 2026-11-05 mais en a donné 100, deux fois de suite")
    assert [params["offset"] for params in asked] == ["0", "100", "0", "100"]


def test_a_kill_between_two_pages_repeats_nothing_but_the_page_in_hand() -> None:
    table = BoampTable([record(number) for number in range(250)])
    first = Boamp().read(one_day(Boamp()), table.answer(dict(one_day(Boamp()).params)))
    (kept,) = first.following  # all that was left in the database
    ids, asked = follow(Boamp(), [kept], table.answer)
    assert len(first.notices) + len(ids) == 250
    assert len(asked) == 2


def test_one_bad_record_is_kept_aside_and_the_others_go_on() -> None:
    bad = {"idweb": "26-2", "donnees": '{"MAPA": '}
    body = json.dumps({"total_count": 4, "results": [record(1), bad, 17, record(3)]}).encode()
    page = Boamp().read(one_day(Boamp()), body)
    assert [notice.publisher_id for notice in page.notices] == ["26-1", "26-3"]
    assert [(kept.source, kept.publisher_id) for kept in page.rejects] == [("boamp", "26-2"), ("boamp", None)]
    assert json.loads(page.rejects[0].content) == bad
    assert page.following == ()  # bad records were seen too: the day is complete


def test_a_record_kept_aside_can_be_read_again_once_it_can_be_read() -> None:
    whole = published(decoded("mapa_call"))
    page = Boamp().reread(json.dumps(whole).encode())
    assert [notice.id for notice in page.notices] == ["boamp:26-90010"]
    still = Boamp().reread(b'{"idweb": "26-2", "donnees": "{"}')
    assert [kept.publisher_id for kept in still.rejects] == ["26-2"]
    assert Boamp().reread(b"\xff\x00").rejects[0].reason == "l'enregistrement gardé n'est pas du JSON lisible"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "par une page web"),
        (b"  \n<html>", "par une page web"),
        (b"", "par un message vide"),
        (b'{"total_count": 3, "results": [{"idweb": "26-1"', "coupée ou illisible"),
        (b'{"total_count": "\xe9"}', "coupée ou illisible"),
        (b"[" * 100_000, "coupée ou illisible"),
        (b'{"results": []}', "combien d'avis"),
        (b'{"total_count": "3", "results": []}', "combien d'avis"),
        (b'{"total_count": true, "results": []}', "combien d'avis"),
        (b'{"total_count": -1, "results": []}', "combien d'avis"),
        (b'{"total_count": 3}', "pas de liste d'avis"),
        (b'{"total_count": 3, "results": {"a": 1}}', "pas de liste d'avis"),
        (b"[]", "combien d'avis"),
        (b"null", "combien d'avis"),
        (b'{"error_code": "ODSQLError", "message": "ODSQL query is malformed"}', "une erreur (ODSQLError)"),
        (b'{"errorcode": 10002, "error": "Too many requests"}', "une erreur (10002)"),
    ],
)
def test_an_answer_that_is_not_one_is_a_change_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(SourceChanged) as caught:
        Boamp().read(one_day(Boamp()), body)
    assert sentence in caught.value.sentence
    assert caught.value.source == "boamp"
    assert caught.value.address.startswith("https://boamp-datadila")


def test_a_refusal_has_no_other_way_to_ask() -> None:
    assert Boamp().refused(one_day(Boamp()), 400, b"") is None


def test_an_answer_with_no_notice_is_a_complete_day() -> None:
    assert Boamp().read(one_day(Boamp()), b'{"total_count": 0, "results": []}') == Page()
