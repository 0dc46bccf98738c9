"""One of the structures of whoever opened their settings: every page about one begins here."""

from dataclasses import dataclass

from starlette.requests import Request

from alerts.model.people import Membership, Person, Role
from alerts.model.structure import Structure
from alerts.services import addresses, people
from alerts.services.addresses import Address
from alerts.services.errors import NotYours
from alerts.store.engine import Session
from bot.pages.named import LONGEST
from bot.pages.site import Site
from bot.pages.visitors import person_of


@dataclass(frozen=True, slots=True)
class Opened:
    """`others`: whether this person has other structures; `team`: whether this one has other people."""

    person: Person
    membership: Membership
    structure: Structure
    address: Address | None
    others: bool
    team: bool

    @property
    def manager(self) -> bool:
        return self.membership.role is Role.MANAGER


async def opened(site: Site, request: Request) -> Opened:
    """Of the membership in the path. Raises NobodyHere, NotYours."""
    person, number = await person_of(site, request), request.path_params["membership"]
    if len(str(number)) > LONGEST:
        raise NotYours
    return await site.read(_open, person, number)


def _open(session: Session, person: Person, membership_id: int) -> Opened:
    membership, structure = people.own(session, person.id, membership_id)
    return Opened(
        person,
        membership,
        structure,
        addresses.held(session, person.id),
        len(people.memberships_of(session, person.id)) > 1,
        len(people.team_of(session, structure.id)) > 1,
    )
