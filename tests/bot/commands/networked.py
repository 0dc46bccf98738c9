"""A network in the chat: Nadia animates it, Anne manages a member, Bilal is in her team, Doris is a stranger."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.model.network import Network, NetworkKind
from alerts.model.people import Role
from alerts.model.structure import Criteria, Structure, StructureKind, Territory, Want
from alerts.services import inviting, network_animating, network_host, network_inviting, networks, people
from alerts.store.engine import Database, Session
from bot.commands import COMMANDS
from tests.bot.commands.conversation import NOON, Conversation, house_on
from tests.bot.commands.phone import Phone

AIN = Territory(departements=frozenset({"01"}))
WANTS = frozenset({Want.RESERVED})
JARDINS = Structure(
    "",
    "Les Jardins <fictifs> & Cie",
    frozenset({StructureKind.ACI}),
    (Criteria(frozenset({"espaces-verts"}), territory=AIN, wants=WANTS),),
)
LESSIVE = Structure(
    "",
    "La Lessive fictive",
    frozenset({StructureKind.ESAT}),
    (Criteria(frozenset({"blanchisserie"}), territory=Territory(departements=frozenset({"69"})), wants=WANTS),),
)
NAME = "Réseau d’insertion <de> l’Ain & Cie"


@dataclass
class Scene:
    """`nadia` animates, and is of no structure; `anne` manages the member `jardins`, `bilal` is in her team; `claire`
    animates another network, `doris` is in none and manages a structure of her own."""

    network: Network
    other: Network
    jardins: Structure
    nadia: Conversation
    anne: Conversation
    bilal: Conversation
    claire: Conversation
    doris: Conversation

    @property
    def database(self) -> Database:
        return self.nadia.house.database


def scene_on(database: Database) -> Scene:
    house = house_on(database)
    named = {name: Phone(house, account, name, COMMANDS) for account, name in enumerate(NAMES, start=71)}
    who = {name: one.person.id for name, one in named.items()}
    with database.write() as session:
        network = animated(session, NAME, who["Nadia"])
        other = animated(session, "Un autre réseau fictif", who["Claire"])
        membership, jardins = people.create_structure(session, who["Anne"], JARDINS, NOON)
        token = inviting.invite(session, who["Anne"], membership.id, Role.MEMBER, NOON)
        inviting.accept(session, token, who["Bilal"], NOON)
        people.create_structure(session, who["Doris"], LESSIVE, NOON)
        bring(session, network, who["Nadia"], who["Anne"], jardins.id, NOON - timedelta(days=1))
    return Scene(network, other, jardins, *named.values())


NAMES = ("Nadia", "Anne", "Bilal", "Claire", "Doris")


def animated(session: Session, name: str, person_id: int) -> Network:
    """A network that the host made, and somebody who animates it."""
    network = network_host.create(session, name, NetworkKind.RESEAU_IAE, NOON)
    token = network_animating.invite_by_host(session, network.id, NOON)
    network_animating.accept(session, token, person_id, NOON)
    return network


def bring(
    session: Session, network: Network, animator: int, manager: int, structure_id: str, at: datetime = NOON
) -> None:
    """The structure is a member from then on."""
    token = network_inviting.invite(session, animator, network.id, at)
    network_inviting.accept(session, token, manager, structure_id, at)


def another(scene: Scene, account: int, name: str, structure: Structure) -> Conversation:
    """Somebody more, who manages another member: the greater the account, the later it joined."""
    one = Phone(scene.nadia.house, account, name, COMMANDS)
    with scene.database.write() as session:
        person = people.meet(session, account, name, NOON)
        _, made = people.create_structure(session, person.id, structure, NOON)
        animator = people.meet(session, scene.nadia.account, "Nadia", NOON)
        at = NOON - timedelta(days=1) + timedelta(minutes=account)
        bring(session, scene.network, animator.id, person.id, made.id, at)
    return one


def members(scene: Scene) -> list[str]:
    """The names of those that are in, in the order in which they joined."""
    nadia = scene.nadia.person.id
    with scene.database.read() as session:
        return [one.name for _, one in networks.members(session, nadia, scene.network.id)]
