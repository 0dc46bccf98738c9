"""A file handed over is recognised by what it holds; what is not a notice is refused with its reason."""

import json

import pytest

from scrapers.files import read_file
from scrapers.notice import Notice
from scrapers.source import Reject
from tests.scrapers.boamp_records import FOLDER, decoded, published
from tests.scrapers.test_feeds import RSS

TWO = ["boamp:24-12", "boamp:24-13"]
LIGHT = {"idweb": "24-12", "objet": "Tri", "datelimitereponse": "2024-07-25T12:00:00+00:00"}
EFORMS = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a fictitious notice -->
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
  <cbc:ID schemeName="notice-id">99999999-8888-4777-8666-555555555555</cbc:ID>
  <cac:ProcurementProject><cbc:Name languageID="FRA">Tri de papiers</cbc:Name></cac:ProcurementProject>
</ContractNotice>"""


def ids(content: bytes) -> list[str]:
    return [found.id for found in read_file(content, "fichier") if isinstance(found, Notice)]


def reasons(content: bytes) -> list[str]:
    return [found.reason for found in read_file(content, "fichier") if isinstance(found, Reject)]


def as_json(told: object) -> bytes:
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (as_json({"total_count": 14615, "results": [LIGHT, LIGHT | {"idweb": "24-13"}]}), TWO),
        (as_json({"nhits": 1, "records": [{"recordid": "a", "fields": LIGHT}]}), ["boamp:24-12"]),
        (as_json({"total_count": 0, "results": []}), []),
        (as_json(LIGHT), ["boamp:24-12"]),
        (b"\xef\xbb\xbf \n" + as_json(LIGHT), ["boamp:24-12"]),
        (as_json([LIGHT]), ["boamp:24-12"]),
        (as_json([{"id": "24_12", "objet": "Tri"}]), ["boamp:24-12"]),
        (as_json({"expected": {"labels": []}, "record": LIGHT}), ["boamp:24-12"]),
        (as_json(LIGHT) + b"\n\n" + as_json({"expected": {}, "record": LIGHT | {"idweb": "24-13"}}) + b"\n", TWO),
        (json.dumps(published(decoded("fnsimple_call")), indent=2).encode(), ["boamp:26-90001"]),
        (as_json(decoded("eforms_call")), ["boamp:26-90030"]),
        ((FOLDER / "dila_230.xml").read_bytes(), ["boamp:17-90040"]),
        ((FOLDER / "dila_325_eforms.xml").read_bytes(), ["boamp:26-90041"]),
        (EFORMS, ["ted:99999999-8888-4777-8666-555555555555"]),
    ],
)  # fmt: skip
def test_each_supported_format_is_recognised(content: bytes, found: list[str]) -> None:
    assert reasons(content) == []
    assert ids(content) == found


def test_a_feed_in_a_file_is_read_without_asking_anything() -> None:
    assert ids(RSS)[0] == "feed:4101"
    assert len(ids(RSS)) == 4
    assert reasons(RSS) == ["l'entrée du flux n'a ni titre, ni lien, ni identifiant"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "le fichier est vide"),
        (b" \n\t ", "le fichier est vide"),
        (b"\xef\xbb\xbf", "le fichier est vide"),
        ("<rss/>".encode("utf-16"), "UTF-16"),
        ("{}".encode("utf-16-le"), "n'est pas du texte"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "n'est pas du texte"),
        (b"PK\x03\x04\x14\x00", "n'est pas du texte"),
        (b"name,url\nx,y\n", "n'est pas reconnu : ni JSON, ni XML"),
        (b'{"idweb": "26-1", "objet": ', "coupé ou mal formé"),
        (b'{"idweb": "26-1", "objet": "\xe9"}', "coupé ou mal formé"),
        (b"[" * 50_000, "coupé ou mal formé"),
        (b"[1, 2]", "n'a pas la forme d'un avis"),
        (b'"idweb"', "n'est pas reconnu"),
        (b'{"a": 1}', "n'a pas la forme d'un avis"),
        (as_json([{"id": "25-1", "title": "Tri", "buyer": {"name": "Ville"}}]), "n'a pas la forme d'un avis"),
        (as_json({"marches": {"marche": []}}), "données essentielles"),
        (as_json({"notices": [], "totalNoticeCount": 0}), "réponse de recherche de TED"),
        (as_json({"releases": []}), "OCDS"),
        (as_json({"error_code": "ODSQLError", "message": "x"}), "message d'erreur du BOAMP"),
        (b"<TED_EXPORT xmlns='x'><CODED_DATA_SECTION/></TED_EXPORT>", "TED_EXPORT"),
        (b"<!DOCTYPE html>\n<html><head></head></html>", "une page web"),
        (b"<?xml version='1.0'?><marches/>", "racine « marches »"),
        (b"<", "n'est pas un avis connu"),
        (EFORMS[:-30], "XML"),
        (b"<ANNONCE><GESTION></ANNONCE>", "coupé ou mal formé"),
        (b'<!DOCTYPE l [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><ANNONCE>&c;</ANNONCE>', "type de document"),
        (b'<rss version="2.0"><channel><item><title>Tri', "coupé avant sa première annonce"),
    ],
)
def test_what_is_no_notice_is_refused_once_with_its_reason_and_its_bytes(content: bytes, reason: str) -> None:
    (refused,) = read_file(content, "fichier")
    assert isinstance(refused, Reject)
    assert reason in refused.reason
    assert "imprévue" not in refused.reason


def test_one_bad_line_or_element_does_not_stop_the_others() -> None:
    lines = b"\n".join([as_json(LIGHT), b'{"idweb": ', as_json({"objet": "sans identifiant"}), as_json(LIGHT)])
    assert ids(lines) == ["boamp:24-12", "boamp:24-12"]
    assert [reason[:7] for reason in reasons(lines)] == ["la lign", "ligne 3"]
    assert ids(as_json([LIGHT, {"objet": "sans identifiant"}, 12])) == ["boamp:24-12"]
    assert len(reasons(as_json([LIGHT, {"objet": "sans identifiant"}, 12]))) == 2
