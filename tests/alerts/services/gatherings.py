"""What the stories of networks share: one network and its people, another network, somebody of neither."""

from dataclasses import dataclass

from alerts.model.network import Network, NetworkKind
from alerts.services import network_animating, network_host, network_inviting, people
from alerts.store.engine import Database, Session
from tests.alerts.services.stories import NOON
from tests.alerts.services.teams import Team, team_in

ELIAS, FLORE, GAEL = 7_000_000_005, 7_000_000_006, 7_000_000_007


@dataclass(frozen=True, slots=True)
class Gathering:
    """The Jardins (Anne manages, Bilal is an équipier) are a member of `ptce`, which Elias and Flore animate; neither
    is of any structure. Gaël animates `other`. Claire manages the Vergers, in no network; Doris is nowhere."""

    team: Team
    ptce: Network
    other: Network
    elias: int
    flore: int
    gael: int

    def who(self, name: str) -> int:
        """By first name."""
        found: int = getattr(self, name) if name in {"elias", "flore", "gael"} else getattr(self.team, name)
        return found


def gathering_in(session: Session) -> Gathering:
    team = team_in(session)
    elias, flore, gael = (
        people.meet(session, account, name, NOON).id
        for account, name in ((ELIAS, "Elias"), (FLORE, "Flore"), (GAEL, "Gaël"))
    )
    ptce = network_host.create(session, "PTCE des Rives fictives", NetworkKind.PTCE, NOON)
    other = network_host.create(session, "Réseau fictif d'à côté", NetworkKind.RESEAU_IAE, NOON)
    animate(session, ptce, elias)
    animate(session, ptce, flore)
    animate(session, other, gael)
    bring(session, elias, ptce, team.anne, team.jardins.id)
    return Gathering(team, ptce, other, elias, flore, gael)


def gathering_on(database: Database) -> Gathering:
    with database.write() as session:
        return gathering_in(session)


def animate(session: Session, network: Network, person_id: int) -> None:
    network_animating.accept(session, network_animating.invite_by_host(session, network.id, NOON), person_id, NOON)


def bring(session: Session, animator: int, network: Network, manager: int, structure_id: str) -> None:
    token = network_inviting.invite(session, animator, network.id, NOON)
    network_inviting.accept(session, token, manager, structure_id, NOON)
