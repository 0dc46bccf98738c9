"""Neutral messages as people see them in a chat: golden texts, then whatever a message may hold."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from teremok.validation import validate_html

from alerts.messages.message import (
    Action,
    ActionKind,
    BeforeAfter,
    Bullets,
    Fact,
    Heading,
    Link,
    Message,
    Paragraph,
    Quote,
)
from alerts.messages.phone.card import card_message
from alerts.messages.phone.reminder import reminder_message
from alerts.messages.phone.several import Item, several_message
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from bot.chat.actions import LABEL
from bot.chat.html import ENTITIES, LEFT_OUT, MESSAGE, units
from bot.chat.render import paragraphs, screen_of
from bot.chat.screen import Button
from bot.chat.taps import MOST
from bot.demo.cards import text_of
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, MATCH, NOW, READINGS, at

NBSP = "\u00a0"


def readable(html: str) -> str:
    """Golden texts are written with ordinary spaces."""
    return html.replace(NBSP, " ").replace("\u202f", " ")


def card(status: ResponseStatus | None = None) -> Message:
    return card_message(GARDENERS, MATCH, 77, (GREEN_SPACES,), READINGS, status, NOW)


def test_the_card_in_telegrams_html() -> None:
    screen = screen_of(card(ResponseStatus.KEPT))
    validate_html(screen.text)
    assert (
        readable(screen.text)
        == """\
<b>Entretien des espaces verts communaux</b>
Gardée par votre structure.

Lot 2 : Tonte et désherbage manuel
Autres lots : 2 lots hors de vos critères
Acheteur : Commune de Saint-Exemple
Lieu : Rhône (69)

<b>Pouvez-vous répondre ? Oui, d’après l’avis.</b> Le lot 2 est réservé aux SIAE et vous êtes un ACI.
<blockquote expandable>« Le lot 2 est réservé à des structures d'insertion. »
<i>avis BOAMP 26-900001, conditions de participation</i>
« Un volume de 140 heures sera confié à des personnes éloignées de l'emploi. »
<i>avis BOAMP 26-900001, conditions d’exécution</i></blockquote>

<b>Date limite : vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours</b>
Clauses : clause sociale, 140 heures d’insertion
Montant estimé : 48 500 € HT
Pourquoi vous : votre métier « espaces verts » : CPV 77310000

Pour Les Jardins du Lien. Avis BOAMP 26-900001 du 18 septembre 2026. Le règlement de consultation fait foi.
<a href="https://dossiers.example.org/900001">Dossier de consultation</a>"""
    )


def test_the_buttons_of_the_card_name_the_match() -> None:
    assert screen_of(card()).rows == (
        (Button("J’y réponds", "1.ca.y.25"), Button("À plusieurs", "1.ca.t.25")),
        (Button("Garder", "1.ca.k.25"), Button("Pas pour moi", "1.ca.r.25")),
        (
            Button("Aide à la réponse", "1.ca.h.25"),
            Button("Voir l’avis", url="https://avis.example.org/boamp/26-900001"),
        ),
    )
    assert screen_of(card(ResponseStatus.REFUSED)).rows[0][0] == Button("Reprendre l’annonce", "1.ca.u.25")


def test_a_list_in_telegrams_html_and_its_buttons() -> None:
    screen = screen_of(several_message(GARDENERS, [Item(77, MATCH, (GREEN_SPACES,), READINGS)], NOW))
    assert (
        readable(screen.text)
        == """\
<b>1 annonce pour vous</b>

<b>1. Entretien des espaces verts communaux (lot 2)</b>
• Rhône (69), avant le vendredi 2 octobre 2026 à 12 h 00 – dans 12 jours
• Vous pouvez répondre – réservé aux structures d’insertion (SIAE) ; clause sociale, 140 heures d’insertion

Pour Les Jardins du Lien, d’après les avis. Le règlement de consultation fait foi."""
    )
    assert screen.rows == ((Button("Voir la 1", "1.ca.o.25"),), (Button("Tout voir", "1.al.l"),))


def test_a_reminder_as_text_with_its_buttons() -> None:
    message = reminder_message(GARDENERS, MATCH, 77, (GREEN_SPACES,), READINGS, ResponseStatus.KEPT, at(2026, 9, 29, 8))
    assert (
        readable(text_of(screen_of(message)))
        == """\
Plus que 3 jours : Entretien des espaces verts communaux
Lot 2 : Tonte et désherbage manuel
Autres lots : 2 lots hors de vos critères
Acheteur : Commune de Saint-Exemple
Lieu : Rhône (69)

Date limite : vendredi 2 octobre 2026 à 12 h 00 – dans 3 jours

Pouvez-vous répondre ? Oui, d’après l’avis. Le lot 2 est réservé aux SIAE et vous êtes un ACI.

Gardée par votre structure.

Pour Les Jardins du Lien. Avis BOAMP 26-900001 du 18 septembre 2026. Le règlement de consultation fait foi.
Dossier de consultation

