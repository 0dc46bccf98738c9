"""What the stories of territories share: the network of twelve in Isère, and what was published there in autumn."""

from datetime import UTC, date, datetime

from alerts.clauses.eligibility import may_answer
from alerts.matching.document import describe
from alerts.model.network import NetworkChat
from alerts.services import looking
from alerts.services.territory_letters import owe_letters
from alerts.store import network_chats
from alerts.store.engine import Database
from alerts.territory.france import France
from scrapers.notice import Buyer, Notice, Place
from tests.alerts.services.networked import Circle, Received, delivered, twelve
from tests.alerts.services.stories import NOON, PARIS, at, ingested, lot, notice, read, says

ISERE = (Place(departement="38"),)
TUESDAY = datetime(2026, 12, 1, 6, tzinfo=PARIS).astimezone(UTC)  # the first of the month
WEDNESDAY = datetime(2026, 12, 2, 9, tzinfo=PARIS).astimezone(UTC)  # when its letters leave
GREEN, LAUNDRY = ("77310000",), ("98310000",)


def call(number: int, day: date, text: str = "", codes: tuple[str, ...] = GREEN, buyer: str = "") -> Notice:
    """One call of one lot, in Isère; it closes on the 10th of December."""
    return notice(
        f"26-91{number:04d}",
        title=f"Parc fictif {number}",
        published=day,
        buyer=Buyer(buyer or f"Commune fictive {number}"),
        deadline=at(10),
        passages=says(text) if text else (),
        lots=(lot(str(number), cpv=codes, places=ISERE),),
    )


def autumn() -> tuple[Notice, ...]:
    """In September, one. In October: two, one of them reserved. In November: four, two of them reserved, one claused;
    and that of `networked`, of two reserved lots, whose place nobody knows."""
    november = date(2026, 11, 20)
    return (
        call(0, date(2026, 9, 30)),
        call(1, date(2026, 10, 5), "Le marché est réservé aux SIAE."),
        call(2, date(2026, 10, 20)),
        call(3, november, "Le marché est réservé aux SIAE."),
        call(4, november, "Le marché est réservé aux SIAE.", LAUNDRY),
        call(5, november, "300 heures d'insertion sont demandées."),
        call(6, november),
    )


def seen(database: Database, *notices: Notice, now: datetime = NOON) -> None:
    """Published, read, and looked at."""
    ingested(database, *notices, now=now)
    looking.look(database, read, lambda one, readings: describe(one, readings, France.load(), may_answer), now)


def circle_in(database: Database) -> Circle:
    """The network of twelve, before what was published."""
    told = twelve(database)
    seen(database, *autumn())
    return told


def chat_of(database: Database, told: Circle, number: int = -10077) -> None:
    with database.write() as session:
        network_chats.add(session, NetworkChat(0, told.id, number, None, "Le groupe fictif"), NOON)


def left(database: Database, now: datetime = WEDNESDAY) -> Received:
    """What this moment brings: a beat, then all that is due."""
    owe_letters(database, now)
    return delivered(database, now)
