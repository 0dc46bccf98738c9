"""Whatever bytes come, the answer is a notice or one French sentence saying why not."""

import json
import random
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.eforms import read_json, read_xml
from scrapers.errors import NoticeUnreadable
from scrapers.notice import Notice
from tests.scrapers.eforms_samples import FIXTURES, twin, xml

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">%s]>
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2">&z9;</ContractNotice>
""" % b"".join(
    b'<!ENTITY %c9 "%s">' % (name, b"&%c9;" % (name - 1) * 10 if name > 98 else b"&a;" * 10) for name in range(98, 123)
)

IN_AN_ATTRIBUTE = BOMB.replace(b">&z9;<", b' note="&z9;"><')
FROM_A_FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><ContractNotice>&f;</ContractNotice>'


def refusal(content: bytes) -> str:
    with pytest.raises(NoticeUnreadable) as refused:
        read_xml(content)
    return refused.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "fichier vide"),
        (b" \r\n ", "fichier vide"),
        (b"<!DOCTYPE html>\n<html><body>Maintenance</body></html>", "une page HTML a été reçue au lieu d'un avis XML"),
        (b"<html><body><p>Maintenance</p></body></html>", "une page HTML a été reçue au lieu d'un avis XML"),
        (b'{"message": "Not found"}', "du JSON a été reçu au lieu d'un avis XML"),
        (b"Service unavailable", "ce n'est pas du XML"),
        (b"PK\x03\x04\x14\x00", "ce n'est pas du XML"),
        (FROM_A_FILE, "le XML déclare un type de document (DOCTYPE), refusé par prudence"),
        (b"<facture/>", "ce n'est pas un avis eForms (racine « facture »)"),
        (
            b'<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"/>',
            "format TED_EXPORT, abandonné par TED fin 2023 : plus pris en charge",
        ),
        (b"<ContractNotice/>", "avis eForms sans identifiant (ni numéro de publication, ni BT-701)"),
    ],
)
def test_what_is_not_a_notice_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


@pytest.mark.parametrize("content", [BOMB, IN_AN_ATTRIBUTE], ids=["in a text", "in an attribute"])
def test_an_xml_bomb_is_refused_at_once(content: bytes) -> None:
    before = perf_counter()

    assert refusal(content)
    assert perf_counter() - before < 2


def test_a_cut_notice_is_refused_and_says_so() -> None:
    assert refusal(xml()[:5000]).startswith("XML coupé ou mal formé")


def test_a_notice_nested_beyond_reason_is_refused() -> None:
    assert refusal(b"<a>" * 100_000).startswith("XML coupé ou mal formé")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_are_read_when_the_xml_says_which(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = xml().decode().replace('encoding="UTF-8"', f'encoding="{name}"').replace("’", "'")

    assert read_xml(text.encode(encoding)) == read_xml(xml())


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({}, "ce n'est pas un avis eForms (racine « rien »)"),
        ({"EFORMS": ""}, "ce n'est pas un avis eForms (racine « rien »)"),
        ({"EFORMS": {"ContractNotice": ""}}, "avis eForms vide"),
        ({"MAPA": {"organisme": {}}}, "ce n'est pas un avis eForms (racine « MAPA »)"),
    ],
)
def test_json_without_an_eforms_notice_is_refused(tree: dict[str, object], reason: str) -> None:
    with pytest.raises(NoticeUnreadable) as refused:
        read_json(tree, source="boamp", publisher_id="26-1")
    assert refused.value.reason == reason


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Cut, flip, double or drop some bytes."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((1, 1, 2, 40, 400)))
        match chance.randrange(4):
            case 0:
                changed[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 1:
                changed[start:end] = b""
            case 2:
                changed[start:start] = changed[start:end]
            case _:
                changed = changed[: max(1, start)]
    return bytes(changed)


@pytest.mark.parametrize("seed", range(6))
def test_broken_bytes_are_read_or_refused_and_never_anything_else(seed: int) -> None:
    chance = random.Random(seed)
    files = [path.read_bytes() for path in sorted(FIXTURES.glob("*.xml"))]
    answers = {True: 0, False: 0}
    for _ in range(400):
        try:
            read = isinstance(read_xml(mutated(chance.choice(files), chance)), Notice)
        except NoticeUnreadable as refused:
            read = not refused.reason
        answers[read] += 1

    assert answers[True] > 0, "some mutations leave a notice"
    assert answers[False] > 0, "most do not"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["#text", "@listName", "cbc:ID", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_json_with_any_value_replaced_is_read_or_refused(data: st.DataObject) -> None:
    tree = twin()
    spot: Any = tree["EFORMS"]
    for _ in range(data.draw(st.integers(0, 9))):
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        inner = [key for key in keys if isinstance(spot[key], dict | list) and spot[key]]
        if not inner:
            break
        spot = spot[data.draw(st.sampled_from(inner))]
    key = data.draw(st.sampled_from(list(spot) if isinstance(spot, dict) else list(range(len(spot)))))
    spot[key] = data.draw(JUNK)
    try:
        notice = read_json(json.loads(json.dumps(tree)), source="boamp", publisher_id="26-1")
    except NoticeUnreadable as refused:
        assert refused.reason
    else:
        assert notice.lots
