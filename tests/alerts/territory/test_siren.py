"""SIREN numbers of communes: the usual rank, the exceptions that are listed, the key."""

import pytest

from alerts.territory.france import France
from alerts.territory.siren import keyed, sound, usual

FRANCE = France.load()


@pytest.mark.parametrize(
    ("insee", "first"),
    [
        ("01053", "21010053"),
        ("2A004", "21200004"),  # Corsica has kept its number of before 1976
        ("97411", "21974011"),  # overseas: three digits of département, two of rank
    ],
)
def test_the_usual_number_of_a_commune(insee: str, first: str) -> None:
    number = usual(insee)
    assert number == keyed(first)
    assert sound(number)
    assert FRANCE.commune_of_siren(number) == insee


@pytest.mark.parametrize("insee", ["97501", "97701", "98735"])
def test_there_is_none_for_collectivities_that_have_no_such_rank(insee: str) -> None:
    assert usual(insee) is None


def test_a_rank_that_is_that_of_another_commune_is_not_believed() -> None:
    """From Barisis on, the communes of Aisne are one rank before their INSEE code."""
    barisis, named = "02049", FRANCE.commune_of_siren(usual("02049") or "")
    assert FRANCE.commune_name(barisis) == "Barisis-aux-Bois"
    assert named is not None
    assert named != barisis


def test_every_number_leads_to_one_commune_and_most_communes_have_one() -> None:
    every = [insee for code in FRANCE.departements for insee in FRANCE.communes_of(code)]
    surely = [insee for insee in every if FRANCE.commune_of_siren(usual(insee) or "") == insee]
    assert len(surely) > 28_000
    assert FRANCE.commune_of_siren("000000000") is None


@pytest.mark.parametrize(
    ("siren", "expected"),
    [
        (keyed("21010053"), True),
        (keyed("21010053")[:8] + "0", False),
        ("12345678", False),
        ("1234567890", False),
        ("21010053A", False),
        ("٢١٠١٠٠٥٣٣", False),  # digits, but not ours
        ("", False),
    ],
)
def test_a_key_is_checked(siren: str, expected: bool) -> None:
    assert sound(siren) is expected
