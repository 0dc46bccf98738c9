"""Who may do what on the pages of networks: each person × each page and each button, every cell tried."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from bot.pages.way_back import asking_from
from bot.wiring import House
from tests.bot.commands.networked import NAME
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.visitor import Fields

NOBODY, DORIS, BILAL, ANNE, NADIA, CLAIRE = ("nobody", "doris", "bilal", "anne", "nadia", "claire")
EVERYBODY = (NOBODY, DORIS, BILAL, ANNE, NADIA, CLAIRE)
INSIDE = {BILAL, ANNE, NADIA}
ANIMATOR = {NADIA}
RENAMED: Fields = {"nom": "Un nom neuf", "genre": "ptce", "plafond": "5", "metiers": "membres", "territoire": "membres"}
Filled = Callable[[Scene], Fields]

PAGES: dict[str, set[str]] = {
    "": INSIDE,
    "/membres": INSIDE,
    "/membres/{jardins}/retirer": ANIMATOR,
    "/inviter": ANIMATOR,
    "/inviter/{link}": ANIMATOR,
    "/reglages": ANIMATOR,
    "/partage": {BILAL, ANNE},
    "/quitter": {ANNE},
    "/ne-plus-animer": ANIMATOR,
}
ANNE_S: Filled = lambda scene: {"structure": str(scene.membership("anne"))}  # noqa: E731
BUTTONS: dict[str, tuple[set[str], Filled]] = {
    "/membres/{jardins}/retirer": (ANIMATOR, lambda scene: {}),
    "/inviter": (ANIMATOR, lambda scene: {"structures": "12"}),
    "/inviter/animateur": (ANIMATOR, lambda scene: {}),
    "/inviter/fermer": (ANIMATOR, lambda scene: {}),
    "/reglages": (ANIMATOR, lambda scene: RENAMED),
    "/partage": ({ANNE}, lambda scene: {**ANNE_S(scene), "montre": "capacity"}),
    "/quitter": ({ANNE}, ANNE_S),
    "/silence": (INSIDE, lambda scene: {}),
    "/parole": (INSIDE, lambda scene: {}),
    "/ne-plus-animer": (ANIMATOR, lambda scene: {}),
}
ALONE = "/ne-plus-animer"  # hers, but nobody else animates it: 403 with the reason


def path_in(scene: Scene, path: str) -> str:
    return scene.base + path.format(jardins=scene.handle_of(scene.jardins), link=scene.link())


def state(scene: Scene) -> list[Any]:
    """Everything that these pages may change."""
    tables = ("network", "network_member", "network_animator", "network_mute", "delivery", "structure")
    with scene.house.database.read() as session:
        rows = [session.execute(text(f"SELECT * FROM {one}")).all() for one in tables]
        return [*rows, session.execute(text("SELECT hash FROM token WHERE purpose IN ('n', 'm') ORDER BY hash")).all()]


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("path", PAGES)
@ONE_DATABASE
def test_who_sees_a_page(house: House, path: str, who: str) -> None:
    scene = scene_in(house)
    asked = path_in(scene, path)
    browser, before = scene[who], state(scene)
    answer = browser.get(asked)
    assert state(scene) == before, "looking changes nothing"
    if who in PAGES[path]:
        assert answer.status_code == 200
        return
    assert "insertion" not in answer.text, "not even its name"
    if who == NOBODY:
        assert (answer.status_code, answer.headers["location"]) == (303, asking_from(asked))
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("path", BUTTONS)
@ONE_DATABASE
def test_who_presses_a_button(house: House, path: str, who: str) -> None:
    scene = scene_in(house)
    asked, (allowed, fields) = path_in(scene, path), BUTTONS[path]
    if path == "/parole":
        for one in INSIDE:
            scene[one].post(f"{scene.base}/silence")
    browser, before = scene[who], state(scene)
    answer = browser.post(asked, fields(scene))
    if who in allowed and path != ALONE:
        assert answer.status_code == 303
        assert state(scene) != before
        return
    assert state(scene) == before
    assert answer.status_code == 403
    if who in (NOBODY, DORIS, CLAIRE):
        assert NAME.partition(" <")[0] not in answer.text
    if (path, who) == (ALONE, NADIA):
        assert "Vous êtes la seule personne à animer ce réseau" in answer.text


@ONE_DATABASE
def test_what_is_anne_s_is_not_done_in_her_name(house: House) -> None:
    """The number of her membership, in the form of somebody else who is inside too."""
    scene = scene_in(house)
    hers, before = ANNE_S(scene), state(scene)
    for who in (BILAL, NADIA, CLAIRE, DORIS):
        for path in ("/partage", "/quitter"):
            assert scene[who].post(scene.base + path, {**hers, "montre": "outcomes"}).status_code == 403
    assert state(scene) == before


@pytest.mark.parametrize("said", ["", "0", "-1", "9" * 40, "un", "99"])
@ONE_DATABASE
def test_a_structure_that_is_not_hers_is_refused(house: House, said: str) -> None:
    scene = scene_in(house)
    before = state(scene)
    for path in ("/partage", "/quitter"):
        assert scene[ANNE].post(scene.base + path, {"structure": said}).status_code == 403
    assert state(scene) == before


@ONE_DATABASE
def test_a_link_of_another_network_is_not_shown(house: House) -> None:
    """Nadia forwards one of hers to Claire, who animates elsewhere: it says nothing on the pages of her own."""
    scene = scene_in(house)
    token = scene.link()
    assert scene[CLAIRE].get(f"/reseaux/{scene.other.id}/inviter/{token}").status_code == 403


@pytest.mark.parametrize("who", [NOBODY, DORIS, ANNE])
@pytest.mark.parametrize("number", ["0", "42", "9" * 18])
@ONE_DATABASE
def test_a_network_that_is_not_there_says_no_more_than_one_of_others(house: House, number: str, who: str) -> None:
    scene = scene_in(house)
    absent, others = (scene[who].get(f"/reseaux/{one}") for one in (number, scene.other.id))
    assert absent.status_code == others.status_code == (303 if who == NOBODY else 403)
    assert absent.text == others.text


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "1.5", "-1", "²", "un"])
@ONE_DATABASE
def test_what_is_no_number_is_no_page(house: House, number: str) -> None:
    assert scene_in(house)[NADIA].get(f"/reseaux/{number}").status_code == 404


@ONE_DATABASE
def test_while_it_waits_its_asker_looks_corrects_and_takes_back(house: House) -> None:
    """And nothing else; nobody else knows of it."""
    scene = scene_in(house)
    asked = scene[DORIS].post("/reseaux/demander", {"nom": "Le réseau demandé", "genre": "cress"})
    base = asked.headers["location"].partition("?")[0]
    assert asked.status_code == 303
    for path, status in {"": 200, "/reglages": 200, "/ne-plus-animer": 200, "/membres": 403, "/inviter": 403}.items():
        assert scene[DORIS].get(base + path).status_code == status, path
    assert "attend encore l’accord" in scene[DORIS].get(f"{base}/membres").text
    for who in (ANNE, NADIA, CLAIRE):
        answer = scene[who].get(base)
        assert (answer.status_code, "Le réseau demandé" in answer.text) == (403, False)
    assert scene[DORIS].post(f"{base}/reglages", {**RENAMED, "nom": "Mieux nommé"}).status_code == 303
    assert "Mieux nommé" in scene[DORIS].get("/reseaux").text
    assert scene[DORIS].post(f"{base}/ne-plus-animer").headers["location"] == "/reseaux?fait=retiree"
    assert "Mieux nommé" not in scene[DORIS].get("/reseaux").text
