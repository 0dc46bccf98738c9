"""What the pages of a network say and do: the list, the network, its members, its settings, what we show, leaving."""

import re
from dataclasses import replace

import pytest

from alerts.model.network import NetworkKind, Shares
from alerts.model.structure import Structure, StructureKind, Territory
from alerts.services import forgetting, network_asking, network_settings, networks, people
from bot.wiring import House
from tests.bot.commands.networked import JARDINS, bring
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.stories import plain

pytestmark = ONE_DATABASE
SETTINGS = {"nom": "Réseau fictif", "genre": "ptce", "plafond": "3", "metiers": "membres", "territoire": "membres"}


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


def read(scene: Scene, who: str, path: str = "") -> str:
    answer = scene[who].get(path if path.startswith("/reseaux") else f"{scene.base}{path}")
    assert answer.status_code == 200
    return plain(answer.text).replace("&nbsp;", " ")


def shares(scene: Scene) -> Shares:
    with scene.house.database.read() as session:
        return network_settings.shares_of(session, scene.people["anne"], scene.network.id, scene.jardins.id)


def held(scene: Scene) -> networks.Seen:
    with scene.house.database.read() as session:
        return networks.of_person(session, scene.people["nadia"])[0]


def many_members(scene: Scene, how_many: int) -> None:
    """More structures, all Doris's."""
    with scene.house.database.write() as session:
        for number in range(how_many):
            named = replace(JARDINS, name=f"Atelier {number:03}")
            _, made = people.create_structure(session, scene.people["doris"], named, scene.house.clock())
            bring(session, scene.network, scene.people["nadia"], scene.people["doris"], made.id, scene.house.clock())


def test_the_list_says_what_one_is_in_each(scene: Scene) -> None:
    assert "1 structure membre, 1 animateur. Vous l’animez." in read(scene, "nadia", "/reseaux")
    assert "Votre structure membre : Les Jardins &lt;fictifs&gt; &amp; Cie." in read(scene, "bilal", "/reseaux")
    assert "Vous n’êtes dans aucun réseau." in read(scene, "doris", "/reseaux")
    assert "/reseaux" in scene["doris"].get("/reglages").text


def test_a_network_says_what_it_is_and_what_it_reaches(scene: Scene) -> None:
    page = read(scene, "anne")
    for said in (
        "Réseau de l’insertion par l’activité économique",
        "1 structure membre, 1 animateur.",
        "Votre structure membre : Les Jardins &lt;fictifs&gt; &amp; Cie.",
        "Animé par : Nadia.",
        "Métiers des membres : Espaces verts.",
        "Territoire des membres : Ain (01).",
        "3 par semaine au plus",
    ):
        assert said in page
    assert "Animé par : Nadia (vous)." in read(scene, "nadia")
    assert f'<a class="button" href="{scene.base}/diffuser">' in scene["nadia"].get(scene.base).text
    assert 'class="button"' not in scene["anne"].get(scene.base).text


def test_the_menu_is_what_one_may_do(scene: Scene) -> None:
    def menu(who: str) -> list[str]:
        found = re.findall(r'<li><a href="/reseaux/\d+(/[a-z]+)?"', scene[who].get(f"{scene.base}/membres").text)
        return [one for one in found if one]

    ours, hers = menu("anne"), menu("nadia")
    assert set(ours) >= {"/membres", "/partage"}
    assert set(ours).isdisjoint({"/inviter", "/reglages", "/diffuser", "/radar", "/diffusions"})
    assert set(hers) >= {"/membres", "/inviter", "/reglages"}
    assert "/partage" not in hers
    for who, ways in (("anne", ours), ("nadia", hers)):
        for way in ways:
            assert scene[who].get(scene.base + way).status_code == 200, way


def test_a_network_of_nobody_says_so(scene: Scene) -> None:
    """Its only member left."""
    scene["anne"].post(f"{scene.base}/quitter", {"structure": str(scene.membership("anne"))})
    page = read(scene, "nadia")
    assert "0 structure membre" in page
    assert "Métiers des membres : aucun pour l’instant." in page
    assert "Territoire des membres : aucun lieu." in page
    assert "Invitez la première" in read(scene, "nadia", "/membres")
    assert f'<a class="button" href="{scene.base}/inviter">' in scene["nadia"].get(scene.base).text


def test_a_member_that_does_everything_is_said(scene: Scene) -> None:
    with scene.house.database.write() as session:
        anything = Structure(
            "", "Tout faire", frozenset({StructureKind.AI}), (replace(JARDINS.activities[0], trades=frozenset()),)
        )
        _, made = people.create_structure(session, scene.people["doris"], anything, scene.house.clock())
        bring(session, scene.network, scene.people["nadia"], scene.people["doris"], made.id, scene.house.clock())
    assert "Métiers des membres : tous (une structure membre suit tous les métiers)." in read(scene, "anne")
    assert "Métiers : tous" in read(scene, "anne", "/membres")