[ J’y réponds ] [ À plusieurs ]
[ Ne plus garder ] [ Pas pour moi ]
[ Aide à la réponse ] [ Voir l’avis ]
"""
    )


def test_words_of_a_notice_keep_their_bar_in_plain_text() -> None:
    shown = text_of(screen_of(card()))
    assert "| « Le lot 2 est réservé à des structures d'insertion. »\n| avis BOAMP" in readable(shown)
    assert "\n\nDate limite" in readable(shown)


def test_before_and_after_stand_on_one_line() -> None:
    message = Message("Date repoussée", "", (BeforeAfter("Date limite", "le 2 octobre", "le 16 octobre"),))
    assert (
        readable(screen_of(message).text) == "<b>Date repoussée</b>\n<b>Date limite</b>\nle 2 octobre → le 16 octobre"
    )


def test_each_kind_of_block_has_its_markup_and_everything_is_escaped() -> None:
    blocks = (
        Heading("A & B"),
        Bullets(("un <b>", "2. deux")),
        Paragraph("l'avis & le reste"),
        Link("Dossier <1>", "https://dossiers.example.org/?a=1&b=2"),
        Link("Fichier", "file:///etc/passwd"),
        Fact("Montant", "< 40 000 €"),
        Quote("l'« objet » & <b>", "champ <x>"),
    )
    screen = screen_of(Message("Un <titre>", "", blocks))
    validate_html(screen.text)
    assert (
        readable(screen.text)
        == """\
<b>Un &lt;titre&gt;</b>

<b>A &amp; B</b>
• un &lt;b&gt;
2. deux

l’avis &amp; le reste
<a href="https://dossiers.example.org/?a=1&amp;b=2">Dossier &lt;1&gt;</a>

Fichier

Montant : &lt; 40 000 €
<blockquote expandable>« l'« objet » &amp; &lt;b&gt; »
<i>champ &lt;x&gt;</i></blockquote>"""
    )


def test_a_message_too_long_for_a_bubble_says_where_the_rest_is() -> None:
    long = replace(card(), blocks=tuple(Paragraph(f"{n} " + "mot " * 400) for n in range(4)))
    screen = screen_of(long)
    assert screen.text.endswith(LEFT_OUT)
    assert units(screen.text) <= MESSAGE
    assert screen.rows == screen_of(card()).rows, "its buttons stay"


def test_many_lines_that_belong_together_may_still_be_parted() -> None:
    blocks = tuple(Fact(f"Lot {n}", "mot " * 60) for n in range(40))
    assert max(map(units, paragraphs(Message("Titre", "", blocks)))) <= MESSAGE // 2


def test_what_cannot_be_a_button_is_left_out() -> None:
    rows = (
        (Action(ActionKind.READ, "Voir l'avis", url="javascript:alert(1)"), Action(ActionKind.READ, "Voir l'avis")),
        (Action(ActionKind.KEEP, "Garder"), Action(ActionKind.LIST, "Tout voir")),
    )
    assert screen_of(Message("Titre", "", (), rows)).rows == ((Button("Tout voir", "1.al.l"),),)


def test_every_kind_of_action_has_its_button() -> None:
    """But widening, which letters and pages do."""
    actions = {kind: Action(kind, "Mot", 1, "https://x.example", about=("1",)) for kind in ActionKind}
    shown = {kind: screen_of(Message("T", "", (), ((one,),))) for kind, one in actions.items()}
    assert {kind for kind, screen in shown.items() if not screen.rows} == {ActionKind.WIDEN}
    told = {kind: screen.rows[0][0] for kind, screen in shown.items() if screen.rows}
    assert {kind for kind, button in told.items() if button.url} == {ActionKind.READ, ActionKind.GO}
    tapped = [button.data for button in told.values() if button.data]
    assert len(set(tapped)) == len(tapped) == len(ActionKind) - 3, "each its own data"


TEXT = st.text(max_size=60) | st.sampled_from(
    ["<b>", "&amp;", "Oui. Non", "?", "mot " * 500, "👩🏽‍🌾" * 900, "\u202e\ud83d\x00", "a" * 9000, "\n" * 9]
)
ANY_BLOCK = st.one_of(
    st.builds(Heading, TEXT),
    st.builds(Paragraph, TEXT),
    st.builds(Fact, TEXT, TEXT, st.booleans(), st.sampled_from([None, *Answer])),
    st.builds(Quote, TEXT, TEXT, TEXT),
    st.builds(Bullets, st.lists(TEXT, max_size=30).map(tuple)),
    st.builds(Link, TEXT, TEXT | st.just("https://dossiers.example.org/?a&b")),
    st.builds(BeforeAfter, TEXT, TEXT, TEXT),
)
ANY_ACTION = st.builds(
    Action,
    st.sampled_from(ActionKind),
    TEXT,
    st.none() | st.integers(0, 2**63 - 1),
    st.none() | TEXT | st.just("https://avis.example.org"),
)
ANY_MESSAGE = st.builds(
    Message,
    TEXT,
    TEXT,
    st.lists(ANY_BLOCK, max_size=40).map(tuple),
    st.lists(st.lists(ANY_ACTION, max_size=4).map(tuple), max_size=6).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(ANY_MESSAGE)
def test_whatever_a_message_holds_its_screen_is_valid(message: Message) -> None:
    screen = screen_of(message)
    validate_html(screen.text)
    assert units(screen.text) <= MESSAGE
    assert screen.text.count("<b>") + screen.text.count("<i>") + screen.text.count("<a ") <= ENTITIES
    for button in (one for row in screen.rows for one in row):
        assert len(button.data.encode()) <= MOST
        assert len(button.label) <= LABEL
        assert bool(button.data) != bool(button.url)
