"""What members do with a broadcast, and what its animators learn of it."""

from collections.abc import Callable

import pytest

from alerts.ledger import book
from alerts.model.delivery import DeliveryKind, Owed
from alerts.model.network import Aim, Interest, Target
from alerts.services import broadcast_answers, broadcast_words, broadcasting
from alerts.services.errors import NotYours, Refusal
from alerts.store import broadcasts, network_people, structures
from alerts.store.engine import Database
from tests.alerts.services.networked import Circle, confirmed, delivered, drafted, hides, person, twelve
from tests.alerts.services.phones import ended
from tests.alerts.services.stories import NOON, ingested, later, notice, owed


@pytest.fixture
def circle(database: Database) -> Circle:
    return twelve(database)


@pytest.fixture
def sent(database: Database, circle: Circle) -> int:
    """Passed on to everybody, and received."""
    draft = drafted(database, circle)
    confirmed(database, circle, draft)
    delivered(database)
    return draft


def said(database: Database, number: int, structure_id: str) -> Interest | None:
    with database.read() as session:
        return broadcasts.interest_of(session, number, structure_id)


Saying = Callable[..., broadcast_answers.Answered]


def says(database: Database, circle: Circle, call: Saying, number: int, *structure_ids: str) -> None:
    with database.write() as session:
        for one in structure_ids:
            call(session, circle.person(one), number, one, NOON)


def test_the_report_counts_and_names_only_those_who_let_it(database: Database, circle: Circle, sent: int) -> None:
    hides(database, circle, "m04", "m05", "m06", "m07", "m08")
    says(database, circle, broadcasting.opened, sent, "m01", "m02")
    says(database, circle, broadcasting.interested, sent, "m03", "m04")
    says(database, circle, broadcasting.decline, sent, "m02", "m05", "m09")
    with database.read() as session:
        _, told = broadcasting.report(session, circle.omar, sent)
    assert (told.reached, told.delivered, told.opened, told.interested) == (11, 11, 6, 2)
    assert (told.names, told.unnamed) == (("Membre 3",), 1)


def test_nothing_that_an_animator_reads_tells_who_declined(database: Database, circle: Circle, sent: int) -> None:
    says(database, circle, broadcasting.opened, sent, "m01")
    with database.read() as session:
        looked = broadcasting.report(session, circle.nadia, sent)
    says(database, circle, broadcasting.decline, sent, "m01")
    with database.read() as session:
        assert broadcasting.report(session, circle.nadia, sent) == looked


def test_the_last_word_of_a_structure_holds_and_looking_takes_nothing_back(
    database: Database, circle: Circle, sent: int
) -> None:
    says(database, circle, broadcasting.interested, sent, "m01")
    says(database, circle, broadcasting.opened, sent, "m01")
    assert said(database, sent, "m01") is Interest.INTERESTED
    says(database, circle, broadcasting.decline, sent, "m01")
    assert said(database, sent, "m01") is Interest.DECLINED
    says(database, circle, broadcasting.interested, sent, "m01")
    assert said(database, sent, "m01") is Interest.INTERESTED


@pytest.mark.parametrize("hidden", [False, True])
def test_whoever_says_so_learns_what_their_network_sees(
    database: Database, circle: Circle, sent: int, hidden: bool
) -> None:
    if hidden:
        hides(database, circle, "m03")
    with database.write() as session:
        answered = broadcasting.interested(session, circle.person("m03"), sent, "m03", NOON)
    assert (answered.named, answered.network.name) == (not hidden, "Pôle fictif des Cimes")


def test_a_tap_names_the_message_and_the_message_names_the_rest(database: Database, circle: Circle, sent: int) -> None:
    row = next(one for one in owed(database, DeliveryKind.BROADCAST) if one.structure_id == "m03")
    with database.read() as session:
        assert broadcast_answers.told_by(session, circle.person("m03"), row.id) == (sent, "m03")
        for who, number in ((circle.person("m04"), row.id), (circle.person("m03"), row.id + 1000), (999, row.id)):
            with pytest.raises(NotYours):
                broadcast_answers.told_by(session, who, number)


