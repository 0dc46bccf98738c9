"""The letter of the month: to whom, when, once each, and what it says when it leaves."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from alerts.channels.email.envelope import Envelopes, Sender
from alerts.channels.markup import to_text
from alerts.messages.message import ActionKind, Fact, Message
from alerts.messages.network.territory import TOO_FEW
from alerts.model.delivery import DeliveryKind
from alerts.model.network import NetworkKind
from alerts.model.preference import Preference
from alerts.services import network_leaving, territory, territory_letters
from alerts.services.territory_letters import TOO_LATE, owe_letters
from alerts.store import network_people, networks
from alerts.store.engine import Database
from alerts.store.history import Entry
from tests.alerts.services.mailboxes import LINKS
from tests.alerts.services.networked import MEMBERS, Circle, network_of
from tests.alerts.services.phones import member, paused
from tests.alerts.services.stories import NOON, PARIS, owed
from tests.alerts.services.territories import TUESDAY, WEDNESDAY, chat_of, circle_in, left

DAY = timedelta(days=1)
PEOPLE = {f"m{number:02d}" for number in range(1, 11)}  # those of whom somebody can be told


@pytest.fixture
def told(database: Database) -> Circle:
    return circle_in(database)


def rows(database: Database) -> list[Entry]:
    return owed(database, DeliveryKind.TERRITORY)


def facts(message: Message) -> dict[str, str]:
    return {one.label: one.value for one in message.blocks if isinstance(one, Fact)}


def due(database: Database) -> set[datetime]:
    """When what is owed leaves."""
    return {one.next_at for one in rows(database) if one.next_at is not None}


def test_in_the_first_days_everybody_inside_is_owed_one_a_channel(database: Database, told: Circle) -> None:
    chat_of(database, told)
    fresh = owe_letters(database, TUESDAY)
    found = Counter((one.channel, one.recipient) for one in rows(database))
    keys = {told.keys[one] for one in PEOPLE} | {f"person:{told.nadia}", f"person:{told.omar}"}
    assert {recipient for _, recipient in found} >= keys
    assert [one for one in found if one[1].startswith("network-chat:")] == [("telegram", "network-chat:1")]
    assert {("telegram", told.keys["m10"]), ("email", told.keys["m10"])} <= set(found), "on both channels"
    assert set(found.values()) == {1}
    assert fresh >= len(keys) + 2


def test_owing_again_owes_nothing(database: Database, told: Circle) -> None:
    first = owe_letters(database, TUESDAY)
    assert [owe_letters(database, TUESDAY + hours * timedelta(hours=1)) for hours in range(1, 30)] == [0] * 29
    assert len(rows(database)) == first


@pytest.mark.parametrize(
    ("day", "any_owed"), [("11-30", False), ("12-01", True), ("12-07", True), ("12-08", False), ("12-31", False)]
)
def test_letters_are_owed_in_the_first_seven_days(database: Database, told: Circle, day: str, any_owed: bool) -> None:
    now = datetime.fromisoformat(f"2026-{day}T20:00").replace(tzinfo=PARIS)
    assert bool(owe_letters(database, now)) is any_owed


def test_they_leave_on_the_first_working_day_after_the_first_at_nine(database: Database, told: Circle) -> None:
    owe_letters(database, TUESDAY)
    assert due(database) == {WEDNESDAY}
    january = datetime(2027, 1, 1, 0, 5, tzinfo=PARIS)  # a holiday, then a week-end
    owe_letters(database, january)
    assert due(database) == {WEDNESDAY, datetime(2027, 1, 4, 9, tzinfo=PARIS)}


def test_who_joins_later_in_the_month_has_the_next_one(database: Database, told: Circle) -> None:
    owe_letters(database, TUESDAY)
    with database.write() as session:
        network_people.drop_member(session, told.id, "m03")
    left(database)
    with database.write() as session:
        network_people.add_member(session, told.id, "m03", WEDNESDAY + 8 * DAY)
    assert owe_letters(database, WEDNESDAY + 9 * DAY) == 0
    owe_letters(database, datetime(2027, 1, 4, 8, tzinfo=PARIS))
    assert [one.cause["month"] for one in rows(database) if one.recipient == told.keys["m03"]][-1] == "2026-12"


def test_a_network_that_was_not_there_says_nothing_of_that_month(database: Database, told: Circle) -> None:
    late = network_of(database, "Réseau né en décembre", told.eve, since=TUESDAY)
    with database.write() as session:
        waiting = networks.add_network(session, "Réseau en attente", NetworkKind.CRESS, NOON)
        network_people.add_animator(session, waiting, told.eve, NOON)
    owe_letters(database, TUESDAY)
    assert not {one.cause["network"] for one in rows(database)} & {late, waiting}


def test_silence_stops_it_and_a_pause_puts_it_off(database: Database, told: Circle) -> None:
    quiet, away = told.person("m01"), told.person("m02")
    with database.write() as session:
        network_people.mute(session, told.id, quiet, NOON)
    paused(database, 102, WEDNESDAY + 3 * DAY)
    first = left(database)
    assert not [one for one in first.letters if one.network in ((quiet, told.id), (away, told.id))]
    assert [one.network for one in left(database, WEDNESDAY + 3 * DAY).letters] == [(away, told.id)]


def test_who_mutes_or_leaves_before_it_leaves_does_not_get_it(database: Database, told: Circle) -> None:
    owe_letters(database, TUESDAY)
    with database.write() as session:
        network_people.mute(session, told.id, told.person("m01"), TUESDAY)
        network_leaving.leave(session, told.person("m02"), told.id, "m02", TUESDAY)
    for one in left(database).letters:
        assert one.network not in ((told.person("m01"), told.id), (told.person("m02"), told.id))


def test_five_figures_beside_those_of_the_month_before(database: Database, told: Circle) -> None:
    letter = next(one for one in left(database).letters if one.network == (told.person("m07"), told.id))
    assert letter.message.title == "Le territoire de Pôle fictif des Cimes en novembre 2026"
    assert letter.message.summary == "4 annonces vues, 3 lots réservés, 1 lot à clause sociale."
    assert facts(letter.message) | {"Métiers offerts que personne n'a demandés": ""} == {
        "Annonces vues": "4. En octobre : 2. Tous métiers confondus : 5.",
        "Lots réservés": "3. En octobre : 1.",
        "Lots à clause sociale": "1. En octobre : 0.",
        "Annonces où un membre répond": TOO_FEW,
        "Métiers offerts que personne n'a demandés": "",
    }


def test_trades_that_nobody_offers_and_nobody_asks_for(database: Database, told: Circle) -> None:
    text = " ".join(to_text(left(database).letters[0].message).split())
    assert "Métiers demandés que personne n’offre - Blanchisserie" in text
    assert "Nettoyage" in text.partition("Métiers offerts que personne n’a demandés :")[2]


def test_pictures_say_in_words_what_they_show(database: Database, told: Circle) -> None:
    pictures = left(database).postman.letters[0].message.attachments
    assert [one.name.partition("-2026")[0] for one in pictures[:2]] == ["annonces", "metiers"]
    assert all(one.media_type == "image/png" and 0 < len(one.content) < 100_000 for one in pictures)
    assert "Annonces vues : 4 ; Lots réservés : 3 ; Lots à clause sociale : 1 ;" in pictures[0].alt


def test_it_weighs_less_than_half_a_megabyte(database: Database, told: Circle) -> None:
    (letter, row) = left(database).postman.carried[0]
    sender = Sender("vigie@vigie.example.org", "Vigie ESS", "a@vigie.example.org", "b@vigie.example.org")
    content = Envelopes(sender, LINKS).outgoing(letter, row, WEDNESDAY).content
    assert 20_000 < len(content) < 500_000
    assert content.count(b"Content-ID: <") >= 2


def test_the_button_opens_the_page_and_only_there(database: Database, told: Circle) -> None:
    chat_of(database, told)
    letters = left(database).letters
    private = [one for one in letters if one.network is not None]
    assert all(
        [action.kind for row in one.message.actions for action in row] == [ActionKind.TERRITORY] for one in private
    )
    (post,) = [one for one in letters if one.network is None]
    assert (post.address, post.message.actions) == ("-10077", ())
    assert "Répartition" not in to_text(post.message), "who reads there may be of no member"
    assert "Membre " not in to_text(post.message)


def test_it_is_written_once_for_all_those_to_whom_it_goes(
    database: Database, told: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    real = territory.of_letter

    def counted(*args: object, **options: object) -> object:
        asked.append((*args[1:4], options["animators"]))
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(territory_letters.territory, "of_letter", counted)
    assert len(left(database).letters) > 10
    assert max(Counter(asked).values()) == 1
    ours = [one for one in asked if one[0] == told.id]
    assert len(ours) == 6, "three periods for members, three for animators"


def test_animators_read_what_only_they_may(database: Database, told: Circle) -> None:
    letters = {one.network: one.message for one in left(database).letters if one.network is not None}
    member, animator = letters[told.person("m07"), told.id], letters[told.nadia, told.id]
    assert facts(member)["Annonces où un membre répond"] == TOO_FEW
    assert facts(animator)["Annonces où un membre répond"].startswith("0. Gagnées : 0.")


def test_a_month_without_anything_is_said_in_a_few_lines(database: Database, told: Circle) -> None:
    owe_letters(database, datetime(2027, 3, 2, 8, tzinfo=PARIS))
    (letter, *_) = left(database, datetime(2027, 3, 2, 9, tzinfo=PARIS)).letters
    text = " ".join(to_text(letter.message).split())
    assert "Aucune annonce n’a été vue en février 2027." in text
    assert "Isère (38)" in text, "what was looked at"
    assert letter.message.attachments == ()
    assert len(text) < 900


def test_nobody_reads_last_winter_in_spring(database: Database, told: Circle) -> None:
    paused(database, 102, datetime(2027, 2, 3, tzinfo=PARIS))
    owe_letters(database, TUESDAY)
    left(database, datetime(2027, 2, 15, 9, tzinfo=PARIS))
    late = [one for one in rows(database) if one.recipient == told.keys["m02"] and one.cause["month"] == "2026-11"]
    assert [(one.outcome, one.reason) for one in late] == [("refused", TOO_LATE)]


def test_quiet_hours_are_kept(database: Database, told: Circle) -> None:
    late_riser = member(database, 400, Preference(quiet_from=20, quiet_to=11), MEMBERS[6])
    owe_letters(database, TUESDAY)
    assert [one.next_at for one in rows(database) if one.recipient == late_riser] == [WEDNESDAY + timedelta(hours=2)]
    assert due(database) == {WEDNESDAY, WEDNESDAY + timedelta(hours=2)}
