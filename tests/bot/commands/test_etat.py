"""`/etat`: what is read, what left, what comes next."""

from dataclasses import replace
from datetime import timedelta

from alerts.model.response import ResponseStatus
from alerts.services import grouping, people, responding, stopping
from alerts.store import sources
from alerts.store.engine import Database
from scrapers.sources.boamp import Boamp
from scrapers.sources.ted import Ted
from tests.alerts.services.phones import AWAKE, Phone, group, member, sent
from tests.alerts.services.respondents import INES, told_of
from tests.alerts.services.stories import ATELIERS, NOON, ingested, judge_for, matched_new, notice, subscribed
from tests.bot.commands.conversation import Conversation, house_on
from tests.bot.commands.test_pause import COMMANDS, alone, phone, together


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
    assert "• BOAMP : en difficulté, je réessaie tout seul (lu hier à 13 h 00). Le serveur répond 503." in text
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
    assert "En pause pour vous jusqu’au jeudi 3 décembre 2026 à 8 h 00." in held.write("/etat")
    with database.write() as session:
        stopping.stop(session, people.meet(session, INES, "Inès", NOON).id, NOON)
    assert "Les envois sont arrêtés." in held.write("/etat")


def test_a_source_that_is_late_and_whatever_waits_say_so(database: Database) -> None:
    alone(database)
    read_yesterday(database)
    with database.write() as session:
        taken = sources.claim_source(session, "boamp", NOON, NOON, force=True)
        assert taken is not None
        assert sources.update_if_mine(session, taken, last_success=NOON - timedelta(days=3), failures=0, error=None)
    text = watched(database).write("/etat")
    assert "• BOAMP : pas lu récemment (lu le vendredi 20 novembre 2026 à 13 h 00)" in text
    assert "Les lectures ont du retard" in text


def test_a_group_that_receives_nothing_is_told_to_who_can_link_it_again(database: Database) -> None:
    ines, bruno = together(database)
    group(database, -5)
    with database.write() as session:
        grouping.removed(session, -5, NOON)
    told = "Le groupe « Groupe » ne reçoit plus rien : Vigie a été retirée du groupe."
    assert told in ines.write("/etat")
    assert told not in bruno.write("/etat")


def test_a_pause_of_the_structure_explains_the_silence_to_all(database: Database) -> None:
    ines, bruno = together(database)
    ines.write("/pause nous sommes complets jusqu’en juin")
    assert "En pause pour toute la structure jusqu’au mardi 1er juin 2027 à 8 h 00." in bruno.write("/etat")


def test_reminders_to_come_are_not_what_waits(database: Database) -> None:
    alone(database)
    (match,) = told_of(database)
    sent(database, Phone(), NOON)
    held = watched(database)
    who = held.person.id
    with database.write() as session:
        responding.respond(session, who, match, ResponseStatus.KEPT, NOON)
    text = held.write("/etat")
    assert "2 rappels d’échéance à venir, chacun à sa date." in text
    assert "en attente" not in text


def test_without_a_profile_the_sources_are_told_all_the_same(database: Database) -> None:
    text = phone(database).write("/etat")
    assert "Aucune source n’est activée" in text
    assert "pas encore de profil" in text
