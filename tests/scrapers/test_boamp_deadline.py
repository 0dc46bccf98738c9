"""The deadline that people are told is the buyer's wall clock, whatever the publisher's label says."""

import json

import pytest

from scrapers.boamp.record import read_record
from scrapers.notice import Deadline

EFORMS = '{"EFORMS": {"ContractNotice": {}}}'
MAPA = '{"MAPA": {"initial": ""}}'
FNSIMPLE = '{"FNSimple": {"initial": ""}}'
LEGACY = '{"OBJET": {"TITRE_MARCHE": "Tri"}}'


def deadline(**fields: object) -> Deadline | None:
    if "limite" in fields:
        fields["gestion"] = json.dumps({"INDEXATION": {"DATE_LIMITE_REPONSE": fields.pop("limite")}})
    return read_record({"idweb": "26-1", "nature": "APPEL_OFFRE", **fields}).deadline


def paris(found: Deadline | None) -> str:
    assert found is not None
    assert str(found.at.tzinfo) == "Europe/Paris"
    return found.at.strftime("%Y-%m-%d %H:%M")


# Case 1: schema 3.2.5, the wall clock in gestion and the same digits labelled UTC outside. Case 2: eForms, an offset
# in gestion and true UTC outside. Case 3: the old schemas, +01:00 all year in gestion and an hour less outside.
BY_GESTION = [
    (MAPA, "2024-07-25T12:00:00", "2024-07-25T12:00:00+00:00", "2024-07-25 12:00"),
    (FNSIMPLE, "2026-01-15T16:30:00", "2026-01-15T16:30:00+00:00", "2026-01-15 16:30"),
    (EFORMS, "2026-10-02T12:00:00+02:00", "2026-10-02T10:00:00+00:00", "2026-10-02 12:00"),
    (EFORMS, "2026-10-02T10:00:00Z", "2026-10-02T10:00:00+00:00", "2026-10-02 12:00"),
    (LEGACY, "2017-01-25T16:00:00+01:00", "2017-01-25T15:00:00+00:00", "2017-01-25 16:00"),
    (LEGACY, "2017-07-25T16:00:00+01:00", "2017-07-25T15:00:00+00:00", "2017-07-25 16:00"),
]


@pytest.mark.parametrize(("donnees", "limite", "outside", "told"), BY_GESTION)
def test_the_date_of_gestion_is_the_buyers_clock(donnees: str, limite: str, outside: str, told: str) -> None:
    found = deadline(dateparution=told[:4] + "-01-02", donnees=donnees, limite=limite, datelimitereponse=outside)
    assert paris(found) == told
    assert found is not None
    assert found.doubt is None


@pytest.mark.parametrize(
    ("fields", "outside", "told"),
    [
        ({"donnees": EFORMS, "source_schema": "3.2.5"}, "2026-07-02T10:00:00+00:00", "2026-07-02 12:00"),
        ({"donnees": EFORMS, "source_schema": "3.2.5"}, "2026-01-22T11:00:00+00:00", "2026-01-22 12:00"),
        ({"donnees": MAPA, "source_schema": "3.2.5"}, "2026-07-02T12:00:00+00:00", "2026-07-02 12:00"),
        ({"donnees": FNSIMPLE, "source_schema": "3.2.5"}, "2026-07-02T12:00:00+00:00", "2026-07-02 12:00"),
        ({"donnees": LEGACY, "source_schema": "2.3.0"}, "2026-07-02T11:00:00+00:00", "2026-07-02 12:00"),
        ({"donnees": LEGACY, "source_schema": "2.4.0"}, "2026-01-22T11:00:00+00:00", "2026-01-22 12:00"),
        ({"famille": "JOUE", "source_schema": "3.2.5"}, "2026-07-02T10:00:00+00:00", "2026-07-02 12:00"),
        ({"famille": "MAPA", "source_schema": "3.2.5"}, "2026-07-02T12:00:00+00:00", "2026-07-02 12:00"),
    ],
)
def test_without_gestion_the_shape_says_how_to_read_the_date(fields: dict, outside: str, told: str) -> None:
    assert paris(deadline(dateparution="2026-01-02", datelimitereponse=outside, **fields)) == told


@pytest.mark.parametrize(
    ("day", "published", "told", "sure"),
    [
        ("2021-03-01", "2021-07-02T11:00:00+00:00", "2021-07-02 12:00", True),
        ("2021-03-01", "2021-03-22T11:00:00+00:00", "2021-03-22 12:00", True),
        ("2024-01-15", "2024-02-22T11:00:00+00:00", "2024-02-22 12:00", True),
        ("2024-01-16", "2024-02-22T12:00:00+00:00", "2024-02-22 12:00", False),
    ],
)
def test_a_record_of_a_few_fields_is_read_by_its_day_and_says_when_it_is_not_sure(
    day: str, published: str, told: str, sure: bool
) -> None:
    found = deadline(dateparution=day, datelimitereponse=published)
    assert paris(found) == told
    assert found is not None
    assert (found.doubt is None) is sure


def test_the_date_inside_the_contents_stands_in_for_the_one_that_gestion_lacks() -> None:
    donnees = {"CONDITION_DELAI": {"RECEPT_OFFRES": "2017-04-26T12:00:00+01:00"}, "OBJET": {"TITRE_MARCHE": "Tri"}}
    assert paris(deadline(dateparution="2017-03-27", donnees=json.dumps(donnees))) == "2017-04-26 12:00"


def test_an_hour_of_the_wrong_season_is_kept_and_doubted() -> None:
    found = deadline(dateparution="2026-01-02", donnees=MAPA, limite="2026-02-02T12:00:00+02:00")
    assert paris(found) == "2026-02-02 12:00"
    assert found is not None
    assert "à vérifier" in (found.doubt or "")


@pytest.mark.parametrize(
    ("limite", "doubt"),
    [("2049-07-25T12:00:00", "plus de deux ans"), ("2026-01-01T12:00:00", "précède la publication")],
)
def test_a_date_that_cannot_be_believed_is_kept_and_doubted(limite: str, doubt: str) -> None:
    found = deadline(dateparution="2026-07-02", donnees=MAPA, limite=limite)
    assert found is not None
    assert doubt in (found.doubt or "")


def test_noon_in_la_reunion_is_told_as_the_earlier_of_its_two_readings_and_doubted() -> None:
    donnees = {"MAPA": {"organisme": {"adr": {"cp": "97400", "ville": "Ville"}}, "initial": ""}}
    found = deadline(dateparution="2026-07-02", donnees=json.dumps(donnees), limite="2026-08-03T12:00:00")
    assert found is not None
    assert found.at.isoformat() == "2026-08-03T12:00:00+04:00"
    assert "heure locale" in (found.doubt or "")


@pytest.mark.parametrize(
    "limite", ["", "NC", "2026-13-45T12:00:00", "0022-04-29T00:00:00", "9999-12-31T23:59:59-01:00"]
)
def test_what_is_no_date_is_no_deadline_but_stays_as_it_was_written(limite: str) -> None:
    gestion = json.dumps({"INDEXATION": {"DATE_LIMITE_REPONSE": limite}})
    read = read_record({"idweb": "26-1", "dateparution": "2026-07-02", "donnees": MAPA, "gestion": gestion})
    assert read.deadline is None
    assert [passage.text for passage in read.passages] == [limite] * bool(limite)
