"""Nora is invited to animate a network. She has no structure and no Telegram: her address is enough, and is proved."""

import pytest

from alerts.services import asked, network_animating, people
from alerts.store.addresses import of_email
from bot.pages.network.arriving import WAITING
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE, Clock
from tests.bot.pages.network.scene import Scene, scene_in
from tests.bot.pages.stories import CLAIRE, link_received, mailbox, plain, subscribe
from tests.bot.pages.visitor import Visitor

NORA = "nora@ptce.example.org"
HERS = {"adresse": NORA}


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


@pytest.fixture
def token(scene: Scene) -> str:
    with scene.house.database.write() as session:
        return network_animating.invite(session, scene.people["nadia"], scene.network.id, scene.house.clock())


def person_of(scene: Scene, email: str = NORA) -> int | None:
    with scene.house.database.read() as session:
        address = of_email(session, email)
        return address.person_id if address else None


def test_from_the_invitation_to_the_network_by_mail_alone(scene: Scene, token: str) -> None:
    """The mail is opened on another device than the invitation: nothing of it has to be in the browser."""
    computer, phone = Visitor(scene.house), Visitor(scene.house)
    assert "Je n’ai pas de structure dans Vigie" in computer.get(f"/i/{token}").text
    sent = plain(computer.post(f"/i/{token}/adresse", HERS).text)
    assert f"un message vient d’y partir : {NORA}" in sent
    assert person_of(scene) is None, "nobody before she says that the address is hers"
    link = link_received(scene.house)
    page = plain(phone.get(link).text).replace("&nbsp;", " ")
    assert "Réseau à animer Réseau d’insertion &lt;de&gt; l’Ain &amp; Cie" in page
    assert person_of(scene) is None, "opening it only asks"
    confirmed = phone.post(link)
    assert (confirmed.status_code, confirmed.headers["location"]) == (303, WAITING)
    assert scene.animators == {scene.people["nadia"]}, "confirming accepts nothing"
    assert "Animer ce réseau" in phone.get(WAITING).text
    accepted = phone.post(WAITING)
    assert accepted.headers["location"] == f"{scene.base}?fait=anime"
    hers = person_of(scene)
    assert scene.animators == {scene.people["nadia"], hers}
    assert phone.get(scene.base).status_code == 200
    assert phone.post(WAITING).status_code == 410, "once"
    settings = phone.get("/reglages").text
    assert "Aucune structure n’est suivie avec cette adresse." in settings
    assert "Agenda et flux" not in settings, "they would stay empty"
    with scene.house.database.read() as session:
        assert people.memberships_of(session, hers or 0) == []


def test_her_mail_says_what_she_confirms(scene: Scene, visitor: Visitor, token: str) -> None:
    visitor.post(f"/i/{token}/adresse", HERS)
    ((kind, cause),) = mailbox(scene.house.database)
    assert kind == "confirmation"
    assert token not in str(cause), "the link itself is kept nowhere"
    assert scene.house.links is not None
    with scene.house.database.read() as session:
        request = asked.subscribing.asked_in(session, cause)
    assert (request.structure, request.masked[0], request.already) == ("", "n", False)


