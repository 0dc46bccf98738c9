"""Everything that may happen to somebody's address, at the same moment: each waits for its turn, none is cut short."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from alerts.model.people import Recipient
from alerts.services import access, addresses, audience, forgetting, people, subscribing, uniting
from alerts.services.errors import Refusal
from alerts.store.engine import Database, Session
from tests.alerts.services.addressees import PAUL, asked_in_chat, given, key, link, subscribed_by_mail
from tests.alerts.services.stories import NOON
from tests.alerts.services.teams import ANNE, JARDINS

Act = Callable[[Session], object]


@pytest.mark.parametrize("turn", range(6))
def test_confirmed_opened_removed_refused_united_and_erased_at_once(database: Database, turn: int) -> None:
    acts = gestures(database, erased=turn % 2 == 0)
    gate = Barrier(len(acts))

    def tap(act: Act) -> str:
        gate.wait(timeout=20)
        try:
            with database.write() as session:
                act(session)
        except Refusal:
            return "refused"
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        said = list(pool.map(tap, acts[turn:] + acts[:turn]))
    assert said.count("done") >= 3, "erasing, removing and being refused always can"
    with database.read() as session:
        for email in ("anne@example.org", PAUL, "other@example.org"):
            found = addresses.of_email(session, email)
            assert found is None or found.person_id is None or people.load_person(session, found.person_id)


def gestures(database: Database, *, erased: bool) -> list[Act]:
    """Anne has an address, confirms another one, opens her settings twice, and unites two profiles."""
    with database.write() as session:
        anne = people.meet(session, ANNE, "Anne", NOON).id
        people.create_structure(session, anne, JARDINS, NOON)
    given(database, anne, "anne@example.org")
    asked_in_chat(database, anne, PAUL)
    token = link(database)
    with database.write() as session:
        access.ask(session, "anne@example.org", NOON)
    opens = key(database)
    other = subscribed_by_mail(database, "other@example.org", now=NOON + timedelta(hours=1)).person_id
    with database.write() as session:
        bridge = uniting.bridge(session, other, NOON)
    to = Recipient("email", f"person:{anne}")
    acts: list[Act] = [
        lambda session: subscribing.confirm(session, token, NOON),
        lambda session: uniting.cross(session, bridge, anne, NOON),
        lambda session: audience.mark_unreachable(session, to, "boîte pleine", NOON),
        lambda session: addresses.remove(session, anne, NOON),
        lambda session: access.enter(session, opens, NOON),
        lambda session: access.enter(session, opens, NOON),
    ]
    return [*acts, lambda session: forgetting.forget(session, anne, NOON)] if erased else acts
