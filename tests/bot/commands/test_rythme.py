"""`/rythme`: at once, each day, each week; quiet hours."""

from datetime import timedelta

import pytest

from alerts.model.preference import Preference, Rhythm
from alerts.services import people, stopping
from alerts.store.engine import Database
from tests.alerts.services.phones import Phone as Post
from tests.alerts.services.phones import sent
from tests.alerts.services.respondents import BRUNO, INES, joined, told_of
from tests.alerts.services.stories import CHANTIERS, NOON, at, notice, subscribed
from tests.bot.commands.conversation import Conversation
from tests.bot.commands.test_pause import alone, phone


def chosen(held: Conversation) -> Preference:
    with held.house.database.read() as session:
        return people.memberships_of(session, held.person.id)[0][0].preference


def test_each_monday_at_nine(database: Database) -> None:
    held = alone(database)
    text = held.write("/rythme")
    assert "Envoi : tout de suite" in text
    assert "Heures calmes : rien entre 20 h et 8 h" in text
    assert "Une annonce trouvée maintenant partirait tout de suite." in text
    held.tap("Chaque semaine")
    held.tap("Lundi")
    text = held.tap("9 h")
    assert "C’est noté : chaque lundi à 9 h, rien entre 20 h et 8 h." in text
    assert "partirait le lundi 30 novembre 2026 à 9 h 00." in text
    assert chosen(held) == Preference(Rhythm.WEEK, hour=9, weekday=0)


def test_each_day_then_at_once(database: Database) -> None:
    held = alone(database)
    held.write("/rythme")
    held.tap("Chaque jour")
    held.write("7 h")
    assert chosen(held) == Preference(Rhythm.MORNING, hour=7)
    held.tap("Tout de suite")
    assert chosen(held).rhythm is Rhythm.NOW


def test_quiet_hours_and_none(database: Database) -> None:
    held = alone(database)
    held.write("/rythme")
    held.tap("Heures calmes")
    held.tap("De 22 h à 7 h")
    assert (chosen(held).quiet_from, chosen(held).quiet_to) == (22, 7)
    held.tap("Heures calmes")
    assert "à toute heure" in held.tap("À toute heure")


def test_an_hour_that_no_button_shows_is_written(database: Database) -> None:
    held = alone(database)
    held.write("/rythme")
    held.tap("Chaque semaine")
    held.tap("Mardi")
    held.write("10")
    assert chosen(held) == Preference(Rhythm.WEEK, hour=10, weekday=1)
    held.tap("Chaque jour")
    held.write("à midi")
    assert chosen(held) == Preference(Rhythm.MORNING, hour=12, weekday=1)
    held.tap("Chaque jour")
    assert "Je n’ai pas compris" in held.write("25 h")
    held.tap("⬅️ Retour")
    held.tap("Heures calmes")
    assert "rien entre 21 h et 6 h" in held.write("de 21 h à 6 h")
    assert "Je n’ai pas compris" in held.write("10"), "nothing is asked any more"


def test_an_hour_of_the_night_is_warned_of(database: Database) -> None:
    held = alone(database)
    text = held.write("/rythme chaque jour à 6h30")
    assert "chaque jour à 6 h" in text, "whole hours, said back"
    assert "Attention : 6 h tombe dans vos heures calmes. L’envoi attend leur fin, à 8 h." in text
    held.tap("Heures calmes")
    assert "Attention" not in held.tap("À toute heure")


def test_what_waits_follows_the_rhythm_and_is_told(database: Database) -> None:
    """Found on Monday at 13 h in Paris; it closes in December."""
    held = alone(database)
    told_of(database, notice("26-1", deadline=at(20)))
    text = held.write("/rythme chaque lundi à 9 h")
    assert "Déjà en attente : 1 message, à partir du lundi 30 novembre 2026 à 9 h 00." in text
    early, monday = Post(), Post()
    sent(database, early, NOON)
    sent(database, monday, NOON + timedelta(days=7))
    assert (len(early.told(str(INES))), len(monday.told(str(INES)))) == (0, 1)


def test_the_same_for_all_structures(database: Database) -> None:
    held = alone(database)
    subscribed(database, CHANTIERS)
    joined(database, INES, "Inès", CHANTIERS)
    held.write("/rythme chaque jeudi à 9 h")
    assert held.text.startswith("Rythme d’envoi – Les Chantiers fictifs")
    held.tap("🔁 Les Ateliers fictifs")
    assert "Envoi : tout de suite" in held.text
    held.tap("🔁 Les Chantiers fictifs")
    assert "pour toutes vos structures : chaque jeudi à 9 h." in held.tap("Partout le même rythme")
    with held.house.database.read() as session:
        rhythms = {one.preference for one, _ in people.memberships_of(session, held.person.id)}
    assert rhythms == {Preference(Rhythm.WEEK, hour=9, weekday=3)}


def test_a_pause_and_a_stop_are_told(database: Database) -> None:
    held = alone(database)
    held.write("/pause 10 jours")
    assert "En pause jusqu’au jeudi 3 décembre 2026 à 8 h 00." in held.write("/rythme")
    who = held.person.id
    with database.write() as session:
        stopping.stop(session, who, NOON)
    assert "Les envois sont arrêtés (/stop)" in held.write("/rythme")


def test_written(database: Database) -> None:
    held = alone(database)
    held.write("/rythme")
    assert "chaque jeudi à 8 h" in held.write("le jeudi matin")
    assert "tous les jours" in held.write("/rythme peut-être")
    assert "Je n’ai pas compris ce rythme." in held.text
    held.write("/rythme chaque matin à 6h")
    assert chosen(held) == Preference(Rhythm.MORNING, hour=6, weekday=3)


def test_the_volume_is_honest_while_unknown(database: Database) -> None:
    assert "Le volume à prévoir est en cours de calcul." in alone(database).write("/rythme")


def test_another_s_button_does_nothing(database: Database) -> None:
    held = alone(database)
    subscribed(database, CHANTIERS)
    joined(database, BRUNO, "Bruno", CHANTIERS)
    bruno = phone(database, BRUNO, "Bruno")
    with held.house.database.read() as session:
        ((membership, _),) = people.memberships_of(session, held.person.id)
    for data in ("n.{}", "m.{}.7", "w.{}.0.9", "q.{}.0.0", "o.{}", "w.{}", "e.{}"):
        assert "dont vous ne faites pas partie" in bruno.tap_data(f"1.ry.{data.format(membership.id)}"), data
    assert chosen(held) == Preference()


@pytest.mark.parametrize("data", ["1.ry.n", "1.ry.w.1.9.9", "1.ry.m.1.zz", "1.ry.q.1.1", "1.ry.x.1", "1.ry.w.1.9"])
def test_old_or_odd_buttons_change_nothing(database: Database, data: str) -> None:
    held = alone(database)
    assert held.tap_data(data)
    assert chosen(held) == Preference()


def test_without_a_profile(database: Database) -> None:
    assert "pas encore de profil" in phone(database).write("/rythme")
