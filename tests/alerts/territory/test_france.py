"""Postcodes, départements, regions, NUTS, intercommunalities and distances, as the administration has them."""

import pytest

from alerts.territory.distance import distance_km
from alerts.territory.france import France
from alerts.territory.spoken import UnknownPlace, departement, epci, region

FRANCE = France.load()


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [
        ("01000", {"01"}),
        ("75011", {"75"}),
        ("20000", {"2A"}),
        ("20167", {"2A"}),
        ("20200", {"2B"}),
        ("20600", {"2B"}),
        ("97110", {"971"}),
        ("97300", {"973"}),
        ("97410", {"974"}),
        ("97500", {"975"}),
        ("97600", {"976"}),
        ("97133", {"977"}),
        ("97150", {"978"}),
        ("98714", {"987"}),
        ("98800", {"988"}),
        ("94390", {"91"}),  # served from Val-de-Marne, but in Essonne
    ],
)
def test_a_postcode_says_its_departement(postcode: str, expected: set[str]) -> None:
    assert FRANCE.departements_at(postcode) == expected


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [
        ("01200", {"01", "74"}),
        ("01410", {"01", "39"}),
        ("01590", {"01", "39"}),
        ("05110", {"04", "05"}),
        ("05130", {"04", "05"}),
        ("05160", {"04", "05"}),
        ("05700", {"05", "26"}),
        ("06260", {"04", "06"}),
        ("13780", {"13", "83"}),
        ("21340", {"21", "71"}),
        ("33220", {"24", "33"}),
        ("37160", {"37", "86"}),
        ("42620", {"03", "42"}),
        ("43450", {"15", "43"}),
        ("48250", {"07", "48"}),
        ("52100", {"51", "52"}),
    ],
)
def test_the_sixteen_postcodes_that_straddle_give_two_departements(postcode: str, expected: set[str]) -> None:
    assert FRANCE.departements_at(postcode) == expected


@pytest.mark.parametrize(
    ("cedex", "expected"),
    [("59508", {"59"}), ("75794", {"75"}), ("20184", {"2A"}), ("20297", {"2B"}), ("97499", {"974"}), ("99123", set())],
)
def test_a_cedex_falls_back_on_its_first_digits(cedex: str, expected: set[str]) -> None:
    assert FRANCE.departements_at(cedex) == expected
    assert FRANCE.communes_at(cedex) == frozenset()


@pytest.mark.parametrize("nonsense", ["", "abc", "123", "1234567", "²0000"])
def test_what_is_no_postcode_gives_nothing(nonsense: str) -> None:
    assert FRANCE.departements_at(nonsense) == frozenset()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("FRK21", {"01"}),
        ("frk21", {"01"}),
        ("FR711", {"01"}),  # NUTS 2013
        ("FRM0", {"2A", "2B"}),
        ("FR83", {"2A", "2B"}),  # NUTS 2013
        ("FRY", {"971", "972", "973", "974", "976"}),
        ("FRZZZ", set()),
        ("DE212", set()),
        ("", set()),
    ],
)
def test_a_nuts_code_of_any_level_and_age_gives_its_departements(code: str, expected: set[str]) -> None:
    assert FRANCE.nuts(code) == expected


def test_the_whole_of_france_is_its_hundred_and_one_departements() -> None:
    assert len(FRANCE.nuts("FR")) == 101
    assert FRANCE.nuts("FR") == FRANCE.nuts("FRA") < FRANCE.departements


def test_old_and_new_nuts_3_codes_name_the_same_departements() -> None:
    new = {code for region in "BCDEFGHIJKLM" for code in FRANCE.nuts(f"FR{region}")}
    old = {code for region in "2345678" for code in FRANCE.nuts(f"FR{region}")}
    assert new == old
    assert len(new) == 88


def test_a_region_and_its_departements() -> None:
    assert FRANCE.region_of("01") == "84"
    assert FRANCE.region_of("974") == "04"
    assert FRANCE.departements_of("94") == {"2A", "2B"}
    assert FRANCE.departements_of("75") >= {"33", "87"}  # Nouvelle-Aquitaine, not Paris


def test_an_intercommunality_and_its_members() -> None:
    (siren,) = FRANCE.epci_of("01053")
    found = FRANCE.epci(siren)
    assert found is not None
    assert "01053" in found.members
    assert FRANCE.epci_departements(siren) == {"01"}
    assert len(FRANCE.epci_of("93066")) == 2  # a territory of Greater Paris, within the Métropole


def test_a_town_is_found_only_within_its_departement() -> None:
    assert FRANCE.town("SAINT-DENIS CEDEX 1", "93") == "93066"
    assert FRANCE.town("St Denis", "974") == "97411"
    assert FRANCE.town("Saint-Denis", "01") is None
    assert FRANCE.town("Bellegarde-sur-Valserine", "01") == "01033"  # today in Valserhône


def test_distances_are_as_the_crow_flies() -> None:
    grenoble, lyon, paris = (FRANCE.point_at(code) for code in ("38000", "69001", "75001"))
    assert grenoble and lyon and paris
    assert distance_km(grenoble, lyon) == pytest.approx(94, abs=4)
    assert distance_km(lyon, paris) == pytest.approx(392, abs=6)


def test_a_circle_says_which_departements_it_touches_and_holds() -> None:
    around_grenoble = FRANCE.reach("38000", 60)
    assert {"38", "73", "26"} <= around_grenoble.touched
    assert around_grenoble.covered == frozenset()
    assert "69" in FRANCE.reach("69001", 120).covered
    assert FRANCE.reach("97400", 100).touched == {"974"}
    assert FRANCE.reach("00000", 100).touched == frozenset()


def test_every_commune_has_a_point_but_on_desert_islands() -> None:
    everywhere = FRANCE.departements - {"984", "989"}
    assert [one for code in everywhere for one in FRANCE.communes_of(code) if FRANCE.point(one) is None] == []


def test_no_commune_is_far_from_the_rest_of_its_departement() -> None:
    """The longest way across a département of mainland France, Gironde, is about 170 km."""
    mainland = [code for code in FRANCE.departements if not FRANCE.is_overseas(code)]
    for code in mainland:
        points = [point for one in FRANCE.communes_of(code) if (point := FRANCE.point(one))]
        middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
        assert max(distance_km(middle, point) for point in points) < 130, code


@pytest.mark.parametrize("text", ["01", "1", "Ain", "AIN", " ain "])
def test_people_write_a_departement_as_they_like(text: str) -> None:
    assert departement(text) == "01"


@pytest.mark.parametrize("text", ["84", "Auvergne-Rhône-Alpes", "auvergne rhone alpes"])
def test_people_write_a_region_as_they_like(text: str) -> None:
    assert region(text) == "84"


def test_an_intercommunality_by_its_siren_or_its_name() -> None:
    assert epci("200068781") == epci("Valence Romans Agglo") == epci("CA Valence Romans Agglo") == "200068781"


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (departement, "Isere-sur-Mer", "département inconnu : « Isere-sur-Mer »"),
        (departement, "Loirett", "Loiret (45)"),
        (region, "Bretange", "Bretagne (53)"),
        (epci, "Nulle Part Agglo", "SIREN"),
    ],
)
def test_an_unknown_place_is_refused_with_what_to_do(read, text: str, said: str) -> None:
    with pytest.raises(UnknownPlace) as refusal:
        read(text)
    assert said in str(refusal.value)
