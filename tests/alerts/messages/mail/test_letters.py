"""What comes at once: one opportunity whole, several together, a correction, a reminder, help, a word of a network."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.messages.alert import alert_message
from alerts.messages.mail.files import that_fit
from alerts.messages.mail.footer import why_words
from alerts.messages.mail.letter import correction_letter, letter_of_alerts, reminder_letter
from alerts.messages.mail.room import ROOM, weight
from alerts.messages.mail.written import broadcast_message, help_message
from alerts.messages.message import Action, ActionKind, Attachment, BeforeAfter, Entry, Paragraph, Quote
from alerts.messages.phone.reminder import reminder_message
from alerts.messages.words import DISCLAIMER
from alerts.model.delivery import DeliveryKind
from alerts.model.preference import BY_MAIL, Preference, Rhythm
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from tests.alerts.messages.mail.stories import (
    HAIES,
    HOURS,
    NOW,
    RESERVED,
    aloud,
    corrected,
    entries,
    item,
    notice,
)
from tests.alerts.messages.stories import until

HEDGES = notice(1, "Entretien des haies", RESERVED, HOURS)
OPENS = (
    Action(ActionKind.OPEN, "Voir et répondre", 1),
    Action(ActionKind.READ, "Avis officiel", url="https://avis.example.org/boamp/26-900001"),
)


def test_one_alone_is_the_whole_alert_with_its_proofs_and_its_links() -> None:
    one = item(HEDGES)
    message = letter_of_alerts(HAIES, [one], NOW)
    alert = alert_message(HAIES, one.match, one.notices, one.readings, NOW)
    assert (message.title, message.summary, message.blocks) == (alert.title, alert.summary, alert.blocks)
    assert message.title == "Entretien des haies – Rhône (69) – avant le 11 décembre 2026"
    assert RESERVED in [block.text for block in message.blocks if isinstance(block, Quote)]
    assert message.actions == (OPENS,)


def test_one_that_somebody_of_the_team_keeps_already_says_so() -> None:
    message = letter_of_alerts(HAIES, [item(HEDGES, status=ResponseStatus.KEPT)], NOW)
    assert message.blocks[0] == Paragraph("Gardée par votre structure.")


def test_several_leave_as_one_letter() -> None:
    soon = item(notice(2, "Fauchage des talus", deadline=until(2026, 11, 24, 12, 0)))
    message = letter_of_alerts(HAIES, [soon, item(HEDGES)], NOW)
    assert message.summary == "2 nouvelles, 1 réservée à vous, 1 échéance dans les 7 jours"
    assert aloud(message).splitlines() == [
        "2 annonces : Fauchage des talus, et 1 autre",
        "",
        "2 nouvelles, 1 réservée à vous, 1 échéance dans les 7 jours.",
        "* Fauchage des talus [Vous pouvez répondre]",
        "  Pouvez-vous répondre ? Oui, d’après l’avis. Aucune réservation n’est indiquée",
        "      dans l’avis : le lot est ouvert à tous.",
        "  Date limite : mardi 24 novembre 2026 à 12 h 00 – demain",
        "  Lieu : Rhône (69)",
        "  Acheteur : Ville de Sévigny-le-Vieux",
        "  Clauses : non indiquées dans l’avis ; à chercher dans le dossier de",
        "      consultation",
        "  → Voir et répondre",
        "  → Avis officiel",
        "* Entretien des haies [Réservé à vous]",
        "  Pouvez-vous répondre ? Oui, d’après l’avis. Lot réservé aux structures",
        "      d’insertion par l’activité économique (SIAE) ; votre statut d’atelier et",
        "      chantier d’insertion le permet, preuves à joindre.",
        "  Date limite : vendredi 11 décembre 2026 à 12 h 00 – dans 18 jours",
        "  Lieu : Rhône (69)",
        "  Acheteur : Ville de Sévigny-le-Vieux",
        "  Clauses : clause sociale, 140 heures d’insertion",
        "  → Voir et répondre",
        "  → Avis officiel",
        "Pour Chantier des Haies, d’après les avis. Le règlement de consultation fait",
        "foi.",
    ]


def test_a_subject_stays_on_one_line() -> None:
    endless = item(notice(2, "Entretien des espaces verts, des berges et des chemins de randonnée de la communauté"))
    title = letter_of_alerts(HAIES, [endless, item(HEDGES)], NOW).title
    assert title == "2 annonces : Entretien des espaces verts, des berges et des…, et 1 autre"
    assert len(title) <= 78


def test_after_fifteen_the_others_are_brief_each_with_its_link() -> None:
    message = letter_of_alerts(HAIES, [item(notice(n)) for n in range(1, 19)], NOW)
    told = entries(message)
    assert len(told) == 18
    assert told[15] == Entry(
        "Tonte des pelouses de Sévigny, secteur 16",
        (Paragraph("Rhône (69), avant le vendredi 11 décembre 2026 à 12 h 00 – dans 18 jours"),),
        (Action(ActionKind.OPEN, "Voir et répondre", 16),),
        "Vous pouvez répondre",
        Answer.YES,
    )


@pytest.mark.parametrize(("many", "linked"), [(40, 40), (100, 40)])
def test_however_many_they_are_the_letter_holds(many: int, linked: int) -> None:
    message = letter_of_alerts(HAIES, [item(notice(n, "", RESERVED, HOURS)) for n in range(1, many + 1)], NOW)
    assert weight(message.blocks) <= ROOM
    told = [one.actions[0].match_id for one in entries(message) if one.actions[0].kind is ActionKind.OPEN]
    assert told == list(range(1, linked + 1))
    assert (entries(message)[-1].title == "Et 60 autres annonces") is (many > linked)


def test_a_letter_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one opportunity"):
        letter_of_alerts(HAIES, [], NOW)


def test_a_correction_says_what_was_what_is_and_what_the_structure_does() -> None:
    one = corrected(HEDGES, ResponseStatus.ANSWERING, deadline=until(2026, 12, 18, 12, 0))
    message = correction_letter(one)
    assert message.title == "Date limite repoussée : Entretien des haies – Rhône (69)"
    assert message.blocks[0] == Paragraph("Votre structure y répond.")
    assert [(block.before, block.after) for block in message.blocks if isinstance(block, BeforeAfter)] == [
        ("vendredi 11 décembre 2026 à 12 h 00", "vendredi 18 décembre 2026 à 12 h 00")
    ]
    assert message.actions == (
        (
            Action(ActionKind.OPEN, "Voir l'annonce", 1),
            Action(ActionKind.READ, "Avis officiel", url="https://avis.example.org/boamp/26-991"),
        ),
    )


def test_a_reminder_says_the_same_as_on_a_phone() -> None:
    one, now = item(HEDGES, status=ResponseStatus.KEPT), NOW + timedelta(days=15)
    message = reminder_letter(HAIES, one, now)
    phone = reminder_message(HAIES, one.match, 1, one.notices, one.readings, ResponseStatus.KEPT, now)
    assert message == replace(phone, actions=(OPENS,))
    assert message.title == "Plus que 3 jours : Entretien des haies"


FILES = (Attachment("echeance.ics", "text/calendar", b"BEGIN"), Attachment("memoire.docx", "application/x", b"PK"))


def test_help_names_its_files_and_carries_them() -> None:
    files = FILES
    message = help_message(HAIES, 1, HEDGES, (Paragraph("Ce qu'il faut joindre."),), that_fit(files))
    assert message.title == "Aide à la réponse : Entretien des haies"
    assert message.blocks == (
        Paragraph("Ce qu'il faut joindre."),
        Paragraph("Fichiers joints : « echeance.ics » et « memoire.docx »."),
        Paragraph(f"Pour Chantier des Haies. {DISCLAIMER}"),
    )
    assert message.attachments == files
    alone = help_message(HAIES, 1, HEDGES, (), that_fit(files[:1]))
    assert Paragraph("Fichier joint : « echeance.ics ».") in alone.blocks
    assert len(help_message(HAIES, 1, HEDGES, ()).blocks) == 1


def test_what_is_too_heavy_for_a_mailbox_is_said_and_stays_online() -> None:
    heavy = Attachment("photos.docx", "application/x", b"P" * 2_000)
    files = that_fit((FILES[0], heavy, FILES[1]), most=1_000)
    assert files.sent == FILES
    told = help_message(HAIES, 1, HEDGES, (), files)
    assert Paragraph("Trop lourd pour un e-mail : « photos.docx ». À prendre dans l'aide en ligne.") in told.blocks
    assert told.attachments == FILES


def test_a_long_object_leaves_a_subject_that_says_what_it_is() -> None:
    title = help_message(HAIES, 1, replace(HEDGES, title="Entretien des haies " * 12), ()).title
    assert title.startswith("Aide à la réponse : Entretien des haies")
    assert len(title) <= 78


def test_the_word_of_a_network_says_who_writes() -> None:
    message = broadcast_message("le réseau fictif des Cimes", "Réunion du 3 décembre", "Bonjour,\n\nVenez.\n\n\n")
    assert message.blocks == (
        Paragraph("Bonjour,"),
        Paragraph("Venez."),
        Paragraph("Message de : le réseau fictif des Cimes. Vigie ESS ne fait que le relayer."),
    )
    with pytest.raises(ValueError, match="needs a text"):
        broadcast_message("le réseau fictif des Cimes", "Rien", " \n\n ")


@pytest.mark.parametrize(
    ("preference", "words"),
    [
        (BY_MAIL, "Vous recevez ce message chaque lundi à 8 h pour Les Haies, parce que vous l'avez demandé."),
        (
            Preference(Rhythm.MORNING, hour=7),
            "Vous recevez ce message chaque jour à 7 h pour Les Haies, parce que vous l'avez demandé.",
        ),
        (
            Preference(),
            "Vous recevez ce message dès qu'une annonce vous concerne, pour Les Haies, parce que vous l'avez demandé.",
        ),
    ],
)
def test_the_footer_says_why_it_came(preference: Preference, words: str) -> None:
    assert why_words(preference, replace(HAIES, name="Les Haies (ACI du canton)")) == words
    assert "parce que vous l'avez demandé" in why_words(preference, replace(HAIES, name="Les Haies " * 20))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (DeliveryKind.HELP, "Vous avez demandé cette aide pour Les Haies."),
        (DeliveryKind.REMINDER, "Vous recevez ce rappel parce que cette annonce est suivie pour Les Haies."),
        (
            DeliveryKind.CORRECTION,
            "Vous recevez ce message parce que cette annonce, envoyée pour Les Haies, a changé.",
        ),
        (
            DeliveryKind.ALERT,
            (
                "Vous recevez les annonces pour Les Haies chaque lundi à 8 h, parce que vous l'avez demandé ;"
                " ce qui presse part avant."
            ),
        ),
    ],
)
def test_what_comes_on_a_tuesday_does_not_say_that_it_comes_on_mondays(kind: DeliveryKind, words: str) -> None:
    assert why_words(BY_MAIL, replace(HAIES, name="Les Haies (ACI du canton)"), kind) == words