def test_a_tap_under_another_message_is_none_of_a_broadcast(database: Database, circle: Circle) -> None:
    words = {"author": "Réseau fictif", "title": "Réunion", "text": "Jeudi à 14 h."}
    with database.write() as session:
        book.owe(session, [Owed("m03", "email", DeliveryKind.BROADCAST, dict(words), "broadcast:old", NOON)], NOON)
    row = owed(database, DeliveryKind.BROADCAST)[0]
    with database.read() as session, pytest.raises(NotYours):
        broadcast_answers.told_by(session, circle.person("m03"), row.id)


CALLS = (broadcasting.opened, broadcasting.interested, broadcasting.decline, broadcasting.mute)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("who", ["neighbour", "animator", "eve", "stranger"])
def test_nobody_answers_in_the_name_of_another(
    database: Database, circle: Circle, sent: int, who: str, call: Saying
) -> None:
    strangers = {"neighbour": circle.person("m04"), "animator": circle.nadia, "eve": circle.eve, "stranger": 999}
    with database.write() as session, pytest.raises(NotYours):
        call(session, strangers[who], sent, "m03", NOON)
    assert said(database, sent, "m03") is None


@pytest.mark.parametrize("call", CALLS)
def test_a_draft_is_answered_by_nobody(database: Database, circle: Circle, call: Saying) -> None:
    draft = drafted(database, circle)
    with database.write() as session, pytest.raises(NotYours):
        call(session, circle.person("m03"), draft, "m03", NOON)


def test_what_was_not_sent_to_a_structure_is_not_its_own(database: Database, circle: Circle) -> None:
    draft = drafted(database, circle, target=Target(Aim.PLACE, departements=frozenset({"69"})))
    confirmed(database, circle, draft)
    with database.write() as session, pytest.raises(NotYours):
        broadcasting.interested(session, circle.person("m03"), draft, "m03", NOON)


def test_nobody_is_interested_in_what_was_taken_back(database: Database, circle: Circle, sent: int) -> None:
    with database.write() as session:
        broadcasting.withdraw(session, circle.nadia, sent, NOON)
    with database.write() as session, pytest.raises(Refusal) as refused:
        broadcasting.interested(session, circle.person("m03"), sent, "m03", NOON)
    assert refused.value.sentence == broadcast_answers.WITHDRAWN


def test_whoever_mutes_the_network_keeps_their_alerts_and_hears_no_more_of_it(
    database: Database, circle: Circle, sent: int
) -> None:
    ingested(database, notice("26-900201", title="Un autre marché"))
    about = broadcasting.FromNotice("boamp:26-900201")
    night = drafted(database, circle, about)
    confirmed(database, circle, night)  # owed, and not left yet
    with database.write() as session:
        network = broadcasting.mute(session, circle.person("m10"), sent, "m10", NOON)
        broadcasting.mute(session, circle.person("m10"), sent, "m10", later(1))
    assert network.name == "Pôle fictif des Cimes"
    told = delivered(database)
    assert told.of("m10") == []
    assert len(told.letters) == 10
    assert ended(database, circle.keys["m10"])[2:] == [("refused", broadcast_words.MUTED)] * 2
    with database.read() as session:
        third = broadcasting.preview(session, circle.nadia, drafted(database, circle, about, now=NOON), NOON)
    assert third.muted == 1


def test_a_structure_that_leaves_goes_out_of_the_report_with_what_it_said(
    database: Database, circle: Circle, sent: int
) -> None:
    says(database, circle, broadcasting.interested, sent, "m01", "m02")
    with database.write() as session:
        network_people.drop_member(session, circle.id, "m01")
        structures.delete_structures(session, ["m02"])
    with database.read() as session:
        _, told = broadcasting.report(session, circle.nadia, sent)
    assert (told.reached, told.delivered, told.interested, told.names) == (11, 9, 0, ())
    with database.write() as session, pytest.raises(NotYours):
        broadcasting.interested(session, circle.person("m01"), sent, "m01", NOON)


def test_somebody_who_joins_later_is_told_of_nothing_old(database: Database, circle: Circle, sent: int) -> None:
    newcomer = person(database, 777)
    with database.write() as session, pytest.raises(NotYours):
        broadcasting.opened(session, newcomer, sent, "m03", NOON)
