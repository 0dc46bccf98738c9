"""How often each member was proposed, published to all of them: by calls and by the radar, month by month."""

from datetime import UTC, date, datetime

import pytest

from alerts.messages.message import Bullets, Heading, Message, Paragraph
from alerts.messages.network.distribution import RULE, distribution_message
from alerts.messages.network.territory_words import first_of_next
from alerts.model.network import Shares
from alerts.services import distributing
from alerts.services.errors import Refusal
from alerts.store import proposals
from alerts.store.engine import Database
from tests.alerts.services.callers import SEEKER, Told, asked, looking
from tests.alerts.services.networked import Circle, twelve
from tests.alerts.services.stories import NOON

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
NEXT_YEAR = datetime(2027, 1, 10, tzinfo=UTC)


def lines(database: Database, circle: Circle, month: date = NOVEMBER) -> dict[str, tuple[int, ...]]:
    """Name → first, second, third, further, in all."""
    with database.read() as session:
        found = distributing.month(session, circle.nadia, circle.id, month, NEXT_YEAR)
    return {one.name: one.cells for one in found.lines if one.share.total}


def record(
    database: Database, circle: Circle, *proposed: tuple[str, int], how: str, at: datetime, lot: str = ""
) -> None:
    with database.write() as session:
        proposals.record(session, circle.id, proposed, "boamp:26-1", lot, how, at)


def test_a_call_and_the_radar_count_once_each(database: Database) -> None:
    circle = twelve(database)
    for _ in range(2):
        record(database, circle, ("m01", 1), ("m02", 2), ("m03", 4), how="radar", at=NOON)
        record(database, circle, ("m01", 3), ("m01", 2), how="call", at=NOON)
    assert lines(database, circle) == {
        "Membre 1": (1, 1, 0, 0, 2),
        "Membre 2": (0, 1, 0, 0, 1),
        "Membre 3": (0, 0, 0, 1, 1),
    }


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), NOVEMBER),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), DECEMBER),  # midnight in Paris
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), NOVEMBER),
    ],
)
def test_months_are_those_of_paris(database: Database, at: datetime, month: date) -> None:
    circle = twelve(database)
    record(database, circle, ("m01", 1), how="call", at=at)
    assert lines(database, circle, month) == {"Membre 1": (1, 0, 0, 0, 1)}
    assert lines(database, circle, DECEMBER if month == NOVEMBER else NOVEMBER) == {}


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), NOVEMBER),
        (datetime(2027, 1, 1, tzinfo=UTC), DECEMBER),
    ],
)
def test_a_month_is_read_once_it_has_ended(database: Database, now: datetime, last: date) -> None:
    """In a small network, whoever is not proposed today would be the one who looks for partners."""
    circle = twelve(database)
    assert distributing.last_month(now) == last
    with database.read() as session:
        assert distributing.month(session, circle.nadia, circle.id, last, now).month == last
        with pytest.raises(Refusal, match="quand il est terminé"):
            distributing.month(session, circle.nadia, circle.id, first_of_next(last), now)


def test_a_call_is_published_without_who_called(database: Database) -> None:
    told = Told(database, *looking(database))
    first = asked(database, told.opened())
    found = lines(database, told.circle)
    assert set(found) == {told.name(one.structure_id) for one in first}
    assert found[told.name(first[0].structure_id)] == (1, 0, 0, 0, 1)
    assert told.name(SEEKER) not in found


def test_those_who_take_no_part_are_told_apart_and_who_left_is_not_told(database: Database) -> None:
    told = Told(database, *looking(database))
    told.shares("m02", Shares(calls=False))
    record(database, told.circle, ("m02", 1), ("m03", 2), how="radar", at=NOON)
    told.leaves("m03")
    message = said(database, told.circle)
    headed = next(at for at, one in enumerate(message.blocks) if isinstance(one, Heading))
    apart = message.blocks[headed + 1]
    assert isinstance(apart, Bullets)
    assert apart.items == ("Membre 2 : 1 fois (1 en 1er)",)
    assert "Membre 3" not in repr(message)


def said(database: Database, circle: Circle, most: int = 40) -> Message:
    with database.read() as session:
        return distribution_message(distributing.month(session, circle.nadia, circle.id, NOVEMBER, NEXT_YEAR), most)


def test_what_is_read_each_month(database: Database) -> None:
    circle = twelve(database)
    record(database, circle, ("m01", 1), ("m02", 2), ("m03", 7), how="radar", at=NOON)
    record(database, circle, ("m01", 3), how="call", at=NOON)
    message = said(database, circle)
    assert (message.title, message.summary) == (
        "Qui a été proposé – novembre 2026",
        "4 propositions en novembre 2026.",
    )
    (bullets,) = [one for one in message.blocks if isinstance(one, Bullets)]
    assert bullets.items[0] == "Membre 10 : jamais"
    assert bullets.items[-3:] == (
        "Membre 2 : 1 fois (1 en 2e)",
        "Membre 3 : 1 fois (1 plus loin)",
        "Membre 1 : 2 fois (1 en 1er, 1 en 3e)",
    )
    assert isinstance(message.blocks[-1], Paragraph)
    assert message.blocks[-1].text.startswith(RULE)


def test_a_month_without_anything_and_a_network_of_many(database: Database) -> None:
    circle = twelve(database)
    assert said(database, circle).summary == "Aucun membre n'a été proposé pendant ce mois."
    record(database, circle, ("m01", 1), how="radar", at=NOON)
    (bullets,) = [one for one in said(database, circle, most=3).blocks if isinstance(one, Bullets)]
    assert bullets.items[-1] == "et 9 autres membres : de 0 à 1 fois chacun"
    assert len(bullets.items) == 4
