"""Settings are their owner's: nobody else sees or changes them, not even through their own browser."""

import pytest

from alerts.model.people import Role
from alerts.model.preference import Rhythm
from alerts.model.structure import Structure
from alerts.services import people
from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.stories import PROFILE, mailbox, subscribe, subscribed
from tests.bot.pages.visitor import Fields, Visitor


def structure(house: House) -> Structure:
    return subscribed(house)[2]


PRIVATE: dict[str, Fields] = {
    "/reglages/1/rythme": {"rythme": "now"},
    "/reglages/1/pause": {"duree": "7"},
    "/reglages/1/profil": {**PROFILE},
}
OWN = (
    "/reglages/adresse",
    "/reglages/adresse/enlever",
    "/reglages/agenda",
    "/reglages/telegram",
    "/reglages/effacer",
    "/reglages/arreter",
    "/reglages/reprendre",
)


@pytest.mark.parametrize("path", PRIVATE)
def test_the_structure_of_others_is_not_seen_nor_changed(house: House, claire: Visitor, path: str) -> None:
    stranger = Visitor(house, "192.0.2.9")
    subscribe(house, stranger, adresse="marie@ateliers.example.org", nom="Les Ateliers fictifs")
    before = subscribed(house)
    for answer in (stranger.get(path), stranger.post(path, PRIVATE[path])):
        assert answer.status_code == 403
        assert "Les Jardins fictifs" not in answer.text
    assert subscribed(house) == before


@pytest.mark.parametrize("path", [*PRIVATE, *OWN, "/reglages", "/reglages/donnees", "/reglages/export"])
@ONE_DATABASE
def test_without_a_session_nothing_opens(house: House, claire: Visitor, path: str) -> None:
    nobody, before = Visitor(house), subscribed(house)
    forged = Visitor(house)
    forged.take_cookies({"__Host-vigie": "s_" + "A" * 43})
    for visitor in (nobody, forged):
        if path not in OWN[1:4] + OWN[5:]:
            assert visitor.get(path).headers["location"] == "/acces"
        if path in OWN or path in PRIVATE:
            assert visitor.post(path, {"duree": "7"}).status_code == 403
    assert subscribed(house) == before


@pytest.mark.parametrize("path", [*PRIVATE, *OWN, "/sortir", "/inscription", "/acces"])
@ONE_DATABASE
def test_another_site_changes_nothing_in_her_name(house: House, claire: Visitor, path: str) -> None:
    before = subscribed(house)
    for headers in (
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://ailleurs.example"},
        {"origin": "null"},
    ):
        body = b"rythme=now&duree=7&adresse=x@example.org&sur=29400000"
        answer = claire.post_bytes(path, body, content_type="application/x-www-form-urlencoded", **headers)
        assert answer.status_code == 403
        assert "Cet envoi vient d’un autre site" in answer.text
    assert subscribed(house) == before
    assert len(mailbox(house.database)) == 1


def test_a_member_sees_the_profile_and_does_not_change_it(house: House, claire: Visitor) -> None:
    member = Visitor(house, "192.0.2.9")
    subscribe(house, member, adresse="marie@ateliers.example.org", nom="Les Ateliers fictifs")
    with house.database.write() as session:
        marie = people.load_person(session, 2)
        joined = people.join(session, marie.id, structure(house).id, Role.MEMBER, house.clock())
    path = f"/reglages/{joined.id}/profil"
    page = member.get(path)
    assert "Espaces verts" in page.text
    assert "<form" not in page.text
    before = subscribed(house)
    assert member.post(path, PROFILE).status_code == 403
    assert member.post(f"/reglages/{joined.id}/pause", {"duree": "7", "tous": "1"}).status_code == 403
    assert subscribed(house) == before
    assert member.post(f"/reglages/{joined.id}/pause", {"duree": "7"}).status_code == 303


def test_one_rhythm_for_all_their_structures(house: House, claire: Visitor) -> None:
    with house.database.write() as session:
        people.create_structure(session, 1, Structure("", "Une autre", frozenset()), house.clock())
    claire.post("/reglages/1/rythme", {"rythme": "morning", "heure": "6", "partout": "1"})
    with house.database.read() as session:
        held = [one.preference for one, _ in people.memberships_of(session, 1)]
    assert [(one.rhythm, one.hour) for one in held] == [(Rhythm.MORNING, 6)] * 2


@ONE_DATABASE
def test_names_are_shown_as_text(house: House, visitor: Visitor) -> None:
    subscribe(house, visitor, nom=WRITTEN)
    for path in ("/reglages", "/reglages/donnees", "/reglages/effacer", *PRIVATE):
        page = visitor.get(path).text
        assert "<script" not in page
        assert "&lt;script&gt;" in page


WRITTEN = "<script>alert(1)</script>"
