"""A file of structures is read, or everything wrong with it is said at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from alerts.matching.fields import Problems, criteria
from alerts.matching.structures_file import BadStructures, read_structures, read_structures_file
from alerts.model.structure import Radius, StructureKind, Territory, Want

WHOLE = """
[[structure]]
id = "chantier-fictif"
name = "Chantier fictif"
kinds = ["ACI", "scic"]
channels = ["folder"]

[[structure.activity]]
trades = ["espaces-verts"]
cpv = ["7731", "90910000-9"]
departements = ["01", "Rhône"]
regions = ["Bretagne"]
epci = ["200068781"]
around = [{ postcode = "38000", km = 40 }]
whole_france = false
include_words = []
exclude_words = ["élagage"]
amount_min = 0
amount_max = 500000
wants = ["reserved", "open"]
min_days_left = 5

[[structure.activity]]
trades = ["formation"]

[[structure]]
id = "simple"
kinds = ["esat"]
trades = ["blanchisserie"]
departements = ["2a"]
"""


def test_a_whole_file_is_read() -> None:
    first, second = read_structures(WHOLE)
    assert (first.id, first.name, first.kinds) == (
        "chantier-fictif",
        "Chantier fictif",
        {StructureKind.ACI, StructureKind.SCIC},
    )
    work, courses = first.activities
    assert work.cpv_prefixes == {"7731", "9091"}
    assert work.territory == Territory(
        departements=frozenset({"01", "69"}),
        regions=frozenset({"53"}),
        epci=frozenset({"200068781"}),
        around=(Radius("38000", 40.0),),
    )
    assert (work.amount_max, work.wants, work.min_days_left) == (Decimal(500000), {Want.RESERVED, Want.OPEN}, 5)
    assert courses.territory == Territory(whole_france=True)  # no place is given at all
    assert courses.wants == frozenset(Want)
    assert (second.name, second.channels) == ("simple", ("folder",))
    assert second.activities[0].territory.departements == {"2A"}


WRONG = """
[[structure]]
id = "a b"
kinds = ["acii"]
trades = ["espace-vert"]
departements = ["Isere-sur-Mer", "02"]
[[structure]]
id = "c"
kinds = []
[[structure.activity]]
cpv = ["1"]
around = [{ postcode = "3800", km = 40 }, { postcode = "38000", km = -3 }]
[[structure.activity]]
wants = ["resrved"]
amont_min = 3
amount_min = 10
amount_max = 5
min_days_left = 2.5
exclude_words = ["..."]
[[structure]]
id = "c"
kinds = ["ei"]
trades = ["formation"]
"""


def test_every_problem_is_told_at_once_with_its_line() -> None:
    with pytest.raises(BadStructures) as refusal:
        read_structures(WRONG, "mes.toml")
    told = [(problem.split(" : ")[0], problem) for problem in refusal.value.problems]
    expected = [
        (3, "identifiant"),
        (4, "aci"),
        (5, "espaces-verts"),
        (6, "Isere-sur-Mer"),
        (9, "au moins un genre"),
        (11, "préfixe CPV impossible"),
        (12, "3800"),
        (12, "-3"),
        (14, "reserved"),
        (15, "amount_min"),
        (18, "nombre entier"),
        (19, "sans lettre"),
        (17, "au-dessous du minimum"),
        (21, "déjà pris"),
    ]
    assert len(told) == len(expected)
    for (where, problem), (line, said) in zip(told, expected, strict=True):
        assert where == f"mes.toml, ligne {line}", problem
        assert said in problem


ONE = "[[structure]]\nid = 'a'\nkinds = ['ei']\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "aucune structure"),
        ("structure = 3", "aucune structure"),
        ("[[structure]\n", "TOML"),
        ("[[structure]]\nid = 'a'\nkinds = ['ei']\ntruc = 1\n", "ligne 4"),
        ("[[structure]]\nid = 'a'\nkinds = ['ei']\nactivity = 3\n", "[[structure.activity]]"),
        ("[[structure]]\nid = 'a'\nkinds = ['ei']\ntrades = ['formation']\n[[structure.activity]]\n", "à mettre sous"),
        ("x = 1\n[[structure]]\nid = 'a'\nkinds = ['ei']\n", "x : champ inconnu"),
        ("[[structure]]\nid = 'a'\nkinds = ['ei']\nwhole_france = 'oui'\n", "true ou false"),
        (ONE + "whole_france = true\ndepartements = ['01']\nepci = []\n", "ligne 4 : structure « a », whole_france"),
        (ONE + "whole_france = true\ndepartements = ['01']\n", "contredit departements : gardez l'un ou l'autre"),
        (ONE + "channels = ['folder', 'mail']\n", "ligne 4 : structure « a », channels : canal inconnu : « mail »"),
        (ONE, "aucun métier ni territoire : tout vous serait envoyé ; écrivez whole_france = true"),
        (
            ONE + "departements = []\nwants = ['open']\n",
            "ligne 1 : structure « a », trades : aucun métier ni territoire",
        ),
        (ONE + "[[structure.activity]]\nexclude_words = ['x']\n", "ligne 4 : structure « a », trades : aucun métier"),
        (ONE + "amount_min = -4\n", "structure « a », amount_min : -4 est impossible (0 ou plus)."),
        ("[[structure]]\nid = 'a'\nkinds = ['ei']\naround = [{ postcode = '59508', km = 4 }]\n", "CEDEX"),
    ],
)
def test_what_is_no_file_of_structures_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadStructures) as refusal:
        read_structures(text)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "wish",
    ["whole_france = true", "trades = ['formation']", "cpv = ['80']", "include_words = ['x']", "regions = ['84']"],
)
def test_one_wish_is_enough_and_the_whole_of_france_can_be_meant(wish: str) -> None:
    (found,) = read_structures(ONE + wish)
    assert found.activities


def test_those_who_only_want_what_is_reserved_may_ask_for_it_everywhere() -> None:
    assert read_structures(ONE + "wants = ['reserved']")[0].activities[0].territory.whole_france


def test_the_channels_are_those_of_the_host() -> None:
    (found,) = read_structures(ONE + "channels = ['Mail']\nwhole_france = true\n", channels=("folder", "mail"))
    assert found.channels == ("mail",)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("kinds = ['acii']", "genre de structure inconnu : « acii ». Vouliez-vous dire aci ?"),
        ("kinds = ['zzzz']", "genre de structure inconnu : « zzzz ». Possible : ei, aci, "),
        ("wants = ['resrved']", "souhait inconnu : « resrved ». Vouliez-vous dire reserved ?"),
        ("trades = ['tonte']", "métier inconnu : « tonte ». Vouliez-vous dire espaces-verts ?"),
        ("trades = ['zzzz']", "métier inconnu : « zzzz ». La liste des métiers : vigie trades."),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest(field: str, said: str) -> None:
    kinds = "" if field.startswith("kinds") else "kinds = ['ei']\n"
    with pytest.raises(BadStructures) as refusal:
        read_structures(f"[[structure]]\nid = 'a'\n{kinds}{field}\nwhole_france = true\n")
    assert said in str(refusal.value)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_bytes(b"id = '\xe9'")
    with pytest.raises(BadStructures, match="UTF-8"):
        read_structures_file(tmp_path / "s.toml")


def test_a_command_line_asks_with_plain_words() -> None:
    found = criteria(trades=["espaces-verts"], departements=["01", "69"], regions=[], amount_max=None)
    assert found.territory == Territory(departements=frozenset({"01", "69"}))
    assert criteria(around=["38000:40"]).territory.around == (Radius("38000", 40.0),)
    with pytest.raises(Problems, match="departements : département inconnu"):
        criteria(departements=["Nulle part"])
