"""Erasing: said before, done whole, and nothing of others is lost."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import inspect

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed, Sent
from alerts.model.people import Role, Step
from alerts.model.response import Response, ResponseStatus
from alerts.services import forgetting, grouping, inbox, inviting, people, structures
from alerts.services.errors import NotYours
from alerts.services.forgetting import Fate
from alerts.services.grouping import Spot
from alerts.services.structures import save_structures
from alerts.store import matches, responses
from alerts.store.engine import Database, Session
from alerts.store.known import told_to
from tests.alerts.services.stories import ATELIERS, NOON, ingested, later, matched, notice, owed
from tests.alerts.services.teams import BILAL, JARDINS, Team, roles, team_in, team_on

ACCOUNT, NAME = 7_123_456_789, "Zénobie"
STREETS, PARKS = notice("26-1"), notice("26-2", title="Entretien des rues de Sévigny-le-Vieux")


def zenobie(session: Session) -> int:
    """A person whose number is like no other's, so that it can be looked for everywhere."""
    row = f"(987654, {ACCOUNT}, '', '2026-11-23 12:00:00+00:00')"
    session.connection().exec_driver_sql(f"INSERT INTO person (id, telegram_id, name, created_at) VALUES {row}")
    return people.meet(session, ACCOUNT, NAME, NOON).id


def lives(session: Session, team: Team, person_id: int) -> None:
    """What somebody leaves behind: messages, answers, links, a group, a conversation, what they wrote."""
    mine = people.member_for(session, person_id, team.jardins.id)
    update = {"update_id": 5, "message": {"from": {"id": ACCOUNT, "first_name": NAME}, "text": "Bonjour"}}
    inbox.keep(session, [(5, json.dumps(update, ensure_ascii=False))], NOON)
    people.save_step(session, person_id, Step("pf", "words", {"name": NAME}, 3, ((NAME, "1.pf.a"),)))
    inviting.invite(session, person_id, mine.id, Role.MEMBER, NOON)
    grouping.link(session, person_id, mine.id, Spot(-100, None, "Équipe"), NOON)
    for channel in ("telegram", "email"):
        _owe(session, team.jardins.id, f"person:{person_id}", channel)
    (sent, *_) = book.claim(session, NOON, n=1, lease=timedelta(minutes=2))
    book.settle(session, sent, Sent(f"{ACCOUNT}/12"), NOON)
    matches.insert_matches(session, [(STREETS.id, matched(team.jardins.id, STREETS))], NOON)
    responses.put_response(session, _match(session), Response(_match(session), ResponseStatus.KEPT, NOON, person_id))


def _owe(session: Session, structure_id: str, recipient: str, channel: str = "telegram") -> None:
    key = f"alert:{structure_id}:{channel}:{recipient}"
    row = Owed(structure_id, channel, DeliveryKind.ALERT, {"notice": STREETS.id}, key, NOON, recipient)
    assert book.owe(session, [row], NOON) == 1


def _match(session: Session) -> int:
    found = session.connection().exec_driver_sql("SELECT max(id) FROM match").scalar()
    assert isinstance(found, int)
    return found


