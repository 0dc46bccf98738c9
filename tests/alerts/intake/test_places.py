"""Where people say they work: numbers, names with mistakes, kilometres; what is sure, asked, or unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.intake.places import merge, position, remove, territory_words, understand_places
from alerts.model.structure import Radius, Territory
from alerts.territory.france import France

SURE = [
    ("01, 69", ("Ain (01)", "Rhône (69)")),
    ("01 69 2a", ("Ain (01)", "Rhône (69)", "Corse-du-Sud (2A)")),
    ("1", ("Ain (01)",)),
    ("04/05;06\n13", ("Alpes-de-Haute-Provence (04)", "Hautes-Alpes (05)", "Alpes-Maritimes (06)", "Bouches-du-Rhône (13)")),  # noqa: E501
    ("971, 974 978", ("Guadeloupe (971)", "La Réunion (974)", "Saint-Martin (978)")),
    ("l'Ain et la Loire", ("Ain (01)", "Loire (42)")),
    ("dans l’Isère", ("Isère (38)",)),
    ("Rhône (69)", ("Rhône (69)",)),
    ("Meurthe et moselle et Vosges", ("Meurthe-et-Moselle (54)", "Vosges (88)")),
    ("seine st denis", ("Seine-Saint-Denis (93)",)),
    ("ile de france", ("Île-de-France",)),
    ("paca", ("Provence-Alpes-Côte d'Azur",)),
    ("Pays de Loire", ("Pays de la Loire",)),
    ("Bretagne sauf 35", ("Côtes-d'Armor (22)", "Finistère (29)", "Morbihan (56)")),
    ("toute la France", ("France entière",)),
    ("nous intervenons dans toute la France", ("France entière",)),
    ("toute la France sauf la Corse", ("France entière sauf Corse-du-Sud (2A), Haute-Corse (2B)",)),
    ("Métropole de Lyon", ("Métropole de Lyon",)),
    ("communauté de communes des Monts du Lyonnais", ("CC des Monts du Lyonnais",)),
    ("Paris et petite couronne", ("Paris (75)", "Hauts-de-Seine (92)", "Seine-Saint-Denis (93)", "Val-de-Marne (94)")),
    ("69003", ("Rhône (69), département de 69003",)),
    ("69 003", ("Rhône (69), département de 69003",)),
    ("69 971", ("Rhône (69)", "Guadeloupe (971)")),
    ("Villeurbanne", ("Rhône (69), département de Villeurbanne",)),
    ("Paris 12e", ("Paris (75)",)),
    ("Paris, 12", ("Paris (75)", "Aveyron (12)")),
    ("Saint-Denis 93", ("Seine-Saint-Denis (93)",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "understood"), SURE)
def test_what_is_sure_is_said_back(text: str, understood: tuple[str, ...]) -> None:
    found = understand_places(text)
    assert found.understood == understood
    assert not found.questions
    assert not found.unknown


CIRCLES = [
    ("69003 30 km", Radius("69003", 30)),
    ("30km autour de 69003", Radius("69003", 30)),
    ("69003, dans un rayon de 30 km", Radius("69003", 30)),
    ("à 25 km de Villeurbanne", Radius("69100", 25)),
    ("Bourg en Bresse, 30 km", Radius("01000", 30)),
    ("moins de 12,5 km autour de Grenoble", Radius("38000", 12.5)),
]


@pytest.mark.parametrize(("text", "circle"), CIRCLES)
def test_kilometres_find_their_town(text: str, circle: Radius) -> None:
    found = understand_places(text)
    assert found.territory == Territory(around=(circle,))
    assert found.understood == territory_words(found.territory)
    assert not found.unknown


def test_two_towns_and_their_circles() -> None:
    found = understand_places("30 km autour de Lyon et Bourg-en-Bresse ; 42")
    assert found.understood == (
        "à 30 km autour de 69001 (Lyon)",
        "à 30 km autour de 01000 (Bourg-en-Bresse, Saint-Denis-lès-Bourg)",
        "Loire (42)",
    )


ASKED = [
    ("20", ["Corse-du-Sud (2A)", "Haute-Corse (2B)", "Toute la Corse"]),
    ("97", ["Guadeloupe (971)", "Martinique (972)", "Guyane (973)", "La Réunion (974)", "Mayotte (976)"]),
    ("Vienne", ["Vienne (86)", "Isère (38)"]),
    ("Saint-Denis", ["Aude (11)", "Gard (30)", "Seine-Saint-Denis (93)", "La Réunion (974)"]),
    ("Rhonne", ["Rhône (69)"]),
    ("Izere", ["Isère (38)"]),
    ("loire atlantic", ["Loire-Atlantique (44)"]),
    ("Auvergne Rhone Alpe", ["Auvergne-Rhône-Alpes"]),
    ("villurbanne", ["Villeurbanne (69)"]),
    ("1000", ["Ain (01)"]),
]


@pytest.mark.parametrize(("text", "labels"), ASKED)
def test_what_may_mean_several_things_is_asked(text: str, labels: list[str]) -> None:
    found = understand_places(text)
    assert found.territory == Territory()
    assert [[label for label, _ in one.choices] for one in found.questions] == [labels]


def test_a_postcode_that_straddles_shows_both() -> None:
    france = France.load()
    straddling = next(
        code for code in ("01410", "48150", "38780", "13780", "05700") if len(france.departements_at(code)) == 2
    )
    (question,) = understand_places(straddling).questions
    assert [label for label, _ in question.choices][-1] == "Les deux"
    assert question.choices[-1][1].departements == france.departements_at(straddling)


UNKNOWN = [
    ("6900", "Un code postal a 5 chiffres, par exemple 69003."),
    ("99999", "Ce code postal n’existe pas."),
    ("96", "Il n’y a pas de département avec ce numéro."),
    ("abracadabra", "Écrivez un numéro de département (69), un code postal (69003) ou un nom (Rhône)."),
    ("30 km", "Les kilomètres se comptent autour d’une ville ou d’un code postal : « 69003 30 km »."),
    ("69003 1500 km", "Le rayon va de 1 à 500 km."),
    ("🙂", "Écrivez un numéro de département (69), un code postal (69003) ou un nom (Rhône)."),
]


@pytest.mark.parametrize(("text", "hint"), UNKNOWN)
def test_what_is_not_recognised_gets_a_hint(text: str, hint: str) -> None:
    assert [one.hint for one in understand_places(text).unknown] == [hint]


def test_half_of_an_answer_is_kept_and_the_other_given_back() -> None:
    found = understand_places("01, hello world, 69")
    assert found.understood == ("Ain (01)", "Rhône (69)")
    assert [one.text for one in found.unknown] == ["hello world"]


def test_the_south_of_france_is_not_the_whole_of_it() -> None:
    assert understand_places("le sud de la France").territory == Territory()


def test_a_place_taken_out_is_told_apart() -> None:
    assert understand_places("sauf le 69").taken_out == Territory(departements=frozenset({"69"}))


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    found = understand_places(text)
    assert all(len(label) <= 24 for one in found.questions for label, _ in one.choices)


@given(
    st.lists(
        st.sampled_from(["01", "69003", "30 km", "autour de", "Lyon", "sauf", "Saint-Denis", ",", "2a", "km", "et"])
    )
)
def test_no_order_of_words_breaks_it(words: list[str]) -> None:
    found = understand_places(" ".join(words))
    assert bool(territory_words(found.territory)) == (found.territory != Territory())


PLACES = [
    (45.764, 4.835, "69"),
    (-21.115, 55.536, "974"),
    (4.92, -52.31, "973"),
    (48.45, -5.09, "29"),  # Ouessant
]


@pytest.mark.parametrize(("latitude", "longitude", "departement"), PLACES)
def test_a_position_is_its_departement(latitude: float, longitude: float, departement: str) -> None:
    assert position(latitude, longitude) == Territory(departements=frozenset({departement}))


@pytest.mark.parametrize("point", [(40.71, -74.0), (0.0, 0.0), (95.0, 4.0), (float("nan"), 4.0), (float("inf"), 0.0)])
def test_a_position_abroad_is_none(point: tuple[float, float]) -> None:
    assert position(*point) is None


def test_territories_put_together_and_taken_apart() -> None:
    bretagne, ille = Territory(regions=frozenset({"53"})), Territory(departements=frozenset({"35"}))
    circle = Territory(around=(Radius("69003", 30),))
    assert merge(bretagne, circle) == Territory(regions=frozenset({"53"}), around=(Radius("69003", 30),))
    assert merge(circle, circle) == circle
    assert remove(bretagne, ille) == Territory(departements=frozenset({"22", "29", "56"}))
    assert remove(merge(bretagne, circle), circle) == bretagne
    assert remove(bretagne, Territory(whole_france=True)) == Territory()
    assert merge(bretagne, Territory(whole_france=True)) == Territory(whole_france=True)
