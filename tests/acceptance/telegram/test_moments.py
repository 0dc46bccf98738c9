"""When people are told: nights, weeks, pauses; nothing is lost meanwhile, and what waited comes as one message."""

from alerts.model.preference import Preference
from tests.acceptance.telegram.stories import at, call, read, say, spaced
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs

TOWN = "Ville de Montfictif"


def test_what_is_found_in_the_evening_comes_in_the_morning(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock(), preference=Preference())
    bot.clock.on(at(24, 20, 30, month=11))
    assert bot.alert(call("26-900001", "Tonte du stade", TOWN, bot.clock()))["sent"] == 0
    bot.clock.on(at(25, 6, month=11))
    assert bot.alert(call("26-900002", "Taille des haies", TOWN, bot.clock()))["sent"] == 0
    bot.clock.on(at(25, 8, month=11))
    assert bot.deliver()["sent"] == 2
    (bubble,) = phone.bubbles()
    assert "2 annonces pour vous" in spaced(bubble.text)


def test_a_pause_holds_everything_and_gives_it_back_at_once(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    say(phone, ("/pause", "Les envois sont en route"), ("=1 semaine", "jusqu’au lundi 30 novembre 2026 à 8 h 00"))
    for day, title in ((24, "Tonte du stade"), (26, "Taille des haies")):
        bot.clock.on(at(day, month=11))
        assert bot.alert(call(f"26-9000{day}", title, TOWN, bot.clock()))["sent"] == 0
    say(phone, ("/etat", "En pause pour vous jusqu’au lundi 30 novembre 2026 à 8 h 00"))
    shown = len(phone.bubbles())
    bot.clock.on(at(30, 8, month=11))
    assert bot.deliver()["sent"] == 2
    (back,) = phone.bubbles()[shown:]
    assert {"Tonte du stade", "Taille des haies"} <= set(back.text.replace(". ", "\n").split("\n"))


def test_coming_back_before_the_end_of_a_pause(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    say(phone, ("/pause jusqu’au 20 décembre", "jusqu’au dimanche 20 décembre 2026 à 8 h 00"))
    assert bot.alert(call("26-900001", "Tonte du stade", TOWN, bot.clock(), 40))["sent"] == 0
    say(phone, ("=▶️ Reprendre", "Les envois reprennent."))
    assert bot.deliver()["sent"] == 1


def test_we_are_full_silences_the_whole_structure(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    other = Phone(bot.api, 78, "Dominique")
    belongs(bot.database, other, bot.clock())
    say(
        phone,
        ("/pause", "Pause des envois"),
        ("=Nous sommes complets", "Personne dans la structure ne recevra d’annonce d’ici là"),
        ("jusqu’au 1er février", "rien n’est envoyé à la structure jusqu’au lundi 1er février 2027"),
    )
    assert bot.alert(call("26-900001", "Tonte du stade", TOWN, bot.clock()))["sent"] == 0
    say(other, ("/pause", "En pause pour toute la structure jusqu’au lundi 1er février 2027"))
    say(phone, ("=▶️ Reprendre", "Les envois reprennent."))
    assert bot.deliver()["sent"] == 2
    assert "Tonte du stade" in read(other, "Tonte du stade").text


def test_once_a_week_then_at_once(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    say(phone, ("/rythme", "Envoi : tout de suite"), ("chaque lundi à 9 h", "Envoi : "))
    bot.clock.on(at(24, month=11))
    for number in (1, 2, 3):
        assert bot.alert(call(f"26-90000{number}", f"Chantier fictif {number}", TOWN, bot.clock()))["sent"] == 0
    hurried = call("26-900009", "Chantier pressé", TOWN, bot.clock(), 4)
    assert bot.alert(hurried)["sent"] == 1, "it would be closed before Monday"
    bot.clock.on(at(30, 9, month=11))
    assert bot.deliver()["sent"] == 3
    assert "3 annonces pour vous" in spaced(phone.last.text)
    say(phone, ("/rythme", "Envoi : "), ("=Tout de suite", "Envoi : tout de suite"))
    assert bot.alert(call("26-900010", "Chantier du mardi", TOWN, bot.clock()))["sent"] == 1