def test_an_address_that_is_somebody_s_opens_her_settings_and_comes_back(
    scene: Scene, visitor: Visitor, clock: Clock, token: str
) -> None:
    """Claire has an address here already: the same answer, another mail."""
    claire, _, _ = subscribe(scene.house, visitor)
    clock.later(hours=2)
    browser = Visitor(scene.house)
    sent = plain(browser.post(f"/i/{token}/adresse", {"adresse": CLAIRE}).text)
    assert f"un message vient d’y partir : {CLAIRE}" in sent
    assert mailbox(scene.house.database)[-1][0] == "access"
    link = link_received(scene.house)
    assert "ramène à l’invitation à animer un réseau" in plain(browser.get(link).text)
    assert browser.post(link).headers["location"] == WAITING
    assert browser.post(WAITING).headers["location"] == f"{scene.base}?fait=anime"
    assert claire.id in scene.animators


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nora@", "adresse"),
        ("", "adresse"),
        ("nora@gmial.com", "Vouliez-vous dire nora@gmail.com ?"),
    ],
)
@ONE_DATABASE
def test_an_address_to_be_mended_is_shown_again(
    scene: Scene, visitor: Visitor, token: str, typed: str, said: str
) -> None:
    answer = visitor.post(f"/i/{token}/adresse", {"adresse": typed})
    assert answer.status_code == 422
    assert "À corriger – Animer" in plain(answer.text)
    assert said in answer.text
    assert f'value="{typed}"' in answer.text
    assert mailbox(scene.house.database) == []


@pytest.mark.parametrize("forged", ["m_" + "A" * 43, "x", "n_" + "A" * 43])
@ONE_DATABASE
def test_a_forged_invitation_writes_to_nobody(scene: Scene, visitor: Visitor, forged: str) -> None:
    assert visitor.post(f"/i/{forged}/adresse", HERS).status_code == 410
    assert mailbox(scene.house.database) == []


@ONE_DATABASE
def test_an_invitation_to_structures_does_not_take_an_address(scene: Scene, visitor: Visitor) -> None:
    assert visitor.post(f"/i/{scene.link()}/adresse", HERS).status_code == 410
    assert mailbox(scene.house.database) == []


def test_an_invitation_that_ends_while_her_mail_waits_makes_nobody(scene: Scene, visitor: Visitor, token: str) -> None:
    visitor.post(f"/i/{token}/adresse", HERS)
    link = link_received(scene.house)
    assert scene["doris"].post(f"/i/{token}").status_code == 303
    for answer in (visitor.get(link), visitor.post(link)):
        assert answer.status_code == 410
    assert person_of(scene) is None
    assert scene.animators == {scene.people["nadia"], scene.people["doris"]}


def test_two_who_hold_it_and_one_who_takes_it(scene: Scene, token: str) -> None:
    """Both confirmed; the first to accept animates, the second is told, and has a way out."""
    first, second = Visitor(scene.house), Visitor(scene.house)
    for browser, email in ((first, NORA), (second, "omar@ptce.example.org")):
        browser.post(f"/i/{token}/adresse", {"adresse": email})
        browser.post(link_received(scene.house))
    assert first.post(WAITING).status_code == 303
    assert second.post(WAITING).status_code == 410
    assert scene.animators == {scene.people["nadia"], person_of(scene)}
    assert second.get("/reglages").status_code == 200


def test_a_mail_left_for_two_days_is_good_for_nothing(scene: Scene, visitor: Visitor, clock: Clock, token: str) -> None:
    visitor.post(f"/i/{token}/adresse", HERS)
    link = link_received(scene.house)
    clock.later(hours=49)
    assert visitor.post(link).status_code == 410
    assert person_of(scene) is None


@pytest.mark.parametrize("who", ["doris", "anne", "nadia", "claire"])
@ONE_DATABASE
def test_a_session_opened_for_something_else_waits_for_no_invitation(scene: Scene, who: str) -> None:
    browser = scene[who]
    for answer in (browser.get(WAITING), browser.post(WAITING)):
        assert answer.status_code == 410
    assert scene.animators == {scene.people["nadia"]}


@ONE_DATABASE
def test_without_a_session_one_opens_it_first(scene: Scene) -> None:
    answer = scene["nobody"].get(WAITING)
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/acces")


@ONE_DATABASE
def test_another_site_can_ask_for_nobody(scene: Scene, visitor: Visitor, token: str) -> None:
    answer = visitor.post(f"/i/{token}/adresse", HERS, Sec_Fetch_Site="cross-site")
    assert answer.status_code == 403
    assert mailbox(scene.house.database) == []
