"""`/pause`: how long, for whom, until when exactly, and back."""

from datetime import datetime

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.people import Role
from alerts.model.response import ResponseStatus
from alerts.services import pausing, people, responding, stopping
from alerts.services.pausing import Paused
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands.aide import Aide
from bot.commands.etat import Etat
from bot.commands.pause import Pause
from bot.commands.rythme import Rythme
from tests.alerts.services.phones import Phone as Post
from tests.alerts.services.phones import sent, waits
from tests.alerts.services.respondents import BRUNO, INES, joined, told_of
from tests.alerts.services.stories import (
    ATELIERS,
    CHANTIERS,
    NOON,
    PARIS,
    at,
    ingested,
    judge_for,
    later,
    matched_new,
    notice,
    subscribed,
)
from tests.bot.commands.conversation import Conversation, house_on

COMMANDS = (Aide(), Pause(), Rythme(), Etat())


def phone(database: Database, account: int = INES, name: str = "Inès") -> Conversation:
    return Conversation(house_on(database, NOON), account=account, name=name, commands=COMMANDS)


def alone(database: Database) -> Conversation:
    subscribed(database, ATELIERS)
    joined(database, INES, "Inès")
    return phone(database)


def together(database: Database) -> tuple[Conversation, Conversation]:
    """Inès manages, Bruno is a member."""
    held = alone(database)
    joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    return held, phone(database, BRUNO, "Bruno")


def state(held: Conversation) -> Paused:
    with held.house.database.read() as session:
        ((membership, _),) = people.memberships_of(session, held.person.id)
        return pausing.paused(session, membership, NOON)


def until(held: Conversation) -> str:
    own = state(held).own
    return own.isoformat() if own else ""


def test_a_week_in_two_taps(database: Database) -> None:
    held = alone(database)
    text = held.write("/pause")
    assert "Les envois sont en route." in text
    assert held.labels == ["1 semaine", "2 semaines", "1 mois", "Jusqu’à une date", "Nous sommes complets", "⬅️ Menu"]
    text = held.tap("1 semaine")
    assert "rien ne vous est envoyé jusqu’au lundi 30 novembre 2026 à 8 h 00." in text
    assert "Les rappels d’échéance attendent aussi" in text
    assert until(held) == "2026-11-30T07:00:00+00:00"


def test_typed_in_one_gesture(database: Database) -> None:
    held = alone(database)
    assert "jusqu’au jeudi 3 décembre 2026 à 8 h 00." in held.write("/pause 10 jours")
    assert held.gestures == 1
    assert "En pause pour vous jusqu’au jeudi 3 décembre 2026" in held.write("/pause")
    assert "Les envois reprennent." in held.write("reprendre")
    assert state(held) == Paused()


def test_a_date_is_asked_and_asked_again(database: Database) -> None:
    held = alone(database)
    held.write("/pause")
    assert "Jusqu’à quand ?" in held.tap("Jusqu’à une date")
    assert "Ce jour n’existe pas" in held.write("31 juin")
    assert "Écrivez par exemple" in held.write("je ne sais pas")
    assert "jeudi 3 juin 2027 à 8 h 00." in held.write("jusqu’au 3 juin")
    assert until(held) == "2027-06-03T06:00:00+00:00"


def test_for_me_or_for_everybody(database: Database) -> None:
    ines, bruno = together(database)
    ines.write("/pause")
    assert ines.tap("1 mois") == "Pause jusqu’au mercredi 23 décembre 2026 à 8 h 00. Pour qui ?"
    ines.tap("Pour moi")
    assert (bool(state(ines).own), state(bruno)) == (True, Paused())
    ines.write("/pause 2 semaines")
    assert "rien n’est envoyé à la structure jusqu’au lundi 7 décembre" in ines.tap("Toute la structure")
    assert state(bruno).structure is not None
    assert "pour toute la structure" in bruno.write("/pause")
    assert "▶️ Reprendre pour tous" not in bruno.labels
    ines.write("/pause")
    ines.tap("▶️ Reprendre pour tous")
    assert state(bruno) == Paused()


