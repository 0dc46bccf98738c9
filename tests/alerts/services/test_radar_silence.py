"""Who is told of a radar no more: who muted, left, was erased, is of another network, or of one that is closed."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from alerts.model.preference import Preference
from alerts.services import forgetting, network_post, radar_letters
from alerts.services.due import NOTHING_LEFT
from alerts.store import network_people, networks
from alerts.store.engine import Database
from tests.alerts.services.scouting import MONDAY, WEEKS, Watch, animates, appeared, closing, watch_on
from tests.alerts.services.stories import NOON


@pytest.fixture
def watch(database: Database) -> Watch:
    return watch_on(database)


@pytest.mark.parametrize("how", ["mutes", "steps down", "is erased"])
def test_whoever_leaves_before_it_is_written_is_not_told(watch: Watch, how: str) -> None:
    appeared(watch, closing(1, 6))
    watch.owe()
    nadia = watch.told.nadia
    with watch.database.write() as session:
        if how == "mutes":
            network_people.mute(session, watch.told.id, nadia, NOON)
        elif how == "steps down":
            network_people.drop_animator(session, watch.told.id, nadia)
        else:
            forgetting.forget(session, nadia, NOON)
    watch.deliver()
    assert [one.address for one in watch.letters] == ["omar@example.org"]
    left = [one.reason for one in watch.rows(nadia) if "urgent" in one.cause]
    assert left == ([] if how == "is erased" else [network_post.NOT_TOLD])
    assert watch.owe(MONDAY + timedelta(hours=1)) == 2, "the next weeks of Omar, and of Eve's network"


def test_an_animator_who_steps_down_and_stays_a_member_has_no_radar(watch: Watch) -> None:
    person = animates(watch, "m03", Preference(quiet_from=0, quiet_to=0))
    appeared(watch, closing(1, 6))
    watch.owe()
    with watch.database.write() as session:
        network_people.drop_animator(session, watch.told.id, person)
    watch.deliver()
    assert ("refused", radar_letters.NOT_ANIMATOR) in watch.ends(person)
    assert "103" not in [one.address for one in watch.letters]


@pytest.mark.parametrize("how", ["closed", "waiting again"])
def test_a_network_that_is_no_more_says_nothing(watch: Watch, how: str) -> None:
    appeared(watch, closing(1, 6))
    watch.owe()
    with watch.database.write() as session:
        if how == "closed":
            networks.delete_network(session, watch.told.id)
        else:
            session.execute(text("UPDATE network SET approved_at = NULL WHERE id = :one"), {"one": watch.told.id})
    watch.deliver()
    assert watch.letters == []
    assert ("refused", NOTHING_LEFT) in watch.ends(watch.told.nadia)
    assert watch.owe(NOON + WEEKS) == 1, "only Eve's"


def test_members_and_animators_of_another_network_are_told_nothing(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    watch.on(NOON)
    watch.on(MONDAY)
    told = {one.recipient for one in watch.rows() if one.cause["network"] == watch.told.id}
    assert told == {f"person:{watch.told.nadia}", f"person:{watch.told.omar}"}
    assert watch.ends(watch.told.eve)[0] == ("refused", radar_letters.NO_MEMBERS)
