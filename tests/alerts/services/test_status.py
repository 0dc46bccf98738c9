"""Does everything work? What was read, what left, what comes next."""

from datetime import timedelta

from alerts.services import pausing, people, status
from alerts.services.status import SourceStatus
from alerts.store import sources
from alerts.store.engine import Database
from tests.alerts.services.phones import AWAKE, Phone, member, sent
from tests.alerts.services.respondents import INES
from tests.alerts.services.stories import ATELIERS, NOON, ingested, judge_for, later, matched_new, notice, subscribed
from tests.alerts.services.test_pausing import mine

TITLES = {"boamp": "BOAMP", "ted": "TED"}


def told(database: Database) -> status.Told:
    person, membership = mine(database, INES)
    with database.read() as session:
        return status.told_status(session, people.own(session, person, membership)[0], NOON)


def test_sources_never_read_then_in_trouble(database: Database) -> None:
    with database.read() as session:
        assert status.sources_status(session, TITLES, NOON) == [
            SourceStatus("BOAMP", None, None),
            SourceStatus("TED", None, None),
        ]
    with database.write() as session:
        sources.make_known(session, ["boamp"], NOON)
        taken = sources.claim_source(session, "boamp", NOON, later(), force=True)
        assert taken is not None
        sources.update_if_mine(session, taken, last_success=NOON, failures=1, error="le serveur répond 503")
    with database.read() as session:
        assert status.sources_status(session, {"boamp": "BOAMP"}, NOON) == [
            SourceStatus("BOAMP", NOON, "le serveur répond 503")
        ]


def test_titles_fit_a_phone() -> None:
    assert status.names_of([("boamp", "BOAMP (Bulletin officiel des annonces des marchés publics)")]) == {
        "boamp": "BOAMP"
    }


def test_what_left_and_what_waits(database: Database) -> None:
    subscribed(database, ATELIERS)
    member(database, INES, AWAKE)
    assert (told(database).last, told(database).waiting, told(database).next_at) == (None, 0, NOON)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for(ATELIERS.id))
    assert (told(database).waiting, told(database).first) == (1, NOON)
    sent(database, Phone(), NOON + timedelta(minutes=5))
    assert (told(database).last, told(database).waiting) == (NOON + timedelta(minutes=5), 0)


def test_a_pause_moves_the_next_moment(database: Database) -> None:
    subscribed(database, ATELIERS)
    member(database, INES, AWAKE)
    with database.write() as session:
        pausing.pause(session, *mine(database, INES), later(7), NOON)
    assert told(database).next_at == later(7)
    assert told(database).paused.until == later(7)
