"""A team: invited by a link that serves once, joined with a yes, never without a manager."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.people import Membership, Role
from alerts.services import inviting, people, tokens
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.services.structures import remove_structures, save_structures
from alerts.services.tokens import EXPIRED, UNKNOWN, USED
from alerts.store.engine import Database, Session
from alerts.store.known import told_to
from tests.alerts.services.stories import ATELIERS, NOON, later, owed
from tests.alerts.services.teams import Team, roles, team_in, team_on

WEEK = timedelta(days=7)
INSTANT = timedelta(seconds=1)


def invited(session: Session, team: Team, role: Role = Role.MEMBER) -> str:
    return inviting.invite(session, team.anne, team.hers.id, role, NOON)


def test_somebody_joins_by_a_link_and_who_invited_them_is_told(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        token = invited(session, team)
        offer = inviting.look(session, token, later(1), team.doris)
        assert (offer.structure, offer.role, offer.already) == (team.jardins, Role.MEMBER, False)
        joined = inviting.accept(session, token, team.doris, later(1))
        assert (joined.person_id, joined.structure_id, joined.role) == (team.doris, team.jardins.id, Role.MEMBER)
        assert people.load_person(session, team.doris).current == joined.id
        assert roles(session, team.jardins.id) == {"Anne": Role.MANAGER, "Bilal": Role.MEMBER, "Doris": Role.MEMBER}
    (notice,) = owed(database)
    assert notice.kind is DeliveryKind.NOTICE
    assert "rejoint « Les Jardins fictifs »" in notice.cause["text"]
    assert "Doris" not in str(notice.cause), "the ledger names nobody"
    with database.read() as session:
        assert len(told_to(session, f"person:{team.anne}")) == 1


def test_a_link_fits_in_a_deep_link_and_is_kept_nowhere(database: Database) -> None:
    with database.write() as session:
        token = invited(session, team_in(session))
    assert re.fullmatch(r"i_[A-Za-z0-9_-]{43}", token)
    with database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM token").all()
    assert len(kept) == 1
    assert token not in str(kept)
    assert token.removeprefix("i_") not in str(kept)


def test_a_link_serves_once(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        token = invited(session, team)
        inviting.accept(session, token, team.doris, NOON)
        for again in (team.claire, team.anne):
            with pytest.raises(Refusal, match=USED):
                inviting.accept(session, token, again, NOON)
        assert "Claire" not in roles(session, team.jardins.id)


def test_of_two_who_tap_at_once_one_joins(database: Database) -> None:
    team = team_on(database)
    with database.write() as session:
        token = invited(session, team)

    def tap(person_id: int) -> str:
        try:
            with database.write() as session:
                inviting.accept(session, token, person_id, NOON)
        except Refusal as refusal:
            return refusal.sentence
        return "joined"

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(tap, (team.doris, team.claire)))
    assert sorted(told) == sorted(["joined", USED])
    with database.read() as session:
        assert len(roles(session, team.jardins.id)) == 3


def test_one_who_is_there_already_keeps_their_role_and_leaves_the_link_to_another(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        token = invited(session, team)
        assert inviting.look(session, token, NOON, team.anne).already
        assert inviting.accept(session, token, team.anne, NOON).role is Role.MANAGER
        assert inviting.accept(session, token, team.doris, NOON).role is Role.MEMBER


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        pytest.param(NOON + WEEK - INSTANT, None, id="the last second"),
        pytest.param(NOON + WEEK, EXPIRED, id="a week later"),
    ],
)
def test_a_link_lasts_a_week(database: Database, at: datetime, sentence: str | None) -> None:
    with database.write() as session:
        team = team_in(session)
        token = invited(session, team)
        if sentence is None:
            assert inviting.accept(session, token, team.doris, at).structure_id == team.jardins.id
            return
        for act in (lambda: inviting.look(session, token, at), lambda: inviting.accept(session, token, team.doris, at)):
            with pytest.raises(Refusal, match=EXPIRED):
                act()
        assert "Doris" not in roles(session, team.jardins.id)


@pytest.mark.parametrize("token", ["", "i_", "i_" + "A" * 43, "l_x", "é" * 64, "\ud800"])
def test_a_link_that_we_never_made_is_refused_kindly(database: Database, token: str) -> None:
    with database.write() as session:
        team = team_in(session)
        with pytest.raises(Refusal, match=UNKNOWN):
            inviting.accept(session, token, team.doris, NOON)


def test_a_link_of_another_purpose_does_not_invite(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        token = invited(session, team)
        session.connection().exec_driver_sql("UPDATE token SET purpose = 'x'")
        with pytest.raises(Refusal, match=UNKNOWN):
            inviting.accept(session, token, team.doris, NOON)


def test_used_and_expired_links_are_swept_a_week_after_their_end(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        used, waiting = invited(session, team), invited(session, team)
        inviting.accept(session, used, team.doris, NOON)
        assert tokens.sweep(session, NOON + WEEK) == 0
        assert tokens.sweep(session, NOON + WEEK + INSTANT) == 1, "the one that was used"
        assert tokens.sweep(session, NOON + 2 * WEEK) == 0
        assert tokens.sweep(session, NOON + 2 * WEEK + INSTANT) == 1, "the one that expired"
        with pytest.raises(Refusal, match=UNKNOWN):
            inviting.look(session, waiting, NOON)


def test_who_manages_no_longer_invites_no_longer(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        inviting.change_role(session, team.anne, team.hers.id, team.his.id, Role.MANAGER)
        token = invited(session, team)
        inviting.change_role(session, team.bilal, team.his.id, team.hers.id, Role.MEMBER)
        with pytest.raises(Refusal, match="ne peut plus inviter"):
            inviting.accept(session, token, team.doris, NOON)
        inviting.remove(session, team.bilal, team.his.id, team.hers.id, NOON)
        with pytest.raises(Refusal, match=UNKNOWN):
            inviting.look(session, token, NOON)


def test_a_structure_that_is_gone_is_told(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        token = invited(session, team)
        remove_structures(session, [team.jardins.id])
        with pytest.raises(Refusal, match="n’est plus suivie"):
            inviting.accept(session, token, team.doris, NOON)


def test_the_host_invites_the_first_person_of_its_structure(database: Database) -> None:
    with database.write() as session:
        save_structures(session, [ATELIERS], NOON)
        team = team_in(session)
        token = inviting.invite_first(session, ATELIERS.id, NOON)
        assert inviting.accept(session, token, team.doris, NOON).role is Role.MANAGER
        assert roles(session, ATELIERS.id) == {"Doris": Role.MANAGER}
        with pytest.raises(Refusal, match="nowhere"):
            inviting.invite_first(session, "nowhere", NOON)
    assert owed(database) == [], "the host has no chat"


def test_invitations_and_teams_have_a_size(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        held = [invited(session, team) for _ in range(inviting.MOST_OPEN)]
        with pytest.raises(Refusal, match="invitations attendent"):
            invited(session, team)
        inviting.accept(session, held[0], team.doris, NOON)
        for number in range(inviting.MOST - 3):
            person = people.meet(session, 100 + number, f"Personne {number}", NOON)
            people.join(session, person.id, team.jardins.id, Role.MEMBER, NOON)
        for refused in (lambda: inviting.accept(session, held[1], team.claire, NOON), lambda: invited(session, team)):
            with pytest.raises(Refusal, match="50 personnes"):
                refused()


def test_the_last_manager_names_another_before_leaving(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        with pytest.raises(NotAllowed, match="nommez d’abord"):
            inviting.leave(session, team.anne, team.hers.id, NOON)
        with pytest.raises(NotAllowed, match="nommez d’abord"):
            inviting.change_role(session, team.anne, team.hers.id, team.hers.id, Role.MEMBER)
        inviting.change_role(session, team.anne, team.hers.id, team.his.id, Role.MANAGER)
        assert inviting.leave(session, team.anne, team.hers.id, NOON) == team.jardins
        assert roles(session, team.jardins.id) == {"Bilal": Role.MANAGER}
        assert people.load_person(session, team.anne).current is None
        with pytest.raises(NotAllowed, match="/confidentialite"):
            inviting.leave(session, team.bilal, team.his.id, NOON)


def test_of_two_managers_who_leave_at_once_one_stays(database: Database) -> None:
    team = team_on(database)
    with database.write() as session:
        inviting.change_role(session, team.anne, team.hers.id, team.his.id, Role.MANAGER)

    def leave(who: tuple[int, Membership]) -> bool:
        try:
            with database.write() as session:
                inviting.leave(session, who[0], who[1].id, NOON)
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(leave, [(team.anne, team.hers), (team.bilal, team.his)])) == [False, True]


def test_what_waits_for_somebody_who_left_does_not_leave(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        token = inviting.invite(session, team.anne, team.hers.id, Role.MEMBER, NOON)
        inviting.accept(session, token, team.doris, NOON)
        inviting.change_role(session, team.anne, team.hers.id, team.his.id, Role.MANAGER)
        (waiting,) = told_to(session, f"person:{team.anne}")
        assert waiting.outcome is None
        inviting.leave(session, team.anne, team.hers.id, NOON)
        (ended,) = told_to(session, f"person:{team.anne}")
        assert (ended.outcome, ended.reason) == ("refused", inviting.LEFT)


ACTS: dict[str, Callable[[Session, Team, int, int], object]] = {
    "invite": lambda session, team, who, by: inviting.invite(session, who, by, Role.MEMBER, NOON),
    "promote": lambda session, team, who, by: inviting.change_role(session, who, by, team.his.id, Role.MANAGER),
    "demote": lambda session, team, who, by: inviting.change_role(session, who, by, team.hers.id, Role.MEMBER),
    "remove": lambda session, team, who, by: inviting.remove(session, who, by, team.his.id, NOON),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("who", "by", "refused"),
    [
        pytest.param("doris", "hers", NotYours, id="a stranger"),
        pytest.param("bilal", "his", NotAllowed, id="an équipier"),
        pytest.param("bilal", "hers", NotYours, id="an équipier by the manager's button"),
        pytest.param("claire", "hers", NotYours, id="the manager of another structure"),
    ],
)
def test_who_may_not_act_on_a_team(database: Database, act: str, who: str, by: str, refused: type[Exception]) -> None:
    with database.write() as session:
        team = team_in(session)
        before = people.team_of(session, team.jardins.id)
        with pytest.raises(refused):
            ACTS[act](session, team, getattr(team, who), getattr(team, by).id)
        assert people.team_of(session, team.jardins.id) == before


@pytest.mark.parametrize("act", ["promote", "demote", "remove"])
def test_a_manager_acts_on_their_own_team_only(database: Database, act: str) -> None:
    with database.write() as session:
        team = team_in(session)
        with pytest.raises(NotYours):
            ACTS[act](session, team, team.claire, team.neighbours.id)
        with pytest.raises(NotYours):
            inviting.leave(session, team.claire, team.his.id, NOON)
        assert roles(session, team.jardins.id) == {"Anne": Role.MANAGER, "Bilal": Role.MEMBER}


def test_nobody_removes_themselves_by_mistake(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        with pytest.raises(NotAllowed, match="Quitter l’équipe"):
            inviting.remove(session, team.anne, team.hers.id, team.hers.id, NOON)
