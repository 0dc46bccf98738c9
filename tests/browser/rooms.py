"""What one does in the room of a group: reads, writes, chooses, agrees, ticks, takes files away, leaves."""

from alerts.links.signed import LinkKind
from alerts.model.network import Call
from alerts.model.structure import Structure, StructureKind
from alerts.network import group
from alerts.services import rooms
from alerts.store import calls, network_people, notices, people, structures
from alerts.store import rooms as kept
from tests.browser.stories import GARDENS
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread

LONG_NAME = "Partenaire-fictif-au-nom-sans-espace-et-très-long"
PARTNER = Structure("partenaire-fictif", LONG_NAME, frozenset({StructureKind.SCOP}))
NOTICE, LOT = "boamp:26-900003", "12"  # thirty lots, and this one


def room_of(service: InThread, home: str) -> tuple[int, str]:
    """Her structure and another member of the network whose page is `home` answer together: the number of their room,
    and the address of its page in her letters."""
    now, network = service.clock(), int(home.rpartition("/")[2])
    with service.database.write() as session:
        ours = next(one for one in network_people.structures_of(session, network) if one[1].name == GARDENS)[1]
        structures.put_structures(session, [PARTNER], now)
        network_people.add_member(session, network, PARTNER.id, now)
        opportunity = notices.opportunity_of(session, NOTICE)
        assert opportunity is not None
        call = calls.load(session, calls.add(session, Call(0, network, ours.id, opportunity, NOTICE, LOT, now)))
        assert call is not None
        room = rooms.open_or_join(session, call, PARTNER.id, now)
        membership = people.memberships_of_structure(session, ours.id)[0][1]
    assert service.house is not None
    assert service.house.links is not None
    return room.id, service.house.links.url(LinkKind.ROOM, membership.id, room.id, now=now)


def all_pages_of_a_room(service: InThread, see: Visitor, home: str) -> None:
    """Each page and each button, with what goes wrong."""
    room, link = room_of(service, home)
    see.open(link)
    parts(service, see, room)
    choices(see)
    partner_writes(service, room)
    see.follow("Le groupe")
    see.press("Nous sommes d’accord avec ce partage")
    see.press("Reprendre notre accord")
    plan(see)
    see.follow("Le droit")
    see.follow("Lettre d’intention")
    see.follow("Partenaires et groupes")
    see.follow("Trente secteurs de Montfictif")
    see.follow("Lettre d’intention")
    assert see.download("Word (.docx)")
    see.follow("Quitter le groupe")
    see.press("Quitter le groupe")
    assert see.title == "Groupe quitté"
    see.open("/groupes")
    see.open(link)
    assert "n'en fait pas partie" in see.text or "n’en fait pas partie" in see.text


def parts(service: InThread, see: Visitor, room: int) -> None:
    """Too long, then beside a colleague who wrote meanwhile, then as it is."""
    label = f"Ce que fait {GARDENS}"
    see.write(label, "é" * 1501)
    see.press("Enregistrer notre part")
    with service.database.write() as session:
        held = kept.load_room(session, room)
        assert held is not None
        ours = next(one for one in held.members if one != PARTNER.id)
        person = people.memberships_of_structure(session, ours)[0][0]
        rooms.write(session, person.id, room, ours, "Écrit par une collègue.", service.clock())
    see.write(label, "Tonte, taille et désherbage.")
    see.press("Enregistrer notre part")
    assert "Écrit par une collègue." in see.text
    see.press("Enregistrer notre part")
    assert see.value(label) == "Tonte, taille et désherbage."


def choices(see: Visitor) -> None:
    see.follow("Mandataire et type de groupement")
    see.tick(GARDENS, "Groupement conjoint")
    see.press("Enregistrer")


def partner_writes(service: InThread, room: int) -> None:
    with service.database.write() as session:
        held = kept.load_room(session, room, for_update=True)
        assert held is not None
        kept.put_room(session, group.wrote(held, PARTNER.id, "Ce que fait le partenaire."))


def plan(see: Visitor) -> None:
    see.follow("Calendrier du groupe")
    see.page.get_by_role("checkbox").first.check()
    see.page.get_by_role("checkbox").nth(1).check()
    see.press("Enregistrer")
