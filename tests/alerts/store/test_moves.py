"""A group that becomes a supergroup: Telegram tells it several times, sometimes at the same moment."""

import threading
import time
from typing import Any

import pytest

from alerts.services.structures import save_structures
from alerts.store import groups, recipients
from alerts.store.engine import Database
from tests.alerts.services.stories import ATELIERS, NOON

OLD, NEW = -5, -100_123


def told_again(database: Database, begun: threading.Event, first_is_written: threading.Event) -> None:
    """Another worker, told of the same move, that begins to read before the first one has ended."""
    read = recipients._links

    def slowly(*args: Any, **options: Any) -> Any:
        begun.set()
        rows = read(*args, **options)
        first_is_written.wait(5)
        return rows

    with pytest.MonkeyPatch.context() as patch, database.write() as session:
        patch.setattr(recipients, "_links", slowly)
        recipients.move_chat(session, OLD, NEW)


def test_two_workers_told_of_the_same_move_keep_the_group(database: Database) -> None:
    with database.write() as session:
        save_structures(session, [ATELIERS], NOON)
        for topic in (None, 7):
            groups.add_group(session, OLD, topic, ATELIERS.id, "Réseau", None, NOON)
    begun, first_is_written = threading.Event(), threading.Event()
    second = threading.Thread(target=told_again, args=(database, begun, first_is_written))
    with database.write() as session:
        recipients.move_chat(session, OLD, NEW)
        second.start()
        begun.wait(1)  # SQLite lets one writer in at a time: it begins afterwards
        time.sleep(0.2)
    first_is_written.set()
    second.join(30)
    assert not second.is_alive()
    with database.read() as session:
        held = groups.groups_of_structure(session, ATELIERS.id)
    assert [(one.chat_id, one.topic_id) for one in held] == [(NEW, None), (NEW, 7)]