def rows(database: Database) -> dict[str, list[str]]:
    """Table → its rows as text: every table there is."""
    with database.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        assert {"person", "membership", "token", "delivery", "inbox", "chat_group", "match"} <= set(names)
        return {
            name: [str(tuple(row)) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')] for name in names
        }


def traces(database: Database, *words: object) -> list[tuple[str, str]]:
    return [
        (table, row) for table, held in rows(database).items() for row in held if any(str(one) in row for one in words)
    ]


@pytest.mark.parametrize("how", ["alone", "with others", "a last manager", "in a structure of the host"])
def test_nothing_is_left_of_somebody_who_is_erased(database: Database, how: str) -> None:
    with database.write() as session:
        person_id = zenobie(session)
    ingested(database, STREETS)
    with database.write() as session:
        team = team_in(session)
        save_structures(session, [ATELIERS], NOON)
        people.join(session, person_id, team.jardins.id, Role.MANAGER, NOON)
        if how in ("alone", "a last manager"):
            people.create_structure(session, person_id, JARDINS, NOON)
            forgetting.forget(session, team.anne, NOON)
        if how == "alone":
            forgetting.forget(session, team.bilal, NOON)
        if how == "in a structure of the host":
            people.join(session, person_id, ATELIERS.id, Role.MANAGER, NOON)
        lives(session, team, person_id)
    assert {table for table, _ in traces(database, ACCOUNT, NAME, person_id)} >= {
        "person", "membership", "token", "delivery", "inbox", "chat_group", "match",
    }  # fmt: skip
    with database.write() as session:
        forgetting.forget(session, person_id, later())
    assert traces(database, ACCOUNT, NAME, person_id, f"person:{person_id}") == []


def test_what_others_share_stays_with_its_answers(database: Database) -> None:
    ingested(database, STREETS)
    with database.write() as session:
        team = team_in(session)
        people.join(session, team.doris, team.jardins.id, Role.MANAGER, NOON)
        lives(session, team, team.doris)
        _owe(session, team.jardins.id, f"person:{team.anne}")
        kept = _match(session)
        assert forgetting.forget(session, team.doris, NOON).structures == ((team.jardins, Fate.STAYS),)
        assert roles(session, team.jardins.id) == {"Anne": Role.MANAGER, "Bilal": Role.MEMBER}
        held = responses.load_held(session, kept)
        assert held is not None
        assert held.response == Response(kept, ResponseStatus.KEPT, NOON, None), "kept by the team, by nobody"
        assert [one.title for one in grouping.of_structure(session, team.jardins.id)] == ["Équipe"]
        assert len(told_to(session, f"person:{team.anne}")) == 1
        assert people.load_person(session, team.claire).name == "Claire"


def test_alone_in_a_structure_it_goes_with_all_that_is_kept_about_it(database: Database) -> None:
    ingested(database, STREETS, PARKS)
    with database.write() as session:
        team = team_in(session)
        people.join(session, team.claire, team.jardins.id, Role.MEMBER, NOON)
        matches.insert_matches(session, [(STREETS.id, matched(team.vergers.id, STREETS))], NOON)
        _owe(session, team.vergers.id, "group:1")
        grouping.link(session, team.claire, team.neighbours.id, Spot(-100, None, "x"), NOON)
        inviting.invite_first(session, team.vergers.id, NOON)
        going = forgetting.what_goes(session, team.claire)
        assert going.structures == ((team.vergers, Fate.GOES), (team.jardins, Fate.STAYS))
        assert forgetting.forget(session, team.claire, NOON) == going
        assert structures.list_structures(session) == [team.jardins]
    assert traces(database, team.vergers.id) == []
    assert len(rows(database)["notice"]) == 2, "what was published is nobody's"


def test_a_last_manager_is_followed_by_the_oldest_who_is_told(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        people.join(session, team.doris, team.jardins.id, Role.MEMBER, NOON)
        assert forgetting.what_goes(session, team.anne).structures == ((team.jardins, Fate.HANDED_ON),)
        forgetting.forget(session, team.anne, NOON)
        assert roles(session, team.jardins.id) == {"Bilal": Role.MANAGER, "Doris": Role.MEMBER}
        assert len(told_to(session, f"person:{team.bilal}")) == 1
        assert told_to(session, f"person:{team.doris}") == []
    (word,) = owed(database)
    assert word.cause["title"] == "Vous êtes maintenant responsable"
    assert "Anne" not in str(word.cause)


def test_what_the_host_subscribed_stays(database: Database) -> None:
    with database.write() as session:
        save_structures(session, [ATELIERS], NOON)
        anne = people.meet(session, BILAL, "Anne", NOON).id
        people.join(session, anne, ATELIERS.id, Role.MANAGER, NOON)
        assert forgetting.what_goes(session, anne).structures == ((ATELIERS, Fate.HOST_S),)
        forgetting.forget(session, anne, NOON)
        assert structures.list_structures(session) == [ATELIERS]
        assert people.team_of(session, ATELIERS.id) == []


def test_erased_twice_is_said_kindly_and_back_is_a_new_person(database: Database) -> None:
    team = team_on(database)
    with database.write() as session:
        forgetting.forget(session, team.bilal, NOON)
        for act in (forgetting.what_goes, lambda session, who: forgetting.forget(session, who, NOON)):
            with pytest.raises(NotYours, match="/start"):
                act(session, team.bilal)
        people.save_step(session, team.bilal, Step("co", "x"))
        again = people.meet(session, BILAL, "Bilal", later())
        assert people.current_of(session, again) is None
        assert again.step == Step()
        assert again.created_at == later()


def test_what_others_wrote_meanwhile_is_not_lost(database: Database) -> None:
    team = team_on(database)
    texts = {
        1: {"message": {"from": {"id": BILAL, "first_name": "Bilal"}, "chat": {"id": BILAL}, "text": "x"}},
        2: {"callback_query": {"from": {"id": BILAL, "first_name": "Bilal"}, "data": "1.co.yes"}},
        3: {"message": {"from": {"id": BILAL + 1, "first_name": "Claire"}, "text": f"appelez le {BILAL}"}},
        4: {"message": {"from": {"id": int(f"{BILAL}0"), "first_name": "Dora"}, "text": "x"}},
    }
    with database.write() as session:
        inbox.keep(session, [(number, json.dumps(text)) for number, text in texts.items()], NOON)
        forgetting.forget(session, team.bilal, NOON)
        assert [one.id for one in inbox.waiting(session, NOON)] == [3, 4]
        assert not inbox.begin(session, 1)
