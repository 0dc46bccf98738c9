"""An invitation on the web: looked at by anybody who has it, accepted by a manager, once; forged, used, expired."""

import pytest

from alerts.model.structure import Structure
from alerts.services import access, network_animating, people
from alerts.store import structures
from alerts.store.addresses import of_email
from bot.pages.network.invitation import KEPT_FOR
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.network.test_rights import state
from tests.bot.pages.stories import WISH, link_received, plain, subscribe
from tests.bot.pages.visitor import Visitor

EVERYBODY = ("nobody", "doris", "bilal", "anne", "nadia", "claire")
FORGED = ("n_" + "A" * 43, "m_" + "A" * 43, "n_", "x", "n_é", "i_" + "A" * 43, "n_" + "A" * 4000)


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


def charge(scene: Scene) -> str:
    """The token of a link to animate, made by Nadia."""
    with scene.house.database.write() as session:
        return network_animating.invite(session, scene.people["nadia"], scene.network.id, scene.house.clock())


def doris_s(scene: Scene) -> dict[str, str]:
    return {"structure": str(scene.membership("doris"))}


def test_a_manager_brings_her_structure_in(scene: Scene) -> None:
    token = scene.link()
    page = plain(scene["doris"].get(f"/i/{token}").text)
    assert "Rejoindre Réseau d’insertion &lt;de&gt; l’Ain &amp; Cie" in page
    assert "1 structure membre" in page
    assert "Structure : La Lessive fictive" in page
    assert "jusqu’au mercredi 23 décembre 2026" in page
    assert "Les Jardins" not in page, "who is in is not said before"
    answer = scene["doris"].post(f"/i/{token}", doris_s(scene))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{scene.base}?fait=rejoint")
    assert scene.members == ["Les Jardins <fictifs> & Cie", "La Lessive fictive"]
    assert "C’est fait" in scene["doris"].get(answer.headers["location"]).text


def test_an_animator_who_tries_her_link_is_told_whom_it_is_for(scene: Scene) -> None:
    page = plain(scene["nadia"].get(f"/i/{scene.link()}").text)
    assert "ce lien est pour les structures" in page
    assert "Vous êtes aussi d’une structure ? Inscrivez-la d’abord" in page


def test_what_is_shown_of_her_is_said_before(scene: Scene) -> None:
    page = plain(scene["nobody"].get(f"/i/{scene.link()}").text).replace("&nbsp;", " ")
    for said in (
        "Nos réponses : montré",
        "Nos résultats : caché",
        "Notre capacité : caché",
        "Nous proposer comme partenaire : oui",
        "Jamais vu : ce que vous écartez",
    ):
        assert said in page


def test_the_same_form_twice_does_it_once(scene: Scene) -> None:
    """A link for one structure, then one for three: one use is gone, not two."""
    token = scene.link()
    for status in (303, 410):
        assert scene["doris"].post(f"/i/{token}", doris_s(scene)).status_code == status
        after = state(scene)
    assert len(scene.members) == 2
    again = scene["doris"].post(f"/i/{token}", doris_s(scene))
    assert "Ce lien a déjà servi" in again.text
    assert "Mes réseaux" in again.text, "where she finds that she is in"
    assert state(scene) == after
    several = scene.link(3)
    assert scene["doris"].post(f"/i/{several}", doris_s(scene)).status_code == 303
    assert "encore faire entrer 3 structures" in scene["nobody"].get(f"/i/{several}").text


@pytest.mark.parametrize("token", FORGED)
@pytest.mark.parametrize("who", ["nobody", "doris", "nadia"])
@ONE_DATABASE
def test_a_forged_one_gives_right_to_nothing(scene: Scene, who: str, token: str) -> None:
    before = state(scene)
    browser = scene[who]
    for answer in (browser.get(f"/i/{token}"), browser.get(f"/i/{token}/qr.png"), browser.post(f"/i/{token}/suite")):
        assert answer.status_code == 410
        assert "Ce lien n’est pas valable" in plain(answer.text)
        assert "set-cookie" not in answer.headers
    answer = browser.post(f"/i/{token}", doris_s(scene))
    assert answer.status_code == {"nobody": 303, "doris": 410, "nadia": 410 if token.startswith("m_") else 403}[who]
    assert state(scene) == before


