"""From « Démarrer » to the first opportunities: short, forgiving, and kept at each gesture."""

from tests.acceptance.telegram.stories import a_month_of_calls, gestures, onboard, say
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InProcess, InThread


def test_eight_gestures_to_a_profile_and_seven_to_the_first_opportunities(bot: InThread, phone: Phone) -> None:
    a_month_of_calls(bot)
    onboard(phone)
    assert gestures(phone) == 8
    shown = [
        one for one in phone.world.events if one.what in ("shown", "edited") and "ouvertes en ce moment" in one.text
    ]
    assert gestures(phone, before=shown[0].number) == 7
    assert "(1 ou 2 par semaine)" in shown[0].text, "how much to expect is told before anything is saved"
    assert "5 annonces ouvertes en ce moment, dont 3" in phone.last.text
    assert "Désherbage manuel des cimetières" in phone.last.text
    card = say(phone, ("=Voir la 1", "Pouvez-vous répondre ? Oui"))
    assert "Garder" in card.labels
    bot.rest()
    assert phone.api.refusals == []


def test_what_was_shown_at_once_is_not_sent_again_and_what_comes_next_is(bot: InThread, phone: Phone) -> None:
    a_month_of_calls(bot)
    onboard(phone)
    before = len(phone.bubbles())
    bot.match()
    assert bot.deliver()["sent"] == 0
    assert len(phone.bubbles()) == before


def test_half_understood_places_are_asked_or_told_and_never_guessed(bot: InThread, phone: Phone) -> None:
    half = say(
        phone,
        ("/start", "Bonjour"),
        ("chantier d'insertion", "Choisi : Chantier d’insertion"),
        ("valider", "Question 2 sur 3"),
        ("espaces verts, zorglub", "Je n’ai pas reconnu : « zorglub »"),
        ("valider", "Question 3 sur 3"),
        ("rhone, saint-denis, xyzzyy", "J’ai compris : Rhône (69)."),
    )
    assert "« saint-denis » existe dans plusieurs départements" in half.text
    assert "Je n’ai pas reconnu : « xyzzyy »" in half.text
    say(
        phone,
        ("=Seine-Saint-Denis (93)", "J’ai compris : Rhône (69), Seine-Saint-Denis (93)"),
        ("sauf 93", "Territoire : Rhône (69)"),
        ("=✏️ Territoire", "J’ai compris : Rhône (69)."),
        ("ain", "Territoire : Ain (01), Rhône (69)"),
        ("=⬅️ Retour", "Question 3 sur 3"),
        ("=⬅️ Retour", "Question 2 sur 3"),
        ("=⬅️ Retour", "Question 1 sur 3"),
    )
    bot.rest()
    assert phone.api.refusals == []


def test_killed_in_the_middle_one_goes_on_where_one_was(bot_process: InProcess, phone: Phone) -> None:
    say(
        phone,
        ("/start", "Bonjour"),
        ("=▶️ Commencer", "Question 1 sur 3"),
        ("=ESAT", "Choisi : ESAT"),
        ("=Valider (1) ➡️", "Question 2 sur 3"),
        ("=Espaces verts", "Choisis (1)"),
    )
    bot_process.kill()
    phone.tap("Valider (1) ➡️")  # while nobody is there
    bot_process.start()
    phone.wait_for("Question 3 sur 3")
    say(phone, ("69", "Votre profil"))
    bot_process.kill()
    bot_process.start()
    seen = say(phone, ("/start", "Territoire : Rhône (69)"))
    assert "Structure : ESAT" in seen.text
    assert "Métiers : Espaces verts" in seen.text
    say(phone, ("=✅ Enregistrer", "C’est enregistré"))
    say(phone, ("/profil", "Profil – ESAT, Rhône (69)"))
