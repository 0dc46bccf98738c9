"""Who reads the pages of an opportunity: Inès and Bruno of the Ateliers, what they were told, links to it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import SQLModel

from alerts.links.signed import LinkKind
from alerts.model.people import Membership, Role
from alerts.model.structure import Structure
from alerts.store import addresses
from alerts.store.engine import Database
from bot.wiring import House
from scrapers.notice import Notice
from tests.alerts.services.respondents import BRUNO, INES, joined, told_of
from tests.alerts.services.stories import ATELIERS
from tests.bot.pages.visitor import BASE


@dataclass(frozen=True)
class Reader:
    """Inès, who manages the Ateliers, and the matches they were told of."""

    house: House
    membership: Membership
    matches: tuple[int, ...]

    @property
    def person_id(self) -> int:
        return self.membership.person_id

    def path(self, kind: LinkKind, *subject: object, suffix: str = "") -> str:
        """The address of a page of ours, without the host."""
        assert self.house.links is not None
        return self.house.links.url(kind, *subject, now=self.house.clock()).removeprefix(BASE) + suffix

    def opened(self, match: int | None = None, membership: Membership | None = None, suffix: str = "") -> str:
        """The page of what they were told first, or of `match`."""
        who = membership or self.membership
        return self.path(LinkKind.OPPORTUNITY, who.id, match or self.matches[0], suffix=suffix)


def reader_of(house: House, *notices: Notice, structure: Structure = ATELIERS, account: int = INES) -> Reader:
    matches = told_of(house.database, *notices, structure=structure)
    _, membership = joined(house.database, account, "Inès", structure)
    return Reader(house, membership, tuple(matches))


def colleague(house: House, structure: Structure = ATELIERS) -> Membership:
    """Bruno, who is a member."""
    return joined(house.database, BRUNO, "Bruno", structure, Role.MEMBER)[1]


def with_address(reader: Reader, email: str = "ines@example.org") -> int:
    """Their address is confirmed; its generation."""
    now = reader.house.clock()
    with reader.house.database.write() as session:
        asked = addresses.ask(session, email, now)
        addresses.confirm(session, asked.id, reader.person_id, "{}", 1, now)
    return 1


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to tell that nothing changed."""
    with database.read() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for name, table in SQLModel.metadata.tables.items()
        }
