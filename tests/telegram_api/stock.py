"""What stories begin with: a fictitious structure, notices that concern it, a person of it without the conversation."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from alerts.matching.structures_file import read_structures
from alerts.model.people import Role
from alerts.model.preference import Preference
from alerts.model.structure import Structure
from alerts.services import people
from alerts.services.structures import save_structures
from alerts.store import people as rows
from alerts.store.engine import Database
from scrapers.notice import Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic
from tests.telegram_api.phone import Phone

PARIS = ZoneInfo("Europe/Paris")
AWAKE = Preference(quiet_from=0, quiet_to=0)  # told at once, at any hour

(_READ,) = read_structures(
    """
[[structure]]
id = "haies"
name = "Les Haies fictives"
kinds = ["aci"]

[[structure.activity]]
trades = ["espaces-verts"]
departements = ["69", "01"]
wants = ["reserved", "clause_sociale"]
"""
)
GARDENS = replace(_READ, channels=())  # told by Telegram alone


def garden_call(number: str, **fields: Any) -> Notice:
    """A call reserved to SIAE, of gardening in the Rhône, due on December 10th 2026 at noon. « boamp:NUMBER »."""
    given: dict[str, Any] = {
        "source": "boamp",
        "kind": NoticeKind.CALL,
        "title": "Entretien des espaces verts de Sévigny-le-Vieux",
        "published": date(2026, 11, 20),
        "buyer": Buyer("Ville de Sévigny-le-Vieux"),
        "deadline": Deadline(datetime(2026, 12, 10, 12, 0, tzinfo=PARIS)),
        "url": f"https://avis.example.org/{number}",
        "shape": "mapa",
        "lots": (
            Lot(
                None,
                cpv=("77310000",),
                places=(Place(departement="69"),),
                passages=(
                    Passage(
                        "texte",
                        "Le marché est réservé aux structures d’insertion par l’activité économique (L2113-13).",
                        Topic.PARTICIPATION,
                    ),
                    Passage("texte", "120 heures d’insertion sont à réaliser.", Topic.CONDITIONS),
                ),
            ),
        ),
    }
    return Notice(publisher_id=number, **(given | fields))


def belongs(
    database: Database,
    phone: Phone,
    now: datetime,
    structure: Structure = GARDENS,
    *,
    role: Role = Role.MANAGER,
    preference: Preference = AWAKE,
) -> int:
    """The person is of this structure, as after the conversation. The number of the membership."""
    phone.chat.started = True
    with database.write() as session:
        save_structures(session, (structure,), now)
        person = people.meet(session, phone.id, phone.name, now)
        membership = people.join(session, person.id, structure.id, role, now)
        rows.put_preference(session, membership.id, preference)
    return membership.id