def test_what_is_over_says_so(scene: Scene, clock: Clock) -> None:
    taken, closed, expired = scene.link(), scene.link(), scene.link()
    scene["doris"].post(f"/i/{taken}", doris_s(scene))
    assert "déjà servi" in plain(scene["nobody"].get(f"/i/{taken}").text)
    scene["nadia"].post(f"{scene.base}/inviter/fermer")
    assert "pas valable" in plain(scene["nobody"].get(f"/i/{closed}").text)
    late = scene.link()
    clock.later(days=31)
    answer = scene["nobody"].get(f"/i/{late}")
    assert (answer.status_code, "Ce lien a expiré" in answer.text) == (410, True)
    assert scene["nobody"].get(f"/i/{expired}").status_code == 410


def test_of_somebody_who_animates_no_more(scene: Scene) -> None:
    """Nobody comes in by the word of who left: Claire was invited, then Nadia stepped down."""
    token = scene.link()
    scene["claire"].post(f"/i/{charge(scene)}")
    assert scene["nadia"].post(f"{scene.base}/ne-plus-animer").status_code == 303
    answer = scene["doris"].post(f"/i/{token}", doris_s(scene))
    assert answer.status_code == 410
    assert "Les Jardins" not in answer.text


@pytest.mark.parametrize("who", EVERYBODY)
@ONE_DATABASE
def test_looking_changes_nothing(scene: Scene, who: str) -> None:
    for token in (scene.link(), charge(scene)):
        browser, before = scene[who], state(scene)
        for path in (f"/i/{token}", f"/i/{token}/qr.png"):
            answer = browser.get(path)
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers
        assert state(scene) == before


@pytest.mark.parametrize(
    ("who", "named", "status"),
    [
        ("doris", "doris", 303),
        ("anne", "anne", 303),  # in already: nothing happens, and she is shown it
        ("bilal", "bilal", 403),
        ("nadia", "doris", 403),
        ("claire", "doris", 403),
        ("doris", "anne", 403),
        ("nobody", "doris", 303),  # to the page, that says how to open one's settings
    ],
)
@ONE_DATABASE
def test_only_a_manager_brings_her_own_structure_in(scene: Scene, who: str, named: str, status: int) -> None:
    token = scene.link()
    named_in = {"structure": str(scene.membership(named))}
    browser, before = scene[who], state(scene)
    answer = browser.post(f"/i/{token}", named_in)
    assert answer.status_code == status
    assert (state(scene) != before) is (who == named == "doris")
    if who == "nobody":
        assert answer.headers["location"] == f"/i/{token}"


@ONE_DATABASE
def test_with_several_structures_one_is_chosen(scene: Scene) -> None:
    with scene.house.database.write() as session:
        people.create_structure(
            session, scene.people["doris"], Structure("", "L’Atelier fictif", frozenset()), scene.house.clock()
        )
    token = scene.link()
    page = scene["doris"].get(f"/i/{token}").text
    assert page.count('type="radio" name="structure"') == 2
    before = state(scene)
    assert scene["doris"].post(f"/i/{token}").status_code == 403, "none was chosen"
    assert state(scene) == before


@ONE_DATABASE
def test_who_cannot_is_told_who_can(scene: Scene) -> None:
    """Bilal is no manager of a structure that is not in yet."""
    with scene.house.database.write() as session:
        people.join(
            session,
            scene.people["bilal"],
            scene.lessive.id,
            people.memberships_of(session, scene.people["bilal"])[0][0].role,
            scene.house.clock(),
        )
    bilal = plain(scene["bilal"].get(f"/i/{scene.link()}").text)
    assert "Les Jardins &lt;fictifs&gt; &amp; Cie : déjà dans ce réseau" in bilal
    claire = plain(scene["claire"].get(f"/i/{scene.link()}").text)
    assert "Vous n’avez pas encore de structure ici : inscrivez-la d’abord" in claire


def test_somebody_takes_charge(scene: Scene) -> None:
    """Of no structure that is a member: animating needs none. Once."""
    token = charge(scene)
    assert "une seule personne" in plain(scene["nobody"].get(f"/i/{token}").text)
    answer = scene["doris"].post(f"/i/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{scene.base}?fait=anime")
    assert scene.animators == {scene.people["nadia"], scene.people["doris"]}
    assert scene["claire"].post(f"/i/{token}").status_code == 410
    assert scene.animators == {scene.people["nadia"], scene.people["doris"]}


