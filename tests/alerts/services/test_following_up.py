"""« Avez-vous répondu ? », « avez-vous été retenus ? »: once each, to the one who said so, never after an answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from alerts.clauses.eligibility import may_answer
from alerts.ledger import book
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind, Refused, Sent
from alerts.model.people import Role
from alerts.model.reply import Outcome, Told, Work
from alerts.model.response import ResponseStatus
from alerts.services import following_up
from alerts.services import people as members
from alerts.services.deliver import Composer
from alerts.services.errors import NotYours
from alerts.services.following_up import CANCELLED, DROPPED, KNOWN, POSTPONED, Said, owe_questions, say
from alerts.services.responding import respond
from alerts.store import people, replies
from alerts.store.engine import Database
from alerts.store.history import Entry
from alerts.store.outcomes import Tally, tallies
from scrapers.notice import NoticeKind, Winner
from tests.alerts.reply_help.cases import NOW, gardening, until
from tests.alerts.services.respondents import BRUNO, INES, joined, stranger, told_of
from tests.alerts.services.stories import (
    CHANTIERS,
    NOON,
    all_sent,
    at,
    ingested,
    judge_for,
    lot,
    matched_new,
    notice,
    owed,
    read,
)

ANSWERING, TOGETHER, KEPT = ResponseStatus.ANSWERING, ResponseStatus.TOGETHER, ResponseStatus.KEPT
CLOSES = datetime(2026, 12, 10, 11, 0, tzinfo=UTC)  # noon in Paris, as in `stories.notice`
THREE_DAYS, A_MONTH_AND_A_HALF = CLOSES + timedelta(days=3), CLOSES + timedelta(days=45)


def answered(database: Database, status: ResponseStatus = ANSWERING) -> tuple[int, int]:
    """(match, Inès): she said so, Bruno is in the structure too."""
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    with database.write() as session:
        respond(session, ines.id, match, status, NOON)
    return match, ines.id


def asked(database: Database, now: datetime) -> int:
    """One daily beat."""
    with database.write() as session:
        return owe_questions(session, now)


def questions(database: Database) -> list[tuple[object, object, str, datetime | None]]:
    """(stage, turn, recipient, when) of all that was ever owed."""
    return [(one.cause["stage"], one.cause["turn"], one.recipient, one.next_at) for one in _entries(database)]


def _entries(database: Database) -> list[Entry]:
    return owed(database, DeliveryKind.OUTCOME)


def said(database: Database, person: int, match: int, code: str, now: datetime) -> Said:
    with database.write() as session:
        return say(session, person, match, code, now)


def sent(database: Database, now: datetime) -> list[Claimed]:
    """Every question due at this moment has left."""
    with database.write() as session:
        found = book.claim(session, now, n=100, lease=timedelta(minutes=2))
        for one in found:
            assert book.settle(session, one, Sent("77/5"), now)
    return [one for one in found if one.kind is DeliveryKind.OUTCOME]


def known(database: Database, match: int) -> Told | None:
    with database.read() as session:
        return replies.outcomes_of(session, [match]).get(match)


def test_the_whole_story_of_a_market_won(database: Database) -> None:
    """Three days after: answered. A month and a half after: won. Then nothing, for ever."""
    match, ines = answered(database)
    all_sent(database)
    assert asked(database, THREE_DAYS - timedelta(seconds=1)) == 0
    assert asked(database, THREE_DAYS) == 1
    assert questions(database) == [("answered", 1, f"person:{ines}", THREE_DAYS)]
    assert [one.match_id for one in sent(database, THREE_DAYS)] == [match]
    assert said(database, ines, match, "waiting", THREE_DAYS) == Said(Outcome.WAITING)
    assert asked(database, THREE_DAYS + timedelta(days=1)) == 0
    assert asked(database, A_MONTH_AND_A_HALF) == 1
    assert [(one.cause["stage"], one.recipient) for one in sent(database, A_MONTH_AND_A_HALF)] == [
        ("decided", f"person:{ines}")
    ]
    assert said(database, ines, match, "won", A_MONTH_AND_A_HALF) == Said(Outcome.WON)
    assert known(database, match) == Told(match, Outcome.WON, date(2027, 1, 24), ines)
    for days in (46, 60, 100, 300):
        assert asked(database, CLOSES + timedelta(days=days)) == 0
    assert len(questions(database)) == 2


def test_a_beat_repeated_asks_nothing_twice(database: Database) -> None:
    answered(database)
    assert [asked(database, THREE_DAYS + timedelta(hours=hour)) for hour in range(3)] == [1, 0, 0]


@pytest.mark.parametrize(("status", "count"), [(ANSWERING, 1), (TOGETHER, 1), (KEPT, 0), (ResponseStatus.REFUSED, 0)])
def test_who_is_asked(database: Database, status: ResponseStatus, count: int) -> None:
    answered(database, status)
    assert asked(database, THREE_DAYS) == count


def test_what_was_kept_is_asked_about_once_somebody_prepared_something(database: Database) -> None:
    match, _ = answered(database, KEPT)
    with database.write() as session:
        replies.put_work(session, match, "", Work(done=frozenset({"doc-dc1"})), NOON)
    assert asked(database, THREE_DAYS) == 1


def test_everybody_is_asked_when_the_one_who_said_so_has_left(database: Database) -> None:
    _, ines = answered(database)
    bruno = joined(database, BRUNO, "Bruno", role=Role.MEMBER)[0].id
    with database.write() as session:
        mine = [one.id for one, _ in members.memberships_of(session, ines)]
        people.delete_memberships(session, mine)
    assert asked(database, THREE_DAYS) == 2
    assert sorted(one[2] for one in questions(database)) == ["", f"person:{bruno}"]  # the folder of the structure too


def test_not_yet_asks_again_once_a_month_later(database: Database) -> None:
    match, ines = answered(database)
    asked(database, A_MONTH_AND_A_HALF)
    all_sent(database, A_MONTH_AND_A_HALF)
    assert said(database, ines, match, "not_yet", A_MONTH_AND_A_HALF) == Said(None, again=True)
    again = A_MONTH_AND_A_HALF + timedelta(days=30)
    assert questions(database)[-1] == ("decided", 2, f"person:{ines}", again)
    assert said(database, ines, match, "not_yet", A_MONTH_AND_A_HALF) == Said(None, again=True)  # tapped twice
    assert len(questions(database)) == 2
    assert len(sent(database, again)) == 1
    assert said(database, ines, match, "not_yet", again) == Said(None, again=False)
    assert asked(database, again + timedelta(days=1)) == 0
    assert sent(database, again + timedelta(days=60)) == []


def test_not_yet_after_answered_is_about_the_award(database: Database) -> None:
    match, ines = answered(database)
    said(database, ines, match, "waiting", THREE_DAYS)
    assert said(database, ines, match, "not_yet", THREE_DAYS) == Said(Outcome.WAITING, again=True)
    assert [one[:2] for one in questions(database)] == [("decided", 2)]


def test_not_yet_after_the_end_is_known_asks_nothing(database: Database) -> None:
    """An old button, tapped by mistake: what was said stands."""
    match, ines = answered(database)
    said(database, ines, match, "not_yet", A_MONTH_AND_A_HALF)
    said(database, ines, match, "won", A_MONTH_AND_A_HALF)
    assert said(database, ines, match, "not_yet", A_MONTH_AND_A_HALF) == Said(Outcome.WON, again=False)


def test_an_award_notice_asks_at_once_and_only_once(database: Database) -> None:
    """Ten days after the deadline: the buyer has chosen. The first question is passed over."""
    match, ines = answered(database)
    ten = CLOSES + timedelta(days=10)
    won = notice("26-9", kind=NoticeKind.AWARD, previous=("26-1",), lots=(lot("1", winners=(Winner("Exemple"),)),))
    ingested(database, won, now=ten)
    matched_new(database, judge_for("ateliers"), ten)
    assert asked(database, ten) == 1
    assert [one[:2] for one in questions(database)] == [("decided", 1)]
    assert asked(database, A_MONTH_AND_A_HALF) == 0
    assert said(database, ines, match, "lost", ten) == Said(Outcome.LOST)
    assert asked(database, ten + timedelta(days=1)) == 0


def test_an_award_read_long_ago_is_no_news(database: Database) -> None:
    answered(database)
    won = notice("26-9", kind=NoticeKind.AWARD, previous=("26-1",))
    ingested(database, won, now=CLOSES)
    matched_new(database, judge_for("ateliers"), CLOSES)
    assert asked(database, CLOSES + timedelta(days=200)) == 0


def test_nothing_is_asked_of_a_market_cancelled(database: Database) -> None:
    answered(database)
    ingested(database, notice("26-8", kind=NoticeKind.CANCELLATION, previous=("26-1",)))
    matched_new(database, judge_for("ateliers"))
    assert [asked(database, one) for one in (THREE_DAYS, A_MONTH_AND_A_HALF)] == [0, 0]


def test_nor_of_one_cancelled_whose_award_came_all_the_same(database: Database) -> None:
    """Some buyers publish that nobody won as an award."""
    answered(database)
    ingested(database, notice("26-8", kind=NoticeKind.CANCELLATION, previous=("26-1",)))
    ingested(database, notice("26-9", kind=NoticeKind.AWARD, previous=("26-1",)))
    matched_new(database, judge_for("ateliers"))
    assert asked(database, NOON) == 0


@pytest.mark.parametrize("days", [31, 44, 121, 380])
def test_what_is_old_is_left_in_peace(database: Database, days: int) -> None:
    answered(database)
    assert asked(database, CLOSES + timedelta(days=days)) == 0


def test_a_deadline_that_moved_moves_the_question(database: Database) -> None:
    answered(database)
    moved = notice(
        "26-2", kind=NoticeKind.CORRECTION, previous=("26-1",), deadline=at(20), published=date(2026, 11, 25)
    )
    ingested(database, moved, now=NOON)
    matched_new(database, judge_for("ateliers"))
    assert asked(database, THREE_DAYS) == 0
    assert asked(database, THREE_DAYS + timedelta(days=10)) == 1


@pytest.mark.parametrize("closes", [None, until(2049, 12, 31)])
def test_without_a_deadline_that_can_be_believed_only_an_award_asks(database: Database, closes: object) -> None:
    (match,) = told_of(database, notice("26-1", deadline=closes))
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        respond(session, ines.id, match, ANSWERING, NOON)
    assert [asked(database, NOON + timedelta(days=days)) for days in (1, 60, 300)] == [0, 0, 0]
    ingested(database, notice("26-9", kind=NoticeKind.AWARD, previous=("26-1",)), now=NOON)
    matched_new(database, judge_for("ateliers"))
    assert asked(database, NOON) == 1


def test_only_people_of_the_structure_say_what_became_of_it(database: Database) -> None:
    match, _ = answered(database)
    doris = stranger(database)
    with pytest.raises(NotYours):
        said(database, doris.id, match, "won", NOON)
    with pytest.raises(NotYours):
        said(database, doris.id, match, "not_yet", NOON)
    assert (known(database, match), questions(database)) == (None, [])


def test_a_member_may_say_it_and_the_last_word_wins(database: Database) -> None:
    match, ines = answered(database)
    bruno, _ = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    said(database, bruno.id, match, "lost", NOON)
    said(database, ines, match, "lost", NOON + timedelta(days=2))
    assert known(database, match) == Told(match, Outcome.LOST, date(2026, 11, 23), bruno.id)  # who said it first
    said(database, ines, match, "won", NOON + timedelta(days=2))
    assert known(database, match) == Told(match, Outcome.WON, date(2026, 11, 25), ines)


def test_a_code_that_is_none_is_refused(database: Database) -> None:
    match, ines = answered(database)
    with pytest.raises(ValueError, match="perhaps"):
        said(database, ines, match, "perhaps", NOON)


def test_from_the_beat_to_the_words(database: Database) -> None:
    """The question is written from what holds when it leaves."""
    match, ines = answered(database)
    asked(database, THREE_DAYS)
    row = _entries(database)[0]
    composer = Composer(database, read, may_answer, lambda: THREE_DAYS)
    held = composer.case(match)
    assert held is not None
    written = following_up.message(held, row.cause, THREE_DAYS)
    assert isinstance(written, Message)
    assert written.title.startswith("Avez-vous répondu à ce marché ? Entretien des espaces verts")
    said(database, ines, match, "not_answered", THREE_DAYS)
    held = composer.case(match)
    assert held is not None
    assert following_up.message(held, row.cause, THREE_DAYS) == Refused(KNOWN)


AFTER = NOW + timedelta(days=60)
FIRST_CAUSE: dict[str, object] = {"notice": "boamp:26-900001", "stage": "answered", "turn": 1}
SECOND_CAUSE = {**FIRST_CAUSE, "stage": "decided"}


@pytest.mark.parametrize("cause", [FIRST_CAUSE, SECOND_CAUSE])
def test_the_question_is_written_when_it_leaves(cause: dict[str, object]) -> None:
    written = following_up.message(gardening(status=ANSWERING), cause, AFTER)
    assert isinstance(written, Message)


def refusals() -> Iterator[tuple[dict[str, object], dict[str, object], datetime, str]]:
    for outcome in Outcome:
        yield FIRST_CAUSE, {"status": ANSWERING, "outcome": outcome}, AFTER, KNOWN
    yield SECOND_CAUSE, {"status": ANSWERING, "outcome": Outcome.NOT_ANSWERED}, AFTER, KNOWN
    yield FIRST_CAUSE, {"status": ANSWERING, "closed": "cancelled"}, AFTER, CANCELLED
    yield FIRST_CAUSE, {"status": ResponseStatus.REFUSED}, AFTER, DROPPED
    yield FIRST_CAUSE, {"status": None}, AFTER, DROPPED
    yield FIRST_CAUSE, {"status": ANSWERING}, NOW, POSTPONED


@pytest.mark.parametrize(("cause", "changes", "now", "why"), [*refusals()])
def test_a_question_without_ground_does_not_leave(
    cause: dict[str, object], changes: dict[str, object], now: datetime, why: str
) -> None:
    assert following_up.message(gardening(**changes), cause, now) == Refused(why)


def test_waiting_does_not_answer_the_second_question() -> None:
    held = gardening(status=ANSWERING, outcome=Outcome.WAITING, closed="awarded")
    assert isinstance(following_up.message(held, SECOND_CAUSE, NOW), Message)


def test_figures_by_structure_and_period(database: Database) -> None:
    """Two answered in December (one won, one waiting), one not answered in January; the neighbour lost one."""
    mine = told_of(database, *(replace(notice(f"26-{one}"), title=f"Marché {one}") for one in range(3)))
    (theirs,) = told_of(database, notice("26-7", title="Marché 7"), structure=CHANTIERS)
    day = date(2026, 12, 1)
    with database.write() as session:
        for match, outcome, on in (
            (mine[0], Outcome.WON, day),
            (mine[1], Outcome.WAITING, day),
            (mine[2], Outcome.NOT_ANSWERED, date(2027, 1, 1)),
            (theirs, Outcome.LOST, day),
        ):
            replies.put_outcome(session, Told(match, outcome, on), NOON)
        both = ["ateliers", "chantiers"]
        assert tallies(session, both, day, date(2027, 1, 1)) == {"ateliers": Tally(2, 1), "chantiers": Tally(1, 0, 1)}
        assert tallies(session, both, day, date(2027, 2, 1))["ateliers"] == Tally(2, 1, 0, 1)
        assert tallies(session, both, date(2027, 2, 1), date(2027, 3, 1)) == {}
        assert tallies(session, [], day, date(2027, 2, 1)) == {}
