"""The page of an opportunity for one structure: may it answer, what it said, and every right looked at again."""

import asyncio
from dataclasses import replace
from datetime import date
from html import unescape

import httpx
import pytest
from icalendar import Calendar

from alerts.links.signed import LinkKind
from alerts.model.delivery import DeliveryKind
from alerts.model.response import RefusalReason, Response, ResponseStatus
from alerts.model.structure import Criteria, Territory
from alerts.store import people as members
from alerts.store import responses
from bot.pages.routes import routes_of
from bot.pages.server import serving
from bot.wiring import House
from scrapers.notice import NoticeKind, Place
from tests.alerts.services.stories import ATELIERS, CHANTIERS, at, ingested, judge_for, matched_new, notice, owed
from tests.bot.pages.conftest import Clock
from tests.bot.pages.readers import Reader, colleague, everything, reader_of, with_address
from tests.bot.pages.test_annonce import two_lots
from tests.bot.pages.visitor import Visitor

FAR = notice("26-7", places=(Place(postcode="38000"),))
NEAR_LYON = replace(ATELIERS, activities=(Criteria(territory=Territory(departements=frozenset({"38", "69"}))),))
ASKING = ("", "?reponse=answering", "?geste=refuse", "?aide", "?certain", "?pourquoi=p", "?reglage=1", "?regle")


def plain(answer: httpx.Response) -> str:
    """With ordinary spaces and quotes."""
    return unescape(answer.text).replace("\xa0", " ").replace("\u202f", " ")


def said(reader: Reader, match: int | None = None) -> Response | None:
    with reader.house.database.read() as session:
        held = responses.load_held(session, match or reader.matches[0])
    return held.response if held else None


