"""What a team says of an opportunity: keep, answer, refuse, take back; and who may not."""

import threading

import pytest

from alerts.model.people import Role
from alerts.model.response import RefusalReason, Response, ResponseStatus
from alerts.services.errors import NotYours
from alerts.services.responding import held_for, respond
from alerts.store import responses
from alerts.store.engine import Database
from tests.alerts.services.respondents import BRUNO, INES, joined, stranger, told_of
from tests.alerts.services.stories import CHANTIERS, NOON, later, subscribed

KEPT, ANSWERING, REFUSED = ResponseStatus.KEPT, ResponseStatus.ANSWERING, ResponseStatus.REFUSED


def said(database: Database, match: int) -> Response | None:
    with database.read() as session:
        held = responses.load_held(session, match)
    assert held is not None
    return held.response


def test_a_manager_keeps_an_alert_and_the_whole_team_sees_it_kept(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        answer = respond(session, ines.id, match, KEPT, NOON)
    assert answer == Response(match, KEPT, NOON, ines.id) == said(database, match)


@pytest.mark.parametrize("status", [*ResponseStatus, None])
def test_somebody_who_manages_nothing_may_say_all_of_it(database: Database, status: ResponseStatus | None) -> None:
    (match,) = told_of(database)
    bruno, _ = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    with database.write() as session:
        respond(session, bruno.id, match, status, NOON)
    held = said(database, match)
    assert (held.status if held else None) is status


@pytest.mark.parametrize("status", [*ResponseStatus, None])
def test_the_button_of_another_structure_does_nothing(database: Database, status: ResponseStatus | None) -> None:
    (match,) = told_of(database)
    subscribed(database, CHANTIERS)
    ines, _ = joined(database, INES, "Inès")
    elsewhere, _ = joined(database, BRUNO, "Bruno", CHANTIERS)
    with database.write() as session:
        respond(session, ines.id, match, KEPT, NOON)
    for person in (elsewhere, stranger(database)):
        with pytest.raises(NotYours), database.write() as session:
            respond(session, person.id, match, status, later())
        with pytest.raises(NotYours), database.read() as session:
            held_for(session, person.id, match)
    assert said(database, match) == Response(match, KEPT, NOON, ines.id)


def test_a_match_that_is_gone_is_refused_kindly(database: Database) -> None:
    ines = stranger(database)
    with pytest.raises(NotYours, match="n'est plus enregistrée"), database.write() as session:
        respond(session, ines.id, 404, KEPT, NOON)


def test_keeping_twice_is_keeping_once_and_the_first_to_say_so_stays(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    bruno, _ = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    with database.write() as session:
        first = respond(session, ines.id, match, KEPT, NOON)
    with database.write() as session:
        assert respond(session, bruno.id, match, KEPT, later()) == first


def test_of_two_who_disagree_the_last_one_wins(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    bruno, _ = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    with database.write() as session:
        respond(session, ines.id, match, KEPT, NOON)
    with database.write() as session:
        respond(session, bruno.id, match, REFUSED, later())
    assert said(database, match) == Response(match, REFUSED, later(), bruno.id)


def test_the_reason_comes_after_the_refusal_and_is_not_lost_by_a_second_tap(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    for why in (None, RefusalReason.PLACE, None):
        with database.write() as session:
            respond(session, ines.id, match, REFUSED, NOON, why)
    assert said(database, match) == Response(match, REFUSED, NOON, ines.id, RefusalReason.PLACE)


def test_taking_back_leaves_the_alert_as_it_was(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    for status in (REFUSED, None, None):
        with database.write() as session:
            respond(session, ines.id, match, status, NOON, RefusalReason.SIZE if status else None)
    assert said(database, match) is None


def test_two_phones_at_the_same_moment_end_with_one_word_and_no_error(database: Database) -> None:
    (match,) = told_of(database)
    ines, _ = joined(database, INES, "Inès")
    bruno, _ = joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    started = threading.Barrier(2)
    troubles: list[BaseException] = []

    def phone(person: int, status: ResponseStatus) -> None:
        try:
            started.wait(10)
            for minute in range(5):
                with database.write() as session:
                    respond(session, person, match, status, later(minute))
        except BaseException as trouble:
            troubles.append(trouble)

    phones = [threading.Thread(target=phone, args=one) for one in ((ines.id, ANSWERING), (bruno.id, REFUSED))]
    for one in phones:
        one.start()
    for one in phones:
        one.join(30)
    assert troubles == []
    held = said(database, match)
    assert held is not None
    assert (held.status, held.by) in ((ANSWERING, ines.id), (REFUSED, bruno.id))
