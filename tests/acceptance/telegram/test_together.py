"""Several people for one structure; several structures for one person."""

import re
from dataclasses import replace

from tests.acceptance.telegram.stories import read, refresh, say, toasted
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import GARDENS, belongs, garden_call


def invited(phone: Phone, role: str) -> str:
    """What the link of an invitation opens."""
    say(phone, ("/equipe", "Équipe : "), ("=➕ Inviter", "Quel rôle proposez-vous ?"), (f"={role}", "Ouvrez ce lien"))
    found = re.search(r"\?start=(\S+)", phone.last.text)
    assert found is not None
    return found[1]


def test_two_people_answer_for_one_structure(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    link = invited(phone, "Équipier")
    second = Phone(bot.api, 78, "Dominique")
    second.start(link)
    read(second, "On vous invite dans Les Haies fictives, comme équipier.")
    say(second, ("=✅ Rejoindre", "Vous avez rejoint Les Haies fictives."))
    assert bot.deliver()["sent"] == 1
    read(phone, "Une personne a accepté votre invitation")

    assert bot.alert(garden_call("26-900001"))["sent"] == 2
    say(second, ("=Garder", "Gardée par votre structure."))
    say(phone, ("/gardees", "– gardée"), ("=1. Voir l’annonce", "Gardée par votre structure."))
    first_card = next(one for one in phone.bubbles() if "Garder" in one.labels)
    first_card.tap("Garder")
    toasted(phone, "Déjà gardée par votre équipe.")
    say(phone, ("=J’y réponds", "Votre structure y répond"))

    stranger = Phone(bot.api, 79, "Alix")
    stranger.start(link)
    assert "▶️ Commencer" in read(stranger, "Ce lien a déjà servi").labels, "a link serves once"
    bot.rest()
    assert phone.api.refusals == []


def test_a_member_reads_the_profile_and_changes_it_once_in_charge(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    second = Phone(bot.api, 78, "Dominique")
    second.start(invited(phone, "Équipier"))
    say(second, ("=✅ Rejoindre", "Vous avez rejoint"))
    refresh(bot)
    seen = say(second, ("/profil", "adressez-vous à un responsable"))
    assert not any("✏️" in label for label in seen.labels)
    say(
        phone,
        ("/equipe", "2. Dominique – équipier"),
        ("=👤 Rôles et départs", "De qui s’agit-il ?"),
        ("=Personne 2", "Dominique est équipier"),
        ("=Nommer responsable", "Dominique est maintenant responsable."),
    )
    assert "✏️ Territoire" in say(second, ("/profil", "Territoire :")).labels


def test_one_person_two_structures_each_with_its_alerts(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    lawns = replace(GARDENS, id="pelouses", name="Les Pelouses fictives")
    belongs(bot.database, phone, bot.clock(), lawns)
    refresh(bot)
    assert bot.alert(garden_call("26-900001"))["sent"] == 2
    cards = phone.bubbles()
    assert sorted(name for one in cards for name in (GARDENS.name, lawns.name) if name in one.text) == [
        GARDENS.name,
        lawns.name,
    ]
    next(one for one in cards if lawns.name in one.text).tap("Garder")
    toasted(phone, "Gardée.")
    say(phone, ("/profil", "Profil –"), ("=🔁 Autre structure", "Vos structures"))
    label = next(one for one in phone.last.labels if "Pelouses" in one)
    say(phone, (f"={label}", "Profil – Les Pelouses fictives"))
    say(phone, ("/gardees", "Vos annonces gardées – Les Pelouses fictives"))
    seen = say(phone, ("/alertes", "Vos annonces – Les Pelouses fictives"))
    assert any("Haies" in label for label in seen.labels)
    bot.rest()
    assert phone.api.refusals == []


def test_who_manages_one_structure_adds_another(bot: InThread, phone: Phone) -> None:
    belongs(bot.database, phone, bot.clock())
    say(
        phone,
        ("/equipe", "Équipe : Les Haies fictives"),
        ("=➕ Nouvelle structure", "Question 1 sur 3"),
        ("=ESAT", "Choisi : ESAT"),
        ("valider", "Question 2 sur 3"),
        ("espaces verts", "Choisis (1)"),
        ("valider", "Question 3 sur 3"),
        ("69", "Votre profil"),
        ("=✅ Enregistrer", "C’est enregistré"),
        ("/equipe", "Équipe : "),
        ("=🔁 Changer de structure", "2. ESAT, Rhône (69)"),
    )
    bot.alert(garden_call("26-900001"))
    assert any("Les Haies fictives" in one.text for one in phone.bubbles()), "the first one goes on"
