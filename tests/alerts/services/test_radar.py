"""The radar of a network, for its animators alone: shares are kept, answers count, lots are those of the notice."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.matching.document import describe
from alerts.messages.network.radar import radar_message
from alerts.model.network import NetworkKind, Shares
from alerts.model.reply import Sheet
from alerts.model.response import Response, ResponseStatus
from alerts.services import radar
from alerts.services.current import Current
from alerts.services.errors import NotAllowed, NotYours
from alerts.services.radar import Shown
from alerts.store import matches, network_people, networks, replies, responses
from alerts.store.engine import Database
from alerts.territory.france import France
from scrapers.notice import Amount, Place
from tests.alerts.services.networked import Circle, hides, twelve
from tests.alerts.services.stories import NOON, at, ingested, lot, matched, notice, read, says

FRANCE = France.load()
ISERE = (Place(departement="38"),)
PARK = notice(
    "26-900200",
    passages=says("Le marché est réservé aux SIAE."),
    places=ISERE,
    lots=(lot("LOT-0001", cpv=("77310000",)), lot("LOT-0002", cpv=("77310000",))),
    deadline=at(1),
)


def current_on(database: Database) -> Current:
    current = Current(database, read, lambda given, readings: describe(given, readings, FRANCE, may_answer), 1000)
    current.refresh(NOON)
    return current


def shown(database: Database, told: Circle, person: int | None = None) -> Shown:
    return radar.of_network(database, current_on(database), person or told.nadia, told.id, NOON)


def lots_of(found: Shown) -> list[str | None]:
    return [spot.what.lot.lot_id for spot in found.radar.spots if found.notices[spot.what.opportunity].id == PARK.id]


def says_of(database: Database, structure_id: str, status: ResponseStatus, *lots: str | None) -> None:
    """A member was told of these lots of the park, then said something."""
    (opportunity,) = [one.opportunity_id for one in current_on(database).opened() if one.notice.id == PARK.id]
    match = replace(matched(structure_id, PARK), lots=lots or ("LOT-0001", "LOT-0002"))
    with database.write() as session:
        (number,) = matches.insert_matches(session, [(opportunity, match)], NOON).values()
        responses.put_response(session, number, Response(number, status, NOON))


@pytest.fixture
def told(database: Database) -> Circle:
    """The twelve, and two lots for them that close in eight days."""
    circle = twelve(database)
    ingested(database, PARK)
    return circle


def test_the_animator_sees_what_nobody_is_on_and_who_could(database: Database, told: Circle) -> None:
    found = shown(database, told)
    assert lots_of(found) == ["LOT-0001", "LOT-0002"]
    spot = next(one for one in found.radar.spots if one.what.lot.lot_id == "LOT-0001")
    assert (spot.days, spot.perhaps) == (8, False)
    able = {found.names[one.structure_id]: one.sure for one in spot.alone}
    # The ACI and the AI of Isère, and the GEIQ, to be checked; neither the EI nor the ETTI of Rhône.
    assert able == {"Membre 3": True, "Membre 5": True, "Membre 7": False}
    assert found.network.name == "Pôle fictif des Cimes"


@pytest.mark.parametrize("who", ["eve", "member", "stranger"])
def test_only_its_animators_may_look(database: Database, told: Circle, who: str) -> None:
    people = {"eve": told.eve, "member": told.person("m01"), "stranger": 10_000}
    with pytest.raises((NotAllowed, NotYours)):
        shown(database, told, people[who])


def test_another_animator_of_the_network_may_look(database: Database, told: Circle) -> None:
    assert lots_of(shown(database, told, told.omar)) == ["LOT-0001", "LOT-0002"]


def test_a_network_that_waits_for_the_host_has_no_radar(database: Database, told: Circle) -> None:
    with database.write() as session:
        made = networks.add_network(session, "En attente", NetworkKind.PTCE, NOON)
        network_people.add_animator(session, made, told.nadia, NOON)
    with pytest.raises(NotAllowed):
        radar.of_network(database, current_on(database), told.nadia, made, NOON)


def test_nothing_is_told_before_the_first_reading(database: Database, told: Circle) -> None:
    cold = Current(database, read, lambda given, readings: describe(given, readings, FRANCE, may_answer), 1000)
    with pytest.raises(NotAllowed, match="en cours de lecture"):
        radar.of_network(database, cold, told.nadia, told.id, NOON)


@pytest.mark.parametrize(
    ("status", "lots", "left"),
    [
        (ResponseStatus.KEPT, (), []),
        (ResponseStatus.TOGETHER, (), []),
        (ResponseStatus.ANSWERING, ("LOT-0002",), ["LOT-0001"]),
        (ResponseStatus.ANSWERING, ("2",), ["LOT-0001"]),  # the same lot, as another publisher writes it
        (ResponseStatus.ANSWERING, (None,), []),  # the whole contract
        (ResponseStatus.REFUSED, (), ["LOT-0001", "LOT-0002"]),
    ],
)
def test_what_a_member_is_on_is_covered_and_a_refusal_changes_nothing(
    database: Database, told: Circle, status: ResponseStatus, lots: tuple[str | None, ...], left: list[str]
) -> None:
    before = shown(database, told)
    says_of(database, "m03", status, *lots)
    after = shown(database, told)
    assert lots_of(after) == left
    if status is ResponseStatus.REFUSED:
        assert after == before  # nobody can tell who refused


def test_a_member_that_hides_its_answers_leaves_a_perhaps(database: Database, told: Circle) -> None:
    hides(database, told, "m03")
    says_of(database, "m03", ResponseStatus.ANSWERING)
    found = shown(database, told)
    assert lots_of(found) == ["LOT-0001", "LOT-0002"]
    assert all(spot.perhaps for spot in found.radar.spots)
    assert radar_message(found.network.name, found.radar, found.notices, found.names, NOON).title


def test_people_count_only_when_they_are_shared(database: Database, told: Circle) -> None:
    """Lot of 600,000 € of green spaces in a year: about nine full-time equivalents."""
    big = replace(PARK, lots=(lot("1", cpv=("77310000",), amount=Amount(Decimal(600_000)), months=Decimal(12)),))
    ingested(database, big, now=NOON + timedelta(minutes=1))
    with database.write() as session:
        replies.put_sheet(session, "m03", Sheet(insertion_fte=4.0), NOON)
    assert _lacking(database, told) == {"m03": [], "m05": [], "m07": []}
    with database.write() as session:
        network_people.put_shares(session, told.id, "m03", Shares(capacity=True))
    assert _lacking(database, told) == {"m03": ["volume"], "m05": [], "m07": []}


def _lacking(database: Database, told: Circle) -> dict[str, list[str]]:
    (spot,) = [one for one in shown(database, told).radar.spots if one.what.lot.lot_id == "1"]
    return {one.structure_id: [piece.need.value for piece in one.lacks] for one in spot.alone}
