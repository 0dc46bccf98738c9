"""No more messages of one network: one click of a mail program, or a person who is asked first."""

import re
from datetime import timedelta

import pytest

from alerts.links.signed import LinkKind, Links
from alerts.services import muting, network_leaving
from alerts.store import network_people, networks
from bot.wiring import House
from tests.bot.pages.conftest import Clock
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.stories import plain
from tests.bot.pages.visitor import BASE, Visitor

ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"
PARTS = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


def link(scene: Scene, who: str = "nadia", network: int | None = None) -> str:
    """At the foot of a letter of the network."""
    links = scene.house.links
    assert links is not None
    url = links.url(LinkKind.MUTE, scene.people[who], network or scene.network.id, now=scene.house.clock())
    return url.removeprefix(BASE)


def silent(scene: Scene, who: str = "nadia", network: int | None = None) -> bool:
    with scene.house.database.read() as session:
        return network_people.is_muted(session, network or scene.network.id, scene.people[who])


@pytest.mark.parametrize(
    ("body", "kind"),
    [(ONE_CLICK, FORM), (PARTS, "multipart/form-data; boundary=b"), (b"", FORM), (ONE_CLICK, "text/plain")],
)
def test_one_click_needs_no_cookie_and_may_be_repeated(scene: Scene, body: bytes, kind: str) -> None:
    headers = {"content_type": kind, "sec_fetch_site": "cross-site", "origin": "https://mail.example"}
    for _ in range(3):
        answer = Visitor(scene.house, "198.51.100.3").post_bytes(link(scene), body, **headers)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert silent(scene)
    assert "C’est arrêté" in answer.text


def test_it_stops_this_network_for_this_person_only(scene: Scene) -> None:
    Visitor(scene.house).post(link(scene, "anne"))
    assert silent(scene, "anne")
    assert not silent(scene, "bilal")
    assert not silent(scene, "nadia")
    assert not silent(scene, "claire", scene.other.id)


@pytest.mark.parametrize(("who", "radar"), [("nadia", True), ("anne", False), ("bilal", False)])
def test_opening_the_link_only_asks_and_says_what_stops(scene: Scene, who: str, radar: bool) -> None:
    person = Visitor(scene.house)
    for _ in range(2):
        page = person.get(link(scene, who))
        assert page.status_code == 200
    person.head(link(scene, who))
    told = plain(page.text)
    assert "Ne plus rien recevoir de ce réseau ?" in told
    assert "Réseau d’insertion &lt;de&gt; l’Ain &amp; Cie" in told
    assert "Vos propres alertes continuent" in told
    assert ("radar" in told) is radar
    assert not silent(scene, who)


def test_one_may_come_back_at_once_by_the_same_link(scene: Scene) -> None:
    person = Visitor(scene.house)
    stopped = person.post(link(scene))
    back = re.search(r'action="(/k/[^"]*/reprendre)"', stopped.text)
    assert back is not None
    assert person.get(back[1]).status_code == 405
    again = person.post(back[1])
    assert "Les messages reprennent" in again.text
    assert not silent(scene)
    assert "Les messages reprennent" in person.post(back[1]).text
    assert "C’est arrêté" in person.post(link(scene)).text


def test_a_forged_link_does_nothing(scene: Scene) -> None:
    good = link(scene)
    forged = Links(BASE, "o" * 32).url(LinkKind.MUTE, 1, 1, now=scene.house.clock()).removeprefix(BASE)
    links = scene.house.links
    assert links is not None
    other_kind = links.token(LinkKind.TERRITORY, scene.people["nadia"], scene.network.id, now=scene.house.clock())
    for path in (forged, good[:-1], good + "A", f"/k/{other_kind}", "/k/x", "/k/%00"):
        for answer in (Visitor(scene.house).get(path), Visitor(scene.house).post(path)):
            assert answer.status_code == 404
    assert not silent(scene)


def test_it_stays_good_for_three_years_then_says_so(scene: Scene, clock: Clock) -> None:
    path = link(scene)
    clock.now += timedelta(days=3 * 365 - 1)
    assert Visitor(scene.house).get(path).status_code == 200
    clock.now += timedelta(days=3)
    assert Visitor(scene.house).post(path).status_code == 410


@pytest.mark.parametrize("how", ["left", "closed", "waiting", "stranger"])
def test_whoever_receives_nothing_has_nothing_to_stop(scene: Scene, how: str) -> None:
    """The matrix: who is in the network may, a stranger may not, and learns nothing of it."""
    path, database = link(scene, "anne"), scene.house.database
    with database.write() as session:
        if how == "left":
            network_leaving.leave(
                session, scene.people["anne"], scene.network.id, scene.jardins.id, scene.house.clock()
            )
        elif how == "closed":
            networks.delete_network(session, scene.network.id)
        elif how == "waiting":
            made = networks.add_network(session, "En attente", scene.network.kind, scene.house.clock())
            network_people.add_animator(session, made, scene.people["anne"], scene.house.clock())
            path = link(scene, "anne", made)
        else:
            path = link(scene, "doris")
    for answer in (Visitor(scene.house).get(path), Visitor(scene.house).post(path)):
        assert answer.status_code == 200
        assert "Rien à arrêter" in answer.text
        assert "Ain" not in answer.text
    assert not any(silent(scene, who) for who in ("anne", "doris"))
    with database.write() as session:
        assert not muting.mute(session, scene.people["doris"], scene.network.id, scene.house.clock())
        assert not muting.unmute(session, scene.people["doris"], scene.network.id)
