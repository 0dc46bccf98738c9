"""What the stories of blind calls share: the twelve, a lot of green spaces with a social clause, and who looks for
partners on it. Member 8 cleans (a SCOP): it lacks the trade and the hours."""

from dataclasses import dataclass, replace
from datetime import datetime

from alerts.messages.message import Message
from alerts.messages.network.call_values import Sought, Wanted
from alerts.model.network import Answered, Call, Candidate, Shares
from alerts.model.people import Role
from alerts.model.reply import Sheet
from alerts.model.response import ResponseStatus
from alerts.services import call_seen, calling, network_leaving, people
from alerts.services.calling import Answer
from alerts.store import calls, matches, network_people, notices, replies, responses, structures
from alerts.store.engine import Database
from scrapers.notice import Place
from tests.alerts.services.networked import MEMBERS, Circle, twelve
from tests.alerts.services.stories import NOON, at, ingested, lot, matched, notice, says

SEEKER = "m08"
GREENS = notice(
    "26-900300",
    title="Entretien des espaces verts & fauche <communale>",
    passages=says("Le titulaire réalisera 140 heures d'insertion, clause sociale d'insertion obligatoire."),
    places=(Place(departement="38"),),
    lots=(lot("LOT-0001", cpv=("77310000",)), lot("LOT-0002", cpv=("77310000",))),
    deadline=at(18),
)


def told_of_greens(database: Database, structure_id: str, *lots: str | None) -> int:
    """The number of the match of this member with the green spaces."""
    found = replace(matched(structure_id, GREENS), lots=lots or ("LOT-0001", "LOT-0002"))
    with database.write() as session:
        opportunity = notices.opportunity_of(session, GREENS.id)
        assert opportunity is not None
        return next(iter(matches.insert_matches(session, [(opportunity, found)], NOON).values()))


def looking(database: Database) -> tuple[Circle, int]:
    """The twelve, and the match of member 8."""
    circle = twelve(database)
    ingested(database, GREENS)
    with database.write() as session:
        replies.put_sheet(
            session, SEEKER, Sheet(phone="04 00 00 00 08", email="m08@scop.example", town="Grenoble"), NOON
        )
        replies.put_sheet(session, "m01", Sheet(phone="04 00 00 00 01", postcode="38000", town="Grenoble"), NOON)
    return circle, told_of_greens(database, SEEKER)


@dataclass
class Told:
    """The story: its network, and the match of the seeker."""

    database: Database
    circle: Circle
    match: int

    def opened(self, *, freely: bool = False, lot: str = "1", now: datetime = NOON) -> Call:
        return opened(self.database, self.circle, self.match, freely=freely, lot=lot, now=now)

    def says(self, structure_id: str, call: Call, said: Answered, now: datetime = NOON) -> Answer:
        rank = next(one.rank for one in asked(self.database, call) if one.structure_id == structure_id)
        with self.database.write() as session:
            return calling.answer(session, self.circle.person(structure_id), call.id, rank, said, now)

    def decides(self, call: Call, rank: int, said: Answered, now: datetime = NOON) -> Answer:
        with self.database.write() as session:
            return calling.decide(session, self.circle.person(SEEKER), call.id, rank, said, now)

    def closes(self, call: Call, now: datetime = NOON) -> None:
        with self.database.write() as session:
            calling.close(session, self.circle.person(SEEKER), call.id, now)

    def sought(self, call: Call) -> Sought:
        with self.database.read() as session:
            return call_seen.sought(session, self.circle.person(SEEKER), call.id, NOON)

    def wanted(self, structure_id: str, call: Call) -> Wanted:
        rank = next(one.rank for one in asked(self.database, call) if one.structure_id == structure_id)
        with self.database.read() as session:
            return call_seen.wanted(session, self.circle.person(structure_id), call.id, rank, NOON)

    def call(self, call: Call) -> Call:
        """As it is now."""
        with self.database.read() as session:
            found = calls.load(session, call.id)
        assert found is not None
        return found

    def status(self) -> ResponseStatus | None:
        with self.database.read() as session:
            held = responses.load_held(session, self.match)
        assert held is not None
        return held.response.status if held.response else None

    def counts(self) -> tuple[int, int]:
        with self.database.read() as session:
            return calling.counts(session, self.circle.nadia, self.circle.id)

    def shares(self, structure_id: str, shares: Shares) -> None:
        with self.database.write() as session:
            network_people.put_shares(session, self.circle.id, structure_id, shares)

    def joins(self, structure_id: str, other: str) -> None:
        """Somebody of the one is in the other too."""
        with self.database.write() as session:
            people.join(session, self.circle.person(structure_id), other, Role.MEMBER, NOON)

    def leaves(self, structure_id: str) -> None:
        with self.database.write() as session:
            network_leaving.leave(session, self.circle.person(structure_id), self.circle.id, structure_id, NOON)

    def erases(self, structure_id: str) -> None:
        with self.database.write() as session:
            structures.delete_structures(session, [structure_id])

    def name(self, structure_id: str) -> str:
        return next(one.name for one in MEMBERS if one.id == structure_id)

    def text(self, message: Message) -> str:
        """All that is read and all that is behind it."""
        return repr(message)


def opened(
    database: Database, circle: Circle, match: int, *, freely: bool = False, lot: str = "1", now: datetime = NOON
) -> Call:
    with database.write() as session:
        return calling.open_call(session, circle.person(SEEKER), match, lot, circle.id, now, freely=freely)


def asked(database: Database, call: Call) -> list[Candidate]:
    with database.read() as session:
        return calls.candidates_of(session, call.id)
