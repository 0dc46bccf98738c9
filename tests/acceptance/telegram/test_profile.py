"""What is followed is changed in two taps and a few words, its effect told before it is saved."""

from dataclasses import replace

from scrapers.notice import Place
from tests.acceptance.telegram.stories import a_month_of_calls, call, gestures, refresh, say
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs, garden_call


def test_a_territory_then_words_are_changed_in_two_taps_each(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    a_month_of_calls(bot)
    bot.deliver()
    say(phone, ("/profil", "Profil – Les Haies fictives"))
    before = gestures(phone)
    proposed = say(phone, ("=✏️ Territoire", "Territoire – Les Haies fictives"), ("sauf 69", "Volume"))
    assert "Volume : 1 ou 2 par semaine → moins d’une par semaine." in proposed.text
    say(phone, ("=✅ Enregistrer", "C’est enregistré."))
    assert gestures(phone) - before == 3, "two taps, and what is written between them"
    assert bot.alert(call("26-900010", "Tonte des talus", "Ville de Montfictif", bot.clock()))["sent"] == 0

    say(phone, ("=✏️ Territoire", "Territoire – "), ("69", "moins d’une par semaine → 1 ou 2 par semaine"))
    say(phone, ("=✅ Enregistrer", "Ain (01), Rhône (69)"))
    say(phone, ("=✏️ Mots", "Suivis : aucun"), ("+élagage -arrosage", "Suivis : élagage"))
    say(phone, ("enregistrer", "Jamais ces mots : arrosage"))
    several = (
        call("26-900011", "Tonte et arrosage des massifs", "Ville de Montfictif", bot.clock()),
        call("26-900012", "Élagage des platanes", "Ville de Montfictif", bot.clock()),
    )
    assert bot.alert(*several)["sent"] == 1
    assert "Élagage des platanes" in phone.last.text
    bot.rest()
    assert phone.api.refusals == []


def test_leaving_without_saving_changes_nothing(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    refresh(bot)
    say(phone, ("/profil", "Profil –"), ("=✏️ Territoire", "Territoire –"), ("13", "Bouches-du-Rhône (13)"))
    seen = say(phone, ("annuler", "Profil –"))
    assert "Territoire : Ain (01), Rhône (69)" in seen.text


def test_a_second_activity_has_its_own_territory(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    refresh(bot)
    say(
        phone,
        ("/profil", "Profil –"),
        ("=➕ Autre activité", "Territoire – Les Haies fictives – activité 2"),
        ("42", "Loire (42)"),
        ("=✅ Enregistrer", "Activité 2"),
        ("=✏️ Activité 2", "Territoire : Loire (42)"),
    )
    there = replace(garden_call("26-900001").lots[0], places=(Place(departement="42"),))
    assert bot.alert(garden_call("26-900001", lots=(there,)))["sent"] == 1
    bot.rest()
    assert phone.api.refusals == []
