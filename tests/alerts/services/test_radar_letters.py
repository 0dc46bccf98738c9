"""Letters of radar: a week for all of it, at once for what is urgent, to animators of a structure or of none."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alerts.channels.channel import Letter
from alerts.messages.message import ActionKind, Entry
from alerts.model.delivery import Unreachable
from alerts.model.people import Recipient
from alerts.model.preference import Preference, Rhythm
from alerts.services import owing, radar, radar_letters
from alerts.store import network_people, proposals
from alerts.store.engine import Database
from tests.alerts.services.networked import network_of
from tests.alerts.services.phones import paused
from tests.alerts.services.scouting import MONDAY, WEEKS, Watch, animates, appeared, closing, cold, watch_on
from tests.alerts.services.stories import NOON, PARIS


@pytest.fixture
def watch(database: Database) -> Watch:
    return watch_on(database)


def titles(letter: Letter) -> list[str]:
    """The lots that a letter tells in full."""
    return [block.title for block in letter.message.blocks if isinstance(block, Entry)]


def test_animators_of_no_structure_are_told_at_once_on_their_own_channel(watch: Watch) -> None:
    appeared(watch, closing(1, 6), closing(2, 12), closing(3, 3), closing(4, 20))
    letters = watch.on(NOON)
    assert [one.address for one in letters] == ["9000000001", "omar@example.org"]
    for one in letters:
        assert one.message.title == "Urgent, réseau « Pôle fictif des Cimes » : 2 lots sans membre connu"
        assert titles(one) == ["Parc fictif 3", "Parc fictif 1"], "the nearest first; not what is far"
        assert one.to is None
        assert one.network is not None
        assert one.why == "Vous recevez ce message parce que vous animez « Pôle fictif des Cimes »."


def test_all_of_it_is_told_on_monday_with_what_members_are_on(watch: Watch) -> None:
    appeared(watch, closing(1, 17), closing(2, 12), closing(3, 13), closing(4, 40))
    watch.takes(closing(3, 13))
    assert watch.on(NOON) == [], "nothing is urgent"
    letters = watch.on(MONDAY)
    assert [one.address for one in letters] == ["9000000001", "omar@example.org"]
    for one in letters:
        assert titles(one) == ["Parc fictif 2", "Parc fictif 1"]
        assert "2 lots sans membre connu dessus" in one.message.summary
        assert "Déjà suivis par un membre : 1." in str(one.message.blocks[-1])


def test_on_a_phone_each_lot_has_its_button_and_in_a_letter_its_link(watch: Watch) -> None:
    appeared(watch, *(closing(number, 6) for number in range(1, 8)))
    phone, letter = watch.on(NOON)
    assert [len(titles(phone)), len(titles(letter))] == [5, 7]
    taps = [one for row in phone.message.actions for one in row if one.kind is ActionKind.SUMMON]
    assert [one.label for one in taps] == [f"Les prévenir, n° {number}" for number in range(1, 6)]
    assert phone.message.blocks[1].tag.startswith("N° 1, urgent")  # type: ignore[union-attr]
    links = [one.label for block in letter.message.blocks if isinstance(block, Entry) for one in block.actions]
    assert links == ["Les prévenir", "Avis officiel"] * 7
    assert letter.message.actions[0][0].kind is ActionKind.RADAR


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        (Preference(), "2026-11-30T08:00+01:00"),
        (Preference(Rhythm.MORNING, hour=7), "2026-11-30T08:00+01:00"),
        (Preference(Rhythm.WEEK, weekday=3, hour=9), "2026-11-26T09:00+01:00"),
        (Preference(Rhythm.WEEK, weekday=0, hour=17), "2026-11-23T17:00+01:00"),  # this very Monday
        (Preference(timezone="Indian/Reunion"), "2026-11-30T08:00+04:00"),
        (Preference(quiet_from=18, quiet_to=10), "2026-11-30T10:00+01:00"),
    ],
)
def test_whoever_chose_a_day_has_it_and_the_others_monday_at_eight(
    watch: Watch, preference: Preference, expected: str
) -> None:
    person = animates(watch, "m03", preference)
    watch.owe()
    (row,) = watch.rows(person)
    assert row.next_at == datetime.fromisoformat(expected)


def test_a_beat_repeated_owes_nothing_more(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    assert watch.owe() == 5  # two weekly, two urgent; and the week of Eve's network
    assert [watch.owe(NOON + timedelta(hours=hours)) for hours in (0, 1, 5)] == [0, 0, 0]


def test_one_letter_a_week_even_when_they_change_their_day(watch: Watch) -> None:
    person = animates(watch, "m03", Preference(Rhythm.WEEK, weekday=1))
    watch.on(NOON)
    tuesday = NOON + timedelta(days=1)
    watch.on(tuesday)
    animates(watch, "m03", Preference(Rhythm.WEEK, weekday=4))
    watch.on(tuesday)
    watch.on(NOON + timedelta(days=5))
    assert [one.outcome for one in watch.rows(person)] == ["sent", None]


def test_a_lot_is_told_as_urgent_once(watch: Watch) -> None:
    appeared(watch, closing(1, 10))
    assert watch.on(NOON) == []
    assert [len(watch.on(NOON + timedelta(days=days))) for days in (2, 3, 4)] == [2, 0, 0]


def test_one_urgent_letter_a_day_groups_what_is_new(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    assert len(watch.on(NOON)) == 2
    appeared(watch, closing(2, 6), closing(3, 5), now=NOON + timedelta(minutes=1))
    assert watch.on(NOON + timedelta(hours=2)) == []
    letters = watch.on(NOON + timedelta(days=1))
    assert [titles(one) for one in letters] == [["Parc fictif 3", "Parc fictif 2"]] * 2


def test_the_letter_of_the_week_carries_what_becomes_urgent_on_its_day(watch: Watch) -> None:
    """A lot enters its last eight days in the night from Sunday to Monday: one letter, not two."""
    appeared(watch, closing(1, 15))
    watch.owe(NOON)
    midnight = datetime(2026, 11, 30, 0, 30, tzinfo=PARIS)
    assert watch.on(midnight) == []
    letters = watch.on(MONDAY)
    assert [one.message.title for one in letters] == [
        "Radar du réseau « Pôle fictif des Cimes » : 1 lot urgent sans membre connu"
    ] * 2
    assert watch.on(MONDAY + timedelta(hours=5)) == []


def test_nights_are_quiet(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    night = datetime(2026, 11, 24, 22, 0, tzinfo=PARIS)
    assert watch.on(night) == []
    assert len(watch.on(datetime(2026, 11, 25, 8, 0, tzinfo=PARIS))) == 2


def test_what_was_owed_before_the_night_waits_for_the_morning(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    watch.owe(NOON)
    watch.deliver(NOON + timedelta(hours=10))
    assert [one.reason for one in watch.rows() if one.attempts] == [owing.QUIET] * 2
    watch.deliver(datetime(2026, 11, 24, 8, 0, tzinfo=PARIS))
    assert len(watch.letters) == 2


def test_a_pause_holds_it_back_and_its_end_lets_go(watch: Watch) -> None:
    person = animates(watch, "m03", Preference(quiet_from=0, quiet_to=0))
    appeared(watch, closing(1, 6))
    watch.owe()
    paused(watch.database, 103, NOON + timedelta(days=20))
    watch.deliver()
    assert [one.reason for one in watch.rows(person) if one.attempts] == [owing.PAUSED]
    paused(watch.database, 103, None)
    with watch.database.write() as session:
        (key,) = {one.recipient for one in watch.rows(person)}
        owing.redate(session, NOON, recipient=Recipient("telegram", key))
    watch.deliver()
    assert "103" in [one.address for one in watch.letters]


def test_a_lot_taken_before_the_letter_is_written_is_not_told(watch: Watch) -> None:
    appeared(watch, closing(1, 6), closing(2, 5))
    watch.owe()
    watch.takes(closing(1, 6))
    watch.deliver()
    assert [titles(one) for one in watch.letters] == [["Parc fictif 2"]] * 2


def test_when_all_of_them_are_taken_nothing_leaves(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    watch.owe()
    watch.takes(closing(1, 6))
    watch.deliver()
    assert watch.letters == []
    assert ("refused", radar_letters.TAKEN) in watch.ends(watch.told.nadia)


def test_until_what_is_open_has_been_read_it_waits_some_minutes(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    watch.owe()
    warm, watch.current = watch.current, cold(watch.database)
    assert watch.deliver().later == 2
    waiting = [one for one in watch.rows(watch.told.nadia) if one.attempts]
    assert [(one.next_at, one.reason) for one in waiting] == [(NOON + radar_letters.WARMING, radar_letters.NOT_READ)]
    watch.current = warm
    watch.deliver(NOON + radar_letters.WARMING)
    assert len(watch.letters) == 2


def test_a_beat_before_the_first_reading_owes_the_weeks_only(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    assert radar_letters.owe_radars(watch.database, cold(watch.database), NOON) == 3
    assert watch.owe() == 2, "the urgent are owed as soon as it is known"


def test_whoever_blocked_the_bot_is_left_alone_and_the_other_is_told(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    watch.phone.answer = lambda _letter: Unreachable("bloqué")
    watch.on(NOON)
    assert {one.outcome for one in watch.rows(watch.told.nadia)} == {"refused"}
    assert [one.address for one in watch.letters] == ["omar@example.org"]
    appeared(watch, closing(2, 6), now=NOON + timedelta(minutes=1))
    watch.owe(NOON + timedelta(days=1))
    assert {one.outcome for one in watch.rows(watch.told.nadia)} == {"refused"}, "nothing more is owed to her"


def test_with_nothing_at_all_one_letter_a_month(watch: Watch) -> None:
    """Silence of four weeks at most: a longer one is trouble."""
    outcomes = [bool(watch.on(MONDAY + weeks * WEEKS)) for weeks in range(9)]
    assert outcomes == [True, False, False, False, True, False, False, False, True]
    letter = watch.letters[0]
    assert letter.message.title == "Radar du réseau « Pôle fictif des Cimes » : rien à signaler"
    assert "une seule lettre par mois" in str(letter.message.blocks)
    assert ("refused", radar_letters.NOTHING_NEW) in watch.ends(watch.told.nadia)


def test_a_week_where_members_are_on_everything_says_so(watch: Watch) -> None:
    appeared(watch, closing(1, 12), closing(2, 18))
    watch.takes(closing(1, 12))
    watch.takes(closing(2, 18))
    watch.owe(NOON)
    letters = watch.on(MONDAY)
    assert len(letters) == 2
    assert "Déjà suivis par un membre : 2." in str(letters[0].message.blocks)


def test_a_deadline_put_off_then_near_again_is_urgent_again(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    assert len(watch.on(NOON)) == 2
    later = replace(closing(1, 21), published=(NOON + timedelta(days=1)).date())
    appeared(watch, later, now=NOON + timedelta(days=1))
    watch.owe(NOON + timedelta(days=1))
    assert len(watch.on(MONDAY)) == 2, "the week tells that it is at fourteen days"
    assert len(watch.on(MONDAY + timedelta(days=7))) == 2
    assert [len(watch.on(NOON + timedelta(days=days))) for days in (15, 16)] == [0, 0]


def test_letters_say_who_was_proposed_in_their_order_and_screens_do_not(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    with watch.database.read() as session:
        found = radar.of_network(watch.database, watch.current, watch.told.nadia, watch.told.id, NOON)
        assert proposals.of_month(session, watch.told.id, NOON, NOON + WEEKS) == []
    expected = radar_letters.proposed(found.radar.spots[0])
    watch.on(NOON)
    with watch.database.read() as session:
        told = proposals.of_month(session, watch.told.id, NOON, NOON + WEEKS)
    assert told == [(who, rank) for rank, who in enumerate(expected, start=1)]
    watch.on(MONDAY)  # told again: counted once


def test_two_networks_of_one_animator_are_two_letters(watch: Watch) -> None:
    second = network_of(watch.database, "Autre réseau fictif", watch.told.nadia)
    with watch.database.write() as session:
        network_people.add_member(session, second, "m03", NOON)
    appeared(watch, closing(1, 6))
    letters = [one for one in watch.on(NOON) if one.address == "9000000001"]
    assert sorted(one.network[1] for one in letters if one.network) == sorted([watch.told.id, second])