def test_members_are_listed_by_name_fifty_at_a_time(scene: Scene) -> None:
    many_members(scene, 120)
    first, second, last = (read(scene, "anne", f"/membres?page={page}") for page in (1, 2, 3))
    assert "121 structures membres." in first
    assert first.index("Atelier 000") < first.index("Atelier 049")
    assert "Atelier 050" not in first
    assert "Page suivante" in first
    assert "Page précédente" not in first
    assert "Atelier 050" in second
    assert "Les Jardins" in last
    assert "Page suivante" not in last
    for strange in ("0", "99", "-1", "²", "x" * 500, ""):
        assert "structures membres" in read(scene, "anne", f"/membres?page={strange}")


def test_an_animator_takes_a_member_out_once_asked(scene: Scene) -> None:
    page = scene["nadia"].get(f"{scene.base}/membres").text
    (way,) = re.findall(r'href="(/reseaux/\d+/membres/[0-9a-f]{8}/retirer)"', page)
    assert "/retirer" not in scene["anne"].get(f"{scene.base}/membres").text
    assert "Retirer Les Jardins &lt;fictifs&gt; &amp; Cie ?" in read(scene, "nadia", way)
    assert scene.members == ["Les Jardins <fictifs> & Cie"]
    assert scene["nadia"].post(way).headers["location"] == f"{scene.base}/membres?fait=retire"
    assert scene.members == []
    again = scene["nadia"].post(way)
    assert (again.status_code, "ne fait pas, ou plus, partie du réseau" in again.text) == (403, True)


def test_a_manager_chooses_what_is_shown(scene: Scene) -> None:
    assert shares(scene) == Shares()
    page = scene["anne"].get(f"{scene.base}/partage").text
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["answers", "calls"]
    fields = {"structure": str(scene.membership("anne")), "montre": ["outcomes", "capacity", "inconnu"]}
    assert (
        scene["anne"].post(f"{scene.base}/partage", fields).headers["location"] == f"{scene.base}/partage?fait=partage"
    )
    assert shares(scene) == Shares(answers=False, outcomes=True, capacity=True, calls=False)
    assert "C’est enregistré" in read(scene, "anne", "/partage?fait=partage")
    seen = read(scene, "bilal", "/partage")
    assert "Nos réponses : caché" in seen
    assert "Nos résultats : montré" in seen
    assert "Nous proposer comme partenaire : non" in seen
    assert "<form" not in scene["bilal"].get(f"{scene.base}/partage").text


def test_the_only_animator_is_told_before_she_tries_to_leave(scene: Scene) -> None:
    page = scene["nadia"].get(f"{scene.base}/ne-plus-animer").text
    assert "Vous êtes la seule personne à animer ce réseau" in plain(page)
    assert f'href="{scene.base}/inviter">Inviter quelqu’un à animer' in page
    assert '<form method="post"' not in page, "no button that would be refused"


def test_leaving_says_what_it_erases_then_does_it(scene: Scene) -> None:
    assert "Seuls restent des totaux sans nom, au-dessus de cinq structures" in read(scene, "anne", "/quitter")
    answer = scene["anne"].post(f"{scene.base}/quitter", {"structure": str(scene.membership("anne"))})
    assert answer.headers["location"] == "/reseaux?fait=quitte"
    assert "Ce qu’il voyait d’elle est effacé" in read(scene, "anne", "/reseaux?fait=quitte")
    assert scene.members == []
    assert scene["anne"].get(scene.base).status_code == 403


def test_silence_is_for_oneself(scene: Scene) -> None:
    assert scene["anne"].post(f"{scene.base}/silence").headers["location"] == f"{scene.base}?fait=silence"
    assert "Vous ne recevez plus les messages de ce réseau" in read(scene, "anne")
    assert "Vous ne recevez plus ses messages" in read(scene, "anne", "/reseaux")
    assert "Vous ne recevez plus" not in read(scene, "bilal")
    scene["anne"].post(f"{scene.base}/parole")
    assert "Ne plus recevoir ses messages" in read(scene, "anne")
    assert "vos propres alertes" in read(scene, "anne")
    assert "vos propres alertes" not in read(scene, "nadia"), "she has no structure: no alerts of her own"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"nom": "ab"}, "nom", "Ce nom est trop court"),
        ({"nom": "x" * 81}, "nom", "Ce nom est trop long"),
        ({"nom": "UN AUTRE réseau fictif"}, "nom", "Un autre réseau porte déjà ce nom"),
        ({"genre": "empire"}, "genre", "Choisissez le genre"),
        ({"plafond": "0"}, "plafond", "Choisissez entre 1 et 20"),
        ({"plafond": "9" * 30}, "plafond", "Choisissez entre 1 et 20"),
        ({"metiers": "choisis"}, "metier", "Choisissez au moins un métier"),
        ({"territoire": "choisis"}, "lieux", "Dites au moins un lieu"),
        ({"territoire": "choisis", "lieux": "Trouperdu"}, "lieux", "Précisez vos lieux"),
    ],
)
def test_settings_that_are_wrong_change_nothing(scene: Scene, fields: dict[str, str], field: str, said: str) -> None:
    before = held(scene)
    answer = scene["nadia"].post(f"{scene.base}/reglages", {**SETTINGS, **fields})
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text, "where the link leads"
    assert held(scene) == before


