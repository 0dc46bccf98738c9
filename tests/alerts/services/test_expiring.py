"""Proofs that end are told of, day by day, once, to the team; and never for nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from alerts.messages.message import ActionKind, Message
from alerts.model.delivery import DeliveryKind, Refused
from alerts.model.preference import Preference
from alerts.model.reply import Proof, ProofKind
from alerts.services import drawer, expiring, forgetting
from alerts.services.expiring import RENEWED, owe_endings
from alerts.store import people as store
from alerts.store import replies
from alerts.store.engine import Database
from alerts.store.history import Entry
from tests.alerts.services.stories import NOON, PARIS, owed
from tests.alerts.services.teams import Team, team_on

ENDS = date(2026, 12, 31)
CONVENTION = Proof(ProofKind.CONVENTION_IAE, "ACI-000", date(2026, 1, 1), ENDS)
INSURANCE = Proof(ProofKind.ASSURANCE_RC, valid_until=ENDS)


@pytest.fixture
def team(database: Database) -> Team:
    return team_on(database)


def noted(database: Database, team: Team, *proofs: Proof) -> tuple[Proof, ...]:
    with database.write() as session:
        return tuple(drawer.save_proof(session, team.anne, team.jardins.id, one, NOON) for one in proofs)


def beat(database: Database, day: date, hour: int = 6) -> int:
    with database.write() as session:
        return owe_endings(session, datetime(day.year, day.month, day.day, hour, tzinfo=PARIS))


def rows(database: Database) -> list[Entry]:
    return owed(database, DeliveryKind.PROOF)


def written(database: Database, team: Team, row_day: date, today: date) -> Message | Refused:
    with database.read() as session:
        proofs = replies.load_proofs(session, team.jardins.id)
    return expiring.message(team.jardins, proofs, {"day": row_day.isoformat()}, today)


def test_sixty_days_fifteen_days_and_the_day_after_and_on_no_other_day(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION, INSURANCE)
    told = {}
    day = date(2026, 10, 1)
    while day < date(2027, 4, 1):
        if new := beat(database, day):
            told[day] = new
        day += timedelta(days=1)
    assert told == {date(2026, 11, 1): 2, date(2026, 12, 16): 2, date(2027, 1, 1): 2}, "Anne and Bilal, one row each"


def test_a_beat_that_repeats_or_was_missed_tells_once(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION)
    assert beat(database, date(2026, 12, 20)) == 2, "four days late, told all the same"
    assert beat(database, date(2026, 12, 20), 7) == beat(database, date(2026, 12, 21)) == 0
    assert len(rows(database)) == 2


def test_what_ended_long_ago_is_not_dug_up(database: Database, team: Team) -> None:
    noted(database, team, replace(CONVENTION, valid_until=date(2026, 6, 30)))
    assert beat(database, date(2026, 11, 23)) == 0


def test_it_leaves_in_the_morning_of_each_and_not_in_quiet_hours(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION)
    with database.write() as session:
        store.put_preference(session, team.his.id, Preference(hour=14, timezone="America/Martinique"))
    beat(database, date(2026, 12, 16))
    due = {one.recipient: one.next_at for one in rows(database)}
    assert due == {
        f"person:{team.anne}": datetime(2026, 12, 16, 8, tzinfo=PARIS),
        f"person:{team.bilal}": datetime(2026, 12, 16, 19, tzinfo=PARIS),  # two in the afternoon over there
    }


def test_somebody_who_paused_is_told_after(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION)
    back = datetime(2027, 1, 4, 8, tzinfo=PARIS)
    with database.write() as session:
        store.put_pause(session, [team.hers.id], back)
    beat(database, date(2026, 12, 16))
    due = {one.recipient: one.next_at for one in rows(database)}
    assert due[f"person:{team.anne}"] == back


def test_one_message_names_all_that_ends_that_day_and_opens_the_drawer(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION, INSURANCE, Proof(ProofKind.KBIS, valid_until=date(2027, 3, 1)))
    said = written(database, team, date(2026, 12, 16), date(2026, 12, 16))
    assert isinstance(said, Message)
    assert "Convention IAE, ACI-000" in said.title
    assert "Attestation d'assurance responsabilité civile" in said.title
    assert "Kbis" not in said.title
    assert "dans 15 jours" in repr(said.blocks)
    assert [one.kind for row in said.actions for one in row] == [ActionKind.DRAWER]


def test_written_late_it_says_what_is_true_then(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION)
    said = written(database, team, date(2026, 12, 16), date(2027, 1, 4))
    assert isinstance(said, Message)
    assert said.title.startswith("Un document ne vaut plus")
    assert "ne vaut plus depuis le 31 décembre 2026" in repr(said.blocks)


def test_renewed_meanwhile_nothing_leaves(database: Database, team: Team) -> None:
    (old,) = noted(database, team, CONVENTION)
    beat(database, date(2026, 12, 16))
    noted(database, team, replace(old, valid_until=date(2027, 12, 31)))
    assert written(database, team, date(2026, 12, 16), date(2026, 12, 16)) == Refused(RENEWED)


def test_renewed_as_a_new_document_nothing_is_owed_for_the_old_one(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION, replace(CONVENTION, reference="ACI-001", valid_until=date(2027, 12, 31)))
    assert beat(database, date(2026, 12, 16)) == 0
    assert written(database, team, date(2026, 12, 16), date(2026, 12, 16)) == Refused(RENEWED)


def test_two_certificates_do_not_stand_for_each_other(database: Database, team: Team) -> None:
    first = Proof(ProofKind.QUALIFICATION, "Certiphyto", valid_until=ENDS)
    noted(database, team, first, Proof(ProofKind.QUALIFICATION, "ISO 9001", valid_until=date(2028, 1, 1)))
    assert beat(database, date(2026, 12, 16)) == 2


def test_a_document_added_the_same_day_is_in_the_message(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION)
    beat(database, date(2026, 12, 16))
    noted(database, team, INSURANCE)
    assert beat(database, date(2026, 12, 16), 7) == 0
    said = written(database, team, date(2026, 12, 16), date(2026, 12, 16))
    assert isinstance(said, Message)
    assert said.title.startswith("2 documents")


def test_neighbours_hear_nothing_and_whoever_left_neither(database: Database, team: Team) -> None:
    noted(database, team, CONVENTION)
    with database.write() as session:
        forgetting.forget(session, team.bilal, NOON)
    beat(database, date(2026, 12, 16))
    assert [one.recipient for one in rows(database)] == [f"person:{team.anne}"]
