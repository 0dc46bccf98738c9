"""`/etat`: what is read, what left, what comes next."""

from dataclasses import replace
from datetime import timedelta

from alerts.services import people, stopping
from alerts.store import sources
from alerts.store.engine import Database
from scrapers.sources.boamp import Boamp
from scrapers.sources.ted import Ted
from tests.alerts.services.phones import AWAKE, Phone, member, sent
from tests.alerts.services.respondents import INES
from tests.alerts.services.stories import ATELIERS, NOON, ingested, judge_for, matched_new, notice, subscribed
from tests.bot.commands.conversation import Conversation, house_on
from tests.bot.commands.test_pause import COMMANDS, alone, phone


def watched(database: Database) -> Conversation:
    house = replace(house_on(database, NOON), sources=(Boamp(), Ted()))
    return Conversation(house, account=INES, name="Inès", commands=COMMANDS)


def test_a_fresh_house_says_that_nothing_was_read(database: Database) -> None:
    alone(database)
    text = watched(database).write("/etat")
    assert "• BOAMP : pas encore lu" in text
    assert "Aucun envoi pour l’instant." in text
    assert "Rythme : tout de suite. Une annonce trouvée maintenant partirait tout de suite." in text


def test_what_left_and_what_was_read(database: Database) -> None:
    subscribed(database, ATELIERS)
    member(database, INES, AWAKE)
    ingested(database, notice("26-1"))
    matched_new(database, judge_for(ATELIERS.id))
    held = watched(database)
    assert "1 message en attente, à partir du lundi 23 novembre 2026 à 13 h 00." in held.write("/etat")
    sent(database, Phone(), NOON)
    assert "Dernier envoi : aujourd’hui à 13 h 00." in held.tap("🔄 Actualiser")


def test_a_source_that_does_not_answer_is_told_in_plain_words(database: Database) -> None:
    alone(database)
    read_yesterday(database)
    text = watched(database).write("/etat")
    assert "• BOAMP : n’a pas répondu au dernier essai ; je réessaie tout seul (lu hier à 13 h 00)" in text
    assert "Les lectures ont du retard" not in text


def read_yesterday(database: Database) -> None:
    """Then trouble."""
    with database.write() as session:
        sources.make_known(session, ["boamp"], NOON)
        taken = sources.claim_source(session, "boamp", NOON, NOON, force=True)
        assert taken is not None
        changes = {"last_success": NOON - timedelta(days=1), "failures": 2, "error": "le serveur répond 503"}
        assert sources.update_if_mine(session, taken, **changes)


def test_a_stop_and_a_pause_are_told(database: Database) -> None:
    alone(database)
    held = watched(database)
    held.write("/pause 10 jours")
    assert "En pause jusqu’au jeudi 3 décembre 2026 à 8 h 00." in held.write("/etat")
    with database.write() as session:
        stopping.stop(session, people.meet(session, INES, "Inès", NOON).id, NOON)
    assert "Les envois sont arrêtés." in held.write("/etat")


def test_without_a_profile_the_sources_are_told_all_the_same(database: Database) -> None:
    text = phone(database).write("/etat")
    assert "Aucune source n’est activée" in text
    assert "pas encore de profil" in text
