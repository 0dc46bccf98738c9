"""A blind call among twelve members: asked, answered, agreed or not, closed; a no is told to nobody."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from alerts.model.network import Answered, Shares
from alerts.model.reply import Sheet
from alerts.model.response import ResponseStatus
from alerts.services import call_members, call_waves, calling, responding
from alerts.services.errors import Refusal
from alerts.store import calls, network_people, opportunities, proposals, replies
from alerts.store import rooms as kept_rooms
from alerts.store.engine import Database
from scrapers.notice import Deadline, NoticeKind
from tests.alerts.services.callers import GREENS, SEEKER, Told, asked, looking
from tests.alerts.services.networked import MEMBERS, delivered
from tests.alerts.services.stories import NOON, PARIS, at, ingested, notice

YES, NO = Answered.YES, Answered.NO
TWO_DAYS = timedelta(days=2)


@pytest.fixture
def told(database: Database) -> Told:
    return Told(database, *looking(database))


def test_the_first_five_are_asked_and_only_them(told: Told) -> None:
    call = told.opened()
    first = asked(told.database, call)
    assert [one.rank for one in first] == [1, 2, 3, 4, 5]
    assert delivered(told.database).structures == sorted(one.structure_id for one in first)
    assert "m12" not in {one.structure_id for one in first}, "of the twelfth nobody can be told"
    assert told.status() is ResponseStatus.TOGETHER


def test_the_same_call_twice_is_one_call(told: Told) -> None:
    assert told.opened().id == told.opened().id
    assert len(asked(told.database, told.opened())) == 5


def test_who_does_not_take_part_in_calls_is_never_asked(told: Told) -> None:
    out = {"m01", "m03", "m05"}
    for one in out:
        told.shares(one, Shares(calls=False))
    call = told.opened()
    for wave in range(3):
        call_waves.call(told.database, NOON + wave * TWO_DAYS)
    found = {one.structure_id for one in asked(told.database, call)}
    assert out.isdisjoint(found)
    assert found == {"m04", "m06", "m07", "m09", "m10", "m11", "m02"}


def test_who_mutes_the_network_is_not_asked_and_hears_what_concerns_its_own_call(told: Told) -> None:
    with told.database.write() as session:
        for one in ("m03", SEEKER):
            network_people.mute(session, told.circle.id, told.circle.person(one), NOON)
    call = told.opened()
    assert "m03" not in {one.structure_id for one in asked(told.database, call)}
    told.says(asked(told.database, call)[0].structure_id, call, YES)
    assert [one.title for one in delivered(told.database).of(SEEKER)] == [
        "Un membre dit oui : Entretien des espaces verts & fauche <communale>, lot 1"
    ]


def test_who_mutes_after_being_asked_is_not_written_to(told: Told) -> None:
    call = told.opened()
    first = asked(told.database, call)[0].structure_id
    with told.database.write() as session:
        network_people.mute(session, told.circle.id, told.circle.person(first), NOON)
    assert delivered(told.database).of(first) == []


def test_somebody_of_both_structures_would_know_they_are_left_out(told: Told) -> None:
    told.joins("m03", SEEKER)
    assert "m03" not in {one.structure_id for one in asked(told.database, told.opened())}


def test_two_yes_are_two_names_and_a_room(told: Told) -> None:
    call = told.opened()
    delivered(told.database)
    first = asked(told.database, call)[0]
    assert not told.says(first.structure_id, call, YES).met
    (yes,) = delivered(told.database).of(SEEKER)
    assert told.text(yes).count("Membre") == 1, "its own name only"
    met = told.decides(call, first.rank, YES)
    assert met.met
    news = delivered(told.database)
    name = told.name(first.structure_id)
    assert name in told.text(news.of(SEEKER)[0])
    agreed = told.text(news.of(first.structure_id)[0])
    assert "Membre 8" in agreed and "04 00 00 00 08" in agreed and "m08@scop.example" in agreed
    with told.database.read() as session:
        room = kept_rooms.load_room(session, met.room_id or 0)
    assert room is not None
    assert set(room.members) == {SEEKER, first.structure_id}


def test_yes_beforehand_needs_one_yes_and_says_so(told: Told) -> None:
    call = told.opened(freely=True)
    first = asked(told.database, call)[0]
    (message,) = delivered(told.database).of(first.structure_id)
    assert "a dit oui d'avance" in told.text(message)
    assert told.says(first.structure_id, call, YES).met


def test_the_third_joins_the_group_of_the_first_two(told: Told) -> None:
    call = told.opened(freely=True)
    first, second = asked(told.database, call)[:2]
    room = told.says(first.structure_id, call, YES).room_id
    assert told.says(second.structure_id, call, YES).room_id == room
    with told.database.read() as session:
        held = kept_rooms.load_room(session, room or 0)
    assert held is not None
    assert set(held.members) == {SEEKER, first.structure_id, second.structure_id}


def test_a_no_is_told_to_nobody(told: Told) -> None:
    call = told.opened()
    delivered(told.database)
    before = told.sought(call)
    for one in asked(told.database, call)[:4]:
        told.says(one.structure_id, call, NO)
    assert told.sought(call) == before
    assert delivered(told.database).letters == []
    assert told.counts() == (1, 0)


def test_a_member_that_the_seeker_turns_down_hears_nothing_until_the_call_ends(told: Told) -> None:
    call = told.opened()
    first = asked(told.database, call)[0]
    told.says(first.structure_id, call, YES)
    delivered(told.database)
    assert not told.decides(call, first.rank, NO).met
    assert delivered(told.database).letters == []
    assert told.sought(call).others == ()
    told.closes(call)
    (ended,) = delivered(told.database).of(first.structure_id)
    assert ended.title.startswith("Appel clos")
    assert "Membre 8" not in told.text(ended)


def test_only_those_who_said_yes_hear_that_it_is_closed(told: Told) -> None:
    call = told.opened()
    first, second, third = asked(told.database, call)[:3]
    told.says(first.structure_id, call, YES)
    told.says(second.structure_id, call, NO)
    delivered(told.database)
    told.closes(call)
    told.closes(call)
    assert delivered(told.database).structures == [first.structure_id]
    with pytest.raises(Refusal, match="clos"):
        told.says(third.structure_id, call, YES)


def test_a_yes_is_taken_back_until_both_said_so(told: Told) -> None:
    call = told.opened()
    first = asked(told.database, call)[0]
    told.says(first.structure_id, call, YES)
    told.says(first.structure_id, call, NO)
    assert told.sought(call).others == ()
    with pytest.raises(Refusal, match="plus disponible"):
        told.decides(call, first.rank, YES)
    told.says(first.structure_id, call, YES)
    told.decides(call, first.rank, YES)
    with pytest.raises(Refusal, match="vos noms sont échangés"):
        told.says(first.structure_id, call, NO)
    with pytest.raises(Refusal, match="vos noms sont échangés"):
        told.decides(call, first.rank, NO)
    assert told.says(first.structure_id, call, YES).met, "again changes nothing"


def test_the_next_ones_are_asked_after_two_days_in_their_turn(told: Told) -> None:
    call = told.opened()
    assert call_waves.call(told.database, NOON + timedelta(days=1)) == 0
    assert call_waves.call(told.database, NOON + TWO_DAYS) == 5
    assert call_waves.call(told.database, NOON + TWO_DAYS) == 0, "once"
    found = asked(told.database, call)
    assert [one.rank for one in found] == list(range(1, 11))
    assert len({one.structure_id for one in found}) == 10
    assert call_waves.call(told.database, NOON + 2 * TWO_DAYS) == 0, "nobody is left"


def test_at_once_when_all_said_no(told: Told) -> None:
    call = told.opened()
    for one in asked(told.database, call):
        told.says(one.structure_id, call, NO)
    assert call_waves.call(told.database, NOON + timedelta(hours=1)) == 5


def test_nobody_more_once_two_agree(told: Told) -> None:
    call = told.opened(freely=True)
    told.says(asked(told.database, call)[0].structure_id, call, YES)
    assert call_waves.call(told.database, NOON + TWO_DAYS) == 0


@pytest.mark.parametrize(
    ("now", "asked_then", "open_then"),
    [
        (at(17, 11).at, 5, True),
        (at(17, 12).at, 0, True),  # a day before: nobody is asked any more, answers are still welcome
        (at(18, 12).at, 0, False),
        (at(30).at, 0, False),
    ],
)
def test_near_the_deadline(told: Told, now: datetime, asked_then: int, open_then: bool) -> None:
    call = told.opened()
    assert call_waves.call(told.database, now) == asked_then
    assert (told.call(call).closed_at is None) is open_then


def test_a_correction_moves_the_deadline_of_the_call(told: Told) -> None:
    call = told.opened()
    given = {"kind": NoticeKind.CORRECTION, "previous": (GREENS.publisher_id,), "published": date(2026, 11, 24)}
    ingested(told.database, notice("26-900301", **given, lots=GREENS.lots, deadline=at(28)), now=NOON)
    assert call_waves.call(told.database, at(19).at) == 5
    assert told.call(call).closes_at == at(28).at


@pytest.mark.parametrize("deadline", [None, Deadline(datetime(2049, 1, 1, 12, tzinfo=PARIS))])
def test_without_a_deadline_that_can_be_believed_a_call_lasts_sixty_days(told: Told, deadline: Deadline | None) -> None:
    ingested(told.database, replace(GREENS, deadline=deadline), now=NOON)
    call = told.opened()
    assert call.closes_at is None
    assert delivered(told.database).structures
    call_waves.call(told.database, NOON + timedelta(days=60))
    assert told.call(call).closed_at is None
    call_waves.call(told.database, NOON + timedelta(days=61))
    assert told.call(call).closed_at is not None


def test_a_cancelled_consultation_ends_the_call(told: Told) -> None:
    call = told.opened()
    with told.database.write() as session:
        held = opportunities.load_opportunities(session, [call.opportunity_id])[call.opportunity_id]
        opportunities.put_opportunities(session, [replace(held, closed="cancelled")])
    first = asked(told.database, call)[0]
    with pytest.raises(Refusal, match="annulée"):
        told.says(first.structure_id, call, YES)
    assert delivered(told.database).letters == []
    call_waves.call(told.database, NOON)
    assert told.call(call).closed_at is not None


def test_not_for_us_after_all_ends_the_call(told: Told) -> None:
    call = told.opened()
    with told.database.write() as session:
        responding.respond(session, told.circle.person(SEEKER), told.match, ResponseStatus.REFUSED, NOON)
    with pytest.raises(Refusal, match="clos"):
        told.says(asked(told.database, call)[0].structure_id, call, YES)
    call_waves.call(told.database, NOON)
    assert told.call(call).closed_at is not None


def test_leaving_closes_its_calls_and_takes_it_out_of_the_others(told: Told) -> None:
    call = told.opened()
    first, second = asked(told.database, call)[:2]
    told.says(first.structure_id, call, YES)
    told.decides(call, first.rank, YES)
    told.leaves(second.structure_id)
    assert second.structure_id not in {one.structure_id for one in asked(told.database, call)}
    told.leaves(SEEKER)
    assert told.call(call).closed_at is not None
    wanted = told.wanted(first.structure_id, call)
    assert wanted.contact is None, "its name is seen no more"
    with told.database.read() as session:
        assert kept_rooms.rooms_of(session, SEEKER) == []
        month = proposals.of_month(session, told.circle.id, NOON - TWO_DAYS, NOON + TWO_DAYS)
    assert second.structure_id not in dict(month)


def test_an_erased_structure_leaves_nothing(told: Told) -> None:
    call = told.opened()
    told.erases(asked(told.database, call)[0].structure_id)
    assert len(asked(told.database, call)) == 4
    told.erases(SEEKER)
    with told.database.read() as session:
        assert calls.opened(session) == []
    assert call_waves.call(told.database, NOON + TWO_DAYS) == 0
    assert delivered(told.database).letters == []


def test_an_agreement_is_counted_and_nothing_else(told: Told) -> None:
    assert told.counts() == (0, 0)
    call = told.opened(freely=True)
    told.says(asked(told.database, call)[0].structure_id, call, YES)
    assert told.counts() == (1, 1)
    told.closes(call)
    assert told.counts() == (0, 1)


def test_five_calls_at_once_at_most(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "MOST_OPEN", 1)
    first = told.opened()
    with pytest.raises(Refusal, match="closez-en un"):
        told.opened(lot="2")
    told.closes(first)
    assert told.opened(lot="2").lot == "2"


def test_closed_then_opened_again_asks_the_next_ones(told: Told) -> None:
    call = told.opened()
    told.closes(call)
    again = told.opened(now=NOON + timedelta(hours=1))
    assert (again.id, again.closed_at) == (call.id, None)
    assert len(asked(told.database, call)) == 10
    for hour in range(2, 6):
        told.closes(call)
        told.opened(now=NOON + timedelta(hours=hour))
    assert len(asked(told.database, call)) == 10, "three waves, and nobody twice"


def test_nobody_to_ask_is_said_and_nothing_is_opened(told: Told) -> None:
    for one in MEMBERS:
        if one.id != SEEKER:
            told.shares(one.id, Shares(calls=False))
    with pytest.raises(Refusal, match="personne à appeler"):
        told.opened()
    with told.database.read() as session:
        assert calls.opened(session) == []
    assert told.status() is None


@pytest.mark.parametrize(("lot", "said"), [("9", "n'est plus dans l'avis"), ("", "n'est plus dans l'avis")])
def test_a_lot_that_is_not_there(told: Told, lot: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        told.opened(lot=lot)


def test_too_late_to_look_for_anybody(told: Told) -> None:
    with pytest.raises(Refusal, match="moins d'un jour"):
        told.opened(now=at(17, 13).at)
    with pytest.raises(Refusal, match="date limite est passée"):
        told.opened(now=at(18, 13).at)


def test_our_own_people_count_for_our_own_search_only(told: Told) -> None:
    """Ten full-time equivalents would be enough for two lots: what its sheet says is shown to nobody."""
    with told.database.write() as session:
        replies.put_sheet(session, "m03", Sheet(insertion_fte=0.5), NOON)
    call = told.opened()
    assert "m03" in {one.structure_id for one in asked(told.database, call)}


def test_whoever_was_asked_often_this_week_is_left_in_peace(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a week is enough for everybody: the same five are not asked for the second lot, and are a week later."""
    monkeypatch.setattr(call_members, "MOST_A_WEEK", 1)
    first = {one.structure_id for one in asked(told.database, told.opened())}
    second = {one.structure_id for one in asked(told.database, told.opened(lot="2"))}
    assert len(first) == 5 and second and first.isdisjoint(second)
    later = told.opened(lot="2", now=NOON)
    call_waves.call(told.database, NOON + timedelta(days=8))
    assert first & {one.structure_id for one in asked(told.database, later)}
