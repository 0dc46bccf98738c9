"""A digest in the browser: what was sent, for whoever received it, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

from alerts.ledger import book
from alerts.links.signed import LinkKind
from alerts.messages.message import Action, ActionKind
from alerts.model.delivery import DeliveryKind, Owed, Sent
from alerts.store import people
from bot.pages.blocks import Linker
from bot.wiring import House
from scrapers.notice import Notice
from tests.alerts.services.stories import CHANTIERS, notice, owed
from tests.bot.pages.conftest import Clock
from tests.bot.pages.readers import Reader, colleague, everything, reader_of, with_address
from tests.bot.pages.visitor import Visitor

LETTER = Sent("<letter@vigie.example>")
HOSTILE = notice("26-1", title="Entretien <script>alert(1)</script>", url="javascript:alert(1)")


def digested(house: House, *notices: Notice, leaves: bool = True) -> tuple[Reader, int]:
    """Inès was told of these in one digest by e-mail; its number in the ledger."""
    reader = reader_of(house, *notices)
    with_address(reader)
    with house.database.write() as session:
        found = [_alert(reader, one, at) for one, at in zip(reader.matches, notices, strict=True)]
        book.owe(session, [_owed(reader, DeliveryKind.DIGEST, "digest:1"), *found], house.clock())
    with house.database.write() as session:
        for row in book.claim(session, house.clock(), n=50, lease=timedelta(minutes=1)) if leaves else ():
            book.settle(session, row, LETTER, house.clock())
    (digest,) = owed(house.database, DeliveryKind.DIGEST)
    return reader, digest.id


def _alert(reader: Reader, match: int, given: Notice) -> Owed:
    row = _owed(reader, DeliveryKind.ALERT, f"alert:{match}:email", match)
    return replace(row, cause={"notice": given.id})


def _owed(reader: Reader, kind: DeliveryKind, key: str, match: int | None = None) -> Owed:
    to = f"person:{reader.person_id}"
    return Owed("ateliers", "email", kind, {}, key, reader.house.clock(), to, match)


def page_of(reader: Reader, delivery: int) -> str:
    return reader.path(LinkKind.DIGEST, reader.membership.id, delivery)


def test_each_opportunity_with_the_links_of_the_letter(house: House, visitor: Visitor) -> None:
    reader, delivery = digested(house, notice("26-1"), notice("26-2", title="Nettoyage de la mairie"))
    answer = visitor.get(page_of(reader, delivery))
    assert answer.status_code == 200
    page = answer.text
    assert page.count("<article") == 2
    assert "Nettoyage de la mairie" in page
    for match in reader.matches:
        assert f'href="https://vigie.example{reader.opened(match)}"' in page
    assert 'href="https://avis.example.org/26-2"' in page
    assert "/r/" in page  # what is received can be changed


def test_looking_changes_nothing(house: House, visitor: Visitor) -> None:
    reader, delivery = digested(house, notice("26-1"))
    before = everything(house.database)
    assert visitor.get(page_of(reader, delivery)).status_code == 200
    assert visitor.post(page_of(reader, delivery)).status_code == 405
    assert everything(house.database) == before


def test_hostile_words_are_words(house: House, visitor: Visitor) -> None:
    reader, delivery = digested(house, HOSTILE)
    page = visitor.get(page_of(reader, delivery)).text
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_it_is_for_whoever_received_it(house: House, visitor: Visitor) -> None:
    reader, delivery = digested(house, notice("26-1"))
    his = colleague(house)
    neighbour = reader_of(house, notice("26-8"), structure=CHANTIERS, account=909)
    for member in (his, neighbour.membership):
        assert visitor.get(reader.path(LinkKind.DIGEST, member.id, delivery)).status_code == 403
    assert visitor.get(reader.path(LinkKind.DIGEST, reader.membership.id, delivery + 99)).status_code == 403


def test_one_that_has_not_left_is_not_shown(house: House, visitor: Visitor) -> None:
    reader, delivery = digested(house, notice("26-1"), leaves=False)
    answer = visitor.get(page_of(reader, delivery))
    assert (answer.status_code, "n’est plus disponible" in answer.text) == (403, True)


def test_not_for_who_left_nor_after_three_months(house: House, visitor: Visitor, clock: Clock) -> None:
    reader, delivery = digested(house, notice("26-1"))
    path = page_of(reader, delivery)
    clock.later(days=91)
    assert visitor.get(path).status_code == 410
    path = page_of(reader, delivery)
    assert visitor.get(path).status_code == 200
    with house.database.write() as session:
        people.delete_memberships(session, [reader.membership.id])
    assert visitor.get(path).status_code == 403


def test_actions_that_are_no_page_are_no_link(house: House) -> None:
    assert house.links is not None
    link = Linker(house.links, 1, house.clock())
    assert link(Action(ActionKind.LIST, "Voir les 60 annonces")) is None
    assert link(Action(ActionKind.READ, "Avis officiel", url="javascript:alert(1)")) is None
    widened = link(Action(ActionKind.WIDEN, "Élargir", about=("boamp:26-1", "00ff00ff")))
    assert widened is not None
    token = widened.url.rpartition("/")[2]
    assert house.links.read(LinkKind.WIDEN, token, house.clock()) == ("1", "boamp:26-1", "00ff00ff")
