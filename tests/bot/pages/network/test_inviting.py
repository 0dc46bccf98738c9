"""An animator makes links, shows them with their QR code, and closes them all."""

import re

import pytest

from alerts.images import qr
from alerts.services import network_inviting
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.stories import plain

pytestmark = ONE_DATABASE


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


def made(scene: Scene, uses: str) -> str:
    """The path of the page that shows the new link."""
    answer = scene["nadia"].post(f"{scene.base}/inviter", {"structures": uses})
    assert answer.status_code == 303
    return answer.headers["location"]


@pytest.mark.parametrize(
    ("uses", "said"), [("1", "une seule structure"), ("12", "jusqu’à 12 structures"), ("500", "jusqu’à 500 structures")]
)
def test_a_link_is_shown_with_its_code(scene: Scene, uses: str, said: str) -> None:
    path = made(scene, uses)
    token = path.rpartition("/")[2]
    page = scene["nadia"].get(path).text
    assert f"Il fait entrer {said} , jusqu’au mercredi 23 décembre 2026 à 10 h 00" in plain(page)
    assert f"https://vigie.example/i/{token}" in page
    assert qr.svg(f"https://vigie.example/i/{token}") in page
    assert f'href="/i/{token}/qr.png"' in page
    assert "t.me" not in page, "Telegram has not told the name of the bot"
    with scene.house.database.read() as session:
        assert network_inviting.look(session, token, scene.house.clock()).left == int(uses)


def test_the_same_link_opens_in_telegram(scene: Scene) -> None:
    scene.house.bot_name = "@vigie_fictive_bot"
    path = made(scene, "1")
    address = f"https://t.me/vigie_fictive_bot?start={path.rpartition('/')[2]}"
    assert address in scene["nadia"].get(path).text
    assert address in scene["nobody"].get(f"/i/{path.rpartition('/')[2]}").text


def test_showing_it_again_makes_no_other(scene: Scene) -> None:
    path = made(scene, "1")
    pages = {scene["nadia"].get(path).text for _ in range(3)}
    assert len(pages) == 1
    assert "1 pour des structures, 0 pour animer" in scene["nadia"].get(f"{scene.base}/inviter").text


@pytest.mark.parametrize("uses", ["0", "501", "-3", "", "douze", "1,5", "9" * 400, "²", "<b>"])
def test_a_number_that_is_none_is_asked_again(scene: Scene, uses: str) -> None:
    answer = scene["nadia"].post(f"{scene.base}/inviter", {"structures": uses})
    assert (answer.status_code, "entre 1 et 500" in plain(answer.text)) == (422, True)
    assert "Aucun pour le moment" in answer.text


def test_twenty_links_are_enough(scene: Scene) -> None:
    for _ in range(network_inviting.MOST_OPEN):
        made(scene, "1")
    answer = scene["nadia"].post(f"{scene.base}/inviter", {"structures": "1"})
    assert (answer.status_code, "Déjà 20 liens d’invitation fonctionnent" in plain(answer.text)) == (422, True)


def test_one_for_an_animator(scene: Scene) -> None:
    answer = scene["nadia"].post(f"{scene.base}/inviter/animateur")
    path = answer.headers["location"]
    page = plain(scene["nadia"].get(path).text)
    assert "Il permet à une seule personne d’animer ce réseau, jusqu’au lundi 30 novembre 2026" in page
    assert re.search(r"https://vigie\.example/i/m_[\w-]{43}", page)


def test_too_many_for_animators_say_so(scene: Scene) -> None:
    for _ in range(5):
        assert scene["nadia"].post(f"{scene.base}/inviter/animateur").status_code == 303
    answer = scene["nadia"].post(f"{scene.base}/inviter/animateur")
    assert (answer.status_code, "Déjà 5 invitations à animer" in plain(answer.text)) == (409, True)


def test_all_of_them_are_closed(scene: Scene) -> None:
    paths = [made(scene, "500"), scene["nadia"].post(f"{scene.base}/inviter/animateur").headers["location"]]
    assert "1 pour des structures, 1 pour animer" in plain(scene["nadia"].get(f"{scene.base}/inviter").text)
    closed = scene["nadia"].post(f"{scene.base}/inviter/fermer")
    assert closed.headers["location"] == f"{scene.base}/inviter?fait=fermes"
    assert "Aucun pour le moment" in scene["nadia"].get(closed.headers["location"]).text
    for path in paths:
        assert scene["nadia"].get(path).status_code == 410
        assert scene["doris"].get(f"/i/{path.rpartition('/')[2]}").status_code == 410
    assert scene.members == ["Les Jardins <fictifs> & Cie"], "who is in stays"


def test_what_has_ended_is_shown_no_more(scene: Scene, clock: Clock) -> None:
    path = made(scene, "3")
    clock.later(hours=11)
    assert scene["nadia"].get(path).status_code == 200
    clock.later(days=31)
    scene.browsers.clear()
    assert scene["nadia"].get(path).status_code == 410
