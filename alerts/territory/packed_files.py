"""Reading the packed files of this room into columns."""

import csv
import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

PACKED = Path(__file__).resolve().parent / "packed"
Degrees = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Communes:
    """The communes of today, in the order of their INSEE codes: one value of each column a commune."""

    insee: list[str]
    names: list[str]
    departements: list[str]
    postcodes: list[str]  # several, separated by a space
    latitude: Degrees  # nan on desert islands
    longitude: Degrees


def read_communes() -> Communes:
    """About 35,000 communes: one column a line, which splits ten times faster than one commune a line."""
    lines = gzip.decompress((PACKED / "communes.tsv.gz").read_bytes()).decode("utf-8").split("\n")
    insee, names, departements, postcodes, latitude, longitude, _ = (line.split("\t") for line in lines)
    shared = {code: code for code in departements}  # one string a département, not one a commune
    owners = [shared[code] for code in departements]
    return Communes(insee, names, owners, postcodes, _degrees(latitude), _degrees(longitude))


def read_former() -> list[list[str]]:
    """(old INSEE code, name, INSEE code of today): delegated and associated communes, arrondissements of Paris…"""
    return list(_packed("former.csv.gz"))


def read_epci() -> list[list[str]]:
    """(SIREN, name, type, members separated by a space); the EPT of Greater Paris come with the EPCI."""
    return list(_packed("epci.csv.gz"))


def read_sirens() -> list[list[str]]:
    """(INSEE code, SIREN) of the communes whose SIREN is not the usual one (see `siren`); "" when it is not known."""
    return list(_packed("sirens.csv.gz"))


def read_table(name: str) -> list[dict[str, str]]:
    """A small plain table with a header."""
    with (PACKED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _packed(name: str) -> Iterable[list[str]]:
    text = gzip.decompress((PACKED / name).read_bytes()).decode("utf-8")
    return csv.reader(io.StringIO(text, newline=""))


def _degrees(column: list[str]) -> Degrees:
    return np.array(column).astype(np.float32)
