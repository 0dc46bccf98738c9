"""What networks keep of a person: taken away, erased, and of one person when two profiles are one."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import inspect

from alerts.model.network import Broadcast, NetworkKind, Target
from alerts.services import (
    exporting,
    forgetting,
    network_asking,
    network_host,
    network_inviting,
    network_settings,
    networks,
    uniting,
)
from alerts.services.errors import Refusal
from alerts.services.tokens import UNKNOWN
from alerts.store import broadcasts, network_people
from alerts.store import networks as kept
from alerts.store.engine import Database, Session
from tests.alerts.services.gatherings import Gathering, animate, bring, gathering_in
from tests.alerts.services.stories import NOON
from tests.alerts.services.test_uniting import by_mail

LATER = NOON + timedelta(days=3)


def busy(session: Session) -> Gathering:
    """Anne animates the PTCE too, asked for a network, muted another, invited, wrote a broadcast."""
    gathering = gathering_in(session)
    anne = gathering.team.anne
    animate(session, gathering.ptce, anne)
    network_asking.ask(session, anne, "Réseau demandé", NetworkKind.CRESS, NOON)
    bring(session, gathering.gael, gathering.other, anne, gathering.team.jardins.id)
    network_settings.mute(session, anne, gathering.other.id, NOON)
    network_inviting.invite(session, anne, gathering.ptce.id, NOON, uses=12)
    broadcasts.add(session, Broadcast(0, gathering.ptce.id, anne, "Un mot d'Anne", Target()), NOON)
    return gathering


def test_all_of_it_is_taken_away(database: Database) -> None:
    with database.write() as session:
        gathering = busy(session)
        taken = exporting.export(session, gathering.team.anne, NOON)
        seen = exporting.seen(session, gathering.team.anne)
        bilal = exporting.export(session, gathering.team.bilal, NOON)
    assert [one["Réseau"] for one in taken["Réseaux que vous animez"]] == ["PTCE des Rives fictives", "Réseau demandé"]
    (asked,) = taken["Réseaux que vous avez demandés"]
    assert (asked["Réseau"], asked["Ouvert le"]) == ("Réseau demandé", None)
    assert "CRESS" in asked["Genre"]
    (muted,) = taken["Réseaux dont vous ne voulez plus les messages"]
    assert muted["Réseau"] == "Réseau fictif d'à côté"
    (wrote,) = taken["Messages de réseau que vous avez écrits"]
    assert (wrote["Réseau"], wrote["Note"]) == ("PTCE des Rives fictives", "Un mot d'Anne")
    (link,) = taken["Invitations de réseau que vous avez faites"]
    assert (link["Invite"], link["Sert encore"]) == ("des structures à rejoindre", 12)
    (jardins,) = taken["Vos structures"]
    assert [one["Réseau"] for one in jardins["Réseaux"]] == ["PTCE des Rives fictives", "Réseau fictif d'à côté"]
    assert jardins["Réseaux"][0]["Montre ses résultats"] is False
    assert seen["Réseaux que vous animez"] == ["PTCE des Rives fictives", "Réseau demandé"]
    assert seen["Réseaux sans messages"] == ["Réseau fictif d'à côté"]
    for other in ("Elias", "Flore", "Gaël"):
        assert other not in json.dumps(taken, ensure_ascii=False), "nothing about others"
    assert "Un mot d'Anne" not in json.dumps(bilal, ensure_ascii=False)


def test_erased_somebody_is_nowhere_in_networks(database: Database) -> None:
    with database.write() as session:
        gathering = busy(session)
        anne = gathering.team.anne
        token = network_inviting.invite(session, anne, gathering.ptce.id, NOON)
        forgetting.forget(session, anne, NOON)
        assert [one.name for one in kept.all_networks(session)] == ["PTCE des Rives fictives", "Réseau fictif d'à côté"]
        assert network_people.mutes_of(session, anne) == {}
        assert network_people.animated_by(session, anne) == []
        assert networks.standing_of(session, anne, gathering.ptce.id).stranger
        (left,) = broadcasts.of_network(session, gathering.ptce.id, 10)
        assert left.author is None, "what the network was told stays, without who wrote it"
        for table in ("network", "network_animator", "network_mute", "token"):
            columns = {one["name"] for one in inspect(session.connection()).get_columns(table)}
            for column in columns & {"person_id", "asked_by", "made_by"}:
                query = f"SELECT count(*) FROM {table} WHERE {column} = {anne}"
                assert session.connection().exec_driver_sql(query).scalar() == 0, (table, column)
        with pytest.raises(Refusal, match=UNKNOWN):
            network_inviting.look(session, token, NOON)


def test_erasing_the_last_animator_is_said_before_and_the_network_stays(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        assert forgetting.what_goes(session, gathering.elias).without_animator == ()
        assert forgetting.what_goes(session, gathering.gael).without_animator == ("Réseau fictif d'à côté",)
        forgetting.forget(session, gathering.gael, NOON)
        assert {one.network.name: one.animators for one in network_host.listed(session)} == {
            "PTCE des Rives fictives": 2,
            "Réseau fictif d'à côté": 0,
        }


def test_two_profiles_that_are_one_animate_ask_and_mute_as_one(database: Database) -> None:
    with database.write() as session:
        gathering = gathering_in(session)
        doris, mail = gathering.team.doris, by_mail(session)
        network_people.add_animator(session, gathering.ptce.id, doris, LATER)
        network_people.add_animator(session, gathering.ptce.id, mail, NOON)
        network_people.add_animator(session, gathering.other.id, mail, LATER)
        network_people.mute(session, gathering.other.id, mail, NOON)
        asked = network_asking.ask(session, mail, "Réseau demandé", NetworkKind.OTHER, NOON)
        written = broadcasts.add(session, Broadcast(0, gathering.ptce.id, mail, "Un mot", Target()), NOON)
        uniting.unite(session, doris, mail, LATER)
        since = {one.network_id: one.since for one in network_people.animated_by(session, doris)}
        assert since == {gathering.ptce.id: NOON, gathering.other.id: LATER, asked.id: NOON}, "the earlier day holds"
        assert network_people.mutes_of(session, doris) == {gathering.other.id: NOON}
        assert kept.asked_by(session, asked.id) == doris
        found = broadcasts.load(session, written)
        assert found is not None
        assert found.author == doris
        assert network_people.animated_by(session, mail) == []
