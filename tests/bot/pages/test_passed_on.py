"""`/b/…`: what a network passed on, read and answered by whoever received the letter, and by nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.links.signed import LinkKind, Links
from alerts.model.network import Interest, Shares
from alerts.services import broadcasting, inviting, network_leaving
from alerts.services.broadcasting import FromNotice
from alerts.store import network_people
from bot.wiring import House
from tests.alerts.services.networked import RESERVED
from tests.alerts.services.stories import ingested, judge_for, matched_new
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE, Clock
from tests.bot.pages.network.broadcasts import HAY, confirmed, drafted, plain, received, said
from tests.bot.pages.network.scene import NAMES, Scene, scene_in
from tests.bot.pages.readers import everything
from tests.bot.pages.visitor import BASE, Visitor

FROM_ELSEWHERE = {"sec_fetch_site": "cross-site", "content_type": "application/x-www-form-urlencoded"}
GONE = "Cette annonce de réseau n'existe plus, ou elle n'a pas été envoyée à votre structure."
GESTURES = ("whole", "interested", "decline", "mute", "parole")


@pytest.fixture
def scene(house: House) -> Scene:
    return scene_in(house)


def path(scene: Scene, membership: int, delivery: int) -> str:
    assert scene.house.links is not None
    return scene.house.links.url(LinkKind.BROADCAST, membership, delivery, now=scene.house.clock()).removeprefix(BASE)


def letter(scene: Scene, name: str = "anne") -> str:
    """The link that stands in the letter of this person."""
    return path(scene, scene.membership(name), received(scene, name))


def muted(scene: Scene, name: str = "anne") -> bool:
    with scene.house.database.read() as session:
        return network_people.is_muted(session, scene.network.id, scene.people[name])


def opened(scene: Scene, broadcast: int) -> int:
    with scene.house.database.read() as session:
        return broadcasting.report(session, scene.people["nadia"], broadcast)[1].opened


# Reading counts nothing, pressing does


def test_it_says_what_the_letter_says(scene: Scene, visitor: Visitor) -> None:
    confirmed(scene, drafted(scene))
    page = visitor.get(letter(scene)).text
    for words in (
        "Réseau d'insertion <de> l'Ain & Cie",
        "Fauche de 3 hectares & broyage <sur place>",
        "Accueil de la mairie fictive",
        "« Pas pour nous » n'est dit à personne.",
    ):
        assert words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page.replace(
            "\u00a0", " "
        ).replace("\u202f", " ").replace("’", "'").replace("&#39;", "'")


def test_opening_the_link_counts_nothing(scene: Scene, visitor: Visitor) -> None:
    """Mail programs and their scanners open links by themselves, with whatever stands in the address."""
    sent = confirmed(scene, drafted(scene))
    link = letter(scene)
    before = everything(scene.house.database)
    for asked in ("", "?geste=interested", "?geste=mute", "?parole"):
        assert visitor.get(link + asked).status_code == 200
        assert visitor.head(link + asked).status_code == 200
    assert everything(scene.house.database) == before
    assert opened(scene, sent) == 0


@pytest.mark.parametrize(
    ("gesture", "interest", "words"),
    [
        ("interested", Interest.INTERESTED, "voit que Les Jardins &lt;fictifs&gt; &amp; Cie est intéressée."),
        ("decline", Interest.DECLINED, "Noté. Ce n'est dit à personne."),
    ],
)
def test_an_answer_is_kept_and_said_back(
    scene: Scene, visitor: Visitor, gesture: str, interest: Interest, words: str
) -> None:
    sent = confirmed(scene, drafted(scene))
    link = letter(scene)
    answer = visitor.post(link, {"geste": gesture})
    assert (answer.status_code, answer.headers["location"]) == (303, link)
    assert said(scene, sent) is interest
    assert opened(scene, sent) == 1, "who answers has opened"
    page = visitor.get(link).text
    assert words in plain(page)
    assert f'value="{gesture}"' not in page, "it can only be changed"
    other = "decline" if gesture == "interested" else "interested"
    visitor.post(link, {"geste": other})
    assert said(scene, sent) is not interest, "the last word wins"


def test_a_structure_that_shares_nothing_is_told_it_is_not_named(scene: Scene, visitor: Visitor) -> None:
    with scene.house.database.write() as session:
        network_people.put_shares(session, scene.network.id, scene.jardins.id, Shares(answers=False))
    confirmed(scene, drafted(scene))
    visitor.post(letter(scene), {"geste": "interested"})
    assert "compte une structure intéressée de plus, sans votre nom" in plain(visitor.get(letter(scene)).text)


def test_looking_at_a_notice_counts_as_opened_and_leads_to_it(scene: Scene, visitor: Visitor) -> None:
    ingested(scene.house.database, RESERVED)
    sent = confirmed(scene, drafted(scene, FromNotice(RESERVED.id)))
    link = letter(scene)
    page = visitor.get(link).text
    assert f'<a class="button plain" href="{RESERVED.url}"' in page, "the notice at its publisher's, beside the answer"
    assert page.index('value="interested"') < page.index(f'href="{RESERVED.url}"')
    answer = visitor.post(link, {"geste": "whole"})
    assert answer.headers["location"] == f"{BASE}/annonce/{RESERVED.id}"
    assert (opened(scene, sent), said(scene, sent)) == (1, Interest.OPENED)


def test_looking_leads_to_the_alert_that_they_had_of_it(scene: Scene, visitor: Visitor) -> None:
    ingested(scene.house.database, RESERVED)
    matched_new(scene.house.database, judge_for(scene.jardins.id))
    confirmed(scene, drafted(scene, FromNotice(RESERVED.id)))
    answer = visitor.post(letter(scene), {"geste": "whole"})
    address = answer.headers["location"].removeprefix(BASE)
    assert address.startswith("/a/")
    assert visitor.get(address).status_code == 200


def test_looking_takes_back_no_answer(scene: Scene, visitor: Visitor) -> None:
    ingested(scene.house.database, RESERVED)
    sent = confirmed(scene, drafted(scene, FromNotice(RESERVED.id)))
    visitor.post(letter(scene), {"geste": "decline"})
    visitor.post(letter(scene), {"geste": "whole"})
    assert said(scene, sent) is Interest.DECLINED


def test_the_network_is_muted_for_one_person_and_heard_again(scene: Scene, visitor: Visitor) -> None:
    confirmed(scene, drafted(scene))
    link = letter(scene)
    visitor.post(link, {"geste": "mute"})
    assert (muted(scene), muted(scene, "bilal")) == (True, False)
    page = visitor.get(link).text
    assert "Vos propres alertes continuent." in plain(page)
    assert "Couper ce réseau</button>" not in page
    answer = visitor.post(link, {"geste": "parole"})
    assert not muted(scene)
    assert "Vous recevez de nouveau les messages" in plain(visitor.get(answer.headers["location"]).text)


def test_a_form_of_another_shape_does_nothing(scene: Scene, visitor: Visitor) -> None:
    confirmed(scene, drafted(scene))
    link, before = letter(scene), everything(scene.house.database)
    for fields in ({}, {"geste": ""}, {"geste": "oui"}, {"autre": "interested"}):
        assert visitor.post(link, fields).status_code == 415
    assert visitor.post_bytes(link, b"geste=mute", **FROM_ELSEWHERE).status_code == 403
    assert everything(scene.house.database) == before


# What no longer holds


def test_taken_back_is_said_and_not_answered(scene: Scene, visitor: Visitor) -> None:
    sent = confirmed(scene, drafted(scene))
    link = letter(scene)
    with scene.house.database.write() as session:
        broadcasting.withdraw(session, scene.people["nadia"], sent, MONDAY)
    page = visitor.get(link).text
    assert "Votre réseau a retiré cette annonce." in plain(page)
    assert 'value="interested"' not in page
    for gesture in ("interested", "decline"):
        answer = visitor.post(link, {"geste": gesture})
        assert (answer.status_code, "a retiré cette annonce" in answer.text) == (409, True)
    assert said(scene, sent) is None


def test_over_is_said(scene: Scene, visitor: Visitor, clock: Clock) -> None:
    confirmed(scene, drafted(scene, replace(HAY, until=MONDAY + timedelta(days=2))))
    link = letter(scene)
    clock.later(days=3)
    page = visitor.get(link).text
    assert "La date limite est passée" in plain(page)
    assert 'value="interested"' not in page
    assert 'value="mute"' in page


@pytest.mark.parametrize("gesture", ["", *GESTURES])
def test_a_structure_that_left_answers_no_more(scene: Scene, visitor: Visitor, gesture: str) -> None:
    confirmed(scene, drafted(scene))
    link = letter(scene)
    with scene.house.database.write() as session:
        network_leaving.leave(session, scene.people["anne"], scene.network.id, scene.jardins.id, MONDAY)
    refused(scene, visitor, link, gesture)


@pytest.mark.parametrize("gesture", ["", *GESTURES])
def test_a_person_who_left_the_team_answers_no_more(scene: Scene, visitor: Visitor, gesture: str) -> None:
    confirmed(scene, drafted(scene))
    link, bilal = letter(scene, "bilal"), scene.membership("bilal")
    with scene.house.database.write() as session:
        inviting.leave(session, scene.people["bilal"], bilal, MONDAY)
    before = everything(scene.house.database)
    answer = visitor.post(link, {"geste": gesture}) if gesture else visitor.get(link)
    assert answer.status_code == 403
    assert "ne fait plus partie de la structure" in plain(answer.text)
    assert everything(scene.house.database) == before


# Whose link it is


@pytest.mark.parametrize("gesture", ["", *GESTURES])
@pytest.mark.parametrize("name", ["bilal", "doris"])
@ONE_DATABASE
def test_the_message_of_another_person_is_not_answered(scene: Scene, visitor: Visitor, name: str, gesture: str) -> None:
    """A link that would name the membership of one and the message of another: none of ours does."""
    confirmed(scene, drafted(scene))
    refused(scene, visitor, path(scene, scene.membership(name), received(scene, "anne")), gesture)


@pytest.mark.parametrize("delivery", [0, 999_999, 10**17])
@ONE_DATABASE
def test_a_message_that_is_not_there(scene: Scene, visitor: Visitor, delivery: int) -> None:
    refused(scene, visitor, path(scene, scene.membership("anne"), delivery), "interested")


@ONE_DATABASE
def test_a_forged_link_opens_nothing(scene: Scene, visitor: Visitor) -> None:
    sent = confirmed(scene, drafted(scene))
    link = letter(scene)
    who, number = scene.membership("anne"), received(scene, "anne")
    other = Links(BASE, "un autre secret de trente-deux signes")
    forged = [
        link[:-1] + ("A" if link[-1] != "A" else "B"),
        link[:-4],
        other.url(LinkKind.BROADCAST, who, number, now=scene.house.clock()).removeprefix(BASE),
        link.replace("/b/", "/a/"),
        "/b/" + scene.house.links.token(LinkKind.OPPORTUNITY, who, number, now=MONDAY) if scene.house.links else "",
        "/b/" + scene.house.links.token(LinkKind.BROADCAST, who, now=MONDAY) if scene.house.links else "",
        "/b/" + scene.house.links.token(LinkKind.BROADCAST, who, "é", now=MONDAY) if scene.house.links else "",
    ]
    before = everything(scene.house.database)
    for one in forged:
        assert visitor.get(one).status_code == 404, one
        assert visitor.post(one, {"geste": "interested"}).status_code == 404, one
    assert everything(scene.house.database) == before
    assert said(scene, sent) is None


@ONE_DATABASE
def test_a_link_of_another_year(scene: Scene, visitor: Visitor, clock: Clock) -> None:
    confirmed(scene, drafted(scene))
    link = letter(scene)
    clock.later(days=400)
    assert visitor.get(link).status_code == 410
    assert visitor.post(link, {"geste": "interested"}).status_code == 410


@ONE_DATABASE
def test_no_session_gives_more_right_than_the_link(scene: Scene) -> None:
    """Whoever holds the link of Anne answers as Anne, whatever settings their browser has open."""
    sent = confirmed(scene, drafted(scene))
    link, alien = letter(scene), path(scene, scene.membership("doris"), received(scene, "anne"))
    for name in NAMES:
        assert scene[name].post(alien, {"geste": "interested"}).status_code == 403
    assert said(scene, sent) is None
    assert scene["nobody"].post(link, {"geste": "interested"}).status_code == 303
    assert said(scene, sent) is Interest.INTERESTED


def refused(scene: Scene, visitor: Visitor, link: str, gesture: str) -> None:
    before = everything(scene.house.database)
    answer = visitor.post(link, {"geste": gesture}) if gesture else visitor.get(link)
    assert answer.status_code == 403
    assert GONE in plain(answer.text)
    assert "Fauche" not in answer.text
    assert everything(scene.house.database) == before