def test_a_member_pauses_alone(database: Database) -> None:
    _, bruno = together(database)
    bruno.write("/pause")
    assert "Nous sommes complets" not in bruno.labels
    bruno.tap("2 semaines")
    assert state(bruno).own is not None
    with bruno.house.database.read() as session:
        ((membership, _),) = people.memberships_of(session, bruno.person.id)
    assert "Seul un responsable" in bruno.tap_data(pack("pa", "f", membership.id))
    assert "Seul un responsable" in bruno.tap_data(pack("pa", "s", membership.id, 740_000))
    assert state(bruno).structure is None


def test_we_are_full_until_june(database: Database) -> None:
    ines, bruno = together(database)
    ines.write("/pause")
    assert "groupes compris" in ines.tap("Nous sommes complets")
    assert "jusqu’au mardi 1er juin 2027 à 8 h 00." in ines.write("jusqu’en juin")
    assert state(bruno).structure is not None
    ines.tap("▶️ Reprendre")
    assert state(bruno) == Paused()


def test_we_are_full_may_be_written_by_who_answers_for_the_structure(database: Database) -> None:
    ines, bruno = together(database)
    bruno.write("/pause")
    assert "Seul un responsable" in bruno.write("Nous sommes complets")
    assert "Seul un responsable" in bruno.write("nous sommes complets jusqu’en juin")
    assert state(bruno) == Paused()
    assert "groupes compris" in ines.write("/pause nous sommes complets")
    assert "rien n’est envoyé à la structure" in ines.write("3 mois")
    assert state(bruno).structure is not None


def test_what_was_found_meanwhile_leaves_at_the_end_in_one_message(database: Database) -> None:
    """A week from Monday: found on Tuesday and on Thursday, told together on the next Monday at 8 h."""
    held = alone(database)
    held.write("/pause 1 semaine")
    for day, number in ((1, "26-1"), (3, "26-2")):
        ingested(database, notice(number, deadline=at(20)), now=later(day))
        matched_new(database, judge_for(ATELIERS.id), later(day))
        early = Post()
        sent(database, early, later(day))
        assert early.told(str(INES)) == []
    last = Post()
    sent(database, last, datetime(2026, 11, 30, 8, 0, tzinfo=PARIS))
    assert last.told(str(INES)) == ["2 annonces pour vous"]


def test_coming_back_early_brings_what_waited_at_once(database: Database) -> None:
    held = alone(database)
    told_of(database)
    assert "Déjà en attente : 1 message." in held.write("/pause 10 jours")
    assert "Les envois reprennent. Ce qui attendait (1 message) part tout de suite." in held.tap("▶️ Reprendre")
    now = Post()
    sent(database, now, NOON)
    assert len(now.told(str(INES))) == 1
    held.write("/pause 10 jours")
    assert "Rien n’attendait." in held.tap("▶️ Reprendre")


def test_what_is_kept_and_closes_meanwhile_is_warned_of(database: Database) -> None:
    held = alone(database)
    found = told_of(database, notice("26-1", deadline=at(20)), notice("26-2", deadline=at(1), title="Vitrerie"))
    who = held.person.id
    with database.write() as session:
        for match in found:
            responding.respond(session, who, match, ResponseStatus.KEPT, NOON)
    assert "annonce gardée" not in held.write("/pause 3 jours")
    text = held.write("/pause 10 jours")
    assert "⚠️ 1 annonce gardée se termine d’ici là : « Vitrerie », " in text
    assert "2 annonces gardées se terminent d’ici là : la première, « Vitrerie »" in held.write("/pause 1 mois")


def test_what_is_kept_during_a_pause_is_reminded_of_when_it_ends_early(database: Database) -> None:
    held = alone(database)
    (match,) = told_of(database, notice("26-1", deadline=at(20)))
    held.write("/pause 2 mois")
    who = held.person.id
    with database.write() as session:
        responding.respond(session, who, match, ResponseStatus.KEPT, NOON)
    key = f"person:{held.person.id}"
    assert waits(database, key, DeliveryKind.REMINDER) == [], "nobody counts days during a pause"
    held.write("reprendre")
    assert len(waits(database, key, DeliveryKind.REMINDER)) == 2