def test_everything_that_is_wrong_is_said_at_once(scene: Scene) -> None:
    wrong = {**SETTINGS, "nom": "", "genre": "", "plafond": "21", "metiers": "choisis", "territoire": "choisis"}
    page = scene["nadia"].post(f"{scene.base}/reglages", wrong).text
    assert re.findall(r'<li><a href="#(\w+)">', page) == ["nom", "genre", "plafond", "metier", "lieux"]


def test_settings_are_changed_whole_then_given_back_to_the_members(scene: Scene) -> None:
    chosen = {
        "nom": "  Pôle   fictif & <fils> ",
        "genre": "ptce",
        "plafond": "7",
        "metiers": "choisis",
        "metier": ["blanchisserie", "inconnu"],
        "territoire": "choisis",
        "lieux": "Rhône, Bretagne",
    }
    assert scene["nadia"].post(f"{scene.base}/reglages", chosen).status_code == 303
    it = held(scene).network
    assert (it.name, it.kind, it.weekly_cap) == ("Pôle fictif & <fils>", NetworkKind.PTCE, 7)
    assert (it.trades, it.territory) == (
        frozenset({"blanchisserie"}),
        Territory(departements=frozenset({"69"}), regions=frozenset({"53"})),
    )
    page = read(scene, "anne")
    assert "Métiers : Blanchisserie" in page
    assert "7 par semaine au plus" in page
    form = scene["nadia"].get(f"{scene.base}/reglages").text
    assert re.findall(r'name="lieu" value="(\w+)" checked', form) == ["d69", "r53"]
    assert scene["nadia"].post(f"{scene.base}/reglages", {**SETTINGS, "metier": "blanchisserie"}).status_code == 303
    assert (held(scene).network.trades, held(scene).network.territory) == (None, None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"nom": "", "genre": "ptce"}, "Ce nom est trop court"),
        ({"nom": "Un autre réseau fictif", "genre": "ptce"}, "Un autre réseau porte déjà ce nom"),
        ({"nom": "Un réseau neuf"}, "Choisissez le genre"),
        ({}, "Choisissez le genre"),
    ],
)
def test_a_demand_that_is_wrong_asks_for_nothing(scene: Scene, fields: dict[str, str], said: str) -> None:
    answer = scene["doris"].post("/reseaux/demander", fields)
    assert (answer.status_code, said in plain(answer.text)) == (422, True)
    assert "aucun réseau" in read(scene, "doris", "/reseaux")


def test_a_demand_waits_and_three_are_enough(scene: Scene) -> None:
    for number in range(network_asking.MOST_ASKED):
        asked = scene["doris"].post("/reseaux/demander", {"nom": f"Réseau demandé {number}", "genre": "other"})
        assert "C’est demandé" in plain(scene["doris"].get(asked.headers["location"]).text)
    page = read(scene, "doris", "/reseaux")
    assert page.count("Attend l’accord de l’hébergeur de Vigie.") == 3
    once_more = scene["doris"].post("/reseaux/demander", {"nom": "Un de trop", "genre": "other"})
    assert (once_more.status_code, "attendent déjà l’accord" in plain(once_more.text)) == (422, True)


def test_nobody_logged_in_asks_for_nothing(scene: Scene) -> None:
    for path in ("/reseaux", "/reseaux/demander"):
        assert scene["nobody"].get(path).headers["location"] == f"/acces?vers={path}"
    assert scene["nobody"].post("/reseaux/demander", {"nom": "Un réseau neuf", "genre": "ptce"}).status_code == 403


def test_erasing_oneself_says_which_networks_nobody_else_animates(scene: Scene) -> None:
    page = plain(scene["nadia"].get("/reglages/effacer").text)
    assert "Réseau « Réseau d’insertion &lt;de&gt; l’Ain &amp; Cie » : personne d’autre ne l’anime" in page
    assert "ne l’anime" not in scene["anne"].get("/reglages/effacer").text
    with scene.house.database.read() as session:
        assert forgetting.what_goes(session, scene.people["anne"]).without_animator == ()
