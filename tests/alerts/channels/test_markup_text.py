"""The text of a message: what a person reads without any screen of ours."""

import pytest

from alerts.channels.markup import WIDTH, to_text
from alerts.messages.alert import alert_message
from alerts.messages.message import BeforeAfter, Bullets, Fact, Heading, Link, Message, Paragraph, Quote
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, MATCH, NOW, ON_TED, READINGS

ALERT = """\
Entretien des espaces verts communaux, lot 2 – Rhône (69) – avant le 2 octobre
2026

Lot 2 : Tonte et désherbage manuel
Autres lots : 2 lots hors de vos critères
Acheteur : Commune de Saint-Exemple
Lieu : Rhône (69)
Date limite : vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours
Pouvez-vous répondre ? Oui, d’après l’avis. Le lot 2 est réservé aux SIAE et
    vous êtes un ACI.
Article cité : L2113-13

    « Le lot 2 est réservé à des structures d'insertion. »
    (avis BOAMP 26-900001, conditions de participation)

Clauses : clause sociale, 140 heures d’insertion
Montant estimé : 48 500 € HT

Pourquoi cette annonce

- Votre métier « espaces verts » : CPV 77310000.
- Le Rhône (69) est dans votre territoire.

Ce que dit l’avis

Lot 2 : clause sociale, 140 heures d’insertion

    « Un volume de 140 heures sera confié à des personnes éloignées de
    l'emploi. »
    (avis BOAMP 26-900001, conditions d’exécution)

Liens

Avis BOAMP 26-900001 :
    https://avis.example.org/boamp/26-900001
Avis TED 700001-2026 :
    https://avis.example.org/ted/700001-2026
Dossier de consultation :
    https://dossiers.example.org/900001

Message pour Les Jardins du Lien. Source : avis BOAMP 26-900001, paru le 18
septembre 2026. Repères tirés de l’avis, sans valeur de conseil juridique : le
règlement de consultation (RC) fait foi.
"""


def text(*blocks: object) -> str:
    """The blocks alone, without the title."""
    return to_text(Message("Titre", "Résumé", blocks)).removeprefix("Titre\n\n")  # type: ignore[arg-type]


def test_an_alert_stands_alone_as_text() -> None:
    assert to_text(alert_message(GARDENERS, MATCH, (GREEN_SPACES, ON_TED), READINGS, NOW)) == ALERT


def test_each_kind_of_block() -> None:
    assert text(
        Heading("Ce qui change"),
        BeforeAfter("Date limite", "lundi", "mardi"),
        Paragraph("Un paragraphe."),
        Fact("Lieu", "Ain (01)"),
        Fact("Pouvez-vous répondre ?", "Oui."),
        Quote("Mot à mot.", "avis, BT-70"),
        Bullets(("un", "deux")),
        Link("Avis", "https://example.org/a"),
    ) == (
        "Ce qui change\n\nDate limite :\n    avant : lundi\n    après : mardi\n\nUn paragraphe.\n\n"
        "Lieu : Ain (01)\nPouvez-vous répondre ? Oui.\n\n    « Mot à mot. »\n    (avis, BT-70)\n\n"
        "- un\n- deux\n\nAvis :\n    https://example.org/a\n"
    )


def test_no_line_is_longer_than_a_mail_program_shows() -> None:
    long = "Entretien et nettoyage des locaux de la communauté de communes " * 5
    written = text(
        Paragraph(long), Fact("Objet", long), Quote(long, long), Bullets((long,)), BeforeAfter("A", long, long)
    )
    assert max(len(line) for line in written.splitlines()) <= WIDTH


@pytest.mark.parametrize("shift", range(20))
def test_no_line_starts_with_a_punctuation_mark_nor_cuts_an_hour(shift: int) -> None:
    said = "x" * shift + " Jusqu'au 2 octobre à 12 h 00 ; prix : 48 500 € HT ? « oui » !"
    lines = text(Paragraph(" ".join([said] * 4))).splitlines()
    assert [line for line in lines if line.startswith((":", ";", "?", "!", "»", "€", "h ", "00"))] == []
    assert [line for line in lines if line.endswith(("«", " h", "12", "48"))] == []


def test_an_address_is_never_cut() -> None:
    address = "https://dossiers.example.org/" + "consultation-des-entreprises/" * 5
    assert f"    {address}\n" in text(Link("Dossier", address))


def test_the_text_keeps_ordinary_spaces_and_carries_no_markup() -> None:
    written = text(Paragraph("Prix : 48 500 € ; « A & B » <b>gras</b> 🌱"))
    assert written == "Prix : 48 500 € ; « A & B » <b>gras</b> 🌱\n"
    assert "\u00a0" not in ALERT
    assert "\u202f" not in ALERT


def test_our_apostrophes_are_curly_those_of_a_quote_are_as_published() -> None:
    written = text(Paragraph("L'avis d'hier."), Quote("L'ensemble d'un lot.", "objet de l'avis"))
    assert written == "L’avis d’hier.\n\n    « L'ensemble d'un lot. »\n    (objet de l’avis)\n"


def test_line_breaks_and_tabs_of_a_notice_do_not_break_the_layout() -> None:
    assert text(Fact("Objet", "Tonte\r\n\r\nde\tpelouses")) == "Objet : Tonte de pelouses\n"


def test_a_message_without_blocks_is_its_title() -> None:
    assert to_text(Message("Titre", "Résumé", ())) == "Titre\n"
