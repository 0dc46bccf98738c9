"""Who may pass on, look at a draft, confirm it, read its report: each page and each form, by each of them.

The rights are in the services; nobody finds more on a page than in the chat.
"""

from urllib.parse import urlencode

import pytest

from alerts.services import broadcasting, network_animating
from alerts.services.errors import Refusal
from alerts.store import network_people
from bot.wiring import House
from tests.bot.commands.networked import animated
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE
from tests.bot.pages.network.broadcasts import confirmed, drafted, plain
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.readers import everything
from tests.bot.pages.visitor import Fields

NOT_IN = "Ce réseau n'existe plus, ou vous n'en faites pas partie."
ANIMATORS = "Seuls les animateurs du réseau peuvent faire cela."
FROM_ELSEWHERE = {"sec_fetch_site": "cross-site", "content_type": "application/x-www-form-urlencoded"}
GONE = "Cette diffusion n'existe plus, ou elle est d'un réseau que vous n'animez pas."
OF_NETWORK = ("/diffuser", "/diffuser/main", "/diffusions")
OF_DRAFT = ("/diffuser/{}", "/diffuser/{}/changer", "/diffusions/{}")
POSTS: dict[str, Fields] = {
    "/diffuser": {"adresse": "26-900101"},
    "/diffuser/main": {"quoi": "Tonte de deux hectares"},
    "/diffuser/{}/changer": {"mot": "Autre mot", "cible": "all"},
    "/diffuser/{}/envoyer": {"vu": "0123456789ab"},
    "/diffuser/{}/abandonner": {},
    "/diffusions/{}/retirer": {},
}
OTHERS = {"anne": ANIMATORS, "bilal": ANIMATORS, "claire": NOT_IN, "doris": NOT_IN}


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("path", [*OF_NETWORK, *OF_DRAFT])
@ONE_DATABASE
def test_nobody_else_looks(scene: Scene, who: str, path: str) -> None:
    answer = scene[who].get(scene.base + path.format(drafted(scene)))
    assert answer.status_code == 403
    assert OTHERS[who] in plain(answer.text)
    assert "Fauche" not in answer.text


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("path", POSTS)
@ONE_DATABASE
def test_nobody_else_acts(scene: Scene, who: str, path: str) -> None:
    made = confirmed(scene, drafted(scene)) if "retirer" in path else drafted(scene)
    browser = scene[who]
    before = everything(scene.house.database)
    answer = browser.post(scene.base + path.format(made), POSTS[path])
    assert answer.status_code == 403
    assert OTHERS[who] in plain(answer.text)
    assert everything(scene.house.database) == before


@pytest.mark.parametrize("path", [*OF_NETWORK, *OF_DRAFT, *POSTS])
@ONE_DATABASE
def test_without_a_session_nothing_opens(scene: Scene, path: str) -> None:
    address = scene.base + path.format(drafted(scene))
    before = everything(scene.house.database)
    if path in (*OF_NETWORK, *OF_DRAFT):
        assert scene["nobody"].get(address).headers["location"] == f"/acces?vers={address}"
    if path in POSTS:
        assert scene["nobody"].post(address, POSTS[path]).status_code == 403
    assert everything(scene.house.database) == before


@pytest.mark.parametrize("path", POSTS)
@ONE_DATABASE
def test_another_site_does_nothing_in_her_name(scene: Scene, path: str) -> None:
    made = drafted(scene)
    browser = scene["nadia"]
    before = everything(scene.house.database)
    answer = browser.post_bytes(scene.base + path.format(made), urlencode(POSTS[path]).encode(), **FROM_ELSEWHERE)
    assert answer.status_code == 403
    assert "Cet envoi vient d'un autre site" in plain(answer.text)
    assert everything(scene.house.database) == before


@pytest.mark.parametrize("path", [*OF_DRAFT, *(one for one in POSTS if "{}" in one)])
@ONE_DATABASE
def test_a_broadcast_is_not_found_under_another_network(scene: Scene, path: str) -> None:
    """Nadia animates both, Claire one of them: a number of one is nothing under the other."""
    with scene.house.database.write() as session:
        third = animated(session, "Un troisième réseau fictif", scene.people["nadia"])
    of_third = drafted(scene, network=third.id)
    of_claire = drafted(scene, network=scene.other.id, by="claire")
    browser = scene["nadia"]
    before = everything(scene.house.database)
    for number in (of_third, of_claire):
        address = scene.base + path.format(number)
        answer = browser.post(address, POSTS[path]) if path in POSTS else browser.get(address)
        assert answer.status_code == 403
        assert GONE in plain(answer.text)
    assert everything(scene.house.database) == before


@ONE_DATABASE
def test_getting_changes_nothing(scene: Scene) -> None:
    made, sent = drafted(scene), confirmed(scene, drafted(scene))
    browser = scene["nadia"]
    before = everything(scene.house.database)
    for path in (*OF_NETWORK, *OF_DRAFT):
        for number in (made, sent):
            browser.get(scene.base + path.format(number))
            browser.head(scene.base + path.format(number))
    for path in POSTS:
        if path not in (*OF_NETWORK, *OF_DRAFT):
            assert browser.get(scene.base + path.format(made)).status_code == 405
    assert everything(scene.house.database) == before


def test_who_no_longer_animates_does_nothing_any_more(scene: Scene) -> None:
    made = drafted(scene)
    with scene.house.database.write() as session:
        network_people.add_animator(session, scene.network.id, scene.people["anne"], MONDAY)
        network_animating.step_down(session, scene.people["nadia"], scene.network.id)
    assert scene["nadia"].get(f"{scene.base}/diffuser/{made}").status_code == 403
    assert scene["nadia"].post(f"{scene.base}/diffuser/{made}/abandonner").status_code == 403
    assert scene["anne"].get(f"{scene.base}/diffuser/{made}").status_code == 200, "another animator goes on with it"


@ONE_DATABASE
def test_the_menu_shows_what_one_may(scene: Scene) -> None:
    for who, shown in (("nadia", True), ("anne", False), ("bilal", False)):
        page = scene[who].get(scene.base).text
        assert (f'href="{scene.base}/diffuser"' in page) is shown
        assert (f'href="{scene.base}/diffusions"' in page) is shown


def test_the_services_say_the_same(scene: Scene) -> None:
    """`held` is new: each of them tries it."""
    made = drafted(scene)
    for who in ("nadia", *OTHERS):
        with scene.house.database.read() as session:
            if who == "nadia":
                assert broadcasting.held(session, scene.people[who], made, scene.network.id)[0].id == made
                continue
            with pytest.raises(Refusal) as refused:
                broadcasting.held(session, scene.people[who], made, scene.network.id)
        expected = GONE if OTHERS[who] == NOT_IN else OTHERS[who]
        assert refused.value.sentence.replace("’", "'") == expected, who
