"""`/pause`: how long, for whom, until when exactly, and back."""

import pytest

from alerts.model.people import Role
from alerts.services import pausing, people
from alerts.services.pausing import Paused
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands.aide import Aide
from bot.commands.etat import Etat
from bot.commands.pause import Pause
from bot.commands.rythme import Rythme
from tests.alerts.services.respondents import BRUNO, INES, joined
from tests.alerts.services.stories import ATELIERS, CHANTIERS, NOON, subscribed
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