def test_may_we_answer_then_the_deadline_then_what_can_be_done(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    page = visitor.get(reader.opened())
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    told = plain(page)
    places = [
        told.index(words)
        for words in (
            "Pour Les Ateliers fictifs",
            "Pouvez-vous répondre au lot 1 ?",
            "jeudi 10 décembre 2026 à 12 h 00 – dans 17 jours",
            '<button name="geste" value="answering">J’y réponds</button>',
            "Recevoir l’aide par e-mail",
            "Ajouter à l’agenda",
            "Pourquoi cette annonce",
            "Le marché porte sur les espaces verts.",
            "Lot par lot",
            "<mark>",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("gesture", "status", "told"),
    [
        ("answering", ResponseStatus.ANSWERING, "Votre structure y répond."),
        ("together", ResponseStatus.TOGETHER, "Votre structure veut y répondre à plusieurs."),
        ("keep", ResponseStatus.KEPT, "Gardée par votre structure."),
        ("refuse", ResponseStatus.REFUSED, "Écartée par votre structure."),
    ],
)
def test_a_gesture_is_written_then_shown_then_taken_back(
    house: House, visitor: Visitor, gesture: str, status: ResponseStatus, told: str
) -> None:
    reader = reader_of(house, two_lots())
    answer = visitor.post(reader.opened(), {"geste": gesture})
    assert (answer.status_code, answer.headers["location"]) == (303, reader.opened())
    response = said(reader)
    assert response is not None
    assert (response.status, response.by) == (status, reader.person_id)
    assert told in plain(visitor.get(reader.opened()))
    visitor.post(reader.opened(), {"geste": "undo"})
    assert said(reader) is None


def test_what_is_kept_is_reminded_of(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    visitor.post(reader.opened(), {"geste": "keep"})
    assert "Rappels 10 et 3 jours avant l’échéance." in plain(visitor.get(reader.opened()))


def test_looking_changes_nothing_whatever_the_address_asks(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    with_address(reader)
    before = everything(house.database)
    for asked in ASKING:
        assert visitor.get(reader.opened() + asked).status_code == 200
        assert visitor.head(reader.opened() + asked).status_code == 200
    assert visitor.get(reader.opened(suffix=".ics")).status_code == 200
    assert everything(house.database) == before


def test_an_address_may_put_one_gesture_forward(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    page = visitor.get(reader.opened() + "?reponse=keep").text
    assert '<button name="geste" value="keep">' in page
    assert '<button name="geste" value="answering" class="plain">' in page


def test_a_gesture_that_nobody_knows(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    before = everything(house.database)
    for fields in ({}, {"geste": "sell"}, {"pourquoi": "x"}, {"reglage": "1", "pourquoi": "x"}):
        assert visitor.post(reader.opened(), fields).status_code == 415
    assert everything(house.database) == before


def test_refused_too_far_a_setting_is_proposed_and_made_by_a_manager(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, FAR, structure=NEAR_LYON)
    visitor.post(reader.opened(), {"geste": "refuse"})
    assert "Pourquoi ? C’est facultatif." in plain(visitor.get(reader.opened()))
    answer = visitor.post(reader.opened(), {"pourquoi": "p"})
    asked = answer.headers["location"]
    assert asked == reader.opened() + "?pourquoi=p"
    response = said(reader)
    assert response is not None
    assert response.why is RefusalReason.PLACE
    page = plain(visitor.get(asked))
    assert "Ne plus recevoir les annonces de ce département : Isère (38) ?" in page
    assert "Ce réglage vaut pour toute l’équipe" in page
    mark = page.partition('name="reglage" value="')[2].partition('"')[0]
    before = everything(house.database)["structure"]
    assert visitor.post(reader.opened(), {"pourquoi": "p", "reglage": "00000000"}).status_code == 409
    assert everything(house.database)["structure"] == before
    done = visitor.post(reader.opened(), {"pourquoi": "p", "reglage": mark})
    assert done.headers["location"] == reader.opened() + "?regle"
    assert everything(house.database)["structure"] != before
    assert "C’est réglé." in visitor.get(reader.opened() + "?regle").text


def test_a_member_is_told_who_may_change_the_profile(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, FAR, structure=NEAR_LYON)
    his = colleague(house, NEAR_LYON)
    path = reader.opened(membership=his)
    visitor.post(path, {"geste": "refuse"})
    visitor.post(path, {"pourquoi": "p"})
    page = plain(visitor.get(path + "?pourquoi=p"))
    assert "Seul un responsable change le profil : parlez-en à Inès." in page
    assert 'name="reglage"' not in page
    assert visitor.post(path, {"pourquoi": "p", "reglage": "00000000"}).status_code == 403


def test_refusing_what_a_colleague_keeps_is_asked_twice(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    his = reader.opened(membership=colleague(house))
    visitor.post(reader.opened(), {"geste": "keep"})
    answer = visitor.post(his, {"geste": "refuse"})
    assert answer.headers["location"] == his + "?certain"
    response = said(reader)
    assert response is not None
    assert response.status is ResponseStatus.KEPT
    assert "L’écarter ? Ce sera pour toute l’équipe" in plain(visitor.get(his + "?certain"))
    visitor.post(his, {"geste": "refuse", "certain": "oui"})
    response = said(reader)
    assert response is not None
    assert response.status is ResponseStatus.REFUSED


def test_a_reason_that_comes_after_a_change_of_mind_is_not_written(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    visitor.post(reader.opened(), {"geste": "keep"})
    answer = visitor.post(reader.opened(), {"pourquoi": "p"})
    assert answer.status_code == 409
    assert "votre équipe en a décidé autrement" in answer.text


def test_help_by_mail_is_owed_each_time_it_is_asked_for(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = reader_of(house, two_lots())
    with_address(reader)
    for _ in range(2):
        answer = visitor.post(reader.opened(), {"aide": "oui"})
        assert answer.headers["location"] == reader.opened() + "?aide"
    (row,) = owed(house.database, DeliveryKind.HELP)
    assert (row.channel, row.recipient, row.match_id) == ("email", f"person:{reader.person_id}", reader.matches[0])
    assert (row.cause, row.next_at) == ({"notice": "boamp:26-1"}, clock.now)
    assert "l’aide à la réponse vous est envoyée par e-mail" in visitor.get(reader.opened() + "?aide").text
    path = reader.opened()
    clock.later(minutes=5)  # the sheet was filled meanwhile
    visitor.post(path, {"aide": "oui"})
    assert len(owed(house.database, DeliveryKind.HELP)) == 2


def test_help_by_mail_needs_an_address_and_has_a_limit(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    answer = visitor.post(reader.opened(), {"aide": "oui"})
    assert answer.status_code == 409
    assert "pas d’adresse e-mail" in answer.text
    with_address(reader)
    for _ in range(20):
        assert visitor.post(reader.opened(), {"aide": "oui"}).status_code == 303
    refused = visitor.post(reader.opened(), {"aide": "oui"})
    assert (refused.status_code, "réessayez demain" in refused.text) == (409, True)


def test_its_deadline_for_a_calendar_is_the_one_of_the_feed(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    (event,) = Calendar.from_ical(visitor.get(reader.opened(suffix=".ics")).content).events
    assert event["uid"] == f"match-{reader.matches[0]}@vigie.example"


def test_who_left_the_structure_is_told_so(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    his = colleague(house)
    path = reader.opened(membership=his)
    assert visitor.get(path).status_code == 200
    with house.database.write() as session:
        members.delete_memberships(session, [his.id])
    before = everything(house.database)
    for answer in (visitor.get(path), visitor.post(path, {"geste": "keep"}), visitor.post(path, {"aide": "oui"})):
        assert answer.status_code == 403
        assert "ne fait plus partie de la structure" in answer.text
    assert visitor.get(path.partition("?")[0] + ".ics").status_code == 403
    assert everything(house.database) == before


def test_a_link_gives_right_to_one_match_of_its_own_structure(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    neighbour = reader_of(house, notice("26-8"), structure=CHANTIERS, account=909)
    crossed = reader.opened(match=neighbour.matches[0])
    before = everything(house.database)
    for answer in (visitor.get(crossed), visitor.post(crossed, {"geste": "keep"})):
        assert answer.status_code == 403
    assert everything(house.database) == before


def test_forged_cut_foreign_and_old_links_open_nothing(house: House, visitor: Visitor, clock: Clock) -> None:
    reader = reader_of(house, two_lots())
    whole = reader.opened()
    forged = whole[:-2] + ("A" if whole[-2] != "A" else "B") + whole[-1]  # the last sign holds spare bits
    foreign = "/a/" + reader.path(LinkKind.DIGEST, reader.membership.id, reader.matches[0]).removeprefix("/d/")
    few = reader.path(LinkKind.OPPORTUNITY, reader.membership.id)
    words = reader.path(LinkKind.OPPORTUNITY, "x", "y")
    for path in (forged, whole[:-5], foreign, few, words, "/a/x", "/a/%00"):
        for answer in (visitor.get(path), visitor.post(path, {"geste": "keep"})):
            assert answer.status_code == 404
            assert "Lien incomplet" in answer.text
    clock.later(days=366)
    for answer in (visitor.get(whole), visitor.post(whole, {"geste": "keep"})):
        assert (answer.status_code, "Lien expiré" in answer.text) == (410, True)
    assert said(reader) is None


def test_another_site_cannot_answer_for_them(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    headers = {"content_type": "application/x-www-form-urlencoded", "origin": "https://ailleurs.example"}
    answer = visitor.post_bytes(reader.opened(), b"geste=keep", **headers)
    assert answer.status_code == 403
    assert said(reader) is None


def test_a_cancelled_one_does_not_say_that_one_may_answer(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    gone = notice("26-2", kind=NoticeKind.CANCELLATION, previous=("26-1",), published=date(2026, 11, 22))
    ingested(house.database, gone)
    matched_new(house.database, judge_for(ATELIERS.id))
    page = plain(visitor.get(reader.opened()))
    assert "Cette consultation est annulée" in page
    assert "Pouvez-vous répondre" not in page


def test_the_same_over_a_real_connection(house: House) -> None:
    """A phone opens the link, answers, and lands on the page that says so."""
    reader = reader_of(house, two_lots(deadline=at(12)))

    async def visit() -> tuple[int, str]:
        async with serving(routes_of(house), "127.0.0.1", 0) as address, httpx.AsyncClient(base_url=address) as phone:
            answered = await phone.post(reader.opened(), data={"geste": "together"}, follow_redirects=True)
            return answered.status_code, answered.text

    status, page = asyncio.run(visit())
    assert status == 200
    assert "veut y répondre à plusieurs" in page
