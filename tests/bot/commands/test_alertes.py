"""`/alertes`: five at a time, filtered, opened by a tap or a number, for one structure or several."""

from datetime import timedelta

from alerts.model.response import ResponseStatus
from alerts.services import people
from alerts.services.responding import respond
from alerts.store.engine import Database
from bot.chat.taps import pack
from scrapers.notice import Place
from tests.alerts.services.respondents import BRUNO, INES, ZOE, joined, told_of
from tests.alerts.services.stories import ATELIERS, CHANTIERS, NOON, at, notice, says, subscribed
from tests.bot.commands.conversation import house_on
from tests.bot.commands.phone import Phone


def phone_of(database: Database, account: int = INES, name: str = "Inès") -> Phone:
    return Phone(house_on(database, NOON), account=account, name=name)


def seven(database: Database) -> list[int]:
    """Seven alerts, numbered by their titles; the first two are reserved, the third closes soon."""
    given = [
        notice(
            f"26-{number}",
            title=f"Chantier n° {number}",
            deadline=at(4 if number == 3 else 20),
            passages=says("Lot réservé aux SIAE") if number < 3 else (),
            places=(Place(postcode="69003"),),
        )
        for number in range(1, 8)
    ]
    return told_of(database, *given)


def titles(phone: Phone) -> list[str]:
    """« 1. Chantier n° 7 »."""
    return [line for line in phone.text.splitlines() if "Chantier" in line]


def test_without_a_profile_one_is_offered(database: Database) -> None:
    phone = phone_of(database)
    assert "Vous n’avez pas encore de profil" in phone.write("/alertes")
    assert phone.labels == ["▶️ Commencer"]


def test_nothing_yet_is_said_kindly(database: Database) -> None:
    subscribed(database, CHANTIERS)
    joined(database, INES, "Inès", CHANTIERS)
    text = phone_of(database).write("/alertes")
    nothing = (
        "Aucune annonce pour l’instant : je vous écris dès que l’une vous concerne. « Mon profil » permet d’élargir."
    )
    assert text == f"Vos annonces – Les Chantiers fictifs\n{nothing}"


def test_five_at_a_time_numbered_on_from_page_to_page(database: Database) -> None:
    seven(database)
    joined(database, INES, "Inès")
    phone = phone_of(database)
    text = phone.write("/alertes")
    assert "7 annonces, 1 à 5, la plus récente d’abord." in text
    assert titles(phone) == [f"{n}. Chantier n° {8 - n}" for n in range(1, 6)]
    assert "Lyon (69) – date limite : dimanche 20 décembre 2026 à 12 h 00 – dans 27 jours" in text
    assert "⬅️ Page précédente" not in phone.labels
    phone.tap("Page suivante ➡️")
    assert phone.edited
    assert titles(phone) == ["6. Chantier n° 2", "7. Chantier n° 1"]
    assert "7 annonces, 6 à 7" in phone.text
    assert "Page suivante ➡️" not in phone.labels
    phone.tap("⬅️ Page précédente")
    assert titles(phone)[0] == "1. Chantier n° 7"
    phone.write("/alertes 2")
    assert titles(phone) == ["6. Chantier n° 2", "7. Chantier n° 1"]
    phone.write("/alertes 9999")
    assert titles(phone) == ["6. Chantier n° 2", "7. Chantier n° 1"]


def test_a_number_opens_its_card_tapped_or_written(database: Database) -> None:
    seven(database)
    joined(database, INES, "Inès")
    phone = phone_of(database)
    phone.write("/alertes")
    assert phone.tap("Voir la 2").startswith("Chantier n° 6")
    assert not phone.edited, "the list stays above"
    phone.write("/alertes")
    assert phone.write("3").startswith("Chantier n° 5")
    assert "Garder" in phone.labels


def test_filters_by_tap(database: Database) -> None:
    seven(database)
    joined(database, INES, "Inès")
    phone = phone_of(database)
    phone.write("/alertes")
    phone.tap("🔎 Filtrer")
    assert phone.labels == ["Toutes", "Réservées à vous", "Bientôt closes", "À vérifier", "Sans réponse"]
    text = phone.tap("Réservées à vous")
    assert "2 annonces réservées à vous, 1 à 2" in text
    assert titles(phone) == ["1. Chantier n° 2", "2. Chantier n° 1"]
    assert text.count("Réservé : vous pouvez répondre, d’après l’avis") == 2
    phone.tap("🔎 Filtrer")
    phone.write("bientôt closes")
    assert "1 annonce à répondre d’ici deux semaines." in phone.text
    assert titles(phone) == ["1. Chantier n° 3"]
    phone.tap("🔎 Filtrer")
    assert "Rien à vérifier." in phone.tap("À vérifier")
    phone.tap("Toutes")
    assert len(titles(phone)) == 5
    assert "Réservé" not in phone.text, "those of the first page are open to all"


