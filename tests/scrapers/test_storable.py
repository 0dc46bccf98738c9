"""What strangers put in JSON can be stored and walked through, and one bad record does not cost its page."""

import json
import time

import pytest

from scrapers.boamp.record import read_or_reject
from scrapers.notice import Notice
from scrapers.source import Reject
from scrapers.sources.boamp import Boamp
from scrapers.storable import DEEPEST, load_json
from tests.scrapers.test_boamp_source import one_day, record


@pytest.mark.parametrize(
    ("published", "told"),
    [
        (r'{"a\ud800": ["b\udfff", ["\u0000c"]]}', {"a": ["b", ["c"]]}),
        (r'"\ud83d\ude00"', "😀"),
        (r'{"a": "\\ud800"}', {"a": r"\ud800"}),
        ("[" + "9" * 5000 + "]", ["9" * 5000]),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
    ],
)
def test_texts_and_numbers_become_what_can_be_kept(published: str | bytes, told: object) -> None:
    assert load_json(published) == told


@pytest.mark.parametrize("depth", [DEEPEST + 1, 980, 990, 1_000, 200_000])
def test_what_is_nested_without_end_is_kept_as_it_was_written(depth: int) -> None:
    told = load_json('{"a": ' + "[" * depth + '"]"' + "]" * depth + ', "b": 2}')
    assert isinstance(told, dict)
    assert told["b"] == 2
    assert json.dumps(told).count("[") == depth


@pytest.mark.parametrize("cut", ["[" * 100_000, '{"a": "' + "x" * 50, "[" * 300 + "]" * 299, '"' * 99_999])
def test_json_that_is_cut_is_an_error(cut: str) -> None:
    with pytest.raises(ValueError):
        load_json(cut)


def test_a_record_nested_without_end_leaves_the_others_of_its_page() -> None:
    for depth in (900, 985, 990, 995, 5_000):
        deep = '{"idweb": "26-2", "objet": "Avis", "x": ' + '{"a":' * depth + "1" + "}" * depth + "}"
        body = f'{{"total_count": 3, "results": [{json.dumps(record(1))}, {deep}, {json.dumps(record(3))}]}}'
        page = Boamp().read(one_day(Boamp()), body.encode())
        read = [notice.publisher_id for notice in page.notices] + [kept.publisher_id for kept in page.rejects]
        assert sorted(map(str, read)) == ["26-1", "26-2", "26-3"], depth


def test_lone_surrogates_in_a_record_reach_neither_reasons_nor_memory() -> None:
    strange = {"idweb": "26-2", "donnees": json.dumps({"forme\ud800": "x"})}
    body = json.dumps({"total_count": 300, "results": [strange, {"idweb": "26-\ud8003"}]})
    page = Boamp().read(one_day(Boamp()), body.encode())
    assert [kept.reason for kept in page.rejects] == ["la forme de « donnees » n'est pas connue (forme)"]
    assert page.following[0].memory["seen"] == "26-2 26-3"
    repr(page).encode()


def test_a_reject_can_always_be_stored() -> None:
    kept = Reject("boamp", "26\ud800-1", "illisible \udc00\x00", b"\xff")
    assert (kept.publisher_id, kept.reason) == ("26-1", "illisible ")


def test_a_title_of_entities_and_one_of_tags_are_read_in_reasonable_time() -> None:
    """Two seconds of slack for slow machines: it takes a tenth of that."""
    started = time.perf_counter()
    for title in ("&amp;" * 250_000, "<div>" * 50_000 + "Espaces verts <", "<!--" * 50_000, "<script>" * 50_000):
        found = read_or_reject(record(1) | {"objet": title})
        assert isinstance(found, Notice), title[:20]
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "text",
    ["<INIT>" * 20_000, "<INIT " * 20_000 + "<", "au lieu de x " * 10_000, "au lieu de x, lire" + " ,;." * 9_000],
)
def test_a_correction_that_opens_pairs_without_end_is_read_in_reasonable_time(text: str) -> None:
    started = time.perf_counter()
    assert isinstance(
        read_or_reject(record(1) | {"donnees": json.dumps({"MAPA": {"rectificatif": {"x": text}}})}), Notice
    )
    assert time.perf_counter() - started < 2
