"""« Les prévenir »: a draft for the members who could answer a lot of the radar, shown and confirmed as any other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.model.network import Aim, Broadcast, NetworkKind
from alerts.model.people import Role
from alerts.network.marks import mark_of
from alerts.services import broadcasting, people, radar, summoning
from alerts.services.current import Current
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store import broadcasts, network_people, networks
from alerts.store.engine import Database
from scrapers.notice import Deadline, Notice
from tests.alerts.services.scouting import Watch, appeared, closing, cold, watch_on
from tests.alerts.services.stories import NOON, lot, says

PARK = closing(1, 6)


@pytest.fixture
def watch(database: Database) -> Watch:
    made = watch_on(database)
    appeared(made, PARK)
    return made


def mark(watch: Watch, given: Notice = PARK, lot_id: str = "LOT-0001") -> str:
    (opportunity,) = {one.opportunity_id for one in watch.current.opened() if one.notice.id == given.id}
    return mark_of(opportunity, lot_id)


def summon(watch: Watch, person: int | None = None, said: str = "", network: int | None = None) -> Broadcast:
    who, which = person or watch.told.nadia, network or watch.told.id
    return summoning.summon(watch.database, watch.current, who, which, said or mark(watch), NOON)


def test_the_draft_is_for_all_who_could_alone_or_together(watch: Watch) -> None:
    made = summon(watch)
    assert (made.target.aim, made.notice_id, made.sent_at) == (Aim.MEMBERS, PARK.id, None)
    found = radar.of_network(watch.database, watch.current, watch.told.nadia, watch.told.id, NOON)
    (spot,) = found.radar.spots
    alone = {one.structure_id for one in spot.alone}
    together = {part.structure_id for group in spot.together for part in group.parts}
    assert alone == {"m03", "m05", "m07"}
    assert together - alone
    assert made.target.members == alone | together


def test_its_note_is_ready_and_says_nothing_of_what_others_answer(watch: Watch) -> None:
    note = summon(watch).note
    assert "« Parc fictif 1 ». Date limite : dimanche 29 novembre 2026 à 13 h 00" in note
    assert "à vérifier dans le règlement de la consultation" in note
    for word in ("aucun", "personne", "suivi", "refus"):
        assert word not in note.casefold()


def test_nothing_leaves_before_the_confirmation_then_those_who_could_are_told_once(watch: Watch) -> None:
    made = summon(watch)
    watch.deliver()
    assert watch.letters == []
    with watch.database.write() as session:
        seen = broadcasting.preview(session, watch.told.nadia, made.id, NOON)
        assert seen.structures == len(made.target.members)
        broadcasting.confirm(session, watch.told.nadia, made.id, seen.seen, NOON)
    watch.deliver()
    assert {one.to.id for one in watch.letters if one.to} == made.target.members
    again = summon(watch)
    assert again.id != made.id
    with watch.database.read() as session:
        brakes = broadcasting.preview(session, watch.told.nadia, again.id, NOON)
    assert (brakes.structures, brakes.over) != (seen.structures, ""), "they were told of it: brakes hold"


def test_a_second_tap_is_the_same_draft_for_those_who_could_now(watch: Watch) -> None:
    made = summon(watch)
    with watch.database.write() as session:
        network_people.drop_member(session, watch.told.id, "m05")
    again = summon(watch)
    assert again.id == made.id
    assert made.target.members - again.target.members == {"m05"}
    with watch.database.read() as session:
        assert len(broadcasts.of_network(session, watch.told.id, 30)) == 1


def test_what_was_seen_no_longer_confirms_a_draft_for_others(watch: Watch) -> None:
    made = summon(watch)
    with watch.database.write() as session:
        seen = broadcasting.preview(session, watch.told.nadia, made.id, NOON).seen
        network_people.drop_member(session, watch.told.id, "m05")
    summon(watch)
    with watch.database.write() as session, pytest.raises(Refusal) as refused:
        broadcasting.confirm(session, watch.told.nadia, made.id, seen, NOON)
    assert refused.value.sentence == broadcasting.CHANGED


def test_a_draft_whose_note_was_rewritten_is_left_to_its_author(watch: Watch) -> None:
    made = summon(watch)
    with watch.database.write() as session:
        broadcasting.revise(session, watch.told.nadia, made.id, note="Appelez-moi !")
    assert summon(watch).id != made.id
    assert summon(watch, watch.told.omar).author == watch.told.omar, "each animator has their own"


def test_two_lots_of_one_notice_are_two_drafts(watch: Watch) -> None:
    lots = tuple(lot(f"LOT-000{one}", cpv=("77310000",), title=f"Square {one} & <rue>") for one in (1, 2))
    two = closing(2, 5, lots=lots)
    appeared(watch, two, now=NOON + timedelta(minutes=1))
    watch.current = _again(watch)
    notes = [summon(watch, said=mark(watch, two, one.id or "")).note for one in lots]
    assert "« Square 1 & <rue> (lot 1) »" in notes[0]
    assert "« Square 2 & <rue> (lot 2) »" in notes[1]


def _again(watch: Watch) -> Current:
    fresh = cold(watch.database)
    fresh.refresh(NOON)
    return fresh


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda watch: watch.takes(PARK), summoning.GONE),
        (lambda watch: appeared(watch, replace(PARK, deadline=Deadline(NOON + timedelta(days=40)))), summoning.GONE),
    ],
)
def test_a_lot_that_left_the_radar_is_told_so(watch: Watch, change: Callable[[Watch], None], sentence: str) -> None:
    said = mark(watch)
    change(watch)
    watch.current = _again(watch)
    with pytest.raises(Refusal, match="n’est plus au radar") as refused:
        summon(watch, said=said)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("said", ["0" * 12, "x", "é", "<b>", "a" * 500])
def test_a_mark_that_is_none_is_told_so(watch: Watch, said: str) -> None:
    with pytest.raises(Refusal):
        summon(watch, said=said)


def test_when_nobody_could_the_way_to_all_of_them_is_told(watch: Watch) -> None:
    for one in ("m01", "m03", "m04", "m05", "m06", "m07", "m09", "m10", "m11", "m12"):
        with watch.database.write() as session:
            network_people.drop_member(session, watch.told.id, one)
    reserved_to_none = closing(
        3, 5, lots=(lot("1", cpv=("90910000",)),), passages=says("Le marché est réservé aux SIAE.")
    )
    appeared(watch, reserved_to_none)
    watch.current = _again(watch)
    with pytest.raises(Refusal, match="/diffuser"):
        summon(watch, said=mark(watch, reserved_to_none, "1"))


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("nadia", True), ("omar", True), ("eve", False), ("manager", False), ("equipier", False), ("stranger", False)],
)
def test_only_animators_of_this_network_may(watch: Watch, who: str, allowed: bool) -> None:
    """The matrix, on the radar and on the tap: the host has no account, and is a stranger here."""
    persons = {
        "nadia": watch.told.nadia,
        "omar": watch.told.omar,
        "eve": watch.told.eve,
        "manager": watch.told.person("m03"),
        "equipier": _equipier(watch),
        "stranger": 10_000,
    }
    acts: tuple[Callable[[], object], ...] = (
        lambda: summon(watch, persons[who]),
        lambda: radar.of_network(watch.database, watch.current, persons[who], watch.told.id, NOON),
    )
    for act in acts:
        if allowed:
            assert act()
        else:
            with pytest.raises((NotYours, NotAllowed)):
                act()
    with watch.database.read() as session:
        assert len(broadcasts.of_network(session, watch.told.id, 30)) == int(allowed)


def _equipier(watch: Watch) -> int:
    with watch.database.write() as session:
        person = people.meet(session, 777, "Équipier", NOON)
        people.join(session, person.id, "m03", Role.MEMBER, NOON)
    return person.id


def test_a_network_that_waits_has_none(watch: Watch) -> None:
    with watch.database.write() as session:
        waiting = networks.add_network(session, "En attente", NetworkKind.PTCE, NOON)
        network_people.add_animator(session, waiting, watch.told.nadia, NOON)
    with pytest.raises(NotAllowed):
        summon(watch, network=waiting)


def test_it_waits_until_what_is_open_is_read(watch: Watch) -> None:
    said = mark(watch)
    watch.current = cold(watch.database)
    with pytest.raises(NotAllowed, match="en cours de lecture"):
        summon(watch, said=said)
