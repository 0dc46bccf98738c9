"""What people do on the pages, in a few words: ask, open their mailbox, confirm, enter."""

import json
import re
from typing import Any

from sqlalchemy import text

from alerts.model.people import Membership, Person
from alerts.model.structure import Structure
from alerts.services import access, people, subscribing
from alerts.store.addresses import of_email
from alerts.store.engine import Database
from bot.wiring import House
from tests.bot.pages.visitor import Fields, Visitor

CLAIRE = "claire@jardins.example.org"
WISH: Fields = {
    "nom": "Les Jardins fictifs",
    "statut": ["aci", "association"],
    "metier": ["espaces-verts"],
    "lieux": "69, Ain",
    "cherche": ["reserved", "clause_sociale"],
    "rythme": "week",
    "jour": "0",
    "heure": "8",
    "adresse": CLAIRE,
}

PROFILE: dict[str, str | list[str]] = {
    "nom": "Les Jardins fictifs",
    "statut": ["aci"],
    "metier": ["espaces-verts", "mobilier"],
    "lieu": ["d69", "d01"],
    "cherche": ["reserved", "open"],
    "maximum": "40 000",
    "delai": "10",
}


def mailbox(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """(kind, cause) of every message owed to an address, the last one last."""
    query = text("SELECT kind, cause FROM delivery WHERE recipient LIKE 'address:%' ORDER BY id")
    with database.read() as session:
        return [(kind, json.loads(cause)) for kind, cause in session.execute(query)]


def link_received(house: House) -> str:
    """The path of the link in the last message: made when that message is written."""
    kind, cause = mailbox(house.database)[-1]
    with house.database.write() as session:
        if kind == "confirmation":
            return f"/confirmer/{subscribing.token_of(session, cause, house.clock())}"
        return f"/entrer/{access.token_of(session, cause, house.clock())}"


def subscribe(house: House, visitor: Visitor, **other: str | list[str]) -> tuple[Person, Membership, Structure]:
    """All the way: asked, received, confirmed. Their settings are open in this browser."""
    assert visitor.post("/inscription", {**WISH, **other}).status_code == 200
    assert visitor.post(link_received(house)).status_code == 200
    return subscribed(house, str(other.get("adresse", CLAIRE)))


def subscribed(house: House, email: str = CLAIRE) -> tuple[Person, Membership, Structure]:
    """Who has this address, and their first structure."""
    with house.database.read() as session:
        address = of_email(session, email)
        assert address is not None
        assert address.person_id is not None
        person = people.load_person(session, address.person_id)
        membership, structure = people.memberships_of(session, person.id)[0]
    return person, membership, structure


def plain(html: str) -> str:
    """What is read, on one line: without tags, with plain spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("&#39;", "'").split())
