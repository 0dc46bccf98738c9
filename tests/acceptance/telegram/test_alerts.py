"""One alert from its publication to its deadline; several at once; and what old buttons answer."""

from scrapers.notice import Deadline, Notice, NoticeKind
from tests.acceptance.telegram.stories import at, call, read, refresh, say, spaced, toasted
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs, garden_call


def postponed(number: str, corrected: str, day: int) -> Notice:
    given = {"kind": NoticeKind.CORRECTION, "previous": (corrected,), "deadline": Deadline(at(day, 12))}
    return garden_call(number, published=at(24, month=11).date(), **given)


def test_an_alert_is_kept_corrected_reminded_twice_and_over(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-900001"))
    card = say(phone, ("=Garder", "Gardée par votre structure."))
    toasted(phone, "Gardée. Rappels 10 et 3 jours avant l’échéance.")
    bot.clock.on(at(24, month=11))
    assert bot.alert(postponed("26-900002", "26-900001", 17))["sent"] == 1
    change = phone.last
    assert change.reply_to == card.id
    moved = "jeudi 10 décembre 2026 à 12 h 00 → jeudi 17 décembre 2026 à 12 h 00"
    assert moved in spaced(change.text)

    told = []
    for moment in (at(30, 13, month=11), at(7, 13), at(7, 14), at(14, 13), at(16, 13), at(17, 13)):
        bot.clock.on(moment)
        told.append(bot.deliver()["sent"])
    assert told == [0, 1, 0, 1, 0, 0], "ten and three days before the new deadline, not the old one"
    assert [spaced(one.text).split(" :")[0] for one in phone.bubbles()[-2:]] == [
        "Plus que 10 jours",
        "Plus que 3 jours",
    ]

    say(phone, ("/gardees", "passée aujourd’hui"))
    say(phone, ("=J’y réponds", ""))
    toasted(phone, "on ne peut plus y répondre")
    bot.rest()
    assert phone.api.refusals == []


def test_what_is_refused_is_never_reminded(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-900001"))
    say(phone, ("=Garder", "Gardée par"), ("=Pas pour moi", "Pourquoi ? C’est facultatif."))
    for day in (1, 7, 8):
        bot.clock.on(at(day, 13))
        assert bot.deliver()["sent"] == 0


def test_not_for_me_tunes_the_profile_only_when_they_agree(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    refresh(bot)
    bot.alert(garden_call("26-900001"))
    say(
        phone,
        ("=Pas pour moi", "Pourquoi ? C’est facultatif."),
        ("=Trop loin", "Ne plus recevoir les annonces de ce département : Rhône (69) ?"),
        ("=Non, ne rien changer", "Pouvez-vous répondre ?"),
    )
    assert bot.alert(garden_call("26-900002", title="Taille des arbres"))["sent"] == 1
    say(
        phone,
        ("pas pour moi", "Pourquoi ?"),
        ("trop loin", "Ne plus recevoir"),
        ("oui régler le profil", "Votre équipe ne recevra plus les annonces de ce département : Rhône (69)."),
    )
    say(phone, ("/profil", "Territoire : Ain (01)"))
    assert bot.alert(garden_call("26-900003", title="Semis de prairies"))["sent"] == 0
    bot.rest()
    assert phone.api.refusals == []


def test_several_at_once_are_one_message_and_numbers_are_typed(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    titles = ("Tonte du stade", "Taille des haies", "Débroussaillage")
    urgent = (20, 6, 12)
    found = [
        call(f"26-90000{n}", title, "Ville de Montfictif", bot.clock(), days)
        for n, (title, days) in enumerate(zip(titles, urgent, strict=True))
    ]
    assert bot.alert(*found)["sent"] == 3
    (bubble,) = phone.bubbles()
    order = sorted(titles, key=bubble.text.index)
    assert order == ["Taille des haies", "Débroussaillage", "Tonte du stade"], "what closes first comes first"
    phone.reply_to(bubble, "garder")
    assert "Taille des haies" in read(phone, "Laquelle ?").text
    say(phone, ("2", "Débroussaillage\nAcheteur"), ("=Garder", "Gardée par votre structure."))
    seen = say(phone, ("/gardees", "Débroussaillage"))
    assert "Tonte du stade" not in seen.text
    phone.reply_to(bubble, "voir la 3")
    assert read(phone, "Pouvez-vous répondre").text.startswith("Tonte du stade")


def test_beyond_twenty_the_rest_is_one_tap_away(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(*(garden_call(f"26-9000{n}", title=f"Chantier fictif {n}") for n in range(10, 36)))
    (bubble,) = phone.bubbles()
    assert "26 annonces pour vous : en voici 20" in spaced(bubble.text)
    say(phone, ("=Tout voir", "26 annonces, 1 à 5"))
    for page in ("6 à 10", "11 à 15", "16 à 20", "21 à 25", "la 26"):
        say(phone, ("page suivante", f"26 annonces, {page}"))
    bot.rest()
    assert phone.api.refusals == []


def test_a_word_in_reply_to_a_card_is_about_that_card(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-900001", title="Tonte du stade"))
    first = phone.last
    bot.alert(garden_call("26-900002", title="Taille des haies"))
    phone.reply_to(first, "Garder")
    assert "Tonte du stade" in read(phone, "Gardée. Rappels").text
    say(phone, ("pas pour moi", "Annonce écartée pour votre structure\nTaille des haies"))


def test_old_buttons_answer_kindly_and_those_of_others_do_nothing(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    bot.alert(garden_call("26-900001"))
    data = bot.api.world.in_chat(phone.chat.id)[-1].rows[1][0]["callback_data"]
    stranger = Phone(bot.api, 78, "Dominique")
    stranger.write("/aide")
    menu = stranger.wait_for("Aide")
    for forged in (data, "1.zz.what.9", "0.old.one", "n’importe quoi"):
        press(stranger, menu.id, forged)
    bot.rest()
    assert len(stranger.toasts) == 4
    assert all(one.text for one in stranger.toasts)
    say(phone, ("/gardees", "Rien de gardé pour l’instant"))

    phone.tap("Garder", too_old=True)
    toasted(phone, "Gardée")
    bot.rest()
    assert phone.api.refusals == []


def press(who: Phone, bubble: int, data: str) -> None:
    """What no honest application sends: a button of somebody else, or of another age."""
    world = who.world
    with world.lock:
        query = world.new_query(who.id, who.chat.id)
        held = world.json(world.messages[who.chat.id, bubble])
        given = {"id": query.id, "from": who.user, "chat_instance": "c", "data": data, "message": held}
        world.push(callback_query=given)
