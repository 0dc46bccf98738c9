"""What is asked of an address, what opens the settings, and what is told on Telegram when mail fails."""

import pytest

from alerts.messages.mail.account import (
    access_message,
    already_message,
    confirmation_message,
    harmless,
)
from alerts.messages.message import Action, ActionKind
from alerts.model.preference import Preference, Rhythm
from tests.alerts.messages.mail.stories import NOW, aloud
from tests.alerts.messages.stories import at

URL = "https://vigie.example.org/confirmer/x"


def test_who_subscribes_is_asked_whether_it_is_them() -> None:
    message = confirmation_message(URL, NOW, structure="Chantier des Haies", name="Inès")
    assert aloud(message).splitlines() == [
        "Confirmez votre adresse pour recevoir les annonces de Vigie ESS",
        "",
        "Bonjour Inès,",
        "Quelqu’un, sans doute vous, a donné cette adresse sur notre site pour recevoir",
        "les annonces de marchés publics qui concernent « Chantier des Haies ». Est-ce",
        "bien vous ?",
        "- Ce que vous recevrez : un récapitulatif, chaque lundi à 8 h.",
        "- Pour chaque annonce : pouvez-vous répondre et pourquoi, la date limite, les",
        "  clauses sociales.",
        "- Nos e-mails ne contiennent aucun traceur. Vous pouvez tout arrêter d’un",
        "  geste, en bas de chacun.",
        "Ce lien est valable 48 heures, jusqu’au mercredi 25 novembre 2026 à 8 h 00, et",
        "ne sert qu’une fois. Si vous n’avez rien demandé, ne faites rien : rien ne",
        "changera, et cette demande sera oubliée.",
        "→ Oui, c'est bien moi",
    ]
    assert message.actions == ((Action(ActionKind.GO, "Oui, c'est bien moi", url=URL),),)
    assert message.summary == "Est-ce bien vous ? Un geste suffit, dans les 48 heures."


@pytest.mark.parametrize(
    ("preference", "said"),
    [
        (Preference(Rhythm.WEEK, hour=9, weekday=3), "un récapitulatif, chaque jeudi à 9 h."),
        (Preference(Rhythm.MORNING), "un récapitulatif, chaque jour à 8 h."),
        (Preference(Rhythm.NOW), "un e-mail dès qu’une annonce vous concerne."),
    ],
)
def test_what_will_be_sent_is_said_with_its_rhythm(preference: Preference, said: str) -> None:
    assert f"- Ce que vous recevrez : {said}" in aloud(confirmation_message(URL, NOW, preference=preference))


def test_an_address_given_on_telegram_says_so() -> None:
    message = confirmation_message(URL, NOW, structure="Chantier des Haies", from_telegram=True)
    assert "a donné cette adresse depuis Telegram" in " ".join(aloud(message).split())
    assert "Bonjour,\n" in aloud(message)


@pytest.mark.parametrize(
    "typed",
    [
        "Gagnez ici https://piege.example",
        "piege.example/gagnez",
        "ecrivez a moi@piege.example",
        "www piege",
        "Les Haies piege.example",
        "piege．example",
        "piege。example",
        "piege.\u200bexample",
        "piege : appelez le 08 99 12 34 56",
    ],
)
def test_nobody_can_write_to_strangers_through_a_name(typed: str) -> None:
    """Whoever types a name chooses what a stranger reads."""
    assert harmless(typed) == ""
    said = aloud(confirmation_message(URL, NOW, structure=typed, name=typed))
    assert "piege" not in said
    assert "qui concernent votre structure." in " ".join(said.split())


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Chantier des Haies", "Chantier des Haies"),
        ("  S.C.I.C.   Les\nHaies ", "S.C.I.C. Les Haies"),
        ("Haies & Fils <insertion>", "Haies & Fils <insertion>"),
        ("Association " * 20, "Association Association Association Association…"),
        ("", ""),
    ],
)
def test_a_name_is_told_short_and_on_one_line(typed: str, told: str) -> None:
    assert harmless(typed) == told


def test_the_link_to_the_settings_opens_once_and_not_for_long() -> None:
    message = access_message(URL, NOW)
    assert aloud(message).splitlines() == [
        "Votre lien pour ouvrir vos réglages Vigie ESS (8 h 00)",
        "",
        "Bonjour,",
        "Vous avez demandé à ouvrir vos réglages : rythme, métiers, territoire, pause,",
        "désinscription.",
        "Ce lien est valable 30 minutes, jusqu’au lundi 23 novembre 2026 à 8 h 30, et",
        "ne sert qu’une fois. Ne le transmettez pas : il ouvre vos réglages.",
        "Si vous n’avez rien demandé, ne faites rien : personne n’y entre sans ce lien.",
        "→ Ouvrir mes réglages",
    ]


def test_two_links_asked_on_one_day_do_not_have_the_same_subject() -> None:
    assert access_message(URL, NOW).title != access_message(URL, at(2026, 11, 23, 9, 5)).title


def test_an_address_that_subscribes_again_learns_that_nothing_changed() -> None:
    message = already_message(URL, NOW)
    assert message.summary == "Cette adresse est déjà inscrite : rien n'a été changé."
    assert "Elle les reçoit déjà : rien n’a été changé." in " ".join(aloud(message).split())
    assert message.actions[0][0].url == URL
