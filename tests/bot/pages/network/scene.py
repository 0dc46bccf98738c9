"""A network on the pages: Nadia animates it, Anne manages a member, Bilal is in her team; Claire animates another
network, Doris manages a structure that is in none. Each has a browser with their settings open."""

from dataclasses import dataclass, field
from datetime import timedelta

from alerts.model.network import Network
from alerts.model.people import Role
from alerts.model.structure import Structure
from alerts.services import access, inviting, network_inviting, networks, people
from alerts.store.engine import Session
from bot.commands.network.labels import handle
from bot.wiring import House
from tests.bot.commands.networked import JARDINS, LESSIVE, NAME, animated, bring
from tests.bot.pages.conftest import MONDAY
from tests.bot.pages.visitor import Visitor

NAMES = ("nadia", "anne", "bilal", "claire", "doris")
COOKIE = "__Host-vigie"


@dataclass
class Scene:
    house: House
    network: Network
    other: Network
    jardins: Structure
    lessive: Structure
    people: dict[str, int]
    browsers: dict[str, Visitor] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Visitor:
        """The browser of somebody; « nobody » has no settings open."""
        if name not in self.browsers:
            self.browsers[name] = Visitor(self.house)
            if name != "nobody":
                with self.house.database.write() as session:
                    token = access.let_in(session, self.people[name], self.house.clock())
                self.browsers[name].take_cookies({COOKIE: token})
        return self.browsers[name]

    @property
    def base(self) -> str:
        return f"/reseaux/{self.network.id}"

    def link(self, uses: int = 1) -> str:
        """The token of a link for structures, made by Nadia."""
        with self.house.database.write() as session:
            return network_inviting.invite(
                session, self.people["nadia"], self.network.id, self.house.clock(), uses=uses
            )

    def membership(self, name: str) -> int:
        """The number of their first membership."""
        with self.house.database.read() as session:
            return people.memberships_of(session, self.people[name])[0][0].id

    def handle_of(self, structure: Structure) -> str:
        """What stands for a member in an address."""
        return handle(structure.id)

    @property
    def members(self) -> list[str]:
        with self.house.database.read() as session:
            found = networks.members(session, self.people["nadia"], self.network.id)
        return [one.name for _, one in found]

    @property
    def animators(self) -> set[int]:
        with self.house.database.read() as session:
            return {one.id for one in networks.animators(session, self.people["anne"], self.network.id)}


def scene_in(house: House) -> Scene:
    with house.database.write() as session:
        who = {name: people.meet(session, 70 + at, name.capitalize(), MONDAY).id for at, name in enumerate(NAMES)}
        return _set(session, house, who)


def _set(session: Session, house: House, who: dict[str, int]) -> Scene:
    network = animated(session, NAME, who["nadia"])
    other = animated(session, "Un autre réseau fictif", who["claire"])
    membership, jardins = people.create_structure(session, who["anne"], JARDINS, MONDAY)
    token = inviting.invite(session, who["anne"], membership.id, Role.MEMBER, MONDAY)
    inviting.accept(session, token, who["bilal"], MONDAY)
    _, lessive = people.create_structure(session, who["doris"], LESSIVE, MONDAY)
    bring(session, network, who["nadia"], who["anne"], jardins.id, MONDAY - timedelta(days=1))
    return Scene(house, network, other, jardins, lessive, who)