def test_a_reminder_held_back_comes_at_the_end_whatever_the_team_does(database: Database) -> None:
    """Ten days before the 10th of December is the 30th of November."""
    held = alone(database)
    (match,) = told_of(database)
    sent(database, Post(), NOON)
    who = held.person.id
    with database.write() as session:
        responding.respond(session, who, match, ResponseStatus.KEPT, NOON)
    held.write("/pause 10 jours")
    sent(database, Post(), later(8))
    on_the_first = Conversation(house_on(database, later(8)), account=INES, name="Inès", commands=COMMANDS)
    on_the_first.write("/pause reprendre")
    joined(database, BRUNO, "Bruno", role=Role.MEMBER)
    last = Post()
    sent(database, last, later(8))
    assert len(last.told(str(INES))) == 1


def test_the_rhythm_says_when_the_first_message_leaves(database: Database) -> None:
    held = alone(database)
    held.write("/rythme chaque vendredi à 9 h")
    text = held.write("/pause 1 semaine")
    assert "D’après votre rythme, le premier envoi partira le vendredi 4 décembre 2026 à 9 h 00." in text


def test_the_others_go_on_and_it_is_said(database: Database) -> None:
    _, bruno = together(database)
    assert "Les autres personnes de la structure" in bruno.write("/pause 1 semaine")


def test_a_pause_after_a_stop_brings_nothing_of_the_stop(database: Database) -> None:
    held = alone(database)
    who = held.person.id
    with database.write() as session:
        stopping.stop(session, who, NOON)
    told_of(database)
    assert "Les envois sont arrêtés (/stop)" in held.write("/pause")
    held.tap("1 semaine")
    assert state(held).own is not None
    assert waits(database, f"person:{held.person.id}") == []


def test_several_structures_are_one_tap_apart(database: Database) -> None:
    held = alone(database)
    subscribed(database, CHANTIERS)
    joined(database, INES, "Inès", CHANTIERS)
    assert held.write("/pause").startswith("Pause des envois – Les Chantiers fictifs")
    assert held.tap("🔁 Les Ateliers fictifs").startswith("Pause des envois – Les Ateliers fictifs")
    held.write("10 jours")
    with database.read() as session:
        paused = {one.structure_id: one.paused_until for one, _ in people.memberships_of(session, held.person.id)}
    assert (bool(paused["ateliers"]), paused["chantiers"]) == (True, None)


def test_another_s_button_does_nothing(database: Database) -> None:
    held = alone(database)
    subscribed(database, CHANTIERS)
    joined(database, BRUNO, "Bruno", CHANTIERS)
    bruno = phone(database, BRUNO, "Bruno")
    with held.house.database.read() as session:
        ((membership, _),) = people.memberships_of(session, held.person.id)
    for data in ("n.{}.7", "m.{}.fve0", "s.{}.fve0", "r.{}", "a.{}", "o.{}", "d.{}", "f.{}"):
        assert "dont vous ne faites pas partie" in bruno.tap_data(f"1.pa.{data.format(membership.id)}"), data
    assert state(held) == Paused()


@pytest.mark.parametrize("data", ["1.pa.n", "1.pa.m.1", "1.pa.m.1.zzzzzzzzzz", "1.pa.x.1", "1.pa.m.1.0", "1.pa.n.1.²"])
def test_old_or_odd_buttons_are_answered(database: Database, data: str) -> None:
    held = alone(database)
    assert held.tap_data(data)


def test_other_words_are_for_somebody_else(database: Database) -> None:
    held = alone(database)
    held.write("/pause")
    assert "Je n’ai pas compris." in held.write("bonjour à tous")
    assert "rien ne vous est envoyé" in held.write("10 jours")


def test_without_a_profile(database: Database) -> None:
    assert "pas encore de profil" in phone(database).write("/pause")
