"""What a network passes on, in words: its name, its note, the facts, and what a tap tells to whom."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from alerts.messages.message import ActionKind, Fact, Message, Paragraph
from alerts.messages.network.broadcast import NOT_PUBLISHED, Passed, by_hand, of_notice, place_words
from alerts.messages.told import told
from alerts.model.match import Match
from alerts.model.network import Written
from alerts.model.reading import Answer
from alerts.model.structure import Structure, StructureKind
from scrapers.notice import Buyer, Deadline, Notice, NoticeKind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
VERGERS = Structure("vergers", "Les Vergers fictifs", frozenset({StructureKind.ACI}))
PASSED = Passed("Pôle fictif des Cimes", "Allons-y ensemble !", VERGERS, 71)
WRITTEN = Written(
    "Fauche & broyage de 3 hectares",
    "Commune fictive <de Sévigny>",
    "38",
    "Grenoble",
    datetime(2026, 12, 4, 12, tzinfo=PARIS),
    "Accueil, 04 00 00 00 00",
)
NOTICE = Notice(
    "boamp",
    "26-1",
    NoticeKind.CALL,
    "Entretien des espaces verts",
    url="https://avis.example.org/1",
    buyer=Buyer("Ville fictive"),
    deadline=Deadline(datetime(2026, 12, 10, 12, tzinfo=PARIS)),
)


def facts(message: Message) -> dict[str, str]:
    return {one.label: one.value for one in message.blocks if isinstance(one, Fact)}


def paragraphs(message: Message) -> list[str]:
    return [one.text for one in message.blocks if isinstance(one, Paragraph)]


def about(notice: Notice, passed: Passed = PASSED) -> Message:
    match = Match("vergers", notice.id, Answer.CHECK, near_miss=False, reasons=(), lots=(None,))
    return of_notice(passed, told(VERGERS, match, (notice,), (), NOW))


def test_the_name_of_the_network_then_the_note_then_the_facts() -> None:
    said = about(NOTICE)
    assert said.title == "Pôle fictif des Cimes : Entretien des espaces verts"
    assert said.summary.startswith("Transmis par « Pôle fictif des Cimes ». ")
    assert paragraphs(said)[:2] == [
        "Transmis par « Pôle fictif des Cimes ».",
        "Mot de l'animation : Allons-y ensemble !",
    ]
    assert facts(said)["Date limite"] == "jeudi 10 décembre 2026 à 12 h 00 – dans 17 jours"


def test_a_tap_says_what_it_shows_and_to_whom() -> None:
    named, unnamed = paragraphs(about(NOTICE))[-1], paragraphs(about(NOTICE, replace(PASSED, named=False)))[-1]
    assert named == (
        "« Ça m'intéresse » montre à « Pôle fictif des Cimes » le nom de votre structure. « Pas pour nous » n'est dit "
        "à personne. « Couper ce réseau » arrête ces messages pour vous ; vos propres alertes continuent."
    )
    assert "qu'une structure est intéressée, sans votre nom" in unnamed


@pytest.mark.parametrize(
    ("passed", "kinds"),
    [
        (
            PASSED,
            [ActionKind.INTERESTED, ActionKind.DECLINE, ActionKind.WHOLE, ActionKind.READ, ActionKind.MUTE],
        ),
        (replace(PASSED, number=None), [ActionKind.READ]),  # a preview
        (replace(PASSED, taps=False), [ActionKind.READ]),
        (replace(PASSED, taps=False, match_id=12), [ActionKind.OPEN, ActionKind.READ]),
    ],
)
def test_only_the_buttons_that_lead_somewhere(passed: Passed, kinds: list[ActionKind]) -> None:
    found = [one for row in about(NOTICE, passed).actions for one in row]
    assert [one.kind for one in found] == kinds
    assert all(len(one.label) <= 24 for one in found)
    assert {one.about for one in found if one.kind in (ActionKind.MUTE, ActionKind.INTERESTED)} <= {("71",)}


def test_words_by_hand_say_that_no_notice_stands_behind_them() -> None:
    said = by_hand(PASSED, WRITTEN, NOW)
    assert said.title == "Pôle fictif des Cimes : Fauche & broyage de 3 hectares"
    assert facts(said) == {
        "Acheteur": "Commune fictive <de Sévigny>",
        "Lieu": "Grenoble (Isère, 38)",
        "Réponse avant": "vendredi 4 décembre 2026 à 12 h 00 – dans 11 jours",
        "Contact": "Accueil, 04 00 00 00 00",
    }
    assert NOT_PUBLISHED in paragraphs(said)
    assert ActionKind.READ not in [one.kind for row in said.actions for one in row]


def test_what_nobody_said_is_said_to_be_unknown() -> None:
    assert facts(by_hand(PASSED, Written("Tonte de pelouses"), NOW)) == {
        "Acheteur": "non précisé",
        "Lieu": "non précisé",
        "Réponse avant": "non indiquée ; à demander au contact",
        "Contact": "non précisé ; à demander à votre réseau",
    }


def test_a_long_request_is_cut_in_the_title_and_whole_below() -> None:
    what = "Entretien " + "des pelouses et des haies " * 12
    said = by_hand(PASSED, Written(what.strip()), NOW)
    assert said.title.endswith("…")
    assert what.strip() in paragraphs(said)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", []),
        ("\n\n  \n\n", []),
        ("Un.\n\nDeux\nlignes.", ["Mot de l'animation : Un.", "Deux lignes."]),
    ],
)
def test_the_note_keeps_its_paragraphs(note: str, expected: list[str]) -> None:
    said = paragraphs(by_hand(replace(PASSED, note=note), WRITTEN, NOW))
    assert said[1 : 1 + len(expected)] == expected
    assert said[1 + len(expected)] == NOT_PUBLISHED


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (Written("x", departement="974"), "La Réunion (974)"),
        (Written("x", town="Ailleurs"), "Ailleurs"),
        (Written("x"), ""),
    ],
)
def test_places(written: Written, expected: str) -> None:
    assert place_words(written) == expected
