"""`vigie read` and `vigie match`: what do these notices say, and whom do they concern?"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.demo.records import STRUCTURES, DemoNotices
from tests.bot.conftest import Vigie

KEYS = {
    "id",
    "source",
    "kind",
    "corrects",
    "published",
    "title",
    "buyer",
    "places",
    "deadline",
    "url",
    "amount",
    "procedure",
    "lots",
}
LOT_KEYS = {"id", "title", "cpv", "places", "deadline", "reservation", "clauses"} | {
    "criteria",
    "months",
    "renewals",
    "starts",
    "questions",
    "winners",
}


@pytest.fixture
def answer(tmp_path: Path, notices: DemoNotices) -> Path:
    """An answer of the API, in a file."""
    path = tmp_path / "reponse.json"
    path.write_text(json.dumps({"total_count": len(notices.records), "results": notices.records}), encoding="utf-8")
    return path


def one(objects: list[dict[str, Any]], notice_id: str) -> dict[str, Any]:
    (found,) = [each for each in objects if each.get("id", "").endswith(notice_id)]
    return found


def test_each_notice_is_one_object_with_the_promised_keys(vigie: Vigie, answer: Path, notices: DemoNotices) -> None:
    said = vigie("read", answer, "--json")
    read = [each for each in said.objects if "error" not in each]
    assert len(read) == len(notices.records) - 1  # one is damaged
    assert all(set(each) == KEYS for each in read)
    assert all(set(lot) == LOT_KEYS for each in read for lot in each["lots"])
    assert all(each["lots"] for each in read)


def test_a_damaged_record_is_told_and_the_others_are_read(vigie: Vigie, answer: Path) -> None:
    said = vigie("read", answer, "--json")
    (bad,) = [each for each in said.objects if "error" in each]
    assert bad["file"] == str(answer)
    assert said.code == 1


def test_a_reserved_lot_says_to_whom_and_quotes_the_notice(vigie: Vigie, answer: Path) -> None:
    linen = one(vigie("read", answer, "--json").objects, "-900103")
    assert linen["source"] == "boamp"
    assert linen["kind"] == "call"
    (lot,) = linen["lots"]
    assert lot["id"] is None
    assert lot["reservation"]["status"] == "reserved"
    assert lot["reservation"]["to"] == ["ea_esat"]
    assert all(evidence["field"] and evidence["quote"] for evidence in lot["reservation"]["evidence"])


def test_what_is_needed_to_answer_is_told_of_each_lot(vigie: Vigie, answer: Path) -> None:
    objects = vigie("read", answer, "--json").objects
    cleaning, linen, twin = (one(objects, rank) for rank in ("-900102", "-900109", "-900131"))

    assert cleaning["procedure"] == "procedureAdaptee"
    assert cleaning["lots"][0]["months"] == 12
    assert cleaning["lots"][0]["criteria"] == [
        {"name": "Prix", "kind": None, "weight": 50},
        {"name": "Méthode et produits utilisés", "kind": None, "weight": 50},
    ]
    assert linen["lots"][0]["winners"] == [{"name": "Blanchisserie du Vercors Imaginaire", "siret": None, "town": None}]
    assert twin["procedure"] == "open"
    assert all(lot["renewals"] == 2 and lot["questions"] < lot["deadline"] for lot in twin["lots"])


def test_hours_of_insertion_are_a_plain_number(vigie: Vigie, answer: Path) -> None:
    cleaning = one(vigie("read", answer, "--json").objects, "-900102")
    hours = [clause["hours"] for lot in cleaning["lots"] for clause in lot["clauses"] if clause["hours"]]
    assert hours
    assert all(isinstance(each, int) for each in hours)


def test_a_correction_names_the_notice_that_it_corrects(vigie: Vigie, answer: Path) -> None:
    correction = one(vigie("read", answer, "--json").objects, "-900118")
    assert correction["kind"] == "correction"
    assert correction["corrects"].startswith("boamp:")
    assert correction["corrects"].endswith("-900115")


def test_a_person_reads_a_table_with_the_proof(vigie: Vigie, tmp_path: Path, notices: DemoNotices) -> None:
    record = next(each for each in notices.records if str(each["idweb"]).endswith("-900103"))
    path = tmp_path / "avis.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    said = vigie("read", path)
    assert "réservé aux entreprises adaptées" in " ".join(said.out.split())
    assert said.code == 0


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vide"),
        (b"\x00\x01\x02", "ni"),
        (b"<html><body>503</body></html>", "page web"),
        (b'{"total_count": 3, "results": [{"idweb": "26-1"', "JSON"),
        (b'<?xml version="1.0"?><TED_EXPORT/>', "TED_EXPORT"),
    ],
)
def test_a_bad_file_is_one_object_and_the_exit_code_is_1(
    vigie: Vigie, tmp_path: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "mauvais"
    path.write_bytes(content)
    said = vigie("read", path, "--json")
    (bad,) = said.objects
    assert set(bad) == {"file", "error"}
    assert word in bad["error"]
    assert said.code == 1


def test_brackets_in_a_title_are_only_brackets(vigie: Vigie, tmp_path: Path) -> None:
    path = tmp_path / "avis.json"
    path.write_text('{"idweb": "26-9", "objet": "[/b] Entretien [lot 2]", "donnees": "{}", "gestion": "{}"}', "utf-8")
    said = vigie("read", path)
    assert "[/b] Entretien [lot 2]" in said.out


def test_a_missing_file_is_told(vigie: Vigie, tmp_path: Path) -> None:
    said = vigie("read", tmp_path / "absent.json", "--json")
    assert "illisible" in said.objects[0]["error"]
    assert said.code == 1


def test_the_reserved_linen_is_for_the_esat_and_not_for_the_others(vigie: Vigie, answer: Path) -> None:
    said = vigie("match", "--structures", STRUCTURES, answer, "--json")
    found = [each for each in said.objects if each["notice"].endswith("-900103")]
    matched = {each["structure"]: each["answer"] for each in found if not each["near_miss"]}
    assert matched == {"atelier-du-drac": "yes"}
    reasons = [reason for each in found if not each["near_miss"] for reason in each["reasons"]]
    assert {"criterion", "verdict", "text"} == set(reasons[0])


def test_a_correction_is_no_other_opportunity_and_a_cancelled_one_is_none(vigie: Vigie, answer: Path) -> None:
    said = vigie("match", "--structures", STRUCTURES, answer, "--json")
    numbers = {each["notice"].split("-")[-1] for each in said.objects}
    assert "900108" not in numbers  # corrects 900101
    assert {"900127", "900128"} & numbers == set()  # cancelled
    pairs = [(each["structure"], each["notice"]) for each in said.objects]
    assert len(pairs) == len(set(pairs))


def test_nothing_found_is_said(vigie: Vigie, tmp_path: Path, notices: DemoNotices) -> None:
    record = next(each for each in notices.records if str(each["idweb"]).endswith("-900109"))  # an award
    path = tmp_path / "avis.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert vigie("match", "--structures", STRUCTURES, path).out == "1 avis lu, aucun ne concerne vos structures.\n"


def test_a_file_of_structures_tells_all_its_mistakes(vigie: Vigie, tmp_path: Path, answer: Path) -> None:
    path = tmp_path / "structures.toml"
    path.write_text('[[structure]]\nid = "a"\nkinds = ["acj"]\ndepartements = ["99"]\n', encoding="utf-8")
    said = vigie("match", "--structures", path, answer)
    assert said.code == 1
    assert "kinds" in said.err
    assert "departements" in said.err


def test_the_trades_can_be_listed(vigie: Vigie) -> None:
    said = vigie("trades", "--json")
    assert len(said.objects) == 39
    assert "espaces-verts" in {each["slug"] for each in said.objects}
