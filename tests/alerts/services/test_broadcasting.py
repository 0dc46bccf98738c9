"""An animator of a network of twelve passes something on: drafted, previewed, confirmed once, received by each as they
wish."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alerts.channels.email.personal import Personal
from alerts.clauses.eligibility import may_answer
from alerts.intake import by_hand
from alerts.links.signed import LinkKind
from alerts.messages.message import ActionKind, Fact, Paragraph
from alerts.model.delivery import DeliveryKind
from alerts.model.network import Aim, Target, Written
from alerts.model.people import Recipient
from alerts.model.preference import Preference
from alerts.model.structure import StructureKind
from alerts.network import pasted
from alerts.network.rights import Act
from alerts.services import broadcast_ground, broadcast_words, broadcasting, networks, owing, pausing
from alerts.services import people as team
from alerts.services.broadcasting import FromAddress, FromAlert, FromNotice
from alerts.services.deliver import deliver
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store import broadcasts, network_people, people
from alerts.store import networks as kept
from alerts.store.engine import Database
from scrapers.notice import NoticeKind
from tests.alerts.services.mailboxes import LINKS, Postman, membership_of, number
from tests.alerts.services.networked import (
    MEMBERS,
    RESERVED,
    Circle,
    confirmed,
    delivered,
    drafted,
    network_of,
    twelve,
)
from tests.alerts.services.phones import MORNING, ended, member, paused
from tests.alerts.services.stories import NOON, PARIS, at, ingested, judge_for, later, matched_new, notice, owed, read

EVERYBODY = [f"m{one:02d}" for one in range(1, 12)]
HAY = Written(
    "Fauche de 3 hectares & broyage <sur place>",
    "Commune fictive de Sévigny",
    "38",
    "Grenoble",
    datetime(2026, 12, 4, 12, tzinfo=PARIS),
    "Accueil de la mairie, 04 00 00 00 00",
)


@pytest.fixture
def circle(database: Database) -> Circle:
    return twelve(database)


def rows(database: Database) -> list[str]:
    return [f"{one.structure_id} {one.channel} {one.recipient}" for one in owed(database, DeliveryKind.BROADCAST)]


def test_twelve_members_hear_of_a_notice_each_in_their_own_way(database: Database, circle: Circle) -> None:
    sent = confirmed(database, circle, drafted(database, circle))
    assert (sent.reached, sent.complete, sent.again) == (11, True, False)
    told = delivered(database)
    assert told.structures == sorted([*EVERYBODY, "m10"])  # the tenth on both channels
    (card,) = told.of("m03")
    assert card.title == "Pôle fictif des Cimes : Entretien des espaces verts de Sévigny-le-Vieux"
    assert card.blocks[:2] == (
        Paragraph("Transmis par « Pôle fictif des Cimes »."),
        Paragraph("Mot de l'animation : Allons-y ensemble !"),
    )
    facts = {one.label: one.value for one in card.blocks if isinstance(one, Fact)}
    assert facts["Acheteur"] == "Ville de Sévigny-le-Vieux"
    assert facts["Pouvez-vous répondre ?"].startswith("Oui, d'après l'avis.")
    assert facts["Date limite"].startswith("jeudi 10 décembre 2026 à 12 h 00")
    assert [[one.label for one in row] for row in card.actions] == [
        ["Ça m'intéresse", "Pas pour nous"],
        ["Voir l'annonce", "Avis officiel"],
        ["Couper ce réseau"],
    ]


def test_a_letter_has_the_buttons_of_the_card(database: Database, circle: Circle) -> None:
    confirmed(database, circle, drafted(database, circle))
    told = delivered(database)
    (letter,) = [one for one in told.postman.letters if one.address == "m07@example.org"]
    card = told.of("m03")[0]
    labels = [[[one.label for one in row] for row in message.actions] for message in (letter.message, card)]
    assert labels[0] == labels[1]
    assert letter.message.blocks[-1] == card.blocks[-1], "what each of them tells, and to whom"
    assert letter.why == "Vous recevez ce message parce que Membre 7 est membre d'un réseau qui vous le transmet."


def test_what_stops_a_letter_stops_those_of_its_network_alone(database: Database, circle: Circle) -> None:
    confirmed(database, circle, drafted(database, circle))
    ((letter, row),) = [one for one in delivered(database).postman.carried if one[0].address == "m07@example.org"]
    personal = Personal(LINKS, letter, row, NOON)
    assert letter.network == (circle.person("m07"), circle.id)
    assert personal.unsubscribe == LINKS.url(LinkKind.MUTE, circle.person("m07"), circle.id, now=NOON)
    assert list(personal.footer()) == ["settings", "mute", "privacy"]
    membership = membership_of(database, circle.keys["m07"])
    pages = {personal.url(action) for row_ in letter.message.actions for action in row_}
    assert LINKS.url(LinkKind.BROADCAST, membership, row.id, now=NOON) in pages
    assert not {one for one in pages if one and "/u/" in one}


def test_without_pages_a_letter_has_no_button_that_leads_nowhere(database: Database, circle: Circle) -> None:
    confirmed(database, circle, drafted(database, circle))
    postman = Postman()
    asyncio.run(deliver(database, {"email": postman}, read, may_answer, lambda: NOON))
    message = next(one.message for one in postman.letters if one.address == "m07@example.org")
    assert [one.kind for row in message.actions for one in row] == [ActionKind.READ]
    assert message.blocks[-1] == Paragraph("Cela vous intéresse ? Dites-le à « Pôle fictif des Cimes ».")


def test_words_by_hand_say_what_who_where_until_when_and_whom_to_call(database: Database, circle: Circle) -> None:
    confirmed(database, circle, drafted(database, circle, HAY, note=""))
    told = delivered(database)
    card = told.phone.letters[0].message
    assert card.title == "Pôle fictif des Cimes : Fauche de 3 hectares & broyage <sur place>"
    assert [(one.label, one.value) for one in card.blocks if isinstance(one, Fact)] == [
        ("Acheteur", "Commune fictive de Sévigny"),
        ("Lieu", "Grenoble (Isère, 38)"),
        ("Réponse avant", "vendredi 4 décembre 2026 à 12 h 00 – dans 11 jours"),
        ("Contact", "Accueil de la mairie, 04 00 00 00 00"),
    ]
    assert "&lt;sur place&gt;" not in card.title
    assert len(told.letters) == 12


def test_the_preview_is_what_members_will_see_with_how_many(database: Database, circle: Circle) -> None:
    draft = drafted(database, circle, target=Target(Aim.PLACE, departements=frozenset({"38"})))
    with database.write() as session:
        network_people.mute(session, circle.id, circle.person("m01"), NOON)
        shown = broadcasting.preview(session, circle.nadia, draft, NOON)
    # Nine of the twelve work in the Isère; the first muted the network, nobody of the twelfth can be told.
    counts = (shown.structures, shown.people, shown.groups, shown.outside, shown.silent, shown.muted, shown.later)
    assert counts == (7, 7, 0, 3, 1, 1, 0)
    assert shown.message is not None
    assert (shown.example, shown.message.title) == (
        "Membre 2",
        "Pôle fictif des Cimes : Entretien des espaces verts de Sévigny-le-Vieux",
    )
    assert owed(database, DeliveryKind.BROADCAST) == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target(Aim.KINDS, kinds=frozenset({StructureKind.ACI, StructureKind.EI})), ["m03", "m04"]),
        (Target(Aim.TRADES, frozenset({"nettoyage-locaux"})), ["m02", "m08"]),
        (Target(Aim.PLACE, departements=frozenset({"69"})), ["m04", "m06", "m11"]),
        (Target(Aim.ELIGIBLE), ["m03", "m04", "m05", "m06", "m07", "m11"]),  # reserved to SIAE; GEIQ: to be checked
    ],
)
def test_only_those_whom_the_target_names_are_told(
    database: Database, circle: Circle, target: Target, expected: list[str]
) -> None:
    confirmed(database, circle, drafted(database, circle, target=target))
    assert delivered(database).structures == expected


def test_the_night_a_pause_and_a_morning_are_theirs(database: Database, circle: Circle) -> None:
    night = datetime(2026, 11, 23, 23, tzinfo=PARIS)
    paused(database, 101, later(3))
    member(database, 102, MORNING, MEMBERS[1])
    confirmed(database, circle, drafted(database, circle, now=night), night)
    told = delivered(database, night)
    assert told.structures == ["m03", "m04", "m05", "m06", "m07", "m08", "m09", "m10", "m10"]
    delivered(database, datetime(2026, 11, 24, 8, tzinfo=PARIS), told)
    assert "m02" in told.structures
    assert "m11" in told.structures  # the group, whose quiet hours end
    assert "m01" not in told.structures
    delivered(database, later(3), told)
    assert told.structures.count("m01") == 1


def test_a_confirmation_is_worth_once_whoever_gives_it(database: Database, circle: Circle) -> None:
    draft = drafted(database, circle)
    with database.read() as session:
        seen = broadcasting.preview(session, circle.omar, draft, NOON).seen
    first = confirmed(database, circle, draft)
    before = rows(database)
    with database.write() as session:
        again = broadcasting.confirm(session, circle.omar, draft, seen, later(1))
    assert (again.again, again.reached) == (True, first.reached)
    assert rows(database) == before
    assert len(set(before)) == len(before) == 12


def test_two_animators_who_confirm_at_once_send_once(database: Database, circle: Circle) -> None:
    draft = drafted(database, circle)
    with database.read() as session:
        seen = broadcasting.preview(session, circle.nadia, draft, NOON).seen

    def confirm(who: int) -> bool:
        with database.write() as session:
            return broadcasting.confirm(session, who, draft, seen, NOON).again

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(confirm, [circle.nadia, circle.omar] * 4))
    assert answers == [False] + [True] * 7
    assert len(rows(database)) == 12


def _other_note(database: Database, circle: Circle, draft: int) -> None:
    with database.write() as session:
        broadcasting.revise(session, circle.omar, draft, note="Plutôt à deux.")


def _other_target(database: Database, circle: Circle, draft: int) -> None:
    with database.write() as session:
        broadcasting.revise(session, circle.omar, draft, target=Target(Aim.PLACE, departements=frozenset({"69"})))


def _corrected(database: Database, circle: Circle, draft: int) -> None:
    ingested(database, replace(RESERVED, deadline=at(20)))


@pytest.mark.parametrize("change", [_other_note, _other_target, _corrected])
def test_what_changed_since_it_was_seen_is_seen_again(
    database: Database, circle: Circle, change: Callable[[Database, Circle, int], None]
) -> None:
    draft = drafted(database, circle)
    with database.read() as session:
        seen = broadcasting.preview(session, circle.nadia, draft, NOON).seen
    change(database, circle, draft)
    with database.write() as session, pytest.raises(Refusal) as refused:
        broadcasting.confirm(session, circle.nadia, draft, seen, NOON)
    assert refused.value.sentence == broadcasting.CHANGED
    assert rows(database) == []
    assert confirmed(database, circle, draft).again is False


def test_one_that_was_sent_does_not_change(database: Database, circle: Circle) -> None:
    draft = drafted(database, circle)
    confirmed(database, circle, draft)
    with database.write() as session, pytest.raises(Refusal) as refused:
        broadcasting.revise(session, circle.nadia, draft, note="Autre chose")
    assert refused.value.sentence == broadcasting.ALREADY_SENT
    with database.write() as session:
        broadcasting.drop(session, circle.nadia, draft)
        kept = broadcasts.load(session, draft)
        assert kept is not None
        assert kept.note == "Allons-y ensemble !"


def test_a_draft_that_is_dropped_is_forgotten(database: Database, circle: Circle) -> None:
    draft = drafted(database, circle)
    with database.write() as session:
        broadcasting.drop(session, circle.nadia, draft)
        assert broadcasting.recent(session, circle.nadia, circle.id) == []


def test_an_alert_that_a_structure_of_theirs_had_is_passed_on(database: Database, circle: Circle) -> None:
    with database.write() as session:
        network_people.add_animator(session, circle.id, circle.person("m03"), NOON)
    matched_new(database, judge_for("m03"))
    match = next(one.match_id for one in owed(database, DeliveryKind.ALERT))
    assert match is not None
    draft = drafted(database, circle, FromAlert(match), by=circle.person("m03"))
    with database.read() as session:
        found = broadcasts.load(session, draft)
    assert found is not None
    assert found.notice_id == RESERVED.id
    with database.write() as session, pytest.raises(NotYours):
        broadcasting.draft(session, circle.nadia, circle.id, FromAlert(match), "", Target(), NOON)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.boamp.fr/pages/avis/?q=idweb:26-900101",
        "https://vigie.example.org/annonce/boamp:26-900101",
        "26-900101",
    ],
)
def test_the_address_of_a_notice_that_we_hold_is_understood(database: Database, circle: Circle, address: str) -> None:
    draft = drafted(database, circle, FromAddress(address, "https://vigie.example.org"))
    with database.read() as session:
        found = broadcasts.load(session, draft)
    assert found is not None
    assert found.notice_id == RESERVED.id


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://www.boamp.fr/pages/avis/?q=idweb:26-900999", broadcasting.NOT_HELD),
        ("http://localhost:8080/annonce/boamp:26-900101", pasted.PRIVATE),
        ("http://192.168.0.1/annonce/boamp:26-900101", pasted.PRIVATE),
        ("https://avis.example.net/annonce/boamp:26-900101", pasted.OTHER_SITE),
        ("https://lise:secret@www.boamp.fr/avis/26-900101", pasted.WITH_LOGIN),
        ("https://www.boamp.fr/" + "a" * 100_000, pasted.TOO_LONG),
    ],
)
def test_any_other_address_gets_its_sentence_and_leaves_no_draft(
    database: Database, circle: Circle, address: str, sentence: str
) -> None:
    with database.write() as session, pytest.raises(Refusal) as refused:
        broadcasting.draft(session, circle.nadia, circle.id, FromAddress(address), "", Target(), NOON)
    assert refused.value.sentence == sentence
    with database.read() as session:
        assert broadcasting.recent(session, circle.nadia, circle.id) == []


@pytest.mark.parametrize(
    ("about", "note", "target", "sentence"),
    [
        (Written("Ménage"), "", Target(), by_hand.NOTHING),
        (replace(HAY, until=NOON), "", Target(), by_hand.PAST),
        (replace(HAY, departement="999"), "", Target(), by_hand.WHERE),
        (replace(HAY, contact="a" * 301), "", Target(), by_hand.TOO_LONG.format(300)),
        (HAY, "a" * 1501, Target(), broadcasting.NOTE_TOO_LONG),
        (HAY, "", Target(Aim.ELIGIBLE), broadcasting.WHO_MAY),
        (HAY, "", Target(Aim.TRADES), broadcasting.WHICH_TRADES),
        (HAY, "", Target(Aim.TRADES, frozenset({"dompteur"})), broadcasting.WHICH_TRADES),
        (HAY, "", Target(Aim.PLACE), broadcasting.WHICH_PLACE),
        (HAY, "", Target(Aim.KINDS), broadcasting.WHICH_KINDS),
        (FromNotice("boamp:26-1"), "", Target(), broadcasting.NOT_HELD),
    ],
)
def test_what_cannot_be_passed_on_is_told_at_once(
    database: Database, circle: Circle, about: object, note: str, target: Target, sentence: str
) -> None:
    with database.write() as session, pytest.raises(Refusal) as refused:
        broadcasting.draft(session, circle.nadia, circle.id, about, note, target, NOON)  # type: ignore[arg-type]
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": NoticeKind.AWARD}, broadcast_ground.AWARDED),
        ({"kind": NoticeKind.CANCELLATION}, broadcast_ground.CANCELLED),
        ({"deadline": at(1)}, broadcast_ground.OVER),
    ],
)
def test_what_is_over_is_not_passed_on(
    database: Database, circle: Circle, given: dict[str, object], sentence: str
) -> None:
    ingested(database, notice("26-900777", **given))
    with database.write() as session, pytest.raises(Refusal) as refused:
        about = FromNotice("boamp:26-900777")
        broadcasting.draft(session, circle.nadia, circle.id, about, "", Target(), datetime(2026, 12, 2, tzinfo=PARIS))
    assert refused.value.sentence == sentence


def test_no_deadline_and_a_deadline_in_2049_are_passed_on(database: Database, circle: Circle) -> None:
    far = replace(at(10), at=datetime(2049, 12, 31, 12, tzinfo=PARIS))
    ingested(database, notice("26-900301", deadline=None), notice("26-900302", deadline=far, title="A & B <C>"))
    for one in ("26-900301", "26-900302"):
        confirmed(database, circle, drafted(database, circle, FromNotice(f"boamp:{one}")))
    titles = {one.message.title for one in delivered(database).letters}
    assert "Pôle fictif des Cimes : A & B <C>" in titles
    assert len(titles) == 2


def test_taken_back_before_the_morning_it_reaches_nobody_else(database: Database, circle: Circle) -> None:
    member(database, 102, MORNING, MEMBERS[1])
    draft = drafted(database, circle)
    confirmed(database, circle, draft)
    assert "m02" not in delivered(database).structures
    with database.write() as session:
        assert broadcasting.withdraw(session, circle.omar, draft, NOON)
        assert not broadcasting.withdraw(session, circle.nadia, draft, NOON)
    assert delivered(database, later(1)).letters == []
    assert ("refused", broadcast_words.WITHDRAWN) in ended(database, circle.keys["m02"])


def test_cancelled_before_the_morning_it_is_refused_with_a_reason(database: Database, circle: Circle) -> None:
    member(database, 102, MORNING, MEMBERS[1])
    confirmed(database, circle, drafted(database, circle))
    delivered(database)
    cancelled = notice("26-900102", kind=NoticeKind.CANCELLATION, previous=(RESERVED.publisher_id,))
    ingested(database, cancelled)
    delivered(database, later(1))
    assert ("refused", broadcast_words.OVER) in ended(database, circle.keys["m02"])


def test_a_member_that_left_meanwhile_is_told_nothing_more(database: Database, circle: Circle) -> None:
    member(database, 102, MORNING, MEMBERS[1])
    confirmed(database, circle, drafted(database, circle))
    with database.write() as session:
        network_people.drop_member(session, circle.id, "m02")
    assert "m02" not in delivered(database, later(1)).structures
    assert ("refused", broadcast_words.LEFT) in ended(database, circle.keys["m02"])


@pytest.mark.parametrize("who", ["member", "eve", "stranger"])
def test_only_its_animators_pass_things_on(database: Database, circle: Circle, who: str) -> None:
    draft = drafted(database, circle)
    asking = {"member": circle.person("m03"), "eve": circle.eve, "stranger": 999_999}[who]
    expected = NotAllowed if who == "member" else NotYours
    calls: list[Callable[[object], object]] = [
        lambda s: broadcasting.draft(s, asking, circle.id, FromNotice(RESERVED.id), "", Target(), NOON),  # type: ignore[arg-type]
        lambda s: broadcasting.revise(s, asking, draft, note="À moi"),  # type: ignore[arg-type]
        lambda s: broadcasting.preview(s, asking, draft, NOON),  # type: ignore[arg-type]
        lambda s: broadcasting.confirm(s, asking, draft, "", NOON),  # type: ignore[arg-type]
        lambda s: broadcasting.withdraw(s, asking, draft, NOON),  # type: ignore[arg-type]
        lambda s: broadcasting.drop(s, asking, draft),  # type: ignore[arg-type]
        lambda s: broadcasting.recent(s, asking, circle.id),  # type: ignore[arg-type]
        lambda s: broadcasting.report(s, asking, draft),  # type: ignore[arg-type]
    ]
    for call in calls:
        with database.write() as session, pytest.raises(expected):
            call(session)
    with database.read() as session:
        (kept,) = broadcasting.recent(session, circle.nadia, circle.id)
    assert (kept.note, kept.sent_at, kept.withdrawn_at) == ("Allons-y ensemble !", None, None)


def test_a_stranger_cannot_tell_what_exists_from_what_does_not(database: Database, circle: Circle) -> None:
    draft = drafted(database, circle)
    said = set()
    for asked in (draft, draft + 1000):
        with database.read() as session, pytest.raises(NotYours) as refused:
            broadcasting.preview(session, circle.eve, asked, NOON)
        said.add(refused.value.sentence)
    assert said == {broadcasting.GONE}
    with database.read() as session, pytest.raises(NotYours) as refused:
        broadcasting.report(session, circle.eve, draft)
    assert refused.value.sentence == networks.NOT_IN


def test_two_networks_that_pass_on_one_notice_on_one_day_are_one_message(database: Database, circle: Circle) -> None:
    plains = network_of(database, "Réseau fictif des Vallées", circle.eve, MEMBERS[2], MEMBERS[3])
    confirmed(database, circle, drafted(database, circle))
    confirmed(database, circle, drafted(database, circle, network=plains, by=circle.eve), by=circle.eve)
    told = delivered(database)
    assert told.structures.count("m03") == told.structures.count("m04") == 1
    assert ("refused", broadcast_words.TOLD) in ended(database, circle.keys["m03"])
    # A third one, later the same week, is told before it is sent that they know.
    third = drafted(database, circle, network=plains, by=circle.eve, now=later(1))
    with database.read() as session:
        shown = broadcasting.preview(session, circle.eve, third, later(1))
    assert (shown.structures, shown.told) == (0, 2)


def test_whoever_muted_the_first_network_hears_of_it_by_the_second(database: Database, circle: Circle) -> None:
    plains = network_of(database, "Réseau fictif des Vallées", circle.eve, MEMBERS[2])
    confirmed(database, circle, drafted(database, circle))
    confirmed(database, circle, drafted(database, circle, network=plains, by=circle.eve), by=circle.eve)
    with database.write() as session:
        network_people.mute(session, circle.id, circle.person("m03"), NOON)
    assert [one.title.partition(" :")[0] for one in delivered(database).of("m03")] == ["Réseau fictif des Vallées"]


def test_the_week_of_a_member_holds_three_and_the_fourth_waits_for_room(database: Database, circle: Circle) -> None:
    for day in range(4):
        ingested(database, notice(f"26-90040{day}", title=f"Marché {day}"))
        about = FromNotice(f"boamp:26-90040{day}")
        confirmed(database, circle, drafted(database, circle, about, now=later(day)), later(day))
        told = delivered(database, later(day))
        assert len(told.letters) == (12 if day < 3 else 0)
    assert delivered(database, later(6)).letters == []
    assert len(delivered(database, later(7) + timedelta(minutes=1)).letters) == 12


def test_what_closes_before_the_week_has_room_is_counted_as_left_out(database: Database, circle: Circle) -> None:
    for day in range(3):
        ingested(database, notice(f"26-90040{day}", title=f"Marché {day}"))
        confirmed(database, circle, drafted(database, circle, FromNotice(f"boamp:26-90040{day}")))
    soon = datetime(2026, 11, 27, 12, tzinfo=PARIS)
    draft = drafted(database, circle, replace(HAY, until=soon))
    with database.read() as session:
        shown = broadcasting.preview(session, circle.nadia, draft, NOON)
    assert (shown.structures, shown.too_late, shown.later) == (0, 11, 0)


def test_a_pause_that_ends_sooner_lets_go_of_what_it_held(database: Database, circle: Circle) -> None:
    with database.write() as session:
        ((mine, _),) = team.memberships_of(session, circle.person("m01"))
        pausing.pause(session, circle.person("m01"), mine.id, later(20), NOON)
    draft = drafted(database, circle)
    with database.read() as session:
        shown = broadcasting.preview(session, circle.nadia, draft, NOON)
    assert (shown.structures, shown.paused) == (11, 1)
    confirmed(database, circle, draft)
    told = delivered(database)
    assert told.of("m01") == []
    with database.write() as session:
        pausing.resume(session, circle.person("m01"), mine.id, later(2))
    assert len(delivered(database, later(2), told).of("m01")) == 1


def test_a_pause_does_not_bring_more_than_the_cap_at_its_end(database: Database, circle: Circle) -> None:
    paused(database, 101, later(4))
    for day in range(4):
        ingested(database, notice(f"26-90040{day}", title=f"Marché {day}"))
        with database.write() as session:  # four come in one week, then the cap is three
            network = networks.require(session, circle.nadia, circle.id, Act.SEE)
            kept.put_network(session, replace(network, weekly_cap=10))
        confirmed(database, circle, drafted(database, circle, FromNotice(f"boamp:26-90040{day}")))
        delivered(database)
    with database.write() as session:
        kept.put_network(session, replace(network, weekly_cap=3))
    told = delivered(database, later(4))
    assert len(told.of("m01")) == 3
    delivered(database, later(11) + timedelta(minutes=1), told)
    assert len(told.of("m01")) == 4


def test_whoever_leaves_telegram_for_e_mail_still_receives_what_waited(database: Database, circle: Circle) -> None:
    night = datetime(2026, 11, 23, 23, tzinfo=PARIS)
    key = member(database, 110, Preference(channels=("telegram",)), MEMBERS[9])
    confirmed(database, circle, drafted(database, circle, now=night), night)
    with database.write() as session:
        (mine, _), *_others = team.memberships_of(session, number(key))
        people.put_preference(session, mine.id, Preference(channels=("email",)))
        owing.redate(session, night, recipient=Recipient("telegram", key))
    told = delivered(database, later(1))
    assert [one.address for one in told.letters if one.to and one.to.id == "m10"] == ["m10@example.org"]
