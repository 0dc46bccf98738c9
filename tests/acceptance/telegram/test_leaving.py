"""Taking one's data away, erasing them, and the silent way out: blocking."""

import json

from sqlalchemy import inspect, text

from alerts.store.engine import Database
from tests.acceptance.telegram.stories import a_month_of_calls, call, onboard, read, say
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs, garden_call


def filled(database: Database) -> dict[str, int]:
    """Table → how many rows, for those that hold some."""
    with database.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        counted = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}
    return {name: count for name, count in counted.items() if count}


def test_a_whole_life_is_exported_then_erased_to_the_last_row(bot: InThread, phone: Phone) -> None:
    a_month_of_calls(bot)
    public = filled(bot.database)
    onboard(phone)
    bot.alert(call("26-900010", "Tonte des talus", "Ville de Montfictif", bot.clock()))
    say(phone, ("=Garder", "Gardée par votre structure."), ("/rythme chaque lundi à 9 h", "Envoi : "))
    say(phone, ("/equipe", "Équipe : "), ("=➕ Inviter", "Quel rôle"), ("=Équipier", "Ouvrez ce lien"))
    group = Group(bot.api, "Chantiers voisins", creator=phone)
    group.add_bot()
    group.say(phone, "/relier")
    group.wait_for(phone, "dans ce groupe")

    file = say(phone, ("/confidentialite", "Vos données"), ("=📄 Exporter", "tout ce que je sais de vous"))
    told = json.loads(file.content)
    assert told["Vous"]["Prénom"] == "Camille"
    assert "Tonte des talus" in file.content.decode()
    say(
        phone,
        ("=🗑 Effacer", "vous en êtes la seule personne"),
        ("=Continuer l’effacement", "Effacer pour de bon ?"),
        ("effacer définitivement", "tout est effacé"),
    )
    bot.rest()
    bot.clock.later(days=8)
    assert bot.deliver()["sent"] == 0
    left = filled(bot.database)
    assert set(left) - set(public) <= {"inbox"}, "numbers of updates, without a word of what was said"
    assert held_by_inbox(bot.database) == []
    onboard(phone)


def held_by_inbox(database: Database) -> list[str]:
    """The columns of the inbox that still tell who wrote."""
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM inbox")).mappings().all()
    return [name for row in rows for name, value in row.items() if str(value) == "77" or "Camille" in str(value)]


def test_blocked_nothing_is_tried_and_unblocked_it_goes_on(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    phone.write("/aide")
    read(phone, "Aide")
    phone.block()
    bot.rest()
    calls = len(bot.api.calls)
    assert bot.alert(garden_call("26-900001", title="Tonte du stade"))["sent"] == 0
    assert [one for one in bot.api.calls[calls:] if one.chat == phone.id] == [], "nobody knocks at a closed door"
    phone.unblock()
    bot.rest()
    assert bot.alert(garden_call("26-900002", title="Taille des haies"))["sent"] == 1
    seen = say(phone, ("/alertes", "2 annonces"))
    assert "Tonte du stade" in seen.text, "what was found meanwhile is in the list"


def test_a_deleted_account_the_first_sending_finds_out(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    phone.deactivate()
    told = bot.alert(garden_call("26-900001"))
    assert (told["sent"], told["refused"]) == (0, 1)
    assert bot.alert(garden_call("26-900002"))["sent"] == 0