def test_filters_by_words_and_what_was_said_is_shown(database: Database) -> None:
    found = seven(database)
    ines, _ = joined(database, INES, "Inès")
    with database.write() as session:
        respond(session, ines.id, found[6], ResponseStatus.KEPT, NOON)
        respond(session, ines.id, found[5], ResponseStatus.REFUSED, NOON)
    phone = phone_of(database)
    text = phone.write("/alertes")
    assert "Vous pouvez répondre, d’après l’avis – gardée" in text
    assert "Vous pouvez répondre, d’après l’avis – écartée" in text
    assert "5 annonces sans réponse de votre équipe" in phone.write("/alertes sans réponse")
    assert "2 annonces réservées à vous" in phone.write("/alertes RESERVEES")
    assert "1 annonce à répondre d’ici deux semaines" in phone.write("/alertes bientôt")


def test_what_came_while_blocked_or_paused_is_there(database: Database) -> None:
    subscribed(database, ATELIERS)
    joined(database, BRUNO, "Bruno")
    with database.write() as session:
        people.blocked(session, BRUNO, NOON)
    seven(database)
    phone = phone_of(database, BRUNO, "Bruno")
    assert "7 annonces" in phone.write("/alertes")


def test_two_structures_each_has_its_list(database: Database) -> None:
    seven(database)
    subscribed(database, CHANTIERS)
    joined(database, INES, "Inès")
    joined(database, INES, "Inès", CHANTIERS)
    phone = phone_of(database)
    assert "Les Chantiers fictifs\nAucune annonce" in phone.write("/alertes"), "the current one is the last joined"
    text = phone.tap("🔁 Les Ateliers fictifs")
    assert "Vos annonces – Les Ateliers fictifs\n7 annonces" in text
    assert "🔁 Les Chantiers fictifs" in phone.labels


def test_the_list_of_another_structure_is_not_shown(database: Database) -> None:
    seven(database)
    subscribed(database, CHANTIERS)
    _, membership = joined(database, INES, "Inès")
    joined(database, ZOE, "Zoé", CHANTIERS)
    for data in (pack("al", "p", membership.id, "a", 0), pack("al", "f", membership.id)):
        for account, name in ((ZOE, "Zoé"), (999, "Personne")):
            phone = phone_of(database, account, name)
            phone.tap_data(data)
            assert phone.screens == []
            assert phone.toast == "Ce bouton concerne une structure dont vous ne faites pas partie."


def test_the_whole_list_from_a_message_is_a_new_bubble_and_private(database: Database) -> None:
    seven(database)
    joined(database, INES, "Inès")
    phone = phone_of(database)
    phone.tap_data(pack("al", "l"))
    assert not phone.edited
    assert len(titles(phone)) == 5
    phone.group = -1001
    phone.tap_data(pack("al", "l"))
    assert phone.screens == []
    assert phone.toast == "La liste se lit en privé : écrivez-moi /alertes dans notre conversation."


def test_strange_buttons_answer_kindly(database: Database) -> None:
    seven(database)
    _, membership = joined(database, INES, "Inès")
    phone = phone_of(database)
    for data in ("1.al.p", f"1.al.p.{membership.id}", f"1.al.p.{membership.id}.z.0", "1.al.x.1", "1.al.p.é.a.0"):
        phone.tap_data(data)
        assert "n'est plus d'actualité" in phone.toast, data
    phone.tap_data(f"1.al.p.{membership.id}.a.zzzz")
    assert titles(phone) == ["6. Chantier n° 2", "7. Chantier n° 1"], "past the end: the last page"


def test_a_cancelled_one_and_an_old_one_say_so(database: Database) -> None:
    told_of(database, notice("26-1", title="Chantier n° 1", deadline=at(1)))
    joined(database, INES, "Inès")
    phone = Phone(house_on(database, at(1).at + timedelta(days=2)), account=INES, name="Inès")
    text = phone.write("/alertes")
    assert "passée depuis 2 jours" in text
    assert "Vous pouvez répondre" not in text
