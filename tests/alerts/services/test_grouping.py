"""Groups where a structure is told: linked, moved, followed, left alone, and those who linked them told why."""

from collections.abc import Callable

import pytest

from alerts.model.people import Group, Role
from alerts.services import forgetting, grouping, inviting, people
from alerts.services.errors import NotAllowed, NotYours
from alerts.services.grouping import Linked, Spot
from alerts.store.engine import Database, Session
from alerts.store.known import Told, told_to
from tests.alerts.services.stories import NOON, later, owed
from tests.alerts.services.teams import Team, team_in

CHAT, OTHER_CHAT = -1_001_000_000_001, -1_001_000_000_002
WHOLE = Spot(CHAT, None, "Équipe des Jardins")
TOPIC = Spot(CHAT, 7, "Équipe des Jardins")


def linked(session: Session, team: Team, spot: Spot = WHOLE) -> Linked:
    return grouping.link(session, team.anne, team.hers.id, spot, NOON)


def told(session: Session, person_id: int) -> list[Told]:
    return told_to(session, f"person:{person_id}")


def test_a_manager_links_a_group(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        done = linked(session, team, Spot(CHAT, 7, "  Équipe \n des Jardins "))
        assert done.before is None
        assert grouping.of_chat(session, CHAT) == [(done.group, team.jardins)]
        assert grouping.of_structure(session, team.jardins.id) == [done.group]
    assert (done.group.chat_id, done.group.topic_id, done.group.title) == (CHAT, 7, "Équipe des Jardins")
    assert (done.group.linked_by, done.group.trouble) == (team.anne, None)


def test_linking_again_in_another_topic_moves_the_link(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        first = linked(session, team)
        second = linked(session, team, TOPIC)
        assert second.before == first.group
        assert (second.group.id, second.group.topic_id) == (first.group.id, 7), "the same link, with what waits for it"
        assert grouping.of_chat(session, CHAT) == [(second.group, team.jardins)]
        assert linked(session, team, TOPIC).before == second.group, "nothing changes"
        assert linked(session, team).group.topic_id is None


def test_a_structure_has_several_groups_and_a_group_several_structures(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        linked(session, team)
        linked(session, team, Spot(OTHER_CHAT, None, "Bureau"))
        grouping.link(session, team.claire, team.neighbours.id, TOPIC, NOON)
        assert [its for _, its in grouping.of_chat(session, CHAT)] == [team.jardins, team.vergers]
        assert [one.title for one in grouping.of_structure(session, team.jardins.id)] == [WHOLE.title, "Bureau"]


@pytest.mark.parametrize(
    ("who", "by", "refused"),
    [
        pytest.param("doris", "hers", NotYours, id="a stranger"),
        pytest.param("bilal", "his", NotAllowed, id="an équipier"),
        pytest.param("bilal", "hers", NotYours, id="somebody else taps the button shown to a manager"),
        pytest.param("claire", "hers", NotYours, id="the manager of another structure"),
    ],
)
def test_who_may_not_link_nor_unlink_from_afar(database: Database, who: str, by: str, refused: type[Exception]) -> None:
    with database.write() as session:
        team = team_in(session)
        person_id, membership_id = getattr(team, who), getattr(team, by).id
        with pytest.raises(refused):
            grouping.link(session, person_id, membership_id, WHOLE, NOON)
        assert grouping.of_chat(session, CHAT) == []
        group = linked(session, team).group
        with pytest.raises(refused):
            grouping.unlink_ours(session, person_id, membership_id, group.id)
        assert grouping.of_chat(session, CHAT) == [(group, team.jardins)]


def test_one_links_what_one_manages(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        assert grouping.may_link(session, team.anne) == [(team.hers, team.jardins)]
        assert grouping.may_link(session, team.bilal) == []
        assert grouping.may_link(session, 0) == [], "an administrator who stays anonymous"


def test_a_group_unlinks_what_it_is_told_and_nothing_of_another(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        here, there = linked(session, team).group, linked(session, team, Spot(OTHER_CHAT, None, "Bureau")).group
        with pytest.raises(NotYours):
            grouping.unlink(session, there.id, CHAT)
        assert grouping.unlink(session, here.id, CHAT) == team.jardins
        with pytest.raises(NotYours):
            grouping.unlink(session, here.id, CHAT)
        assert grouping.of_structure(session, team.jardins.id) == [there]
        assert grouping.unlink_ours(session, team.anne, team.hers.id, there.id) == there
        assert grouping.of_structure(session, team.jardins.id) == []


def test_the_manager_of_a_neighbour_does_not_unlink_our_group_by_its_number(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        group = linked(session, team).group
        with pytest.raises(NotYours):
            grouping.unlink_ours(session, team.claire, team.neighbours.id, group.id)


def test_a_topic_that_closes_falls_back_to_the_group_and_says_so(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        group = linked(session, team, TOPIC).group
        fallen = grouping.topic_closed(session, group, NOON)
        assert fallen is not None
        assert (fallen.id, fallen.topic_id, fallen.trouble) == (group.id, None, None)
        assert grouping.topic_closed(session, group, NOON) == fallen, "a second message that was on its way"
        assert grouping.of_chat(session, CHAT) == [(fallen, team.jardins)]
        assert len(told(session, team.anne)) == 1
        assert told(session, team.bilal) == []
    (notice,) = owed(database)
    assert notice.cause["title"] == "Un sujet de « Équipe des Jardins » est fermé"
    assert "Elles arrivent désormais dans le groupe" in notice.cause["text"]


def test_the_group_itself_may_be_closed_too(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        group = linked(session, team).group
        closed = grouping.topic_closed(session, group, NOON)
        assert closed is not None
        assert closed.trouble == "le sujet général du groupe est fermé"
        again = linked(session, team, TOPIC)
        assert (again.group.trouble, again.group.topic_id) == (None, 7), "linked again, it is as good as new"
        assert len(told(session, team.anne)) == 1


def test_a_topic_closed_where_nothing_is_linked_any_more(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        group = linked(session, team, TOPIC).group
        grouping.unlink(session, group.id, CHAT)
        assert grouping.topic_closed(session, group, NOON) is None
        assert told(session, team.anne) == []


def test_when_who_linked_it_is_gone_the_managers_are_told(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        group = linked(session, team, TOPIC).group
        inviting.change_role(session, team.anne, team.hers.id, team.his.id, Role.MANAGER)
        forgetting.forget(session, team.anne, NOON)
        (held, _), *_ = grouping.of_chat(session, CHAT)
        assert held.linked_by is None
        grouping.topic_closed(session, held, NOON)
        assert len(told(session, team.bilal)) == 1
        assert group.id == held.id


def test_put_out_of_a_group_then_in_again(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        linked(session, team)
        grouping.removed(session, CHAT, NOON)
        grouping.removed(session, CHAT, NOON)
        (held, _), *_ = grouping.of_chat(session, CHAT)
        assert held.trouble == grouping.REMOVED
        assert len(told(session, team.anne)) == 1
        back = grouping.added(session, team.claire, Spot(CHAT, None, "Nouveau titre"))
        assert (back.linked, back.mine) == ((team.jardins,), ((team.neighbours, team.vergers),))
        (held, _), *_ = grouping.of_chat(session, CHAT)
        assert (held.trouble, held.title) == (None, "Nouveau titre")
        grouping.removed(session, CHAT, later(2))
        assert len(told(session, team.anne)) == 2, "another day, it is news again"
        grouping.removed(session, OTHER_CHAT, NOON)


def test_put_in_a_group_where_nothing_is_linked(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        assert grouping.added(session, team.doris, WHOLE) == grouping.Added((), ())
        assert grouping.added(session, team.anne, WHOLE).mine == ((team.hers, team.jardins),)


def groups_after(session: Session, act: Callable[[], object]) -> list[Group]:
    act()
    return [group for group, _ in grouping.of_chat(session, OTHER_CHAT)]


def test_a_group_that_becomes_a_supergroup_is_followed(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        group = linked(session, team).group
        for _ in range(2):
            (moved,) = groups_after(session, lambda: grouping.migrated(session, CHAT, OTHER_CHAT))
            assert (moved.id, moved.chat_id) == (group.id, OTHER_CHAT)
        assert grouping.of_chat(session, CHAT) == []


def test_a_link_made_again_before_the_move_is_told_stays_one(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        first = linked(session, team).group
        linked(session, team, Spot(OTHER_CHAT, None, "Équipe des Jardins"))
        (held,) = groups_after(session, lambda: grouping.migrated(session, CHAT, OTHER_CHAT))
        assert held.id == first.id
        linked(session, team, Spot(CHAT, 7, "x"))
        grouping.migrated(session, CHAT, OTHER_CHAT)
        topic = next(group for group, _ in grouping.of_chat(session, OTHER_CHAT) if group.topic_id == 7)
        assert grouping.topic_closed(session, topic, NOON) == held, "it falls on the place that is there already"
        assert [group for group, _ in grouping.of_chat(session, OTHER_CHAT)] == [held]


def test_a_group_stays_with_the_team_when_who_linked_it_leaves(database: Database) -> None:
    with database.write() as session:
        team = team_in(session)
        inviting.change_role(session, team.anne, team.hers.id, team.his.id, Role.MANAGER)
        linked(session, team)
        inviting.leave(session, team.anne, team.hers.id, NOON)
        assert len(grouping.of_structure(session, team.jardins.id)) == 1
        grouping.removed(session, CHAT, NOON)
        assert (len(told(session, team.anne)), len(told(session, team.bilal))) == (0, 1)
        assert people.memberships_of(session, team.anne) == []
