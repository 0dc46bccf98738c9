"""Letters of radar under several workers, uniting, erasing, merging, and what they cost."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from alerts.ledger import reach
from alerts.model.people import Recipient
from alerts.network import radar as radars
from alerts.services import forgetting, radar_letters, radar_memory, uniting
from alerts.services.people import meet
from alerts.store import addresses, merging, network_people
from alerts.store.engine import Database
from tests.alerts.services.networked import NADIA
from tests.alerts.services.scouting import Watch, appeared, closing, cold, watch_on
from tests.alerts.services.stories import NOON
from tests.alerts.services.test_radar_letters import titles


@pytest.fixture
def watch(database: Database) -> Watch:
    return watch_on(database)


def at_the_same_time(*works: Callable[[], object]) -> None:
    threads = [threading.Thread(target=one) for one in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert not any(one.is_alive() for one in threads)


def test_two_machines_owe_each_letter_once(watch: Watch) -> None:
    """The second has read one more notice: it is told tomorrow, not lost."""
    appeared(watch, closing(1, 6))
    first = watch.current
    appeared(watch, closing(2, 6), now=NOON + timedelta(minutes=1))
    second = cold(watch.database)
    second.refresh(NOON)
    at_the_same_time(
        lambda: radar_letters.owe_radars(watch.database, first, NOON),
        lambda: radar_letters.owe_radars(watch.database, second, NOON + timedelta(seconds=1)),
    )
    assert [len(watch.rows(one)) for one in (watch.told.nadia, watch.told.omar)] == [2, 2]
    watch.current = second
    watch.deliver(NOON + timedelta(seconds=2))
    watch.on(NOON + timedelta(days=1))
    told = [title for one in watch.postman.letters for title in titles(one)]
    assert sorted(told) == ["Parc fictif 1", "Parc fictif 2"]


def test_two_workers_send_each_letter_once(watch: Watch) -> None:
    appeared(watch, *(closing(number, 6) for number in range(1, 6)))
    watch.owe()
    at_the_same_time(watch.deliver, watch.deliver, watch.deliver)
    assert sorted(one.address for one in watch.letters) == ["9000000001", "omar@example.org"]


def test_somebody_who_is_united_keeps_what_waits_and_what_they_animate(watch: Watch) -> None:
    """Omar, known by his address, opens a link on Telegram with another account."""
    appeared(watch, closing(1, 6))
    watch.owe()
    with watch.database.write() as session:
        by_mail = addresses.add_person(session, NOON)
        network_people.add_animator(session, watch.told.id, by_mail, NOON)
        network_people.drop_animator(session, watch.told.id, watch.told.omar)
        asked = addresses.ask(session, "lise@example.org", NOON)
        addresses.confirm(session, asked.id, by_mail, "{}", 1, NOON)
    watch.owe(NOON + timedelta(days=6))
    with watch.database.write() as session:
        account = meet(session, 555, "Lise", NOON).id
        uniting.unite(session, account, by_mail, NOON)
        assert network_people.is_animator(session, watch.told.id, account)
    watch.deliver(NOON + timedelta(days=8))
    assert "lise@example.org" in [one.address for one in watch.letters]
    assert watch.rows(by_mail) == []


def test_what_is_owed_to_somebody_erased_goes_with_them_even_in_hand(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    watch.owe()

    def erased(_letter: object) -> None:
        with watch.database.write() as session:
            forgetting.forget(session, watch.told.nadia, NOON)

    watch.phone.answer = erased
    drained = watch.deliver()
    assert watch.rows(watch.told.nadia) == []
    assert drained.lost_to_others == 1


def test_an_urgent_letter_follows_an_opportunity_that_turns_out_to_be_another(watch: Watch) -> None:
    """Two copies of one call, told as two lots; they are one before the letter is written."""
    copy = replace(closing(1, 6), source="ted", publisher_id="900-2026")
    appeared(watch, closing(1, 6), copy)
    watch.owe()
    ids = {one.notice.id: one.opportunity_id for one in watch.current.opened()}
    kept, gone = ids[closing(1, 6).id], ids[copy.id]
    assert kept != gone
    with watch.database.write() as session:
        merging.merge_into(session, kept, gone, NOON)
    watch.current = cold(watch.database)
    watch.refreshed()
    watch.deliver()
    assert [len(titles(one)) for one in watch.letters] == [1, 1]


def counted(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[object]:
    """Its calls from now on."""
    calls: list[object] = []
    real = getattr(module, name)

    def spied(*given: object) -> object:
        calls.append(given)
        return real(*given)

    monkeypatch.setattr(module, name, spied)
    return calls


def test_a_network_of_animators_looks_once(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten animators on two channels: one look at the members, one search of who could a lot."""
    appeared(watch, closing(1, 6), closing(2, 5))
    for number in range(10):
        with watch.database.write() as session:
            person = meet(session, 800 + number, f"Personne {number}", NOON).id
            network_people.add_animator(session, watch.told.id, person, NOON)
    looks = counted(monkeypatch, radar_memory, "Crowd")
    searches = counted(monkeypatch, radars, "radar")
    watch.owe()
    watch.deliver()
    assert len(watch.letters) == 12
    assert (len(looks), len(searches)) == (2, 2)  # two networks; two lots


def test_a_member_that_leaves_is_named_no_more_at_once(watch: Watch) -> None:
    appeared(watch, closing(1, 6))
    watch.owe()
    with watch.database.write() as session:
        network_people.drop_member(session, watch.told.id, "m05")
    watch.deliver()
    assert watch.letters
    for one in watch.letters:
        assert "Membre 5" not in str(one.message.blocks)
        assert "Membre 3" in str(one.message.blocks)


def test_somebody_of_no_structure_whose_mail_fails_is_told_on_telegram(watch: Watch) -> None:
    with watch.database.write() as session:
        asked = addresses.ask(session, "nadia@example.org", NOON)
        addresses.confirm(session, asked.id, watch.told.nadia, "{}", 1, NOON)
        reach.mark_unreachable(session, Recipient("email", f"person:{watch.told.nadia}"), "boîte pleine", NOON)
    watch.deliver()
    assert [(one.address, one.message.title) for one in watch.phone.letters] == [
        (str(NADIA), "Vos e-mails ne passent plus")
    ]
