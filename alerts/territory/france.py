"""The places of France, offline: communes, postcodes, intercommunalities, départements, regions, NUTS, coordinates.

Overseas included. Codes are those of INSEE: départements "01", "2A", "974"; regions "84"; communes "01053".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from alerts.territory.distance import Circles, Point, Reach
from alerts.territory.names import folded, town_name
from alerts.territory.packed_files import read_communes, read_epci, read_former, read_sirens, read_table
from alerts.territory.siren import usual


@dataclass(frozen=True, slots=True)
class Epci:
    """An intercommunality. `members` are INSEE codes of communes."""

    siren: str
    name: str
    members: frozenset[str]


class France:
    """Loaded once by `France.load()`; every answer is from memory. Unknown codes give empty answers, never an error."""

    def __init__(self) -> None:
        self._communes = read_communes()
        self._row = {insee: row for row, insee in enumerate(self._communes.insee)}
        self._at: dict[str, list[int]] = defaultdict(list)
        for row, codes in enumerate(self._communes.postcodes):
            for code in codes.split():
                self._at[code].append(row)
        self._departements = {one["code"]: (one["name"], one["region"]) for one in read_table("departements.csv")}
        self._regions = {one["code"]: one["name"] for one in read_table("regions.csv")}
        self._nuts3 = {one["code"]: one["departement"] for one in read_table("nuts.csv") if one["departement"]}
        self._nuts3 |= {one["code"]: one["departement"] for one in read_table("nuts_2013.csv")}
        self._nuts_names = {one["code"]: one["name"] for one in read_table("nuts.csv")}
        self._former: dict[str, tuple[str, str]] = {}
        self._epci: dict[str, Epci] = {}
        self._epci_of: dict[str, tuple[str, ...]] = {}
        self._towns: dict[str, dict[str, str]] = {}
        self._bearers: dict[str, tuple[str, ...]] = {}
        self._circles: Circles | None = None
        self._by_siren: dict[str, str] = {}

    @staticmethod
    @cache
    def load() -> "France":
        """The one France of this process."""
        return France()

    # Départements and regions

    @property
    def departements(self) -> frozenset[str]:
        """Every département and overseas collectivity."""
        return frozenset(self._departements)

    @property
    def regions(self) -> frozenset[str]:
        """Every region; an overseas collectivity is its own region."""
        return frozenset(self._regions)

    def departement_name(self, code: str) -> str:
        """ "Ain" for "01"; the code itself when unknown."""
        return self._departements.get(code, (code, ""))[0]

    def region_name(self, code: str) -> str:
        """ "Bretagne" for "53"; the code itself when unknown."""
        return self._regions.get(code, code)

    def region_of(self, departement: str) -> str | None:
        """INSEE code of the region of a département."""
        return self._departements[departement][1] if departement in self._departements else None

    def departements_of(self, region: str) -> frozenset[str]:
        """The départements of a region, by its INSEE code."""
        return frozenset(code for code, (_, owner) in self._departements.items() if owner == region)

    def is_overseas(self, departement: str) -> bool:
        """True outside Europe: 971 to 989."""
        return departement[:2] in ("97", "98")

    # NUTS

    @lru_cache(maxsize=4096)  # noqa: B019 - one France a process
    def nuts(self, code: str) -> frozenset[str]:
        """Départements of a NUTS code of any level, of today or of 2010-2013; "FR" is all of them; unknown is empty."""
        wanted = code.strip().upper()
        if wanted in ("FR", "FRA"):  # "FRA" is also the country in the publishers' lists
            return frozenset(self._nuts3.values())
        if not wanted.startswith("FR"):
            return frozenset()
        return frozenset(owner for nuts3, owner in self._nuts3.items() if nuts3.startswith(wanted))

    def nuts_name(self, code: str) -> str:
        """ "Rhône-Alpes" for "FRK2"; the code itself when unknown."""
        return self._nuts_names.get(code.strip().upper(), code)

    # Communes and postcodes

    def commune_name(self, insee: str) -> str:
        """ "Bourg-en-Bresse" for "01053"; the code itself when unknown."""
        row = self._row.get(insee)
        return insee if row is None else self._communes.names[row]

    def communes_of(self, departement: str) -> frozenset[str]:
        """INSEE codes of the communes of a département."""
        owners = zip(self._communes.insee, self._communes.departements, strict=True)
        return frozenset(insee for insee, owner in owners if owner == departement)

    def departement_of(self, insee: str) -> str | None:
        """The département of a commune (94390 is delivered from Val-de-Marne to a commune of Essonne)."""
        row = self._row.get(insee)
        return None if row is None else self._communes.departements[row]

    def communes_at(self, postcode: str) -> frozenset[str]:
        """INSEE codes of the communes a postcode serves; none for a CEDEX."""
        return frozenset(self._communes.insee[row] for row in self._at.get(postcode.strip(), ()))

    def departements_at(self, postcode: str) -> frozenset[str]:
        """One département, two for the sixteen postcodes that straddle, by its first digits for a CEDEX."""
        code = postcode.strip()
        rows = self._at.get(code)
        if rows:
            return frozenset(self._communes.departements[row] for row in rows)
        return self._by_prefix(code) if len(code) == 5 and code.isdigit() else frozenset()

    def _by_prefix(self, postcode: str) -> frozenset[str]:
        if postcode.startswith("20"):  # Corsica: 200 and 201 in the south, 202 and 206 in the north
            return frozenset({"2A"}) if postcode[2] in "01" else frozenset({"2B"})
        prefix = postcode[:3] if postcode[:2] in ("97", "98") else postcode[:2]
        return frozenset({prefix}) & self.departements

    def town(self, name: str, departement: str) -> str | None:
        """INSEE code of a town by its name, only within a département: 1,441 names are borne by several communes."""
        if departement not in self._towns:
            self._towns[departement] = self._names_in(departement)
        return self._towns[departement].get(town_name(name))

    def _names_in(self, departement: str) -> dict[str, str]:
        owners = self._communes.departements
        names: dict[str, str] = {}
        for old, (name, insee) in self._former_communes().items():
            if old[: len(departement)] == departement:
                names[folded(name)] = insee
        for row, owner in enumerate(owners):
            if owner == departement:
                names[folded(self._communes.names[row])] = self._communes.insee[row]
        return names

    def _former_communes(self) -> dict[str, tuple[str, str]]:
        if not self._former:
            self._former = {old: (name, insee) for old, name, insee in read_former()}
        return self._former

    def towns_named(self, name: str) -> tuple[str, ...]:
        """INSEE codes of the communes of today with this name; without any, of those that took one of this name in."""
        return self._every_town().get(folded(name), ())

    def town_names(self) -> Iterable[str]:
        """Every name that `towns_named` knows, folded."""
        return self._every_town().keys()

    def _every_town(self) -> dict[str, tuple[str, ...]]:
        if not self._bearers:
            found: dict[str, list[str]] = defaultdict(list)
            for insee, name in zip(self._communes.insee, self._communes.names, strict=True):
                found[folded(name)].append(insee)
            taken_in: dict[str, list[str]] = defaultdict(list)
            for name, insee in self._former_communes().values():
                taken_in[folded(name)].append(insee)
            self._bearers = {name: tuple(dict.fromkeys(own)) for name, own in (taken_in | found).items()}
        return self._bearers

    def postcodes_of(self, insee: str) -> tuple[str, ...]:
        """The postcodes of a commune, lowest first."""
        row = self._row.get(insee)
        return () if row is None else tuple(sorted(self._communes.postcodes[row].split()))

    def commune_of_siren(self, siren: str) -> str | None:
        """INSEE code of the commune of today with this SIREN."""
        if not self._by_siren:
            told = dict(read_sirens())
            known = ((told.get(insee, usual(insee)), insee) for insee in self._communes.insee)
            self._by_siren = {number: insee for number, insee in known if number}
        return self._by_siren.get(siren)

    # Intercommunalities

    def epci(self, siren: str) -> Epci | None:
        """An EPCI (or an EPT of Greater Paris) by its SIREN."""
        return self._every_epci().get(siren)

    @property
    def every_epci(self) -> Iterable[Epci]:
        """The EPCI of France and the EPT of Greater Paris."""
        return self._every_epci().values()

    def epci_of(self, insee: str) -> tuple[str, ...]:
        """SIREN of the EPCI of a commune; two in Greater Paris, where an EPT stands within the Métropole."""
        self._every_epci()
        return self._epci_of.get(insee, ())

    def epci_departements(self, siren: str) -> frozenset[str]:
        """The départements that an EPCI touches."""
        found = self.epci(siren)
        return (
            frozenset(self._communes.departements[self._row[insee]] for insee in found.members)
            if found
            else frozenset()
        )

    def epci_named(self, text: str) -> tuple[str, ...]:
        """SIREN of the EPCI with this SIREN, or with this name ("CA Valence Romans Agglo", "Valence Romans Agglo")."""
        if text.strip() in self._every_epci():
            return (text.strip(),)
        wanted = folded(text)
        named = ((siren, folded(one.name)) for siren, one in self._every_epci().items())
        return tuple(siren for siren, name in named if wanted and wanted in (name, name.partition(" ")[2]))

    def _every_epci(self) -> dict[str, Epci]:
        if not self._epci:
            owners: dict[str, tuple[str, ...]] = {}
            for siren, name, _, members in read_epci():
                self._epci[siren] = Epci(siren, name, frozenset(members.split()))
                for insee in members.split():
                    owners[insee] = (*owners.get(insee, ()), siren)
            self._epci_of = owners
        return self._epci

    # Coordinates

    def point(self, insee: str) -> Point | None:
        """Latitude and longitude of a commune, sometimes only the middle of its neighbourhood."""
        row = self._row.get(insee)
        return None if row is None else self._middle((row,))

    @lru_cache(maxsize=8192)  # noqa: B019 - one France a process
    def point_at(self, postcode: str) -> Point | None:
        """The middle of the communes that a postcode serves; for a CEDEX, nothing is known."""
        return self._middle(tuple(self._at.get(postcode.strip(), ())))

    def _middle(self, rows: tuple[int, ...]) -> Point | None:
        if not rows:
            return None
        latitude, longitude = self._communes.latitude[list(rows)], self._communes.longitude[list(rows)]
        middle = (float(latitude.mean()), float(longitude.mean()))
        return None if middle[0] != middle[0] else middle  # nan: a desert island

    @lru_cache(maxsize=65536)  # noqa: B019 - one France a process
    def reach(self, postcode: str, km: float) -> Reach:
        """What a circle around a postcode touches; nothing when the postcode is unknown."""
        centre = self.point_at(postcode)
        if centre is None:
            return Reach()
        return self._every_circle().reach(centre, km)

    def departement_near(self, point: Point, within_km: float) -> str | None:
        """The département of the commune nearest to a point, None when none is within so many kilometres."""
        return self._every_circle().nearest(point, within_km)

    def _every_circle(self) -> Circles:
        if self._circles is None:
            self._circles = Circles(self._communes.latitude, self._communes.longitude, self._communes.departements)
        return self._circles
