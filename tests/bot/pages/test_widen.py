"""« Juste à côté »: shown before, done once by a button, and undone in the settings."""

from dataclasses import replace

from alerts.links.signed import LinkKind
from alerts.model.people import Membership
from alerts.store import structures
from alerts.store.engine import Database
from bot.wiring import House
from tests.alerts.services.test_widening import HERS, read_of
from tests.bot.pages.conftest import Clock
from tests.bot.pages.readers import Reader, colleague, everything
from tests.bot.pages.test_opportunity import plain
from tests.bot.pages.visitor import Visitor


def reader(house: House) -> Reader:
    return Reader(house, read_of(house.database), ())


def widening(who: Reader, membership: Membership | None = None, notice_id: str = "boamp:26-1") -> str:
    return who.path(LinkKind.WIDEN, (membership or who.membership).id, notice_id, "0000")


def mark_in(page: str) -> str:
    return page.partition('name="reglage" value="')[2].partition('"')[0]


def territory(database: Database) -> frozenset[str]:
    with database.read() as session:
        found = structures.load_structure(session, "ateliers")
    assert found is not None
    return found.activities[0].territory.departements


def test_what_would_change_and_how_much_it_would_bring(house: House, visitor: Visitor) -> None:
    who = reader(house)
    house.current.refresh(house.clock())
    before = everything(house.database)
    page = plain(visitor.get(widening(who)))
    assert "<h1>Ajouter l’Ain à votre territoire ?</h1>" in page
    assert 'href="https://vigie.example/annonce/boamp:26-1">Tonte des stades</a>' in page
    assert "ce profil aurait reçu une annonce" in page
    assert "Ce réglage vaut pour toute l’équipe : Les Ateliers fictifs." in page
    assert visitor.head(widening(who)).status_code == 200
    assert everything(house.database) == before


def test_it_is_done_once_and_can_be_undone(house: House, visitor: Visitor) -> None:
    who = reader(house)
    path = widening(who)
    mark = mark_in(visitor.get(path).text)
    done = visitor.post(path, {"reglage": mark})
    assert done.status_code == 200
    assert "C’est fait" in done.text
    assert territory(house.database) == frozenset({"69", "01"})
    opened = done.text.partition('<a class="button" href="')[2].partition('"')[0]
    assert visitor.get(opened.removeprefix("https://vigie.example")).status_code == 200
    assert "Revenir en arrière, dans mes réglages" in done.text
    before = everything(house.database)
    again = visitor.post(path, {"reglage": mark})
    assert (again.status_code, again.headers["location"]) == (303, path)
    assert "C’est déjà fait" in visitor.get(path).text
    assert everything(house.database) == before


def test_what_was_not_read_is_not_done(house: House, visitor: Visitor) -> None:
    who = reader(house)
    before = everything(house.database)
    for fields in ({"reglage": "deadbeef"}, {}):
        answer = visitor.post(widening(who), fields)
        assert (answer.status_code, territory(house.database)) == (409, frozenset({"69"}))
    assert everything(house.database) == before  # so that the same link may still act
    assert visitor.post(widening(who), {"reglage": mark_in(visitor.get(widening(who)).text)}).status_code == 200


def test_a_member_is_told_whom_to_ask(house: House, visitor: Visitor) -> None:
    who = reader(house)
    his = widening(who, colleague(house, HERS))
    page = plain(visitor.get(his))
    assert "Seul un responsable change le profil : parlez-en à Inès." in page
    assert "<form" not in page
    mark = mark_in(visitor.get(widening(who)).text)
    assert visitor.post(his, {"reglage": mark}).status_code == 403
    assert territory(house.database) == frozenset({"69"})


def test_what_is_no_longer_just_beside(house: House, visitor: Visitor) -> None:
    who = reader(house)
    wider = replace(HERS, activities=(replace(HERS.activities[0], trades=frozenset({"menuiserie"})),))
    with house.database.write() as session:
        structures.put_structures(session, [wider], house.clock())
    for notice_id in ("boamp:26-1", "boamp:26-404"):
        answer = visitor.get(widening(who, notice_id=notice_id))
        assert (answer.status_code, "n'est plus juste à côté" in plain(answer)) == (409, True)


def test_links_of_others(house: House, visitor: Visitor, clock: Clock) -> None:
    who = reader(house)
    path = widening(who)
    foreign = "/w/" + who.path(LinkKind.OPPORTUNITY, who.membership.id, 1)[3:]
    for bad in (path[:-1], foreign, who.path(LinkKind.WIDEN, "x", "boamp:26-1", "0"), "/w/x"):
        assert visitor.get(bad).status_code == 404
        assert visitor.post(bad, {"reglage": "0"}).status_code == 404
    unknown = who.path(LinkKind.WIDEN, 999_999, "boamp:26-1", "0")
    assert visitor.get(unknown).status_code == 403
    clock.later(days=31)
    assert visitor.get(path).status_code == 410
    assert visitor.post(path, {"reglage": "0"}).status_code == 410
