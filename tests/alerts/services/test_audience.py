"""Whom a structure's messages are for, where, and what becomes of those who cannot be reached any more."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from alerts.model.people import Recipient
from alerts.model.rhythm import AT_ONCE
from alerts.services import audience, people
from alerts.services.audience import Listener
from alerts.store.engine import Database
from alerts.store.tables import StructureRow
from alerts.store.writing import table_of
from tests.alerts.services.phones import AWAKE, MORNING, Phone, ended, group, member, paused, sent
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    owed,
    subscribed,
)

FORUM = -100_123


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS, CHANTIERS)
    return database


def told(database: Database, structure: str = "ateliers") -> list[tuple[str, str, str]]:
    """(channel, key, address) of each recipient."""
    with database.write() as session:
        found = audience.recipients_of(session, [structure]).get(structure, ())
    return [(one.recipient.channel, one.recipient.key, one.address) for one in found]


def on_telegram(key: str) -> Recipient:
    return Recipient("telegram", key)


def test_a_structure_is_told_in_its_folder_to_its_people_and_in_its_groups(base: Database) -> None:
    ines, bruno = member(base, 101), member(base, 102)
    member(base, 103, structure=CHANTIERS)
    room, topic = group(base, FORUM), group(base, FORUM, 7)
    assert told(base) == [
        ("folder", "", ""),
        ("telegram", ines, "101"),
        ("telegram", bruno, "102"),
        ("telegram", room, "-100123"),
        ("telegram", topic, "-100123/7"),
    ]
    assert told(base, "nobody") == []


def test_each_with_their_own_wishes(base: Database) -> None:
    key = member(base, 101, MORNING)
    paused(base, 101, later(3))
    with base.read() as session:
        folder = audience.listener_of(session, "ateliers", Recipient("folder"))
        ines = audience.listener_of(session, "ateliers", on_telegram(key))
        assert audience.listener_of(session, "chantiers", on_telegram(key)) is None
        hers = people.member_for(session, int(key.removeprefix("person:")), "ateliers")
    assert folder == Listener(Recipient("folder"), AT_ONCE)
    assert ines == Listener(on_telegram(key), MORNING, later(3), "101", hers.id)


def test_whoever_blocked_us_is_told_nothing_until_they_come_back(base: Database) -> None:
    key = member(base, 101)
    for _ in range(2):
        with base.write() as session:
            audience.mark_unreachable(session, on_telegram(key), "la personne a bloqué le bot", NOON)
    assert told(base) == [("folder", "", "")]
    with base.write() as session:
        assert audience.address_of(session, on_telegram(key)) is None
        assert audience.reachable_again(session, 101)
        assert not audience.reachable_again(session, 101), "once is enough"
        assert audience.address_of(session, on_telegram(key)) == "101"
    assert told(base)[1:] == [("telegram", key, "101")]


def test_a_group_in_trouble_is_left_alone(base: Database) -> None:
    key, other = group(base, FORUM), group(base, FORUM, 7)
    with base.write() as session:
        audience.mark_unreachable(session, on_telegram(key), "le bot a été retiré", NOON)
    assert told(base)[1:] == [("telegram", other, "-100123/7")]


def test_what_waited_for_somebody_out_of_reach_is_settled_with_its_reason(base: Database) -> None:
    ines, bruno = member(base, 101), member(base, 102)
    ingested(base, notice("26-1"), notice("26-2"))
    matched_new(base, judge_for("ateliers"))
    with base.write() as session:
        assert audience.mark_unreachable(session, on_telegram(ines), "la personne a bloqué le bot", NOON) == 2
    reason = "la personne a bloqué le bot ; l'annonce reste dans /alertes"
    assert ended(base, ines) == [("refused", reason)] * 2
    phone = Phone()
    sent(base, phone)
    assert phone.told("102") == ["2 annonces pour vous"]
    assert ended(base, bruno) == [("sent", None)] * 2


def test_a_group_that_moves_takes_its_topics_and_structures_along(base: Database) -> None:
    room, topic, other = group(base, -5), group(base, -5, 7), group(base, -5, structure=CHANTIERS)
    for _ in range(2):
        with base.write() as session:
            audience.move(session, -5, FORUM)
    assert told(base)[1:] == [("telegram", room, "-100123"), ("telegram", topic, "-100123/7")]
    assert told(base, "chantiers")[2:] == [("telegram", other, "-100123")]


def test_a_link_made_in_the_new_group_before_we_knew_gives_way_to_the_old_one(base: Database) -> None:
    """Its messages are not lost: they are those of the link that stays."""
    old = group(base, -5)
    ingested(base, notice("26-1"))
    matched_new(base, judge_for("ateliers"))
    new = group(base, FORUM)
    ingested(base, notice("26-2"))
    matched_new(base, judge_for("ateliers"))
    assert [one.recipient for one in owed(base) if one.recipient] == [old, old, new]
    with base.write() as session:
        audience.move(session, -5, FORUM)
    assert told(base)[1:] == [("telegram", old, "-100123")]
    assert {one.recipient for one in owed(base) if one.recipient} == {old}


def test_the_pause_of_the_structure_holds_for_all_its_people(base: Database) -> None:
    key = member(base, 101, AWAKE)
    paused(base, 101, NOON + timedelta(days=1))
    with base.write() as session:
        structures = table_of(StructureRow)
        session.execute(update(structures).where(structures.c.id == "ateliers").values(paused_until=later(9)))
        found = audience.listener_of(session, "ateliers", on_telegram(key))
    assert found is not None
    assert found.paused_until == later(9), "the later of both"
