"""What the stories of blind calls share: the twelve, a lot of green spaces with a social clause, and who looks for
partners on it. Member 8 cleans (a SCOP): it lacks the trade and the hours."""

from dataclasses import replace
from datetime import datetime

from alerts.model.network import Call, Candidate
from alerts.model.reply import Sheet
from alerts.services import calling
from alerts.store import calls, matches, notices, replies
from alerts.store.engine import Database
from scrapers.notice import Place
from tests.alerts.services.networked import Circle, twelve
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


def opened(
    database: Database, circle: Circle, match: int, *, freely: bool = False, lot: str = "1", now: datetime = NOON
) -> Call:
    with database.write() as session:
        return calling.open_call(session, circle.person(SEEKER), match, lot, circle.id, now, freely=freely)


def asked(database: Database, call: Call) -> list[Candidate]:
    with database.read() as session:
        return calls.candidates_of(session, call.id)
