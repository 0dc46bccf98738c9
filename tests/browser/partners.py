"""What one does about partners: looks for them, is asked, says yes, reads two names, closes; and who was proposed."""

from alerts.links.signed import LinkKind
from alerts.model.network import Call, Candidate
from alerts.model.people import Role
from alerts.model.structure import Structure, StructureKind
from alerts.services import people as team
from alerts.store import calls, network_people, notices, people, proposals, responses, structures
from tests.browser.stories import GARDENS
from tests.browser.visitor import Visitor
from tests.telegram_api.running import InThread

OTHER = Structure(
    "voisine-fictive", "Voisine-fictive-au-nom-sans-espace-et-bien-trop-long", frozenset({StructureKind.ESAT})
)
NOTICE, LOT = "boamp:26-900003", "7"  # thirty lots, and this one
BRINGS = ("le métier « Nettoyage des locaux »", "des heures d'insertion")


def all_pages_of_partners(service: InThread, see: Visitor, home: str) -> None:
    """Each page and each button. Her settings are open, and her structure is a member of the network of `home`."""
    network = int(home.rpartition("/")[2])
    search, own, theirs = _begun(service, network)
    see.open(search)
    assert "Personne n’a encore dit oui." in see.text
    see.open(theirs)
    assert GARDENS not in see.text
    see.press("Oui, échanger nos noms")
    see.open(search)
    see.press("Pas cette fois")
    see.open(own)
    see.open(theirs)
    see.press("Pas cette fois")
    see.press("Oui, échanger nos noms")
    see.open(search)
    see.press("Clore l’appel")
    see.open(theirs)
    assert "on ne peut plus y répondre" in see.text
    see.open(own)
    assert "clos" in see.text
    see.open(f"{home}/repartition")
    see.page.locator("nav[aria-label='Autres mois'] a").first.click()
    see.look(see.page)


def _begun(service: InThread, network: int) -> tuple[str, str, str]:
    """A call of hers, to one member: the addresses of the search, of the call for her, and for that member."""
    now = service.clock()
    assert service.house is not None
    links = service.house.links
    assert links is not None
    with service.database.write() as session:
        ours = next(one for one in network_people.structures_of(session, network) if one[1].name == GARDENS)[1]
        structures.put_structures(session, [OTHER], now)
        network_people.add_member(session, network, OTHER.id, now)
        person = team.meet(session, 9_100, "Voisine", now)
        member = team.join(session, person.id, OTHER.id, Role.MANAGER, now)
        opportunity = notices.opportunity_of(session, NOTICE)
        assert opportunity is not None
        number = calls.add(session, Call(0, network, ours.id, opportunity, NOTICE, LOT, now))
        calls.add_candidates(session, [Candidate(number, OTHER.id, 1, BRINGS, now)])
        proposals.record(session, network, [(OTHER.id, 1)], opportunity, LOT, "call", now)
        membership = people.memberships_of_structure(session, ours.id)[0][1]
        held = responses.held_about(session, [ours.id], [NOTICE])[ours.id, NOTICE]
    search = links.url(LinkKind.OPPORTUNITY, membership.id, held.match_id, now=now)
    return (
        f"{search}/partenaires?lot={LOT}",
        links.url(LinkKind.CALL, membership.id, number, 0, "s", now=now),
        links.url(LinkKind.CALL, member.id, number, 1, now=now),
    )