@ONE_DATABASE
def test_who_animates_already_leaves_the_link_to_another(scene: Scene) -> None:
    token = charge(scene)
    assert "Vous animez déjà ce réseau" in scene["nadia"].get(f"/i/{token}").text
    assert scene["nadia"].post(f"/i/{token}").status_code == 303
    assert scene["claire"].post(f"/i/{token}").status_code == 303


@ONE_DATABASE
def test_the_code_to_print_is_an_image(scene: Scene) -> None:
    answer = scene["nobody"].get(f"/i/{scene.link()}/qr.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == 'attachment; filename="vigie-invitation.png"'
    assert answer.content.startswith(b"\x89PNG")


def test_claude_subscribes_on_the_way(scene: Scene, visitor: Visitor) -> None:
    """He is nobody yet: the invitation waits in his browser until his address is confirmed."""
    token = scene.link()
    kept = visitor.post(f"/i/{token}/suite", {"par": "inscription"})
    assert kept.headers["location"] == "/inscription"
    assert f"Max-Age={KEPT_FOR}; Path=/; SameSite=lax; Secure" in kept.headers["set-cookie"]
    assert "HttpOnly" in kept.headers["set-cookie"]
    assert "Votre invitation est gardée" in visitor.get("/inscription").text
    visitor.post("/inscription", WISH)
    done = visitor.post(link_received(scene.house))
    assert f'<a href="/i/{token}">Répondre à l’invitation du réseau</a>' in done.text
    page = visitor.get(f"/i/{token}").text
    assert "Les Jardins fictifs" in page
    number = page.partition('name="structure" value="')[2].partition('"')[0]
    answer = visitor.post(f"/i/{token}", {"structure": number})
    assert answer.headers["location"] == f"{scene.base}?fait=rejoint"
    assert set(visitor.cookies) == {"__Host-vigie"}, "it comes back to nothing any more"
    assert "Les Jardins fictifs" in scene.members


def test_claire_comes_back_after_opening_her_settings(scene: Scene, visitor: Visitor, clock: Clock) -> None:
    subscribe(scene.house, visitor)
    browser, token = Visitor(scene.house), scene.link()
    clock.later(hours=2)
    assert browser.post(f"/i/{token}/suite", {"par": "acces"}).headers["location"] == "/acces"
    browser.post("/acces", {"adresse": "claire@jardins.example.org"})
    answer = browser.post(link_received(scene.house))
    assert answer.headers["location"] == f"/i/{token}"
    assert set(browser.cookies) == {"__Host-vigie"}, "another time, her settings open"


@ONE_DATABASE
def test_who_is_of_no_structure_any_more_describes_one(scene: Scene, visitor: Visitor) -> None:
    """Her address is known: another letter would only bring her back to empty settings."""
    person, membership, structure = subscribe(scene.house, visitor)
    leave_alone(scene.house, structure.id)
    token = scene.link()
    visitor.post(f"/i/{token}/suite", {"par": "inscription"})
    page = visitor.get("/inscription").text
    assert "Inscrire cette structure" in page
    assert 'name="adresse"' not in page
    wrong = visitor.post("/inscription", {**WISH, "statut": []})
    assert wrong.status_code == 422
    answer = visitor.post("/inscription", {**WISH, "nom": "Les Jardins retrouvés"})
    assert answer.headers["location"] == f"/i/{token}"
    assert "Les Jardins retrouvés" in visitor.get(f"/i/{token}").text
    with scene.house.database.read() as session:
        ((held, _),) = people.memberships_of(session, person.id)
    assert held.id != membership.id
    assert visitor.post("/inscription", {**WISH, "nom": "Une deuxième"}).status_code == 200, "as anybody: by e-mail"


@ONE_DATABASE
def test_nothing_strange_comes_back_from_a_cookie(scene: Scene, visitor: Visitor) -> None:
    subscribe(scene.house, visitor)
    for strange in ("//ailleurs.example", "n_" + "A" * 200, "n_/../../reglages", "", "n_" + "%0d%0a" * 8):
        browser = Visitor(scene.house)
        browser.take_cookies({"__Host-vigie-invitation": strange})
        with scene.house.database.write() as session:
            address = of_email(session, "claire@jardins.example.org")
            assert address is not None
            cause = {"address": str(address.id), "person": str(address.person_id)}
            link = f"/entrer/{access.token_of(session, cause, scene.house.clock())}"
        assert browser.post(link).headers["location"] == "/reglages"


def leave_alone(house: House, structure_id: str) -> None:
    """The host erases the structure; its people stay."""
    with house.database.write() as session:
        structures.delete_structures(session, [structure_id])
