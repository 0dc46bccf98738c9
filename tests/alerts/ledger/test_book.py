"""The ledger: what is owed once is owed once, what is claimed is ours until its lease ends, what is settled is over."""

from datetime import timedelta

import pytest

from alerts.ledger import book
from alerts.model.delivery import Later, Refused, Sent
from alerts.store.engine import Database
from alerts.store.history import Summary, entries, summary
from tests.alerts.ledger.stories import LEASE, NOON, claim, message_owed, owe

SECOND = timedelta(seconds=1)


def test_the_same_message_is_owed_once(database: Database) -> None:
    assert owe(database, [message_owed(1), message_owed(2), message_owed(1)]) == 2
    assert owe(database, [message_owed(2), message_owed(3)]) == 1
    with database.read() as session:
        assert summary(session) == Summary(owed=3, sent=0, refused=0, waiting=3, tried=0)


def test_a_message_is_owed_with_its_cause_or_not_at_all(database: Database) -> None:
    """What fails after owing, in the same transaction, takes the message with it."""
    owe(database, [])
    with pytest.raises(ZeroDivisionError), database.write() as session:
        book.owe(session, [message_owed(1)], NOON)
        raise ZeroDivisionError
    assert claim(database) == []


def test_ten_thousand_messages_are_owed_at_once(database: Database) -> None:
    assert owe(database, [message_owed(number) for number in range(10_000)]) == 10_000
    assert owe(database, [message_owed(number) for number in range(9_990, 10_010)]) == 10


def test_messages_are_claimed_oldest_first_and_not_before_their_time(database: Database) -> None:
    owe(database, [message_owed(1, NOON + SECOND), message_owed(2, NOON - SECOND), message_owed(3, NOON)])
    assert [one.dedupe_key for one in claim(database, NOON, n=1)] == ["alert:2"]
    assert [one.dedupe_key for one in claim(database, NOON)] == ["alert:3"]
    assert claim(database, NOON) == []


def test_a_claimed_message_comes_back_whole(database: Database) -> None:
    given = message_owed(1)
    owe(database, [given])
    (one,) = claim(database)
    assert (one.structure_id, one.channel, one.kind) == (given.structure_id, given.channel, given.kind)
    assert (one.cause, one.dedupe_key, one.attempts) == (given.cause, given.dedupe_key, 1)


def test_what_dies_in_the_hands_of_a_worker_is_due_again_when_its_lease_ends(database: Database) -> None:
    owe(database, [message_owed(1)])
    claim(database, NOON)
    assert claim(database, NOON + LEASE - SECOND) == []
    (again,) = claim(database, NOON + LEASE)
    assert again.attempts == 2


def test_a_slow_worker_neither_sends_nor_settles_what_another_has_taken(database: Database) -> None:
    owe(database, [message_owed(1)])
    (slow,) = claim(database, NOON)
    (quick,) = claim(database, NOON + LEASE)
    with database.write() as session:
        assert not book.renew(session, [slow], NOON + LEASE, lease=LEASE)
        assert not book.settle(session, slow, Refused("trop tard"), NOON + LEASE)
        assert book.renew(session, [quick], NOON + LEASE, lease=LEASE)
        assert book.settle(session, quick, Sent("page 1"), NOON + LEASE)
    with database.read() as session:
        (entry,) = entries(session)
    assert (entry.outcome, entry.receipt, entry.reason, entry.next_at) == ("sent", "page 1", None, None)


def test_renewing_keeps_a_message_past_its_first_lease(database: Database) -> None:
    owe(database, [message_owed(1)])
    (one,) = claim(database, NOON)
    with database.write() as session:
        assert book.renew(session, [one], NOON + LEASE - SECOND, lease=LEASE)
    assert claim(database, NOON + LEASE) == []


def test_what_is_settled_is_never_due_again(database: Database) -> None:
    owe(database, [message_owed(1), message_owed(2), message_owed(3)])
    first, second, third = claim(database)
    with database.write() as session:
        assert book.settle(session, first, Sent("page 1"), NOON)
        assert book.settle(session, second, Refused("adresse inconnue"), NOON)
        assert book.settle(session, third, Later(NOON + timedelta(hours=1), "boîte pleine"), NOON)
        assert not book.settle(session, first, Sent("page 1 encore"), NOON)
    with database.read() as session:
        assert summary(session) == Summary(owed=3, sent=1, refused=1, waiting=1, tried=1)
        told = {one.cause["notice"]: (one.outcome, one.reason) for one in entries(session)}
    assert told == {
        "boamp:1": ("sent", None),
        "boamp:2": ("refused", "adresse inconnue"),
        "boamp:3": (None, "boîte pleine"),
    }
    assert [one.dedupe_key for one in claim(database, NOON + timedelta(days=365))] == ["alert:3"]
